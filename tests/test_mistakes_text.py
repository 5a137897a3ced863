"""What bytes that are no plain UTF-8 text earn: marks, other encodings, controls, line ends, invisible characters."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest

from tests.disk import put, tree
from tests.mistaken import POST, SESSION, SETTINGS, build, document, make_site

if TYPE_CHECKING:
    from pathlib import Path

TITLED = document("title: Preparing", "We are preparing.")
STOPPED = "Nothing was published: 1 error.\n"


def test_a_byte_order_mark_changes_nothing(tmp_path: Path) -> None:
    plain = make_site(tmp_path / "plain", {POST: TITLED})
    marked = make_site(tmp_path / "marked", {POST: b"\xef\xbb\xbf" + TITLED.encode()})
    put(marked, "content/site.toml", b"\xef\xbb\xbf" + SETTINGS.encode())
    assert [(told.exit, told.report) for told in (build(plain), build(marked))] == [(0, ""), (0, "")]
    assert tree(marked / "public") == tree(plain / "public")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"])
def test_a_file_in_utf_16_or_32_is_told_to_be_saved_as_utf_8(tmp_path: Path, encoding: str) -> None:
    told = build(make_site(tmp_path, {POST: TITLED.encode(encoding)}))
    assert (told.exit, told.report) == (
        1,
        f"{POST}:1:1: error: the file is not UTF-8 but UTF-16 or UTF-32 [not-utf8]\n  save it as UTF-8\n{STOPPED}",
    )


def test_settings_in_utf_16_are_told_to_be_saved_as_utf_8(tmp_path: Path) -> None:
    told = build(make_site(tmp_path, {"content/site.toml": SETTINGS.encode("utf-16"), POST: TITLED}))
    assert (told.exit, told.report) == (
        2,
        f"content/site.toml:1:1: error: the settings are not UTF-8 [not-utf8]\n  save the file as UTF-8\n{STOPPED}",
    )


@pytest.mark.parametrize(
    ("data", "place", "character"),
    [
        (document("title: Caf\u00e9").encode("latin-1"), "2:11", "\u00e9"),
        (document("title: Tea", "One.\n\nTwo caf\u00e9s.").encode("latin-1"), "6:8", "\u00e9"),
        (document("title: Tea", "\u20ac5, he said\u2026").encode("cp1252"), "4:1", "\u20ac"),
        (document("title: Tea", "Tr\u00e8s caf").encode() + b"\xc3", "5:1", "\u00c3"),
    ],
)
def test_a_byte_that_is_not_utf_8_is_told_with_its_place(
    tmp_path: Path, data: bytes, place: str, character: str
) -> None:
    told = build(make_site(tmp_path, {POST: data}))
    assert (told.exit, told.report) == (
        1,
        (
            f"{POST}:{place}: error: the file is not UTF-8: there is a byte here that cannot be read"
            f" (it may have been '{character}') [not-utf8]\n  save the file as UTF-8\n{STOPPED}"
        ),
    )


def test_a_control_character_in_front_matter_is_an_error(tmp_path: Path) -> None:
    files = {
        POST: document("title: Pre\x00paring\nsummary: o\x1bne"),
        "content/posts/2007-01-10-escaped.md": document('title: "Es\\u0000caped"'),
    }
    told = build(make_site(tmp_path, files))
    assert (told.exit, told.report) == (
        1,
        (
            f"{POST}:2:11: error: there is an invisible control character (U+0000) in the front matter"
            " [control-character]\n  delete it\n"
            f"{POST}:3:11: error: there is an invisible control character (U+001B) in the front matter"
            " [control-character]\n  delete it\n"
            "content/posts/2007-01-10-escaped.md:2:8: error: an invisible control character (U+0000) is written here"
            " with a backslash [control-character]\n  delete it\n"
            "Nothing was published: 3 errors.\n"
        ),
    )


def test_a_control_character_in_a_body_is_told_and_left_out(tmp_path: Path) -> None:
    told = build(
        make_site(tmp_path, {POST: document("title: Preparing", "One.\n\nTwo\x00th\x1bree\x0b.\n\nFour\x7f.")})
    )
    hint = "  delete it; it is invisible in most editors\n"
    assert (told.exit, told.report) == (
        0,
        (
            f"{POST}:6:4: warning: a control character (U+0000) was left out [control-character]\n{hint}"
            f"{POST}:8:5: warning: a control character (U+007F) was left out [control-character]\n{hint}"
        ),
    )
    page = (tmp_path / "public/posts/preparing/index.html").read_bytes()
    assert b"<p>Twothree.</p>" in page
    for published in tree(tmp_path / "public").values():
        assert (b"\x00" in published, b"\x1b" in published) == (False, False)


def test_line_ends_change_nothing(tmp_path: Path) -> None:
    text = document("title: Preparing\ntags:\n  - cpd", "One.\n\n- a\n- b\n\n```\ncode\n\nmore\n```")
    sites = {}
    for name, ends in {"lf": ("\n",), "crlf": ("\r\n",), "cr": ("\r",), "mixed": ("\r\n", "\r", "\n")}.items():
        lines = text.split("\n")
        data = "".join(line + ends[n % len(ends)] for n, line in enumerate(lines[:-1]))
        root = make_site(tmp_path / name, {POST: data})
        put(root, "content/site.toml", SETTINGS.replace("\n", "\r\n" if name == "crlf" else "\n").encode())
        told = build(root)
        assert (told.exit, told.report) == (0, "")
        sites[name] = tree(root / "public")
    assert sites["crlf"] == sites["cr"] == sites["mixed"] == sites["lf"]


@pytest.mark.parametrize("code", ["200B", "200D", "202E", "2066", "FEFF"])
def test_an_invisible_character_in_a_title_or_a_slug_is_told(tmp_path: Path, code: str) -> None:
    hidden = chr(int(code, 16))
    told = build(make_site(tmp_path, {POST: document(f"title: Pre{hidden}paring\nslug: pre{hidden}paring")}))
    hint = "  delete it, unless the script of your language needs it\n"
    assert (told.exit, told.report) == (
        0,
        (
            f"{POST}:2:8: warning: there is an invisible character (U+{code}) in 'title' [invisible-character]\n{hint}"
            f"{POST}:3:7: warning: there is an invisible character (U+{code}) in 'slug' [invisible-character]\n{hint}"
        ),
    )


def test_markdowns_own_placeholders_cannot_be_written(tmp_path: Path) -> None:
    forged = "\x02wzxhzdk:0\x03 and \x02amp\x03 and \x02klzzwxh:0000\x03"
    text = f"<div>\n\n{forged}\n\n</div>\n\n`code` {forged}"
    told = build(make_site(tmp_path, {POST: document("title: Preparing", text)}))
    assert (told.exit, told.report) == (0, "")
    page = (tmp_path / "public/posts/preparing/index.html").read_bytes()
    assert page.count(b"wzxhzdk:0 and amp and klzzwxh:0000") >= 2
    assert (b"\x02" in page, b"\x03" in page) == (False, False)


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS refuses names that are not UTF-8")
def test_a_file_name_that_is_not_utf_8_is_told_escaped(tmp_path: Path) -> None:
    root = make_site(tmp_path, {POST: TITLED})
    with open(os.fsencode(root / "content/posts") + b"/caf\xe9.md", "wb") as file:  # noqa: PTH123  # a name of bytes
        file.write(TITLED.encode())
    told = build(root)
    assert (told.exit, told.report) == (
        1,
        "content/posts/caf\\xe9.md:1:1: error: this name is not UTF-8, or has control characters or backslashes in it"
        " [file-name]\n  rename it, best of all with plain letters, digits and hyphens\n" + STOPPED,
    )


def test_two_names_that_differ_only_in_how_accents_are_stored_are_told(tmp_path: Path) -> None:
    tea = document("title: Tea\ndate: 2007-01-09")
    both = {f"content/posts/{name}.md": tea for name in ("caf\u00e9", "cafe\u0301")}
    told = build(make_site(tmp_path, both))
    assert (told.exit, told.report) == (
        1,
        (
            "content/posts/caf\u00e9.md:1:1: error: two names here both read 'caf\u00e9.md', with their accents stored"
            f" in two ways [same-name]\n  rename one of the two\n{STOPPED}"
        ),
    )


def test_a_name_in_decomposed_characters_makes_the_same_site(tmp_path: Path) -> None:
    text = document("title: Tea\ndate: 2007-01-09", "See [the session](../sessions/caf\u00e9.md).")
    hall = document("title: Hall\nstart: 2007-02-21 09:30")
    one = make_site(tmp_path / "one", {"content/posts/caf\u00e9.md": text, "content/sessions/caf\u00e9.md": hall})
    two = make_site(tmp_path / "two", {"content/posts/cafe\u0301.md": text, "content/sessions/cafe\u0301.md": hall})
    assert [(told.exit, told.report) for told in (build(one), build(two))] == [(0, ""), (0, "")]
    assert tree(two / "public") == tree(one / "public")


def test_slugs_that_differ_only_in_how_accents_are_stored_collide(tmp_path: Path) -> None:
    files = {
        SESSION: document("title: One\nslug: caf\u00e9"),
        "content/sessions/two.md": document("title: Two\nslug: cafe\u0301"),
    }
    told = build(make_site(tmp_path, files))
    assert (told.exit, told.report.count("error:"), told.report.startswith("content/sessions/two.md:3:7: error:")) == (
        1,
        1,
        True,
    )
