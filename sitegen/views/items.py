"""What stands in lists and beside a text: one value for each thing that several pages show alike."""

from __future__ import annotations

from sitegen.values import Value
from sitegen.views.surroundings import FeedLink, Image, Ref, SafeHtml, Time


class Author(Value, frozen=True):
    """Somebody by name, with their page if they have one."""

    name: str
    address: str = ""
    note: str = ""
    """Role and organisation, as one line."""


class Bio(Value, frozen=True):
    """An author's own words about themselves, printed under what they wrote."""

    author: Author
    html: SafeHtml
    photo: Image | None = None


class SessionItem(Value, frozen=True):
    """A session wherever it is listed."""

    title: str
    address: str
    phase: str
    """`tba` (no time yet), `before`, `now`, `after`."""
    status: str
    """`scheduled`, `moved`, `cancelled`."""
    start: Time | None
    end: Time | None
    hours: str
    """`10:30–11:30 GMT`; empty while the time is to be announced."""
    room: str
    track: str
    format: str
    mode: str
    """`in-person`, `online`, `hybrid`, or empty."""
    speakers: tuple[Author, ...]
    summary: str
    is_for_members: bool = False
    day: str = ""
    """The conference day it belongs to, in words."""
    open_sparks: int = 0
    waits: str = ""
    """In a preview of what readers do not see yet, until when they do not, in words."""


class SparkItem(Value, frozen=True):
    """A spark wherever it is listed: its question, its place in the chain."""

    question: str
    address: str
    phase: str
    """`open` or `closed`."""
    opens: Time | None
    closes: Time | None
    ends: str
    """The instant at which it closes, as ISO 8601 with its offset; empty if it never does."""
    number: int
    """Its place among its session's sparks, from 1; 0 for a spark on its own."""
    total: int
    session: Ref | None
    summary: str
    heard: SafeHtml
    hashtag: str
    """With its `#`; empty if there is none."""
    authors: tuple[Author, ...] = ()
    can_be_answered: bool = False
    """Whether its page has a way to answer: it is open, and there is a thread, a hashtag or an address to write to."""
    waits: str = ""
    """In a preview of what readers do not see yet, until when they do not, in words."""


class PostItem(Value, frozen=True):
    """A post wherever it is listed."""

    title: str
    address: str
    date: Time
    summary: SafeHtml
    authors: tuple[Author, ...]
    tags: tuple[Ref, ...]
    stage: str
    """`before`, `during`, `after`, or empty."""
    steps: tuple[str, ...]
    session: Ref | None
    is_opinion: bool = False
    language: str = ""
    """Only where it differs from the page that lists it."""
    has_more: bool = True
    """Whether the post goes on after its summary."""
    waits: str = ""
    """In a preview of what readers do not see yet, until when they do not, in words."""


class PersonItem(Value, frozen=True):
    """Somebody in the list of people."""

    author: Author
    attendance: str
    """`in-person`, `remote`, or empty."""
    is_speaking: bool
    feed: str
    """The address of their own feed elsewhere."""


class Discussion(Value, frozen=True):
    """A page's thread at a comment provider, which nobody is asked for before its reader agrees."""

    site: str
    """The site's `id`; what readers agree to is remembered for this site alone, though others share its host."""
    provider: str
    """Its name in the settings: `giscus`; what readers agree to is remembered under it."""
    title: str
    """Its name as readers know it: `Hyvor Talk`."""
    contacts: tuple[str, ...]
    """The hosts that a reader's browser contacts for it, the provider's own first."""
    load: str
    """When: `click`, `visible` (as the reader gets there) or `always`."""
    plan: str
    """What the browser does then, as JSON for the theme's script; empty where a preview shows but the place."""
    script: str
    """The asset with a script that the provider needs of the theme; empty for most."""
    account: str
    """With whom readers need an account to write; empty if they need none, or if the provider's server says."""
    is_open_to_all: bool
    """Whether readers never need an account to write."""
    link: str
    """A plain way to the discussion, as a URL; some providers have none."""
    link_kind: str
    """What is there: a `page`, a `feed`, or `data`."""
    link_at: str
    """Where it leads, as readers know it: `GitHub`."""
    is_open: bool
    """False once a spark has closed: its thread is there to be read."""


class Answer(Value, frozen=True):
    """The ways to answer: `mailto` is a whole URL with the subject; `is_open` is false once a spark has closed."""

    is_open: bool
    mailto: str = ""
    email: str = ""
    hashtag: str = ""
    discussion: str = ""
    """Where the conversation is held elsewhere (a status on Mastodon), as a URL."""
    thread: Discussion | None = None
    """The thread on the page itself."""


class Pagination(Value, frozen=True):
    """Where a page stands among the pages of a list, from 1."""

    number: int
    total: int
    newer: str
    """The address of the page before this one, or empty."""
    older: str


class Reference(Value, frozen=True):
    """A work in a list of references; `html` is its printed line."""

    id: str
    html: SafeHtml


class Section(Value, frozen=True):
    """A heading of the page's own text, for a table of contents."""

    level: int
    id: str
    text: str


class TagCount(Value, frozen=True):
    """A tag and how much carries it."""

    tag: Ref
    count: int


class ArchiveMonth(Value, frozen=True):
    """A month of the archive, in words, and its posts."""

    month: str
    id: str
    posts: tuple[PostItem, ...]


class Subscription(Value, frozen=True):
    """Something one can follow: its name, and its feeds by format."""

    title: str
    feeds: tuple[FeedLink, ...]
