"""Readers of lists and of fields within fields: tags, people, paths, links, references, a theme's own data."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

from sitegen.fields.notes import Notes, read_fields
from sitegen.fields.texts import text, title
from sitegen.front_matter.nodes import Mapping, Node, Scalar, Sequence, quoted
from sitegen.model import NamedLink, Reference
from sitegen.urls import is_external, safe_address, slugify

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Mapping as ReadOnly

T = TypeVar("T")

_INITIALS = re.compile(r"^([A-Z]\.[ -]?)+$")
_KEY = re.compile(r"^[A-Za-z][\w:.-]*$")
_YEAR = re.compile(r"\((?P<year>\d{4})[a-z]?\)|\b(?P<bare>(?:1[5-9]|20|21)\d\d)[a-z]?\b")


def items(node: Node, name: str, notes: Notes) -> tuple[Node, ...]:
    """Return a list's nodes; a single value is a list of one, an empty one of none."""
    if isinstance(node, Sequence):
        for number, item in enumerate(node.items):
            notes.places[f"{name}[{number}]"] = item.place
        return node.items
    if isinstance(node, Scalar):
        return (node,) if node.text.strip() else ()
    notes.error(node.place, "wrong-type", f"'{name}' wants a list", f"write {name}: [one, two]")
    return ()


def list_of(read: Callable[[Node, str, Notes], T | None]) -> Callable[[Node, str, Notes], tuple[T, ...] | None]:
    """Return a reader of a list whose items `read` reads; each once."""

    def reader(node: Node, name: str, notes: Notes) -> tuple[T, ...] | None:
        found = (read(item, name, notes) for item in items(node, name, notes))
        return tuple(value for value in dict.fromkeys(found) if value is not None)

    return reader


def tags(node: Node, name: str, notes: Notes) -> tuple[str, ...] | None:
    """Read tags; a single value with commas is a list that lacks its brackets."""
    if isinstance(node, Scalar) and "," in node.text:
        parts = [part.strip() for part in node.text.split(",") if part.strip()]
        notes.error(node.place, "wrong-type", f"'{name}' wants a list", f"write {name}: [{', '.join(parts)}]")
        return None
    found = list_of(text)(node, name, notes) or ()
    for tag in found:
        if not slugify(tag):
            notes.error(node.place, "no-slug", f"the tag '{tag}' has no letter or digit to make an address of")
    return tuple(tag for tag in found if slugify(tag))


def people(node: Node, name: str, notes: Notes) -> tuple[str, ...] | None:
    """Read names of people: slugs, or printed names with a space in them."""
    if isinstance(node, Scalar) and "," in node.text:
        parts = [part.strip() for part in node.text.split(",") if part.strip()]
        is_one = len(parts) == 2 and _INITIALS.match(parts[1])  # noqa: PLR2004  # family name and initials
        shown = quoted(node.text) if is_one else ", ".join(parts)
        notes.error(node.place, "wrong-type", f"'{name}' wants a list of people", f"write {name}: [{shown}]")
        return None
    nodes = items(node, name, notes)
    words = [item.text if isinstance(item, Scalar) and not item.is_quoted else "" for item in nodes]
    if any(_INITIALS.match(word) for word in words):
        joined: list[str] = []
        for word in words:
            if joined and _INITIALS.match(word):
                joined[-1] += f", {word}"
            else:
                joined.append(word)
        message = f"'{name}' reads as {len(words)} people here, because of its commas"
        notes.error(node.place, "unquoted", message, f"write {name}: [{', '.join(quoted(n) for n in joined)}]")
        return None
    found = list_of(title)(node, name, notes) or ()
    return tuple(person.lstrip("@") if " " not in person else person for person in found)


def paths(node: Node, name: str, notes: Notes) -> tuple[str, ...] | None:
    """Read aliases: addresses of the site that once led here."""
    found: list[str] = []
    for item in items(node, name, notes):
        written = text(item, name, notes)
        if written is None:
            continue
        try:
            address = safe_address(written if written.startswith("/") else f"/{written}")
        except ValueError as error:
            hint = "choose another, as in: /2007/01/preparing/"
            if is_external(written):
                path = urlsplit(written).path
                hint = f"write the old address from its first slash on: {path or '/'}"
            notes.error(item.place, "bad-address", f"'{written}' cannot be an address of the site: {error}", hint)
            continue
        if not written.startswith("/"):
            notes.error(item.place, "bad-address", f"'{written}' does not begin with /", f"write {address}")
            continue
        found.append(address)
    return tuple(dict.fromkeys(found))


def named(read: Callable[[Node, str, Notes], str | None]) -> Callable[[Node, str, Notes], tuple[NamedLink, ...] | None]:
    """Return a reader of names and where they lead (`Blog: https://…`)."""

    def reader(node: Node, name: str, notes: Notes) -> tuple[NamedLink, ...] | None:
        if isinstance(node, Scalar) and not node.text.strip():
            return None
        if not isinstance(node, Mapping):
            hint = f"write under {name}: one line for each, as in:   Blog: https://example.org"
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
        hint = f"write under {name}: one line for each, as in:   who-is-it-for: Who is this networking for?"
        notes.error(node.place, "wrong-type", f"'{name}' wants slugs and their questions", hint)
        return None
    found = []
    for key, value in node.entries:
        notes.places[f"{name}.{key.text}"] = value.place
        question = title(value, f"{name}.{key.text}", notes)
        if key.text != slugify(key.text):
            better = slugify(key.text) or "a-short-name"
            notes.error(key.place, "bad-slug", f"'{key.text}' cannot be a spark's slug", f"write {better}: {question}")
        elif question is None:
            notes.error(value.place, "missing-field", f"the spark '{key.text}' has no question")
        else:
            found.append(NamedLink(key.text, question))
    return tuple(found)


def references(node: Node, name: str, notes: Notes) -> tuple[Reference, ...] | None:
    """Read a list of references: each a printed line under its id, or fields."""
    entries: list[tuple[Scalar, Node]] = []
    for item in (node,) if isinstance(node, Mapping) else items(node, name, notes):
        if isinstance(item, Mapping):
            entries += item.entries
        else:
            hint = f'write under {name}:   - kennedy2014: "Kennedy, A. (2014). …"'
            notes.error(item.place, "wrong-type", "a reference is an id and its printed line, or its fields", hint)
    found: dict[str, Reference] = {}
    for key, value in entries:
        notes.places[f"{name}.{key.text}"] = key.place
        if not _KEY.match(key.text):
            notes.error(key.place, "bad-key", f"'{key.text}' cannot be a reference's id", "write it as in: kennedy2014")
        elif key.text in found:
            notes.error(key.place, "duplicate-key", f"there are two references '{key.text}'")
        elif isinstance(value, Mapping):
            found[key.text] = _with_parts(key.text, value, name, notes)
        else:
            printed = text(value, f"{name}.{key.text}", notes) or ""
            year = _YEAR.search(printed)
            author = printed[: year.start()].strip(" ,(") if year else printed.partition(".")[0]
            when = (year["year"] or year["bare"]) if year else ""
            found[key.text] = Reference(key.text, printed, author=_split_authors(author), year=when)
    return tuple(found.values())


_PARTS = ("journal", "volume", "issue", "pages", "publisher", "editor", "url", "doi")


def _with_parts(key: str, node: Mapping, name: str, notes: Notes) -> Reference:
    readers = {"title": text, "author": people, "year": text, **dict.fromkeys(_PARTS, text)}
    values: dict[str, Any] = read_fields(node, readers, notes, prefix=f"{name}.{key}.")
    for needed in ("title", "author", "year"):
        place = notes.places.get(f"{name}.{key}.{needed}", node.place)
        if not values.get(needed) and not notes.has_noted(place):
            notes.error(place, "missing-field", f"the reference '{key}' has no '{needed}'")
    return Reference(
        key,
        title=values.get("title", ""),
        author=values.get("author", ()),
        year=values.get("year", ""),
        parts=MappingProxyType({part: values[part] for part in _PARTS if part in values}),
    )


def _split_authors(printed: str) -> tuple[str, ...]:
    """Divide `Fraser, C., Kennedy, A. & Reid, L.` into its people."""
    pattern = re.compile(r"\s*([^,&]+,\s*(?:[A-Z]\.[ -]?)+)(?:,|&|and\b|$)?")
    found = tuple(part.strip() for part in pattern.findall(printed))
    return found or ((printed,) if printed else ())


def own_data(node: Node, name: str, notes: Notes) -> ReadOnly[str, object] | None:
    """Read a theme's own data: texts, lists and fields, as written."""
    if isinstance(node, Mapping):
        return MappingProxyType({key.text: _plain(value) for key, value in node.entries})
    if isinstance(node, Scalar) and not node.text.strip():
        return None
    notes.error(node.place, "wrong-type", f"'{name}' wants fields of your own, indented under it")
    return None


def _plain(node: Node) -> object:
    match node:
        case Scalar():
            return node.text
        case Sequence():
            return tuple(_plain(item) for item in node.items)
        case Mapping():
            return MappingProxyType({key.text: _plain(value) for key, value in node.entries})
