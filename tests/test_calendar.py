"""Calendars: what calendar programs get, whatever the titles hold, and whenever and wherever they are written."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import icalendar
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from ical.calendar_stream import IcsCalendarStream

from sitegen.calendar import Calendar, Event, Status, write
from sitegen.calendar.empty import to_empty_ics
from sitegen.calendar.ics import to_ics
from sitegen.values import replace

EASTERN = timezone(timedelta(hours=-5))
SUMMER_TIME = timezone(timedelta(hours=1))
EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
TOWN = "https://torquay07.example.org/"
SPECIMEN = b"""\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//sitegen//sitegen//EN
DESCRIPTION:Before\\, during and after
X-WR-CALDESC:Before\\, during and after
NAME:Torquay 2007
X-WR-CALNAME:Torquay 2007
URL:https://torquay07.example.org/schedule/
BEGIN:VEVENT
SUMMARY:Networks
DTSTART:20070109T143000Z
DTEND:20070109T153000Z
DTSTAMP:20061201T080000Z
UID:tag:torquay07.example.org\\,2007:sessions/networks
SEQUENCE:3637920
CATEGORIES:networks,cpd & more
DESCRIPTION:Who is in your network?\\nBring a friend\\; bring two.
LAST-MODIFIED:20061201T080000Z
LOCATION:Hall 2\\, upstairs
STATUS:CONFIRMED
URL:https://torquay07.example.org/sessions/networks/
END:VEVENT
END:VCALENDAR
"""
HOSTILE = (
    "Q&A, or: \"quotes\"; 'more'",
    r"C:\new and C:\Notes",
    r"\, \; \n \N \\",
    "e\u0301" * 80,
    "👩‍🏫👨‍👩‍👧‍👦" * 20,
    "漢字" * 60,
    "שלום, 2007",
    "a," * 90,
    "\\" * 90,
    "x" * 66 + "é",
    "BEGIN:VEVENT",
)


def make_event(**changes: Any) -> Event:  # noqa: ANN401 - any field of an event
    event = Event(
        uid="tag:torquay07.example.org,2007:sessions/networks",
        summary="Networks",
        start=datetime(2007, 1, 9, 9, 30, tzinfo=EASTERN),
        end=datetime(2007, 1, 9, 10, 30, tzinfo=EASTERN),
        updated=datetime(2006, 12, 1, 8, 0, tzinfo=UTC),
        description="Who is in your network?\nBring a friend; bring two.",
        location="Hall 2, upstairs",
        url=f"{TOWN}sessions/networks/",
        categories=("networks", "cpd & more"),
    )
    return replace(event, **changes)


def make_calendar(*events: Event, **changes: Any) -> Calendar:  # noqa: ANN401 - any field of a calendar
    calendar = Calendar(
        name="Torquay 2007",
        description="Before, during and after",
        url=f"{TOWN}schedule/",
        events=events,
        stamp=datetime(2007, 1, 1, tzinfo=UTC),
    )
    return replace(calendar, **changes)


def read(data: bytes) -> list[icalendar.Event]:
    """Return the events as the library reads them that wrote them."""
    return list(icalendar.Calendar.from_ical(data).events)


def read_elsewhere(data: bytes) -> list[Any]:
    """Return the events as somebody else's library reads them, in the order of the file."""
    return list(IcsCalendarStream.calendar_from_ics(data.decode()).events)


def written(**changes: Any) -> icalendar.Event:  # noqa: ANN401 - any field of an event
    """Write an event with changes and read it back."""
    (event,) = read(write(make_calendar(make_event(**changes))))
    return event


def times(event: icalendar.Event) -> tuple[object, object]:
    return event.decoded("dtstart"), event.decoded("dtend")


def test_a_calendar_is_written_as_the_standards_say() -> None:
    assert write(make_calendar(make_event())) == SPECIMEN.replace(b"\n", b"\r\n")


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (datetime(2007, 1, 9, 9, 30, tzinfo=EASTERN), datetime(2007, 1, 9, 14, 30, 1, tzinfo=UTC)),
        (datetime(2007, 3, 25, 0, 30, tzinfo=UTC), datetime(2007, 3, 25, 2, 30, tzinfo=SUMMER_TIME)),
        (datetime(2007, 12, 31, 23, 0, tzinfo=EASTERN), datetime(2008, 1, 1, 1, 0, tzinfo=EASTERN)),
        (datetime(2007, 1, 9, 12, 0, tzinfo=timezone(timedelta(seconds=-75))), datetime(2007, 1, 9, 13, 0, tzinfo=UTC)),
        (date(2007, 1, 9), date(2007, 1, 10)),
        (date(2007, 2, 27), date(2007, 3, 2)),
    ],
)
def test_two_programs_read_the_same_instants_and_days(start: date, end: date) -> None:
    data = write(make_calendar(make_event(start=start, end=end)))
    (ours,), (theirs,) = read(data), read_elsewhere(data)
    assert times(ours) == (start, end)
    assert (theirs.dtstart, theirs.dtend) == (start, end)


def test_instants_are_in_utc_and_need_no_time_zone() -> None:
    data = write(make_calendar(make_event()))
    assert b"TZID" not in data
    assert b"\r\nDTSTART:20070109T143000Z\r\nDTEND:20070109T153000Z\r\n" in data


def test_days_are_days_and_the_end_is_not_one_of_them() -> None:
    data = write(make_calendar(make_event(start=date(2007, 1, 9), end=date(2007, 1, 11))))
    assert b"\r\nDTSTART;VALUE=DATE:20070109\r\nDTEND;VALUE=DATE:20070111\r\n" in data


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (date(2007, 1, 9), date(2007, 1, 9)),
        (datetime(2007, 1, 9, 9, 30, tzinfo=UTC), datetime(2007, 1, 9, 10, 30, tzinfo=SUMMER_TIME)),
        (datetime(2007, 1, 9, 9, 30, tzinfo=UTC), datetime(2007, 1, 9, 9, 30, 0, 7, tzinfo=UTC)),
    ],
)
def test_an_end_that_is_the_start_is_not_written(start: date, end: date) -> None:
    event = written(start=start, end=end)
    assert (event.decoded("dtstart"), "dtend" in event) == (start, False)


@pytest.mark.parametrize("title", HOSTILE)
def test_texts_reach_two_programs_as_they_were_written(title: str) -> None:
    event = make_event(summary=title, location=title, description=f"{title}\n\n{title}", categories=(title, "b"))
    data = write(make_calendar(event))
    (ours,), (theirs,) = read(data), read_elsewhere(data)
    expected = (title, title, f"{title}\n\n{title}")
    assert tuple(str(ours[name]) for name in ("summary", "location", "description")) == expected
    assert (theirs.summary, theirs.location, theirs.description) == expected
    assert ours.categories == [title, "b"]


@pytest.mark.parametrize("title", HOSTILE)
def test_a_calendar_has_its_name_and_description_for_new_programs_and_old(title: str) -> None:
    data = write(make_calendar(name=title, description=f"{title}\n{title}"))
    whole = IcsCalendarStream.calendar_from_ics(data.decode())
    assert (whole.name, whole.description) == ([title], [f"{title}\n{title}"])
    unfolded = data.decode().replace("\r\n ", "").split("\r\n")
    values = dict(line.split(":", 1) for line in unfolded if line)
    assert (values["X-WR-CALNAME"], values["X-WR-CALDESC"]) == (values["NAME"], values["DESCRIPTION"])


@given(st.text(st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff"), max_size=300))
@example("x" * 66 + "😀" * 40)
@example("\u0301" * 120)
def test_lines_are_folded_between_characters_and_unfold_to_the_title(title: str) -> None:
    data = write(make_calendar(make_event(summary=title), name=title))
    assert data.endswith(b"\r\n")
    lines = data.removesuffix(b"\r\n").split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert [line for line in lines if line.decode().splitlines() != [line.decode()]] == []
    (theirs,) = read_elsewhere(data)
    assert (theirs.summary or "") == " ".join(title.split())


def test_what_no_calendar_can_hold_is_taken_out() -> None:
    event = make_event(
        uid="tag:x.example,2007:\x00a",
        summary="a\x00b\x1bc\ud800d\uffff\te\x85",
        description="\n one\r\ntwo\rthree\u2028four\x08\tfive\x0b\n",
        location="Hall\n2\u2029up",
        url=f"{TOWN}\x07",
        categories=("\x02", " x \x7f"),
    )
    clean = make_event(
        uid="tag:x.example,2007:a",
        summary="abcd e",
        description="one\ntwo\nthree\nfour\tfive",
        location="Hall 2 up",
        url=TOWN,
        categories=("x",),
    )
    assert write(make_calendar(event, name="T\x05")) == write(make_calendar(clean, name="T"))


@pytest.mark.parametrize("field", ["uid", "summary", "description", "location", "url"])
@pytest.mark.parametrize("line_break", ["\r\n", "\n", "\r", "\x85", "\u2028", "\x0b"])
def test_no_text_can_forge_a_property(field: str, line_break: str) -> None:
    forged = f"x{line_break}STATUS:CANCELLED{line_break}END:VEVENT"
    data = write(make_calendar(make_event(**{field: forged})))
    assert [line for line in data.decode().splitlines() if line.startswith(("STATUS", "END"))] == [
        "STATUS:CONFIRMED",
        "END:VEVENT",
        "END:VCALENDAR",
    ]


def test_an_address_is_not_escaped_as_text_is() -> None:
    data = write(make_calendar(make_event(url=f"{TOWN}a,b;c/")))
    assert f"\r\nURL:{TOWN}a,b;c/\r\n".encode() in data
    assert [event.url for event in read_elsewhere(data)] == [f"{TOWN}a,b;c/"]


def test_what_is_empty_is_left_out() -> None:
    event = written(summary=" ", description="", location="\n", url="", categories=("",))
    assert sorted(event) == ["DTEND", "DTSTAMP", "DTSTART", "LAST-MODIFIED", "SEQUENCE", "STATUS", "UID"]


@pytest.mark.parametrize("status", Status)
def test_a_calendar_says_whether_an_event_takes_place(status: Status) -> None:
    data = write(make_calendar(make_event(status=status)))
    assert f"\r\nSTATUS:{status.name}\r\n".encode() in data
    assert [event.status.value for event in read_elsewhere(data)] == [status.name]


def test_every_change_raises_the_sequence() -> None:
    moments = [
        None,
        datetime(2000, 1, 1, 0, 1, tzinfo=UTC),
        datetime(2006, 12, 1, 8, 0, tzinfo=UTC),
        datetime(2006, 12, 1, 3, 1, tzinfo=EASTERN),
        datetime(2007, 1, 1, tzinfo=UTC),
        datetime(2026, 1, 1, tzinfo=UTC),
    ]
    sequences = [written(updated=moment).decoded("sequence") for moment in moments]
    assert sequences[:4] == [0, 1, 3_637_920, 3_637_921]
    assert sorted(set(sequences)) == sequences


@pytest.mark.parametrize(
    ("updated", "sequence"),
    [
        (datetime(1995, 5, 1, tzinfo=UTC), 0),
        (datetime(6083, 1, 1, tzinfo=UTC), 2_147_451_840),
        (datetime(9999, 12, 31, tzinfo=UTC), 2**31 - 1),
    ],
)
def test_a_sequence_is_a_positive_number_of_32_bits(updated: datetime, sequence: int) -> None:
    assert written(updated=updated).decoded("sequence") == sequence


def test_an_event_is_stamped_with_its_last_change_or_else_with_the_calendars_own_moment() -> None:
    changed = datetime(2006, 12, 1, 3, 0, 0, 999, tzinfo=EASTERN)
    events = [written(updated=changed), written(updated=None)]
    assert [(event.decoded("dtstamp"), event.decoded("last-modified")) for event in events] == [
        (datetime(2006, 12, 1, 8, 0, tzinfo=UTC),) * 2,
        (datetime(2007, 1, 1, tzinfo=UTC),) * 2,
    ]


def test_events_stand_by_their_start_and_then_by_their_uid() -> None:
    events = (
        make_event(uid="c", start=date(2007, 1, 9), end=date(2007, 1, 10)),
        make_event(uid="a", start=datetime(2007, 1, 9, 1, 0, tzinfo=SUMMER_TIME)),
        make_event(uid="d", start=datetime(2007, 1, 8, 23, 0, tzinfo=EASTERN)),
        make_event(uid="b", start=datetime(2007, 1, 9, 0, 0, tzinfo=UTC)),
        make_event(uid="e", start=datetime(2007, 1, 9, 3, 0, tzinfo=UTC)),
    )
    data = write(make_calendar(*events))
    assert [str(event["uid"]) for event in read(data)] == ["a", "b", "c", "e", "d"]
    assert write(make_calendar(*reversed(events))) == data


def test_a_calendar_without_events_has_its_name_and_a_component_all_the_same() -> None:
    data = write(make_calendar())
    whole = icalendar.Calendar.from_ical(data)
    assert str(whole["name"]) == "Torquay 2007"
    assert [component.name for component in whole.subcomponents] == ["VTIMEZONE"]
    assert (read(data), read_elsewhere(data)) == ([], [])


@pytest.mark.parametrize(
    "text", [*HOSTILE, "", " \n one\r\ntwo\x85three\t\x00four ", *("é" * n + "x" * 90 for n in range(30, 40))]
)
def test_a_calendar_without_events_is_what_icalendar_would_write(text: str) -> None:
    calendar = Calendar(name=text, description=f"{text}\n{text}", url=f"{TOWN}{text}", events=(), stamp=EPOCH)
    assert to_empty_ics(calendar) == to_ics(calendar)


@given(st.text(max_size=200), st.text(max_size=200))
@example("x" * 64 + "é", "x" * 62)
@example("x" * 70, "x" * 61 + "é")
def test_any_calendar_without_events_is_what_icalendar_would_write(name: str, description: str) -> None:
    calendar = Calendar(name=name, description=description, url=name, events=(), stamp=EPOCH)
    assert write(calendar) == to_ics(calendar)


def test_a_calendar_is_a_snapshot_and_no_invitation() -> None:
    data = write(make_calendar(make_event()))
    assert b"METHOD" not in data
    assert b"ORGANIZER" not in data


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"uid": " \x00"}, "needs a UID"),
        ({"start": datetime(2007, 1, 9, 9, 30)}, "offset"),  # noqa: DTZ001 - the mistake itself
        ({"updated": datetime(2007, 1, 9, 9, 30)}, "offset"),  # noqa: DTZ001 - likewise
        ({"end": datetime(2007, 1, 9, 9, 29, tzinfo=EASTERN)}, "networks ends before it starts"),
        ({"start": date(2007, 1, 9), "end": date(2007, 1, 8)}, "ends before it starts"),
        ({"start": date(2007, 1, 9)}, "a time at one end"),
    ],
)
def test_an_event_that_no_calendar_can_hold_is_refused(changes: dict[str, object], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        write(make_calendar(make_event(**changes)))


def specimens() -> tuple[Calendar, ...]:
    """Return calendars with a bit of everything, none of them of today."""
    titled = (make_event(uid=str(number), summary=title, updated=None) for number, title in enumerate(HOSTILE))
    days = make_event(start=date(2007, 1, 9), end=date(2007, 1, 11), status=Status.CANCELLED)
    return make_calendar(), make_calendar(make_event()), make_calendar(days, *titled)


def test_a_calendar_from_2007_knows_nothing_of_today() -> None:
    for calendar in specimens():
        assert str(datetime.now(UTC).year).encode() not in write(calendar)


@pytest.mark.parametrize("zone", ["Pacific/Auckland", "UTC"])
def test_the_bytes_are_the_same_on_another_machine(zone: str) -> None:
    program = (
        "import sys; from tests.test_calendar import *; sys.stdout.buffer.write(b''.join(map(write, specimens())))"
    )
    there = subprocess.run(  # noqa: S603 - this very Python, with arguments that stand here
        [sys.executable, "-c", program],
        env=os.environ | {"TZ": zone, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONHASHSEED": "7"},
        capture_output=True,
        check=True,
        timeout=60,
    )
    assert there.stdout == b"".join(map(write, specimens()))


def test_icalendar_is_not_imported_before_an_event_is_written() -> None:
    program = (
        "import sys; from datetime import *; from sitegen.calendar import *;"
        "write(Calendar(name='', description='', url='', events=(), stamp=datetime(2000, 1, 1, tzinfo=UTC)));"
        "print('icalendar' in sys.modules)"
    )
    answer = subprocess.run(  # noqa: S603 - this very Python, with arguments that stand here
        [sys.executable, "-c", program], capture_output=True, check=True, timeout=60
    )
    assert answer.stdout.split() == [b"False"]
