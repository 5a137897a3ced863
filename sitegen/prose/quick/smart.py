"""Smart punctuation of the quick path: dashes, ellipses and quotes, text by text, in the order of Python-Markdown.

What has been replaced is one character of plane 16 until all is done, as a later rule must not take it for a letter,
a blank or a quote. A mark ends one text and begins the next.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from sitegen.prose.quick.sheet import UnsureError

if TYPE_CHECKING:
    from collections.abc import Callable

    from sitegen.quotes import Quotes

_Rules: TypeAlias = "tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...]"

_DASH, _SHORT_DASH, _ELLIPSIS, _APOSTROPHE, _LEFT, _RIGHT, _INNER_LEFT, _INNER_RIGHT = map(
    chr, range(0x100000, 0x100008)
)
_BEFORE = {" ": 0, "\n": 1, "–": 2, "—": 3}
_AFTER = {" ": 0, "\n": 1, "s": 2}
_AFTER_LEFT, _AFTER_INNER_LEFT, _INNER_RIGHT_BEFORE = 0x100010, 0x100020, 0x100030
_MADE = re.compile("[\U00100000-\U0010ffff]")

_START = "(?:^|(?<=[\U000f0000-\U000ffffd]))"
_PUNCTUATION = r"""[!"#\$\%'()*+,-.\/:;<=>?\@\[\\\]\^_`{|}~]"""
_CLOSES = "(?<=[^ \\n\\[{(\\-\U000f0000-\U0010ffff])"

_EM_DASH = re.compile(r"(?<!-)---(?!-)")
_EN_DASH = re.compile(r"(?<!-)--(?!-)")
_DOTS = re.compile(r"(?<!\.)\.{3}(?!\.)")
_CROWD = re.compile(r"""["']{3}|''|\"\"""")
_ODD_QUOTES = re.compile("[<>&\U000f0000-\U0010ffff]")
_IN_WORD = re.compile(r"(?<=\w)'(?=\w)")
_DECADE = re.compile(r"(?<!\w)'(?=\d\ds?\b)")


def _after_blank(first: int) -> Callable[[re.Match[str]], str]:
    return lambda found: chr(first + _BEFORE[found[1]])


_SINGLE_START: _Rules = ((re.compile(rf"{_START}'(?={_PUNCTUATION}\B)"), _INNER_RIGHT),)
_DOUBLE_START: _Rules = ((re.compile(rf'{_START}"(?={_PUNCTUATION}\B)'), _RIGHT),)
_SETS: _Rules = (
    (re.compile(r""""'(?=\w)"""), _LEFT + _INNER_LEFT),
    (re.compile(r"""'"(?=\w)"""), _INNER_LEFT + _LEFT),
    (re.compile(rf"""{_CLOSES}'\""""), _INNER_RIGHT + _RIGHT),
    (re.compile(rf"""{_CLOSES}\"'"""), _RIGHT + _INNER_RIGHT),
)
_SINGLE: _Rules = (
    (re.compile(r"(?<!\w)'(?=\d{2}s)"), _INNER_RIGHT),
    (re.compile(r"(\s|–|—)'(?=\w)"), _after_blank(_AFTER_INNER_LEFT)),
    (re.compile(rf"{_CLOSES}'(?!\s|s\b|\d)"), _INNER_RIGHT),
    (re.compile(r"'(\s|s\b)"), lambda found: chr(_INNER_RIGHT_BEFORE + _AFTER[found[1]])),
    (re.compile("'"), _INNER_LEFT),
)
_DOUBLE: _Rules = (
    (re.compile(r'(\s|–|—)"(?=\w)'), _after_blank(_AFTER_LEFT)),
    (re.compile(r'"(?=\s)'), _RIGHT),
    (re.compile(rf'{_CLOSES}"'), _RIGHT),
    (re.compile('"'), _LEFT),
)


def smart(text: str, quotes: Quotes) -> str:
    """Return the marked text with the punctuation of a language."""
    made = text
    if "--" in made:
        if "----" in made:
            raise UnsureError
        made = _EN_DASH.sub(_SHORT_DASH, _EM_DASH.sub(_DASH, made))
    if "'" in made:
        made = _DECADE.sub(_APOSTROPHE, _IN_WORD.sub(_APOSTROPHE, made))
    if "'" in made or '"' in made:
        made = _quoted(made)
    if "..." in made:
        made = _DOTS.sub(_ELLIPSIS, made)
    table = _table(quotes)
    return _MADE.sub(lambda found: table[found[0]], made)


def _quoted(text: str) -> str:
    """Return the text with its quotes replaced; one that has only one kind needs only that kind's rules."""
    if _CROWD.search(text):
        raise UnsureError
    if "'" not in text:
        rules = _DOUBLE_START + _DOUBLE
    elif '"' not in text:
        rules = _SINGLE_START + _SINGLE
    else:
        rules = _SINGLE_START + _DOUBLE_START + _SETS + _SINGLE + _DOUBLE
    for pattern, mark in rules:
        text = pattern.sub(mark, text)
    return text


def needs(text: str) -> bool:
    """Tell whether there is anything in the text for `smart` to do."""
    return "'" in text or '"' in text or "--" in text or "..." in text


@lru_cache(maxsize=8)
def _table(quotes: Quotes) -> dict[str, str]:
    marks = quotes.double_left, quotes.double_right, quotes.single_left, quotes.single_right, quotes.apostrophe
    if not all(mark.strip() for mark in marks) or _ODD_QUOTES.search("".join(marks)):
        raise UnsureError
    table = {_DASH: "—", _SHORT_DASH: "–", _ELLIPSIS: "…", _APOSTROPHE: quotes.apostrophe}
    table |= {_LEFT: quotes.double_left, _RIGHT: quotes.double_right}
    table |= {_INNER_LEFT: quotes.single_left, _INNER_RIGHT: quotes.single_right}
    for before, number in _BEFORE.items():
        table[chr(_AFTER_LEFT + number)] = before + quotes.double_left
        table[chr(_AFTER_INNER_LEFT + number)] = before + quotes.single_left
    for after, number in _AFTER.items():
        table[chr(_INNER_RIGHT_BEFORE + number)] = quotes.single_right + after
    return table
