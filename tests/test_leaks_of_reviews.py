"""Ways in which what is kept once got out: each stays closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.discover import discover
from sitegen.link_checks import used_attachments
from tests.building import NOWS, built_in, write_site
from tests.sitemaking import codes, make_linker, make_site, read_text

if TYPE_CHECKING:
    from pathlib import Path

MEMBERS = "---\ntitle: Evening\naccess: members\n{}---\n{}\n<!-- members -->\n{}\n"


def holding(root: Path, word: str) -> list[str]:
    """Return the outputs of the site in `root` that hold a word."""
    files = built_in(root, NOWS["minimal"]).files
    return sorted(path for path, data in files.items() if word.encode() in data)


def test_a_fence_left_open_above_the_members_line_pairs_with_none_below(tmp_path: Path) -> None:
    text = MEMBERS.format("", "Above.\n\n```", "plover\n\n```\ncode\n```")
    assert holding(write_site(tmp_path / "site", {"sessions/evening.md": text}), "plover") == []


def test_what_was_heard_by_members_stays_with_them(tmp_path: Path) -> None:
    text = MEMBERS.format("start: 2007-01-01 10:00\nheard: The plover sang.\n", "Above.", "Below.")
    assert holding(write_site(tmp_path / "site", {"sessions/evening.md": text}), "plover") == []


def test_the_members_line_cuts_in_the_field_heard_too(tmp_path: Path) -> None:
    heard = "heard: |\n  All heard this.\n\n  <!-- members -->\n\n  The plover sang.\n"
    text = f"---\ntitle: Open\nopens: 2007-01-01\ncloses: 2007-01-05\n{heard}---\nWhy?\n"
    root = write_site(tmp_path / "site", {"sparks/open.md": text})
    assert (holding(root, "plover"), "sparks/open/index.html" in holding(root, "All heard this")) == ([], True)


def test_the_sparks_that_an_expired_session_lists_go_with_it() -> None:
    text = "---\ntitle: Gone\nexpires: 2007-01-05\nsparks:\n  who: Who?\n---\n"
    site = make_site({"sessions/gone.md": text})
    assert [entry.slug for entry in site.shown()] == []


def test_a_file_named_only_in_what_was_heard_waits_until_it_may_be_told() -> None:
    text = "---\ntitle: Q\nopens: 2006-12-01\n{}---\nWhy?\n\n## What we heard\n\n[All](all.pdf)\n"
    attachments = ("sparks/all.pdf",)
    site = make_site({"sparks/q.md": text.format("")}, attachments=attachments)
    assert used_attachments(site, make_linker(site)) == ()
    site = make_site({"sparks/q.md": text.format("closes: 2006-12-05\n")}, attachments=attachments)
    assert used_attachments(site, make_linker(site)) == ("content/sparks/all.pdf",)


def test_a_link_from_static_to_a_document_is_refused(tmp_path: Path) -> None:
    root = write_site(tmp_path / "site", {"sessions/evening.md": MEMBERS.format("", "Above.", "plover")})
    (root / "content/static").mkdir()
    (root / "content/static/notes.txt").symlink_to("../sessions/evening.md")

    assert [problem.code for problem in discover(root).problems] == ["outside-link"]


def test_what_was_heard_is_given_once() -> None:
    text = "---\ntitle: Q\nopens: 2007-01-01\nheard: One.\n---\nWhy?\n\n## What we heard\n\nTwo.\n"

    assert codes(read_text("sparks/q.md", text, "en").problems) == ["heard-twice"]
