"""Headings of the quick path, and the ids they stand under."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sitegen.body import Heading
from sitegen.prose.ids import safe_id, slug
from sitegen.prose.quick.inline import inline
from sitegen.prose.quick.sheet import UnsureError
from sitegen.prose.quick.words import text_of

if TYPE_CHECKING:
    from sitegen.prose.quick.sheet import Sheet

_HEADING = re.compile(r"(#{1,6}) +([^#\n]+)")
_TITLE = re.compile(r"^# ", re.MULTILINE)
_NUMBERED = re.compile(r".*_[0-9]+", re.DOTALL)
_WITH_ID = re.compile(r'(<h[2-6]) id="[^"]*">')
_DEEPEST = 6


def has_title(text: str) -> bool:
    """Tell whether a heading of the text is of the first level, the page's own."""
    return _TITLE.search(text) is not None


def heading(line: str, sheet: Sheet) -> str:
    """Return the heading that a line becomes."""
    found = _HEADING.fullmatch(line)
    if found is None or "[^" in line:
        raise UnsureError
    made = inline(found[2].strip(), sheet)
    words = text_of(sheet.html(made))
    if re.sub(r"\W", "", words).casefold() == "whatweheard":
        raise UnsureError
    level = min(len(found[1]) + sheet.has_title, _DEEPEST)
    name = _id(words, sheet)
    sheet.headings.append(Heading(level, name, words))
    return f'<h{level} id="{name}">{made}</h{level}>'


def _id(words: str, sheet: Sheet) -> str:
    """Return an id that no heading has yet: numbered as Markdown numbers it, then safe, then numbered again."""
    name = slug(words)
    if _NUMBERED.fullmatch(name):
        raise UnsureError
    number = sheet.slugs.get(name, -1) + 1
    sheet.slugs[name] = number
    given = wanted = safe_id(f"{name}_{number}" if number else name)
    while given in sheet.ids:
        sheet.ids[wanted] += 1
        given = f"{wanted}_{sheet.ids[wanted]}"
    sheet.ids[given] = 0
    return given


def without_ids(html: str) -> str:
    """Return the HTML with headings that nothing can point to."""
    return _WITH_ID.sub(r"\1>", html)
