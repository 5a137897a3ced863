"""The schedule as readers see it: rooms side by side, breaks and keynotes across, the night on its day, two zones."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sitegen.views import ScheduleView, SessionsView
from tests.building import BuiltSite, built_in, words, write_site
from tests.phases import LONDON, ZONES, instant, phases_at
from tests.sitemaking import pages_of

if TYPE_CHECKING:
    from pathlib import Path
    from xml.etree.ElementTree import Element

NOW = instant("2007-03-27 12:00")
SETTINGS = """title = "Day"
base_url = "https://day.example.org"
id = "day.example.org,2007"
timezone = "Europe/London"
rooms = ["Seminar 1", "Main Hall"]
[[break]]
title = "Coffee"
start = "2007-02-21 10:30"
end = "11:00"
"""
SESSION = "---\ntitle: {title}\nstart: {start}\nend: {end}\n{lines}---\nText.\n"


def session(title: str, start: str, end: str, lines: str = "") -> str:
    """Return the text of a session."""
    return SESSION.format(title=title, start=start, end=end, lines=lines)


FILES = {
    "sessions/keynote.md": session("The keynote", "2007-02-21 09:30", "10:30"),
    "sessions/one.md": session("Parallel one", "2007-02-21 11:00", "12:00", "room: Main Hall\n"),
    "sessions/two.md": session("Parallel two", "2007-02-21 11:00", "12:00", "room: Seminar 1\n"),
    "sessions/night.md": session("The night", "2007-02-22 01:30", "02:30", "day: 2007-02-21\nroom: Main Hall\n"),
    "sessions/next.md": session("The next day", "2007-02-22 09:00", "10:00", "room: Main Hall\n"),
    "sessions/far.md": session("From afar", "2007-02-21 18:00", "19:00", "timezone: Pacific/Tongatapu\nmode: online\n"),
    "sessions/tba.md": "---\ntitle: The surprise\n---\nText.\n",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """Return a site of two days and two zones."""
    root: Path = tmp_path_factory.mktemp("schedule") / "site"
    return built_in(write_site(root, FILES, SETTINGS), instant("2007-02-14 12:00"))


def sheets(site: BuiltSite) -> list[tuple[str, str, list[tuple[str, list[str], list[str], list[list[str]]]]]]:
    """Return the schedule's sheets: day, rooms, and in each row the hour, what is across, breaks, and each room's."""
    return [
        (
            f"{sheet.iso} {sheet.zone}",
            " | ".join(sheet.rooms),
            [
                (
                    slot.start.iso,
                    [item.title for item in slot.everywhere],
                    list(slot.breaks),
                    [[item.title for item in column] for column in slot.rooms],
                )
                for slot in sheet.slots
            ],
        )
        for sheet in schedule_of(site).days
    ]


def schedule_of(site: BuiltSite) -> ScheduleView:
    """Return what a site's schedule shows."""
    view = pages_of(site.built.site)["/schedule/"].view
    assert isinstance(view, ScheduleView)
    return view


def test_a_day_has_its_rooms_in_the_organisers_order_and_across_what_is_for_all(site: BuiltSite) -> None:
    assert sheets(site) == [
        (
            "2007-02-21 GMT",
            "Seminar 1 | Main Hall",
            [
                ("2007-02-21T09:30:00+00:00", ["The keynote"], [], [[], []]),
                ("2007-02-21T10:30:00+00:00", [], ["Coffee, 10:30–11:00 GMT"], [[], []]),
                ("2007-02-21T11:00:00+00:00", [], [], [["Parallel two"], ["Parallel one"]]),
                ("2007-02-22T01:30:00+00:00", [], [], [[], ["The night"]]),
            ],
        ),
        (
            "2007-02-21 UTC+13",
            "",
            [("2007-02-21T18:00:00+13:00", ["From afar"], [], [])],
        ),
        (
            "2007-02-22 GMT",
            "Main Hall",
            [("2007-02-22T09:00:00+00:00", [], [], [["The next day"]])],
        ),
    ]
    assert [item.title for item in schedule_of(site).to_be_announced] == ["The surprise"]


def rows(page: Element) -> list[list[str]]:
    """Return what a page's tables say, row by row and cell by cell."""
    return [[words(cell) for cell in row if cell.tag in {"td", "th"}] for row in page.iter("tr")]


def test_the_page_shows_what_is_parallel_in_one_row_and_what_is_across_in_one_cell(site: BuiltSite) -> None:
    page = site.page("/schedule/")
    text = words(page)
    places = [text.find(title) for title in ("The keynote", "Coffee", "Parallel two", "Parallel one", "The night")]
    assert places == sorted(places)
    assert -1 not in places
    across = [words(cell) for cell in page.iter() if cell.tag in {"td", "th"} and cell.get("colspan") == "2"]
    assert ["The keynote" in across[0], "Coffee" in across[1], len(across)] == [True, True, 2]
    [parallel] = [row for row in rows(page) if any("Parallel one" in cell for cell in row)]
    assert [("Parallel two" in cell, "Parallel one" in cell) for cell in parallel[1:]] == [(True, False), (False, True)]


def test_the_list_of_sessions_has_the_night_on_the_day_given(site: BuiltSite) -> None:
    view = pages_of(site.built.site)["/sessions/"].view
    assert isinstance(view, SessionsView)
    assert [(day.iso, [item.title for item in day.sessions]) for day in view.days] == [
        ("2007-02-21", ["From afar", "The keynote", "Parallel one", "Parallel two", "The night"]),
        ("2007-02-22", ["The next day"]),
        ("", ["The surprise"]),
    ]


@pytest.mark.parametrize("zone", ZONES)
def test_the_night_of_the_clocks_is_on_saturdays_sheet_in_every_zone(zone: str) -> None:
    view = phases_at(NOW, zone).pages()["/schedule/"].view
    assert isinstance(view, ScheduleView)
    found = {sheet.iso: [slot.start.iso[:16] for slot in sheet.slots] for sheet in view.days}
    assert found == {
        "2007-03-24": ["2007-03-25T00:30"],
        "2007-03-28": ["2007-03-28T10:30", "2007-03-28T11:30", "2007-03-28T15:00", "2007-03-28T19:00"],
        "2007-03-29": ["2007-03-29T10:30"],
    }
    [items] = [slot.everywhere for sheet in view.days for slot in sheet.slots if sheet.iso == "2007-03-24"]
    expected = "00:30 GMT–02:30 BST" if zone == LONDON else "00:30–02:30"
    assert items[0].hours.startswith(expected)


def test_a_cancelled_and_a_moved_session_stay_on_the_schedule_and_say_so() -> None:
    view = phases_at(NOW).pages()["/schedule/"].view
    assert isinstance(view, ScheduleView)
    columns = [column for sheet in view.days for slot in sheet.slots for column in slot.rooms]
    found = {item.address: item.status for column in columns for item in column}
    assert (found["/sessions/cancelled/"], found["/sessions/moved/"]) == ("cancelled", "moved")
