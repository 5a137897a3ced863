"""Brackets and quotation marks without their second."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.marks.manuscript import Manuscript, Paragraph
    from sitegen.problems import Problem

_FACES: Final = re.compile(r"(?<!\w)[:;8=][-'^o]?[()]+|(?<!\S)[()]+[-'^]?[:;](?!\w)")
_FACE: Final = re.compile(r"(?<!\w)[:;8=][-'^o]?[()]|(?<!\S)[()][-'^]?[:;](?!\w)")
"""The same with one bracket, as in “(good ;-))”."""
_NUMBERED: Final = re.compile(r"(?<![\w(])(?:\w|\d{1,2}|[ivxIVX]{1,4})\)")
_INTERVALS: Final = re.compile(r"\[[^\s()\[\],]+, ?[^\s()\[\],]+\)|\([^\s()\[\],]+, ?[^\s()\[\],]+\]")
"""What mathematicians write of which one end belongs to it: [0, 1)."""
_INCHES: Final = re.compile(r"(?<=\d)\"")


def marks(manuscript: Manuscript) -> Iterator[Problem]:
    """Yield round brackets and straight or curly quotation marks that are open at the end of their paragraph."""
    paragraphs = manuscript.paragraphs
    for number, paragraph in enumerate(paragraphs):
        following = paragraphs[number + 1].text.lstrip() if number + 1 < len(paragraphs) else ""
        yield from _brackets(manuscript, paragraph)
        yield from _quotes(manuscript, paragraph, following)


def _brackets(manuscript: Manuscript, paragraph: Paragraph) -> Iterator[Problem]:
    if "(" not in paragraph.text and ")" not in paragraph.text:
        return
    text = _blanked(_INTERVALS, paragraph.text)
    # “2)” may be a number or end what is in brackets, and so may a face: what pairs in one reading is right.
    found = [
        _unpaired(_blanked(_NUMBERED, _blanked(_FACES, text))),
        *(_unpaired(_blanked(faces, text), may_number=True) for faces in (_FACES, _FACE)),
    ]
    if ([], []) in found:
        return
    opened, stray = found[0]
    for place in opened[:1]:
        message = "this bracket is opened and not closed again"
        yield manuscript.mark(paragraph.start + place, "unpaired", message, "write its ) or take it out")
    for place in stray[:1]:
        message = "this bracket is closed and was not opened"
        yield manuscript.mark(paragraph.start + place, "unpaired", message, "write its ( or take it out")


def _unpaired(text: str, *, may_number: bool = False) -> tuple[list[int], list[int]]:
    """Return where brackets are opened and not closed, and closed and not opened, unless that `may_number`."""
    numbers = {found.end() - 1 for found in _NUMBERED.finditer(text)} if may_number else set()
    opened: list[int] = []
    stray: list[int] = []
    for found in re.finditer(r"[()]", text):
        if found[0] == "(":
            opened.append(found.start())
        elif opened:
            opened.pop()
        elif found.start() not in numbers:
            stray.append(found.start())
    return opened, stray


def _quotes(manuscript: Manuscript, paragraph: Paragraph, following: str) -> Iterator[Problem]:
    text = _blanked(_INCHES, paragraph.text) if paragraph.text.count('"') % 2 else paragraph.text
    straight = [found.start() for found in re.finditer('"', text)]
    if len(straight) % 2 and not following.startswith('"') and not paragraph.text.startswith('"'):
        message = "a quotation mark in this paragraph has no second"
        hint = "write the other where the quotation ends, or begins"
        yield manuscript.mark(paragraph.start + straight[-1], "unpaired", message, hint)
    # A quotation of several paragraphs opens anew in each and closes in the last.
    if manuscript.language == "en" and text.count("“") == text.count("”") + 1 and not following.startswith("“"):
        message = "this quotation is opened and not closed again"
        yield manuscript.mark(paragraph.start + text.rindex("“"), "unpaired", message, "write ” where it ends")


def _blanked(pattern: re.Pattern[str], text: str) -> str:
    return pattern.sub(lambda found: " " * len(found[0]), text)
