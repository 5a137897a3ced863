"""The views of all other pages: the value that the template of its name is given."""

from __future__ import annotations

from sitegen.values import Value
from sitegen.views.items import (
    Answer,
    ArchiveMonth,
    Author,
    Bio,
    Pagination,
    PersonItem,
    PostItem,
    Reference,
    Section,
    SessionItem,
    SparkItem,
    Subscription,
    TagCount,
)
from sitegen.views.surroundings import Image, Ref, SafeHtml, Time


class HomeView(Value, frozen=True):
    """`home.html`: its own text, what is on now or next, the open sparks, the newest posts."""

    title: str
    """The heading of `pages/index.md`, whose text is the home page's own; empty if there is no such file."""
    anchor: str
    """The id that this heading carries, or empty."""
    html: SafeHtml
    text_language: str
    """The language of that text, where it is not the site's."""
    waits: str
    """What keeps readers from that text, in a preview."""
    references: tuple[Reference, ...]
    answer: Answer | None
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


class PostsView(Value, frozen=True):
    """`posts.html`: the posts, newest first, a page at a time."""

    posts: tuple[PostItem, ...]
    pagination: Pagination


class PostView(Value, frozen=True):
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


class PeopleView(Value, frozen=True):
    """`people.html`: who speaks and writes, and who said that they are coming."""

    people: tuple[PersonItem, ...]
    coming: int
    """How many of those listed come to a session that is not over."""
    network: str
    """The address of everybody's feeds as one list (OPML); empty while nobody has one."""


class PersonView(Value, frozen=True):
    """`person.html`: somebody's own page; a later page, of who wrote over a hundred posts, has more of these alone."""

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
    pagination: Pagination


class PageView(Value, frozen=True):
    """`page.html`: a page that an organiser wrote."""

    title: str
    anchor: str
    html: SafeHtml
    updated: Time | None
    references: tuple[Reference, ...]
    sections: tuple[Section, ...]
    answer: Answer | None


class TagsView(Value, frozen=True):
    """`tags.html`: every tag, by name."""

    tags: tuple[TagCount, ...]


class TagView(Value, frozen=True):
    """`tag.html`: all that carries one tag, a hundred posts a page; sparks and sessions are on the first."""

    tag: Ref
    posts: tuple[PostItem, ...]
    sparks: tuple[SparkItem, ...]
    sessions: tuple[SessionItem, ...]
    pagination: Pagination


class ArchiveView(Value, frozen=True):
    """`archive.html`: every post's title, by month, newest first, up to a hundred a page."""

    months: tuple[ArchiveMonth, ...]
    pagination: Pagination


class SubscribeView(Value, frozen=True):
    """`subscribe.html`: every feed, explained to somebody who never used one."""

    site: Subscription | None
    kinds: tuple[Subscription, ...]
    sessions: tuple[Subscription, ...]
    people: tuple[Subscription, ...]
    tags: tuple[Subscription, ...]
    calendars: tuple[Ref, ...]
    """The whole schedule first, then one for each session and slow chat."""
    network: str
    """The address of everybody's own feeds as one list (OPML); empty while nobody has one."""
    email: str


class NotFoundView(Value, frozen=True):
    """`404.html`: what a reader sees who followed a lost address."""

    posts: tuple[PostItem, ...]
