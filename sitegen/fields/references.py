"""Readers of lists of references: printed lines under their ids, or works in parts."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from sitegen.fields.field import Field, ListOf, One, Works, readers_of
from sitegen.fields.lists import items, people
from sitegen.fields.notes import Notes, read_fields
from sitegen.fields.texts import text
from sitegen.fields.web import web_address
from sitegen.front_matter.nodes import Mapping, Node, Scalar, shown
from sitegen.model import Reference

if TYPE_CHECKING:
    from collections.abc import Mapping as ReadOnly

_KEY = re.compile(r"^[A-Za-z][\w:.-]*$")
_YEAR = re.compile(r"\((?P<year>\d{4})[a-z]?\)|\b(?P<bare>(?:1[5-9]|20|21)\d\d)[a-z]?\b")
_DOI = re.compile(r'^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?10\.\d{4,9}/[^\s"<>]+$', re.IGNORECASE)


def references(node: Node, name: str, notes: Notes) -> tuple[Reference, ...] | None:
    """Read a list of references: each a printed line under its id, or fields."""
    entries: list[tuple[Scalar, Node]] = []
    for item in (node,) if isinstance(node, Mapping) else items(node, name, notes):
        if isinstance(item, Mapping):
            entries += item.entries
        else:
            hint = f'write it as in:\n{name}:\n  - kennedy2014: "Kennedy, A. (2014). A title."'
            notes.error(item.place, "wrong-type", "a reference is an id and its printed line, or its fields", hint)
    found: dict[str, Reference] = {}
    for key, value in entries:
        notes.places[f"{name}.{key.text}"] = key.place
        if not _KEY.match(key.text):
            notes.error(
                key.place, "bad-key", f"'{shown(key.text)}' cannot be a reference's id", "write it as in: kennedy2014"
            )
        elif key.text in found:
            notes.error(key.place, "duplicate-key", f"there are two references '{key.text}'", "keep one of the two")
        elif isinstance(value, Mapping):
            found[key.text] = _with_parts(key.text, value, name, notes)
        elif printed := text(value, f"{name}.{key.text}", notes):
            year = _YEAR.search(printed)
            author = printed[: year.start()].strip(" ,(") if year else printed.partition(".")[0]
            when = (year["year"] or year["bare"]) if year else ""
            found[key.text] = Reference(key.text, printed, author=_split_authors(author), year=when)
        elif not notes.has_noted(value.place):
            hint = f'write {key.text}: "Kennedy, A. (2014). A title."'
            notes.error(value.place, "missing-field", f"the reference '{key.text}' says nothing", hint)
    return tuple(found.values())


_PARTS = ("journal", "volume", "issue", "pages", "publisher", "editor", "url", "doi")
_NEEDED = {"title": '"…"', "author": '["Kennedy, A."]', "year": "2014"}
"""What a reference cannot be without, and what to write."""


def _with_parts(key: str, node: Mapping, name: str, notes: Notes) -> Reference:
    values: dict[str, Any] = read_fields(node, readers_of(WORK), notes, prefix=f"{name}.{key}.")
    for needed, example in _NEEDED.items():
        given = f"{name}.{key}.{needed}"
        if not values.get(needed):
            message = f"the reference '{key}' has no '{needed}'"
            notes.missing(given, notes.places.get(given, node.place), message, f"write {needed}: {example}")
    return Reference(
        key,
        title=values.get("title", ""),
        author=values.get("author", ()),
        year=values.get("year", ""),
        parts=MappingProxyType({part: values[part] for part in _PARTS if part in values}),
    )


def _doi(node: Node, name: str, notes: Notes) -> str | None:
    """Read a DOI, alone or as the address that leads to it."""
    found = text(node, name, notes)
    if found is None or _DOI.match(found):
        return found
    notes.error(node.place, "bad-doi", f"'{shown(found)}' is not a DOI", "write it as in: doi: 10.1000/182")
    return None


def _split_authors(printed: str) -> tuple[str, ...]:
    """Divide `Fraser, C., Kennedy, A. & Reid, L.` into its people."""
    pattern = re.compile(r"\s*([^,&]+,\s*(?:[A-Z]\.[ -]?)+)(?:,|&|and\b|$)?")
    found = tuple(part.strip() for part in pattern.findall(printed))
    return found or ((printed,) if printed else ())


WORK: ReadOnly[str, Field] = MappingProxyType(
    {
        "title": Field(text, One.TEXT, "What it is called.", '"Listening: a framework"'),
        "author": Field(
            people, ListOf(One.PERSON), "Who wrote it: a list, each name in quotes.", '["Smith, J.", "Kennedy, A."]'
        ),
        "year": Field(text, One.TEXT, "When it came out.", "2006"),
        "journal": Field(text, One.TEXT, "The journal it is in.", "Journal of Listening"),
        "volume": Field(text, One.TEXT, "The journal's volume.", "31"),
        "issue": Field(text, One.TEXT, "The volume's issue.", "2"),
        "pages": Field(text, One.TEXT, "Its pages there.", "235-250"),
        "publisher": Field(text, One.TEXT, "Who published it.", "Example Press"),
        "editor": Field(text, One.TEXT, "Who edited the book it is in.", '"Reid, L."'),
        "url": Field(web_address, One.WEB_ADDRESS, "Where it can be read.", "https://example.org/listening"),
        "doi": Field(_doi, One.TEXT, "Its DOI, alone or as an address.", "10.1000/182"),
    }
)
"""The parts of a work that is not one printed line."""

FORM: Final = Works(lambda: WORK, needs=tuple(_NEEDED))
