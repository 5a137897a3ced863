"""The schedule: a sheet a day, time down and rooms across."""

from __future__ import annotations

from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from sitegen.pages.items import session_item
from sitegen.pages.page import MakePage, Page, list_page
from sitegen.pages.times import time_view
from sitegen.site import Pause, Session
from sitegen.views import DaySheet, ScheduleView, Slot
from sitegen.zones import zone

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from sitegen.pages.room import Room


def pages_of_timetable(room: Room) -> Iterator[MakePage]:
    """Yield what makes the schedule's page."""
    yield partial(_schedule, room)


def _schedule(room: Room) -> Page:
    site = room.site
    timed = [session for session in site.sessions if session.start and session.day]
    pauses = {pause: pause.start.date() for pause in site.pauses}
    here = zone(site.settings.timezone)
    days = {(session.day, session.zone.key) for session in timed if session.day}
    days |= {(day, here.key) for day in pauses.values()}
    held: dict[tuple[date, str], list[Session]] = {sheet: [] for sheet in days}
    resting: dict[tuple[date, str], list[Pause]] = {sheet: [] for sheet in days}
    for session in timed:
        if session.day:
            held[session.day, session.zone.key].append(session)
    for pause, on in pauses.items():
        resting[on, here.key].append(pause)
    sheets = [_sheet(room, *sheet, held[sheet], resting[sheet]) for sheet in sorted(days)]
    counted = {session.fields.track for session in timed if session.fields.track}
    view = ScheduleView(
        tuple(sheets),
        tuple(session_item(room, session) for session in site.sessions if session.start is None),
        tuple(sorted(counted, key=str.casefold)),
        "/schedule.ics",
    )
    return list_page(room, "/schedule/", "schedule", view, room.words.say("schedule"))


def _sheet(room: Room, day: date, zone_key: str, sessions: list[Session], pauses: list[Pause]) -> DaySheet:
    used = {session.fields.room for session in sessions if session.fields.room}
    known = [name for name in room.site.settings.rooms if name in used]
    rooms = (*known, *sorted(used - set(known), key=str.casefold))
    starts: list[tuple[datetime, Session | Pause]] = [(s.start, s) for s in sessions if s.start]
    starts += [(pause.start, pause) for pause in pauses]
    starts.sort(key=lambda pair: pair[0].timestamp())
    slots = []
    for _, pairs in groupby(starts, key=lambda pair: pair[0].timestamp()):
        at_once = list(pairs)
        slots.append(_slot(room, at_once[0][0], [thing for _, thing in at_once], rooms))
    suffix = (
        "" if zone_key == room.site.settings.timezone else "-" + zone_key.rpartition("/")[2].lower().replace("_", "-")
    )
    first = starts[0][0]
    return DaySheet(
        day=room.words.date(day),
        iso=day.isoformat(),
        id=f"day-{day.isoformat()}{suffix}",
        zone=room.words.zone_name(first),
        rooms=rooms,
        slots=tuple(slots),
    )


def _slot(room: Room, moment: datetime, things: list[Session | Pause], rooms: tuple[str, ...]) -> Slot:
    sessions = [thing for thing in things if isinstance(thing, Session)]
    pauses = [thing for thing in things if isinstance(thing, Pause)]
    return Slot(
        start=time_view(moment, room.words),
        everywhere=tuple(session_item(room, s) for s in sessions if not s.fields.room),
        breaks=tuple(f"{pause.title}, {room.words.hours(pause.start, pause.end)}" for pause in pauses),
        rooms=tuple(tuple(session_item(room, s) for s in sessions if s.fields.room == name) for name in rooms),
    )
