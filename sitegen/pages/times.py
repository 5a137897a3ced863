"""Days and moments as pages show them, in the words of a language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.site import State
from sitegen.views import Time

if TYPE_CHECKING:
    from datetime import date, datetime

    from sitegen.site import AnyEntry
    from sitegen.words import Words


def day_view(day: date, words: Words) -> Time:
    """Return a day without a time."""
    text = words.date(day)
    return Time(iso=day.isoformat(), text=text, day=text, short=words.short_date(day), year=day.year)


def time_view(moment: datetime, words: Words, *, has_time: bool = True) -> Time:
    """Return a moment in its own zone; without a time of day, its day."""
    if not has_time:
        return day_view(moment.date(), words)
    return Time(
        iso=moment.isoformat(),
        text=words.moment(moment),
        day=words.date(moment.date()),
        clock=words.time(moment),
        zone=words.zone_name(moment),
        short=words.short_date(moment.date()),
        year=moment.year,
    )


def maybe_time(moment: datetime | None, words: Words) -> Time | None:
    """Return the view of a moment, if there is one; midnight is taken for a day."""
    if moment is None:
        return None
    return time_view(moment, words, has_time=(moment.hour, moment.minute, moment.second) != (0, 0, 0))


def waits(entry: AnyEntry, words: Words) -> str:
    """Return what keeps readers from a document that a preview shows, in words; empty if they see it."""
    if entry.state is State.DRAFT:
        return words.say("waits_draft")
    if entry.state is State.SCHEDULED and entry.appears:
        return words.say("waits_until", time=time_view(entry.appears, words).text)
    return ""
