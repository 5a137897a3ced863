"""Footnotes of the quick path: taken out of the text, each of one line, each referred to once, and their section."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sitegen.body import LinkEnd, LinkStart
from sitegen.problems import Place
from sitegen.prose.quick.inline import inline
from sitegen.prose.quick.sheet import UnsureError
from sitegen.prose.quick.words import has_words

if TYPE_CHECKING:
    from sitegen.prose.quick.sheet import Sheet

_DEFINITION = re.compile(r"\[\^([a-zA-Z0-9_-]+)\]: +(\S.*)")
_NO_PARAGRAPH = re.compile(r"[#>]|(?:[*+-]|\d+\.) |[-=_*|: ]+\Z|!!!|[:=]|\[\^")


def take_definitions(blocks: list[str], sheet: Sheet) -> tuple[list[str], list[tuple[str, str]]]:
    """Return the blocks without those that define footnotes, and the footnotes: label and words."""
    kept: list[str] = []
    notes: list[tuple[str, str]] = []
    for block in blocks:
        if not block.startswith("[^"):
            kept.append(block)
            continue
        for line in block.split("\n"):
            found = _DEFINITION.fullmatch(line)
            if found is None or _NO_PARAGRAPH.match(found[2]):
                raise UnsureError
            notes.append((found[1], found[2].rstrip()))
    sheet.notes.update({label: number for number, (label, _) in enumerate(notes, 1)})
    if len({label.lower() for label in sheet.notes}) != len(notes):
        raise UnsureError
    return kept, notes


def section(notes: list[tuple[str, str]], sheet: Sheet) -> str:
    """Return the section of the footnotes, which stands at the end."""
    if sheet.referred != set(sheet.notes) or not has_words(sheet.language):
        raise UnsureError
    made: list[str] = []
    for number, (label, words) in enumerate(notes, 1):
        if "[^" in words:
            raise UnsureError
        title = f' class="footnote-backref" title="Jump back to footnote {number} in the text"'
        back = sheet.mark(("\xa0", LinkStart(f"#fnref:{label}", title, Place()), "↩", LinkEnd()))
        made.append(f'<li id="fn:{label}">\n<p>{inline(words + back, sheet)}</p>\n</li>')
    return '<div class="footnote">\n<hr>\n<ol>\n' + "\n".join(made) + "\n</ol>\n</div>"
