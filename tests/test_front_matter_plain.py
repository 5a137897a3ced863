"""The quick way through plain front matter: the same nodes as YAML's events, or none."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sitegen.front_matter import Mapping, Scalar, Sequence
from sitegen.front_matter.mending import read_mended
from sitegen.front_matter.plain import read_plain
from sitegen.problems import Place, Remark

USUAL = """title: "A title: with signs, [and] #words"
slug: a-title
date: 2026-01-01T09:00:00Z
tags: [django, open source, 3d]
summary: What it is, and what's new?
"""
SIGNS = "aZ_0é中٣ß -,.;:!?()/&+=@%'‘’“”–—…\"[]{}#|<>*~^$\\`\t\u00a0\u0301\u200b\u2028\u0085\ufeff\x07\n"
PIECES = (
    "key: ",
    "title: ",
    "null: ",
    "true",
    ": ",
    ", ",
    " #",
    "- ",
    "? ",
    "tags: [",
    "]\n",
    '"',
    "---",
    "...",
    "x\n",
)


@st.composite
def front_matter(draw: st.DrawFn) -> str:
    """Return front matter of plain lines, half of them with something odd put in somewhere."""
    words = st.from_regex(r"[aé0][aé0 _.!?&%'’–/-]{0,7}", fullmatch=True)
    texts = words | st.from_regex(r"a[,: ]{1,3}a?|\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z", fullmatch=True)
    in_quotes = st.text(st.sampled_from("aé ,:#[]{}-'!&*%"), max_size=8).map('"{}"'.format)
    lists = st.lists(words, min_size=1, max_size=3).map(lambda items: f"[{', '.join(items)}]")
    spaces = st.sampled_from((" ", " ", "  "))
    lines = [
        f"{key}:{draw(spaces)}{draw(texts | in_quotes | lists)}{draw(st.sampled_from(('', '', ' ')))}\n"
        for key in draw(st.lists(st.sampled_from(("title", "tags", "a_b", "n", "y", "null")), max_size=4))
    ]
    text = "".join(lines)
    at = draw(st.integers(0, len(text)))
    odd = st.text(st.sampled_from(SIGNS), max_size=3) | st.sampled_from(PIECES)
    return f"{text[:at]}{draw(odd)}{text[at:]}" if draw(st.booleans()) else text


@given(front_matter())
@example(USUAL)
@example("a: b\na: c\n")
@example("a: b\n  c\n")
@example("a: b:\n")
@example("a: b: c\n")
@example("a: b #c\n")
@example('a: "b" # c\n')
@example("a: [b: c]\n")
@example("a: [b, ]\n")
@example("null: b\n")
def test_what_is_read_quickly_is_what_yaml_has(text: str) -> None:
    found = read_plain(text)
    remarks: list[Remark] = []
    slowly = read_mended(text, remarks, 50)
    assert found is None or (found, []) == (slowly, remarks)


def test_usual_front_matter_is_read_quickly() -> None:
    assert read_plain(USUAL) == Mapping(
        (
            (
                Scalar("title", Place(2, 1)),
                Scalar("A title: with signs, [and] #words", Place(2, 8), is_quoted=True),
            ),
            (Scalar("slug", Place(3, 1)), Scalar("a-title", Place(3, 7))),
            (Scalar("date", Place(4, 1)), Scalar("2026-01-01T09:00:00Z", Place(4, 7))),
            (
                Scalar("tags", Place(5, 1)),
                Sequence(
                    (
                        Scalar("django", Place(5, 8)),
                        Scalar("open source", Place(5, 16)),
                        Scalar("3d", Place(5, 29)),
                    ),
                    Place(5, 7),
                    is_flow=True,
                ),
            ),
            (Scalar("summary", Place(6, 1)), Scalar("What it is, and what's new?", Place(6, 10))),
        ),
        Place(2, 1),
    )


@pytest.mark.parametrize(
    "text", ["\n", "a:\n", "a: b\n\n", "\na: b\n", "- a\n", "a: 'b'\n", "a: |\n  b\n", "a: b: c\n"]
)
def test_everything_else_is_left_to_yaml(text: str) -> None:
    assert read_plain(text) is None


def test_a_long_line_that_is_not_plain_is_told_in_an_instant() -> None:
    assert read_plain(f"a: b{' ' * 60_000}#\n") is None
    assert read_plain(f"a: [{'b, ' * 20_000}#\n") is None
