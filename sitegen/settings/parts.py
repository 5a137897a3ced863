"""Readers of the settings that have fields of their own: feeds, breaks, the menu."""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from sitegen.fields import lists, texts, times, web
from sitegen.fields.field import Choice, Field, ListOf, One, readers_of
from sitegen.model import Written
from sitegen.settings.tables import table, tables
from sitegen.settings.values import Break, FeedSettings, MenuEntry
from sitegen.urls import is_external

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sitegen.fields.notes import Notes
    from sitegen.front_matter.nodes import Node


class _Format(StrEnum):
    RSS = "rss"
    ATOM = "atom"
    JSON = "json"


def breaks(node: Node, name: str, notes: Notes) -> tuple[Break, ...]:
    """Read the `[[break]]` parts."""
    found = tables(readers_of(BREAK), ("title", "start"))(node, name, notes)
    return tuple(Break(**values) for values in found if isinstance(values["start"], Written))


def menu(node: Node, name: str, notes: Notes) -> tuple[MenuEntry, ...]:
    """Read the `[[menu]]` parts."""
    return tuple(MenuEntry(**values) for values in tables(readers_of(MENU), ("title", "url"))(node, name, notes))


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
    values = table(readers_of(FEEDS))(node, name, notes)
    if values is None:
        return None
    if "formats" in values:
        values["formats"] = tuple(str(choice) for choice in values["formats"])
    return FeedSettings(**values)


BREAK: Mapping[str, Field] = MappingProxyType(
    {
        "title": Field(texts.title, One.TEXT, "What it is.", '"Coffee"'),
        "start": Field(times.moment, One.MOMENT, "When it begins.", '"2007-02-21 10:30"'),
        "end": Field(
            times.moment_or_time,
            One.MOMENT_OR_TIME,
            "When it ends; a time alone is on the same day. Without it, half an hour later.",
            '"11:00"',
        ),
    }
)
"""What each `[[break]]` says."""

MENU: Mapping[str, Field] = MappingProxyType(
    {
        "title": Field(texts.title, One.TEXT, "What readers see.", '"Schedule"'),
        "url": Field(
            _menu_url,
            One.TEXT,
            "Where it leads: an address of the site, which begins with `/`, or one elsewhere in full.",
            '"/schedule/"',
        ),
    }
)
"""What each `[[menu]]` says."""

FEEDS: Mapping[str, Field] = MappingProxyType(
    {
        "formats": Field(
            lists.list_of(texts.choice(_Format)),
            ListOf(Choice(_Format)),
            "Which formats: `rss`, `atom`, `json`. Without it, all three.",
            '["rss", "atom", "json"]',
        ),
        "limit": Field(
            texts.whole_number,
            One.NUMBER,
            "How many entries each has. Without it, 20; a session's feed always has all.",
            "20",
        ),
        "everywhere": Field(
            texts.yes_or_no,
            One.YES_OR_NO,
            "`false`: the site's own feed alone. Without it, each list, session, tag and person has one too.",
            "true",
        ),
    }
)
"""What `[feeds]` says."""
