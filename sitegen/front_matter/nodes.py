"""The tree that front matter is read into: texts, lists and fields, each with its place; and how a text is quoted."""

from __future__ import annotations

import re
from typing import Final, TypeAlias

from sitegen.problems import Place
from sitegen.values import Value

FIRST_LINE: Final = 2
"""Front matter begins on the file's second line, under the opening hyphens."""

_SHOWN: Final = 80
_UNSEEN: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


class Scalar(Value, frozen=True):
    """One value as text; `is_quoted` tells quoted and block values from plain ones."""

    text: str
    place: Place
    is_quoted: bool = False


class Sequence(Value, frozen=True):
    """A list of nodes; `is_flow` for one written in square brackets."""

    items: tuple[Node, ...]
    place: Place
    is_flow: bool = False


class Mapping(Value, frozen=True):
    """Keys and nodes in the order written, each key once."""

    entries: tuple[tuple[Scalar, Node], ...]
    place: Place
    is_flow: bool = False

    def get(self, key: str) -> Node | None:
        """Return the node under a key, or None."""
        return next((node for name, node in self.entries if name.text == key), None)


Node: TypeAlias = Scalar | Sequence | Mapping


def quoted(text: str) -> str:
    """Return `text` as a double-quoted YAML scalar on one line."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def shown(text: str) -> str:
    """Return `text` short enough for a message, its control characters escaped."""
    return escaped(text if len(text) <= _SHOWN else text[:_SHOWN] + "…")


def escaped(text: str) -> str:
    """Return `text` with its control characters written out, so that a terminal is never told anything by them."""
    return _UNSEEN.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), text)
