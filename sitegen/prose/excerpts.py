"""What is taken out of a body by itself: its summary, and the section of what was heard."""

from __future__ import annotations

import re
from functools import partial
from itertools import takewhile
from typing import TYPE_CHECKING

from sitegen.body import Citation
from sitegen.prose.finish import LEVELS, Tokens, without_comments
from sitegen.prose.parts import card_of
from sitegen.prose.running_text import shortened
from sitegen.prose.tokens import VOID, Close, Comment, Open, Text, Token, end_of, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator


def summary_of(tokens: Tokens) -> Tokens:
    """Return what stands before `<!--more-->`, else the first paragraph with words; without ids and footnotes."""
    more = next((i for i, t in enumerate(tokens) if isinstance(t, Comment) and t.text.strip().lower() == "more"), None)
    chosen = _closed(tokens[:more]) if more is not None else _first_paragraph(tokens)
    return without_comments(tuple(_bare(chosen)))


def _closed(tokens: Tokens) -> Tokens:
    opened: list[str] = []
    for token in tokens:
        if isinstance(token, Open) and token.tag not in VOID:
            opened.append(token.tag)
        elif isinstance(token, Close) and opened and opened[-1] == token.tag:
            opened.pop()
    return (*tokens, *(Close(tag) for tag in reversed(opened)))


def _first_paragraph(tokens: Tokens) -> Tokens:
    depth = 0
    found: list[tuple[int, int, Tokens]] = []
    for index, token in enumerate(tokens):
        if isinstance(token, Open) and token.tag == "p":
            paragraph = tokens[index : end_of(tokens, index)]
            if words_of(paragraph) and "admonition-title" not in token.classes:
                found.append((card_of(without_comments(paragraph)) is not None, depth, paragraph))
                if found[-1][:2] == (False, 0):
                    break
        if isinstance(token, Open) and "footnote" in token.classes:
            break
        if isinstance(token, Open) and token.tag not in VOID:
            depth += 1
        elif isinstance(token, Close):
            depth -= 1
    return min(found, key=lambda item: (item[1] > 0, item[0]))[2] if found else ()


def _bare(tokens: Tokens) -> Iterator[Token]:
    skip_to = 0
    for index, token in enumerate(tokens):
        if index < skip_to:
            continue
        if isinstance(token, Open):
            if token.tag == "sup" and (token.get("id") or "").startswith("fnref"):
                skip_to = end_of(tokens, index)
                continue
            yield token.without("id") if token.attributes else token
        else:
            yield token


def plain(tokens: Tokens) -> str:
    """Return the words on one line without citations in brackets, cut at a word with an ellipsis when they are many."""
    return shortened(words_of(_uncited(tokens)))


def _uncited(tokens: Tokens) -> Tokens:
    kept: list[Token] = []
    for token in tokens:
        if not isinstance(token, Citation) or token.is_narrative:
            kept.append(token)
        elif kept and isinstance(kept[-1], Text):
            kept[-1] = Text(kept[-1].text.rstrip())
    return tuple(kept)


def take_heard(tokens: Tokens) -> tuple[Tokens, Tokens]:
    """Return the tokens without the section `What we heard`, and that section without its heading.

    The heading's id goes to the first element of the section, so that links to it lead there; a table of contents
    does not list it.
    """
    if not any(_is_heard(tokens, index) for index in range(len(tokens))):
        return tokens, ()
    tops = tuple(_tops(tokens))
    for number, (index, level) in enumerate(tops):
        end = end_of(tokens, index)
        if level and _is_heard(tokens, index):
            rest = takewhile(partial(_belongs, tokens, level), tops[number + 1 :])
            following = [top[0] for top in rest]
            stop = end_of(tokens, following[-1]) if following else end
            heading = tokens[index]
            anchor = (heading.get("id") if isinstance(heading, Open) else None) or ""
            left = _unlisted((*tokens[:index], *tokens[stop:]), f"#{anchor}")
            return left, _anchored(tokens[end:stop], anchor)
    return tokens, ()


def _is_heard(tokens: Tokens, index: int) -> bool:
    token = tokens[index]
    if not isinstance(token, Open) or token.tag not in LEVELS:
        return False
    words = words_of(tokens[index : end_of(tokens, index)])
    return re.sub(r"\W", "", words).casefold() == "whatweheard"


def _unlisted(tokens: Tokens, target: str) -> Tokens:
    """Return the tokens without what leads to `target` in a table of contents, and without one that is empty then."""
    kept: list[Token] = []
    skip_to = 0
    for index, token in enumerate(tokens):
        if index < skip_to:
            continue
        if isinstance(token, Open) and token.tag == "div" and "toc" in token.classes:
            skip_to = end_of(tokens, index)
            contents = _without_item(tokens[index:skip_to], target)
            kept += contents if words_of(contents) else ()
        else:
            kept.append(token)
    return tuple(kept)


def _without_item(contents: Tokens, target: str) -> Tokens:
    for index in range(len(contents) - 1):
        link = contents[index + 1]
        if contents[index] == Open("li") and isinstance(link, Open) and link.get("href") == target:
            before, after = contents[:index], contents[end_of(contents, index) :]
            is_only = before[-2:-1] == (Open("ul"),) and after[1:2] == (Close("ul"),)
            return (*before[:-2], *after[2:]) if is_only else (*before, *after)
    return contents


def _belongs(tokens: Tokens, level: int, top: tuple[int, int]) -> bool:
    token = tokens[top[0]]
    is_notes = isinstance(token, Open) and "footnote" in token.classes
    return not is_notes and not 0 < top[1] <= level


def _tops(tokens: Tokens) -> Iterator[tuple[int, int]]:
    index = 0
    while index < len(tokens):
        token = tokens[index]
        if isinstance(token, Open):
            yield index, LEVELS.get(token.tag, 0)
            index = end_of(tokens, index)
        else:
            if isinstance(token, Text) and token.text.strip():
                yield index, 0
            index += 1


def _anchored(tokens: Tokens, anchor: str) -> Tokens:
    for index, token in enumerate(tokens):
        if isinstance(token, Open):
            if anchor and not token.get("id"):
                return (*tokens[:index], token.with_attribute("id", anchor), *tokens[index + 1 :])
            break
    return tokens
