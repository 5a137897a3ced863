"""The site's calendars: which there are, what is in them, and what keeps its UID."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from sitegen.agenda import make_calendars
from sitegen.calendar import Status
from sitegen.claims import claim_addresses
from sitegen.pages import make_pages
from tests.sitemaking import make_room, make_settings, make_site

if TYPE_CHECKING:
    from sitegen.calendar import Calendar, Event
    from sitegen.settings import Settings

TAG = "tag:torquay07.example.org,2007:"
BASE = "https://torquay07.example.org"
SESSION = "---\ntitle: N\nstart: 2007-02-21 10:30\nend: 11:30\n{lines}---\nText.\n"
CHAT = "slowchat:\n  starts: 2007-02-15 08:00\nsparks:\n  a: A?\n"


def calendars(files: dict[str, str], settings: Settings | None = None) -> dict[str, Calendar]:
    """Return the calendars of a site by their addresses."""
    return dict(make_calendars(make_room(make_site(files, settings=settings))))


def event_of(lines: str) -> Event:
    """Return the first event of the calendar of one session."""
    return calendars({"sessions/n.md": SESSION.format(lines=lines)})["/sessions/n/session.ics"].events[0]


def test_a_site_without_sessions_has_an_empty_calendar() -> None:
    found = calendars({})
    assert {address: calendar.events for address, calendar in found.items()} == {"/schedule.ics": ()}


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("", {"/sessions/n/session.ics"}),
        (CHAT, {"/sessions/n/session.ics", "/sessions/n/slowchat.ics"}),
        ("status: cancelled\nupdated: 2007-02-01\n", {"/sessions/n/session.ics"}),
    ],
)
def test_a_session_has_its_own_calendar_and_its_chats(lines: str, expected: set[str]) -> None:
    found = calendars({"sessions/n.md": SESSION.format(lines=lines)})
    assert set(found) == {"/schedule.ics", *expected}


@pytest.mark.parametrize(
    "lines",
    [CHAT, f"status: cancelled\nupdated: 2007-02-01\n{CHAT}", "slowchat:\n  starts: 2007-02-15 08:00\n"],
    ids=["with a question", "cancelled", "without a question"],
)
def test_a_slow_chats_page_and_calendar_are_published_where_they_are_claimed(lines: str) -> None:
    site = make_site({"sessions/n.md": SESSION.format(lines=lines)})
    room = make_room(site)
    published = {page.address for page in make_pages(room)} | {address for address, _ in make_calendars(room)}
    below = {address for address in claim_addresses(site)[0] if address.startswith("/sessions/n/")}
    feeds = {address for address in below if "feed." in address}
    assert {address for address in published if address.startswith("/sessions/n/")} == below - feeds


def test_a_session_to_be_announced_has_no_calendar_and_is_in_none() -> None:
    found = calendars({"sessions/n.md": "---\ntitle: N\nstart: 2007-02-21\nfollow_up: 1 week\n---\n"})
    assert {address: calendar.events for address, calendar in found.items()} == {"/schedule.ics": ()}


def test_an_event_is_told_whole() -> None:
    found = event_of("room: Main Hall\ntrack: Learning\nupdated: 2007-02-01 09:00\nsummary: Short.\n")
    shown = (found.uid, found.summary, found.start, found.end, found.location, found.categories, found.url)
    assert shown == (
        f"{TAG}sessions/n",
        "N",
        datetime(2007, 2, 21, 10, 30, tzinfo=UTC),
        datetime(2007, 2, 21, 11, 30, tzinfo=UTC),
        "Main Hall",
        ("Learning",),
        f"{BASE}/sessions/n/",
    )
    assert (found.description, found.updated) == (
        f"Short.\n{BASE}/sessions/n/",
        datetime(2007, 2, 1, 9, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    ("lines", "status"),
    [
        ("", Status.CONFIRMED),
        ("status: moved\nupdated: 2007-02-01\n", Status.CONFIRMED),
        ("status: cancelled\nupdated: 2007-02-01\n", Status.CANCELLED),
    ],
)
def test_a_cancelled_session_stays_and_says_so(lines: str, status: Status) -> None:
    assert event_of(lines).status is status


def test_a_moved_session_says_where_it_was() -> None:
    lines = "status: moved\nupdated: 2007-02-01\nprevious_start: 2007-02-20 14:00\n"
    assert "Tuesday 20 February 2007, 14:00 GMT" in event_of(lines).description


@pytest.mark.parametrize(("lines", "place"), [("mode: online\n", "Online"), ("mode: hybrid\nroom: Hall\n", "Hall")])
def test_an_event_is_where_the_author_said(lines: str, place: str) -> None:
    assert event_of(lines).location == place


def test_what_is_for_members_is_in_no_event() -> None:
    lines = "access: members\njoin: https://osprey.example.org/\nslides: https://osprey.example.org/s.pdf\n"
    text = SESSION.format(lines=lines) + "<!-- members -->\nThe osprey text.\n"
    assert "osprey" not in repr(calendars({"sessions/n.md": text}))


def test_a_check_in_is_a_day_with_the_sessions_name() -> None:
    found = calendars({"sessions/n.md": SESSION.format(lines="follow_up: 6 weeks\n")})
    [_, look] = found["/sessions/n/session.ics"].events
    assert (look.uid, look.summary, look.start, look.end) == (
        f"{TAG}sessions/n/check-in-6-weeks",
        "Six weeks on: what did you try? (N)",
        date(2007, 4, 4),
        date(2007, 4, 5),
    )


def test_the_whole_schedule_has_what_every_other_calendar_has() -> None:
    other = SESSION.format(lines="follow_up: 1 week\n")
    found = calendars({"sessions/n.md": SESSION.format(lines=CHAT), "sessions/o.md": other})
    rest = {event.uid for address, calendar in found.items() if address != "/schedule.ics" for event in calendar.events}
    assert {event.uid for event in found["/schedule.ics"].events} == rest


def test_a_chat_across_midnight_is_on_the_day_of_its_own_zone() -> None:
    lines = "timezone: Pacific/Tongatapu\n" + CHAT
    found = calendars({"sessions/n.md": SESSION.format(lines=lines)}, make_settings(timezone="Pacific/Honolulu"))
    [day] = found["/sessions/n/slowchat.ics"].events
    # Eight in the morning of the 15th in Tonga is the 14th everywhere else.
    assert (day.start, day.end) == (date(2007, 2, 15), date(2007, 2, 16))


def test_a_calendar_is_written_in_its_sessions_language() -> None:
    lines = "lang: de\nmode: online\n" + CHAT
    found = calendars({"sessions/n.md": SESSION.format(lines=lines)})
    assert found["/sessions/n/slowchat.ics"].name == "Torquay 2007: N (Slow Chat)"
    assert found["/sessions/n/session.ics"].events[0].location == "Online"
