"""Written dates and times to instants: a zone for those without one, the ends of days, the gaps of clocks."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from sitegen.model import Written


def in_zone(written: Written, zone: ZoneInfo) -> datetime:
    """Return the instant, shown in `zone`: one that was written without an offset is in that zone already."""
    if written.moment.tzinfo is None:
        return written.moment.replace(tzinfo=zone)
    return written.moment.astimezone(zone)


def later(moment: datetime, span: timedelta) -> datetime:
    """Return the instant a span of time after another, in its zone, whatever the clocks do in between."""
    return (moment.astimezone(UTC) + span).astimezone(moment.tzinfo)


def as_clocks_have_it(moment: datetime) -> datetime:
    """Return an instant as its zone's clocks show it: a time that they leave out is an hour later."""
    return moment.astimezone(UTC).astimezone(moment.tzinfo)


def is_before(one: datetime, other: datetime) -> bool:
    """Whether an instant is before another; the clock's faces of one zone do not tell where clocks go back."""
    return one.timestamp() < other.timestamp()


def end_in_zone(written: Written, zone: ZoneInfo) -> datetime:
    """Return the instant at which something that is written as an end is over: a date alone ends with its day."""
    if written.has_time:
        return in_zone(written, zone)
    return (written.moment + timedelta(days=1)).replace(tzinfo=zone)


def at_time(day: datetime, clock: str) -> datetime:
    """Return the instant of a time of day (`12:00`) on the day of another instant, in its zone."""
    hour, minute = (int(part) for part in clock.split(":"))
    return datetime.combine(day.date(), time(hour, minute), tzinfo=day.tzinfo)


def clock_trouble(written: Written, zone: ZoneInfo) -> tuple[str, str]:
    """Return what is odd about a time without an offset when clocks change in its zone, and the times to write.

    Both texts are empty where nothing is.
    """
    if written.moment.tzinfo is not None or not written.has_time:
        return "", ""
    first, second = (written.moment.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    if first.utcoffset() == second.utcoffset():
        return "", ""
    back = first.astimezone(UTC).astimezone(zone)
    shown = f"{written.moment:%Y-%m-%d %H:%M}"
    if back.replace(tzinfo=None) != written.moment:
        return f"there is no {shown} in {zone.key}: the clocks go forward then", f"{back:%Y-%m-%d %H:%M}"
    once, again = (f"{shown}{offset_of(moment)}" for moment in (first, second))
    return f"{shown} comes twice in {zone.key}: the clocks go back then", f"{once} or {again}"


def offset_of(moment: datetime) -> str:
    """Return an instant's offset from UTC as ISO 8601 has it (`+01:00`)."""
    return moment.isoformat()[-6:]


def next_weekday(moment: datetime) -> datetime:
    """Return the same time of day on this day, or on the Monday after it where it is a weekend's."""
    saturday = 5
    while moment.weekday() >= saturday:
        moment = _day_later(moment)
    return moment


def slow_chat_days(starts: datetime, count: int, *, weekends: bool) -> tuple[datetime, ...]:
    """Return the instants of a slow chat's days: one a day at the hour of `starts`, in its zone."""
    days: list[datetime] = []
    moment = starts
    while len(days) < count:
        moment = moment if weekends else next_weekday(moment)
        days.append(as_clocks_have_it(moment))
        moment = _day_later(moment)
    return tuple(days)


def _day_later(moment: datetime) -> datetime:
    return datetime.combine(moment.date() + timedelta(days=1), moment.time(), tzinfo=moment.tzinfo)
