"""What is wrong with sessions among themselves: two in a room at once, a change that does not say when."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from sitegen.model import SessionStatus
from sitegen.moments import is_before, later
from sitegen.placing import warning

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from sitegen.problems import Problem
    from sitegen.site import Session

LONGEST: Final = timedelta(days=7)
"""What lasts longer was hardly meant as one session."""
A_DAY: Final = timedelta(days=1)


def check_sessions(sessions: tuple[Session, ...]) -> tuple[Problem, ...]:
    """Return the problems of sessions that overlap in one room, or changed without saying when."""
    problems: list[Problem] = []
    by_room: dict[str, list[tuple[datetime, datetime, Session]]] = {}
    for session in sessions:
        fields = session.fields
        if fields.status is not SessionStatus.SCHEDULED and fields.updated is None:
            message = f"this session is {fields.status}, and does not say since when"
            hint = "write updated: and the day, so that calendars and feeds tell their readers"
            problems.append(warning(session.document, "status", "no-updated", message, hint))
        problems += _odd_times(session)
        is_held = fields.status is not SessionStatus.CANCELLED and not fields.draft
        if is_held and fields.room and session.start and session.end:
            by_room.setdefault(fields.room, []).append((session.start, session.end, session))
    for room, held in sorted(by_room.items()):
        held.sort(key=lambda slot: (slot[0].timestamp(), slot[2].document.path))
        busy_until, busy_with = held[0][1], held[0][2]
        for start, end, session in held[1:]:
            if is_before(start, busy_until):
                message = f"{room} is taken then by '{busy_with.title}' ({busy_with.document.path})"
                problems.append(warning(session.document, "start", "room-taken", message, "change a room or a time"))
            if is_before(busy_until, end):
                busy_until, busy_with = end, session
    return tuple(problems)


def _odd_times(session: Session) -> Iterator[Problem]:
    """Yield warnings for times that are possible, and hardly meant."""
    fields, document = session.fields, session.document
    if session.start and session.end and is_before(later(session.start, LONGEST), session.end):
        message = f"this session lasts longer than {LONGEST.days} days"
        yield warning(document, "end", "odd-time", message, "make it several sessions, or mend the date")
    if fields.end is not None and session.start is None:
        message = "'end' is left aside, because 'start' has no time of day"
        yield warning(document, "end", "odd-time", message, "write start: with its time, as in: 2026-01-05 09:30")
    if session.start and fields.day and abs(fields.day - session.start.date()) > A_DAY:
        message = f"the session belongs to {fields.day}, and starts on {session.start:%Y-%m-%d}"
        yield warning(document, "day", "odd-time", message, "'day' is for sessions that go past midnight")
