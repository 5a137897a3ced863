"""TOML to the same nodes that front matter is read into, each value with its place.

The standard library's parser gives no places, so a scan of the lines finds where each key's
value begins.
"""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

from sitegen.front_matter.nodes import Mapping, Node, Scalar, Sequence
from sitegen.problems import Place, Remark
from sitegen.settings.toml_lines import KEY, STRING, TABLE

if TYPE_CHECKING:
    from collections.abc import Iterator


def read_toml(text: str) -> tuple[Mapping | None, tuple[Remark, ...]]:
    """Return the tree of a TOML text, or None and a remark that says where it cannot be read."""
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        from sitegen.settings.toml_trouble import complaint  # noqa: PLC0415  # wanted only for a mistake

        return None, (complaint(str(error), text),)
    except (RecursionError, ValueError):
        return None, (Remark(Place(), "settings", "the settings cannot be read", "a value in them is too large"),)
    try:
        node = _node(values, "", dict(_places(text)), Place())
    except ValueError:
        message = "a number in the settings is too long to be read"
        return None, (Remark(Place(), "settings", message, "write it as people do"),)
    return (node if isinstance(node, Mapping) else None), ()


def _node(value: object, path: str, places: dict[str, tuple[Place, Place]], around: Place) -> Node:
    _, place = places.get(path, (around, around))
    match value:
        case dict():
            entries = []
            for key, inner in value.items():
                inner_path = f"{path}.{key}" if path else key
                key_place, _ = places.get(inner_path, (place, place))
                entries.append((Scalar(key, key_place), _node(inner, inner_path, places, place)))
            return Mapping(tuple(entries), place)
        case list():
            return Sequence(tuple(_node(v, f"{path}[{n}]", places, place) for n, v in enumerate(value)), place)
        case bool():
            return Scalar("true" if value else "false", place)
        case str():
            return Scalar(value, place, is_quoted=True)
        case _:
            return Scalar(str(value), place)


def _places(text: str) -> Iterator[tuple[str, tuple[Place, Place]]]:  # noqa: C901  # a scanner: one branch for each kind of line
    """Yield each key's path and where it and its value begin; tables in a list are numbered from 0."""
    table, counts, open_quote, depth = "", dict[str, int](), "", 0
    for number, line in enumerate(text.split("\n"), start=1):
        if open_quote:
            if open_quote in line:
                open_quote = ""
            continue
        if depth > 0:
            bare = STRING.sub("", line)
            depth += bare.count("[") - bare.count("]")
            continue
        header = TABLE.match(line)
        if header and "=" not in line.partition("[")[0]:
            table = ".".join(part.strip().strip("\"'") for part in header["path"].split("."))
            if header["list"]:
                counts[table] = counts.get(table, -1) + 1
                table = f"{table}[{counts[table]}]"
            place = Place(number, line.index("[") + 1)
            yield table, (place, place)
            continue
        key = KEY.match(line)
        if key is None:
            continue
        name = ".".join(part.strip().strip("\"'") for part in key["key"].split("."))
        places = Place(number, key.start("key") + 1), Place(number, key.end() + 1)
        yield (f"{table}.{name}" if table else name), places
        value = line[key.end() :]
        for quote in ('"""', "'''"):
            if value.startswith(quote) and quote not in value[3:]:
                open_quote = quote
        if value.startswith("["):
            bare = STRING.sub("", value)
            depth = bare.count("[") - bare.count("]")
