"""Laws of building again: whatever has happened since the last build, the next one is a cold build, in all it says."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from sitegen import crew
from sitegen.stamp import Request
from sitegen.values import replace
from tests.building import NOWS, SITES
from tests.builds import (
    NOT_BUILT,
    NOTHING,
    NOW,
    OURS,
    Way,
    add,
    built,
    built_small,
    cold,
    differing,
    edit,
    fails_as_cold,
    job_of,
    run,
    same_as_cold,
    small_site,
)
from tests.cli_runs import start
from tests.conftest import PROJECT
from tests.disk import link, put, tree

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sitegen.job import Job

EVERY_SITE = pytest.mark.parametrize("name", SITES)
ABOUT = "pages/about.md"
LONG_AGO = "posts/2007-01-01-long-ago.md"
BEFORE = "posts/2007-01-05-before.md"
HALL = "posts/2007-01-09-hall/index.md"
LATEST = "posts/2007-01-10-latest.md"
JO = "people/jo-smith.md"
SETTINGS = "site.toml"


NOTHING_NEW = Way(0, 0, (), (), is_whole=True)


def documents(root: Path) -> list[str]:
    content = root / "content"
    return sorted(place.relative_to(content).as_posix() for place in content.rglob("*.md"))


MENDED = {
    "conference": {"posts/2007-01-20-zuhoeren.md"},
    "sample": {"pages/privacy.md", "pages/travel.md"},
    "under-a-path": {"pages/index.md", "posts/2007-01-09-first/index.md", "posts/2007-01-10-second.md"},
}
"""The documents whose text is mended where it stands: those of more than a summary, on whose pages no card is."""


@EVERY_SITE
def test_a_word_more_in_any_document_is_in_the_site(name: str, tmp_path: Path) -> None:
    job = built(name, tmp_path / "site")
    mended = set()
    every = documents(job.root)
    # In the large sites only what may be mended in its place: the others have one of each kind.
    for path in every if len(every) < 10 else [path for path in every if path.startswith(("pages/", "posts/"))]:
        add(job.root, path, "\n\nOne plover more.\n")
        result, way = run(job)
        expected = cold(job)
        assert differing(result.files, expected.files) == []
        assert result == expected
        if not way.is_whole:
            assert (way.read, way.made) == (1, len(way.written))
            mended.add(path)
    assert mended == MENDED.get(name, set())
    assert run(job)[1] == NOTHING


def bib(root: Path) -> None:
    edit(root, "references.bib", "The Weir", "The Higher Weir")


def replaced(root: Path, path: str) -> None:
    place = root / "content" / path
    new = place.with_suffix(".new")
    new.write_bytes(place.read_bytes().replace(b"sea", b"bay"))
    new.replace(place)


def touched(root: Path, path: str) -> None:
    os.utime(root / "content" / path)


CHANGES: dict[str, tuple[Callable[[Path], object], bool]] = {}
MISTAKES: dict[str, Callable[[Path], object]] = {
    "a link that leads nowhere": lambda r: add(r, ABOUT, "\n[gone](gone.md)\n"),
    "settings that cannot be": lambda r: edit(r, SETTINGS, "page_size = 2", "page_size = two"),
    "no title": lambda r: edit(r, ABOUT, "title: About\n", ""),
    "bytes that are no text": lambda r: put(r, f"content/{ABOUT}", b"---\ntitle: About\n---\ncaf\xe9\n"),
    "no bibliography": lambda r: (r / "content/references.bib").unlink(),
    "a session less": lambda r: (r / "content/sessions/networks.md").unlink(),
}


def change(name: str, act: Callable[[Path], object], *, is_whole: bool = True) -> None:
    CHANGES[name] = (act, is_whole)


change("a word in a text", lambda r: edit(r, ABOUT, "sea", "bay"), is_whole=False)
change("a text that is another file now", lambda r: replaced(r, ABOUT), is_whole=False)
change("a file that was only touched", lambda r: touched(r, ABOUT), is_whole=False)
change("letters beyond ASCII", lambda r: edit(r, ABOUT, "sea", "Küste 🌊 \\& <b>Ufer</b>"), is_whole=False)
change("a thousand words", lambda r: add(r, ABOUT, "\n" + "plover " * 1000 + "\n"), is_whole=False)
change("an empty line in front", lambda r: edit(r, ABOUT, "Who we", "\n\nWho we"), is_whole=False)
change("a remark in the front matter", lambda r: edit(r, ABOUT, "menu: 1", "# a remark\nmenu: 1"), is_whole=False)
change("the words of a link", lambda r: edit(r, ABOUT, "[long ago]", "[once *upon* a time]"), is_whole=False)
change("a post that no feed holds", lambda r: edit(r, LONG_AGO, "came.", "came late."), is_whole=False)
change("a post that feeds hold", lambda r: edit(r, HALL, "By [", "Only by ["), is_whole=False)
change("a post that one feed holds", lambda r: edit(r, BEFORE, "what follows", "what comes after"), is_whole=False)
change("a first paragraph", lambda r: edit(r, ABOUT, "Who we are.", "Who they are."))
change("the look of a first paragraph", lambda r: edit(r, ABOUT, "we are.", "*we* are."))
change("the look of a first paragraph of a post", lambda r: edit(r, LONG_AGO, "The first", "The *first*"))
change("a first paragraph of a post", lambda r: edit(r, LONG_AGO, "The first", "The very first"))
change("a text that cites", lambda r: edit(r, LATEST, "It is said", "It is often said"))
change("a place that is cited", lambda r: edit(r, LATEST, "p. 4", "p. 5"))
change("a citation less", lambda r: edit(r, LATEST, " in [@weir2007, p. 4]", ""))
change("a heading", lambda r: add(r, ABOUT, "\n## And when\n\nAlways.\n"))
change("the words of a heading", lambda r: edit(r, ABOUT, "## Where", "## Whereabouts"))
change("a link", lambda r: add(r, ABOUT, f"\nSee [the hall](../{HALL}).\n"))
change("a link less", lambda r: edit(r, ABOUT, "[long ago](../posts/2007-01-01-long-ago.md)", "long ago"))
change("where a link leads", lambda r: edit(r, ABOUT, "2007-01-01-long-ago", "2007-01-05-before"))
change("a link to elsewhere", lambda r: add(r, ABOUT, "\nSee [that](https://example.org/).\n"), is_whole=False)
change("a picture", lambda r: add(r, ABOUT, "\n![The hall](../posts/2007-01-09-hall/hall.png)\n"))
change("a picture from elsewhere", lambda r: add(r, ABOUT, "\n![A hall](https://pictures.example.org/hall.png)\n"))
change("a picture less", lambda r: edit(r, HALL, "![The hall from the gate](hall.png)", "No picture."))
change("a card", lambda r: add(r, ABOUT, "\n[What now?](../sparks/what-now.md)\n"))
change("a footnote", lambda r: (edit(r, ABOUT, "sea,", "sea[^1],"), add(r, ABOUT, "\n[^1]: The Channel.\n")))
change("code in colours", lambda r: add(r, ABOUT, "\n```python\nprint(1)\n```\n"), is_whole=False)
change("a table of contents", lambda r: edit(r, ABOUT, "## Where", "[TOC]\n\n## Where"))
change("a table of contents that takes the place of a text", lambda r: edit(r, HALL, "We met.", "We met.\n\n[TOC]"))
change("no text at all", lambda r: put(r, f"content/{ABOUT}", b"---\ntitle: About\nmenu: 1\n---\n"))
change("a title", lambda r: edit(r, HALL, "title: The hall", "title: The great hall"))
change("tags", lambda r: edit(r, HALL, "[halls, tides]", "[halls, gates]"))
change("a date", lambda r: edit(r, LATEST, "title: Latest", "title: Latest\ndate: 2007-01-03"))
change("an update", lambda r: edit(r, LONG_AGO, "tags:", "updated: 2007-02-01\ntags:"))
change("a slug", lambda r: edit(r, ABOUT, "menu: 1", "slug: about-us"))
change("a person's text", lambda r: edit(r, JO, "And rows.", "And rows home."))
change("a person's name", lambda r: edit(r, JO, "Jo Smith", "Jo Smythe"))
change("a session's text", lambda r: edit(r, "sessions/networks.md", "More.", "Much more."))
change("a spark's text", lambda r: edit(r, "sparks/what-now.md", "What next?", "And what next?"))
change("a document more", lambda r: put(r, "content/posts/2007-01-11-one-more.md", b"---\ntitle: More\n---\nMore.\n"))
change("a document less", lambda r: (r / "content" / BEFORE).unlink())
change(
    "a document by another name", lambda r: (r / "content" / BEFORE).rename(r / "content/posts/2007-01-05-and-now.md")
)
change("a draft", lambda r: (edit(r, LONG_AGO, "tags:", "draft: true\ntags:"), edit(r, ABOUT, "[long ago](", "[it](")))
change("a draft no more", lambda r: edit(r, "pages/notes.md", "draft: true", "draft: false"))
change("a text of a draft", lambda r: edit(r, "pages/notes.md", "And noted", "Or noted"))
change("a text of a post to come", lambda r: edit(r, "posts/2007-03-01-to-come.md", "Still not.", "Not for long."))
change("the site's title", lambda r: edit(r, SETTINGS, "Harbour", "Haven"))
change("the site's language", lambda r: edit(r, SETTINGS, "en-GB", "de"))
change("the site's address", lambda r: edit(r, SETTINGS, "https://harbour.example.org", "https://example.org/bay"))
change("the length of lists", lambda r: edit(r, SETTINGS, "page_size = 2", "page_size = 1"))
change("the length of feeds", lambda r: edit(r, SETTINGS, "limit = 2", "limit = 1"))
change("the kinds of feeds", lambda r: edit(r, SETTINGS, "limit = 2", 'limit = 2\nformats = ["atom"]'))
change("a picture's bytes", lambda r: put(r, "content/posts/2007-01-09-hall/hall.png", b"\x89PNG\r\n\x1a\n-other"))
change("a static file", lambda r: put(r, "content/static/map.txt", b"a map\n"))
change("a static file less", lambda r: (r / "content/static/robots-are-welcome.txt").unlink())
change("the bibliography", bib)
change(
    "letters of every kind in a feed",
    lambda r: edit(r, HALL, "By [", 'Küste 🌊 "x" & <b>Ufer</b> ]]> `</p>` \\u0041 by ['),
    is_whole=False,
)
change("two texts", lambda r: (edit(r, ABOUT, "sea", "bay"), edit(r, HALL, "By [", "Only by [")), is_whole=False)
change("two texts in one feed", lambda r: (edit(r, HALL, "By [", "O ["), edit(r, BEFORE, "And", "Or")), is_whole=False)
change("a text and a title", lambda r: (edit(r, ABOUT, "sea", "bay"), edit(r, HALL, "The hall", "That hall")))
change("a theme of its own", lambda r: put(r, "themes/mine/theme.toml", b'api = 1\nextends = "default"\n'))
change("a folder that is empty", lambda r: (r / "content/posts/2008").mkdir())
change("a warning", lambda r: add(r, ABOUT, "\n![](../posts/2007-01-09-hall/hall.png)\n"))


@pytest.mark.parametrize("name", MISTAKES)
def test_after_a_mistake_all_that_a_cold_build_finds_is_told(name: str, tmp_path: Path) -> None:
    job = built_small(tmp_path / "site")
    MISTAKES[name](job.root)
    for _ in range(2):
        fails_as_cold(job)
    small_site(job.root)
    assert same_as_cold(job).written == ()


@pytest.mark.parametrize("name", CHANGES)
def test_after_a_change_the_site_is_the_one_of_a_cold_build(name: str, tmp_path: Path) -> None:
    act, is_whole = CHANGES[name]
    job = built_small(tmp_path / "site")
    act(job.root)
    way = same_as_cold(job)
    assert way.is_whole == is_whole
    assert way.read == (2 if name.startswith("two") else 1) or is_whole


def test_a_site_with_links_among_its_files_is_looked_at_each_time(tmp_path: Path) -> None:
    job = built_small(tmp_path / "site")
    link(job.root, "content/pages/too.md", "about.md")
    assert run(job)[0] == cold(job)
    edit(job.root, ABOUT, "sea", "bay")
    assert run(job)[0] == cold(job)
    assert run(job) == (cold(job), NOTHING_NEW)


def test_a_change_that_is_taken_back_leaves_no_trace(tmp_path: Path) -> None:
    job = built_small(tmp_path / "site")
    first = tree(job.folder)
    for old, new in (("sea", "bay"), ("bay", "sea")):
        edit(job.root, ABOUT, old, new)
        assert same_as_cold(job).written == ("about/index.html",)
    assert tree(job.folder) == first


def test_a_text_that_comes_to_hold_a_card_can_change_again(tmp_path: Path) -> None:
    job = built_small(tmp_path / "site")
    add(job.root, ABOUT, "\n[What now?](../sparks/what-now.md)\n")
    same_as_cold(job)
    edit(job.root, ABOUT, "sea", "bay")
    assert same_as_cold(job).written == ("about/index.html",)


def test_a_post_that_has_left_the_feeds_changes_no_other_with_the_same_text(tmp_path: Path) -> None:
    job = built_small(tmp_path / "site")
    for day in range(20, 24):
        put(job.root, f"content/posts/2007-01-{day}-of-{day}.md", b"---\ntitle: Same\n---\nSo.\n\nAs every day.\n")
        same_as_cold(job)
    edit(job.root, "posts/2007-01-20-of-20.md", "every day", "that day")
    assert same_as_cold(job).written == ("posts/of-20/index.html",)


def test_a_draft_does_not_change_the_page_that_another_has_taken_over(tmp_path: Path) -> None:
    job = built_small(tmp_path / "site")
    text = b"---\ntitle: Tides\nslug: tides\n---\nHigh.\n\nAnd low.\n"
    put(job.root, "content/pages/old.md", text)
    same_as_cold(job)
    put(job.root, "content/pages/old.md", text.replace(b"slug: tides", b"slug: ebb\ndraft: true"))
    put(job.root, "content/pages/new.md", text)
    same_as_cold(job)
    edit(job.root, "pages/old.md", "And low.", "And lower.")
    assert same_as_cold(job).written == ()


def test_two_documents_that_swap_their_places_are_told_apart(tmp_path: Path) -> None:
    root = small_site(tmp_path / "site")
    one, other = root / "content/pages/one.md", root / "content/pages/other.md"
    one.write_text("---\ntitle: Stub\nslug: east\n---\nTo come.\n\nSoon.\n", encoding="utf-8")
    other.write_text("---\ntitle: Stub\nslug: west\n---\nTo come.\n\nSoon.\n", encoding="utf-8")
    job = job_of(root)
    run(job)
    texts = one.read_bytes(), other.read_bytes()
    other.write_bytes(texts[0])
    one.write_bytes(texts[1])
    same_as_cold(job)
    edit(root, "pages/one.md", "Soon.", "Sooner.")
    assert same_as_cold(job).written == ("west/index.html",)


def test_a_warning_that_moves_is_told_where_it_is(tmp_path: Path) -> None:
    job = built_small(tmp_path / "site")
    add(job.root, ABOUT, "\n![](../posts/2007-01-09-hall/hall.png)\n")
    same_as_cold(job)
    assert [(one[0], one[1], one[3]) for one in run(job)[0].problems] == [("content/pages/about.md", 14, "no-alt")]
    edit(job.root, ABOUT, "- two\n", "- two\n- three\n")
    same_as_cold(job)
    assert [(one[0], one[1], one[3]) for one in run(job)[0].problems] == [("content/pages/about.md", 15, "no-alt")]


def test_a_warning_of_the_whole_site_that_moves_is_told_where_it_is(tmp_path: Path) -> None:
    job = built_small(tmp_path / "site")
    add(job.root, ABOUT, "\nSoon [the notes](notes.md).\n")
    same_as_cold(job)
    assert [(one[0], one[1], one[3]) for one in run(job)[0].problems] == [(f"content/{ABOUT}", 14, "hidden-target")]
    edit(job.root, ABOUT, "- two\n", "- two\n- three\n")
    same_as_cold(job)
    assert [(one[0], one[1], one[3]) for one in run(job)[0].problems] == [(f"content/{ABOUT}", 15, "hidden-target")]


def test_with_a_mistake_nothing_changes_until_it_is_mended(tmp_path: Path) -> None:
    job = built_small(tmp_path / "site")
    before = tree(job.folder)
    add(job.root, ABOUT, "\n[gone](gone.md)\n")
    result, way = run(job)
    assert (result.files, result.error, way) == (before, "SiteError", NOT_BUILT)
    assert [(one[0], one[1], one[3]) for one in result.problems] == [("content/pages/about.md", 14, "broken-link")]
    assert run(job)[0] == result
    edit(job.root, ABOUT, "[gone](gone.md)", "here")
    assert same_as_cold(job).written == ("about/index.html",)


def test_a_template_a_stylesheet_and_an_option_of_a_theme_are_seen(tmp_path: Path) -> None:
    job = built("own-theme", tmp_path / "site")
    theme = job.root / "themes/mine"
    template = theme / "templates/base.html"
    template.write_text(template.read_text(encoding="utf-8").replace("greeting", "welcome", 1), encoding="utf-8")
    assert len(same_as_cold(job).written) > 10
    (theme / "assets/badge.svg").write_bytes((theme / "assets/badge.svg").read_bytes() + b"\n")
    assert len(same_as_cold(job).written) > 0
    edit(job.root, SETTINGS, "Come on in", "Come again")
    assert len(same_as_cold(job).written) > 10
    put(theme, "assets/site.css", b"p { color: red }\n")
    same_as_cold(job)


def test_the_clock_changes_the_site_when_it_was_said_to(tmp_path: Path) -> None:
    job = built_small(tmp_path / "site")
    later = replace(job, now=NOW + timedelta(hours=1))
    assert same_as_cold(later) == NOTHING
    at_the_end = replace(job, now=NOW + timedelta(days=60))
    assert "posts/to-come/index.html" in same_as_cold(at_the_end).written
    assert "posts/to-come/index.html" in same_as_cold(job).removed


@EVERY_SITE
def test_each_time_that_the_site_changes_by_itself_is_known(name: str, tmp_path: Path) -> None:
    job = built(name, tmp_path / "site")
    for seconds in (-1, 0):
        following = cold_change(job)
        if following is None:
            return
        at = replace(job, now=NOWS[name] + timedelta(seconds=following - NOWS[name].timestamp() + seconds))
        result, way = run(at)
        assert result == cold(at)
        assert way.is_whole == (seconds == 0)


def cold_change(job: Job) -> float | None:
    """Return when the site is said to change next."""
    from sitegen.stamp import read_stamp  # noqa: PLC0415  # wanted only here

    stamp = read_stamp(job.cache)
    return stamp.until if stamp else None


def test_what_is_asked_for_makes_the_site(tmp_path: Path) -> None:
    job = built_small(tmp_path / "site")
    drafts = replace(job, request=Request(has_drafts=True, is_hidden=True))
    assert "notes/index.html" in same_as_cold(drafts).written
    edit(job.root, "pages/notes.md", "And noted again.", "And noted once more.")
    assert same_as_cold(drafts).written == ("notes/index.html",)
    assert "notes/index.html" in same_as_cold(job).removed
    moved = replace(job, request=Request(base_url="https://preview.example.org/7"))
    assert len(same_as_cold(moved).written) > 20
    edit(job.root, ABOUT, "sea", "bay")
    assert same_as_cold(moved).written == ("about/index.html",)
    same_as_cold(job)


def test_each_output_folder_is_kept_by_itself(tmp_path: Path) -> None:
    job = built_small(tmp_path / "site")
    other = replace(job, request=Request(output="preview"))
    for number in range(3):
        edit(job.root, ABOUT, "the", f"the {number}")
        assert "about/index.html" in same_as_cold(other).written
        edit(job.root, HALL, "By", f"{number} By")
        assert "about/index.html" in same_as_cold(job).written


def test_a_strict_build_is_not_spared_its_warning(tmp_path: Path) -> None:
    job = built_small(tmp_path / "site")
    add(job.root, ABOUT, "\n![](../posts/2007-01-09-hall/hall.png)\n")
    same_as_cold(job)
    assert run(replace(job, request=Request(is_strict=True)))[0].error == "SiteError"
    assert run(job)[0] == cold(job)


PAGE = "about/index.html"


def remade_as_folder(folder: Path) -> None:
    (folder / PAGE).unlink()
    (folder / PAGE).mkdir()


def made_a_link(folder: Path) -> None:
    real = folder.parent / "elsewhere.html"
    shutil.copy2(folder / PAGE, real)
    (folder / PAGE).unlink()
    (folder / PAGE).symlink_to(real)


def edited_unseen(folder: Path) -> None:
    place = folder / PAGE
    status = place.stat()
    place.write_bytes(place.read_bytes()[::-1])
    os.utime(place, ns=(status.st_atime_ns, status.st_mtime_ns))


DAMAGES: dict[str, Callable[[Path], object]] = {
    "edited": lambda folder: put(folder, PAGE, b"mine now"),
    "edited unseen": edited_unseen,
    "deleted": lambda folder: (folder / PAGE).unlink(),
    "its folder deleted": lambda folder: shutil.rmtree(folder / "about"),
    "all deleted": shutil.rmtree,
    "a link": made_a_link,
    "an asset deleted": lambda folder: shutil.rmtree(folder / "assets"),
}


@pytest.mark.parametrize("name", DAMAGES)
@pytest.mark.parametrize("is_edited", [False, True])
def test_an_output_that_is_not_as_it_was_left_is_put_right(name: str, is_edited: bool, tmp_path: Path) -> None:  # noqa: FBT001  # a parameter of the test
    job = built_small(tmp_path / "site")
    DAMAGES[name](job.folder)
    if is_edited:
        edit(job.root, ABOUT, "sea", "bay")
    assert same_as_cold(job).is_whole


def test_where_somebody_needs_the_place_it_is_told_and_nothing_else_happens(tmp_path: Path) -> None:
    job = built_small(tmp_path / "site")
    remade_as_folder(job.folder)
    before = tree(job.folder)
    for _ in range(2):
        result, _ = run(job)
        assert (result.error, result.files) == ("UsageError", before)
    (job.folder / PAGE).rmdir()
    same_as_cold(job)


def test_a_text_is_not_mended_through_a_link(tmp_path: Path) -> None:
    job = built_small(tmp_path / "site")
    (job.folder / "about").rename(tmp_path / "elsewhere")
    (job.folder / "about").symlink_to(tmp_path / "elsewhere")
    before = tree(tmp_path / "elsewhere")
    edit(job.root, ABOUT, "sea", "bay")
    assert run(job)[0].error == "MachineError"
    assert tree(tmp_path / "elsewhere") == before


def test_without_its_manifest_an_output_folder_is_nobodys(tmp_path: Path) -> None:
    job = built_small(tmp_path / "site")
    (job.folder / ".sitegen-manifest").unlink()
    before = tree(job.folder)
    result, _ = run(job)
    assert (result.error, result.files) == ("UsageError", before)


def test_an_edit_that_keeps_size_and_time_is_seen(tmp_path: Path) -> None:
    job = built_small(tmp_path / "site")
    for old, new in (("sea", "bay"), ("bay", "sea"), ("sea", "bay")):
        place = job.root / "content" / ABOUT
        status = place.stat()
        edit(job.root, ABOUT, old, new)
        os.utime(place, ns=(status.st_atime_ns, status.st_mtime_ns))
        assert same_as_cold(job).written == (PAGE,)


def test_an_edit_in_the_same_instant_as_a_build_is_seen(tmp_path: Path) -> None:
    job = built_small(tmp_path / "site")
    for number in range(8):
        # No time passes between the build and the edit but what they take.
        edit(job.root, ABOUT, "sea" if number % 2 == 0 else "bay", "bay" if number % 2 == 0 else "sea")
        result, _ = run(job)
        assert (b"By the bay" in result.files[PAGE]) == (number % 2 == 0)
    same_as_cold(job)


@EVERY_SITE
def test_one_process_makes_what_many_make(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew, "LEAST", 1)
    job = built(name, tmp_path / "site")
    many = replace(built_by_many(job, tmp_path / "many"), jobs=3)
    assert tree(many.folder) == tree(job.folder)
    assert run(replace(job, root=tmp_path / "many")) == (cold(job), NOTHING)
    path = documents(job.root)[0] if documents(job.root) else SETTINGS
    add(many.root, path, "\n\n")
    assert run(many)[0] == cold(many)


def built_by_many(job: Job, root: Path) -> Job:
    """Build a copy of a site by three processes."""
    shutil.copytree(job.root / "content", root / "content")
    if (job.root / "themes").is_dir():
        shutil.copytree(job.root / "themes", root / "themes")
    many = replace(job, root=root, jobs=3)
    assert run(many)[0].error == ""
    return many


def test_a_build_that_remembers_nothing_is_the_same(tmp_path: Path) -> None:
    job = built_small(tmp_path / "site")
    expected = tree(job.folder)
    forgetful = replace(job, root=small_site(tmp_path / "other"), remembers=False, codes=None)
    result, way = run(forgetful)
    assert (result.files, way.read, way.made) == (expected, 10, 45)
    assert run(forgetful)[1] == Way(10, 45, (), (), is_whole=True)


def flipped(place: Path, chance: random.Random) -> None:
    data = bytearray(place.read_bytes())
    for _ in range(chance.choice((1, 1, 5, 50))):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    place.write_bytes(data)


def cut(place: Path, chance: random.Random) -> None:
    os.truncate(place, chance.randrange(place.stat().st_size))


def emptied(place: Path, _: random.Random) -> None:
    place.write_bytes(b"")


def deleted(place: Path, _: random.Random) -> None:
    place.unlink()


@pytest.mark.parametrize("seed", range(4))
def test_damage_to_what_is_remembered_costs_time_alone(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)  # noqa: S311  # no secret
    job = built_small(tmp_path / "site")
    states = []
    for old, new in (("sea", "bay"), ("bay", "sea")):
        edit(job.root, ABOUT, old, new)
        states.append((new, old, cold(job)))
    for number in range(14):
        for name in chance.choice((["memo.sqlite"], ["stamp.json"], ["memo.sqlite", "stamp.json"])):
            chance.choice((flipped, flipped, flipped, cut, emptied, deleted))(job.cache / name, chance)
        old, new, expected = states[number % 2]
        if chance.random() < 0.7:
            edit(job.root, ABOUT, new, old)
        else:
            states.reverse()
        states = [states[0], states[1]]
        result, _ = run(job)
        text = (job.root / "content" / ABOUT).read_text(encoding="utf-8")
        expected = next(state[2] for state in states if state[0] in text)
        assert differing(result.files, expected.files) == []
        assert result == expected
        assert run(job) == (expected, NOTHING)
        assert {place.name for place in job.cache.iterdir()} == OURS


def git(folder: Path, *arguments: str) -> None:
    settings = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    who = ("-c", "user.name=Jo", "-c", "user.email=jo@example.org")
    subprocess.run(["git", *who, *arguments], cwd=folder, env=os.environ | settings, check=True, capture_output=True)  # noqa: S603, S607  # our own arguments


@pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
@pytest.mark.parametrize("has_output", [False, True])
def test_a_hosted_build_takes_over_what_the_last_one_remembered(has_output: bool, tmp_path: Path) -> None:  # noqa: FBT001  # a parameter of the test
    source = small_site(tmp_path / "source")
    git(source, "init", "--quiet")
    git(source, "add", ".")
    git(source, "commit", "--quiet", "-m", "A site")
    runs = [tmp_path / name / "site" for name in ("first", "second")]
    for clone in runs:
        git(tmp_path, "clone", "--quiet", str(source), str(clone))
    _, first = run(job_of(runs[0]))
    assert (first.read, first.made) == (10, 45)
    shutil.copytree(runs[0] / ".sitegen", runs[1] / ".sitegen", copy_function=shutil.copyfile)
    if has_output:
        shutil.copytree(runs[0] / "public", runs[1] / "public", copy_function=shutil.copyfile)
    result, second = run(job_of(runs[1]))
    assert result == cold(job_of(runs[1]))
    assert (second.read, second.made) == (0, 0 if has_output else 45)
    assert len(second.written) == (0 if has_output else 57)


def kept_bytes(job: Job) -> bytes:
    return b"\0".join(tree(job.cache).values())


def test_somebody_who_was_taken_out_is_remembered_nowhere(tmp_path: Path) -> None:
    root = small_site(tmp_path / "site")
    people = [f"Wilhelmina Quarterstaff{number:02}" for number in range(12)]
    for number, name in enumerate(people):
        text = f"---\nname: {name}\nrole: Quarry{number:02}\n---\n{name} digs.\n\nAnd {name} fills.\n"
        put(root, f"content/people/quarterstaff{number:02}.md", text.encode())
    add(root, LATEST, "\nAs [Wilhelmina said](../people/quarterstaff07.md), twice.\n")
    job = job_of(root)
    run(job)
    assert b"Quarterstaff07" in kept_bytes(job)
    for number in (3, 7, 11):
        if number == 7:
            edit(root, LATEST, "As [Wilhelmina said](../people/quarterstaff07.md), twice.", "Twice.")
        (root / f"content/people/quarterstaff{number:02}.md").unlink()
        same_as_cold(job)
        kept = kept_bytes(job)
        assert b"Quarterstaff10" in kept or number == 11
        assert [name for name in (f"uarterstaff{number:02}", f"Quarry{number:02}") if name.encode() in kept] == []


def test_two_builds_at_once_do_not_harm_each_other(tmp_path: Path) -> None:
    job = job_of(small_site(tmp_path / "site"))
    when = ("--now", NOW.isoformat())
    env = {"XDG_CACHE_HOME": str(tmp_path / "cache")}
    both = [start("build", *when, cwd=job.root, env=env) for _ in range(2)]
    ended = []
    for process in both:
        with process:
            ended.append((process.communicate(timeout=60)[1], process.returncode))
    assert {code for _, code in ended} <= {0, 3}
    assert 0 in {code for _, code in ended}
    assert all("another build of this site is running" in err for err, code in ended if code == 3)
    assert tree(job.folder) == cold(job).files
    assert {place.name for place in job.cache.iterdir()} == OURS


def test_the_command_line_mends_a_text_and_then_has_nothing_to_do(tmp_path: Path) -> None:
    job = job_of(small_site(tmp_path / "site"))
    when = ("--now", NOW.isoformat(), "--format", "json")
    env = {"XDG_CACHE_HOME": str(tmp_path / "cache")}
    told = []
    for number in range(3):
        if number == 1:
            edit(job.root, ABOUT, "sea", "bay")
        with start("build", *when, cwd=job.root, env=env) as process:
            told.append(process.communicate(timeout=60)[0])
        assert tree(job.folder) == cold(job).files
    assert ['"read": 10' in told[0], '"read": 1,' in told[1], '"read": 0' in told[2]] == [True, True, True]


@pytest.mark.parametrize("seed", [1])
def test_killed_anywhere_a_build_leaves_whole_files_and_the_next_is_a_clean_one(seed: int, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.build_and_die", str(seed), "8", str(tmp_path)]
    done = subprocess.run(command, cwd=PROJECT, check=False, capture_output=True, text=True, timeout=300)  # noqa: S603  # our own driver
    told = done.stdout.splitlines()
    assert (done.stderr, told[:-1], done.returncode) == ("", [], 0)
    assert int(told[-1].removesuffix(" killed")) > 12


class Walk:
    """Somebody who edits a small site at random; every word that is added is one of its own."""

    def __init__(self, root: Path, seed: int) -> None:
        """Begin at a site, with the steps that the seed gives."""
        self.root = root
        self.chance = random.Random(seed)  # noqa: S311  # no secret
        self.count = 0

    def word(self) -> str:
        """Return a word that nobody has used."""
        self.count += 1
        return f"zq{self.count:03}w{self.chance.randrange(10**6):06}"

    def document(self) -> str:
        """Return one of the documents."""
        return self.chance.choice(documents(self.root))

    def step(self) -> str:
        """Do something, and return what."""
        steps = (
            *(self.write,) * 5,
            self.rewrite,
            self.head,
            self.link_up,
            self.retitle,
            self.retag,
            self.add,
            self.remove,
            self.rename,
            self.hide,
            self.picture,
            self.set,
        )
        act = self.chance.choice(steps)
        return f"{act.__name__} {act()}"

    def write(self) -> str:
        """Add a paragraph."""
        path = self.document()
        add(self.root, path, f"\n{self.word()} *{self.word()}*\n")
        return path

    def rewrite(self) -> str:
        """Put another word into the last line."""
        path = self.document()
        place = self.root / "content" / path
        lines = place.read_text(encoding="utf-8").rstrip("\n").split("\n")
        if lines[-1] != "---" and "[" not in lines[-1]:
            lines[-1] = f"{self.word()} at the end."
        place.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    def head(self) -> str:
        """Add a heading."""
        path = self.document()
        add(self.root, path, f"\n## {self.word()}\n\nBelow.\n")
        return path

    def link_up(self) -> str:
        """Add a link, which may be a card."""
        path, target = self.document(), self.document()
        up = "../" * path.count("/")
        add(self.root, path, f"\n{self.chance.choice(('See ', ''))}[{self.word()}]({up}{target})\n")
        return f"{path} {target}"

    def _field(self, path: str, name: str, value: str) -> str:
        place = self.root / "content" / path
        _, head, body = place.read_text(encoding="utf-8").split("---\n", 2)
        lines = [line for line in head.splitlines() if not line.startswith(f"{name}:")]
        place.write_text("---\n" + "\n".join([*lines, f"{name}: {value}"]) + "\n---\n" + body, encoding="utf-8")
        return path

    def retitle(self) -> str:
        """Give a document another title."""
        path = self.document()
        return self._field(path, "name" if path.startswith("people") else "title", self.word())

    def retag(self) -> str:
        """Give a post other tags."""
        path = self.chance.choice([path for path in documents(self.root) if path.startswith("posts/")])
        return self._field(path, "tags", f"[{self.chance.choice('abc')}{self.word()}, tides]")

    def add(self) -> str:
        """Add a document."""
        path = self.chance.choice(("posts/2007-01-{:02}-{}.md", "pages/{1}.md", "sparks/{1}.md"))
        path = path.format(self.chance.randint(1, 13), self.word())
        put(self.root, f"content/{path}", f"---\ntitle: {self.word()}\n---\n{self.word()}\n\nMore.\n".encode())
        return path

    def remove(self) -> str:
        """Remove a document, which may leave links that lead nowhere."""
        path = self.document()
        if path.endswith("index.md"):
            return "nothing"
        (self.root / "content" / path).unlink()
        return path

    def rename(self) -> str:
        """Give a document another name."""
        path = self.document()
        if path.endswith("index.md"):
            return "nothing"
        place = self.root / "content" / path
        day = "2007-01-07-" if path.startswith("posts/") else ""
        place.rename(place.with_name(f"{day}{self.word()}.md"))
        return path

    def hide(self) -> str:
        """Make a document a draft, or none."""
        path = self.document()
        return self._field(path, "draft", self.chance.choice(("true", "false")))

    def picture(self) -> str:
        """Change a picture."""
        put(self.root, "content/posts/2007-01-09-hall/hall.png", self.word().encode())
        return "hall.png"

    def set(self) -> str:
        """Change a setting."""
        place = self.root / "content/site.toml"
        text = place.read_text(encoding="utf-8").split("[feeds]")[0]
        place.write_text(f"{text}[feeds]\nlimit = {self.chance.randint(1, 4)}\n", encoding="utf-8")
        return "feeds"


@pytest.mark.parametrize("seed", [1, 2])
def test_wherever_a_walk_of_edits_leads_the_site_is_the_one_of_a_cold_build(seed: int, tmp_path: Path) -> None:
    job = built_small(tmp_path / "site")
    walk = Walk(job.root, seed)
    ways = []
    for _ in range(30):
        walk.step()
        before = tree(job.folder)
        result, way = run(job)
        expected = cold(job)
        if expected.error:
            assert (result.error, result.problems, result.files) == (expected.error, expected.problems, before)
            walk = mended(walk)
            continue
        assert differing(result.files, expected.files) == []
        assert result == expected
        assert run(job) == (expected, NOTHING)
        ways.append(way)
        assert forgotten(walk, job) == []
    assert {way.is_whole for way in ways} == {True, False}
    run(job)
    (job.cache / "stamp.json").unlink()
    result, way = run(job)
    assert (result, way.read, way.written) == (cold(job), 0, ())


def mended(walk: Walk) -> Walk:
    """Take out all that leads to other documents, as one of them is not there."""
    for path in documents(walk.root):
        place = walk.root / "content" / path
        lines = place.read_text(encoding="utf-8").split("\n")
        left = (line for line in lines if "](" not in line and not line.startswith(("session:", "spark:", "speakers:")))
        place.write_text("\n".join(left), encoding="utf-8")
    return walk


def forgotten(walk: Walk, job: Job) -> list[str]:
    """Return the words that are no longer in the site's sources, and still in what is remembered."""
    here = b"\0".join([*tree(job.root / "content").values(), *(path.encode() for path in documents(job.root))])
    kept = kept_bytes(job)
    numbers = (f"zq{number:03}w".encode() for number in range(1, walk.count + 1))
    return [number.decode() for number in numbers if number in kept and number not in here]
