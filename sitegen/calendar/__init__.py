"""Calendars: when things happen, as bytes that calendar programs subscribe to. No disk, no clock."""

from __future__ import annotations

from sitegen.calendar.model import Calendar, Event, Status

__all__ = ["Calendar", "Event", "Status", "write"]


def write(calendar: Calendar) -> bytes:
    """Return the calendar as iCalendar (RFC 5545, with the names of RFC 7986).

    The same calendar gives the same bytes, at any time and on any machine. One without events is
    valid too: for subscribers it takes away what was there before.

    Raises ValueError where an event has no UID, ends before it starts, has a time without an
    offset, or has a time at one end and a date at the other.
    """
    if not calendar.events:
        from sitegen.calendar.empty import to_empty_ics  # noqa: PLC0415 - as below

        return to_empty_ics(calendar)
    from sitegen.calendar.ics import to_ics  # noqa: PLC0415 - icalendar is dear, and most builds write no calendar anew

    return to_ics(calendar)
