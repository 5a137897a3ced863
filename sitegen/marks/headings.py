"""Headings: in order, with words, and marked as what they are, for everybody who moves from one to the next."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.marks.manuscript import Manuscript
    from sitegen.problems import Problem

_TOP: Final = 2
"""The level of a text's first headings, below the page's own."""
_HEADING: Final = re.compile(
    r"^ {0,3}#{1,6}(?=[^#\n])[^\n]*$|^[^\n#>|*+\s-][^\n]*\n {0,3}(?:=+|-+)[ \t]*$", re.MULTILINE
)
_BOLD: Final = re.compile(r"(\*\*|__)(?P<words>[^*_\n\x1f]+?)\1[ \t]*", re.DOTALL)
_MOST_WORDS: Final = 8


def marks(manuscript: Manuscript) -> Iterator[Problem]:
    """Yield headings that leave out a level, and paragraphs in bold that are meant as headings."""
    headings = manuscript.entry.document.body.headings
    places = [found.start() for found in _HEADING.finditer(manuscript.text)]
    level = _TOP - 1
    for number, heading in enumerate(headings):
        if heading.level > level + 1:
            place = places[number] if len(places) == len(headings) else max(manuscript.written.find(heading.text), 0)
            message = f"the heading “{heading.text}” leaves out a level, so that a part seems to be missing"
            wanted = max(level, _TOP)
            hint = f"begin it with {'#' * (level + 1)}, or with {'#' * wanted} if it is no part of what stands above"
            if level < _TOP:
                hint = f"begin it with {'#' * _TOP}: the first headings of a text have two"
            yield manuscript.mark(place, "heading-order", message, hint)
        level = heading.level
    yield from _in_bold(manuscript)


def _in_bold(manuscript: Manuscript) -> Iterator[Problem]:
    for paragraph in manuscript.paragraphs:
        if not paragraph.text.startswith(("**", "__")):
            continue
        found = _BOLD.fullmatch(paragraph.text.rstrip("\n"))
        if (
            not found
            or len(found["words"].split()) > _MOST_WORDS
            or found["words"].rstrip()[-1:] in {".", "!", ",", ":"}
        ):
            continue
        message = f"“{found['words']}” looks like a heading and is none, so nobody can go to it"
        hint = f"write ## {found['words']}"
        yield manuscript.mark(paragraph.start, "bold-heading", message, hint)
