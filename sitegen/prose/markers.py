"""Comments that are marks to this program, and what was probably meant as one: `<!-- members -->`, `<!--more-->`."""

from __future__ import annotations

import difflib
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
    for found in _COMMENT.finditer(text):
        words = re.findall(r"\w+", unicodedata.normalize("NFKC", found[1].translate(_INVISIBLE)).casefold())
        if words and is_meant(words):
            yield found.start()
    for found in _BROKEN.finditer(text):
        if ("--" in found[0] or "—" in found[0]) and set("<>!") & set(found[0]) and is_meant([found[1].casefold()]):
            yield found.start()


def is_close(word: str, wanted: str) -> bool:
    """Tell whether a word is the wanted one, or was probably meant to be it."""
    return difflib.SequenceMatcher(None, word, wanted).ratio() >= _CLOSE_ENOUGH


def remarks_on_more(outside_code: str, places: Places) -> Iterator[Remark]:
    """Yield a warning for every `<!--more-->` after the first, and for every line with a misspelt one."""
    exact = [found.start() for found in _MORE.finditer(outside_code)]
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
