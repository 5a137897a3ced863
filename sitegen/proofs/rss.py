"""RSS feeds against RSS 2.0 (https://www.rssboard.org/rss-specification): channel, items, dates, addresses."""

from __future__ import annotations

from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Final

from sitegen.proofs.html import faults_in_html
from sitegen.proofs.xml import Element, absent, not_absolute, read_xml, text_of, twice

if TYPE_CHECKING:
    from collections.abc import Iterator

_CONTENT: Final = "{http://purl.org/rss/1.0/modules/content/}encoded"
_ENCLOSURE: Final = ("url", "length", "type")


def faults_in_rss(data: bytes) -> Iterator[str]:
    """Yield what RSS 2.0 does not allow."""
    root = read_xml(data)
    if isinstance(root, str):
        yield root
        return
    channels = root.findall("channel")
    if root.tag != "rss" or root.get("version") != "2.0" or len(channels) != 1:
        yield f"its root is {root.tag} {root.get('version', '')} with {len(channels)} channels"
        return
    channel = channels[0]
    yield from absent(channel, ("title", "link", "description"), "the channel")
    yield from not_absolute((text_of(link) for link in channel.findall("link")), "the channel")
    yield from _dates(channel, "the channel")
    items = channel.findall("item")
    for number, item in enumerate(items, start=1):
        yield from _item(item, f"item {number}")
    yield from twice((text_of(item.find("guid")) for item in items), "the guid")


def _item(item: Element, where: str) -> Iterator[str]:
    if not text_of(item.find("title")) and not text_of(item.find("description")):
        yield f"{where} has neither a title nor a description"
    yield from absent(item, ("guid",), where)
    yield from not_absolute((text_of(link) for link in item.findall("link")), where)
    guid = item.find("guid")
    if guid is not None and guid.get("isPermaLink", "true") == "true":
        yield from not_absolute((text_of(guid),), f"the guid of {where}")
    yield from _dates(item, where)
    for enclosure in item.findall("enclosure"):
        lacks = [name for name in _ENCLOSURE if not enclosure.get(name)]
        if lacks:
            yield f"the enclosure of {where} has no {' and no '.join(lacks)}"
        yield from not_absolute((enclosure.get("url", ""),), where)
    for name in ("description", _CONTENT):
        yield from faults_in_html(text_of(item.find(name)), where)


def _dates(element: Element, where: str) -> Iterator[str]:
    for name in ("pubDate", "lastBuildDate"):
        for found in element.findall(name):
            try:
                parsedate_to_datetime(text_of(found))
            except ValueError:
                yield f"{where} has the {name} “{text_of(found)}”, which RFC 822 does not know"
