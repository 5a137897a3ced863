"""Sessions among themselves: two in a room at once, a change that does not say since when; and breaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sitegen.fields.times import iso_moment
from sitegen.settings import Break
from tests.sitemaking import make_settings, make_site, told

if TYPE_CHECKING:
    from sitegen.model import Written


def session(start: str, room: str = "Hall", more: str = "") -> str:
    """Return the text of a session."""
    return f"---\ntitle: T\nstart: {start}\nroom: {room}\n{more}---\n"


def problems(*sessions: str) -> list[str]:
    """Return what is wrong with sessions, which are in the files `a.md`, `b.md` and so on."""
    return told(
        make_site({f"sessions/{name}.md": text for name, text in zip("abcdef", sessions, strict=False)}).problems
    )


TAKEN_B = ["content/sessions/b.md:3:8 warning room-taken"]


def test_two_sessions_in_one_room_at_once_are_a_warning_on_the_later() -> None:
    assert problems(session("2007-02-21 10:30"), session("2007-02-21 11:29")) == TAKEN_B
    assert problems(session("2007-02-21 10:30"), session("2007-02-21 10:30")) == TAKEN_B


def test_a_session_may_begin_when_another_ends() -> None:
    assert problems(session("2007-02-21 10:30"), session("2007-02-21 11:30")) == []


def test_another_room_or_none_is_no_conflict() -> None:
    assert problems(session("2007-02-21 10:30"), session("2007-02-21 10:30", "Seminar 1")) == []
    assert problems(session("2007-02-21 10:30", '""'), session("2007-02-21 10:30", '""')) == []


def test_a_long_session_is_in_the_way_of_all_that_it_covers() -> None:
    assert problems(
        session("2007-02-21 09:00", more="end: 17:00\n"), session("2007-02-21 10:00"), session("2007-02-21 12:00")
    ) == ["content/sessions/b.md:3:8 warning room-taken", "content/sessions/c.md:3:8 warning room-taken"]


def test_times_in_two_zones_are_compared_as_instants() -> None:
    tonga = "timezone: Pacific/Tongatapu\n"
    assert problems(session("2007-02-21 10:30"), session("2007-02-21 10:30", more=tonga)) == []
    assert problems(session("2007-02-21 10:30"), session("2007-02-21 23:30", more=tonga)) == TAKEN_B


def test_the_two_hours_of_a_change_of_clocks_are_not_one() -> None:
    first = session("2007-10-28T01:15:00+01:00", more="end: 2007-10-28T01:45:00+01:00\n")
    second = session("2007-10-28T01:15:00+00:00", more="end: 2007-10-28T01:45:00+00:00\n")
    assert problems(first, second) == []


@pytest.mark.parametrize("more", ["status: cancelled\nupdated: 2007-02-01\n", "draft: true\n"])
def test_a_session_that_is_not_held_takes_no_room(more: str) -> None:
    assert problems(session("2007-02-21 10:30"), session("2007-02-21 10:30", more=more)) == []


@pytest.mark.parametrize("status", ["moved", "cancelled"])
def test_a_change_that_does_not_say_since_when_is_a_warning(status: str) -> None:
    assert problems(session("2007-02-21 10:30", more=f"status: {status}\n")) == [
        "content/sessions/a.md:5:9 warning no-updated"
    ]
    assert problems(session("2007-02-21 10:30", more=f"status: {status}\nupdated: 2007-02-01\n")) == []


def written(text: str) -> Written:
    """Return a time as written."""
    return iso_moment(text)


def breaks(*held: Break) -> tuple[list[tuple[str, str, str]], list[str]]:
    """Return the pauses of a site with these breaks, and its problems."""
    site = make_site({}, settings=make_settings(breaks=held))
    return [(p.title, p.start.isoformat(), p.end.isoformat()) for p in site.pauses], told(site.problems)


def test_breaks_are_in_order_and_last_half_an_hour_unless_they_say_more() -> None:
    found, noted = breaks(
        Break("Lunch", written("2007-02-21 12:30"), "13:30"),
        Break("Coffee", written("2007-02-21 10:30")),
        Break("Dinner", written("2007-02-21 22:30"), written("2007-02-22 01:00")),
    )
    assert noted == []
    assert found == [
        ("Coffee", "2007-02-21T10:30:00+00:00", "2007-02-21T11:00:00+00:00"),
        ("Lunch", "2007-02-21T12:30:00+00:00", "2007-02-21T13:30:00+00:00"),
        ("Dinner", "2007-02-21T22:30:00+00:00", "2007-02-22T01:00:00+00:00"),
    ]


def test_a_break_that_ends_before_it_starts_is_an_error_in_the_settings() -> None:
    _, noted = breaks(Break("Coffee", written("2007-02-21 10:30"), "10:00"))
    assert noted == ["content/site.toml:1:1 error ends-early"]


def test_a_break_in_a_gap_of_the_clocks_is_a_warning() -> None:
    _, noted = breaks(Break("Coffee", written("2007-03-25 01:30"), "03:00"))
    assert noted == ["content/site.toml:1:1 warning clock-change"]


@pytest.mark.parametrize(
    ("lines", "place"),
    [
        ("start: 2007-02-21 10:30\nend: 2007-04-21 12:00", "4:6"),
        ("end: 12:00", "3:6"),
        ("start: 2007-02-21\nend: 12:00", "4:6"),
        ("start: 2007-02-21 10:30\nday: 2007-02-12", "4:6"),
    ],
)
def test_a_time_that_is_hardly_meant_is_a_warning(lines: str, place: str) -> None:
    site = make_site({"sessions/a.md": f"---\ntitle: A\n{lines}\n---\n"})
    assert told(site.problems) == [f"content/sessions/a.md:{place} warning odd-time"]


def test_the_day_before_a_night_is_meant() -> None:
    site = make_site({"sessions/a.md": "---\ntitle: A\nstart: 2007-02-22 01:30\nday: 2007-02-21\n---\n"})
    assert site.problems == ()
