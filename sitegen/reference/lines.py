"""Fields as lines of front matter, and settings as lines of TOML, with or without their explanations."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING, Final

from sitegen.fields.field import Own
from sitegen.kinds.kind import SHARED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sitegen.fields.field import Field
    from sitegen.kinds.kind import Kind

WIDTH = 96
"""Of a note, in columns: what an editor in a browser shows without scrolling."""


_LAST: Final = ("slug", "id", "aliases", "canonical", "mastodon", "lang", "extra")
"""Shared fields that few need."""


def in_order(kind: Kind) -> tuple[str, ...]:
    """Return a kind's fields in the order in which they are explained: its own, what all kinds have, what few need.

    A field that only says the same as another one is left out.
    """
    own = [name for name in kind.own if name not in SHARED]
    usual = [name for name in SHARED if name not in {*_LAST, *(("title",) if "name" in kind.own else ())}]
    return (*(name for name in usual if name == "title"), *own, *(name for name in usual if name != "title"), *_LAST)


def yaml_lines(name: str, field: Field, *, explained: bool = False) -> tuple[str, ...]:
    """Return a field's lines: its name and its example, or the lines of its own fields, explained if that is wanted."""
    if isinstance(field.form, Own):
        inner: list[str] = []
        for key, one in field.form.fields().items():
            note = notes(one.says, WIDTH - 2) if explained else ()
            inner += [*note, *yaml_lines(key, one, explained=explained)]
        return (f"{name}:", *(f"  {line}" for line in inner))
    first, *others = field.example.split("\n")
    return (f"{name}: {first}".rstrip(), *others)


def toml_lines(fields: Mapping[str, Field]) -> tuple[str, ...]:
    """Return the lines of settings that are one value each; those of a part stand below its own name."""
    return tuple(f"{name} = {field.example}" for name, field in fields.items() if field.example)


def notes(says: str, width: int = WIDTH) -> tuple[str, ...]:
    """Return a text as lines that change nothing, in YAML and in TOML."""
    return tuple(f"# {line}" for line in wrap(says, width - 2, break_long_words=False, break_on_hyphens=False))
