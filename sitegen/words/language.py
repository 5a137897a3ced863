"""A language as the rooms above use it: its words by key, its quotation marks, its way with dates and times."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from sitegen.values import Value
from sitegen.words import dates
from sitegen.words.calendar import plural, write_clock
from sitegen.words.tables import FALLBACK, Table, read_table, table_for

if TYPE_CHECKING:
    from sitegen.quotes import Quotes
    from sitegen.words.calendar import Calendar


class Words(Value, frozen=True):
    """What a page in one language says. Made by `load_words`; equal tags give the same object."""

    language: str
    """The BCP 47 tag that was asked for."""
    table: Table
    is_own: bool = False
    """Whether the tag means the locale that the table was written for."""

    @property
    def is_complete(self) -> bool:
        """Whether the words are in this language: false where English stands in for a table that nobody wrote."""
        return self.language.casefold().replace("_", "-").split("-")[0] == self.table.language.split("-")[0]

    @property
    def direction(self) -> Literal["ltr", "rtl"]:
        """Which way the language's script runs."""
        return "ltr" if self._calendar is not None else dates.direction(self._locale)

    @property
    def quotes(self) -> Quotes:
        """The language's quotation marks."""
        return self.table.quotes

    def pattern(self, key: str, count: object = None) -> str:
        """Return what stands under `key`, unfilled, in the plural form for `count`; `KeyError` names the key."""
        entry = self.table.words.get(key)
        if entry is None:
            entry = read_table(FALLBACK).words.get(key)
        if entry is None:
            raise KeyError(key)
        if isinstance(entry, str):
            return entry
        if not isinstance(count, int | float):
            raise KeyError(f"{key}: count")
        # English words, English plurals: the rule is that of the table, not of the tag.
        rule = plural if self.table.calendar is not None else dates.plural_rule(self._word_locale)
        return entry.get(rule(count), entry["other"])

    def say(self, key: str, **values: object) -> str:
        """Return the words under `key`, its placeholders filled; `KeyError` names the key or the missing value."""
        return self.pattern(key, values.get("count")).format_map(values)

    def date(self, day: dt.date) -> str:
        """Write a day in full: `Wednesday 21 February 2007`."""
        return self._write("full", "full", day)

    def short_date(self, day: dt.date) -> str:
        """Write a day without its year: `21 Feb`."""
        return self._write("short", "MMMd", day)

    def month(self, day: dt.date) -> str:
        """Write a day's month: `February 2007`."""
        return self._write("month", "yMMMM", day)

    def time(self, moment: dt.datetime) -> str:
        """Write the time of day on the moment's own clock: `10:30`."""
        if self._calendar is not None:
            return write_clock(moment)
        return dates.write_time(moment.time().replace(second=0, microsecond=0, fold=0), self._locale)

    def zone_name(self, moment: dt.datetime) -> str:
        """Return the name of an aware moment's zone: `GMT`, `BST`, `UTC+13`."""
        own = self._calendar.zone_name(moment) if self._calendar is not None else ""
        return own or dates.zone_name(moment, self._locale)

    def moment(self, moment: dt.datetime) -> str:
        """Write an aware moment: day, time and zone."""
        return self.say("dates.moment", day=self.date(moment), time=self.time(moment), zone=self.zone_name(moment))

    def hours(self, start: dt.datetime, end: dt.datetime | None = None) -> str:
        """Write from when to when, on the start's clock: `10:30–11:30 GMT`; says so where it ends on another day."""
        zone = self.zone_name(start)
        if end is None:
            return self.say("dates.hour", start=self.time(start), zone=zone)
        end = end.astimezone(start.tzinfo)
        begins, ends, last_zone = self.time(start), self.time(end), self.zone_name(end)
        if last_zone != zone:
            begins = self.say("dates.hour", start=begins, zone=zone)
        if end.date() == start.date():
            return self.say("dates.hours", start=begins, end=ends, zone=last_zone)
        if end.date() == start.date() + dt.timedelta(days=1):
            return self.say("dates.hours_next_day", start=begins, end=ends, zone=last_zone)
        return self.say(
            "dates.hours_over_days",
            start=begins,
            end=ends,
            zone=last_zone,
            first=self.short_date(start),
            last=self.short_date(end),
        )

    def date_range(self, first: dt.date, last: dt.date) -> str:
        """Write the days from `first` to `last`: `20–21 February 2007`."""
        if self._calendar is not None:
            return self._calendar.write_range(_day(first), _day(last))
        return dates.write_date_range(_day(first), _day(last), self._locale)

    def _write(self, own: str, skeleton: str, day: dt.date) -> str:
        calendar, own_pattern = self._calendar, self.table.dates.get(own)
        if calendar is not None:
            return calendar.write(day, own_pattern or calendar.patterns[own])
        locale = self._locale
        if locale != self.table.locale:
            own_pattern = None
        return dates.write_date(_day(day), own_pattern or dates.pattern_for(skeleton, locale), locale)

    @property
    def _calendar(self) -> Calendar | None:
        """The table's own facts, where the tag means the table's locale and no other."""
        return self.table.calendar if self.is_own else None

    @property
    def _locale(self) -> str:
        """The locale for dates: the tag's own, else that of the table."""
        if self.is_own:
            return self.table.locale
        return _locale(self.language, self.table.language, self.table.locale)

    @property
    def _word_locale(self) -> str:
        """The locale whose plural rule the table's words follow."""
        return _locale(self.table.language, self.table.language, self.table.locale)


@lru_cache(maxsize=256)
def load_words(language: str) -> Words:
    """Return the words of a BCP 47 tag: of its nearest table, else English; dates in its own locale if there is one."""
    table = table_for(language)
    tag = language.casefold().replace("-", "_")
    return Words(language, table, is_own=tag in {table.language.casefold(), table.locale.casefold()})


@lru_cache(maxsize=256)
def _locale(language: str, table_language: str, table_locale: str) -> str:
    """Return the locale of a tag; a bare language that has a table is written as that table says."""
    own = None if language.casefold() == table_language.casefold() else dates.locale_of(language)
    found = own or dates.locale_of(table_locale)
    if found is None:
        message = f"{table_language}: unknown locale {table_locale!r}"
        raise ValueError(message)
    return str(found)


def _day(moment: dt.date) -> dt.date:
    """Return the day of a date or of a moment, so that equal days share one entry in the cache."""
    return moment.date() if isinstance(moment, dt.datetime) else moment
