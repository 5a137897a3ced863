"""What every page is made with: the site, its links, the words of a language, and who belongs to whom."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeAlias, TypeVar

from sitegen.addresses import feed_places
from sitegen.finish import Finisher
from sitegen.links import Linker
from sitegen.site import AnyEntry, Person, Post, Session, Site, Spark
from sitegen.urls import slugify
from sitegen.views import PersonItem, SafeHtml, SessionItem, SparkItem
from sitegen.words import Words, load_words

CardView: TypeAlias = SparkItem | SessionItem | PersonItem
DrawCard: TypeAlias = Callable[[CardView, Words], str]
"""Draws the card that a lone link becomes, in a language; handed in, because the theme knows how."""
MakeCard: TypeAlias = Callable[["Room", AnyEntry], CardView | None]
"""Makes the view of a card, for what has one."""

Describe: TypeAlias = Callable[["Room", AnyEntry | None], SafeHtml]

T = TypeVar("T")


@dataclass(frozen=True)
class Index:
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


@dataclass(frozen=True)
class Room:
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

    @cached_property
    def finisher(self) -> Finisher:
        """What finishes bodies for these pages."""
        return Finisher(self.linker, self.words, self._card, self.site.bibliography)

    def in_language(self, language: str) -> Room:
        """Return the same for the pages of a language."""
        return self if language == self.words.language else replace(self, words=load_words(language))

    def body(self, entry: AnyEntry) -> SafeHtml:
        """Return an entry's whole text, finished for its own page."""
        return self.finisher.html(entry, entry.document.body.parts)

    def _card(self, entry: AnyEntry) -> str:
        if self.draw is None or self.make_card is None:
            return ""
        view = self.make_card(self, entry)
        return self.draw(view, self.words) if view is not None else ""
