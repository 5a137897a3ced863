"""The views of the pages where people meet: sessions, sparks, the schedule, slow chats."""

from __future__ import annotations

from sitegen.values import Value
from sitegen.views.items import Answer, Author, Bio, Pagination, PersonItem, PostItem, Reference, SessionItem, SparkItem
from sitegen.views.occasions import CheckInItem, DaySheet, SessionDay, SlowChat, StepItem, ThreadPoint
from sitegen.views.surroundings import Ref, SafeHtml, Time


class SessionsView(Value, frozen=True):
    """`sessions.html`: every session, by day; those without a time last."""

    days: tuple[SessionDay, ...]


class SessionView(Value, frozen=True):
    """`session.html`: the hub of one conversation: before, during, after."""

    item: SessionItem
    anchor: str
    html: SafeHtml
    """The outline, and whatever else the host wrote."""
    previous_start: Time | None
    updated: Time | None
    hosts: tuple[Author, ...]
    audience: str
    level: str
    coming: int
    """How many are coming, or 0."""
    register: str
    join: str
    hashtag: str
    slides: Ref | None
    recording: Ref | None
    resources: tuple[Ref, ...]
    sparks: tuple[SparkItem, ...]
    before: tuple[PostItem, ...]
    during: tuple[PostItem, ...]
    after: tuple[PostItem, ...]
    heard: SafeHtml
    thread: tuple[ThreadPoint, ...]
    references: tuple[Reference, ...]
    bios: tuple[Bio, ...]
    """Of its speakers."""
    check_ins: tuple[CheckInItem, ...]
    steps: tuple[StepItem, ...]
    """All four, in their order, once one of them was taken; else none."""
    attending: tuple[PersonItem, ...]
    """Those who said that they are coming, and that they may be listed."""
    slow_chat: SlowChat | None
    calendar: str
    """The address of its calendar; empty while it has no time."""
    answer: Answer | None
    newer: Ref | None
    """The session before it in time."""
    older: Ref | None
    """The session after it in time."""


class SparksView(Value, frozen=True):
    """`sparks.html`: the open ones first, then the closed, a hundred a page."""

    open: tuple[SparkItem, ...]
    closed: tuple[SparkItem, ...]
    coming: tuple[SlowChat, ...]
    """Slow chats that have days to come; on the first page."""
    pagination: Pagination


class SparkView(Value, frozen=True):
    """`spark.html`: the question large, the provocation, and the way to answer."""

    item: SparkItem
    anchor: str
    html: SafeHtml
    session: SessionItem | None
    posts: tuple[PostItem, ...]
    """The posts that answer it."""
    references: tuple[Reference, ...]
    bios: tuple[Bio, ...]
    answer: Answer | None
    share: tuple[Ref, ...]
    """Where to pass the question on: plain links, each with the name of where it leads."""
    room: str
    """The address of the question for a hall."""
    newer: Ref | None
    """The spark before it in its session's chain."""
    older: Ref | None
    """The next one in the chain."""


class RoomView(Value, frozen=True):
    """`room.html`: one question for a hall, to be read from its last row; no other page links here but the spark's."""

    item: SparkItem
    code: SafeHtml
    """A QR code of `url`, as an SVG that takes its colour from the text around it."""
    url: str
    """The question's own page."""
    shown_url: str
    """The same as people type it, without `https://` and the last slash."""


class SlowChatView(Value, frozen=True):
    """`slowchat.html`: the days of a slow chat, each with a message ready to copy."""

    chat: SlowChat
    session: SessionItem


class ScheduleView(Value, frozen=True):
    """`schedule.html`: the day sheets, and what is still to be announced."""

    days: tuple[DaySheet, ...]
    to_be_announced: tuple[SessionItem, ...]
    tracks: tuple[str, ...]
    """In a fixed order; a track's place in it chooses its mark."""
    calendar: str
    """The address of the whole schedule as a calendar."""
