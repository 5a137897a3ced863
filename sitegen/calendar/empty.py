"""A calendar without events, written without icalendar, which is dear: most sites have no session. The same bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sitegen.calendar.texts import PRODUCT, on_lines, on_one_line

if TYPE_CHECKING:
    from sitegen.calendar.model import Calendar

_LONGEST: Final = 74
"""The octets on a line without the blank that begins one that goes on: RFC 5545 (section 3.1) allows 75 with it."""
_ESCAPED: Final = str.maketrans({"\\": r"\\", ";": r"\;", ",": r"\,", "\n": r"\n"})
_ESCAPES: Final = "\\^"
_BEGIN: Final = ("BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}")
# A calendar needs a component (RFC 5545 section 3.6): UTC as a time zone that no event uses.
_UTC: Final = (
    "BEGIN:VTIMEZONE",
    "TZID:UTC",
    "BEGIN:STANDARD",
    "DTSTART:19700101T000000",
    "TZOFFSETFROM:+0000",
    "TZOFFSETTO:+0000",
    "END:STANDARD",
    "END:VTIMEZONE",
)
_END: Final = "END:VCALENDAR"


def to_empty_ics(calendar: Calendar) -> bytes:
    """Return what `to_ics` returns for a calendar, leaving out all events."""
    name, description = (
        text.translate(_ESCAPED) for text in (on_one_line(calendar.name), on_lines(calendar.description))
    )
    texts = (
        ("DESCRIPTION", description),
        ("X-WR-CALDESC", description),
        ("NAME", name),
        ("X-WR-CALNAME", name),
        ("URL", on_one_line(calendar.url)),
    )
    lines = (*_BEGIN, *(f"{key}:{text}" for key, text in texts if text), *_UTC, _END)
    return "".join(f"{_folded(line)}\r\n" for line in lines).encode()


def _folded(line: str) -> str:
    """Return a line broken between characters wherever it would be too long, and never after a sign that escapes."""
    if len(line.encode()) <= _LONGEST:
        return line
    parts = [""]
    for character in line:
        part = parts[-1]
        if part and len(f"{part}{character}".encode()) > _LONGEST:
            kept = part[-1] if part[-1] in _ESCAPES and len(part) > 1 else ""
            parts[-1:] = [part.removesuffix(kept), kept]
        parts[-1] += character
    return "\r\n ".join(parts)
