"""What is done to a Markdown text before it is rendered: cut at the members' line, drop the title's own heading.

Text in, text out, with line numbers as they were; nothing here needs Markdown.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

from sitegen.problems import Place, Remark
from sitegen.prose.characters import find_mojibake, mojibake_remark, strip_controls
from sitegen.prose.fences import find_fences
from sitegen.prose.ids import slug
from sitegen.prose.markers import find_markers, is_close
from sitegen.values import Value

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "MARKER",
    "MembersCut",
    "cut_members",
    "drop_title_heading",
    "find_mojibake",
    "mojibake_remark",
    "strip_controls",
]

MARKER = "<!-- members -->"

_EXACT = r"[\s>]*(?:(?:[*+-]|\d+[.)])\s+)*[\s>]*<!--[ \t]*members[ \t]*-->\s*"
_FEW_WORDS = 3
_LONGEST_TITLE = 1_000
_ATX = re.compile(r"^ {0,3}(#{1,2})(?!#)(.*)$")
_SETEXT = re.compile(r"^ {0,3}(?:=+|-+)[ \t]*$")
_ATTRIBUTES = r"[ \t]*\{:?[ \t]*((?:[#.][^\s{}]+|[\w:-]+=(?:\"[^\"]*\"|'[^']*'|[^\s{}]+))(?:[ \t]+[^{}]*)?)\}[ \t]*$"
_ID = r"(?:^|\s)(?:#|id=[\"']?)([^\s{}\"']+)"


class MembersCut(Value, frozen=True):
    """A text without what is for members: what is left, the line of the cut if there is one, what is wrong."""

    text: str
    line: int | None
    remarks: tuple[Remark, ...] = ()


def cut_members(text: str, *, in_code_too: bool = False) -> MembersCut:
    """Return what stands above the line `<!-- members -->`; a misspelt one is an error, and cuts as well.

    A closed code fence hides a marker; nothing else does, since to cut too much is the safe mistake.
    With `in_code_too` not even that does: where there is something to keep, a fence that was left
    open could pair with one below the marker.
    """
    positions = sorted(find_markers(text, _mean_members))
    if not positions:
        return MembersCut(text, None)
    lines = text.split("\n")
    hidden = (
        set()
        if in_code_too
        else {index for fence in find_fences(lines) for index in range(fence.first, fence.last + 1)}
    )
    starts = [0, *accumulate(len(line) + 1 for line in lines)]
    for position in positions:
        index = bisect_right(starts, position) - 1
        if index in hidden:
            continue
        place = Place(index + 1, position - starts[index] + 1)
        remarks = () if re.fullmatch(_EXACT, lines[index]) else (_misspelt(place, lines[index]),)
        return MembersCut("".join(f"{line}\n" for line in lines[:index]), index + 1, remarks)
    return MembersCut(text, None)


def _mean_members(words: list[str]) -> bool:
    if len(words) == 1:
        return words[0].startswith("member") or is_close(words[0], "members")
    if len(words) <= _FEW_WORDS and any(word in {"member", "members"} for word in words):
        return True
    return words[0][0] in "mn" and len(words[0]) < len("membership") and is_close(words[0], "members")


def _misspelt(place: Place, line: str) -> Remark:
    message = f"`{line.strip()[:80]}` is not quite the members' marker; what stands from here on was left out"
    return Remark(place, "members-marker", message, f"write this, on a line of its own: {MARKER}")


def drop_title_heading(text: str, title: str) -> tuple[str, str]:
    """Return the text with a first heading that repeats the title blanked, and the `id` that heading had.

    Another text comes back as it is, with an empty id. Line numbers stay as they were.
    """
    lines = text.split("\n")
    first = next((index for index, line in enumerate(lines) if line.strip()), None)
    if first is None:
        return text, ""
    words, last = _heading(lines, first)
    if words is None or len(words) > _LONGEST_TITLE:
        return text, ""
    attributes = re.search(_ATTRIBUTES, words)
    bare = words[: attributes.start()] if attributes else words
    bare = re.sub(r"[ \t]+#+$|^#+$", "", bare.rstrip())
    if not _folded(title) or _folded(_plain(bare)) != _folded(title):
        return text, ""
    explicit = re.search(_ID, attributes[1]) if attributes else None
    lines[first : last + 1] = [""] * (last + 1 - first)
    return "\n".join(lines), explicit[1] if explicit else slug(_plain(bare))


def _heading(lines: list[str], first: int) -> tuple[str | None, int]:
    atx = _ATX.match(lines[first])
    if atx:
        return atx[2].strip(" \t"), first
    if first + 1 < len(lines) and _SETEXT.match(lines[first + 1]) and not lines[first].startswith(("    ", "\t")):
        return lines[first], first + 1
    return None, first


def _plain(words: str) -> str:
    shown = re.sub(r"!?\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])?", r"\1", words)
    shown = re.sub(r"<[^<>]*>", "", shown)
    shown = re.sub(r"(?<!\w)_+(?=\w)|(?<=\w)_+(?!\w)", "", shown)
    return _unescaped(shown)


def _unescaped(words: str) -> str:
    if "&" not in words:
        return words
    from html import unescape  # noqa: PLC0415  # dear, and hardly any heading has an entity

    return unescape(words)


def _folded(words: str) -> str:
    return " ".join("".join(_letters(unicodedata.normalize("NFKC", _unescaped(words)).casefold())).split())


def _letters(words: str) -> Iterator[str]:
    for character in words:
        if character.isspace():
            yield " "
        elif unicodedata.category(character)[0] not in {"P", "C"} and character not in "`^~":
            yield character
