"""Readers of the settings that are one value each: addresses, the site's id, sizes, a theme's options."""

from __future__ import annotations

import re
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from sitegen.fields import texts
from sitegen.fields.field import Field, One
from sitegen.front_matter.nodes import Mapping, Node, Scalar, shown
from sitegen.nearest import did_you_mean
from sitegen.urls import BaseUrl, parse_base_url, safe_address

if TYPE_CHECKING:
    from collections.abc import Mapping as ReadOnly

    from sitegen.fields.notes import Notes

_SITE_ID = re.compile(r"^[A-Za-z0-9@._-]+,[1-9]\d{3}(-\d{2}(-\d{2})?)?$")
_RESERVED = ("/assets/", "/media/")
"""Where the theme's files and the pictures of documents are."""
_PERMALINK_PARTS = frozenset({"slug", "year", "month", "day"})


class Host(StrEnum):
    """The host whose files are written."""

    NETLIFY = "netlify"
    PAGES = "pages"
    ANY = "any"


def base_url(node: Node, name: str, notes: Notes) -> BaseUrl | None:
    """Read where the site will live."""
    found = texts.text(node, name, notes)
    if found is None:
        return None
    try:
        return parse_base_url(found)
    except ValueError as error:
        message = f"'{name}' cannot be '{shown(found)}': {error}"
        notes.error(node.place, "bad-url", message, f'write {name} = "https://example.org"')
        return None


def site_id(node: Node, name: str, notes: Notes) -> str | None:
    """Read the authority and date of the site's tag URIs (RFC 4151 section 2.1)."""
    found = texts.text(node, name, notes)
    if found is None or _SITE_ID.match(found):
        return found
    message = f"'{name}' wants a host name and a year with a comma between them (RFC 4151)"
    notes.error(node.place, "bad-id", message, f'write {name} = "example.org,2026"')
    return None


def post_address(node: Node, name: str, notes: Notes) -> str | None:
    """Read the pattern of the posts' addresses, `/{year}/{month}/{slug}/`."""
    found = texts.text(node, name, notes)
    if found is None:
        return None
    parts = re.findall(r"\{([^{}]*)\}", found)
    unknown = next((part for part in parts if part not in _PERMALINK_PARTS), None)
    if unknown is not None:
        told = did_you_mean(unknown, _PERMALINK_PARTS, "known are: {slug}, {year}, {month}, {day}")
        notes.error(node.place, "bad-permalink", f"'{name}' has {{{shown(unknown)}}}, which is not known", told)
        return None
    try:
        sample = safe_address(re.sub(r"\{[^{}]*\}", "x", found))
        wrong = "" if "slug" in parts and sample.endswith("/") else "it needs {slug} in it, and a slash at its end"
        if "{" in sample or "}" in sample:
            wrong = "it has a brace too many"
        if sample.startswith(_RESERVED):
            wrong = "that folder is for the theme's files and for pictures"
    except ValueError as error:
        wrong = str(error)
    if wrong:
        message = f"'{name}' cannot be '{shown(found)}': {wrong}"
        notes.error(node.place, "bad-permalink", message, f'write {name.rpartition(".")[2]} = "/posts/{{slug}}/"')
        return None
    return found


def theme(node: Node, name: str, notes: Notes) -> str | None:
    """Read the name of a theme: that of a folder in `themes/`."""
    found = texts.text(node, name, notes)
    if found is None or re.fullmatch(r"\w[\w-]*", found):
        return found
    message = f"'{shown(found)}' cannot be a theme's name, which is that of its folder in themes/"
    notes.error(node.place, "bad-theme", message, f'write the folder\'s name, as in: {name} = "default"')
    return None


def page_size(node: Node, name: str, notes: Notes) -> int | None:
    """Read how many posts stand on one page of their list."""
    found = texts.whole_number(node, name, notes)
    if found == 0:
        notes.error(node.place, "wrong-type", f"'{name}' wants at least 1", f"write {name} = 10")
        return None
    return found


def options(node: Node, name: str, notes: Notes) -> MappingProxyType[str, object] | None:
    """Read what the site chooses of its theme's options; the theme says what they mean."""
    if not isinstance(node, Mapping):
        notes.error(
            node.place, "wrong-type", f"'{name}' wants its own part", f"write a line [{name}] and options below"
        )
        return None
    found: dict[str, object] = {}
    for key, value in node.entries:
        notes.places[f"{name}.{key.text}"] = value.place
        found[key.text] = value.text if isinstance(value, Scalar) else None
    return MappingProxyType(found)


PERMALINKS: ReadOnly[str, Field] = MappingProxyType(
    {
        "posts": Field(
            post_address,
            One.TEXT,
            "The address of each post. It needs `{slug}`, may have `{year}`, `{month}` and `{day}`, and ends with a "
            "slash. Without it, `/posts/{slug}/`.",
            '"/{year}/{month}/{day}/{slug}/"',
        )
    }
)
"""What `[permalinks]` says."""
