"""Dates by the facts that a table brings of its own locale: what most pages need, without a library and its data."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from sitegen.values import Value

if TYPE_CHECKING:
    from datetime import date, datetime

_FIELD = re.compile(r"EEEE|MMMM|MMM|[dy]|'([^']*)'|([^A-Za-z'])|(.)")
"""The field symbols that are known here (UTS 35), and text, which is in quotes where it has letters."""


class Calendar(Value, frozen=True):
    """How a locale writes dates, in CLDR's words and patterns."""

    months: tuple[str, ...]
    short_months: tuple[str, ...]
    weekdays: tuple[str, ...]
    """From Monday."""
    patterns: Mapping[str, str]
    """`full`, `long`, `short` (day and month), `month` (with its year)."""
    ranges: Mapping[str, tuple[str, ...]]
    """The two halves of a range of days by what differs: `d`, `M`, `y`."""
    zones: Mapping[str, str]
    """What Europe's zones are called, by the time zone database's abbreviations, where that is known here."""

    def write(self, day: date, pattern: str) -> str:
        """Write a day by a pattern."""
        fields = {
            "EEEE": self.weekdays[day.weekday()],
            "MMMM": self.months[day.month - 1],
            "MMM": self.short_months[day.month - 1],
            "d": str(day.day),
            "y": str(day.year),
        }
        return "".join(fields[piece] if is_field else piece for is_field, piece in pieces(pattern))

    def zone_name(self, moment: datetime) -> str:
        """Return what the moment's zone is called, or an empty text where CLDR has to be asked."""
        is_european = getattr(moment.tzinfo, "key", "").startswith("Europe/")
        return self.zones.get(moment.tzname() or "", "") if is_european else ""

    def write_range(self, first: date, last: date) -> str:
        """Write the days from the first to the last; one day alone if they are the same."""
        if first == last:
            return self.write(first, self.patterns["long"])
        difference = "y" if first.year != last.year else "M" if first.month != last.month else "d"
        begins, ends = self.ranges[difference]
        return self.write(first, begins) + self.write(last, ends)


def write_clock(moment: datetime) -> str:
    """Write a time of day as both halves of two digits, as every locale does that brings its own facts."""
    return f"{moment.hour:02}:{moment.minute:02}"


def plural(count: float) -> Literal["one", "other"]:
    """Return a number's category in the languages that know one and many alone."""
    return "one" if count == 1 else "other"


@lru_cache(maxsize=256)
def pieces(pattern: str) -> tuple[tuple[bool, str], ...]:
    """Return a pattern's fields and texts in order, each with whether it is a field; `ValueError` for other fields."""
    found: list[tuple[bool, str]] = []
    for match in _FIELD.finditer(pattern):
        quoted, plain, unknown = match.groups()
        if unknown is not None:
            message = f"{pattern!r}: {unknown!r} is no field that is known here"
            raise ValueError(message)
        text = quoted if quoted is not None else plain
        found.append((text is None, match[0] if text is None else text))
    return tuple(found)
