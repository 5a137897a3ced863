"""What was to be filled in later, and is still there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sitegen.kinds import KINDS
from sitegen.kinds.kind import Start
from sitegen.site import Session

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.marks.manuscript import Manuscript
    from sitegen.problems import Problem

_NOTE: Final = re.compile(
    r"(?:(?<=[\[(*_])|(?<![^\n]))[ \t]*(?P<a>TODO|FIXME|XXX+|TKTK+|TK)(?=[\s:\])*_.!]|\Z)"
    r"|(?<!\w)(?P<b>TODO|FIXME|TKTK+|XXX+)(?=:|\s*\Z|[\])])"
    r"|(?P<c>\blorem ipsum\b)"
    r"|(?P<d>(?<!\w)X{4,}(?!\w))",
    re.IGNORECASE,
)
_IN_CAPITALS: Final = frozenset("abd")
_TO_COME: Final = re.compile(r"(?<!\w)(?:TBC|TBA|TBD|T\.B\.[CAD]\.)(?!\w)")
_HAS_NUMBER: Final = re.compile(r"\d")


def marks(manuscript: Manuscript) -> Iterator[Problem]:
    """Yield notes to oneself, `TBC` without a day, and the words that a new file begins with."""
    for found in _NOTE.finditer(manuscript.text):
        group = found.lastgroup or ""
        words = found[group]
        if group not in _IN_CAPITALS or words.isupper():
            message = f"“{words}” is still here, where something was to be written"
            yield manuscript.mark(found.start(group), "placeholder", message, "write it, or take the line out")
    yield from _to_come(manuscript)
    starter = _starters().get(manuscript.entry.document.kind, "")
    at = manuscript.written.find(starter) if starter else -1
    if at >= 0:
        message = f"“{starter}” is what a new file begins with"
        yield manuscript.mark(at, "placeholder", message, "write your own words in its place")


def _to_come(manuscript: Manuscript) -> Iterator[Problem]:
    entry = manuscript.entry
    if isinstance(entry, Session) and entry.start is None:
        # The page itself says that the time is to be announced.
        return
    for found in _TO_COME.finditer(manuscript.text):
        line = manuscript.text.rfind("\n", 0, found.start()) + 1
        end = manuscript.text.find("\n", found.end())
        if not _HAS_NUMBER.search(manuscript.text[line : end if end >= 0 else None]):
            message = f"“{found[0]}”, and nothing says by when"
            hint = "write what is known now, or the day by which it will be"
            yield manuscript.mark(found.start(), "placeholder", message, hint)


def _starters() -> dict[str, str]:
    """Return the sentence that new documents of each kind begin with."""
    start = Start("x", "2000-01-01")
    texts = {folder: kind.begin(start).rpartition("---\n")[2].strip() for folder, kind in KINDS.items()}
    return {folder: text for folder, text in texts.items() if text}
