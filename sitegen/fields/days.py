"""Days, months and years as texts name them, and which there are: the little that every reading of a date needs."""

from __future__ import annotations

from datetime import date
from typing import Final

FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2199

MONTHS: Final = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def real_date(year: int, month: int, day_number: int) -> date | None:
    """Return a day, or None where the calendar has no such day."""
    try:
        return date(year, month, day_number)
    except ValueError:
        return None
