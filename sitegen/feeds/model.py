"""The nouns of feeds: what a feed says in any format, and what a format is.

Values only; they arrive finished, with absolute URLs and HTML that needs nothing more.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from types import MappingProxyType

from sitegen.values import Value, replace

# What no XML 1.0 document can hold (section 2.2), and the C1 controls, which it discourages.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


class Person(Value, frozen=True):
    """Somebody who wrote something; `url` is absolute or empty."""

    name: str
    url: str = ""


class Enclosure(Value, frozen=True):
    """A recording that readers may fetch beside the text; `size` is in bytes."""

    url: str
    media_type: str
    size: int


class Entry(Value, frozen=True, kw_only=True):
    """One thing that a feed tells of."""

    id: str
    """A tag URI (RFC 4151), which stays when the page moves."""
    title: str
    """Plain text: `&` and `<` stand for themselves."""
    url: str
    html: str
    summary: str
    """Plain text."""
    published: datetime
    updated: datetime
    authors: tuple[Person, ...] = ()
    tags: tuple[str, ...] = ()
    language: str = ""
    image: str = ""
    enclosure: Enclosure | None = None


class Feed(Value, frozen=True, kw_only=True):
    """A list of entries, newest first, under a name."""

    id: str
    title: str
    description: str
    language: str
    page_url: str
    urls: Mapping[str, str]
    """The feed's own absolute URL in each format, by the format's name."""
    updated: datetime
    """When the feed last changed, as long as it has no entries; after that the entries say."""
    entries: tuple[Entry, ...] = ()
    authors: tuple[Person, ...] = ()
    icon: str = ""

    @property
    def last_updated(self) -> datetime:
        """When anything in the feed last changed."""
        return max((entry.updated for entry in self.entries), default=self.updated)


class Format(Value, frozen=True):
    """A format of feeds: its name in the settings, its file's name, its media type, and how it is written."""

    name: str
    file: str
    media_type: str
    write: Callable[[Feed], bytes]
    """The same feed gives the same bytes, at any time and on any machine."""
    written: Callable[[str], str]
    """How the HTML of an entry stands in such a file."""


def printable(feed: Feed) -> Feed:
    """Return the feed as every format can write it.

    Text is without characters that XML or UTF-8 cannot hold, titles and names are on one line and
    not empty, and dates have an offset of whole minutes, which is all that RFC 3339 and RFC 5322 know.
    """
    return replace(
        feed,
        title=_line(feed.title) or feed.page_url,
        description=_line(feed.description),
        urls=MappingProxyType(dict(feed.urls)),
        updated=_in_minutes(feed.updated),
        entries=tuple(_printable_entry(entry) for entry in feed.entries),
        authors=_printable_people(feed.authors),
    )


def _printable_entry(entry: Entry) -> Entry:
    return replace(
        entry,
        title=_line(entry.title) or entry.url,
        html=_UNPRINTABLE.sub("", entry.html),
        summary=_line(entry.summary),
        published=_in_minutes(entry.published),
        updated=_in_minutes(entry.updated),
        authors=_printable_people(entry.authors),
        tags=tuple(filter(None, map(_line, entry.tags))),
    )


def _printable_people(people: tuple[Person, ...]) -> tuple[Person, ...]:
    named = (Person(_line(person.name), person.url) for person in people)
    return tuple(person for person in named if person.name)


def _line(text: str) -> str:
    return " ".join(_UNPRINTABLE.sub("", text).split())


def _in_minutes(moment: datetime) -> datetime:
    offset = moment.utcoffset()
    if offset is None:
        raise ValueError("a feed's dates need an offset")
    return moment.astimezone(UTC) if offset % timedelta(minutes=1) else moment
