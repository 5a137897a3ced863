"""TOML to the same nodes that front matter is read into, each value with its place.

The standard library's parser gives no places, so a scan of the lines finds where each key's
value begins.
"""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING

from sitegen.front_matter.nodes import Mapping, Node, Scalar, Sequence, shown
from sitegen.problems import Place, Remark

if TYPE_CHECKING:
    from collections.abc import Iterator

_TABLE = re.compile(r"^\s*\[(?P<list>\[)?\s*(?P<path>[^\[\]]+?)\s*\]")
_KEY = re.compile(r"""^\s*(?P<key>(?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=\s*""")
_AT = re.compile(r"\(at line (\d+), column (\d+)\)")
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"|\'[^\']*\'|#.*$')


def read_toml(text: str) -> tuple[Mapping | None, tuple[Remark, ...]]:
    """Return the tree of a TOML text, or None and a remark that says where it cannot be read."""
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return None, (_complaint(str(error), text),)
    except (RecursionError, ValueError):
        return None, (Remark(Place(), "settings", "the settings cannot be read", "a value in them is too large"),)
    places = dict(_places(text))
    node = _node(values, "", places, Place())
    return (node if isinstance(node, Mapping) else None), ()


def _complaint(message: str, text: str) -> Remark:
    at = _AT.search(message)
    place = Place(int(at[1]), int(at[2])) if at else Place(max(text.count("\n"), 1), 1)
    reason = _AT.sub("", message).replace("(at end of document)", "").strip()
    line = text.split("\n")[place.line - 1] if place.line <= text.count("\n") + 1 else ""
    key = _KEY.match(line)
    hint = "write: name = value, with texts in double quotes"
    if key and re.match(r"[^\"'\[{\d+-]", line[key.end() :]) and line[key.end() :].strip() not in {"true", "false"}:
        value = line[key.end() :].strip().replace("\\", "\\\\").replace('"', '\\"')
        hint = f'put the text in quotes: {key["key"]} = "{value}"'
    if "illegal character '\\n'" in reason.lower() or "unterminated" in reason.lower():
        reason, hint = "a text that begins here with a quotation mark is never closed", 'close it with another "'
    elif "illegal character" in reason.lower():
        reason, hint = "there is an invisible control character here", "delete it"
    twice = _TABLE.match(line)
    if "overwrite" in reason or "twice" in reason:
        reason, hint = "this is given twice", "keep one of the two"
        if twice:
            path = shown(twice["path"])
            reason, hint = f"[{path}] is given twice", f"put the fields of both under one line [{path}]"
    reason = shown(reason)
    return Remark(
        place, "settings", f"the settings cannot be read from here on: {reason[:1].lower()}{reason[1:]}", hint
    )


def _node(value: object, path: str, places: dict[str, Place], around: Place) -> Node:
    place = places.get(path, around)
    match value:
        case dict():
            entries = []
            for key, inner in value.items():
                inner_path = f"{path}.{key}" if path else key
                inner_place = places.get(inner_path, place)
                entries.append((Scalar(key, inner_place), _node(inner, inner_path, places, inner_place)))
            return Mapping(tuple(entries), place)
        case list():
            return Sequence(tuple(_node(v, f"{path}[{n}]", places, place) for n, v in enumerate(value)), place)
        case bool():
            return Scalar("true" if value else "false", place)
        case str():
            return Scalar(value, place, is_quoted=True)
        case _:
            return Scalar(str(value), place)


def _places(text: str) -> Iterator[tuple[str, Place]]:  # noqa: C901  # a scanner: one branch for each kind of line
    """Yield each key's path and where its value begins; tables in a list are numbered from 0."""
    table, counts, open_quote, depth = "", dict[str, int](), "", 0
    for number, line in enumerate(text.split("\n"), start=1):
        if open_quote:
            if open_quote in line:
                open_quote = ""
            continue
        if depth > 0:
            bare = _STRING.sub("", line)
            depth += bare.count("[") - bare.count("]")
            continue
        header = _TABLE.match(line)
        if header and "=" not in line.partition("[")[0]:
            table = ".".join(part.strip().strip("\"'") for part in header["path"].split("."))
            if header["list"]:
                counts[table] = counts.get(table, -1) + 1
                table = f"{table}[{counts[table]}]"
            yield table, Place(number, line.index("[") + 1)
            continue
        key = _KEY.match(line)
        if key is None:
            continue
        name = ".".join(part.strip().strip("\"'") for part in key["key"].split("."))
        yield (f"{table}.{name}" if table else name), Place(number, key.end() + 1)
        value = line[key.end() :]
        for quote in ('"""', "'''"):
            if value.startswith(quote) and quote not in value[3:]:
                open_quote = quote
        if value.startswith("["):
            bare = _STRING.sub("", value)
            depth = bare.count("[") - bare.count("]")
