"""Built sites with threads: what the policy admits, what is published beside the pages, and what a build imports."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from sitegen.build import Order, build
from sitegen.site import Preview
from tests.building import NOWS, SETTINGS, built_in, parsed, what_could_run, words, write_site
from tests.disk import put, tree
from tests.test_discussions import HOSTILE, SERVER, STATUS
from tests.test_start import SITE, imported

if TYPE_CHECKING:
    from collections.abc import Mapping
    from xml.etree.ElementTree import Element

COMMENTS: Final = '[comments]\nprovider = "isso"\n[comments.isso]\nurl = "https://talk.example.org/isso"\n'
REPLIES: Final = '[comments]\nprovider = "mastodon"\n'
FILES: Final = {
    "posts/2007-01-09-a.md": f"---\ntitle: '{HOSTILE}'\nmastodon: {STATUS}\n---\nText.\n",
    "posts/2007-01-10-b.md": "---\ntitle: B\ncomments: false\n---\nText.\n",
}
BASE: Final = "default-src 'none'; form-action 'none'; frame-ancestors 'none'; img-src 'self'; media-src 'self'; "
WITH_ISSO: Final = f"base-uri 'none'; connect-src {SERVER}; {BASE}script-src 'self' {SERVER}; style-src 'self' {SERVER}"
WITH_REPLIES: Final = f"base-uri 'none'; connect-src https://example.social; {BASE}script-src 'self'; style-src 'self'"
WITHOUT: Final = f"base-uri 'none'; {BASE}script-src 'self'; style-src 'self'"


def header(files: Mapping[str, bytes]) -> list[str]:
    """Return the policies that a built site tells its host."""
    lines = files.get("_headers", b"").decode().splitlines()
    return [line.strip().partition(": ")[2] for line in lines if line.strip().startswith("Content-Security-Policy:")]


def in_page(page: Element) -> list[str]:
    """Return the policies that stand in a page."""
    policies = (one for one in page.iter("meta") if one.get("http-equiv") == "Content-Security-Policy")
    return [one.get("content", "") for one in policies]


@pytest.mark.parametrize(
    ("host", "comments", "expected"),
    [("netlify", COMMENTS, WITH_ISSO), ("any", REPLIES, WITH_REPLIES), ("pages", COMMENTS, WITH_ISSO)],
)
def test_a_built_site_admits_what_its_provider_needs_and_runs_nothing_of_its_authors(
    host: str, comments: str, expected: str, tmp_path: Path
) -> None:
    site = built_in(write_site(tmp_path, FILES, f'{SETTINGS}host = "{host}"\n{comments}'), NOWS["minimal"])
    assert site.built.problems == ()
    assert header(site.files) == ([] if host == "pages" else [expected])
    within = [] if host == "netlify" else [expected.replace("frame-ancestors 'none'; ", "")]
    for page in site.pages.values():
        assert (what_could_run(page), in_page(page)) == ([], within)
    scripts = [one.get("src", "") for one in site.page("/posts/a/").iter("script") if one.get("src")]
    assert {src.startswith("/assets/") for src in scripts} == {True}
    assert [name for name in site.files if name.startswith("assets/comments/thread.")] != []
    assert b"/assets/comments/" not in site.files["posts/b/index.html"]


def test_a_built_preview_shows_where_a_thread_will_be_and_admits_nobody(tmp_path: Path) -> None:
    root = write_site(tmp_path, FILES, SETTINGS + COMMENTS)
    build(Order(root=root, now=NOWS["minimal"], output=Path("public"), preview=Preview(has_threads=False)))
    files = tree(root / "public")
    assert header(files) == [WITHOUT]
    page = parsed(files["posts/a/index.html"])
    (section,) = (one for one in page.iter("section") if one.get("id") == "discussion")
    assert [name for name in section.attrib if name.startswith("data-")] == []
    assert "The discussion from Isso stands here on the published page." in words(section)
    assert [one.get("src", "") for one in page.iter("script") if "comments" in one.get("src", "")] == []
    assert list(section.iter("button")) == []


def test_a_site_without_a_provider_has_nothing_of_threads(tmp_path: Path) -> None:
    site = built_in(write_site(tmp_path, FILES, f'{SETTINGS}[comments]\nemail = "jo@a.org"\n'), NOWS["minimal"])
    assert header(site.files) == [WITHOUT]
    assert [name for name in site.files if "comments" in name] == []
    assert [one for one in site.page("/posts/a/").iter("section") if one.get("id") == "discussion"] == []


def discussion(page: Element) -> Element:
    """Return the thread of a page."""
    (section,) = (one for one in page.iter("section") if one.get("id") == "discussion")
    return section


def test_a_page_tells_its_script_of_which_site_it_is_and_whom_its_reader_agrees_to_contact(tmp_path: Path) -> None:
    disqus = '[comments]\nprovider = "disqus"\n[comments.disqus]\nshortname = "harbour"\n'
    site = built_in(write_site(tmp_path, FILES, SETTINGS + disqus), NOWS["minimal"])
    section = discussion(site.page("/posts/a/"))
    assert {name: section.get(f"data-{name}") for name in ("site", "provider", "contacts", "load", "script")} == {
        "site": "harbour.example.org,2007",
        "provider": "disqus",
        "contacts": "harbour.disqus.com disqus.com c.disquscdn.com referrer.disqus.com",
        "load": "click",
        "script": None,
    }
    hosts = "harbour.disqus.com, disqus.com, c.disquscdn.com and referrer.disqus.com"
    assert f"Showing it here contacts {hosts}. They learn your internet address" in words(section)


@pytest.mark.parametrize(
    ("comments", "expected"),
    [
        (COMMENTS, ["You need no account to write there."]),
        (REPLIES, ["To write there you need an account at Mastodon."]),
        ('[comments]\nprovider = "hyvor"\nemail = "jo@a.org"\n[comments.hyvor]\nwebsite_id = "1"\n', []),
    ],
)
def test_a_page_says_whether_its_readers_need_an_account(comments: str, expected: list[str], tmp_path: Path) -> None:
    site = built_in(write_site(tmp_path, FILES, SETTINGS + comments), NOWS["minimal"])
    said = words(discussion(site.page("/posts/a/")))
    assert re.findall(r"You need no account[^.]*\.|To write there[^.]*\.", said) == expected


def test_an_authors_heading_leaves_the_thread_its_id(tmp_path: Path) -> None:
    files = {
        "posts/2007-01-09-a.md": "---\ntitle: A\n---\n## Discussion\n\nText.\n\n## Remark42\n\n[Up](#s-discussion).\n"
    }
    site = built_in(write_site(tmp_path, files, SETTINGS + COMMENTS), NOWS["minimal"])
    assert site.built.problems == ()
    ids = [one.get("id", "") for one in site.page("/posts/a/").iter() if one.get("id")]
    assert [one for one in ids if one.endswith(("discussion", "remark42"))] == [
        "s-discussion",
        "s-remark42",
        "discussion",
    ]
    assert len(ids) == len(set(ids))


OURS: Final = ("cusdis.js", "mastodon.js", "thread.css", "thread.js")
"""What the built-in theme has below `assets/comments/`."""


def published(files: Mapping[str, bytes]) -> list[str]:
    """Return the assets of threads that a site publishes, without what their names carry of their bytes."""
    found = (name.removeprefix("assets/comments/").split(".") for name in files if name.startswith("assets/comments/"))
    return sorted(f"{name}.{ending}" for name, _, ending in found)


@pytest.mark.parametrize(
    ("comments", "expected"),
    [
        (COMMENTS, ["cusdis.js", "dots.svg", "mastodon.js", "quiet.css", "thread.css", "thread.js"]),
        ("", ["dots.svg", "quiet.css"]),
        ('[comments]\nemail = "jo@a.org"\n', ["dots.svg", "quiet.css"]),
        ('[comments]\nprovider = "none"\n', ["dots.svg", "quiet.css"]),
    ],
)
def test_a_themes_own_files_beside_those_of_threads_are_published_without_a_provider(
    comments: str, expected: list[str], tmp_path: Path
) -> None:
    root = write_site(tmp_path, FILES, f'{SETTINGS}theme = "mine"\n{comments}')
    put(root, "themes/mine/theme.toml", b'api = 1\nextends = "default"\n')
    put(root, "themes/mine/assets/comments/dots.svg", b"<svg/>")
    put(root, "themes/mine/assets/comments/quiet.css.jinja", b"p { margin: 0; }\n")
    put(root, "themes/mine/assets/comments/thread.css.jinja", b".discussion { margin: 0; }\n")
    site = built_in(root, NOWS["minimal"])
    assert site.built.problems == ()
    assert published(site.files) == expected


def test_without_a_provider_none_of_the_files_of_threads_are_published(tmp_path: Path) -> None:
    shown = built_in(write_site(tmp_path / "with", FILES, SETTINGS + COMMENTS), NOWS["minimal"])
    plain = built_in(write_site(tmp_path / "without", FILES), NOWS["minimal"])
    assert (published(shown.files), published(plain.files)) == (list(OURS), [])


@pytest.mark.parametrize(
    ("comments", "expected"),
    [
        ("", set()),
        (COMMENTS, {"", ".isso", ".parameters", ".plans", ".provider"}),
        (REPLIES, {"", ".mastodon", ".parameters", ".plans", ".provider"}),
    ],
)
def test_a_build_imports_the_provider_that_it_uses_and_nothing_of_threads_without(
    comments: str, expected: set[str], tmp_path: Path
) -> None:
    for path, data in SITE.items():
        put(tmp_path, path, data + comments.encode() if path.endswith(".toml") else data)
    found = imported(tmp_path, "build")
    assert {name for name in found if name.startswith("sitegen.comments")} == {
        f"sitegen.comments{one}" for one in expected
    }
    assert ("sitegen.settings.commenting" in found) == bool(comments)
