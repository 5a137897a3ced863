"""The whole site as one value: every document that shows, linked, ordered and phased at one instant.

Sequences are in the order in which pages show them; what belongs together is found by slug.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Generic, TypeVar
from zoneinfo import ZoneInfo

from sitegen.kinds.pages import PageFields
from sitegen.kinds.people import PersonFields
from sitegen.kinds.posts import PostFields
from sitegen.kinds.sessions import SessionFields
from sitegen.kinds.sparks import SparkFields
from sitegen.model import Attachment, Document, Fields, Reference, Stage
from sitegen.problems import Problem
from sitegen.settings import Settings
from sitegen.values import Value, field

if TYPE_CHECKING:
    from collections.abc import Iterator


class State(StrEnum):
    """Whether a document shows at the instant of the build, and if not, why."""

    PUBLISHED = "published"
    SCHEDULED = "scheduled"
    DRAFT = "draft"
    EXPIRED = "expired"
    UNLISTED = "unlisted"
    """A person who is no author, speaker or host, and did not say that they want to be listed."""


class SessionPhase(StrEnum):
    """Where a session is in time; `TBA` has no time yet."""

    TBA = "tba"
    BEFORE = "before"
    NOW = "now"
    AFTER = "after"


class SparkPhase(StrEnum):
    """Whether a spark that shows can still be answered."""

    OPEN = "open"
    CLOSED = "closed"


class Preview(Value, frozen=True):
    """What a build shows that readers would not see."""

    drafts: bool = False
    scheduled: bool = False
    is_hidden: bool = False
    """Search engines are asked to stay away."""
    has_threads: bool = True
    """Whether pages have threads of the comment provider's; else they show where these would be."""


F = TypeVar("F", bound=Fields)


class Entry(Value, Generic[F], frozen=True, kw_only=True):
    """A document in its place in the site. All moments carry the zone in which they are shown."""

    document: Document
    fields: F
    id: str
    uri: str
    """The tag URI that feeds, calendars and threads know it by (RFC 4151)."""
    address: str
    language: str
    state: State
    shows: bool
    """Whether this build shows it: it is published, or the preview asks for it."""
    appears: dt.datetime | None = None
    """From when it is published; None: from the start."""
    expires: dt.datetime | None = None
    updated: dt.datetime | None = None

    @property
    def slug(self) -> str:
        """Return the document's slug."""
        return self.document.slug

    @property
    def title(self) -> str:
        """Return the document's title."""
        return self.fields.title


class Post(Entry[PostFields], frozen=True, kw_only=True):
    """A post; `day` is the day as its author wrote it."""

    date: dt.datetime
    day: dt.date
    has_time: bool
    stage: Stage | None


class CheckIn(Value, frozen=True):
    """A look back some time after a session: what did you try? It stands on the session's page."""

    id: str
    uri: str
    anchor: str
    at: dt.datetime
    days: int
    """How long after the session's end."""
    is_due: bool


class Session(Entry[SessionFields], frozen=True, kw_only=True):
    """A session; without a time of day it has a `start` of None, and a `day` if the organiser gave one."""

    zone: ZoneInfo
    start: dt.datetime | None
    end: dt.datetime | None
    day: dt.date | None
    phase: SessionPhase
    previous_start: dt.datetime | None
    check_ins: tuple[CheckIn, ...] = ()
    """In the order of their times."""


class Spark(Entry[SparkFields], frozen=True, kw_only=True):
    """A spark; `number` of `total` is its place among its session's, `session` that session's slug or empty."""

    session: str
    opens: dt.datetime | None
    closes: dt.datetime | None
    phase: SparkPhase
    number: int
    total: int
    is_slow: bool = False
    """Whether it opens on its day of its session's slow chat."""


class ChatDay(Value, frozen=True):
    """A day of a slow chat and its question; one that `is_told` not yet has only its date to show."""

    at: dt.datetime
    spark: Spark
    is_told: bool


class Person(Entry[PersonFields], frozen=True, kw_only=True):
    """Somebody with a file."""


class Page(Entry[PageFields], frozen=True, kw_only=True):
    """A page that an organiser wrote."""

    @property
    def is_home(self) -> bool:
        """Whether it is the home page's own text, and has no page to itself."""
        return self.address == "/"


AnyEntry = Post | Session | Spark | Person | Page


class Pause(Value, frozen=True):
    """A break in the schedule."""

    title: str
    start: dt.datetime
    end: dt.datetime


class Tag(Value, frozen=True):
    """A tag as it is printed, the slug it is found under, and how many posts that show carry it."""

    slug: str
    name: str
    posts: int = 0


class Redirect(Value, frozen=True):
    """An old address and the one that it leads to."""

    alias: str
    address: str


class Site(Value, frozen=True, dict=True):
    """Everything that pages, feeds and calendars are made from."""

    settings: Settings
    now: dt.datetime
    preview: Preview
    posts: tuple[Post, ...] = ()
    """Newest first."""
    sessions: tuple[Session, ...] = ()
    """By start; those without a time last."""
    sparks: tuple[Spark, ...] = ()
    """By session and place in the chain."""
    people: tuple[Person, ...] = ()
    """By name."""
    pages: tuple[Page, ...] = ()
    """By title."""
    hidden: tuple[AnyEntry, ...] = ()
    """What does not show."""
    pauses: tuple[Pause, ...] = ()
    tags: tuple[Tag, ...] = ()
    """By name."""
    redirects: tuple[Redirect, ...] = ()
    attachments: Mapping[str, Attachment] = field(default_factory=lambda: MappingProxyType({}))
    """By path."""
    bibliography: Mapping[str, Reference] = field(default_factory=lambda: MappingProxyType({}))
    """The works in `references.bib`, by id."""
    problems: tuple[Problem, ...] = ()
    next_change: dt.datetime | None = None
    """The next instant at which the clock alone changes what the site shows."""

    def sparks_of(self, slug: str) -> tuple[Spark, ...]:
        """Return all of a session's sparks in the order of their chain, those that do not show yet too."""
        return self._chains.get(slug, ())

    @cached_property
    def _chains(self) -> Mapping[str, tuple[Spark, ...]]:
        hidden = (entry for entry in self.hidden if isinstance(entry, Spark) and entry.state is State.SCHEDULED)
        chains: dict[str, list[Spark]] = {}
        for spark in sorted((*self.sparks, *hidden), key=lambda spark: spark.number):
            chains.setdefault(spark.session, []).append(spark)
        return {slug: tuple(chain) for slug, chain in chains.items()}

    def shown(self) -> Iterator[AnyEntry]:
        """Yield every document that shows."""
        yield from self.posts
        yield from self.sessions
        yield from self.sparks
        yield from self.people
        yield from self.pages

    def everything(self) -> Iterator[AnyEntry]:
        """Yield every document, shown or not."""
        yield from self.shown()
        yield from self.hidden
