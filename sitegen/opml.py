"""Lists of feeds, as OPML 2.0 that feed readers import (http://opml.org/spec2.opml). No disk, no clock."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from sitegen.values import Value

# What no XML 1.0 document can hold (section 2.2), and the C1 controls, which it discourages.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_ON_THE_WEB = re.compile(r"https?://[^\s/?#\\]\S*", re.IGNORECASE)


class Outline(Value, frozen=True):
    """A feed to subscribe to; `feed_url` and `page_url` are absolute, `language` is a tag or empty."""

    title: str
    feed_url: str
    page_url: str
    language: str = ""


def write_opml(title: str, owner: str, groups: tuple[tuple[str, tuple[Outline, ...]], ...]) -> bytes:
    """Return a subscription list of the feeds in each named group, in the order given.

    A group is an outline around its feeds; where there is only one, its feeds stand alone, since
    some readers know no groups. Feeds that are not on the web (http or https) are left out, and so
    are groups without feeds. No date is written, so the same list gives the same bytes.

    OPML asks for at least one outline: a list of no feed at all is well-formed, and best not published.
    """
    root = ET.Element("opml", version="2.0")
    head = ET.SubElement(root, "head")
    ET.SubElement(head, "title").text = _line(title)
    if name := _line(owner):
        ET.SubElement(head, "ownerName").text = name
    body = ET.SubElement(root, "body")
    kept = [(name, tuple(filter(_is_on_the_web, outlines))) for name, outlines in groups]
    filled = [(name, feeds) for name, feeds in kept if feeds]
    for name, feeds in filled:
        parent = body if len(filled) == 1 else _group(body, _line(name))
        for feed in feeds:
            ET.SubElement(parent, "outline", _attributes(feed))
    ET.indent(root, " ")
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _group(body: ET.Element, name: str) -> ET.Element:
    return ET.SubElement(body, "outline", {"text": name, "title": name})


def _attributes(feed: Outline) -> dict[str, str]:
    title = _line(feed.title) or feed.feed_url
    # Readers show one or the other; the type is "rss" for a feed in any format.
    attributes = {"type": "rss", "text": title, "title": title, "xmlUrl": feed.feed_url}
    if _is_web_address(feed.page_url):
        attributes["htmlUrl"] = feed.page_url
    if language := _line(feed.language):
        attributes["language"] = language
    return attributes


def _is_on_the_web(feed: Outline) -> bool:
    return _is_web_address(feed.feed_url)


def _is_web_address(url: str) -> bool:
    return bool(_ON_THE_WEB.fullmatch(url)) and not _UNPRINTABLE.search(url)


def _line(text: str) -> str:
    return " ".join(_UNPRINTABLE.sub("", text).split())
