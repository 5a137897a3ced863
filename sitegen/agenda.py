"""The site to its calendars: the whole schedule, one for each session, one for each slow chat."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from sitegen.addresses import session_addresses
from sitegen.calendar import Calendar, Event, Status
from sitegen.follow_ups import chat_days
from sitegen.model import Announce, Mode, SessionStatus
from sitegen.pages.items import description
from sitegen.pages.occasions import check_in_title

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sitegen.pages.room import Room
    from sitegen.site import ChatDay, CheckIn, Session

_A_DAY = timedelta(days=1)


def make_calendars(room: Room) -> Iterator[tuple[str, Calendar]]:
    """Yield every calendar with its address; that of the whole schedule is there even while it is empty."""
    for address, make in plan_calendars(room):
        yield address, make()


def plan_calendars(room: Room) -> Iterator[tuple[str, Callable[[], Calendar]]]:
    """Yield what makes each calendar, with its address."""
    yield "/schedule.ics", partial(_schedule, room)
    for session in room.site.sessions:
        own = room.in_language(session.language)
        found = {owner: address for address, owner in session_addresses(room.site, session)}
        if "the calendar" in found:
            yield found["the calendar"], partial(_of_session, own, session)
        if "the slow chat" in found:
            yield found["the slow chat's calendar"], partial(_of_chat, own, session, found["the slow chat"])


def _schedule(room: Room) -> Calendar:
    site, settings = room.site, room.site.settings
    timed = [session for session in site.sessions if session.start is not None]
    everything = tuple(event for session in timed for event in _events(room.in_language(session.language), session))
    chats = tuple(event for session in site.sessions for event in _chat(room.in_language(session.language), session))
    name = f"{settings.title}: {room.words.say('schedule')}"
    return _calendar(room, name, settings.description, "/schedule/", (*everything, *chats))


def _of_session(room: Room, session: Session) -> Calendar:
    title = f"{room.site.settings.title}: {session.title}"
    return _calendar(room, title, description(session), session.address, _events(room, session))


def _of_chat(room: Room, session: Session, address: str) -> Calendar:
    name = f"{room.site.settings.title}: {session.title} ({room.words.say('slow_chat')})"
    return _calendar(room, name, description(session), address, _chat(room, session))


def _calendar(room: Room, name: str, about: str, address: str, events: tuple[Event, ...]) -> Calendar:
    return Calendar(
        name=name, description=about, url=room.linker.base.absolute(address), events=events, stamp=_stamp(room)
    )


def _stamp(room: Room) -> datetime:
    """Return an instant that is the same in every build: the date in the site's id."""
    return datetime(int(room.site.settings.id.partition(",")[2][:4]), 1, 1, tzinfo=UTC)


def _events(room: Room, session: Session) -> tuple[Event, ...]:
    """Return a session and its check-ins, which are in its calendar from the start."""
    if session.start is None or session.end is None:
        return ()
    fields, url = session.fields, room.linker.base.absolute(session.address)
    is_off = fields.status is SessionStatus.CANCELLED
    lines = [description(session)]
    if session.previous_start is not None:
        lines.append(f"{room.words.say('was_at')} {room.words.moment(session.previous_start)}")
    own = Event(
        uid=session.uri,
        summary=session.title,
        start=session.start,
        end=session.end,
        updated=session.updated,
        description="\n".join(filter(None, (*lines, url))),
        location=fields.room or (room.words.say("mode_online") if fields.mode is Mode.ONLINE else ""),
        url=url,
        status=Status.CANCELLED if is_off else Status.CONFIRMED,
        categories=tuple(filter(None, (fields.track,))),
    )
    return (own, *(_check_in(room, session, check_in) for check_in in session.check_ins))


def _check_in(room: Room, session: Session, check_in: CheckIn) -> Event:
    url = f"{room.linker.base.absolute(session.address)}#{check_in.anchor}"
    return Event(
        uid=check_in.uri,
        summary=f"{check_in_title(check_in, room.words)} ({session.title})",
        start=check_in.at.date(),
        end=check_in.at.date() + _A_DAY,
        updated=session.updated,
        description=url,
        url=url,
    )


def _chat(room: Room, session: Session) -> tuple[Event, ...]:
    return tuple(_chat_day(room, session, day, n) for n, day in enumerate(chat_days(room.site, session), start=1))


def _told(session: Session, day: ChatDay) -> datetime | None:
    """Return when a day's event last changed: a question that was kept is told on its day."""
    if _tells(session) or not day.is_told:
        return session.updated
    return max(session.updated or day.at, day.at, key=datetime.timestamp)


def _tells(session: Session) -> bool:
    chat = session.fields.slowchat
    return chat is not None and chat.announce is Announce.QUESTIONS


def _chat_day(room: Room, session: Session, day: ChatDay, number: int) -> Event:
    """Return a day of a slow chat, all day long; its question only if it may be told."""
    address = day.spark.address if day.spark.shows else f"{session.address}slowchat/"
    summary = day.spark.title if day.is_told else room.words.say("slow_chat_day", number=number, title=session.title)
    url = room.linker.base.absolute(address)
    return Event(
        # Where questions are kept for their day, a spark's id, with its slug, would tell them.
        uid=day.spark.uri if _tells(session) else f"{session.uri}/slow-chat/{number}",
        summary=summary,
        start=day.at.date(),
        end=day.at.date() + _A_DAY,
        updated=_told(session, day),
        description=url,
        url=url,
    )
