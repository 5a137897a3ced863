"""What the pages of sessions are made of: days and rooms, the thread line, slow chats and check-ins."""

from __future__ import annotations

from dataclasses import dataclass

from sitegen.views.items import Author, SessionItem
from sitegen.views.surroundings import Ref, Time


@dataclass(frozen=True, slots=True)
class CheckInItem:
    """A look back some time after a session, in its place on the session's page."""

    title: str
    """`Six weeks on: what did you try?`"""
    anchor: str
    """The id that it stands under."""
    time: Time
    is_due: bool
    """Whether its day has come."""


@dataclass(frozen=True, slots=True)
class StepItem:
    """A step of the way from a session into practice, and the posts that took it, oldest first."""

    step: str
    """`try`, `evaluate`, `reflect`, `refine`."""
    posts: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class ChatDayItem:
    """A day of a slow chat: its question, or none if only its date is told ahead."""

    time: Time
    question: str
    address: str
    """Of the question's page, once it has opened; empty before."""
    phase: str
    """`coming`, `open`, `closed`."""
    message: str
    """Ready for the host to copy: question, hashtag and link; empty while only the date is told."""


@dataclass(frozen=True, slots=True)
class SlowChat:
    """A session's slow chat: where its page and its calendar are, and its days."""

    session: Ref
    address: str
    calendar: str
    hashtag: str
    hosts: tuple[Author, ...]
    days: tuple[ChatDayItem, ...]


@dataclass(frozen=True, slots=True)
class ThreadPoint:
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


@dataclass(frozen=True, slots=True)
class Slot:
    """A row of a day's sheet: what starts at one time. `everywhere` stands across all rooms."""

    start: Time
    everywhere: tuple[SessionItem, ...]
    breaks: tuple[str, ...]
    """The titles of breaks, each with its hours."""
    rooms: tuple[tuple[SessionItem, ...], ...]
    """One entry for each of the day's rooms, in their order, often empty."""


@dataclass(frozen=True, slots=True)
class SessionDay:
    """A conference day: its name in words, its ISO date (empty for what has no day yet), its sessions in order."""

    day: str
    iso: str
    sessions: tuple[SessionItem, ...]
    id: str = ""


@dataclass(frozen=True, slots=True)
class DaySheet:
    """A day of the schedule: time down, rooms across."""

    day: str
    iso: str
    id: str
    zone: str
    rooms: tuple[str, ...]
    slots: tuple[Slot, ...]
