"""Slips of the pen in front matter: each told once, at its place, with what to write, and read on as it was meant."""

from __future__ import annotations

import time

import pytest

from sitegen.front_matter import MAX_REPAIRS, Scalar, split
from sitegen.front_matter.nodes import shown


def told(text: str) -> list[tuple[int, int, str, str]]:
    """Return place, code and hint of what was noticed in a whole file."""
    return [(r.place.line, r.place.column, r.code, r.hint) for r in split(text).remarks]


def read(text: str) -> dict[str, str]:
    """Return the plain fields of a whole file."""
    node = split(text).node
    return {key.text: value.text for key, value in node.entries if isinstance(value, Scalar)} if node else {}


@pytest.mark.parametrize("above", ["\ufeff", "\n\n", " "])
def test_what_cannot_be_seen_above_the_front_matter_is_no_mistake(above: str) -> None:
    front = split(f"{above}---\ntitle: A\n---\nBody")
    assert (front.body, front.body_line, front.remarks) == ("Body", 4 + above.count("\n"), ())
    assert read(f"{above}---\ntitle: A\n---\n") == {"title": "A"}


def test_places_count_the_empty_lines_above_the_front_matter() -> None:
    assert [place[:2] for place in told("\n\n---\ntitle: @x\n---\n")] == [(4, 8)]


@pytest.mark.parametrize("fence", ["----", "———", "- - -", "--"])
def test_another_line_than_three_hyphens_is_told_and_read_on(fence: str) -> None:
    text = f"{fence}\ntitle: A\n{fence}\nBody"
    assert told(text) == [(1, 1, "front-matter-unopened", "write --- in its place")]
    assert (read(text), split(text).body) == ({"title": "A"}, "Body")


def test_another_closing_line_than_three_hyphens_is_told_and_read_on() -> None:
    for closing, hint in (("----", "write --- in its place"), (" ---", "begin it at the start of its line")):
        text = f"---\ntitle: A\n{closing}\nBody"
        assert told(text) == [(3, 1, "front-matter-open", hint)]
        assert (read(text), split(text).body) == ({"title": "A"}, "Body")


@pytest.mark.parametrize("text", ["+++\ntitle = 'a'\n+++\nBody", '{\n "title": "a"\n}\n'])
def test_another_systems_front_matter_is_told(text: str) -> None:
    front = split(text)
    assert (front.node, front.is_missing) == (None, False)
    assert [(r.place.line, r.code) for r in front.remarks] == [(1, "front-matter-unopened")]


def test_front_matter_below_a_comment_is_told_and_read_on() -> None:
    text = "<!-- mine -->\n---\ntitle: A\n---\nBody"
    assert [place[:3] for place in told(text)] == [(2, 1, "front-matter-unopened")]
    assert read(text) == {"title": "A"}


@pytest.mark.parametrize("text", ["----\nWords", "\n---\n\nAfter a rule", "<!-- mine -->\nWords", "{: .x}\n"])
def test_a_body_that_only_looks_alike_is_a_body(text: str) -> None:
    assert split(text).is_missing


@pytest.mark.parametrize(
    ("line", "place", "code", "hint", "value"),
    [
        ("title:A", (2, 6), "front-matter", "put a space after the colon: title: A", "A"),
        ("title：A", (2, 6), "front-matter", "put a space after the colon: title: A", "A"),
        ("title: 'It's here'", (2, 8), "unquoted", 'write title: "It\'s here"', "It's here"),
        ('title: "Hello" she said', (2, 8), "unquoted", "write title: '\"Hello\" she said'", '"Hello" she said'),
        ('title: "So "x" is"', (2, 8), "unquoted", "write title: 'So \"x\" is'", 'So "x" is'),
        ("title: 'tis the season", (2, 8), "unquoted", 'write title: "\'tis the season"', "'tis the season"),
        ('title: "C:\\path"', (2, 8), "unquoted", "write title: 'C:\\path'", "C:\\path"),
        ('title: "Open', (2, 8), "front-matter", 'write title: "Open"', "Open"),
        ("title: a # [x,, y]\ntags: [ , a,, b ]", (3, 7), "unquoted", "write tags: [a, b]", "a"),
        (" title: A", (2, 1), "front-matter", "begin every field at the start of its line", "A"),
    ],
)
def test_a_slip_is_told_with_the_line_to_paste_and_read_as_it_was_meant(
    line: str, place: tuple[int, int], code: str, hint: str, value: str
) -> None:
    text = f"---\n{line}\nroom: y\n---\n"
    assert told(text) == [(*place, code, hint)]
    assert read(text) == {"title": value, "room": "y"}


def test_a_field_indented_under_another_is_told_at_its_name() -> None:
    text = "---\ntitle: A\n  summary: B\nroom: y\n---\n"
    assert told(text) == [(3, 3, "front-matter", "move 'summary' to the start of its line")]
    assert read(text) == {"title": "A", "summary": "B", "room": "y"}


@pytest.mark.parametrize(
    ("lines", "hint"),
    [
        ("tags: [a, b", 'close it: tags: [a, b]\nor put it in quotes: tags: "[a, b"'),
        ("tags: {a: b", 'close it: tags: {a: b}\nor put it in quotes: tags: "{a: b"'),
        ("tags: [a,\n  b", "close it after the last item"),
        ("tags: " + "[" * 20, "close it, or put the whole value in quotes"),
    ],
)
def test_a_bracket_that_is_never_closed_is_told_once(lines: str, hint: str) -> None:
    text = f"---\n{lines}\nroom: y\n---\n"
    assert told(text) == [(2, 7, "unquoted", hint)]
    assert read(text)["room"] == "y"


@pytest.mark.parametrize(
    ("lines", "place", "hint"),
    [
        ("title:\u00a0A", (2, 7), "write title: A"),
        ("slowchat:\n\u00a0\u00a0title: A", (3, 1), "use plain spaces, two for each level"),
        ("\u3000title: A", (2, 1), "use plain spaces, two for each level"),
    ],
)
def test_a_space_that_only_looks_like_one_is_told(lines: str, place: tuple[int, int], hint: str) -> None:
    assert told(f"---\n{lines}\n---\n")[:1] == [(*place, "no-break-space", hint)]


def test_a_no_break_space_within_a_value_is_the_authors_own() -> None:
    assert told("---\ntitle: 10\u00a0km\n---\n") == []
    assert read("---\ntitle: 10\u00a0km\n---\n") == {"title": "10\u00a0km"}


def test_a_control_character_written_with_a_backslash_is_told_and_left_out() -> None:
    text = '---\ntitle: "b\\u0000c\\x07"\n---\n'
    assert told(text) == [(2, 8, "control-character", "delete it")]
    assert read(text) == {"title": "bc"}


def test_more_mistakes_than_are_mended_are_said_to_be_there() -> None:
    text = "---\n" + "".join(f"k{n}: a: b\n" for n in range(100)) + "---\n"
    last = split(text).remarks[-1]
    assert len(split(text).remarks) == MAX_REPAIRS + 1
    assert last.message == f"{MAX_REPAIRS} lines of this front matter cannot be read; there may be more below"


def test_a_long_run_of_spaces_is_read_at_once() -> None:
    started = time.process_time()
    split("---\ntitle: @x" + " " * 60_000 + "y\n---\n")
    split("---\n" + "a" + " " * 60_000 + "b\n---\n")
    assert time.process_time() - started < 1


def test_what_a_message_shows_is_short_and_has_no_control_character() -> None:
    assert shown("a\x1b[31m\u2028") == "a\\x1b[31m\\u2028"
    assert shown("x" * 100) == "x" * 80 + "…"
