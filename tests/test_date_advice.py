"""Advice on dates in other forms: the ISO form of this very date, wherever it can be understood."""

from __future__ import annotations

import pytest

from sitegen.fields import times
from sitegen.fields.advice import advice, is_no_day
from sitegen.fields.notes import Notes
from sitegen.front_matter.nodes import Scalar, Sequence
from sitegen.problems import Place

AT = Place(3, 7)


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("2007-1-9", "2007-01-09"),
        ("2007/01/09", "2007-01-09"),
        ("20070109", "2007-01-09"),
        ("“2007-01-09”", "2007-01-09"),
        ("2007–01–09", "2007-01-09"),
        ("2007-01-09 9.30", "2007-01-09 09:30"),
        ("2007-01-09 9:30am", "2007-01-09 09:30"),
        ("2007-01-09 at 9:30 pm", "2007-01-09 21:30"),
        ("2007-01-09 09:30 GMT", "2007-01-09 09:30Z"),
        ("2007-01-09T09:30+01", "2007-01-09 09:30+01:00"),
        ("2007-01-09 09:30 +15:00", "2007-01-09 09:30"),
        ("2007-01-09 23:59:60", "2007-01-09 23:59"),
        ("2007-01-09 24:00", "2007-01-10 00:00"),
        ("9am 9 January 2007", "2007-01-09 09:00"),
        ("9 January 2007 9.30", "2007-01-09 09:30"),
        ("31/12/99", "1999-12-31"),
        ("1768089600", "2026-01-11 00:00Z"),
    ],
)
def test_a_date_that_can_be_understood_is_offered_in_its_iso_form(typed: str, line: str) -> None:
    assert advice("date", typed) == f"write date: {line}"
    assert times.iso_moment(line).text == line


def test_a_date_in_numbers_alone_is_offered_in_each_of_its_readings() -> None:
    assert advice("date", "09/01/07") == (
        "write date: 2007-01-09 (day first) or date: 2007-09-01 (month first) or date: 2009-01-07 (year first)"
    )
    assert advice("start", "9/1/2007 10.30") == (
        "write start: 2007-01-09 10:30 (day first) or start: 2007-09-01 10:30 (month first)"
    )


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("2026-02-30", "2026-02-28"),
        ("2026-13-01", "2026-01-13"),
        ("31/11/2020", "2020-11-30"),
        ("2007-00-00", "2007-01-01"),
        ("30 February 2020 9:30", "2020-02-29 09:30"),
    ],
)
def test_a_day_that_no_calendar_has_is_told_with_one_beside_it(typed: str, line: str) -> None:
    assert is_no_day(typed)
    assert advice("date", typed) == f"write the day that is meant, as in: date: {line}"


def test_a_time_that_no_clock_has_is_told_with_one() -> None:
    assert advice("date", "2007-01-09 25:00") == "write the time that is meant, as in: date: 2007-01-09 09:30"
    assert advice("day", "2007-01-09 25:00") == "write day: 2007-01-09"


def test_a_lacking_year_is_that_of_the_file() -> None:
    assert advice("date", "9 January", 2007) == "write it with its year, as in: date: 2007-01-09"
    assert advice("date", "9 January") == "write it with its year, as in: date: 2026-01-09"
    assert advice("opens", "12.30", 2007) == "write it as in: opens: 2007-01-05 12:30"


@pytest.mark.parametrize(("typed", "line"), [("9.30", "09:30"), ("9:30pm", "21:30"), ("23:59:60", "23:59")])
def test_a_time_alone_is_offered_where_a_time_alone_may_stand(typed: str, line: str) -> None:
    assert advice("end", typed, may_be_time=True) == f"write end: {line}"


@pytest.mark.parametrize("typed", ["0001-01-01", "9999-12-31", "00/00/0000", "soon", "5/5", "2007", "Jan 2007"])
def test_what_cannot_be_understood_is_never_offered_again(typed: str) -> None:
    assert advice("date", typed) == "write it as in: date: 2026-01-05, or date: 2026-01-05 09:30"


def test_the_reason_names_the_day_that_no_calendar_has() -> None:
    notes = Notes()
    times.moment(Scalar("31/11/2020", AT), "date", notes)
    assert [r.message for r in notes.remarks] == ["'date' cannot be read as a date: there is no such day as 31/11/2020"]


def test_the_reason_names_the_whole_time() -> None:
    with pytest.raises(ValueError, match="there is no such time as 23:59:60"):
        times.iso_moment("2007-01-09 23:59:60")


def test_a_field_within_another_is_offered_by_its_own_name() -> None:
    notes = Notes()
    times.moment(Scalar("2007-1-9", AT), "slowchat.starts", notes)
    assert [r.hint for r in notes.remarks] == ["write starts: 2007-01-09"]


def test_a_date_in_a_list_is_offered_without_the_list() -> None:
    notes = Notes()
    times.moment(Sequence((Scalar("2007-01-01", AT),), AT), "updated", notes)
    assert [r.hint for r in notes.remarks] == ["write updated: 2007-01-01"]
