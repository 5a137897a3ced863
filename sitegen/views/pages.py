"""One view a page: the value that the template of its name is given."""

from __future__ import annotations

from dataclasses import dataclass

from sitegen.views.items import (
    Answer,
    ArchiveMonth,
    Author,
    Bio,
    DaySheet,
    Pagination,
    PersonItem,
    PostItem,
    Reference,
    Section,
    SessionDay,
    SessionItem,
    SparkItem,
    Subscription,
    TagCount,
    ThreadPoint,
)
from sitegen.views.surroundings import Image, Ref, SafeHtml, Time


@dataclass(frozen=True, slots=True)
class HomeView:
    """`home.html`: what is on now or next, the open sparks, the newest posts, in this order."""

    now: tuple[SessionItem, ...]
    next: tuple[SessionItem, ...]
    """The sessions that start next, all at the same time; empty when none is to come."""
    is_over: bool
    """Whether every session with a time has ended."""
    sparks: tuple[SparkItem, ...]
    """Open ones, the newest first."""
    heard: SparkItem | None
    """With no spark open: the last that closed with something heard."""
    posts: tuple[PostItem, ...]
    has_more_posts: bool
    dates: str
    """The days of the conference in words (`20–21 February 2007`); empty if unknown."""


@dataclass(frozen=True, slots=True)
class PostsView:
    """`posts.html`: the posts, newest first, a page at a time."""

    posts: tuple[PostItem, ...]
    pagination: Pagination


@dataclass(frozen=True, slots=True)
class PostView:
    """`post.html`: one post."""

    item: PostItem
    anchor: str
    """The id that the title's heading carries, or empty."""
    html: SafeHtml
    updated: Time | None
    session: SessionItem | None
    spark: SparkItem | None
    in_reply_to: str
    audio: Ref | None
    """`title` is empty for a file of the site (play it), else the host it is on (link to it)."""
    references: tuple[Reference, ...]
    bios: tuple[Bio, ...]
    answer: Answer | None
    newer: Ref | None
    older: Ref | None
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class SessionsView:
    """`sessions.html`: every session, by day; those without a time last."""

    days: tuple[SessionDay, ...]


@dataclass(frozen=True, slots=True)
class SessionView:
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
    answer: Answer | None
    newer: Ref | None
    """The session before it in time."""
    older: Ref | None
    """The session after it in time."""


@dataclass(frozen=True, slots=True)
class SparksView:
    """`sparks.html`: the open ones first, then the closed."""

    open: tuple[SparkItem, ...]
    closed: tuple[SparkItem, ...]


@dataclass(frozen=True, slots=True)
class SparkView:
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
    newer: Ref | None
    """The spark before it in its session's chain."""
    older: Ref | None
    """The next one in the chain."""


@dataclass(frozen=True, slots=True)
class ScheduleView:
    """`schedule.html`: the day sheets, and what is still to be announced."""

    days: tuple[DaySheet, ...]
    to_be_announced: tuple[SessionItem, ...]
    tracks: tuple[str, ...]
    """In a fixed order; a track's place in it chooses its mark."""


@dataclass(frozen=True, slots=True)
class PeopleView:
    """`people.html`: who speaks and writes, and who said that they are coming."""

    people: tuple[PersonItem, ...]
    coming: int


@dataclass(frozen=True, slots=True)
class PersonView:
    """`person.html`: somebody's own page."""

    author: Author
    pronouns: str
    organisation: Ref | None
    html: SafeHtml
    photo: Image | None
    links: tuple[Ref, ...]
    feed: str
    attendance: str
    speaks: tuple[SessionItem, ...]
    attends: tuple[SessionItem, ...]
    posts: tuple[PostItem, ...]
    sparks: tuple[SparkItem, ...]


@dataclass(frozen=True, slots=True)
class PageView:
    """`page.html`: a page that an organiser wrote."""

    title: str
    anchor: str
    html: SafeHtml
    updated: Time | None
    references: tuple[Reference, ...]
    sections: tuple[Section, ...]
    answer: Answer | None


@dataclass(frozen=True, slots=True)
class TagsView:
    """`tags.html`: every tag, by name."""

    tags: tuple[TagCount, ...]


@dataclass(frozen=True, slots=True)
class TagView:
    """`tag.html`: all that carries one tag."""

    tag: Ref
    posts: tuple[PostItem, ...]
    sparks: tuple[SparkItem, ...]
    sessions: tuple[SessionItem, ...]


@dataclass(frozen=True, slots=True)
class ArchiveView:
    """`archive.html`: every post's title, by month, newest first."""

    months: tuple[ArchiveMonth, ...]


@dataclass(frozen=True, slots=True)
class SubscribeView:
    """`subscribe.html`: every feed, explained to somebody who never used one."""

    site: Subscription | None
    kinds: tuple[Subscription, ...]
    sessions: tuple[Subscription, ...]
    people: tuple[Subscription, ...]
    tags: tuple[Subscription, ...]
    email: str


@dataclass(frozen=True, slots=True)
class NotFoundView:
    """`404.html`: what a reader sees who followed a lost address."""

    posts: tuple[PostItem, ...]
