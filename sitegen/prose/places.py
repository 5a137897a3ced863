"""Where in the Markdown text a link, a picture, a tag or a citation stands: the n-th occurrence outside code."""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

from sitegen.problems import Place
from sitegen.prose.fences import blank_code

if TYPE_CHECKING:
    from collections.abc import Iterator

_DEFINITION = re.compile(r"^ {0,3}\[([^\]\n]+)\]:[ \t]*\n?[ \t]*<?([^\s>]+)", re.MULTILINE)
_MARK = re.compile(r"\\.|!?\[|\]", re.DOTALL)
_BRACKET = re.compile(r"[\[\]]")
_INLINE = re.compile(r"\(\s*(?:<([^>\n]*)>|([^\s()]*(?:\([^\s()]*\)[^\s()]*)*))")
_REFERENCE = re.compile(r"\s?\[([^\]\n]*)\]")
_IN_TAG = re.compile(r"""\b(?:href|src|poster|srcset|cite)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+))""", re.IGNORECASE)
_AUTOLINK = re.compile(r"<([^\s<>]+[:@][^\s<>]*)>")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


class Places:
    """The places of one text. Every question for the same thing is answered with its next occurrence."""

    def __init__(self, text: str) -> None:
        """Keep the text; it is looked through when the first question comes."""
        self._text = text
        self._starts: list[int] = []
        self._seen = ""
        self._targets: dict[str, list[int]] | None = None
        self._asked: dict[tuple[str, str], int] = {}
        self._last: dict[tuple[str, str], Place] = {}

    def at(self, position: int) -> Place:
        """Return the place of a position in the text."""
        if not self._starts:
            self._starts = [0, *accumulate(len(line) + 1 for line in self._text.split("\n"))]
        line = bisect_right(self._starts, position)
        return Place(line, position - self._starts[line - 1] + 1)

    @property
    def outside_code(self) -> str:
        """The text with every character of code a space."""
        if not self._seen and self._text:
            self._seen = blank_code(self._text)
        return self._seen

    def of_target(self, target: str) -> Place:
        """Return the next place where a link or a picture leads to this target, else where it is written at all."""
        if self._targets is None:
            self._targets = {}
            for found, position in sorted(_targets(self.outside_code), key=lambda pair: pair[1]):
                self._targets.setdefault(found, []).append(position)
        positions = self._targets.get(target) or self._targets.get(target.strip())
        if not positions:
            return self.of_text(target)
        number = self._asked.get(("target", target), 0)
        self._asked["target", target] = number + 1
        return self.at(positions[min(number, len(positions) - 1)])

    def of_text(self, words: str) -> Place:
        """Return the next place where these characters stand outside code, else the last one, else the beginning."""
        return self._next("text", words, re.escape(words)) if words else Place()

    def of_tag(self, tag: str) -> Place:
        """Return the next place where an element of this name begins."""
        return self._next("tag", tag, rf"<{re.escape(tag)}(?![\w-])")

    def of_attribute(self, name: str) -> Place:
        """Return the next place where an attribute of this name stands."""
        return self._next("attribute", name, rf"(?<![\w-]){re.escape(name)}(?![\w-])")

    def of_citation(self, key: str) -> Place:
        """Return the next place where the work under this key is cited."""
        return self._next("citation", key, rf"@{re.escape(key)}(?!\w)")

    def _next(self, kind: str, name: str, pattern: str) -> Place:
        start = self._asked.get((kind, name), 0)
        found = re.compile(pattern, re.IGNORECASE).search(self.outside_code, start)
        if found is None:
            self._asked[kind, name] = len(self._text)
            return self._last.get((kind, name), Place())
        self._asked[kind, name] = found.start() + 1
        self._last[kind, name] = self.at(found.start())
        return self._last[kind, name]


def _plain(target: str) -> str:
    return html.unescape(_ESCAPE.sub(r"\1", target))


def _targets(text: str) -> Iterator[tuple[str, int]]:
    definitions: dict[str, str] = {}
    for found in _DEFINITION.finditer(text) if "]:" in text else ():
        definitions[_label(found[1])] = _plain(found[2])
        yield _plain(found[2]), len(text) + found.start()
    for found in _IN_TAG.finditer(text) if "=" in text else ():
        for part in _parts(found):
            yield part, found.start()
    for found in _AUTOLINK.finditer(text):
        address = _plain(found[1])
        yield (address if ":" in address else f"mailto:{address}"), found.start()
    opened: list[int] = []
    for mark, end in _marks(text):
        if text[end - 1] == "[":
            opened.append(mark)
        elif text[mark] == "]" and opened:
            start = opened.pop()
            inline = _INLINE.match(text, end)
            if inline:
                yield _plain(inline[1] if inline[1] is not None else inline[2]), start
                continue
            reference = _REFERENCE.match(text, end)
            label = (reference[1] if reference else "") or text[start:mark].lstrip("![")
            if _label(label) in definitions:
                yield definitions[_label(label)], start


def _marks(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the brackets begin and end, and in a text with backslashes where a character is escaped."""
    if "\\" in text:
        yield from (mark.span() for mark in _MARK.finditer(text))
        return
    for mark in _BRACKET.finditer(text):
        start, end = mark.span()
        is_picture = mark[0] == "[" and start > 0 and text[start - 1] == "!"
        yield start - is_picture, end


def _parts(found: re.Match[str]) -> tuple[str, ...]:
    value = html.unescape(next((group for group in found.groups() if group is not None), ""))
    return (value, *(piece.split()[0] for piece in value.split(",") if piece.strip()))


def _label(words: str) -> str:
    return " ".join(words.lower().split())
