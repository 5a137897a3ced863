"""Readers of a settings file's tables: one part with its own fields, or several of the same kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sitegen.fields.notes import Notes, read_fields
from sitegen.front_matter.nodes import Mapping, Node, Sequence

if TYPE_CHECKING:
    from sitegen.fields.notes import Reader


def table(readers: dict[str, Reader]) -> Reader:
    """Return a reader of one part with its own fields."""

    def read(node: Node, name: str, notes: Notes) -> dict[str, Any] | None:
        if isinstance(node, Mapping):
            return read_fields(node, readers, notes, prefix=f"{name}.")
        notes.error(
            node.place, "wrong-type", f"'{name}' wants its own part", f"write a line [{name}] and its fields below"
        )
        return None

    return read


def tables(readers: dict[str, Reader], needs: tuple[str, ...]) -> Reader:
    """Return a reader of several parts of one kind, each with the fields in `needs`."""

    def read(node: Node, name: str, notes: Notes) -> list[dict[str, Any]]:
        if not isinstance(node, Sequence) or not all(isinstance(item, Mapping) for item in node.items):
            message = f"'{name}' wants its own parts, one for each"
            notes.error(node.place, "wrong-type", message, f"write a line [[{name}]] and its fields below")
            return []
        found = []
        for number, item in enumerate(node.items):
            values = read_fields(item, readers, notes, prefix=f"{name}[{number}].") if isinstance(item, Mapping) else {}
            for need in (need for need in needs if need not in values):
                given = f"{name}[{number}].{need}"
                place = notes.places.get(given, item.place)
                notes.missing(given, place, f"this [[{name}]] has no '{need}'", f'write {need} = "…"')
            if all(need in values for need in needs):
                found.append(values)
        return found

    return read
