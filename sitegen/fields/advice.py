"""What to write in place of a date in another form, or of a weekday that does not fit its date."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from typing import Final

from sitegen.fields.days import FIRST_YEAR, LAST_YEAR, MONTHS, WEEKDAYS, real_date

_USUAL: Final = 2026
_LAST_CENTURYS: Final = 70
_DAYS_ONLY: Final = frozenset({"day"})
_WORD: Final = re.compile(r"[A-Za-z]+")
_MARKS: Final = str.maketrans({**dict.fromkeys("‘’“”\"'", ""), **dict.fromkeys("‐‑‒–−", "-")})
_YEAR_FIRST: Final = re.compile(r"^(\d{4})([-/. ]?)(\d{1,2})\2(\d{1,2})(?!\d)")
_YEAR_LAST: Final = re.compile(r"^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?![\d:])")
_SECONDS: Final = re.compile(r"^\d{9,10}$")
_CLOCK: Final = re.compile(
    r"(?<![\d:.])(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2})(?!\d)(?::\d{2}(?:\.\d+)?)?\s*(?P<half>[ap]\.?m\b)?|"
    r"\s*(?P<half2>[ap]\.?m\b))",
    re.IGNORECASE,
)
_ZONE: Final = re.compile(
    r"^\.?\s*(?:(?P<utc>gmt|utc|z)\b|(?P<sign>[+-])(?P<hours>\d{1,2}):?(?P<minutes>[0-5]\d)?$)", re.IGNORECASE
)


def advice(name: str, found: str, year: int = 0, *, may_be_time: bool = False) -> str:
    """Return what to paste in place of a date in another form; for `03/02/2020`, each of its readings.

    `name` is the field's, as its author writes it; `year` is the one that the file is about (0: unknown).
    """
    plain = found.translate(_MARKS).strip()
    if name == "expires" and plain.startswith("9999"):
        return "what never expires needs no such line: leave it out"
    if _SECONDS.match(plain):
        return f"write {name}: {datetime.fromtimestamp(int(plain), UTC):%Y-%m-%d %H:%MZ}"
    days, rest = _days(plain)
    clock, is_time = ("", True) if name in _DAYS_ONLY else _clock(rest)
    real = {day: order for (parts, order) in reversed(days) if (day := real_date(*parts))}
    if real:
        lines = [f"{name}: {_joined(day, clock)}" + f" ({order})" * (len(real) > 1) for day, order in real.items()]
        wanted = "write" if is_time else "write the time that is meant, as in:"
        return f"{wanted} {' or '.join(reversed(lines))}"
    if days:
        return f"write the day that is meant, as in: {name}: {_possible(*days[0][0])}{clock}"
    return _example(name, plain, year or _USUAL, clock, may_be_time=may_be_time)


def _example(name: str, found: str, year: int, clock: str, *, may_be_time: bool) -> str:
    """Return what to write where a day, a month or a year is lacking."""
    parts = spoken_date(found)
    if parts:
        return f"write it with its year, as in: {name}: {_possible(year, parts[1], parts[0])}{clock}"
    if may_be_time and clock:
        return f"write {name}:{clock}"
    if clock:
        return f"write it as in: {name}: {year}-01-05{clock}"
    with_time = "" if name in _DAYS_ONLY else f", or {name}: 2026-01-05 09:30"
    return f"write it as in: {name}: 2026-01-05{with_time}"


def is_no_day(found: str) -> bool:
    """Whether a text has the numbers of a date, in whatever form, and the calendar has no such day."""
    days, _ = _days(found.translate(_MARKS).strip())
    return bool(days) and not any(real_date(*parts) for parts, _ in days)


def _days(found: str) -> tuple[list[tuple[tuple[int, int, int], str]], str]:
    """Return the year, month and day of each way to read a date, and what stands after it."""
    first = _YEAR_FIRST.match(found)
    if first and FIRST_YEAR <= int(first[1]) <= LAST_YEAR:
        return [((int(first[1]), int(first[3]), int(first[4])), "")], found[first.end() :]
    last = _YEAR_LAST.match(found)
    if last:
        one, two, three = int(last[1]), int(last[3]), int(last[4])
        is_short = len(last[4]) == len("07")
        year = _whole(three) if is_short else three
        ways = [((year, two, one), "day first"), ((year, one, two), "month first")]
        ways += [((_whole(one), two, three), "year first")] if is_short else []
        return [way for way in ways if FIRST_YEAR <= way[0][0] <= LAST_YEAR], found[last.end() :]
    spoken = spoken_date(found)
    if spoken and spoken[2]:
        return [((spoken[2], spoken[1], spoken[0]), "")], found
    return [], found


def _whole(year: int) -> int:
    """Return the year that two digits mean."""
    return year + (2000 if year < _LAST_CENTURYS else 1900)


def _possible(year: int, month: int, day_number: int) -> date:
    """Return the day nearest to one that no calendar has; over 12 a month may have changed places with its day."""
    if not 1 <= month <= len(MONTHS):
        month, day_number = (day_number, month) if 1 <= day_number <= len(MONTHS) else (1, day_number)
    return date(year, month, min(max(day_number, 1), monthrange(year, month)[1]))


def _clock(found: str) -> tuple[str, bool]:
    """Return the time of day in a text as it is written after a date (` 14:30`, or nothing), and whether it is one."""
    clock = _CLOCK.search(found)
    if clock is None:
        return "", True
    half = (clock["half"] or clock["half2"] or "").lower()[:1]
    hour, minute = int(clock["hour"]), int(clock["minute"] or 0)
    hour = hour % 12 + (12 if half == "p" else 0) if half else hour
    if hour > 24 or minute > 59 or (hour == 24 and minute):  # noqa: PLR2004  # what a clock has
        return " 09:30", False
    zone = _ZONE.match(found[clock.end() :])
    offset = ""
    if zone:
        is_known = zone["utc"] is None and int(zone["hours"]) <= 14  # noqa: PLR2004  # the widest zone
        offset = (
            f"{zone['sign']}{int(zone['hours']):02}:{zone['minutes'] or '00'}" if is_known else "Z" * bool(zone["utc"])
        )
    return f" {hour:02}:{minute:02}{offset}", True


def _joined(day: date, clock: str) -> str:
    """Return a day with its time; midnight at its end is the beginning of the next."""
    is_end = clock.startswith(" 24:")
    return f"{day + timedelta(days=is_end)}{clock.replace(' 24:', ' 00:')}"


def spoken_date(found: str) -> tuple[int, int, int] | None:
    """Return day, month and year (0: none) of a date in English words."""
    words = [word.lower() for word in _WORD.findall(found)]
    month = next((n for n, m in enumerate(MONTHS, 1) for w in words if len(w) > 2 and m.startswith(w)), 0)  # noqa: PLR2004  # `mar`
    numbers = [int(number) for number in re.findall(r"\d+", _CLOCK.sub("", found))]
    day_number = next((n for n in numbers if 1 <= n <= 31), 0)  # noqa: PLR2004  # days of a month
    year = next((n for n in numbers if FIRST_YEAR <= n <= LAST_YEAR), 0)
    return (day_number, month, year) if month and day_number else None


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
