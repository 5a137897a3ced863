"""What keeps a text off the quick path as a whole: its size, its characters, lines that may begin something odd.

A text that passes is surely within every bound of `bounds`, and none of these looks takes longer than its length.
"""

from __future__ import annotations

import re

from sitegen.prose.quick.sheet import UnsureError

MOST_CHARACTERS = 60_000
MOST_LINES = 1_500
MOST_IN_BLOCK = 8_000
MOST_LINES_IN_BLOCK = 300
MOST_BRACKETS = 60
MOST_MARKS = 4_000
MOST_PIPES = 2_000
MOST_NOTES = 200

CODE_SPAN = re.compile(r"(?<!`)(`+)(?!`)(.*?[^`])\1(?!`)", re.DOTALL)

_ODD_LINE = re.compile(
    r"^(?: {4}(?! {0,3}(?:[*+-]|\d+\.) )| {1,3}[#>|]| {0,3}(?::(?: |$)|=|!!!)|(?: *(?:>|(?:[*+-]|\d+[.)])(?= ))){4})",
    re.MULTILINE,
)
_LIKE_A_MARKER = re.compile(r"^[ \t>!<–—-]*\w+[ \t>–—-]*$", re.MULTILINE)
_NO_LINE_END = re.compile(r"[^\n]")
_MARKS = re.compile(r"[\[*_`<&\"']")


def check_text(text: str) -> None:
    """Stop at a text that is too long, or has a character that not everybody reads alike.

    Those are blanks of other kinds, controls, and what is unseen, private or lost.
    """
    if not text.strip() or len(text) > MOST_CHARACTERS or text.count("\n") > MOST_LINES:
        raise UnsureError
    if not text.replace("\n", " ").isprintable() or "\ufffd" in text:
        raise UnsureError
    if len(text) > MOST_IN_BLOCK and len(_MARKS.findall(text)) > MOST_MARKS:
        raise UnsureError
    if text.count("|") > MOST_PIPES or text.count("[^") > MOST_NOTES:
        raise UnsureError


def check_lines(text: str) -> None:
    """Stop at a line of running text that may begin something which the quick path does not know."""
    if _ODD_LINE.search(text) or "///Footnotes" in text:
        raise UnsureError


def check_block(block: str) -> None:
    """Stop at a block that is long, or may be nested deeply."""
    if len(block) > MOST_IN_BLOCK or block.count("\n") > MOST_LINES_IN_BLOCK or block.count("[") > MOST_BRACKETS:
        raise UnsureError


def check_marker(text: str) -> None:
    """Stop at a line that may be meant as the mark which ends a summary."""
    if ("--" in text or "—" in text) and ("!" in text or ">" in text):
        for found in _LIKE_A_MARKER.finditer(CODE_SPAN.sub(_blank, text) if "`" in text else text):
            if ("--" in found[0] or "—" in found[0]) and set("<>!") & set(found[0]) and found[0] != "<!--more-->":
                raise UnsureError


def _blank(code: re.Match[str]) -> str:
    return _NO_LINE_END.sub(" ", code[0])
