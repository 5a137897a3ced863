"""Calendars read back and held against RFC 5545: what is required, what has to be unique, how long lines may be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import icalendar

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST_LINE: Final = 75
"""In octets, without the line break (section 3.1)."""
_ONCE: Final = ("UID", "DTSTAMP", "DTSTART")


def faults_in_calendar(data: bytes) -> Iterator[str]:
    """Yield what RFC 5545 does not allow."""
    yield from _lines(data)
    try:
        calendars = icalendar.Calendar.from_ical(data, multiple=True)
    except ValueError as error:
        yield f"it cannot be read: {error}"
        return
    if len(calendars) != 1 or calendars[0].name != "VCALENDAR":
        yield f"it holds {len(calendars)} calendars, and one is what programs subscribe to"
        return
    calendar = calendars[0]
    yield from (f"it has no {name}, or several" for name in ("VERSION", "PRODID") if not _is_once(calendar, name))
    if not calendar.subcomponents:
        yield "it has no component, and one is required (section 3.6)"
    seen: set[str] = set()
    for event in calendar.walk("VEVENT"):
        uid = str(event.get("UID", ""))
        for name in _ONCE:
            if not _is_once(event, name):
                yield f"the event “{uid}” has no {name}, or several"
        if uid in seen:
            yield f"the UID “{uid}” stands there twice"
        seen.add(uid)
        yield from _span(event, uid)
        yield from (f"the event “{uid}”: {name} {trouble}" for name, trouble in event.errors)


def _lines(data: bytes) -> Iterator[str]:
    if not data.endswith(b"\r\n") or data.count(b"\n") != data.count(b"\r\n"):
        yield "its lines do not end with CR and LF (section 3.1)"
    for line in data.split(b"\r\n"):
        if len(line) > _LONGEST_LINE:
            yield f"a line has {len(line)} octets, and {_LONGEST_LINE} are the most (section 3.1)"
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            yield "a line is folded within a character, or is not UTF-8"


def _is_once(component: icalendar.Component, name: str) -> bool:
    found = component.get(name)
    return found is not None and not isinstance(found, list) and bool(str(found))


def _span(event: icalendar.Component, uid: str) -> Iterator[str]:
    start, end = event.get("DTSTART"), event.get("DTEND")
    if start is None or end is None or isinstance(start, list) or isinstance(end, list):
        return
    if type(start.dt) is not type(end.dt):
        yield f"the event “{uid}” has a time at one end and a date at the other"
    elif end.dt <= start.dt:
        yield f"the event “{uid}” does not end after it starts (section 3.8.2.2)"
