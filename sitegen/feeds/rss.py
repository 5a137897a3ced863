"""RSS 2.0 (https://www.rssboard.org/rss-specification), with `content:encoded` and Dublin Core's names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sitegen.feeds.generator import add, as_xml, begin
from sitegen.feeds.model import Format, printable

if TYPE_CHECKING:
    from sitegen.feeds.model import Feed

_MARKUP = re.compile(r"&(?=[#\w])|<(?=[a-zA-Z/!?])")
_IMAGE = re.compile(r"\.(?:gif|jpe?g|png)$", re.IGNORECASE)


def write(feed: Feed) -> bytes:
    """Return the feed as RSS: the summary as `description`, the whole text as `content:encoded`."""
    feed = printable(feed)
    generator = begin(feed, FORMAT)
    generator.load_extension("dc", atom=False)
    generator.description(_as_html(feed.description or feed.title))
    if _IMAGE.search(feed.icon):
        generator.image(url=feed.icon, title=feed.title, link=feed.page_url)
    for entry in feed.entries:
        added = add(generator, entry)
        if entry.summary:
            added.summary(_as_html(entry.summary))
        if enclosure := entry.enclosure:
            added.enclosure(enclosure.url, enclosure.size, enclosure.media_type)
        # RSS's own `author` is an e-mail address, which nobody should have to publish.
        added.dc.dc_creator([person.name for person in entry.authors or feed.authors])
        if entry.language not in {"", feed.language}:
            added.dc.dc_language(entry.language)
    return bytes(generator.rss_str(pretty=True))


def _as_html(text: str) -> str:
    """Return plain text for an element that readers show as HTML, escaped where it would read as markup."""
    return _MARKUP.sub(lambda match: "&amp;" if match[0] == "&" else "&lt;", text)


FORMAT = Format(name="rss", file="feed.xml", media_type="application/rss+xml", write=write, written=as_xml)
