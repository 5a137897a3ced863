"""Words that stand twice in a row by mistake."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.marks.manuscript import Manuscript
    from sitegen.problems import Problem

_NEVER_TWICE: Final = {
    "en": "a an and as at be been but by each for from has have how if in into it its most not of or our she should "
    "some than the their them then there these they this to we what when where which who with would your",
    "de": "aber als am an auch auf aus bei bis dass dem den des ein eine einem einen einer eines er es für hat im "
    "in ist mit nach nicht noch nur oder sich über um und von vom wenn wer wie wir wird zu zum zur",
    "fr": "à au aux avec ce ces cette comme dans de des du elle est et il la le les leur mais ne ou par pas pour "
    "qui sa se ses son sont sur un une",
    "es": "al como con de del el en entre es está la las lo los más o para pero por se su sus también un una y",
    "pt": "ao aos as com como da das de do dos e em entre mais mas na nas no nos o os ou para por seu sua um uma",
    "it": "al alla anche come con da dal dalla dei del della di e gli il in la le lo ma nel nella non o per più "
    "sono su un una",
    "nl": "aan als bij dan de den der deze door een en hij hoe ik in is maar met naar niet of om ons ook op over te "
    "tot uit van voor we werd wij zo",
    "cy": "ac am ar at bod chi eu fel gan hefyd i mae neu o oedd os sydd un yn yr",
}
"""Words that no sentence has twice in a row, by language; `that that`, `what it is is` and `die die` may be meant."""


def marks(manuscript: Manuscript) -> Iterator[Problem]:
    """Yield the small words that stand twice in a row, at the end of a line and the beginning of the next too."""
    pattern = _pattern(manuscript.language)
    if pattern is None:
        return
    for found in pattern.finditer(manuscript.text):
        first, second = found["first"], found["second"]
        if second != second.lower():
            continue
        message = f"“{first} {second}”: the word stands twice in a row"
        yield manuscript.mark(found.start("second"), "double-word", message, "take one of the two out")


@lru_cache(maxsize=16)
def _pattern(language: str) -> re.Pattern[str] | None:
    words = _NEVER_TWICE.get(language)
    if words is None:
        return None
    known = "|".join(sorted(words.split(), key=len, reverse=True))
    # Neither may be part of a longer word, as in “so-and-so” or “it's”.
    return re.compile(
        rf"(?<![\w'’.-])(?P<first>{known})(?:[ \t]+|[ \t]*\n[ \t]*)(?P<second>(?i:(?P=first)))(?![\w'’-])",
        re.IGNORECASE,
    )
