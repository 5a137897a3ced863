"""Texts that are missing, and paragraphs that are too long to be read on a telephone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sitegen.placing import warning
from sitegen.site import Page, Post, Session, SessionPhase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.marks.manuscript import Manuscript
    from sitegen.problems import Problem

_LONGEST: Final = 220
"""The longest paragraph, in words: four screens of a telephone."""
_LONGEST_OPENING: Final = 150
"""The longest first paragraph that is still a summary, in words."""


def marks(manuscript: Manuscript) -> Iterator[Problem]:
    """Yield a text that is empty, a beginning that is no summary, and paragraphs that are too long."""
    entry = manuscript.entry
    body = entry.document.body
    if not body.parts and not body.heard:
        yield from _empty(manuscript)
        return
    first = True
    for paragraph in manuscript.paragraphs:
        number = paragraph.words
        if number > _LONGEST:
            message = f"this paragraph has {number} words"
            hint = "divide it where a thought ends: most people read it on a telephone"
            yield manuscript.mark(paragraph.start, "long-paragraph", message, hint)
        elif first and number > _LONGEST_OPENING and not _has_summary(manuscript):
            message = f"the first paragraph has {number} words, and stands as the summary in lists and feeds"
            hint = "write summary: and a sentence or two, or put <!--more--> on a line below the first few sentences"
            yield manuscript.mark(paragraph.start, "long-opening", message, hint)
        first = False


def _has_summary(manuscript: Manuscript) -> bool:
    is_shown = isinstance(manuscript.entry, Post | Session | Page)
    return bool(manuscript.entry.fields.summary) or "<!--" in manuscript.written or not is_shown


def _empty(manuscript: Manuscript) -> Iterator[Problem]:
    entry = manuscript.entry
    match entry:
        case Post() if not entry.fields.audio and not entry.fields.image:
            hint = "write it, or say draft: true until you do"
            yield warning(entry.document, "title", "no-text", "this post has a title and no text", hint)
        case Page():
            hint = "write it, or say draft: true until you do"
            yield warning(entry.document, "title", "no-text", "this page has a title and no text", hint)
        case Session(phase=SessionPhase.BEFORE) if entry.fields.speakers and not entry.fields.summary:
            message = "this session is still to come, and nothing says what it is about"
            hint = "a sentence on what happens and one on who it is for make people come"
            yield warning(entry.document, "title", "no-text", message, hint)
        case _:
            return
