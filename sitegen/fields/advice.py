"""What to write in place of a date in another form, or of a weekday that does not fit its date."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2199

MONTHS: Final = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_NUMBERS = re.compile(r"^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$")
_DAYS_ONLY = frozenset({"day"})
_WORD = re.compile(r"[A-Za-z]+")
_YEAR_FIRST = re.compile(r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_CLOCK = re.compile(
    r"(?<![\d:])(?P<hour>\d{1,2})(?::(?P<minute>\d{2})(?::\d{2})?\s*(?P<half>[ap]\.?m)?|\s*(?P<half2>[ap]\.?m))",
    re.IGNORECASE,
)


def advice(name: str, found: str) -> str:  # noqa: PLR0911  # one return for each way of writing a date
    """Return what to paste in place of a date in another form; for `03/02/2020`, both readings."""
    yearly = _YEAR_FIRST.match(found)
    if yearly and (plain := real_date(*(int(part) for part in yearly.groups()))):
        return f"write {name}: {plain}{_clock(found)}"
    numbers = _NUMBERS.match(found)
    if numbers:
        first, second, year = (int(part) for part in numbers.groups())
        readings = [d for d in (real_date(year, second, first), real_date(year, first, second)) if d]
        if len(set(readings)) > 1:
            return f"write {name}: {readings[0]} (day first) or {name}: {readings[1]} (month first)"
        return f"write {name}: {readings[0]}" if readings else f"write it as in: {name}: 2026-01-05"
    parts = spoken_date(found)
    if parts:
        day_number, month, year = parts
        if year and (plain := real_date(year, month, day_number)):
            return f"write {name}: {plain}{_clock(found)}"
        return f"write it with its year, as in: {name}: 2026-{month:02}-{day_number:02}"
    if name == "expires" and found.startswith("9999"):
        return "what never expires needs no such line: leave it out"
    with_time = "" if name in _DAYS_ONLY else f", or {name}: 2026-01-05 09:30"
    return f"write it as in: {name}: 2026-01-05{with_time}"


def _clock(found: str) -> str:
    """Return the time of day in a text as it is written after a date (` 14:30`), or an empty text."""
    clock = _CLOCK.search(found)
    if clock is None:
        return ""
    half = (clock["half"] or clock["half2"] or "").lower()[:1]
    hour = int(clock["hour"])
    hour = hour % 12 + (12 if half == "p" else 0) if half else hour
    return f" {hour:02}:{clock['minute'] or '00'}"


def spoken_date(found: str) -> tuple[int, int, int] | None:
    """Return day, month and year (0: none) of a date in English words."""
    words = [word.lower() for word in _WORD.findall(found)]
    month = next((n for n, m in enumerate(MONTHS, 1) for w in words if len(w) > 2 and m.startswith(w)), 0)  # noqa: PLR2004  # `mar`
    numbers = [int(number) for number in re.findall(r"\d+", re.sub(r"\d+:\d+", "", found))]
    day_number = next((n for n in numbers if 1 <= n <= 31), 0)  # noqa: PLR2004  # days of a month
    year = next((n for n in numbers if FIRST_YEAR <= n <= LAST_YEAR), 0)
    return (day_number, month, year) if month and day_number else None


def real_date(year: int, month: int, day_number: int) -> date | None:
    """Return a day, or None where the calendar has no such day."""
    try:
        return date(year, month, day_number)
    except ValueError:
        return None


def weekday_words(day_number: int, month: int, actual: date, named: int) -> tuple[str, str]:
    """Return message and hint for a weekday that does not fit its date: the nearest years that would."""
    fitting = sorted(
        (
            d.year
            for y in range(actual.year - 11, actual.year + 12)
            if (d := real_date(y, month, day_number)) and d.weekday() == named
        ),
        key=lambda year: (abs(year - actual.year), year),
    )[:3]
    spoken = f"{day_number} {MONTHS[month - 1].title()}"
    message = f"{spoken} {actual.year} is a {WEEKDAYS[actual.weekday()].title()}, not a {WEEKDAYS[named].title()}"
    return message, f"it is a {WEEKDAYS[named].title()} in {', '.join(str(year) for year in sorted(fitting))}"
