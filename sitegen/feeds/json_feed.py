"""JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sitegen.feeds.model import Format, printable

if TYPE_CHECKING:
    from sitegen.feeds.model import Entry, Feed, Person


def write(feed: Feed) -> bytes:
    """Return the feed as UTF-8 JSON, one member a line; members without a value are left out."""
    feed = printable(feed)
    document: dict[str, object] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.page_url,
        "feed_url": feed.urls[FORMAT.name],
        "description": feed.description,
        "icon": feed.icon,
        "authors": _people(feed.authors),
        "language": feed.language,
    }
    # `items` is required, so it stays when there are none.
    whole = _given(document) | {"items": [_item(entry) for entry in feed.entries]}
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def _written(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)[1:-1]


def _item(entry: Entry) -> dict[str, object]:
    enclosure = entry.enclosure
    attachment = enclosure and {
        "url": enclosure.url,
        "mime_type": enclosure.media_type,
        "size_in_bytes": enclosure.size,
    }
    item: dict[str, object] = {
        "id": entry.id,
        "url": entry.url,
        "title": entry.title,
        "summary": entry.summary,
        "image": entry.image,
        "date_published": entry.published.isoformat(),
        "date_modified": entry.updated.isoformat(),
        "authors": _people(entry.authors),
        "tags": list(entry.tags),
        "language": entry.language,
        "attachments": [attachment] if attachment else [],
    }
    # An item must have content, even where it is empty.
    return _given(item) | {"content_html": entry.html}


def _people(people: tuple[Person, ...]) -> list[dict[str, object]]:
    return [_given({"name": person.name, "url": person.url}) for person in people]


def _given(members: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in members.items() if value}


FORMAT = Format(name="json", file="feed.json", media_type="application/feed+json", write=write, written=_written)
