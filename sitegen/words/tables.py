"""The tables of words as they lie in the package, read and flattened; knows no dates and no plural rules."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING, TypeAlias

from sitegen.quotes import Quotes
from sitegen.values import Value
from sitegen.words.calendar import Calendar, pieces

if TYPE_CHECKING:
    from collections.abc import Iterator

Entry: TypeAlias = str | Mapping[str, str]
"""A word, or its plural forms by CLDR's category (`one`, `few`, `other` …)."""

FALLBACK = "en"
_TABLES = Path(__file__).parent / "tables"
_CATEGORIES = frozenset({"zero", "one", "two", "few", "many", "other"})
_MARKS = ("double_left", "double_right", "single_left", "single_right", "apostrophe")


class Table(Value, frozen=True):
    """One language's file: its words by dotted key, its quotation marks, and how its own locale writes dates."""

    language: str
    locale: str
    """The locale for dates where the tag names none nearer (`en` is written as in `en_GB`)."""
    quotes: Quotes
    dates: Mapping[str, str]
    """Patterns in CLDR's field symbols (UTS 35) where CLDR's own are not wanted, for `locale` alone."""
    words: Mapping[str, Entry]
    calendar: Calendar | None = None
    """How `locale` writes dates, if the file says; else CLDR's data is asked, which costs a library's start."""


@lru_cache(maxsize=1)
def known_languages() -> frozenset[str]:
    """Return the languages that have a table, as they are named in it (`en`, `de`)."""
    return frozenset(file.stem for file in _TABLES.glob("*.toml"))


def word_keys(language: str = FALLBACK) -> Mapping[str, frozenset[str]]:
    """Return every key of a known language's table with the values that it wants; the English one is complete."""
    return {key: _wanted(entry) for key, entry in read_table(language).words.items()}


def table_for(language: str) -> Table:
    """Return the table nearest to a BCP 47 tag: `de-AT`, else `de`, else English (RFC 4647 section 3.4)."""
    by_tag = {known.casefold(): known for known in known_languages()}
    return read_table(next((by_tag[tag] for tag in shortened(language) if tag in by_tag), FALLBACK))


def shortened(language: str) -> Iterator[str]:
    """Yield the tag in lower case, then without its last subtag, and so on down to the language."""
    parts = language.casefold().replace("_", "-").split("-")
    for length in range(len(parts), 0, -1):
        yield "-".join(parts[:length])


@lru_cache(maxsize=64)
def read_table(language: str) -> Table:
    """Read the table of a known language; raise `ValueError` that names the key where the file is not in order."""
    text = (_TABLES / f"{language}.toml").read_text(encoding="utf-8")
    data: Mapping[str, object] = tomllib.loads(text)
    marks = dict(_texts(data.get("quotes", {}), "quotes"))
    return Table(
        language=language,
        locale=str(data.get("locale", language)),
        quotes=Quotes(*(marks[mark] for mark in _MARKS)),
        dates=dict(_texts(data.get("dates", {}), "dates")),
        words=dict(_entries(data.get("words", {}), "")),
        calendar=_calendar(data["calendar"]) if "calendar" in data else None,
    )


def placeholders(pattern: str) -> frozenset[str]:
    """Return the names that a pattern wants values for; raise `ValueError` for anything but a simple name."""
    names = set[str]()
    for _, name, form, conversion in Formatter().parse(pattern):
        if name is None:
            continue
        if not name.isidentifier() or form or conversion:
            message = f"{pattern!r}: a placeholder is a simple name in braces"
            raise ValueError(message)
        names.add(name)
    return frozenset(names)


def _wanted(entry: Entry) -> frozenset[str]:
    if isinstance(entry, str):
        return placeholders(entry)
    return frozenset({"count"}).union(*(placeholders(form) for form in entry.values()))


def _calendar(value: object) -> Calendar:
    if not isinstance(value, dict):
        message = "calendar: a table is expected"
        raise ValueError(message)  # noqa: TRY004  what a file says wrong is a value error, whatever its type
    ranges = {name: tuple(map(str, halves)) for name, halves in value["ranges"].items()}
    patterns = dict(_texts(value["patterns"], "calendar.patterns"))
    for pattern in (*patterns.values(), *(half for halves in ranges.values() for half in halves)):
        pieces(pattern)
    months, short_months, weekdays = (tuple(map(str, value[name])) for name in ("months", "short_months", "weekdays"))
    zones = dict(_texts(value.get("zones", {}), "calendar.zones"))
    return Calendar(months, short_months, weekdays, patterns, ranges, zones)


def _texts(value: object, key: str) -> Iterator[tuple[str, str]]:
    if not isinstance(value, dict):
        message = f"{key}: a table is expected"
        raise ValueError(message)  # noqa: TRY004  what a file says wrong is a value error, whatever its type
    for name, text in value.items():
        if not isinstance(text, str):
            message = f"{key}.{name}: text is expected"
            raise ValueError(message)  # noqa: TRY004  as above
        placeholders(text)
        yield str(name), text


def _entries(value: object, prefix: str) -> Iterator[tuple[str, Entry]]:
    """Flatten nested tables into dotted keys; a table of plural forms is one entry."""
    if not isinstance(value, dict):
        message = f"{prefix or 'words'}: a table is expected"
        raise ValueError(message)  # noqa: TRY004  as above
    for name, entry in value.items():
        key = f"{prefix}{name}"
        if isinstance(entry, dict) and not _CATEGORIES.issuperset(entry):
            yield from _entries(entry, f"{key}.")
        elif isinstance(entry, dict):
            forms = dict(_texts(entry, key))
            if "other" not in forms:
                message = f"{key}: the plural form 'other' is missing"
                raise ValueError(message)
            yield key, forms
        else:
            yield from _texts({key: entry}, "words")
