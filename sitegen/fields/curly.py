"""Curly quotes around a name: word processors put them there, and YAML and TOML take them for part of the text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sitegen.fields.notes import key_of
from sitegen.front_matter.nodes import Node, Scalar, quoted

if TYPE_CHECKING:
    from sitegen.fields.notes import Notes

_ENCLOSED: Final = r"^(?:[“”„‟]\s*(?P<double>[^“”„‟]*?)\s*[“”‟]|[‘‚‛]\s*(?P<single>[^‘‚‛]*?)\s*[’‛‘])$"
_ITEM: Final = r"\s*([“”„‟][^“”„‟]*[“”‟]|[^,]+)\s*(?:,|$)"
_PLAIN: Final = r"^\w[\w .'’/()+-]*$"


def bare(found: str) -> str:
    """Return a text without the curly quotes around the whole of it."""
    enclosed = re.match(_ENCLOSED, found) if found.startswith(_OPENING) else None
    return (enclosed["double"] or enclosed["single"] or "") if enclosed else found


def uncurled(found: str, node: Node, name: str, notes: Notes) -> str:
    """Return a name without the curly quotes around it, and note them."""
    meant = bare(found)
    if meant != found:
        notes.error(node.place, "curly-quotes", _MESSAGE, f"write {key_of(name)}: {meant or '…'}")
    return meant


def uncurled_items(nodes: tuple[Node, ...], name: str, notes: Notes) -> tuple[Node, ...]:
    """Return a list's items without the curly quotes around them, and note these once, with the whole list to paste.

    YAML divides a list at every comma, between curly quotes too, so they are put together again.
    """
    words = [node.text for node in nodes if isinstance(node, Scalar)]
    first = next((node for node in nodes if isinstance(node, Scalar) and node.text.startswith(_OPENING)), None)
    if first is None or len(words) != len(nodes):
        return nodes
    meant = [bare(item.strip()) for item in re.findall(_ITEM, ", ".join(words))]
    if meant == words:
        return nodes
    notes.error(first.place, "curly-quotes", _MESSAGE, f"write {key_of(name)}: {_flow(meant)}")
    return tuple(Scalar(item, first.place) for item in meant if item)


def _flow(items: list[str]) -> str:
    """Return a list as it is written on one line, quoted where a sign in it would mean something else."""
    return f"[{', '.join(item if re.match(_PLAIN, item) else quoted(item) for item in items)}]"


_OPENING: Final = ("“", "”", "„", "‟", "‘", "‚", "‛")
_MESSAGE: Final = "these are curly quotes, which are part of the text here"
