"""What the pages of sessions are made of: days and rooms, the thread line, slow chats and check-ins."""

from __future__ import annotations

from sitegen.values import Value
from sitegen.views.items import Author, SessionItem
from sitegen.views.surroundings import Ref, Time


class CheckInItem(Value, frozen=True):
    """A look back some time after a session, in its place on the session's page."""

    title: str
    """`Six weeks on: what did you try?`"""
    anchor: str
    """The id that it stands under."""
    time: Time
    is_due: bool
    """Whether its day has come."""


class StepItem(Value, frozen=True):
    """A step of the way from a session into practice, and the posts that took it, oldest first."""

    step: str
    """`try`, `evaluate`, `reflect`, `refine`."""
    posts: tuple[Ref, ...]


class ChatDayItem(Value, frozen=True):
    """A day of a slow chat: its question, or none if only its date is told ahead."""

    time: Time
    question: str
    address: str
    """Of the question's page, once it has opened; empty before."""
    phase: str
    """`coming`, `open`, `closed`."""
    message: str
    """Ready for the host to copy: question, hashtag and link; empty while only the date is told."""


class SlowChat(Value, frozen=True):
    """A session's slow chat: where its page and its calendar are, and its days."""

    session: Ref
    address: str
    calendar: str
    hashtag: str
    hosts: tuple[Author, ...]
    days: tuple[ChatDayItem, ...]


class ThreadPoint(Value, frozen=True):
    """Something that hangs on a session's thread line, in its place in time."""

    kind: str
    """`spark`, `post`, `session` (the event itself), `today` (as of the build)."""
    stage: str
    """`before`, `during`, `after`."""
    title: str
    address: str
    time: Time | None
    note: str = ""
    """For a spark `open` or `closed`; for a post its steps, joined by a space."""


class Slot(Value, frozen=True):
    """A row of a day's sheet: what starts at one time. `everywhere` stands across all rooms."""

    start: Time
    everywhere: tuple[SessionItem, ...]
    breaks: tuple[str, ...]
    """The titles of breaks, each with its hours."""
    rooms: tuple[tuple[SessionItem, ...], ...]
    """One entry for each of the day's rooms, in their order, often empty."""


class SessionDay(Value, frozen=True):
    """A conference day: its name in words, its ISO date (empty for what has no day yet), its sessions in order."""

    day: str
    iso: str
    sessions: tuple[SessionItem, ...]
    id: str = ""


class DaySheet(Value, frozen=True):
    """A day of the schedule: time down, rooms across."""

    day: str
    iso: str
    id: str
    zone: str
    rooms: tuple[str, ...]
    slots: tuple[Slot, ...]
