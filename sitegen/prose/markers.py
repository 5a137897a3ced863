"""Comments that are marks to this program, and what was probably meant as one: `<!-- members -->`, `<!--more-->`."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from sitegen.problems import Remark, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sitegen.prose.places import Places

# Quantifiers that give nothing back (`++`), so that no line takes longer than its length.
_COMMENT = re.compile(r"(?:<|&lt;)\s{0,9}+!?+\s{0,9}+[-–—]{1,4}+\s*+((?:(?!&gt;)[^<>\n]){1,200}+)")
_BROKEN = re.compile(
    r"^[ \t>]{0,9}+(?:!|<!|<)?+[ \t]{0,9}+[-–—]{0,4}+[ \t]{0,9}+(\w++)[ \t]{0,9}+[-–—]{0,4}+[ \t]{0,9}+>?+[ \t]{0,9}+$",
    re.MULTILINE,
)
_MORE = re.compile(r"(?<!\\)<!--\s*more\s*-->", re.IGNORECASE)
_INVISIBLE = dict.fromkeys([0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF])
_CLOSE_ENOUGH = 0.75


def find_markers(text: str, is_meant: Callable[[list[str]], bool]) -> Iterator[int]:
    """Yield where something like a comment begins whose words, in lower case, `is_meant` accepts."""
    for found in _comments(text):
        words = re.findall(r"\w+", unicodedata.normalize("NFKC", found[1].translate(_INVISIBLE)).casefold())
        if words and is_meant(words):
            yield found.start()
    for found in _broken(text):
        if ("--" in found[0] or "—" in found[0]) and set("<>!") & set(found[0]) and is_meant([found[1].casefold()]):
            yield found.start()


def _comments(text: str) -> Iterator[re.Match[str]]:
    """Yield what `_COMMENT.finditer` does, looked for where its first character stands."""
    end = 0
    for start in sorted((*_positions(text, "<"), *_positions(text, "&lt;"))):
        found = _COMMENT.match(text, start) if start >= end else None
        if found:
            end = found.end()
            yield found


def _broken(text: str) -> Iterator[re.Match[str]]:
    """Yield the matches of `_BROKEN` in lines with two hyphens or a dash, which it shall have in the end."""
    for start in sorted({*_lines_with(text, "--"), *_lines_with(text, "—")}):
        found = _BROKEN.match(text, start)
        if found:
            yield found


def _lines_with(text: str, mark: str) -> Iterator[int]:
    at = text.find(mark)
    while at >= 0:
        yield text.rfind("\n", 0, at) + 1
        end = text.find("\n", at)
        at = text.find(mark, end) if end >= 0 else -1


def _positions(text: str, mark: str) -> Iterator[int]:
    at = text.find(mark)
    while at >= 0:
        yield at
        at = text.find(mark, at + len(mark))


def is_close(word: str, wanted: str) -> bool:
    """Tell whether a word is the wanted one, or was probably meant to be it."""
    if word == wanted:
        return True
    if 2 * min(len(word), len(wanted)) < _CLOSE_ENOUGH * (len(word) + len(wanted)):
        return False
    from difflib import SequenceMatcher  # noqa: PLC0415  # dear, and hardly any comment comes as far as this

    return SequenceMatcher(None, word, wanted).ratio() >= _CLOSE_ENOUGH


def remarks_on_more(outside_code: str, places: Places) -> Iterator[Remark]:
    """Yield a warning for every `<!--more-->` after the first, and for every line with a misspelt one."""
    exact = [at for at in _positions(outside_code, "<!--") if _MORE.match(outside_code, at)]
    for position in exact[1:]:
        message = "this is the second `<!--more-->`; the summary ends at the first"
        yield Remark(places.at(position), "more-marker", message, "delete one of them", Severity.WARNING)
    told = {places.at(position).line for position in exact}
    for position in sorted(find_markers(outside_code, _mean_more)):
        place = places.at(position)
        if place.line in told or outside_code.startswith("&", position):
            continue
        told.add(place.line)
        message = "this is not quite the mark that ends a summary, so the summary does not end here"
        yield Remark(place, "more-marker", message, "write `<!--more-->`", Severity.WARNING)


def _mean_more(words: list[str]) -> bool:
    return words in (["read", "more"], ["readmore"]) or (len(words) == 1 and is_close(words[0], "more"))
