"""The bounds on a text's size and depth, so that every text that is let through is rendered in little time.

Never a bound on time: the verdict is the same on every machine. Each number was measured against what Markdown
does with 100 KB of its kind: what grows with the square of the text is stopped where it still takes under two seconds.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from sitegen.problems import Place, Remark
from sitegen.prose.fences import find_fences

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_BYTES = 1 << 20
MOST_LEVELS = 50
MOST_BRACKETS = 60
MOST_COLUMNS = 100
MOST_CELLS = 5_000
MOST_MARKS = 12_000
MOST_WORK = 80_000_000
MOST_BLOCKS = 6_000
MOST_IN_A_ROW = 120_000
MOST_BREAKS = 5_000

_MODEST_LENGTH = 100_000
_MODEST_LINES = 2_000
_MODEST_TAGS = 200
_MODEST_INDENTS = 1_500
_MODEST_CONTENTS = 3
_OF_LEVELS = ("-", "*", "+", ">", ". ", ".\t", ") ", ")\t", "    ", "\t")
_OF_RULES = ("-", "_", "*", "#", "=")
_OF_MARKS = ("[", "*", "_", "`", "<", "{", "\\", "&", '"', "'", "-", "...")

_MARKERS = re.compile(r"[ \t]*(?:>|(?:[*+-]|\d{1,9}[.)])(?=[ \t]))")
_DEEP_LINE = re.compile(rf"\n[ \t>*+\-\d.)]{{{MOST_LEVELS + 1}}}")
_MARKS = re.compile(r"[\[*_`<{\\&]")
_LIGHT_MARKS = re.compile(r"[\"']|-{2,3}|\.{3}")
_BRACKET = re.compile(r"\\.|[\[\]]", re.DOTALL)
_DELIMITERS = re.compile(r"^[ >]*(?:\|[ ]*)?:?-+:?[ ]*(?:\|[ ]*:?-+:?[ ]*)*(?:\|[ ]*)?$")
_RULE = re.compile(r"^ {0,3}(?:(?:[-_*][ ]?)+|#{1,6}.*|[=-]+[ ]*)$")
_ITEM = re.compile(r"^ {0,3}(?:[*+-]|\d+\.)[ \t]", re.MULTILINE)
_TABLE = re.compile(r"^[ >]*(?:\|[ ]*)?:?-+:?[ ]*\|[ :|-]*$", re.MULTILINE)
_STARTS_BLOCK = re.compile(r"^[ \t>]*(?:[*+-][ \t]|\d+[.)][ \t]|#|:[ \t]|>|!!!)")
_BLANK = re.compile(r"\n[ \t]*\n")
_FEW = (
    (re.compile(r"<!(?!--)|<\?"), 200, "marks like `<![` or `<?`"),
    (re.compile(r"<[a-zA-Z/][^<>]*(?=<|\Z)"), 300, "tags that begin with `<` and do not end with `>`"),
    (re.compile(r"\[\^"), 1_500, "marks of footnotes"),
    (re.compile(r"^ {0,3}\[[^\]\n]*\]:", re.MULTILINE), 2_500, "definitions of links"),
    (re.compile(r"^[ \t]*\[TOC\]", re.MULTILINE), 3, "tables of contents (`[TOC]`)"),
    (re.compile(r"(?:^|\n)[ \t]*\n(?: {4}|\t)"), 1_500, "blocks of indented code"),
)


def find_excess(text: str) -> Remark | None:
    """Return what is wrong with a text that is too big or nested too deeply to be rendered."""
    if is_modest(text):
        return None
    if len(text) > MOST_BYTES or len(text.encode("utf-8", "replace")) > MOST_BYTES:
        return _too_big(Place(), "the text is larger than 1 MiB")
    return next(excesses(text), None)


def is_modest(text: str) -> bool:
    """Tell at little cost that a text is far below every bound; a text of which it does not tell may be so too.

    Every number here is at least what the search below would count, code included. A short text has too few
    characters for most of the bounds.
    """
    length, lines = len(text), text.count("\n") + 1
    if length > _MODEST_LENGTH or lines > _MODEST_LINES or _DEEP_LINE.search(f"\n{text}"):
        return False
    bars, brackets = text.count("|"), max(text.count("["), text.count("]"))
    return (
        bars < MOST_COLUMNS
        and (not bars or (bars + 1) * lines <= MOST_CELLS)
        and brackets <= MOST_BRACKETS
        and text.count("[TOC]") <= _MODEST_CONTENTS
        and text.count("<") <= _MODEST_TAGS
        and text.count("    ") + text.count("\t") <= _MODEST_INDENTS
        and (lines + length <= MOST_BLOCKS or lines + _count(text, _OF_LEVELS) <= MOST_BLOCKS)
        and (lines * lines <= MOST_IN_A_ROW or lines * _count(text, _OF_RULES) <= MOST_IN_A_ROW)
        and (length * max(length, MOST_WORK // MOST_MARKS) <= MOST_WORK or _has_few_marks(text))
    )


def _has_few_marks(text: str) -> bool:
    marks = _count(text, _OF_MARKS)
    return marks <= MOST_MARKS and marks * len(text) <= MOST_WORK


def _count(text: str, marks: tuple[str, ...]) -> int:
    return sum(map(text.count, marks))


def too_deep(place: Place | None = None) -> Remark:
    """Return the remark on a text that is nested too deeply."""
    message = f"this is nested more than {MOST_LEVELS} levels deep, or close to it in several ways"
    return Remark(place or Place(), "too-deep", message, "use fewer levels of lists, quotes, brackets or elements")


def _too_big(place: Place, message: str) -> Remark:
    return Remark(place, "too-big", message, "split it, or publish it as a file beside the text")


def excesses(text: str) -> Iterator[Remark]:
    """Yield what is wrong with a text that is too big or nested too deeply, bound by bound."""
    lines = text.split("\n")
    fences = find_fences(lines)
    if len(fences) > MOST_BLOCKS // 4:
        place = Place(fences[MOST_BLOCKS // 4].first + 1)
        yield _too_big(place, f"there are more than {MOST_BLOCKS // 4:,} blocks of code")
    for fence in fences:
        lines[fence.first : fence.last + 1] = [""] * (fence.last + 1 - fence.first)
    yield from _in_lines(lines)
    seen = "\n".join(lines)
    for pattern, most, name in _FEW:
        for number, found in enumerate(pattern.finditer(seen)):
            if number == most:
                yield _too_big(_at(seen, found.start()), f"there are more than {most:,} {name}")
                break
    yield from _in_blocks(seen)


def _at(text: str, position: int) -> Place:
    return Place(text.count("\n", 0, position) + 1)


def _in_lines(lines: list[str]) -> Iterator[Remark]:
    blocks = cells = columns = 0
    for index, line in enumerate(lines):
        levels = _levels(line)
        if levels > MOST_LEVELS:
            yield too_deep(Place(index + 1))
        is_blank = not line.strip()
        if _STARTS_BLOCK.match(line) or (is_blank and index and lines[index - 1].strip()):
            blocks += max(1, levels)
            if blocks > MOST_BLOCKS:
                yield _too_big(Place(index + 1), f"there are more than {MOST_BLOCKS:,} paragraphs, headings and items")
                return
        if "|" in line and "-" in line and _DELIMITERS.match(line):
            columns = line.strip().strip("|").count("|") + 1
        cells += 0 if is_blank else columns
        columns = 0 if is_blank else columns
        if columns > MOST_COLUMNS:
            yield _too_big(Place(index + 1), f"this table has more than {MOST_COLUMNS} columns")
        if cells > MOST_CELLS:
            yield _too_big(Place(index + 1), f"the tables have more than {MOST_CELLS:,} cells")
            return


def _levels(line: str) -> int:
    at = levels = 0
    while found := _MARKERS.match(line, at):
        at = found.end()
        levels += 1
    if not levels:
        return 0
    indent = len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip(" "))
    return levels + indent // 4


def _in_blocks(text: str) -> Iterator[Remark]:
    at = marks = work = 0
    while at < len(text):
        end = _BLANK.search(text, at)
        stop = end.start() if end else len(text)
        block = text[at:stop]
        if _depth(block) > MOST_BRACKETS or block.count("](") - block.count(")") > MOST_BRACKETS:
            yield too_deep(_at(text, at))
            return
        if block.count("  \n") > MOST_BREAKS:
            yield _too_big(_at(text, at), f"there are more than {MOST_BREAKS:,} line breaks in one paragraph")
            return
        for piece in _pieces(block):
            here = len(_MARKS.findall(piece)) + len(_LIGHT_MARKS.findall(piece)) // 4
            marks += here
            work += here * len(piece)
        if marks > MOST_MARKS + len(text) // 10:
            yield _too_big(
                _at(text, at), "there are too many marks like `[`, `*`, `_`, `` ` ``, `<` for so short a text"
            )
            return
        if work > MOST_WORK:
            yield _too_big(_at(text, at), "there are too many marks like `[`, `*`, `_`, `` ` ``, `<` in one paragraph")
            return
        rules = sum(1 for line in block.split("\n") if _RULE.match(line)) if "\n" in block else 0
        if rules * (block.count("\n") + 1) > MOST_IN_A_ROW:
            yield _too_big(
                _at(text, at), "there are too many headings, rules and quotes without a blank line between them"
            )
            return
        at = end.end() if end else len(text)


def _pieces(block: str) -> list[str]:
    if _TABLE.search(block):
        return block.split("\n")
    if _ITEM.match(block):
        starts = [found.start() for found in _ITEM.finditer(block)]
        return [block[start:end] for start, end in pairwise([*starts, len(block)])]
    return [block]


def _depth(block: str) -> int:
    depth = deepest = 0
    for mark in _BRACKET.finditer(block):
        depth = depth + 1 if mark[0] == "[" else max(0, depth - 1) if mark[0] == "]" else depth
        deepest = max(deepest, depth)
    return deepest
