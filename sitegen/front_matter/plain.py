"""The usual front matter, read without YAML: a word, a text in quotes or a list of words to a line.

What is read here is what YAML's events would be read to, at a quarter of the time; all else is left to them.
"""

from __future__ import annotations

import re
from typing import Final

from sitegen.front_matter.nodes import FIRST_LINE, Mapping, Node, Scalar, Sequence
from sitegen.problems import Place

# No quantifier of a group is possessive: in Python 3.11 before 3.11.5 that accepts what it should not (gh-106052).
# No sign in these means anything to YAML where it stands, and none is white space but the space itself.
_KEY: Final = r"(?P<key>(?!null:)[a-z][a-z_]{0,30}):[ ]+"
_QUOTED: Final = r'"(?P<quoted>[\w .,;:!?()\[\]/&+=@%*#{}<>|~^$\'‘’“”–—…-]*+)"'
_WORDS: Final = r"\w(?:[\w ,.;!?()/&+=@%'‘’“”–—…-]|:(?=[\w/]))*"
_ITEM: Final = r"\w[\w .;!()/&+=@%'‘’“”–—…-]*+"
_LIST: Final = rf"\[(?P<items>{_ITEM}(?:,[ ]*+{_ITEM})*)\]"
_FIELD: Final = re.compile(rf"{_KEY}(?:(?P<words>{_WORDS})|(?:{_QUOTED}|{_LIST})[ ]*+)\n")
_ITEMS: Final = re.compile(_ITEM)


def read_plain(text: str) -> Mapping | None:
    """Return the fields of a front matter that has nothing but plain lines; None for any other."""
    entries: dict[str, tuple[Scalar, Node]] = {}
    start = 0
    for number in range(FIRST_LINE, text.count("\n") + FIRST_LINE):
        found = _FIELD.match(text, start)
        if found is None or found["key"] in entries:
            return None
        entries[found["key"]] = (Scalar(found["key"], Place(number, 1)), _value(found, number, start))
        start = found.end()
    return Mapping(tuple(entries.values()), Place(FIRST_LINE, 1)) if start and start == len(text) else None


def _value(found: re.Match[str], line: int, start: int) -> Node:
    if found["words"] is not None:
        return Scalar(found["words"].rstrip(" "), Place(line, found.start("words") - start + 1))
    if found["quoted"] is not None:
        return Scalar(found["quoted"], Place(line, found.start("quoted") - start), is_quoted=True)
    items = tuple(
        Scalar(item[0].rstrip(" "), Place(line, item.start() - start + 1))
        for item in _ITEMS.finditer(found.string, *found.span("items"))
    )
    return Sequence(items, Place(line, found.start("items") - start), is_flow=True)
