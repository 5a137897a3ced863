"""Readers of the settings that have fields of their own: feeds, breaks, the menu."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from sitegen.fields import lists, texts, times, web
from sitegen.model import Written
from sitegen.settings.tables import table, tables
from sitegen.settings.values import Break, FeedSettings, MenuEntry
from sitegen.urls import is_external

if TYPE_CHECKING:
    from sitegen.fields.notes import Notes, Reader
    from sitegen.front_matter.nodes import Node


class _Format(StrEnum):
    RSS = "rss"
    ATOM = "atom"
    JSON = "json"


def breaks(node: Node, name: str, notes: Notes) -> tuple[Break, ...]:
    """Read the `[[break]]` parts."""
    readers: dict[str, Reader] = {"title": texts.title, "start": times.moment, "end": times.moment_or_time}
    found = tables(readers, ("title", "start"))(node, name, notes)
    return tuple(Break(**values) for values in found if isinstance(values["start"], Written))


def menu(node: Node, name: str, notes: Notes) -> tuple[MenuEntry, ...]:
    """Read the `[[menu]]` parts."""
    readers: dict[str, Reader] = {"title": texts.title, "url": _menu_url}
    return tuple(MenuEntry(**values) for values in tables(readers, ("title", "url"))(node, name, notes))


def _menu_url(node: Node, name: str, notes: Notes) -> str | None:
    found = texts.text(node, name, notes)
    if found is None or (found.startswith("/") and not found.startswith("//")):
        return found
    if is_external(found):
        return web.web_address(node, name, notes)
    notes.error(node.place, "bad-url", f"'{name}' wants an address of the site", f'write url = "/{found.strip("/")}/"')
    return None


def feeds(node: Node, name: str, notes: Notes) -> FeedSettings | None:
    """Read the `[feeds]` part."""
    readers: dict[str, Reader] = {
        "formats": lists.list_of(texts.choice(_Format)),
        "limit": texts.whole_number,
        "everywhere": texts.yes_or_no,
    }
    values = table(readers)(node, name, notes)
    if values is None:
        return None
    if "formats" in values:
        values["formats"] = tuple(str(choice) for choice in values["formats"])
    return FeedSettings(**values)
