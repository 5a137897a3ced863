"""JSON feeds against JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from sitegen.proofs.html import faults_in_html
from sitegen.proofs.xml import not_absolute, twice

if TYPE_CHECKING:
    from collections.abc import Iterator

_VERSION: Final = "https://jsonfeed.org/version/1.1"


def faults_in_json_feed(data: bytes) -> Iterator[str]:
    """Yield what JSON Feed 1.1 does not allow."""
    try:
        feed = json.loads(data.decode("utf-8"))
    except ValueError as error:
        yield f"it is no JSON: {error}"
        return
    if not isinstance(feed, dict) or not isinstance(feed.get("items"), list):
        yield "it is no object with items"
        return
    if feed.get("version") != _VERSION:
        yield f"its version is {feed.get('version')!r}"
    if not _is_text(feed.get("title")):
        yield "it has no title"
    yield from not_absolute((feed[name] for name in ("home_page_url", "feed_url", "icon") if name in feed), "the feed")
    yield from _authors(feed, "the feed")
    for number, item in enumerate(feed["items"], start=1):
        yield from _item(item, f"item {number}")
    yield from twice((str(item.get("id", "")) for item in feed["items"] if isinstance(item, dict)), "the id")


def _item(item: Any, where: str) -> Iterator[str]:  # noqa: ANN401  # whatever JSON can hold
    if not isinstance(item, dict):
        yield f"{where} is no object"
        return
    if not _is_text(item.get("id")):
        yield f"{where} has no id"
    if not any(isinstance(item.get(name), str) for name in ("content_html", "content_text")):
        yield f"{where} has no content"
    yield from not_absolute((item[name] for name in ("url", "external_url", "image") if name in item), where)
    for name in ("date_published", "date_modified"):
        if name in item and not _is_moment(item[name]):
            yield f"{where} has the {name} {item[name]!r}, which RFC 3339 does not know"
    yield from _authors(item, where)
    for attachment in item.get("attachments", []):
        yield from not_absolute((str(attachment.get("url", "")),), where)
        if not attachment.get("mime_type"):
            yield f"an attachment of {where} has no mime_type"
    yield from faults_in_html(str(item.get("content_html", "")), where)


def _authors(part: dict[str, Any], where: str) -> Iterator[str]:
    for author in part.get("authors", []):
        if not any(author.get(name) for name in ("name", "url", "avatar")):
            yield f"an author of {where} has neither name nor address"
        yield from not_absolute((author[name] for name in ("url", "avatar") if name in author), where)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_moment(value: object) -> bool:
    try:
        return isinstance(value, str) and datetime.fromisoformat(value).utcoffset() is not None
    except ValueError:
        return False
