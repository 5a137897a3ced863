"""Readers of lists and of fields within fields: tags, people, paths, links, a theme's own data."""

from __future__ import annotations

import re
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from sitegen.fields.curly import bare, uncurled_items
from sitegen.fields.notes import Notes, key_of
from sitegen.fields.texts import slug_in, text, title
from sitegen.front_matter.nodes import Mapping, Node, Scalar, Sequence, quoted, shown
from sitegen.model import NamedLink
from sitegen.urls import check_component, is_external, safe_address, slugify

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Mapping as ReadOnly

T = TypeVar("T")

_INITIALS = re.compile(r"^([A-Z]\.[ -]?)+$")


def items(node: Node, name: str, notes: Notes) -> tuple[Node, ...]:
    """Return a list's nodes; a single value is a list of one, an empty one of none."""
    if isinstance(node, Sequence):
        return node.items
    if isinstance(node, Scalar):
        return (node,) if node.text.strip() else ()
    notes.error(node.place, "wrong-type", f"'{name}' wants a list", f"write {key_of(name)}: [one, two]")
    return ()


def list_of(read: Callable[[Node, str, Notes], T | None]) -> Callable[[Node, str, Notes], tuple[T, ...] | None]:
    """Return a reader of a list whose items `read` reads; each once, with its place by its number (`tags[0]`)."""

    def reader(node: Node, name: str, notes: Notes) -> tuple[T, ...] | None:
        found: dict[T, None] = {}
        for item in uncurled_items(items(node, name, notes), name, notes):
            value = read(item, name, notes)
            if value is not None and value not in found:
                notes.places[f"{name}[{len(found)}]"] = item.place
                found[value] = None
        return tuple(found)

    return reader


def tags(node: Node, name: str, notes: Notes) -> tuple[str, ...] | None:
    """Read tags; a single value with commas is a list that lacks its brackets."""
    if isinstance(node, Scalar) and "," in node.text:
        parts = [bare(part.strip()) for part in node.text.split(",") if part.strip()]
        hint = f"write {key_of(name)}: [{', '.join(parts)}]"
        notes.error(node.place, "wrong-type", f"'{name}' wants a list", hint)
        return None
    return list_of(_tag)(node, name, notes)


def _tag(node: Node, name: str, notes: Notes) -> str | None:
    found = text(node, name, notes)
    if found is None:
        return None
    if reason := _unfit(slugify(found)):
        message = f"the tag '{shown(found)}' cannot be part of an address: {reason}"
        notes.error(node.place, "bad-tag", message, "write another word")
        return None
    return found


@lru_cache(maxsize=4096)
def _unfit(slug: str) -> str:
    """Return why a slug cannot be part of an address; an empty text for one that can."""
    if not slug:
        return "it has no letter and no digit"
    try:
        check_component(slug)
    except ValueError as error:
        return str(error)
    return ""


def people(node: Node, name: str, notes: Notes) -> tuple[str, ...] | None:
    """Read names of people: slugs, or printed names with a space in them."""
    key = key_of(name)
    if isinstance(node, Scalar) and "," in node.text:
        parts = [bare(part.strip()) for part in bare(node.text.strip()).split(",") if part.strip()]
        is_one = len(parts) == 2 and _INITIALS.match(parts[1])  # noqa: PLR2004  # family name and initials
        written = quoted(bare(node.text.strip())) if is_one else ", ".join(parts)
        notes.error(node.place, "wrong-type", f"'{key}' wants a list of people", f"write {key}: [{written}]")
        return None
    nodes = node.items if isinstance(node, Sequence) else ()
    words = [item.text if isinstance(item, Scalar) and not item.is_quoted else "" for item in nodes]
    if any(_INITIALS.match(word) for word in words):
        joined: list[str] = []
        for word in words:
            if joined and _INITIALS.match(word):
                joined[-1] += f", {word}"
            else:
                joined.append(word)
        message = f"'{key}' reads as {len(words)} people here, because of its commas"
        notes.error(node.place, "unquoted", message, f"write {key}: [{', '.join(quoted(n) for n in joined)}]")
        return None
    return list_of(_person)(node, name, notes)


def _person(node: Node, name: str, notes: Notes) -> str | None:
    found = title(node, name, notes)
    if found is None or " " in found:
        return found
    if "/" in found or found.endswith(".md"):
        message = f"'{key_of(name)}' names people, and '{shown(found)}' is a path"
        notes.error(node.place, "bad-reference", message, f"write {slug_in(found)}")
        return None
    return found.lstrip("@")


def _alias(node: Node, name: str, notes: Notes) -> str | None:
    written = text(node, name, notes)
    if written is None:
        return None
    try:
        address = safe_address(written if written.startswith("/") else f"/{written}")
    except ValueError as error:
        hint = "delete it: no page can be made at that address"
        if is_external(written):
            without_scheme = written.partition("//")[2] if "//" in written else written
            hint = f"write the old address from its first slash on: /{without_scheme.partition('/')[2]}"
        elif "\\" in written:
            hint = f"write {'/' + written.replace(chr(92), '/').lstrip('/')}"
        elif sign := re.search(r"[?#]", written):
            hint = f"delete it: what stands after {sign[0]} never reaches the site, so it cannot be led on"
        notes.error(node.place, "bad-address", f"'{shown(written)}' cannot be an address of the site: {error}", hint)
        return None
    if not written.startswith("/"):
        notes.error(node.place, "bad-address", f"'{shown(written)}' does not begin with /", f"write {address}")
        return None
    return address


paths = list_of(_alias)
"""Reads aliases: addresses of the site that once led here."""


def named(read: Callable[[Node, str, Notes], str | None]) -> Callable[[Node, str, Notes], tuple[NamedLink, ...] | None]:
    """Return a reader of names and where they lead (`Blog: https://…`)."""

    def reader(node: Node, name: str, notes: Notes) -> tuple[NamedLink, ...] | None:
        if isinstance(node, Scalar) and not node.text.strip():
            return None
        if not isinstance(node, Mapping):
            hint = f"write it as in:\n{key_of(name)}:\n  Blog: https://example.org"
            notes.error(node.place, "wrong-type", f"'{name}' wants names and where they lead", hint)
            return None
        found = []
        for key, value in node.entries:
            notes.places[f"{name}.{key.text}"] = value.place
            target = read(value, f"{name}.{key.text}", notes)
            if target:
                found.append(NamedLink(key.text, target))
        return tuple(found)

    return reader


def sparks(node: Node, name: str, notes: Notes) -> tuple[NamedLink, ...] | None:
    """Read a session's own sparks: slug and question."""
    if not isinstance(node, Mapping):
        if isinstance(node, Scalar) and not node.text.strip():
            return None
        hint = f"write it as in:\n{key_of(name)}:\n  who-is-it-for: Who is this networking for?"
        notes.error(node.place, "wrong-type", f"'{name}' wants slugs and their questions", hint)
        return None
    found = []
    for key, value in node.entries:
        notes.places[f"{name}.{key.text}"] = value.place
        question = title(value, f"{name}.{key.text}", notes)
        if key.text != slugify(key.text):
            better = slugify(key.text) or "a-short-name"
            message = f"'{shown(key.text)}' cannot be a spark's slug"
            notes.error(key.place, "bad-slug", message, f"write {better}: {question or '…'}")
        elif reason := _unfit(key.text):
            message = f"'{shown(key.text)}' cannot be a spark's slug: {reason}"
            notes.error(key.place, "bad-slug", message, "choose another word")
        elif question is None:
            notes.error(
                value.place, "missing-field", f"the spark '{key.text}' has no question", f"write {key.text}: …?"
            )
        else:
            found.append(NamedLink(key.text, question))
    return tuple(found)


def own_data(node: Node, name: str, notes: Notes) -> ReadOnly[str, object] | None:
    """Read a theme's own data: texts, lists and fields, as written."""
    if isinstance(node, Mapping):
        return MappingProxyType({key.text: _plain(value) for key, value in node.entries})
    if isinstance(node, Scalar) and not node.text.strip():
        return None
    hint = f"write it as in:\n{key_of(name)}:\n  my_field: its value"
    notes.error(node.place, "wrong-type", f"'{name}' wants fields of your own, indented under it", hint)
    return None


def _plain(node: Node) -> object:
    match node:
        case Scalar():
            return node.text
        case Sequence():
            return tuple(_plain(item) for item in node.items)
        case Mapping():
            return MappingProxyType({key.text: _plain(value) for key, value in node.entries})
