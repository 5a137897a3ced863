"""Days of the week in running text that do not fit their dates: `Monday 2 March` in a year in which it is none."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from sitegen.fields.days import MONTHS, WEEKDAYS, real_date
from sitegen.problems import Place, Remark, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

_DAY: Final = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_MONTH: Final = rf"(?P<month>{'|'.join(MONTHS)})"
_SPOKEN: Final = (
    rf"\b(?P<weekday>{'|'.join(WEEKDAYS)}),?\s+(?:the\s+)?(?:{_DAY}\s+(?:of\s+)?{_MONTH}|"
    rf"{_MONTH.replace('<month>', '<month2>')}\s+{_DAY.replace('<day>', '<day2>')})(?:,?\s+(?P<year>\d{{4}}))?\b"
)
_HALF_A_YEAR: Final = timedelta(days=183)


def misnamed_days(text: str, near: date | None) -> Iterator[Remark]:
    """Yield a warning for each weekday that does not fit its date; one without a year is the nearest to `near`."""
    # Every weekday ends in "day", which the ignoring of case reads in no other letters than these.
    lowered = text.lower()
    if "day" not in lowered:
        return
    for number, (line, folded) in enumerate(zip(text.split("\n"), lowered.split("\n"), strict=True), start=1):
        for found in re.finditer(_SPOKEN, line, re.IGNORECASE) if "day" in folded else ():
            month = MONTHS.index((found["month"] or found["month2"]).lower()) + 1
            day = int(found["day"] or found["day2"])
            named = WEEKDAYS.index(found["weekday"].lower())
            actual = real_date(int(found["year"]), month, day) if found["year"] else _nearest(month, day, near)
            if actual is not None and actual.weekday() != named:
                from sitegen.fields.advice import weekday_words  # noqa: PLC0415  # wanted only for a mistake

                message, hint = weekday_words(day, month, actual, named)
                yield Remark(Place(number, found.start() + 1), "weekday", message, hint, Severity.WARNING)


def _nearest(month: int, day: int, near: date | None) -> date | None:
    if near is None:
        return None
    days = (real_date(year, month, day) for year in (near.year - 1, near.year, near.year + 1))
    return next((found for found in days if found and abs(found - near) <= _HALF_A_YEAR), None)
