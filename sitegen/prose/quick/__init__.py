"""The quick path: a text in the everyday subset of our Markdown to the very body that the whole way makes of it.

It knows no token and no tree: blocks are compiled as they come. Anything doubtful is left to the whole way.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from sitegen.body import Body, Html
from sitegen.prose.quick.blocks import Blocks
from sitegen.prose.quick.code import without_fences
from sitegen.prose.quick.guards import check_lines, check_marker, check_text
from sitegen.prose.quick.headings import has_title, without_ids
from sitegen.prose.quick.notes import section, take_definitions
from sitegen.prose.quick.sheet import Sheet, UnsureError, html_of
from sitegen.prose.quick.words import count_words, text_of
from sitegen.prose.running_text import shortened

if TYPE_CHECKING:
    from sitegen.body import Part
    from sitegen.prose.quick.sheet import Piece
    from sitegen.quotes import Quotes

__all__ = ["quick_body"]


def quick_body(text: str, language: str, quotes: Quotes) -> Body | None:
    """Return the body that `make_body` returns, or `None` for a text that may be outside the subset."""
    try:
        return _body(Sheet(text, language, quotes))
    except UnsureError:
        return None


def _body(sheet: Sheet) -> Body:
    check_text(sheet.text)
    text = without_fences(sheet)
    check_lines(text)
    check_marker(text)
    sheet.has_title = has_title(text)
    kept = [block for piece in text.split("\n\n") if (block := piece.strip("\n"))]
    notes: list[tuple[str, str]] = []
    if "[^" in text:
        kept, notes = take_definitions(kept, sheet)
    blocks = Blocks(sheet)
    for block in kept:
        blocks.take(block)
    blocks.end()
    made = blocks.made
    if blocks.more == len(made) - 1 and not notes:
        made[-1] = ""
    body = "\n".join([*made, section(notes, sheet)] if notes else made)
    if blocks.more is None:
        summary = _first_paragraph(sheet)
    else:
        summary = without_ids("".join(f"{block}\n" for block in made[: blocks.more]))
        for mark, paragraph in sheet.cards.items():
            summary = summary.replace(mark, paragraph)
    pieces = tuple(sheet.pieces(body if blocks.more == len(made) - 1 else body.rstrip("\n")))
    summary_pieces = tuple(sheet.pieces(summary, notes=False))
    anchors = [heading.id for heading in sheet.headings]
    anchors += [f"{name}:{label}" for label in sheet.notes for name in ("fn", "fnref")]
    return Body(
        parts=_parts(pieces),
        summary=_parts(summary_pieces),
        plain=shortened(text_of(html_of(summary_pieces))),
        headings=tuple(sheet.headings),
        anchors=frozenset(anchors),
        words=count_words(html_of(pieces)),
    )


def _parts(pieces: tuple[Piece, ...]) -> tuple[Part, ...]:
    parts: list[Part] = []
    html: list[str] = []
    for piece in pieces:
        if isinstance(piece, str):
            html.append(piece)
            continue
        before = "".join(html)
        if before:
            parts.append(Html(before))
        html = []
        parts.append(piece)
    before = "".join(html)
    return (*parts, Html(before)) if before else tuple(parts)


def _first_paragraph(sheet: Sheet) -> str:
    """Return the first paragraph with words: one that stands by itself, or else is a card, or else within something."""
    for wanted in product((False, True), repeat=2):
        for is_within, is_card, paragraph in sheet.paragraphs:
            if (is_within, is_card) == wanted and text_of(sheet.html(paragraph)):
                return paragraph
    return ""
