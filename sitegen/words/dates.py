"""Dates, times and zones in a locale's own words, by CLDR's data: pure, remembered, and the only user of Babel.

A locale goes by its identifier (`en_GB`): text is quick to look up by, and costs no library.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime, time, tzinfo

    from babel import Locale

_MANY = 8192
"""How many results are kept: more than one site has days or moments."""
_LONGEST_ABBREVIATION = 6
_HOUR = 60
_WINTER_TIME_IS_THE_CHANGE = frozenset({"Europe/Dublin", "Eire"})
"""Zones whose summer time is the database's standard time: CLDR's names would come out the wrong way round."""


@lru_cache(maxsize=64)
def locale_of(tag: str) -> Locale | None:
    """Return the locale that Babel knows for a BCP 47 tag, trying shorter ones, or `None`."""
    from babel import Locale  # noqa: PLC0415  a command that prints no date pays nothing for it
    from babel.core import UnknownLocaleError  # noqa: PLC0415  as above

    parts = tag.replace("_", "-").split("-")
    for length in range(len(parts), 0, -1):
        try:
            return Locale.parse("-".join(parts[:length]), sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return None


def _known(locale: str) -> Locale:
    found = locale_of(locale)
    if found is None:
        message = f"unknown locale {locale!r}"
        raise ValueError(message)
    return found


@lru_cache(maxsize=64)
def direction(locale: str) -> Literal["ltr", "rtl"]:
    """Return the way in which the locale's script runs."""
    return "rtl" if _known(locale).character_order == "right-to-left" else "ltr"


@lru_cache(maxsize=64)
def plural_rule(locale: str) -> Callable[[int | float], str]:
    """Return the function that gives a number's CLDR plural category."""
    return _known(locale).plural_form


@lru_cache(maxsize=_MANY)
def write_date(day: date, pattern: str, locale: str) -> str:
    """Write a day by a pattern of CLDR's field symbols."""
    from babel.dates import parse_pattern  # noqa: PLC0415  as above

    return parse_pattern(pattern).apply(day, _known(locale))


@lru_cache(maxsize=256)
def pattern_for(skeleton: str, locale: str) -> str:
    """Return the locale's own pattern for a skeleton (`yMMMM`), or for one of the lengths `full` and `long`."""
    from babel.dates import match_skeleton  # noqa: PLC0415  as above

    data = _known(locale)
    if skeleton in data.date_formats:
        return str(data.date_formats[skeleton].pattern)
    known = data.datetime_skeletons
    match = skeleton if skeleton in known else match_skeleton(skeleton, known)
    return str(known[match].pattern) if match else str(data.date_formats["long"].pattern)


@lru_cache(maxsize=_MANY)
def write_time(clock: time, locale: str) -> str:
    """Write a naive time of day in the locale's short form."""
    from babel.dates import format_time  # noqa: PLC0415  as above

    return format_time(clock, "short", locale=_known(locale))


@lru_cache(maxsize=1024)
def range_patterns(locale: str) -> dict[str, tuple[str, ...]]:
    """Return the locale's patterns for a range of days, in long months, by what differs: `d`, `M` or `y`.

    CLDR has such intervals for abbreviated months only; the long form of the same field takes their place.
    """
    intervals: dict[str, list[str]] = _known(locale).interval_formats.get("yMMMd", {})
    return {
        difference: tuple(part.replace("MMM", "MMMM").replace("LLL", "LLLL") for part in parts)
        for difference, parts in intervals.items()
    }


def write_date_range(first: date, last: date, locale: str) -> str:
    """Write the days from `first` to `last`: `20–21 February 2007`; one day alone if they are the same."""
    long = pattern_for("long", locale)
    if first == last:
        return write_date(first, long, locale)
    difference = "y" if first.year != last.year else "M" if first.month != last.month else "d"
    parts = range_patterns(locale).get(difference, ())
    if len(parts) != 2:  # noqa: PLR2004  the two ends of a range
        return f"{write_date(first, long, locale)} – {write_date(last, long, locale)}"
    return write_date(first, parts[0], locale) + write_date(last, parts[1], locale)


def zone_name(moment: datetime, locale: str) -> str:
    """Return the zone's name at an aware moment: `GMT`, `BST`, `MEZ`, and `UTC+13` where no letters are in use.

    The time zone database's abbreviations are English ones, so they come first in English. Elsewhere CLDR's
    come first; a locale without one for the zone (CLDR counts only those in common use) prints the database's.
    """
    offset = moment.utcoffset()
    if moment.tzinfo is None or offset is None:
        message = "a moment without a zone has no zone's name"
        raise ValueError(message)
    abbreviation = moment.tzname() or ""
    minutes = round(offset.total_seconds() / 60)
    return _zone_name(moment.tzinfo, abbreviation, minutes, bool(moment.dst()), locale)


@lru_cache(maxsize=_MANY)
def _zone_name(zone: tzinfo, abbreviation: str, minutes: int, is_summer: bool, locale: str) -> str:  # noqa: FBT001  a key of the cache
    names = [abbreviation]
    if not locale.startswith("en") and abbreviation != "UTC":
        names.insert(0, _cldr_abbreviation(zone, locale, "daylight" if is_summer else "standard"))
    for name in names:
        if name.isalpha() and len(name) <= _LONGEST_ABBREVIATION:
            return name
    hours, rest = divmod(abs(minutes), _HOUR)
    sign = "−" if minutes < 0 else "+"
    return "UTC" if minutes == 0 else f"UTC{sign}{hours}{f':{rest:02}' if rest else ''}"


def _cldr_abbreviation(zone: tzinfo, locale: str, variant: Literal["daylight", "standard"]) -> str:
    from babel.dates import get_timezone_name  # noqa: PLC0415  as above

    key = getattr(zone, "key", "")
    if not key or key in _WINTER_TIME_IS_THE_CHANGE:
        return ""
    return get_timezone_name(zone, width="short", locale=_known(locale), zone_variant=variant)
