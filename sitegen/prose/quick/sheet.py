"""What the quick path knows of the text at hand while it compiles it: what its marks stand for, its notes, its places.

A mark is one character of plane 15, which no accepted text has. It stands for a tag or for a part, so that the text
around it can be worked on as text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

from sitegen.body import Card, Heading, LinkEnd, Part
from sitegen.problems import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sitegen.quotes import Quotes

Piece: TypeAlias = str | Part

FIRST = 0xF0000
MARK = re.compile("[\U000f0000-\U000ffffd]")
_MARKS = re.compile("([\U000f0000-\U000ffffd])")
_FIXED: tuple[Piece, ...] = ("<em>", "</em>", "<strong>", "</strong>", "</a>", LinkEnd(), "<br>")
EM, EM_END, STRONG, STRONG_END, LINK_END, SITE_LINK_END, BREAK = (chr(FIRST + n) for n in range(len(_FIXED)))
_NAMES_TARGET = re.compile(r"\b(?:href|src|poster|srcset|cite)\s*=", re.IGNORECASE)


def html_of(pieces: Iterable[Piece]) -> str:
    """Return the HTML among the pieces, the words of cards included."""
    return "".join(
        [piece if isinstance(piece, str) else piece.words for piece in pieces if isinstance(piece, str | Card)],
    )


class UnsureError(Exception):
    """The text may be outside the subset: only the whole way through this room knows what it becomes."""


class Sheet:
    """The text, what stands for what in it, and what has been found in it so far."""

    __slots__ = (
        "_asked",
        "_marks",
        "cards",
        "has_title",
        "headings",
        "ids",
        "language",
        "links",
        "notes",
        "paragraphs",
        "pictures",
        "quotes",
        "referred",
        "slugs",
        "text",
    )

    def __init__(self, text: str, language: str, quotes: Quotes) -> None:
        """Begin with nothing found."""
        self.text = text
        self.language = language
        self.quotes = quotes
        self._marks: list[Piece | tuple[Piece, ...]] = list(_FIXED)
        self._asked: dict[str, int] = {}
        self.links: dict[str, tuple[str, str, str]] = {}
        """Marks of whole links: what opens each, its words, what ends it."""
        self.cards: dict[str, str] = {}
        """Marks of cards: the paragraphs they are when there are no cards."""
        self.paragraphs: list[tuple[bool, bool, str]] = []
        """The paragraphs that may be the summary: whether within something, whether a card, and how written."""
        self.pictures = 0
        self.has_title = False
        self.headings: list[Heading] = []
        self.slugs: dict[str, int] = {}
        self.ids: dict[str, int] = {}
        self.notes: dict[str, int] = {}
        """Footnotes by label: their numbers."""
        self.referred: set[str] = set()

    def mark(self, stands_for: Piece | tuple[Piece, ...]) -> str:
        """Return a new mark."""
        self._marks.append(stands_for)
        return chr(FIRST + len(self._marks) - 1)

    def stands_for(self, mark: str) -> Piece | tuple[Piece, ...]:
        """Return what a mark stands for."""
        return self._marks[ord(mark) - FIRST]

    def pieces(self, marked: str, *, notes: bool = True) -> Iterator[Piece]:
        """Yield what the text and its marks become; without `notes`, without references to footnotes."""
        for number, piece in enumerate(_MARKS.split(marked)):
            if number % 2 == 0:
                yield piece
                continue
            made = self._marks[ord(piece) - FIRST]
            if not isinstance(made, tuple):
                yield made
            elif notes:
                yield from made

    def html(self, marked: str) -> str:
        """Return the HTML among what the text and its marks become."""
        return html_of(self.pieces(marked)) if MARK.search(marked) else marked

    def place_of_target(self, target: str) -> Place:
        """Return where the next link or picture with this target stands."""
        if not self._asked and "=" in self.text and _NAMES_TARGET.search(self.text):
            raise UnsureError
        at = self.text.find(f"]({target})", self._asked.get(target, 0))
        if at < 0:
            raise UnsureError
        self._asked[target] = at + 1
        start = self.text.rfind("[", 0, at)
        return self.place(start - 1 if self.text.startswith("![", start - 1) else start)

    def place(self, position: int) -> Place:
        """Return the place of a position in the text."""
        return Place(self.text.count("\n", 0, position) + 1, position - self.text.rfind("\n", 0, position))
