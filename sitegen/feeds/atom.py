"""Atom (RFC 4287)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol

from sitegen.feeds.generator import add, as_xml, begin
from sitegen.feeds.model import Entry, Feed, Format, Person, printable
from sitegen.values import Value

if TYPE_CHECKING:
    from collections.abc import Iterable

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def write(feed: Feed) -> bytes:
    """Return the feed as Atom, with the whole text of every entry as escaped HTML."""
    feed = printable(feed)
    generator = begin(feed, FORMAT)
    if feed.description:
        generator.subtitle(feed.description)
    if feed.icon:
        generator.icon(feed.icon)
    # RFC 4287 section 4.1.1: an entry without an author needs a feed with one.
    generator.author(_people(feed.authors or (Person(feed.title),)))
    for entry in feed.entries:
        added = add(generator, entry)
        added.author(_people(entry.authors))
        if entry.summary:
            added.summary(entry.summary)
        language = "" if entry.language == feed.language else entry.language
        added.register_extension("completion", partial(_Completion, entry, language), rss=False)
    return bytes(generator.atom_str(pretty=True))


def _people(people: tuple[Person, ...]) -> list[dict[str, str]]:
    return [{"name": person.name, "uri": person.url} for person in people]


class _Element(Protocol):
    """What is used of lxml's elements."""

    def set(self, key: str, value: str, /) -> None: ...
    def append(self, element: _Element, /) -> None: ...
    def makeelement(self, tag: str, attributes: dict[str, str], /) -> _Element: ...
    def iterfind(self, path: str, /) -> Iterable[_Element]: ...


class _Completion(Value, frozen=True):
    """An extension of feedgen, which drops all but `href` of an entry's links and knows `xml:lang` for feeds only."""

    entry: Entry
    language: str

    def extend_atom(self, element: _Element) -> None:
        """Complete the element of the entry."""
        if self.language:
            element.set(_XML_LANG, self.language)
        for link in element.iterfind("link"):
            link.set("rel", "alternate")
            link.set("type", "text/html")
        if enclosure := self.entry.enclosure:
            attributes = {
                "href": enclosure.url,
                "rel": "enclosure",
                "type": enclosure.media_type,
                "length": str(enclosure.size),
            }
            element.append(element.makeelement("link", attributes))


FORMAT = Format(name="atom", file="feed.atom", media_type="application/atom+xml", write=write, written=as_xml)
