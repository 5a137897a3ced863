"""Readers of addresses: what leads elsewhere, or to a file of the site; never what a browser would run."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sitegen.fields.notes import key_of
from sitegen.fields.texts import plain
from sitegen.front_matter.nodes import shown
from sitegen.urls import is_external

if TYPE_CHECKING:
    from sitegen.fields.notes import Notes
    from sitegen.front_matter.nodes import Node

_WEB = re.compile(r"^https?://[^\s/?#]+[^\s]*$", re.IGNORECASE)
_WAY_IN = re.compile(r"^(?:https?://[^\s/?#]+[^\s]*|mailto:\S+@\S+|tel:[+\d][\d .()-]*)$", re.IGNORECASE)
_FILES = frozenset(
    {"md", "html", "xml", "atom", "json", "rss", "txt", "pdf", "jpg", "jpeg", "png", "gif", "svg", "php"}
)
_IN_FULL = {
    "mastodon": "https://example.social/@jo/123456, the address of the status",
    "feed": "https://example.org/feed.xml",
}
"""Addresses to offer, by field."""


def web_address(node: Node, name: str, notes: Notes) -> str | None:
    """Read an absolute http or https URL."""
    return _address(node, name, notes, _WEB, "https://")


def way_in(node: Node, name: str, notes: Notes) -> str | None:
    """Read where to go or whom to write to: an http, https, mailto or tel URL."""
    return _address(node, name, notes, _WAY_IN, "https:// (or mailto:)")


def _address(node: Node, name: str, notes: Notes, pattern: re.Pattern[str], wanted: str) -> str | None:
    found = plain(node, name, notes)
    if found is None or pattern.match(found):
        return found
    host = re.match(r"^(?:[\w-]+\.)+(?P<last>[\w-]+)(?:/\S*)?$", found)
    handle = re.match(r"^@(?P<who>\w+)@(?P<host>[\w.-]+)$", found) if key_of(name) == "mastodon" else None
    hint = f"write it in full, as in: {key_of(name)}: {_IN_FULL.get(key_of(name), 'https://example.org/a-page/')}"
    if host and host["last"].lower() not in _FILES:
        hint = f"write {key_of(name)}: https://{found}"
    if handle:
        whole = f"https://{handle['host']}/@{handle['who']}/123456"
        hint = f"write the address of the status, as in: mastodon: {whole}"
    notes.error(node.place, "bad-url", f"'{name}' wants an address that begins with {wanted}", hint)
    return None


def file_or_address(node: Node, name: str, notes: Notes) -> str | None:
    """Read an http(s) URL, an address of the site, or a file's path beside the document."""
    found = plain(node, name, notes)
    if found is None or _WEB.match(found):
        return found
    if is_external(found) or "\\" in found:
        hint = "write a file's path beside this one, or an address that begins with https://"
        notes.error(node.place, "bad-url", f"'{name}' cannot be '{shown(found)}'", hint)
        return None
    return found


def way_or_handle(node: Node, name: str, notes: Notes) -> str | None:
    """Read where somebody is found: an http, https, mailto or tel URL, or a handle without an address."""
    found = plain(node, name, notes)
    if found and is_external(found) and not _WAY_IN.match(found):
        hint = f"write it as in: {key_of(name)}: https://example.org, or the name alone"
        notes.error(node.place, "bad-url", f"'{name}' cannot lead to '{shown(found)}'", hint)
        return None
    return found
