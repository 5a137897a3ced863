"""Readers of the settings that have fields of their own: feeds, comments, breaks, the menu."""

from __future__ import annotations

import re
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from sitegen.fields import lists, texts, times, web
from sitegen.model import Written
from sitegen.nearest import did_you_mean
from sitegen.settings.tables import table, tables
from sitegen.settings.values import Break, CommentSettings, FeedSettings, MenuEntry
from sitegen.urls import is_external

if TYPE_CHECKING:
    from sitegen.fields.notes import Notes, Reader
    from sitegen.front_matter.nodes import Node

_PROVIDERS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "none": ((), ()),
    "giscus": (("repo", "repo_id", "category", "category_id"), ()),
    "utterances": (("repo",), ("label",)),
    "disqus": (("shortname",), ()),
    "isso": (("url",), ()),
    "remark42": (("host", "site_id"), ()),
    "cusdis": (("app_id",), ("host",)),
    "hyvor": (("website_id",), ()),
    "comentario": (("host",), ()),
    "mastodon": ((), ()),
}
"""What each comment provider is told: what it cannot do without, and the rest."""


class _Format(StrEnum):
    RSS = "rss"
    ATOM = "atom"
    JSON = "json"


class _Load(StrEnum):
    CLICK = "click"
    VISIBLE = "visible"
    ALWAYS = "always"


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


def comments(node: Node, name: str, notes: Notes) -> CommentSettings | None:
    """Read the `[comments]` part and that of its provider."""
    readers: dict[str, Reader] = {"provider": texts.text, "load": texts.choice(_Load), "email": _email}
    for one, (wanted, others) in _PROVIDERS.items():
        readers[one] = table(dict.fromkeys((*wanted, *others), texts.text))
    values = table(readers)(node, name, notes)
    if values is None:
        return None
    provider = values.get("provider", "")
    if provider and provider not in _PROVIDERS:
        told = did_you_mean(provider, _PROVIDERS, f"known are: {', '.join(sorted(_PROVIDERS))}")
        place = notes.places[f"{name}.provider"]
        notes.error(place, "unknown-value", f"there is no comment provider '{provider}'", told)
        return None
    options = values.get(provider) or {}
    for needed in _PROVIDERS[provider][0] if provider else ():
        if needed not in options and f"{name}.{provider}.{needed}" not in notes.places:
            place = notes.places.get(f"{name}.{provider}") or notes.places[f"{name}.provider"]
            hint = f'write under [{name}.{provider}]: {needed} = "…"'
            notes.warn(place, "missing-field", f"{provider} cannot do without its '{needed}'", hint)
    load = str(values.get("load", "click"))
    return CommentSettings(provider, load, values.get("email", ""), MappingProxyType(options))


def _email(node: Node, name: str, notes: Notes) -> str | None:
    found = texts.text(node, name, notes)
    if found is None or re.fullmatch(r"[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+", found):
        return found
    notes.error(
        node.place, "bad-email", f"'{found}' is not a mail address", 'write it as in: email = "sparks@example.org"'
    )
    return None
