"""Tokens cut into the parts of a body: what is finished, and what only the whole site can finish."""

from __future__ import annotations

import re

from sitegen.body import Card, Citation, Html, LinkEnd, LinkStart, Part, Picture, Resource
from sitegen.prose.sanitise import is_elsewhere
from sitegen.prose.tokens import VOID, Close, Open, Text, Token, end_of, escape_text, write_attributes

_MARKDOWN_FILE = re.compile(r"[^#?]+\.md(?:#.*)?", re.IGNORECASE | re.DOTALL)
_LOCAL = {"src", "poster", "srcset"}


def cut(tokens: tuple[Token, ...], *, cards: bool = True) -> tuple[Part, ...]:
    """Return the parts that the tokens make; with `cards`, a paragraph with one link to a Markdown file is a card."""
    parts = _Parts()
    index = 0
    while index < len(tokens):
        token = tokens[index]
        if cards and isinstance(token, Open) and token.tag == "p" and _begins_with_link(tokens, index + 1):
            end = end_of(tokens, index)
            card = card_of(tokens[index:end])
            if card is not None:
                parts.add(card)
                index = end
                continue
        parts.take(token)
        index += 1
    return parts.made()


def _begins_with_link(tokens: tuple[Token, ...], index: int) -> bool:
    while index < len(tokens):
        token = tokens[index]
        if not isinstance(token, Text) or token.text.strip():
            return isinstance(token, Open) and token.tag == "a"
        index += 1
    return False


def card_of(paragraph: tuple[Token, ...]) -> Card | None:
    """Return the card that a paragraph is, if it holds nothing but one link to a Markdown file."""
    inner = [t for t in paragraph[1:-1] if not (isinstance(t, Text) and not t.text.strip())]
    if len(inner) < 3 or not isinstance(inner[0], Open) or inner[0].tag != "a" or inner[-1] != Close("a"):  # noqa: PLR2004 - a link and its words
        return None
    target = inner[0].get("href") or ""
    words = tuple(inner[1:-1])
    if any(isinstance(t, Open | Close) and t.tag == "a" for t in words) or is_elsewhere(target):
        return None
    start = paragraph.index(inner[0])
    words = paragraph[start + 1 : start + end_of(paragraph[start:], 0) - 1]
    made = cut(words)
    if not _MARKDOWN_FILE.fullmatch(target) or len(made) != 1 or not isinstance(made[0], Html):
        return None
    return Card(target, made[0].text, inner[0].place)


class _Parts:
    """The parts as they come; neighbouring HTML is joined."""

    def __init__(self) -> None:
        self._parts: list[Part] = []
        self._html: list[str] = []
        self._links: list[str] = []

    def made(self) -> tuple[Part, ...]:
        self._flush()
        return tuple(self._parts)

    def add(self, part: Part) -> None:
        self._flush()
        self._parts.append(part)

    def _flush(self) -> None:
        if self._html:
            self._parts.append(Html("".join(self._html)))
            self._html = []

    def take(self, token: Token) -> None:
        if isinstance(token, Text):
            self._html.append(escape_text(token.text))
        elif isinstance(token, Open):
            if token.tag == "a":
                self._open_link(token)
            elif token.tag == "img":
                self._picture(token)
            else:
                self._open(token)
        elif isinstance(token, Close):
            if token.tag == "a":
                self._close_link()
            elif token.tag not in VOID:
                self._html.append(f"</{token.tag}>")
        elif isinstance(token, Citation):
            self.add(token)

    def _picture(self, token: Open) -> None:
        source = token.get("src") or ""
        if token.get("srcset") is not None or is_elsewhere(source):
            self._open(token)
        else:
            self.add(Picture(source, write_attributes(token.without("src").attributes), token.place))

    def _open(self, token: Open) -> None:
        if not token.attributes:
            self._html.append(f"<{token.tag}>")
            return
        self._html.append(f"<{token.tag}")
        for name, value in token.attributes:
            if name in _LOCAL and is_of_the_site(name, value):
                self.add(Resource(name, value, token.place))
            else:
                self._html.append(write_attributes(((name, value),)))
        self._html.append(">")

    def _open_link(self, token: Open) -> None:
        if self._links:
            self._links.append("inner")
            return
        href = token.get("href")
        if href is None or not href.strip() or is_elsewhere(href):
            self._links.append("elsewhere")
            kept = token.attributes if href and href.strip() else token.without("href").attributes
            self._html.append(f"<a{write_attributes(kept)}>")
        else:
            self._links.append("site")
            self.add(LinkStart(href, write_attributes(token.without("href").attributes), token.place))

    def _close_link(self) -> None:
        kind = self._links.pop() if self._links else "inner"
        if kind == "elsewhere":
            self._html.append("</a>")
        elif kind == "site":
            self.add(LinkEnd())


def is_of_the_site(name: str, value: str) -> bool:
    """Tell whether an attribute's value names a file of the site, or one of several that `srcset` lists."""
    if name == "srcset":
        return any(piece.strip() and not is_elsewhere(piece.split()[0]) for piece in value.split(","))
    return not is_elsewhere(value)
