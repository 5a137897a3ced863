"""The HTML that Markdown wrote, read before the allow-list: to mend what would swallow text, and to tell what goes.

Safety is the allow-list's job alone; a tag that this reading misses loses its warning and nothing else.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from sitegen.prose.ids import names
from sitegen.values import Value

if TYPE_CHECKING:
    from collections.abc import Iterator

_NAME = re.compile(r"</?([a-zA-Z][^\s/><]*)")
_ATTRIBUTE = re.compile(r"""[\s/]*([^\s/>=][^\s/>=]*)(\s*=\s*(?:"|'|[^\s>"'][^\s>]*)?)?""")
_END = re.compile(r"[\s/]*>")
_MOST_ATTRIBUTES = 60

_PLAIN = re.compile(r'(<!--[^<>-]*-->|</?[a-z][a-z0-9]*(?: [a-z-]+="[^"&]*"){0,60}>)')
"""What Markdown writes itself, and a simple comment: the pieces of HTML that need no mending."""

_PLAIN_ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]*)"')

_DROPPED_WITH_CONTENT = frozenset({"script", "style", "svg"})
_ENDLESS = names(
    """
    area base body br col colgroup dd dt embed head hr html img input li link meta optgroup option p param rb rp rt rtc
    source tbody td tfoot th thead tr track wbr
    """,
)
"""Elements without an end tag, or with one that may be left out."""

_SWALLOWING = frozenset(
    {"iframe", "noembed", "noframes", "noscript", "plaintext", "select", "template", "textarea", "title", "xmp"},
)
"""Elements that a parser reads as text to their end, or to the end of the page."""


class RawText(Value, frozen=True):
    """Anything that is no tag, as HTML."""

    source: str


class RawTag(Value, frozen=True):
    """A tag: its name in lower case, its attributes with their values decoded, and how it is written on."""

    name: str
    is_end: bool
    attributes: tuple[tuple[str, str], ...]
    source: str


Raw = tuple[RawText | RawTag, ...]


def lex(made: str) -> Raw:
    """Return the HTML in pieces; what opens and never ends is text, so that it swallows nothing."""
    return _plain(_PLAIN.split(made)) or tuple(_lex(made))


def depth_of(pieces: Raw) -> int:
    """Return how deep elements that need an end tag stand within each other."""
    depth = deepest = 0
    for piece in pieces:
        if isinstance(piece, RawTag) and piece.name not in _ENDLESS:
            depth = max(0, depth - 1) if piece.is_end else depth + 1
            deepest = max(deepest, depth)
    return deepest


def write(pieces: Raw) -> str:
    """Return the HTML of the pieces."""
    return "".join(piece.source for piece in pieces)


def _plain(sources: list[str]) -> Raw:
    """Return what `_lex` makes of HTML that was split into text (even) and plain markup (odd); nothing for another."""
    known: dict[str, RawText | RawTag] = {}
    pieces: list[RawText | RawTag] = []
    is_text = False
    for source in sources:
        is_text = not is_text
        piece = known.get(source)
        if piece is None:
            if not is_text and source[1] != "!":
                piece = _plain_tag(source)
                if piece.name in _DROPPED_WITH_CONTENT:
                    return ()
            elif is_text and "<" in source:
                return ()
            else:
                piece = RawText(source)
            known[source] = piece
        pieces.append(piece)
    return tuple(pieces)


def _plain_tag(source: str) -> RawTag:
    name = source[1:-1].removeprefix("/").partition(" ")[0]
    attributes = tuple(_PLAIN_ATTRIBUTE.findall(source)) if "=" in source else ()
    return RawTag(name, source[1] == "/", attributes, "" if name in _SWALLOWING else source)


def _lex(made: str) -> Iterator[RawText | RawTag]:
    at = 0
    endless: set[str] = set()
    while True:
        start = made.find("<", at)
        if start < 0:
            yield RawText(made[at:])
            return
        if start > at:
            yield RawText(made[at:start])
        if made.startswith(("<!", "<?"), start) or (made.startswith("</", start) and not _NAME.match(made, start)):
            at, piece = _comment(made, start)
            yield piece
            continue
        tag, end = _tag(made, start)
        if tag is None:
            yield RawText("&lt;")
            at = start + 1
            continue
        at = end
        if tag.is_end or tag.name not in _DROPPED_WITH_CONTENT:
            yield tag
            continue
        close = -1 if tag.name in endless else _find_end(made, end, tag.name)
        if close < 0:
            endless.add(tag.name)
            yield RawTag(tag.name, tag.is_end, tag.attributes, "")
        else:
            yield tag
            yield RawText(made[end:close])
            at = close


def _find_end(made: str, start: int, name: str) -> int:
    found = re.compile(rf"</{name}[\s/>]", re.IGNORECASE).search(made, start)
    return found.start() if found and made.find(">", found.start()) >= 0 else -1


def _comment(made: str, start: int) -> tuple[int, RawText]:
    end_mark = "-->" if made.startswith("<!--", start) else ">"
    end = made.find(end_mark, start + 2)
    if end < 0:
        return start + 1, RawText("&lt;")
    source = made[start : end + len(end_mark)]
    if end_mark == "-->":
        body = source[4:-3] if len(source) >= len("<!---->") else ""
        source = "<!--" + body.replace("--", "- -").replace(">", "&gt;") + "-->"
    return end + len(end_mark), RawText(source)


def _tag(made: str, start: int) -> tuple[RawTag | None, int]:
    name = _NAME.match(made, start)
    if name is None:
        return None, start
    at = name.end()
    attributes: list[tuple[str, str]] = []
    while True:
        closing = _END.match(made, at)
        if closing:
            tag_name = name[1].lower()
            source = "" if tag_name in _SWALLOWING else made[start : closing.end()]
            is_end = made[start + 1] == "/"
            return RawTag(tag_name, is_end, tuple(attributes), source), closing.end()
        found = _ATTRIBUTE.match(made, at)
        if found is None or len(attributes) == _MOST_ATTRIBUTES:
            return None, start
        value = found[2] or ""
        at = found.end()
        if value.endswith(('"', "'")) and value.rstrip("\"'").rstrip().endswith("="):
            end = made.find(value[-1], at)
            if end < 0:
                return None, start
            value = made[at:end]
            at = end + 1
        else:
            value = value.lstrip().removeprefix("=").strip()
        attributes.append((found[1].lower(), html.unescape(value)))
