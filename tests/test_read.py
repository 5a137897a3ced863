"""A source to a document: who it is, what it says, and every mistake in its file with its place."""

from __future__ import annotations

from datetime import datetime

import pytest

from sitegen.body import EMPTY_BODY, Html
from sitegen.kinds.pages import PageFields
from sitegen.kinds.posts import PostFields
from sitegen.kinds.sparks import SparkFields
from sitegen.model import Source, Written
from sitegen.problems import Place, Severity
from sitegen.read import Reading, read
from tests.sitemaking import codes, read_text, told


def html_of(reading: Reading) -> str:
    """Return the HTML of a body that has no more than that."""
    return "".join(part.text for part in reading.document.body.parts if isinstance(part, Html)).strip()


def read_bytes(data: bytes) -> Reading:
    """Read a page from its bytes."""
    return read(Source("content/pages/x.md", data), "en-GB")


def test_a_post_is_its_kind_path_slug_fields_and_body() -> None:
    reading = read_text("posts/2007-01-09-preparing.md", "---\ntitle: Preparing\nsession: networks\n---\n\nWords.\n")
    document = reading.document
    assert (reading.problems, reading.is_sound) == ((), True)
    assert (document.kind, document.path, document.slug) == (
        "posts",
        "content/posts/2007-01-09-preparing.md",
        "preparing",
    )
    assert document.fields == PostFields(title="Preparing", session="networks")
    assert document.file_date == Written(datetime(2007, 1, 9), has_time=False, text="2007-01-09")  # noqa: DTZ001
    assert (document.body_line, html_of(reading)) == (5, "<p>Words.</p>")
    assert document.place("session") == Place(3, 10)
    assert document.place("nothing") == Place(1, 1)


@pytest.mark.parametrize(
    ("path", "slug", "date"),
    [
        ("posts/2007-01-09-preparing.md", "preparing", "2007-01-09"),
        ("posts/2007-01-09_preparing.md", "preparing", "2007-01-09"),
        ("posts/2007-01-09 preparing.md", "preparing", "2007-01-09"),
        ("posts/preparing/index.md", "preparing", ""),
        ("posts/2007-01-09-preparing/index.md", "preparing", "2007-01-09"),
        ("posts/a/b/preparing.md", "preparing", ""),
        ("posts/index.md", "index", ""),
        ("posts/0123.md", "0123", ""),
        ("posts/Two Words.md", "two-words", ""),
        ("posts/été.md", "été", ""),
        ("posts/2007-01-9-x.md", "2007-01-9-x", ""),
        ("sparks/2007-02-01-who.md", "who", "2007-02-01"),
    ],
)
def test_a_slug_is_the_files_name_without_date_and_ending(path: str, slug: str, date: str) -> None:
    document = read_text(path, "---\ntitle: Another Title\ndate: 2007-01-01\n---\n").document
    assert (document.slug, document.file_date.text if document.file_date else "") == (slug, date)


def test_a_slug_in_the_front_matter_wins() -> None:
    assert read_text("pages/about.md", "---\ntitle: A\nslug: 0123\n---\n").document.slug == "0123"


@pytest.mark.parametrize("path", ["pages/👩‍🏫.md", "pages/!!!.md", "posts/2007-01-09.md"])
def test_a_file_whose_name_leaves_no_slug_is_asked_for_one(path: str) -> None:
    (problem,) = read_text(path, "---\ntitle: A\n---\n").problems
    assert (problem.line, problem.code) == (1, "no-slug")
    assert problem.hint == "give it one in the front matter, as in: slug: a-short-name"
    assert read_text(path, "---\ntitle: A\nslug: a\n---\n").problems == ()


def test_a_file_whose_name_is_a_devices_is_asked_for_a_slug() -> None:
    assert codes(read_text("pages/con.md", "---\ntitle: A\n---\n").problems) == ["no-slug"]


def test_a_date_in_a_files_name_that_is_none_is_told_once() -> None:
    reading = read_text("posts/2007-02-30-x.md", "---\ntitle: A\n---\n")
    assert told(reading.problems) == ["content/posts/2007-02-30-x.md:1:1 error bad-date"]
    assert (reading.document.slug, reading.document.file_date) == ("x", None)


@pytest.mark.parametrize(
    ("path", "text", "message", "hint"),
    [
        ("posts/x.md", "date: 2007-01-01", "this post has no 'title'", 'write title: "…"'),
        ("posts/x.md", "title: A", "this post has no 'date'", "write date: 2026-01-05"),
        ("sparks/x.md", "session: a", "this spark has no 'title'", 'write title: "…"'),
        ("sessions/x.md", "room: a", "this session has no 'title'", 'write title: "…"'),
        ("people/x.md", "role: a", "this person has no 'name'", 'write name: "…"'),
        ("pages/x.md", "menu: 1", "this page has no 'title'", 'write title: "…"'),
    ],
)
def test_a_required_field_that_is_missing_is_told_with_the_line_to_paste(
    path: str, text: str, message: str, hint: str
) -> None:
    (problem,) = read_text(path, f"---\n{text}\n---\n").problems
    assert (problem.code, problem.message, problem.hint, problem.is_error) == ("missing-field", message, hint, True)


@pytest.mark.parametrize(
    ("path", "line"), [("posts/2007-01-01-x.md", "title:"), ("people/x.md", "name:"), ("pages/x.md", 'title: ""')]
)
def test_a_required_field_that_is_empty_is_told_at_its_place(path: str, line: str) -> None:
    (problem,) = read_text(path, f"---\nsummary: x\n{line}\n---\n").problems
    assert (problem.code, problem.line) == ("missing-field", 3)


@pytest.mark.parametrize(
    ("path", "line"),
    [("posts/2007-01-01-x.md", "title: [a]"), ("people/x.md", "name: [Jo]"), ("people/x.md", "title: [Jo]")],
)
def test_a_required_field_of_the_wrong_type_is_told_once(path: str, line: str) -> None:
    assert codes(read_text(path, f"---\n{line}\n---\n").problems) == ["wrong-type"]


def test_a_post_whose_date_cannot_be_read_is_told_once() -> None:
    assert codes(read_text("posts/x.md", "---\ntitle: A\ndate: soon\n---\n").problems) == ["bad-date"]


@pytest.mark.parametrize("folder", ["posts", "sessions", "sparks", "people", "pages"])
def test_a_file_without_front_matter_is_told_with_the_lines_to_paste(folder: str) -> None:
    reading = read_text(f"{folder}/x.md", "Just words.\n")
    (problem,) = reading.problems
    assert (problem.line, problem.code, reading.is_sound) == (1, "no-front-matter", False)
    lines = problem.hint.split("\n")
    assert lines[0] == "write at the top:"
    assert (lines[1], lines[-1]) == ("---", "---")
    needed = {"posts": ['title: "…"', "date: 2026-01-05"], "people": ['name: "…"']}.get(folder, ['title: "…"'])
    assert lines[2:-1] == needed


def test_a_front_matter_that_cannot_be_read_makes_a_document_that_others_can_point_to() -> None:
    reading = read_text("sessions/networks.md", "---\ntitle: x\nroom y\n---\n[a](b.md)\n")
    assert (reading.is_sound, len(reading.problems)) == (False, 1)
    assert (reading.document.slug, reading.document.body) == ("networks", EMPTY_BODY)
    assert read_text("sessions/!!.md", "x").document.slug == "unreadable"


@pytest.mark.parametrize("text", ["", "\n\n", "   \n"])
def test_an_empty_file_is_an_error(text: str) -> None:
    reading = read_text("pages/x.md", text)
    assert told(reading.problems) == ["content/pages/x.md:1:1 error empty-file"]
    assert not reading.is_sound


TEXT = "---\ntitle: Çà\n---\nOne.\n\nTwo.\n"


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_line_ends_change_nothing(ends: str) -> None:
    assert read_bytes(TEXT.replace("\n", ends).encode()) == read_bytes(TEXT.encode())


def test_mixed_line_ends_change_nothing() -> None:
    assert read_bytes(TEXT.replace("\n", "\r\n", 2).encode()) == read_bytes(TEXT.encode())


def test_a_byte_order_mark_changes_nothing() -> None:
    assert read_bytes(b"\xef\xbb\xbf" + TEXT.encode()) == read_bytes(TEXT.encode())


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-32"])
def test_another_encoding_is_an_error(encoding: str) -> None:
    reading = read_bytes(b"" + ("\ufeff" if encoding.endswith("be") else "").encode(encoding) + TEXT.encode(encoding))
    assert codes(reading.problems) == ["not-utf8"]
    assert not reading.is_sound


@pytest.mark.parametrize("ends", [b"\n", b"\r\n", b"\r"])
def test_latin_1_bytes_are_an_error_at_the_first_bad_byte(ends: bytes) -> None:
    reading = read_bytes(ends.join([b"---", "title: é caf".encode() + b"\xe9", b"---", b""]))
    assert told(reading.problems) == ["content/pages/x.md:2:13 error not-utf8"]
    assert "'é'" in reading.problems[0].message


def test_mojibake_in_the_front_matter_is_a_warning_with_the_repaired_words() -> None:
    reading = read_text("pages/x.md", "---\ntitle: whatâ€™s next\n---\n")
    assert [(p.line, p.severity) for p in reading.problems] == [(2, Severity.WARNING)]
    assert "what’s" in reading.problems[0].message + reading.problems[0].hint
    assert reading.document.fields.title == "whatâ€™s next"


def test_a_lost_character_in_the_front_matter_is_a_warning() -> None:
    reading = read_text("pages/x.md", "---\ntitle: caf\ufffd\n---\n")
    assert told(reading.problems) == ["content/pages/x.md:2:11 warning replacement-character"]


def test_a_lost_character_in_the_body_is_told_once() -> None:
    reading = read_text("pages/x.md", "---\ntitle: A\n---\n\ncaf\ufffd\n")
    assert [(p.line, p.code) for p in reading.problems] == [(5, "replacement-character")]


def test_a_control_character_in_a_body_is_a_warning_and_stripped() -> None:
    reading = read_text("pages/x.md", "---\ntitle: A\n---\na\x07b\n")
    assert [(p.line, p.severity) for p in reading.problems] == [(4, Severity.WARNING)]
    assert html_of(reading) == "<p>ab</p>"


def test_the_bodys_remarks_stand_on_the_files_lines() -> None:
    reading = read_text("pages/x.md", "---\ntitle: A\nsummary: x\n---\n\n<script>x</script>\n")
    assert [p.line for p in reading.problems] == [6]
    assert reading.document.body.remarks == ()


@pytest.mark.parametrize("heading", ["# Networks\n", "Networks\n========\n", "# networks #\n"])
def test_a_first_heading_that_repeats_the_title_is_dropped(heading: str) -> None:
    reading = read_text("pages/x.md", f"---\ntitle: Networks\n---\n{heading}\nWords.\n")
    assert html_of(reading) == "<p>Words.</p>"
    assert reading.document.title_anchor == "networks"


def test_another_first_heading_stays() -> None:
    reading = read_text("pages/x.md", "---\ntitle: Networks\n---\n## Outline\n")
    assert "Outline" in html_of(reading)
    assert reading.document.title_anchor == ""


def test_a_documents_language_is_its_own_else_the_sites() -> None:
    text = '---\ntitle: A\n{}---\n"So"\n'
    assert html_of(read_text("pages/x.md", text.format("lang: de\n"))) == "<p>„So“</p>"
    assert html_of(read_text("pages/x.md", text.format(""), "de")) == "<p>„So“</p>"
    assert html_of(read_text("pages/x.md", text.format(""), "en-GB")) == "<p>“So”</p>"


MEMBERS = "---\ntitle: A\n{}---\nFor all.\n\n{}\n\nSecret.\n"


def test_what_stands_below_the_members_line_is_in_no_document() -> None:
    reading = read_text("sessions/x.md", MEMBERS.format("access: members\n", "<!-- members -->"))
    assert reading.problems == ()
    assert html_of(reading) == "<p>For all.</p>"
    assert "Secret" not in repr(reading)


def test_a_misspelt_members_line_is_an_error_and_cuts_as_well() -> None:
    reading = read_text("sessions/x.md", MEMBERS.format("access: members\n", "<!-- memebrs -->"))
    assert [(p.line, p.code, p.is_error) for p in reading.problems] == [(7, "members-marker", True)]
    assert "Secret" not in repr(reading.document)


@pytest.mark.parametrize("path", ["sessions/x.md", "pages/x.md"])
def test_a_members_line_elsewhere_cuts_too_and_warns(path: str) -> None:
    reading = read_text(path, MEMBERS.format("", "<!-- members -->"))
    assert told(reading.problems) == [f"content/{path}:6:1 warning members-marker"]
    assert "Secret" not in repr(reading.document)


def test_what_was_heard_may_stand_in_the_front_matter_or_under_its_heading() -> None:
    by_field = read_text("sparks/x.md", '---\ntitle: A\nheard: "Much, *truly*."\n---\nWhy?\n').document
    by_heading = read_text("sparks/x.md", "---\ntitle: A\n---\nWhy?\n\n## What we heard\n\nMuch, *truly*.\n").document
    assert by_field.body.heard == by_heading.body.heard
    assert "".join(p.text for p in by_heading.body.heard if isinstance(p, Html)).strip() == (
        '<p id="what-we-heard">Much, <em>truly</em>.</p>'
    )
    assert isinstance(by_field.fields, SparkFields)


def test_a_remark_on_what_was_heard_stands_at_its_field() -> None:
    reading = read_text("sparks/x.md", '---\ntitle: A\nheard: "<script>x</script> ![p](https://a.org/p.png)"\n---\n')
    assert {(p.line, p.column) for p in reading.problems} == {(3, 8)}
    assert reading.document.body.origins == ("https://a.org",)


def test_braces_in_a_body_are_text() -> None:
    assert html_of(read_text("pages/x.md", "---\ntitle: A\n---\n{{ x }} {% y %}\n")) == "<p>{{ x }} {% y %}</p>"


def test_a_page_needs_no_more_than_a_title() -> None:
    reading = read_text("pages/about.md", "---\ntitle: no\n---\n")
    assert reading.document.fields == PageFields(title="no")
    assert reading.problems == ()


def test_every_mistake_of_a_file_is_told_in_one_run() -> None:
    text = "---\ntitle: a: b\ndate: soon\nsesion: x\nstage: later\ntags: a, b\n---\n<script></script>\n"
    assert [(p.line, p.code) for p in sorted(read_text("posts/x.md", text).problems, key=lambda p: p.line)] == [
        (2, "unquoted"),
        (3, "bad-date"),
        (4, "unknown-field"),
        (5, "unknown-value"),
        (6, "wrong-type"),
        (8, "removed-html"),
    ]
