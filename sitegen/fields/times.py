"""Readers of dates, times and durations: ISO 8601 as CONTENT.md allows it, and good advice for anything else."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from typing import TYPE_CHECKING

from sitegen.fields.curly import bare, uncurled
from sitegen.fields.days import FIRST_YEAR, LAST_YEAR, WEEKDAYS, real_date
from sitegen.fields.notes import key_of
from sitegen.fields.texts import text
from sitegen.front_matter.nodes import Scalar, Sequence, shown
from sitegen.model import FollowUp, Written

if TYPE_CHECKING:
    from sitegen.fields.notes import Notes
    from sitegen.front_matter.nodes import Node

_ISO = re.compile(
    r"^(?P<date>\d{4}-\d{2}-\d{2})"
    r"(?:[Tt ]\s*(?P<time>(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d+)?)?)"
    r"\s*(?P<zone>[Zz]|[+-]\d{2}:?\d{2})?)?$"
)
_TIME = re.compile(r"^(\d{1,2}):(\d{2})(?::(\d{2}))?$")
_LONG = 60
_DURATION = re.compile(r"^(\d{1,3}) ?(day|week)s?$")


def iso_moment(written: str) -> Written:
    """Read a date or a time in ISO 8601; raise ValueError, saying why, for anything else."""
    found = _ISO.match(written)
    if not found:
        raise ValueError("it is not in the form 2026-01-05 or 2026-01-05 09:30")
    year, month, day = (int(part) for part in found["date"].split("-"))
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"the year {year} is not between {FIRST_YEAR} and {LAST_YEAR}")
    try:
        moment = datetime(year, month, day)  # noqa: DTZ001  # its zone is the site's to tell
    except ValueError as error:
        raise ValueError(f"there is no such day as {found['date']}") from error
    if found["hour"] is None:
        return Written(moment, has_time=False, text=written)
    hour, minute, second = int(found["hour"]), int(found["minute"]), int(found["second"] or 0)
    try:
        moment = moment.replace(hour=hour, minute=minute, second=second)
    except ValueError as error:
        raise ValueError(f"there is no such time as {found['time']}") from error
    return Written(moment.replace(tzinfo=_offset(found["zone"])), has_time=True, text=written)


def _offset(zone: str | None) -> timezone | None:
    if not zone:
        return None
    if zone in "Zz":
        return UTC
    hours, minutes = int(zone[1:3]), int(zone[-2:])
    offset = timedelta(hours=hours, minutes=minutes)
    if minutes > 59 or offset > timedelta(hours=14):  # noqa: PLR2004  # what a clock has, and the widest zone
        raise ValueError(f"there is no zone {zone}")
    return timezone(-offset if zone[0] == "-" else offset)


def moment(node: Node, name: str, notes: Notes) -> Written | None:
    """Read a date, or a date and a time, with or without an offset."""
    return _moment(node, name, notes, may_be_time=False)


def _moment(node: Node, name: str, notes: Notes, *, may_be_time: bool) -> Written | None:
    if not isinstance(node, Scalar):
        first = node.items[0] if isinstance(node, Sequence) and node.items else None
        example = first.text if isinstance(first, Scalar) and _ISO.match(first.text) else "2026-01-05"
        message = f"'{name}' wants one date, and this is a list or has fields of its own"
        notes.error(node.place, "wrong-type", message, f"write {key_of(name)}: {example}")
        return None
    found = text(node, name, notes)
    if found is None:
        return None
    if _ISO.match(bare(found)):
        found = uncurled(found, node, name, notes)
    try:
        return iso_moment(found)
    except ValueError as error:
        from sitegen.fields.advice import advice, is_no_day  # noqa: PLC0415  # wanted only for a mistake

        reason = str(error) if _ISO.match(found) or not is_no_day(found) else f"there is no such day as {found}"
        message = f"'{name}' cannot be read as a date: {reason}"
        message = message if len(found) < _LONG else f"'{name}' is no date"
        notes.error(node.place, "bad-date", message, advice(key_of(name), found, notes.year, may_be_time=may_be_time))
        _weekday(found, node, notes)
        return None


def day(node: Node, name: str, notes: Notes) -> date | None:
    """Read a date without a time."""
    found = moment(node, name, notes)
    if found is not None and found.has_time:
        message = f"'{name}' wants a day without a time"
        notes.error(node.place, "bad-date", message, f"write {key_of(name)}: {found.moment.date()}")
        return None
    return found.moment.date() if found else None


def moment_or_time(node: Node, name: str, notes: Notes) -> Written | str | None:
    """Read a moment, or a time of day alone (`12:00`), which is returned as `HH:MM`."""
    clock = _TIME.match(node.text.strip()) if isinstance(node, Scalar) else None
    if clock is None:
        return _moment(node, name, notes, may_be_time=True)
    hour, minute = int(clock[1]), int(clock[2])
    if hour > 23 or minute > 59:  # noqa: PLR2004  # what a clock has
        notes.error(
            node.place, "bad-date", f"there is no such time as {clock[0]}", f"write it as in: {key_of(name)}: 12:00"
        )
        return None
    return f"{hour:02}:{minute:02}"


def duration(node: Node, name: str, notes: Notes) -> FollowUp | None:
    """Read a duration in days or weeks (`6 weeks`)."""
    found = text(node, name, notes)
    if found is None:
        return None
    parts = _DURATION.match(found)
    if parts is None:
        notes.error(
            node.place, "bad-duration", f"'{shown(found)}' is not a number of days or weeks", "write it as in: 6 weeks"
        )
        return None
    count = int(parts[1])
    return FollowUp(timedelta(weeks=count) if parts[2] == "week" else timedelta(days=count), found)


def _weekday(found: str, node: Node, notes: Notes) -> None:
    from sitegen.fields.advice import spoken_date, weekday_words  # noqa: PLC0415  # as above

    parts = spoken_date(found)
    named = next((n for n, w in enumerate(WEEKDAYS) if w in found.lower()), None)
    if parts is None or named is None or not parts[2]:
        return
    actual = real_date(parts[2], parts[1], parts[0])
    if actual is not None and actual.weekday() != named:
        notes.warn(node.place, "weekday", *weekday_words(parts[0], parts[1], actual, named))
