"""What Atom and RSS have in common, handed to feedgen: the only place here that imports it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from feedgen.entry import FeedEntry
    from feedgen.feed import FeedGenerator

    from sitegen.feeds.model import Entry, Feed, Format


def begin(feed: Feed, in_format: Format) -> FeedGenerator:
    """Return a generator that knows all about the feed but its entries."""
    from feedgen.feed import FeedGenerator  # noqa: PLC0415 - it takes 70 ms, and most builds write no feed anew

    generator = FeedGenerator()
    generator.id(feed.id)
    generator.title(feed.title)
    # The last link becomes the <link> of RSS, so the page comes after the feed itself.
    generator.link(href=feed.urls[in_format.name], rel="self", type=in_format.media_type)
    generator.link(href=feed.page_url, rel="alternate", type="text/html")
    generator.language(feed.language)
    # Left alone, feedgen writes the time of the build and its own name and version.
    generator.updated(feed.last_updated)
    generator.generator("sitegen")
    return generator


def add(generator: FeedGenerator, entry: Entry) -> FeedEntry:
    """Add an entry after those that are there, and return it for what its format adds."""
    added = generator.add_entry(order="append")
    added.id(entry.id)
    added.title(entry.title)
    added.link(href=entry.url)
    added.published(entry.published)
    added.updated(entry.updated)
    added.category([{"term": tag} for tag in entry.tags])
    # Atom has no type "CDATA", and escaped text is safe with any `]]>`.
    added.content(entry.html, type="html")
    return added


def as_xml(text: str) -> str:
    """Return a text as it stands within an element (XML 1.0, section 2.4); `>` is escaped too."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
