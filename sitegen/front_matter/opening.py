"""Where a file's front matter begins and ends, and what an author is told who opened or closed it another way."""

from __future__ import annotations

import re
from typing import Final

from sitegen.problems import Place, Remark
from sitegen.values import Value

_SEARCHED_FOR_END: Final = 60
_DASH: Final = r"[-\u2010-\u2015\u2212]"
_NEARLY: Final = re.compile(rf"^{_DASH}(?: ?{_DASH})+$")
_FIELD: Final = re.compile(r"^\s*[\w-]+\s*[:：]")
_FIELD_LINE: Final = re.compile(r"^(\s|[\w-]+:(\s|$)|- )")
_COMMENT: Final = re.compile(r"\s*<!--(?s:.*?)-->\s*")


class Bounds(Value, frozen=True):
    """Which lines are fields, and where the body begins, as indices of lines; `first` of `end`: no fields to read."""

    first: int
    end: int
    body: int
    remarks: tuple[Remark, ...] = ()


def find_bounds(lines: list[str]) -> Bounds | None:
    """Return where the front matter stands, or None where a file has none."""
    at = next((n for n, line in enumerate(lines) if line.strip()), 0)
    opening = lines[at].strip()
    is_followed = any(_FIELD.match(line) for line in lines[at + 1 : at + 2])
    if opening == "---" and (at == 0 or is_followed):
        return _closed(lines, at, ())
    if _NEARLY.match(opening) and is_followed:
        message = "front matter begins with a line of three hyphens, and this one is another"
        return _closed(lines, at, (_misopened(at, message, "write --- in its place"),))
    if opening == "+++":
        message = "front matter stands between lines of three hyphens, not of plus signs"
        end = next((n for n in range(at + 1, len(lines)) if lines[n].strip() == "+++"), len(lines) - 1)
        hint = "write --- in place of +++, and between them name: value in place of name = value"
        return Bounds(end, end, end + 1, (_misopened(at, message, hint),))
    if re.match(r'^\{\s*("|$)', opening):
        message = "front matter stands between lines of three hyphens, not in braces"
        return Bounds(0, 0, 0, (_misopened(at, message, "write --- lines, and between them name: value"),))
    return _below_a_comment(lines) or _unopened(lines)


def _misopened(at: int, message: str, hint: str) -> Remark:
    return Remark(Place(at + 1, 1), "front-matter-unopened", message, hint)


def _closed(lines: list[str], at: int, remarks: tuple[Remark, ...]) -> Bounds:
    """Return the bounds of what opens at the index `at`."""
    for n in range(at + 1, len(lines)):
        line = lines[n].rstrip()
        if line in {"---", "..."}:
            return Bounds(at + 1, n, n + 1, remarks)
        if _NEARLY.match(line):
            message = "front matter ends with a line of three hyphens, and this one is another"
            closing = Remark(Place(n + 1, 1), "front-matter-open", message, "write --- in its place")
            return Bounds(at + 1, n, n + 1, remarks or (closing,))
    indented = next((n for n in range(at + 1, len(lines)) if lines[n].strip() == "---"), 0)
    if indented:
        message, hint = "there is a space in front of the closing --- line", "begin it at the start of its line"
        return Bounds(
            at + 1,
            indented,
            indented + 1,
            (*remarks, Remark(Place(indented + 1, 1), "front-matter-open", message, hint)),
        )
    hint = "put a line of three hyphens, ---, under the last field"
    remark = Remark(Place(at + 1, 1), "front-matter-open", "the front matter that begins here never ends", hint)
    return Bounds(len(lines), len(lines), len(lines), (*remarks, remark))


def _below_a_comment(lines: list[str]) -> Bounds | None:
    above = _COMMENT.match("\n".join(lines))
    at = above[0].count("\n") if above else 0
    if not at or lines[at].rstrip() != "---" or not any(_FIELD.match(line) for line in lines[at + 1 : at + 2]):
        return None
    hint = "move what stands above it below the closing --- line"
    return _closed(lines, at, (_misopened(at, "the front matter has to be the first thing in the file", hint),))


def _unopened(lines: list[str]) -> Bounds | None:
    end = next((n for n, line in enumerate(lines[:_SEARCHED_FOR_END]) if line.rstrip() == "---"), 0)
    written = [line for line in lines[:end] if line.strip()]
    if not written or not all(_FIELD_LINE.match(line) for line in written):
        return None
    hint = "put a line of three hyphens, ---, above the first field too"
    remark = Remark(Place(1, 1), "front-matter-unopened", "the front matter has no opening --- line", hint)
    return Bounds(end, end, end + 1, (remark,))
