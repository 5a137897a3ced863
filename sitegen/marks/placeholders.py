"""What was to be filled in later, and is still there."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from sitegen.kinds import KINDS
from sitegen.kinds.kind import Start
from sitegen.placing import warning
from sitegen.site import Session

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.marks.manuscript import Manuscript
    from sitegen.problems import Problem
    from sitegen.site import AnyEntry

_NOTES: Final = ("TODO", "FIXME", "XXX", "TK")
_NOTE: Final = re.compile(
    r"(?:(?<=[\[(*_])|(?<![^\n]))[ \t]*(?P<alone>TODO|FIXME|XXX+|TKTK+|TK)(?=[\s:\])*_.!]|\Z)"
    r"|(?<!\w)(?P<before>TODO|FIXME|TKTK+|XXX+)(?=:|\s*\Z|[\])])"
    r"|(?<!\w)(?P<long>X{4,})(?!\w)"
)
"""Notes to oneself: at the beginning of a line or of a bracket, before a colon, or at the end."""
_LATIN: Final = re.compile(r"\blorem\s+ipsum\b", re.IGNORECASE)
_TO_COME: Final = re.compile(r"(?<!\w)(?:TBC|TBA|TBD|T\.B\.[CAD]\.)(?!\w)")
_HAS_NUMBER: Final = re.compile(r"\d")


def marks(manuscript: Manuscript) -> Iterator[Problem]:
    """Yield notes to oneself, `TBC` without a day, and the words that a new file begins with."""
    text = manuscript.text
    if any(note in text for note in _NOTES):
        for found in _NOTE.finditer(text):
            group = found.lastgroup or ""
            yield _left(manuscript, found.start(group), found[group])
    if "ipsum" in text.lower():
        for found in _LATIN.finditer(text):
            yield _left(manuscript, found.start(), found[0])
    yield from _to_come(manuscript)
    yield from _in_fields(manuscript.entry)
    starter = _starters().get(manuscript.entry.document.kind, "")
    at = manuscript.written.find(starter) if starter else -1
    if at >= 0:
        message = f"“{starter}” is what a new file begins with"
        yield manuscript.mark(at, "placeholder", message, "write your own words in its place")


def _left(manuscript: Manuscript, position: int, words: str) -> Problem:
    message = f"“{words}” is still here, where something was to be written"
    return manuscript.mark(position, "placeholder", message, "write it, or take the line out")


def _to_come(manuscript: Manuscript) -> Iterator[Problem]:
    entry = manuscript.entry
    if isinstance(entry, Session) and entry.start is None:
        # The page itself says that the time is to be announced.
        return
    at = 0
    for line in manuscript.text.split("\n"):
        if not _HAS_NUMBER.search(line):
            for found in _TO_COME.finditer(line):
                message = f"“{found[0]}”, and nothing says by when"
                hint = "write what is known now, or the day by which it will be"
                yield manuscript.mark(at + found.start(), "placeholder", message, hint)
        at += len(line) + 1


def _in_fields(entry: AnyEntry) -> Iterator[Problem]:
    for field in ("title", "summary"):
        value: str = getattr(entry.fields, field)
        found = _NOTE.search(value) or (None if _HAS_NUMBER.search(value) else _TO_COME.search(value))
        if found and not (isinstance(entry, Session) and entry.start is None):
            message = f"“{found[found.lastgroup or 0]}” is still in the {field}"
            hint = f"write {field}: and what is known now, or say draft: true until you know"
            yield warning(entry.document, field, "placeholder", message, hint)


@cache
def _starters() -> dict[str, str]:
    """Return the sentence that new documents of each kind begin with."""
    start = Start("x", "2000-01-01")
    texts = {folder: kind.begin(start).rpartition("---\n")[2].strip() for folder, kind in KINDS.items()}
    return {folder: text.partition("\n")[0] for folder, text in texts.items() if text}
