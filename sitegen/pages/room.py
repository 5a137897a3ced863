"""What every page is made with: the site, its links, the words of a language, and who belongs to whom."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from sitegen.addresses import feed_places
from sitegen.finish import Finisher
from sitegen.links import Linker
from sitegen.model import SessionStatus
from sitegen.site import AnyEntry, Person, Post, Session, Site, Spark
from sitegen.urls import slugify
from sitegen.values import Value, field, replace
from sitegen.views import Author, FeedLink, MenuItem, PersonItem, PostItem, Ref, SafeHtml, SessionItem, SparkItem
from sitegen.words import Words, load_words

if TYPE_CHECKING:
    from datetime import date

CardView: TypeAlias = SparkItem | SessionItem | PersonItem
DrawCard: TypeAlias = Callable[[CardView, Words], str]
"""Draws the card that a lone link becomes, in a language; handed in, because the theme knows how."""
MakeCard: TypeAlias = Callable[["Room", AnyEntry], CardView | None]
"""Makes the view of a card, for what has one."""

Describe: TypeAlias = Callable[["Room", AnyEntry | None], SafeHtml]

T = TypeVar("T")


class Index(Value, frozen=True, dict=True):
    """Who belongs to whom in a site, looked up once."""

    site: Site

    @cached_property
    def sessions(self) -> Mapping[str, Session]:
        """Sessions by slug."""
        return {session.slug: session for session in self.site.sessions}

    @cached_property
    def sparks(self) -> Mapping[str, Spark]:
        """Sparks by slug."""
        return {spark.slug: spark for spark in self.site.sparks}

    @cached_property
    def people(self) -> Mapping[str, Person]:
        """People by slug."""
        return {person.slug: person for person in self.site.people}

    @cached_property
    def sparks_of(self) -> Mapping[str, tuple[Spark, ...]]:
        """The sparks of each session, in the order of its chain."""
        return _grouped((spark.session, spark) for spark in self.site.sparks)

    @cached_property
    def posts_of_session(self) -> Mapping[str, tuple[Post, ...]]:
        """The posts of each session, oldest first."""
        return _grouped((post.fields.session, post) for post in reversed(self.site.posts))

    @cached_property
    def feed_places(self) -> frozenset[str]:
        """The addresses beside which feeds stand."""
        return frozenset(place for place, _ in feed_places(self.site))

    @cached_property
    def held_by(self) -> Mapping[str, tuple[Session, ...]]:
        """The sessions at which each person speaks, or which they host, in the site's own order."""
        return _grouped(
            (name, s) for s in self.site.sessions for name in dict.fromkeys((*s.fields.speakers, *s.fields.host))
        )

    @cached_property
    def attending(self) -> Mapping[str, tuple[Person, ...]]:
        """Those who said that they are coming to each session, and that they may be listed."""
        listed = (person for person in self.site.people if person.fields.listed)
        return _grouped((slug, person) for person in listed for slug in dict.fromkeys(person.fields.attending))

    @cached_property
    def order(self) -> Mapping[str, int]:
        """The place of each session in the site's own order, by its slug."""
        return {session.slug: number for number, session in enumerate(self.site.sessions)}

    @cached_property
    def around(self) -> Mapping[str, tuple[Session | None, Session | None]]:
        """The sessions before and after each one that has a start, in time, by its slug."""
        timed = [session for session in self.site.sessions if session.start]
        return {
            session.slug: (before, after)
            for before, session, after in zip((None, *timed), timed, (*timed[1:], None), strict=False)
        }

    @cached_property
    def days(self) -> tuple[date, date]:
        """The first day and the last of all sessions with a start, of which there is one; cancelled ones if all are."""
        timed = [(s, s.start) for s in self.site.sessions if s.start]
        held = [(s, start) for s, start in timed if s.fields.status is not SessionStatus.CANCELLED] or timed
        days = [moment.date() for s, start in held for moment in (start, s.end if s.end and s.fields.end else start)]
        return min(days), max(days)

    @cached_property
    def tag_names(self) -> Mapping[str, str]:
        """Tags as they are printed, by slug."""
        return {tag.slug: tag.name for tag in self.site.tags}

    @cached_property
    def tagged(self) -> Mapping[str, tuple[AnyEntry, ...]]:
        """What carries each tag, by the tag's slug, in the site's own order."""
        return _grouped((slug, entry) for entry in self.site.shown() for slug in tag_slugs(entry))

    @cached_property
    def written_by(self) -> Mapping[str, tuple[AnyEntry, ...]]:
        """What each person wrote, by their slug, in the site's own order."""
        return _grouped((name, entry) for entry in self.site.shown() for name in dict.fromkeys(entry.fields.authors))

    @cached_property
    def posts_of_spark(self) -> Mapping[str, tuple[Post, ...]]:
        """The posts that answer each spark, oldest first."""
        return _grouped((post.fields.spark, post) for post in reversed(self.site.posts))


def tag_slugs(entry: AnyEntry) -> tuple[str, ...]:
    """Return the slugs of an entry's tags, each once."""
    return tuple(dict.fromkeys(slugify(name) for name in entry.fields.tags))


def _grouped(pairs: Iterable[tuple[str, T]]) -> Mapping[str, tuple[T, ...]]:
    found: dict[str, list[T]] = {}
    for key, value in pairs:
        if key:
            found.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in found.items()}


class Made(Value):
    """What stands on several pages of one language, each made once and kept by its id, its slug or its name."""

    posts: dict[str, PostItem] = field(default_factory=dict)
    sessions: dict[str, SessionItem] = field(default_factory=dict)
    sparks: dict[str, SparkItem] = field(default_factory=dict)
    authors: dict[str, Author] = field(default_factory=dict)
    tags: dict[str, Ref] = field(default_factory=dict)
    menu: tuple[MenuItem, ...] | None = None
    """The menu as it is on a page that it does not lead to."""
    site_feeds: tuple[FeedLink, ...] | None = None


class Room(Value, frozen=True, dict=True, eq=False):
    """Everything that making the pages of one language needs; `in_language` gives that of another."""

    site: Site
    linker: Linker
    index: Index
    words: Words
    draw: DrawCard | None = None
    make_card: MakeCard | None = None
    describe: Describe | None = None
    """Says what a document, or with none the site, is about, for machines; handed in, as it reads pages' items."""
    scripts: tuple[str, ...] = ()
    """The theme's scripts."""
    policy: str = ""
    """The content security policy, where the host takes it from the page."""

    others: dict[str, Room] = field(default_factory=dict)
    """The rooms of all languages that were asked for."""

    @cached_property
    def made(self) -> Made:
        """What was made for these pages so far."""
        return Made()

    @cached_property
    def finisher(self) -> Finisher:
        """What finishes bodies for these pages."""
        return Finisher(self.linker, self.words, self._card, self.site.bibliography)

    def in_language(self, language: str) -> Room:
        """Return the same for the pages of a language."""
        if language == self.words.language:
            return self
        if language not in self.others:
            self.others[self.words.language] = self
            self.others[language] = replace(self, words=load_words(language))
        return self.others[language]

    def body(self, entry: AnyEntry) -> SafeHtml:
        """Return an entry's whole text, finished for its own page."""
        return self.finisher.html(entry, entry.document.body.parts)

    def _card(self, entry: AnyEntry) -> str:
        if self.draw is None or self.make_card is None:
            return ""
        view = self.make_card(self, entry)
        return self.draw(view, self.words) if view is not None else ""
