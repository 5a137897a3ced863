"""Written dates and times to instants, in any zone and across any change of clocks."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from sitegen.fields.times import iso_moment
from sitegen.moments import (
    at_time,
    clock_trouble,
    end_in_zone,
    in_zone,
    next_weekday,
    offset_of,
    slow_chat_days,
)
from sitegen.zones import zone

LONDON = zone("Europe/London")
TONGA = zone("Pacific/Tongatapu")
HONOLULU = zone("Pacific/Honolulu")


@pytest.mark.parametrize(
    ("typed", "zone_name", "expected"),
    [
        ("2007-02-21", "Europe/London", "2007-02-21T00:00:00+00:00"),
        ("2007-07-21 10:30", "Europe/London", "2007-07-21T10:30:00+01:00"),
        ("2007-02-21 10:30", "Pacific/Tongatapu", "2007-02-21T10:30:00+13:00"),
        ("2007-02-21 10:30", "Pacific/Honolulu", "2007-02-21T10:30:00-10:00"),
        ("2007-02-21T23:30:00Z", "Pacific/Tongatapu", "2007-02-22T12:30:00+13:00"),
        ("2018-03-27 06:00:00 -0500", "Europe/London", "2018-03-27T12:00:00+01:00"),
    ],
)
def test_a_written_time_is_shown_in_its_zone(typed: str, zone_name: str, expected: str) -> None:
    assert in_zone(iso_moment(typed), zone(zone_name)).isoformat() == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("2007-02-21", "2007-02-22T00:00:00+00:00"),
        ("2007-03-25", "2007-03-26T00:00:00+01:00"),
        ("2007-10-28", "2007-10-29T00:00:00+00:00"),
        ("2007-12-31", "2008-01-01T00:00:00+00:00"),
        ("2007-02-21 00:00", "2007-02-21T00:00:00+00:00"),
        ("2007-02-21 10:30", "2007-02-21T10:30:00+00:00"),
    ],
)
def test_a_date_alone_as_an_end_ends_with_its_day(typed: str, expected: str) -> None:
    assert end_in_zone(iso_moment(typed), LONDON).isoformat() == expected


def test_a_time_alone_is_on_the_day_of_another_instant_in_its_zone() -> None:
    start = datetime(2007, 7, 21, 23, 0, tzinfo=UTC).astimezone(LONDON)
    assert at_time(start, "09:05").isoformat() == "2007-07-22T09:05:00+01:00"


@pytest.mark.parametrize(
    ("typed", "said", "better"),
    [
        (
            "2007-03-25 01:30",
            "there is no 2007-03-25 01:30 in Europe/London: the clocks go forward then",
            "2007-03-25 02:30",
        ),
        (
            "2007-10-28 01:30",
            "2007-10-28 01:30 comes twice in Europe/London: the clocks go back then",
            "2007-10-28 01:30+01:00 or 2007-10-28 01:30+00:00",
        ),
        ("2007-10-28 02:00", "", ""),
        ("2007-03-25 02:00", "", ""),
        ("2007-10-28 01:30 +0100", "", ""),
        ("2007-03-25", "", ""),
    ],
)
def test_a_time_that_the_clocks_skip_or_repeat_is_told_with_what_to_write(typed: str, said: str, better: str) -> None:
    assert clock_trouble(iso_moment(typed), LONDON) == (said, better)


def test_a_midnight_that_the_clocks_skip_is_no_trouble_for_a_date_alone() -> None:
    assert clock_trouble(iso_moment("2018-11-04"), zone("America/Sao_Paulo")) == ("", "")


def test_an_offset_is_written_as_iso_8601_has_it() -> None:
    assert offset_of(datetime(2007, 7, 1, tzinfo=LONDON)) == "+01:00"
    assert offset_of(datetime(2007, 7, 1, tzinfo=HONOLULU)) == "-10:00"


@pytest.mark.parametrize(("day", "expected"), [(23, 23), (24, 26), (25, 26), (26, 26)])
def test_a_weekend_moves_to_its_monday(day: int, expected: int) -> None:
    found = next_weekday(datetime(2007, 2, day, 8, tzinfo=LONDON))
    assert found == datetime(2007, 2, expected, 8, tzinfo=LONDON)


def days(typed: str, count: int, *, weekends: bool, where: str = "Europe/London") -> list[str]:
    """Return the days of a slow chat."""
    found = slow_chat_days(in_zone(iso_moment(typed), zone(where)), count, weekends=weekends)
    return [day.isoformat() for day in found]


def test_a_slow_chat_has_a_day_for_each_spark_and_rests_on_weekends() -> None:
    assert days("2007-02-22 08:00", 4, weekends=False) == [
        "2007-02-22T08:00:00+00:00",
        "2007-02-23T08:00:00+00:00",
        "2007-02-26T08:00:00+00:00",
        "2007-02-27T08:00:00+00:00",
    ]


def test_a_slow_chat_with_weekends_has_no_rest() -> None:
    assert days("2007-02-23 08:00", 3, weekends=True) == [
        "2007-02-23T08:00:00+00:00",
        "2007-02-24T08:00:00+00:00",
        "2007-02-25T08:00:00+00:00",
    ]


def test_a_slow_chat_that_starts_on_a_weekend_starts_on_the_monday() -> None:
    assert days("2007-02-24 08:00", 1, weekends=False) == ["2007-02-26T08:00:00+00:00"]


def test_a_slow_chat_keeps_its_hour_across_a_change_of_clocks() -> None:
    assert days("2007-03-23 08:00", 3, weekends=False) == [
        "2007-03-23T08:00:00+00:00",
        "2007-03-26T08:00:00+01:00",
        "2007-03-27T08:00:00+01:00",
    ]
    assert days("2007-10-26 08:00", 3, weekends=True) == [
        "2007-10-26T08:00:00+01:00",
        "2007-10-27T08:00:00+01:00",
        "2007-10-28T08:00:00+00:00",
    ]


def test_weekends_are_those_of_the_sessions_zone() -> None:
    assert days("2007-02-23T20:00:00Z", 1, weekends=False, where="Pacific/Tongatapu") == ["2007-02-26T09:00:00+13:00"]
    assert days("2007-02-26T05:00:00Z", 1, weekends=False, where="Pacific/Honolulu") == ["2007-02-26T19:00:00-10:00"]


def test_a_slow_chat_without_sparks_has_no_days() -> None:
    assert days("2007-02-22 08:00", 0, weekends=False) == []
