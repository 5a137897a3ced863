"""Where code stands in a Markdown text: its closed fences, and the text with all code blanked out."""

from __future__ import annotations

import re

from sitegen.values import Value

_OPENING = re.compile(r"^( {0,3})(`{3,}|~{3,})(.*)$")
_CLOSING = re.compile(r"^ {0,3}(`{3,}|~{3,})[ \t]*$")
_INDENTED = re.compile(r"\n(?: {4}|\t)")
_LIST_ITEM = re.compile(r"^ {0,3}(?:[*+-]|\d+[.)])\s")
_TICKS = re.compile("`+")


class Fence(Value, frozen=True):
    """A closed code fence: the lines of its two marks (from 0), what follows the first, what is between them."""

    first: int
    last: int
    info: str
    code: tuple[str, ...]


def find_fences(lines: list[str] | tuple[str, ...]) -> tuple[Fence, ...]:
    """Return the closed fences, in order. One that nobody closes is none, and protects nothing."""
    return _fences(lines)[0]


def find_open_fences(lines: list[str] | tuple[str, ...]) -> tuple[int, ...]:
    """Return the lines (from 0) of fences that nobody closes: the first of each kind, as the rest follow from it."""
    return _fences(lines)[1]


def _fences(lines: list[str] | tuple[str, ...]) -> tuple[tuple[Fence, ...], tuple[int, ...]]:
    fences: list[Fence] = []
    first_open: dict[str, int] = {}
    unclosed: dict[str, int] = {}
    index = 0
    while index < len(lines):
        line = lines[index]
        opening = _OPENING.match(line) if "```" in line or "~~~" in line else None
        if opening is None or ("`" in opening[2] and "`" in opening[3]):
            index += 1
            continue
        indent, mark, info = opening.groups()
        last = None
        if len(mark) < unclosed.get(mark[0], len(mark) + 1):
            last = next((at for at in range(index + 1, len(lines)) if _closes(lines[at], mark)), None)
        if last is None:
            first_open.setdefault(mark[0], index)
            unclosed[mark[0]] = min(len(mark), unclosed.get(mark[0], len(mark)))
            index += 1
            continue
        code = tuple(_dedent(line, len(indent)) for line in lines[index + 1 : last])
        fences.append(Fence(index, last, info.strip(), code))
        index = last + 1
    return tuple(fences), tuple(sorted(first_open.values()))


def _closes(line: str, mark: str) -> bool:
    found = _CLOSING.match(line)
    return found is not None and found[1].startswith(mark)


def _dedent(line: str, width: int) -> str:
    return line[min(width, len(line) - len(line.lstrip(" "))) :]


def blank_code(text: str) -> str:
    """Return the text with every character of code a space, so that positions stay as they were."""
    if may_have_fences(text) or _INDENTED.search(f"\n{text}"):
        lines = text.split("\n")
        for fence in find_fences(lines):
            for index in range(fence.first, fence.last + 1):
                lines[index] = " " * len(lines[index])
        _blank_indented(lines)
        text = "\n".join(lines)
    return _blank_spans(text) if "`" in text else text


def may_have_fences(text: str) -> bool:
    """Tell whether the text has the marks of a fence anywhere, which is cheap to say."""
    return "```" in text or "~~~" in text


def _blank_indented(lines: list[str]) -> None:
    in_list = False
    in_code = False
    before_blank = True
    for index, line in enumerate(lines):
        if not line.strip():
            before_blank = True
            continue
        indented = line.startswith(("    ", "\t"))
        if indented and not in_list and (before_blank or in_code):
            in_code = True
            lines[index] = " " * len(line)
        else:
            in_code = False
            if not indented:
                in_list = bool(_LIST_ITEM.match(line)) or (in_list and not before_blank)
        before_blank = False


def _blank_spans(text: str) -> str:
    runs: list[tuple[int, int]] = []
    for found in _TICKS.finditer(text):
        start = found.start() + text.startswith("\\", max(found.start() - 1, 0))
        if start < found.end():
            runs.append((start, found.end()))
    later: dict[int, list[int]] = {}
    for number in range(len(runs) - 1, -1, -1):
        later.setdefault(runs[number][1] - runs[number][0], []).append(number)
    pieces: list[str] = []
    at = number = 0
    while number < len(runs):
        start, end = runs[number]
        same = later[end - start]
        while same and same[-1] <= number:
            same.pop()
        if not same or text.find("\n\n", end, runs[same[-1]][0]) >= 0:
            number += 1
            continue
        close = same[-1]
        span = text[start : runs[close][1]]
        pieces += [text[at:start], re.sub(r"[^\n]", " ", span)]
        at = runs[close][1]
        number = close + 1
    return "".join([*pieces, text[at:]])
