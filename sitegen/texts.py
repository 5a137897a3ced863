"""What is kept of documents' own texts, so that one can be changed in a page that is otherwise as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.body import Html
from sitegen.standing import Row
from sitegen.values import Value

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sitegen.body import Part

TABLE = b"inputs"
"""The key of the one table."""


class Text(Value, frozen=True):
    """Where a document's own text stands: on its page, at these bytes, and in feeds."""

    page: str
    """A path in the output."""
    start: int
    size: int
    pieces: tuple[str, ...]
    """What the parts of the body that are no HTML became there: links, pictures, files."""
    feeds: tuple[str, ...] = ()
    """Paths in the output."""
    pieces_in_feeds: tuple[str, ...] = ()


class Table(Value, frozen=True):
    """The inputs of a build, as they stood before they were read."""

    standing: str
    """All of it in one word, as the stamp of the same build has it."""
    language: str
    """The site's."""
    rows: dict[str, Row]
    keys: dict[str, bytes]
    """What the reading of each document is remembered by."""


def text_of(parts: Iterable[Part], pieces: Iterable[str]) -> str:
    """Return a text as it stands on its page; `pieces` are what its parts that are no HTML become."""
    left = iter(pieces)
    return "".join(part.text if isinstance(part, Html) else next(left) for part in parts)
