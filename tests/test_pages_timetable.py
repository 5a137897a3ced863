"""The schedule: a sheet a day and zone, time down and rooms across."""

from __future__ import annotations

from sitegen.fields.times import iso_moment
from sitegen.settings import Break
from sitegen.views import DaySheet, ScheduleView
from tests.sitemaking import make_settings, make_site, view_of


def session(title: str, start: str, room: str = "", more: str = "") -> str:
    """Return the text of a session."""
    return f"---\ntitle: {title}\nstart: {start}\nroom: {room}\n{more}---\n"


def schedule(files: dict[str, str], **settings: object) -> ScheduleView:
    """Return the schedule of a site."""
    return view_of(make_site(files, settings=make_settings(**settings)), "/schedule/", ScheduleView)


def grid(sheet: DaySheet) -> list[tuple[str, list[str], list[str], list[list[str]]]]:
    """Return a sheet's rows: the hour, what is everywhere, the breaks, and each room's sessions."""
    return [
        (
            slot.start.clock,
            [item.title for item in slot.everywhere],
            list(slot.breaks),
            [[item.title for item in room] for room in slot.rooms],
        )
        for slot in sheet.slots
    ]


def test_a_day_is_by_time_and_room_in_the_organisers_order() -> None:
    view = schedule(
        {
            "sessions/a.md": session("A", "2007-02-21 10:30", "Seminar 1", "track: cpd\n"),
            "sessions/b.md": session("B", "2007-02-21 10:30", "Main Hall", "track: Blogs\n"),
            "sessions/c.md": session("C", "2007-02-21 09:00", "", "track: cpd\n"),
            "sessions/d.md": session("D", "2007-02-21 10:30", "Main Hall"),
            "sessions/e.md": "---\ntitle: E\ntrack: none yet\n---\n",
        },
        rooms=("Main Hall", "Empty room", "Seminar 1"),
        breaks=(Break("Coffee", iso_moment("2007-02-21 10:00"), "10:30"),),
    )
    (sheet,) = view.days
    assert (sheet.day, sheet.iso, sheet.id, sheet.zone, sheet.rooms) == (
        "Wednesday 21 February 2007",
        "2007-02-21",
        "day-2007-02-21",
        "GMT",
        ("Main Hall", "Seminar 1"),
    )
    assert grid(sheet) == [
        ("09:00", ["C"], [], [[], []]),
        ("10:00", [], ["Coffee, 10:00–10:30 GMT"], [[], []]),
        ("10:30", [], [], [["B", "D"], ["A"]]),
    ]
    assert [item.title for item in view.to_be_announced] == ["E"]
    assert view.tracks == ("Blogs", "cpd")


def test_rooms_that_the_settings_do_not_name_are_by_name() -> None:
    view = schedule(
        {
            "sessions/a.md": session("A", "2007-02-21 10:30", "b room"),
            "sessions/b.md": session("B", "2007-02-21 10:30", "A room"),
        }
    )
    assert view.days[0].rooms == ("A room", "b room")


def test_a_session_past_midnight_stands_last_on_the_organisers_day() -> None:
    view = schedule(
        {
            "sessions/a.md": session("Night", "2007-02-22 01:30", "Bar", "day: 2007-02-21\n"),
            "sessions/b.md": session("Evening", "2007-02-21 20:00", "Bar"),
            "sessions/c.md": session("Morning", "2007-02-22 09:00", "Bar"),
        }
    )
    assert [(sheet.iso, [row[3] for row in grid(sheet)]) for sheet in view.days] == [
        ("2007-02-21", [[["Evening"]], [["Night"]]]),
        ("2007-02-22", [[["Morning"]]]),
    ]


def test_each_zone_of_a_day_has_its_own_sheet() -> None:
    view = schedule(
        {
            "sessions/a.md": session("Here", "2007-02-21 10:30"),
            "sessions/b.md": session("There", "2007-02-21 10:30", "", "timezone: America/New_York\n"),
        },
        breaks=(Break("Coffee", iso_moment("2007-02-21 10:00"), "10:30"),),
    )
    assert sorted((sheet.id, sheet.zone, [row[1] for row in grid(sheet)]) for sheet in view.days) == [
        ("day-2007-02-21", "GMT", [[], ["Here"]]),
        ("day-2007-02-21-new-york", "EST", [["There"]]),
    ]


def test_a_day_of_breaks_alone_has_a_sheet_too() -> None:
    view = schedule({}, breaks=(Break("Dinner", iso_moment("2007-02-20 19:00"), "21:00"),))
    assert [(sheet.iso, grid(sheet)) for sheet in view.days] == [
        ("2007-02-20", [("19:00", [], ["Dinner, 19:00–21:00 GMT"], [])])
    ]


def test_a_site_without_sessions_has_an_empty_schedule() -> None:
    view = schedule({})
    assert (view.days, view.to_be_announced, view.tracks) == ((), (), ())


def test_a_session_with_a_day_and_no_time_is_to_be_announced() -> None:
    view = schedule({"sessions/a.md": "---\ntitle: A\nstart: 2007-02-21\n---\n"})
    assert (view.days, [item.title for item in view.to_be_announced]) == ((), ["A"])
    assert view.to_be_announced[0].day == "Wednesday 21 February 2007"


def test_a_cancelled_session_stays_in_its_place_and_says_so() -> None:
    view = schedule(
        {"sessions/a.md": session("A", "2007-02-21 10:30", "Hall", "status: cancelled\nupdated: 2007-02-01\n")}
    )
    assert view.days[0].slots[0].rooms[0][0].status == "cancelled"


def test_the_two_hours_of_a_change_of_clocks_are_in_the_order_of_time() -> None:
    view = schedule(
        {
            "sessions/a.md": session("Second", "2007-10-28T01:15:00+00:00"),
            "sessions/b.md": session("First", "2007-10-28T01:30:00+01:00"),
        }
    )
    assert [row[1] for row in grid(view.days[0])] == [["First"], ["Second"]]
