"""Sanitised HTML as tokens and back: it reads only what the sanitiser wrote, whose attributes are all quoted."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, TypeAlias

from sitegen.body import Citation
from sitegen.problems import Place
from sitegen.values import Value, replace

if TYPE_CHECKING:
    from collections.abc import Iterable

_MARKUP = re.compile(r'<!--(.*?)-->|<(/?)([a-zA-Z][^\s/>"]*)((?:\s+[^\s=>"/]+(?:="[^"]*")?)*)\s*/?>', re.DOTALL)
_PIECES = re.compile(r'(<!--.*?-->|</?[a-zA-Z][^\s/>"]*(?:\s+[^\s=>"/]+(?:="[^"]*")?)*\s*/?>)', re.DOTALL)
_ATTRIBUTE = re.compile(r'([^\s=>"/]+)(?:="([^"]*)")?')
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")

VOID = frozenset({"area", "br", "col", "hr", "img", "source", "track", "wbr"})
INLINE = frozenset(
    {
        *("a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "i", "img", "ins", "kbd"),
        *("mark", "q", "rb", "rp", "rt", "rtc", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup"),
        *("time", "tt", "u", "var", "wbr"),
    },
)
"""The elements that do not end a line of running text."""


class Text(Value, frozen=True):
    """Characters, as a reader sees them."""

    text: str


class Open(Value, frozen=True):
    """A start tag; its attribute values are unescaped, `place` is where the author wrote it, if found."""

    tag: str
    attributes: tuple[tuple[str, str], ...] = ()
    place: Place = Place()

    def get(self, name: str) -> str | None:
        """Return the value of an attribute, or `None` without it."""
        for key, value in self.attributes:
            if key == name:
                return value
        return None

    def with_attribute(self, name: str, value: str) -> Open:
        """Return this tag with the attribute set, in its place when it stood there before."""
        if self.get(name) is None:
            return replace(self, attributes=(*self.attributes, (name, value)))
        return replace(self, attributes=tuple((k, value if k == name else v) for k, v in self.attributes))

    def without(self, *names: str) -> Open:
        """Return this tag without the attributes of these names."""
        kept = tuple([pair for pair in self.attributes if pair[0] not in names])
        return self if len(kept) == len(self.attributes) else replace(self, attributes=kept)

    @property
    def classes(self) -> frozenset[str]:
        """The words of `class`."""
        return frozenset((self.get("class") or "").split())


class Close(Value, frozen=True):
    """An end tag."""

    tag: str


class Comment(Value, frozen=True):
    """A comment; it never reaches a page, and is kept until `<!--more-->` has been found."""

    text: str


Token: TypeAlias = Text | Open | Close | Comment | Citation


_TAGS = (Open, Close)


def tokenise(sanitised: str) -> tuple[Token, ...]:
    """Return the tokens of HTML that the sanitiser wrote, without control characters."""
    known: dict[str, Token] = {}
    tokens: list[Token] = []
    is_text = False
    for source in _PIECES.split(sanitised):
        is_text = not is_text
        token = known.get(source)
        if token is None:
            if not source:
                continue
            token = known[source] = Text(_decode(source)) if is_text else _markup(source)
        tokens.append(token)
    return tuple(tokens)


def _markup(source: str) -> Token:
    found = _MARKUP.fullmatch(source)
    if found is None:
        return Text(_decode(source))
    comment, slash, tag, attributes = found.groups()
    if comment is not None:
        return Comment(comment)
    if slash:
        return Close(tag)
    return Open(tag, tuple([(name, _decode(value)) for name, value in _ATTRIBUTE.findall(attributes)]))


def _decode(escaped: str) -> str:
    shown = html.unescape(escaped) if "&" in escaped else escaped
    return shown if shown.isprintable() else _CONTROLS.sub("", shown)


def escape_text(text: str) -> str:
    """Return the text as HTML."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def write_attributes(attributes: Iterable[tuple[str, str]]) -> str:
    """Return the attributes as HTML, each with a leading space."""
    return "".join([f' {name}="{escape_text(value).replace(chr(34), "&quot;")}"' for name, value in attributes])


def words_of(tokens: Iterable[Token]) -> str:
    """Return what a reader reads of the tokens, on one line; blocks and line breaks become spaces."""
    pieces: list[str] = []
    for token in tokens:
        if isinstance(token, Text):
            pieces.append(token.text)
        elif isinstance(token, _TAGS):
            if token.tag not in INLINE:
                pieces.append(" ")
        elif isinstance(token, Citation):
            pieces.append(html.unescape(token.text))
    return " ".join("".join(pieces).split())


def end_of(tokens: tuple[Token, ...], start: int) -> int:
    """Return the index just past the element that opens at `start`."""
    opened = tokens[start]
    if not isinstance(opened, Open) or opened.tag in VOID:
        return start + 1
    tag = opened.tag
    depth = 0
    for index in range(start, len(tokens)):
        token = tokens[index]
        if isinstance(token, Open):
            depth += token.tag == tag
        elif isinstance(token, Close) and token.tag == tag:
            depth -= 1
            if depth == 0:
                return index + 1
    return len(tokens)
