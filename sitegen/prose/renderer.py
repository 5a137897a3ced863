"""The way of a text through this room, from Markdown to a body, one stage a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.body import Body, Heading
from sitegen.prose.bounds import find_excess, too_deep
from sitegen.prose.engine import convert
from sitegen.prose.excerpts import plain, summary_of, take_heard
from sitegen.prose.finish import (
    LEVELS,
    Tokens,
    with_aids,
    with_citations,
    with_ids,
    with_levels,
    without_comments,
    without_loss,
)
from sitegen.prose.footnotes import without_dead_ends
from sitegen.prose.parts import cut
from sitegen.prose.places import Places
from sitegen.prose.raw import depth_of, lex, write
from sitegen.prose.remarks import origins_of, remarks_on, with_places
from sitegen.prose.removals import removals
from sitegen.prose.running_text import count_words
from sitegen.prose.sanitise import sanitise
from sitegen.prose.tokens import Open, end_of, tokenise, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.quotes import Quotes

MOST_DEPTH = 200
"""How deep elements may stand within each other, those that Markdown makes of lists and quotes included."""


def make_body(text: str, language: str, quotes: Quotes) -> Body:
    """Return the body that the text becomes; a text over a bound becomes an empty one with the remark."""
    excess = find_excess(text)
    if excess is not None:
        return Body(remarks=(excess,))
    try:
        raw = lex(convert(text, quotes))
    except RecursionError:
        return Body(remarks=(too_deep(),))
    if len(raw) > MOST_DEPTH and depth_of(raw) > MOST_DEPTH:
        return Body(remarks=(too_deep(),))
    places = Places(text)
    removed = removals(raw, places)
    tokens = with_places(without_loss(tokenise(sanitise(write(raw)))), places)
    remarks = remarks_on(tokens, text, language, places)
    tokens = without_dead_ends(tokens)
    tokens = with_citations(with_aids(with_ids(with_levels(tokens))), places)
    tokens, heard = take_heard(tokens)
    summary = summary_of(tokens)
    tokens, heard = without_comments(tokens), without_comments(heard)
    return Body(
        parts=cut(tokens),
        summary=cut(summary, cards=False),
        heard=cut(heard),
        plain=plain(summary),
        headings=_headings(tokens),
        anchors=frozenset(_ids((*tokens, *heard))),
        words=count_words(words_of(tokens)),
        origins=origins_of((*tokens, *heard)),
        remarks=tuple(sorted({*removed, *remarks}, key=lambda r: (r.place, r.code, r.message))),
    )


def _ids(tokens: Tokens) -> Iterator[str]:
    for token in tokens:
        if isinstance(token, Open) and token.attributes:
            id_of = token.get("id")
            if id_of:
                yield id_of


def _headings(tokens: Tokens) -> tuple[Heading, ...]:
    return tuple(
        Heading(LEVELS[token.tag], token.get("id") or "", words_of(tokens[index : end_of(tokens, index)]))
        for index, token in enumerate(tokens)
        if isinstance(token, Open) and token.tag in LEVELS
    )
