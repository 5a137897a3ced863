"""Lists of feeds, as OPML 2.0 that feed readers import (http://opml.org/spec2.opml). No disk, no clock."""

from __future__ import annotations

import re

from sitegen.values import Value

# What no XML 1.0 document can hold (section 2.2), and the C1 controls, which it discourages.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_ESCAPED = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_QUOTED = _ESCAPED | str.maketrans({'"': "&quot;"})
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
    kept = [(name, tuple(filter(_is_on_the_web, outlines))) for name, outlines in groups]
    filled = [(name, feeds) for name, feeds in kept if feeds]
    body = [line for name, feeds in filled for line in _group(_line(name), feeds, is_alone=len(filled) == 1)]
    lines = (
        "<?xml version='1.0' encoding='utf-8'?>",
        '<opml version="2.0">',
        " <head>",
        f"  {_element('title', _line(title))}",
        *(f"  {_element('ownerName', name)}" for name in (_line(owner),) if name),
        " </head>",
        *((" <body>", *body, " </body>") if body else (" <body />",)),
        "</opml>",
    )
    return "".join(f"{line}\n" for line in lines).encode()


def _element(name: str, text: str) -> str:
    return f"<{name}>{text.translate(_ESCAPED)}</{name}>" if text else f"<{name} />"


def _group(name: str, feeds: tuple[Outline, ...], *, is_alone: bool) -> tuple[str, ...]:
    if is_alone:
        return tuple(f"  {_outline(_attributes(feed))} />" for feed in feeds)
    within = (f"   {_outline(_attributes(feed))} />" for feed in feeds)
    return (f"  {_outline({'text': name, 'title': name})}>", *within, "  </outline>")


def _outline(attributes: dict[str, str]) -> str:
    """Return the tag of an outline without its end."""
    given = (f' {name}="{value.translate(_QUOTED)}"' for name, value in attributes.items())
    return f"<outline{''.join(given)}"


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
