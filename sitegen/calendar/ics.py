"""A calendar's values, handed to icalendar: the only place here that imports it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

import icalendar

from sitegen.calendar.texts import PRODUCT, on_lines, on_one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.calendar.model import Calendar, Event

_FIRST_REVISION = datetime(2000, 1, 1, tzinfo=UTC)
_LARGEST_INTEGER = 2**31 - 1


class _Text(icalendar.vText):
    r"""Text as it was written: icalendar alone takes `\N`, as in `C:\Notes`, for a line break."""

    __slots__ = ()

    def to_ical(self) -> bytes:
        return b"\\\\".join(icalendar.vText(part).to_ical() for part in self.split("\\"))


def to_ics(calendar: Calendar) -> bytes:
    """Return the calendar as `sitegen.calendar.write` promises."""
    written = icalendar.Calendar()
    written.add("version", "2.0")
    written.add("prodid", PRODUCT)
    # No METHOD: without one this is a snapshot that conveys no scheduling (RFC 5545 section 3.7.2). PUBLISH would ask
    # for an ORGANIZER in every event (RFC 5546 section 3.2.1), an e-mail address that nobody should have to publish.
    # The older names beside those of RFC 7986 are what most programs show.
    _add_texts(written, {"name": on_one_line(calendar.name), "x-wr-calname": on_one_line(calendar.name)})
    _add_texts(written, {"description": on_lines(calendar.description), "x-wr-caldesc": on_lines(calendar.description)})
    _add_url(written, calendar.url)
    for event in sorted(calendar.events, key=_place):
        written.add_component(_component(event, calendar.stamp))
    if not calendar.events:
        written.add_component(_utc())
    return bytes(written.to_ical())


def _component(event: Event, stamp: datetime) -> icalendar.Event:
    changed = _point(event.updated or stamp)
    component = icalendar.Event()
    component.add("uid", _Text(_uid(event)))
    # Without a METHOD, both say when the event was last revised (RFC 5545 section 3.8.7.2).
    component.add("dtstamp", changed)
    component.add("last-modified", changed)
    component.add("sequence", _revision(event.updated))
    start, end = _span(event)
    component.add("dtstart", start)
    if end != start:
        component.add("dtend", end)
    texts = {"summary": on_one_line(event.summary), "location": on_one_line(event.location)}
    _add_texts(component, texts | {"description": on_lines(event.description)})
    _add_url(component, event.url)
    component.add("status", event.status.value)
    if categories := tuple(_given(event.categories)):
        list_of_texts = icalendar.vCategory([])
        list_of_texts.cats.extend(categories)
        component.add("categories", list_of_texts)
    return component


def _utc() -> icalendar.Timezone:
    """Return UTC as a time zone that no event uses: a calendar needs a component (RFC 5545 section 3.6)."""
    standard = icalendar.TimezoneStandard()
    standard.add("dtstart", datetime(1970, 1, 1))  # noqa: DTZ001 - a zone begins at a local time
    standard.add("tzoffsetfrom", timedelta(0))
    standard.add("tzoffsetto", timedelta(0))
    zone = icalendar.Timezone()
    zone.add("tzid", "UTC")
    zone.add_component(standard)
    return zone


def _place(event: Event) -> tuple[datetime, str]:
    """Return what events are sorted by; a day stands where it begins in UTC."""
    start, _ = _span(event)
    begins = start if isinstance(start, datetime) else datetime.combine(start, time.min, UTC)
    return begins, event.uid


def _span(event: Event) -> tuple[date, date]:
    if isinstance(event.start, datetime) is not isinstance(event.end, datetime):
        raise ValueError(f"{event.uid} has a time at one end and a date at the other")
    start, end = _point(event.start), _point(event.end)
    if end < start:
        raise ValueError(f"{event.uid} ends before it starts")
    return start, end


def _point(moment: date) -> date:
    """Return a day as it is, and an instant in whole seconds of UTC: zones would come from the machine's own tables."""
    if not isinstance(moment, datetime):
        return moment
    if moment.utcoffset() is None:
        raise ValueError("a calendar's times need an offset")
    return moment.astimezone(UTC).replace(microsecond=0)


def _revision(updated: datetime | None) -> int:
    """Return a number that grows with every minute, and that 32 bits hold until the year 6083."""
    if updated is None:
        return 0
    return min(max(0, (updated - _FIRST_REVISION) // timedelta(minutes=1)), _LARGEST_INTEGER)


def _uid(event: Event) -> str:
    uid = on_one_line(event.uid)
    if not uid:
        raise ValueError("an event needs a UID")
    return uid


def _add_texts(component: icalendar.Component, texts: dict[str, str]) -> None:
    for name, text in texts.items():
        if text:
            component.add(name, _Text(text))


def _add_url(component: icalendar.Component, url: str) -> None:
    if address := on_one_line(url):
        component.add("url", icalendar.vUri(address))


def _given(texts: tuple[str, ...]) -> Iterator[_Text]:
    return (_Text(line) for line in map(on_one_line, texts) if line)
