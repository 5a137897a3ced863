"""Dates, times and durations: ISO 8601 in each of its forms, and the form to paste for any other."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from sitegen.fields import times
from sitegen.fields.notes import Notes
from sitegen.fields.weekdays import misnamed_days
from sitegen.front_matter.nodes import Node, Scalar, Sequence
from sitegen.model import FollowUp, Written
from sitegen.problems import Place, Remark, Severity

AT = Place(3, 7)
PLAIN = datetime(2026, 1, 5)  # noqa: DTZ001  # written without a zone
WITH_TIME = datetime(2026, 1, 5, 9, 30)  # noqa: DTZ001  # written without a zone


def scalar(typed: str) -> Scalar:
    """Return what an author typed as a node."""
    return Scalar(typed, AT)


def complaints(typed: str) -> list[Remark]:
    """Return the remarks on what is typed as a date."""
    notes = Notes()
    assert times.moment(scalar(typed), "date", notes) is None
    return notes.remarks


@pytest.mark.parametrize(
    ("typed", "moment", "has_time"),
    [
        ("2026-01-05", PLAIN, False),
        ("2026-01-05 09:30", WITH_TIME, True),
        ("2026-01-05 9:30", WITH_TIME, True),
        ("2026-01-05T09:30", WITH_TIME, True),
        ("2026-01-05t09:30:15", WITH_TIME.replace(second=15), True),
        ("2026-01-05 09:30:15.250", WITH_TIME.replace(second=15), True),
        ("2026-01-05 00:00", PLAIN, True),
        ("2026-01-05T09:30:00Z", WITH_TIME.replace(tzinfo=UTC), True),
        ("2026-01-05T09:30z", WITH_TIME.replace(tzinfo=UTC), True),
        ("2026-01-05 09:30 +0000", WITH_TIME.replace(tzinfo=UTC), True),
        ("2018-03-27 06:00:00 -0500", datetime(2018, 3, 27, 6, tzinfo=timezone(timedelta(hours=-5))), True),
        ("2026-01-05 09:30+05:30", WITH_TIME.replace(tzinfo=timezone(timedelta(hours=5, minutes=30))), True),
        ("2026-01-05 09:30+14:00", WITH_TIME.replace(tzinfo=timezone(timedelta(hours=14))), True),
        ("2024-02-29", datetime(2024, 2, 29), False),  # noqa: DTZ001  # written without a zone
        ("1900-01-01", datetime(1900, 1, 1), False),  # noqa: DTZ001  # written without a zone
        ("2199-12-31", datetime(2199, 12, 31), False),  # noqa: DTZ001  # written without a zone
    ],
)
def test_every_form_of_iso_8601_is_read(typed: str, moment: datetime, *, has_time: bool) -> None:
    notes = Notes()
    found = times.moment(scalar(typed), "date", notes)
    assert notes.remarks == []
    assert found == Written(moment, has_time, typed)
    assert found.moment.utcoffset() == moment.utcoffset()


@pytest.mark.parametrize("typed", ["", "  "])
def test_an_empty_date_is_as_if_not_given(typed: str) -> None:
    notes = Notes()
    for read in (times.moment, times.day, times.moment_or_time, times.duration):
        assert read(scalar(typed), "f", notes) is None
    assert notes.remarks == []


def test_a_list_where_a_date_belongs_is_a_wrong_type() -> None:
    node: Node = Sequence((), AT)
    for read in (times.moment, times.day, times.moment_or_time, times.duration):
        notes = Notes()
        assert read(node, "f", notes) is None
        assert [remark.code for remark in notes.remarks] == ["wrong-type"]


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("2026-02-30", "there is no such day as 2026-02-30"),
        ("2025-02-29", "there is no such day as 2025-02-29"),
        ("2026-13-01", "there is no such day as 2026-13-01"),
        ("2026-01-05 24:00", "there is no such time as 24:00"),
        ("2026-01-05 09:60", "there is no such time as 09:60"),
        ("2026-01-05 09:30 +15:00", "there is no zone +15:00"),
        ("2026-01-05 09:30 +01:60", "there is no zone +01:60"),
        ("0001-01-01", "the year 1 is not between 1900 and 2199"),
        ("9999-12-31", "the year 9999 is not between 1900 and 2199"),
        ("soon", "it is not in the form 2026-01-05 or 2026-01-05 09:30"),
        ("2026-01", "it is not in the form 2026-01-05 or 2026-01-05 09:30"),
        ("12:30", "it is not in the form 2026-01-05 or 2026-01-05 09:30"),
    ],
)
def test_another_date_is_an_error_that_says_why(typed: str, why: str) -> None:
    (remark,) = complaints(typed)
    assert (remark.place, remark.code) == (AT, "bad-date")
    assert remark.message == f"'date' cannot be read as a date: {why}"


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("2 March 2020", "write date: 2020-03-02"),
        ("March 2, 2020", "write date: 2020-03-02"),
        ("2nd March 2020", "write date: 2020-03-02"),
        ("2 Mar 2020 09:30", "write date: 2020-03-02 09:30"),
        ("2 March 2020, 9:30", "write date: 2020-03-02 09:30"),
        ("2 March 2020 2:30pm", "write date: 2020-03-02 14:30"),
        ("2 March 2020 12:15 am", "write date: 2020-03-02 00:15"),
        ("2020/3/2", "write date: 2020-03-02"),
        ("2020-3-2", "write date: 2020-03-02"),
        ("2020.03.02", "write date: 2020-03-02"),
        ("25/12/2020", "write date: 2020-12-25"),
        ("12/25/2020", "write date: 2020-12-25"),
        ("3.3.2020", "write date: 2020-03-03"),
        ("03/02/2020", "write date: 2020-02-03 (day first) or date: 2020-03-02 (month first)"),
        ("3.2.2020", "write date: 2020-02-03 (day first) or date: 2020-03-02 (month first)"),
    ],
)
def test_a_date_in_another_form_earns_the_iso_form_to_paste(typed: str, hint: str) -> None:
    (remark,) = complaints(typed)
    assert remark.hint == hint


def test_a_date_without_its_year_is_told_to_have_one() -> None:
    assert complaints("2 March")[0].hint == "write it with its year, as in: date: 2026-03-02"
    assert complaints("soon")[0].hint == "write it as in: date: 2026-01-05, or date: 2026-01-05 09:30"


def test_a_day_that_no_month_has_is_told_without_a_line_to_paste() -> None:
    assert "2020-02-30" not in complaints("30 February 2020")[0].hint


def test_a_very_long_date_is_told_in_a_short_message() -> None:
    assert len(complaints("x" * 1500)[0].message) < 100


def test_a_weekday_that_does_not_fit_is_a_warning_with_the_years_that_fit() -> None:
    first, second = complaints("Tuesday 2 March 2020")
    assert first.hint == "write date: 2020-03-02"
    assert second == Remark(
        AT,
        "weekday",
        "2 March 2020 is a Monday, not a Tuesday",
        "it is a Tuesday in 2010, 2021, 2027",
        Severity.WARNING,
    )


@pytest.mark.parametrize("typed", ["Monday 2 March 2020", "Tuesday 2 March", "Tuesday 30 February 2020"])
def test_a_weekday_that_fits_or_cannot_be_checked_is_passed_over(typed: str) -> None:
    assert [remark.code for remark in complaints(typed)] == ["bad-date"]


def test_a_day_is_read_without_its_time() -> None:
    notes = Notes()
    assert times.day(scalar("2026-01-05"), "day", notes) == date(2026, 1, 5)
    assert notes.remarks == []
    assert times.day(scalar("2026-01-05 09:30"), "day", notes) is None
    assert [(r.code, r.message, r.hint) for r in notes.remarks] == [
        ("bad-date", "'day' wants a day without a time", "write day: 2026-01-05")
    ]


@pytest.mark.parametrize(
    ("typed", "expected"), [("12:00", "12:00"), ("9:05", "09:05"), ("00:30", "00:30"), ("23:59:59", "23:59")]
)
def test_an_end_may_be_a_time_alone(typed: str, expected: str) -> None:
    notes = Notes()
    assert times.moment_or_time(scalar(typed), "end", notes) == expected
    assert notes.remarks == []


def test_an_end_may_be_a_day_and_a_time() -> None:
    assert times.moment_or_time(scalar("2026-01-05 09:30"), "end", Notes()) == Written(
        WITH_TIME, has_time=True, text="2026-01-05 09:30"
    )


@pytest.mark.parametrize("typed", ["24:00", "12:60", "noon", "12.30"])
def test_another_end_is_told(typed: str) -> None:
    notes = Notes()
    assert times.moment_or_time(scalar(typed), "end", notes) is None
    assert [remark.code for remark in notes.remarks] == ["bad-date"]


@pytest.mark.parametrize(
    ("typed", "after"),
    [
        ("1 week", timedelta(days=7)),
        ("6 weeks", timedelta(days=42)),
        ("10 days", timedelta(days=10)),
        ("1day", timedelta(days=1)),
    ],
)
def test_a_duration_in_days_or_weeks_is_read(typed: str, after: timedelta) -> None:
    notes = Notes()
    assert times.duration(scalar(typed), "follow_up", notes) == FollowUp(after, typed)
    assert notes.remarks == []


@pytest.mark.parametrize("typed", ["soon", "six weeks", "2 months", "-1 week", "1000 days", "1.5 weeks", "week"])
def test_another_duration_is_told(typed: str) -> None:
    notes = Notes()
    assert times.duration(scalar(typed), "follow_up", notes) is None
    assert [(r.code, r.hint) for r in notes.remarks] == [("bad-duration", "write it as in: 6 weeks")]


@pytest.mark.parametrize("typed", ["2026-02-30", "12:30", "x"])
def test_iso_moment_raises_what_is_wrong(typed: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        times.iso_moment(typed)


@pytest.mark.parametrize(
    ("spoken", "near", "expected"),
    [
        ("On Monday 2 March 2020.", None, []),
        ("On Tuesday 2 March 2020.", None, [(1, 4)]),
        ("x\nsee you Wednesday, 21 February", date(2007, 2, 1), []),
        ("x\nsee you Thursday, 21 February", date(2007, 2, 1), [(2, 9)]),
        ("Thursday 21 February", None, []),
        ("Monday 30 February 2020", None, []),
    ],
)
def test_a_weekday_in_a_text_that_does_not_fit_its_date_is_a_warning(
    spoken: str, near: date | None, expected: list[tuple[int, int]]
) -> None:
    remarks = list(misnamed_days(spoken, near))
    assert [(r.place.line, r.place.column) for r in remarks] == expected
    assert {r.severity for r in remarks} <= {Severity.WARNING}
