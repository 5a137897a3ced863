"""Building again where pages have threads: whatever changes about them, the next build is a cold build."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

import pytest

from sitegen import crew
from sitegen.stamp import Request
from sitegen.values import replace
from tests.building import parsed
from tests.builds import NOTHING, NOW, cold, edit, job_of, run, same_as_cold, small_site
from tests.disk import tree

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sitegen.job import Job

BEFORE: Final = "posts/2007-01-05-before.md"
NETWORKS: Final = "sessions/networks.md"
ABOUT: Final = "pages/about.md"
SPARK: Final = "sparks/what-now.md"
SETTINGS: Final = "site.toml"
PAGE: Final = "posts/before/index.html"
COMMENTS: Final = {
    "": '\n[comments]\nemail = "jo@harbour.example.org"\n',
    "isso": (
        '\n[comments]\nprovider = "isso"\nload = "click"\nemail = "jo@harbour.example.org"\n'
        '\n[comments.isso]\nurl = "https://talk.example.org"\n'
    ),
    "giscus": (
        '\n[comments]\nprovider = "giscus"\n\n[comments.giscus]\nrepo = "harbour/talk"\nrepo_id = "R_1"\n'
        'category = "Ideas"\ncategory_id = "DIC_1"\n'
    ),
    "cusdis": '\n[comments]\nprovider = "cusdis"\n\n[comments.cusdis]\napp_id = "5fce"\n',
    "comentario": '\n[comments]\nprovider = "comentario"\n\n[comments.comentario]\nhost = "https://talk.example.org"\n',
    "mastodon": '\n[comments]\nprovider = "mastodon"\n',
    "none": '\n[comments]\nprovider = "none"\n',
}
"""The end of the settings, by provider."""
STATUS: Final = "mastodon: https://example.social/@jo/1"


def site_with(root: Path, provider: str, *fields: str) -> Job:
    """Write the small site with a provider, and a post with more fields; build it, and return how."""
    small_site(root)
    settings = root / "content" / SETTINGS
    settings.write_text(settings.read_text(encoding="utf-8") + COMMENTS[provider], encoding="utf-8")
    for line in fields:
        set_field(root, BEFORE, line)
    job = job_of(root)
    assert run(job)[0].error == ""
    return job


def set_field(root: Path, path: str, line: str) -> None:
    """Write a line into a document's front matter, above the others."""
    edit(root, path, "---\n", f"---\n{line}\n")


def switch(root: Path, old: str, new: str) -> None:
    """Change the provider, its name and its settings with it."""
    edit(root, SETTINGS, COMMENTS[old], COMMENTS[new])


def discussion(job: Job, page: str) -> dict[str, str] | None:
    """Return what the thread of a page is told, or None where there is none."""
    root = parsed((job.folder / page).read_bytes())
    found = [one for one in root.iter("section") if one.get("id") == "discussion"]
    return dict(found[0].items()) if found else None


EDITS: dict[str, tuple[str, Callable[[Path], object]]] = {
    "the provider switched on": ("", lambda r: switch(r, "", "isso")),
    "another provider": ("isso", lambda r: switch(r, "isso", "giscus")),
    "a provider with a script of the theme": ("giscus", lambda r: switch(r, "giscus", "cusdis")),
    "a provider without a page of its own": ("isso", lambda r: switch(r, "isso", "comentario")),
    "the provider switched off": ("isso", lambda r: switch(r, "isso", "")),
    "no provider by name": ("isso", lambda r: switch(r, "isso", "none")),
    "when it loads": ("isso", lambda r: edit(r, SETTINGS, 'load = "click"', 'load = "visible"')),
    "a parameter": ("isso", lambda r: edit(r, SETTINGS, "https://talk.", "https://comments.")),
    "a parameter less": ("giscus", lambda r: edit(r, SETTINGS, 'repo_id = "R_1"\n', "")),
    "a parameter that may be left out": (
        "cusdis",
        lambda r: edit(r, SETTINGS, 'app_id = "5fce"', 'app_id = "5fce"\nhost = "https://talk.example.org"'),
    ),
    "the site's id": ("isso", lambda r: edit(r, SETTINGS, 'id = "harbour.example.org,2007"', 'id = "a.example,2008"')),
    "the site's language": ("isso", lambda r: edit(r, SETTINGS, "en-GB", "de")),
    "the site's address": ("cusdis", lambda r: edit(r, SETTINGS, "https://harbour.example", "https://haven.example")),
    "the address for mail": ("isso", lambda r: edit(r, SETTINGS, "jo@harbour", "al@harbour")),
    "no address for mail": ("isso", lambda r: edit(r, SETTINGS, 'email = "jo@harbour.example.org"\n', "")),
    "no thread for a post": ("isso", lambda r: set_field(r, BEFORE, "comments: false")),
    "a thread for a session": ("isso", lambda r: set_field(r, NETWORKS, "comments: true")),
    "a thread for a page": ("isso", lambda r: set_field(r, ABOUT, "comments: true")),
    "a status": ("mastodon", lambda r: set_field(r, BEFORE, STATUS)),
    "a status beside a thread": ("isso", lambda r: set_field(r, BEFORE, STATUS)),
    "an address that is no status": ("mastodon", lambda r: set_field(r, BEFORE, "mastodon: https://example.social/")),
    "a title": ("isso", lambda r: edit(r, BEFORE, "title: Before", "title: Before </script><b>'\"")),
    "a title of a spark": ("cusdis", lambda r: edit(r, SPARK, "title: What now?", "title: What then?")),
    "a draft": ("isso", lambda r: set_field(r, BEFORE, "draft: true")),
}
"""What somebody changes: the provider before it, and the change."""


@pytest.mark.parametrize("name", EDITS)
def test_after_a_change_about_threads_the_site_is_the_one_of_a_cold_build(name: str, tmp_path: Path) -> None:
    provider, act = EDITS[name]
    job = site_with(tmp_path / "site", provider)
    before, problems = tree(job.folder), run(job)[0].problems
    act(job.root)
    way = same_as_cold(job)
    assert way.is_whole
    assert tree(job.folder) != before or run(job)[0].problems != problems


def test_a_change_that_is_taken_back_leaves_no_trace_of_a_thread(tmp_path: Path) -> None:
    job = site_with(tmp_path / "site", "isso")
    first = tree(job.folder)
    for old, new in (("isso", "giscus"), ("giscus", "cusdis"), ("cusdis", ""), ("", "mastodon"), ("mastodon", "isso")):
        switch(job.root, old, new)
        same_as_cold(job)
        assert (discussion(job, PAGE) is None) == (new in {"", "mastodon"})
    assert tree(job.folder) == first


def test_a_status_that_is_set_changed_and_removed_is_asked_for_and_no_longer(tmp_path: Path) -> None:
    job = site_with(tmp_path / "site", "mastodon")
    headers = job.folder / "_headers"
    set_field(job.root, BEFORE, STATUS)
    same_as_cold(job)
    assert b"connect-src https://example.social;" in headers.read_bytes()
    edit(job.root, BEFORE, "https://example.social/@jo/1", "https://other.example/@jo/2")
    same_as_cold(job)
    assert b"connect-src https://other.example;" in headers.read_bytes()
    set_field(job.root, BEFORE, "comments: false")
    same_as_cold(job)
    assert b"connect-src" not in headers.read_bytes()
    edit(job.root, BEFORE, "comments: false\nmastodon: https://other.example/@jo/2\n", "")
    same_as_cold(job)
    assert discussion(job, PAGE) is None


def test_a_status_that_is_none_is_told_until_the_page_has_no_thread(tmp_path: Path) -> None:
    job = site_with(tmp_path / "site", "mastodon", "mastodon: https://example.social/@jo")

    def codes() -> list[tuple[str, int, str]]:
        return [(path, line, code) for path, line, _, code, *_ in run(job)[0].problems]

    assert codes() == [(f"content/{BEFORE}", 2, "no-status")]
    edit(job.root, BEFORE, "what follows", "what comes after")
    same_as_cold(job)
    assert codes() == [(f"content/{BEFORE}", 2, "no-status")]
    set_field(job.root, BEFORE, "comments: false")
    same_as_cold(job)
    assert codes() == []


def test_a_file_that_is_renamed_keeps_its_thread_where_its_id_is_frozen(tmp_path: Path) -> None:
    job = site_with(tmp_path / "site", "isso")
    before = discussion(job, PAGE)
    assert before is not None
    set_field(job.root, BEFORE, "id: posts/before")
    same_as_cold(job)
    (job.root / "content" / BEFORE).rename(job.root / "content/posts/2007-01-05-and-now.md")
    same_as_cold(job)
    assert not (job.folder / PAGE).exists()
    assert discussion(job, "posts/and-now/index.html") == before
    edit(job.root, "posts/2007-01-05-and-now.md", "id: posts/before\n", "")
    same_as_cold(job)
    assert discussion(job, "posts/and-now/index.html") != before


def test_a_spark_that_closes_as_time_goes_on_closes_its_thread(tmp_path: Path) -> None:
    job = site_with(tmp_path / "site", "isso")
    today = f"{NOW:%Y-%m-%d}"
    edit(job.root, SPARK, "opens: 2007-02-01", f"opens: 2007-01-01\ncloses: {today}")
    same_as_cold(job)
    page = "sparks/what-now/index.html"
    before = discussion(job, page)
    midnight = NOW.replace(hour=0, minute=0, second=0) + timedelta(days=1)
    assert same_as_cold(replace(job, now=midnight - timedelta(seconds=1))) == NOTHING
    assert page in same_as_cold(replace(job, now=midnight)).written
    after = discussion(job, page)
    assert before is not None
    assert after is not None
    assert ("is-closed" in before["class"].split(), "is-closed" in after["class"].split()) == (False, True)
    assert (before["data-plan"], before["data-provider"]) == (after["data-plan"], after["data-provider"])


def test_a_preview_without_threads_is_another_site_each_time_it_is_asked_for(tmp_path: Path) -> None:
    job = site_with(tmp_path / "site", "isso")
    first = tree(job.folder)
    preview = replace(job, request=Request(has_threads=False))
    assert PAGE in same_as_cold(preview).written
    place = discussion(job, PAGE)
    assert place is not None
    assert [name for name in place if name.startswith("data-")] == []
    edit(job.root, BEFORE, "what follows", "what comes after")
    assert not same_as_cold(preview).is_whole
    assert discussion(job, PAGE) == place
    edit(job.root, BEFORE, "what comes after", "what follows")
    assert PAGE in same_as_cold(job).written
    assert tree(job.folder) == first


@pytest.mark.parametrize("provider", ["isso", "cusdis", "mastodon", "comentario"])
def test_a_text_is_mended_in_its_page_beside_the_thread(provider: str, tmp_path: Path) -> None:
    job = site_with(tmp_path / "site", provider, STATUS)
    before = discussion(job, PAGE)
    assert before is not None
    edit(job.root, BEFORE, "what follows", "what comes after")
    way = same_as_cold(job)
    assert (way.is_whole, way.read, PAGE in way.written) == (False, 1, True)
    assert discussion(job, PAGE) == before
    assert b"what comes after" in (job.folder / PAGE).read_bytes()


def test_many_processes_make_the_threads_that_one_makes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew, "LEAST", 1)
    job = replace(site_with(tmp_path / "site", "isso", STATUS), jobs=3)
    switch(job.root, "isso", "mastodon")
    result, _ = run(job)
    assert result == cold(job)
    assert discussion(job, PAGE) is not None
