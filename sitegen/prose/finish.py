"""What a body's tokens still need after the allow-list: ids, heading levels, wide tables, lazy pictures, citations."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sitegen.body import Citation, Cite
from sitegen.prose.ids import safe_id, slug
from sitegen.prose.sanitise import LINKS, is_safe
from sitegen.prose.tokens import INLINE, Close, Comment, Open, Text, Token, end_of, escape_text, words_of
from sitegen.values import replace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.prose.places import Places

Tokens = tuple[Token, ...]

LEVELS = {f"h{level}": level for level in range(1, 7)}
_QUIET = frozenset({"code", "pre", "kbd", "samp", "var", "tt", "a"})
_LOSABLE = LINKS | {"srcset", "name"}
_REFERENCES = frozenset({"href", "headers", "aria-labelledby", "aria-describedby"})
_TAGS = (Open, Close)
_AIDED = frozenset({"table", "pre", "img"})
_KEY = r"[^\W\d_](?:[\w:.\-]*\w)?"
_WORK = rf"@({_KEY})(,[^;\[\]]*|\s*)"
_BRACKETS = re.compile(rf"\[\s*{_WORK}(?:;\s*{_WORK})*\]")
_CITED = re.compile(rf"{_BRACKETS.pattern}|(?<![^\s(,])@{_KEY}")
_EACH = re.compile(_WORK)
_NUMBER = re.compile(r"\S+")


def without_loss(tokens: Tokens) -> Tokens:
    """Return the tokens without pictures that lost their address, and with `<a name>` as an id."""
    kept: list[Token] = []
    for token in tokens:
        if not isinstance(token, Open) or (token.tag != "img" and _LOSABLE.isdisjoint(dict(token.attributes))):
            kept.append(token)
            continue
        made = token.without(*(name for name, value in token.attributes if name in LINKS and not is_safe(value)))
        if made.get("srcset"):
            made = _with_safe_candidates(made)
        if made.tag == "img" and not (made.get("src") or "").strip():
            continue
        name = made.get("name")
        if name is not None:
            made = (
                made.without("name")
                if made.get("id")
                else replace(made, attributes=tuple(("id", v) if k == "name" else (k, v) for k, v in made.attributes))
            )
        kept.append(made)
    return tuple(kept)


def _with_safe_candidates(token: Open) -> Open:
    candidates = [piece.strip() for piece in (token.get("srcset") or "").split(",")]
    safe = ", ".join(piece for piece in candidates if piece and is_safe(piece.split()[0]))
    return token.with_attribute("srcset", safe) if safe else token.without("srcset")


def with_levels(tokens: Tokens) -> Tokens:
    """Return the tokens with every heading one level deeper if one of them is an `h1`, the page's own title."""
    if not any(isinstance(token, Open) and token.tag == "h1" for token in tokens):
        return tokens
    deeper = {name: f"h{min(level + 1, 6)}" for name, level in LEVELS.items()}
    return tuple(
        replace(token, tag=deeper.get(token.tag, token.tag)) if isinstance(token, Open | Close) else token
        for token in tokens
    )


def with_ids(tokens: Tokens) -> Tokens:
    """Return the tokens with safe ids, each once, one for every heading, and references to them put right."""
    taken: set[str] = set()
    counts: dict[str, int] = {}
    made: list[Token] = []
    for index, token in enumerate(tokens):
        if not isinstance(token, Open) or (token.tag not in LEVELS and "id" not in dict(token.attributes)):
            made.append(token)
            continue
        wanted = safe_id(token.get("id") or "")
        if not wanted and token.tag in LEVELS:
            wanted = safe_id(slug(words_of(tokens[index : end_of(tokens, index)])))
        if wanted:
            given = wanted
            while given in taken:
                counts[wanted] = counts.get(wanted, 0) + 1
                given = f"{wanted}_{counts[wanted]}"
            taken.add(given)
            made.append(token if token.get("id") == given else token.with_attribute("id", given))
        else:
            made.append(token.without("id"))
    return tuple(
        [
            token
            if not isinstance(token, Open) or _REFERENCES.isdisjoint(dict(token.attributes))
            else _with_safe_references(token, taken)
            for token in made
        ]
    )


def _with_safe_references(token: Open, taken: set[str]) -> Open:
    """Return the tag with what it points to under the id it has; what this text has not is the page's, and stays."""

    def put_right(id: str) -> str:  # noqa: A002 - the word of HTML for it
        return safe if (safe := safe_id(id)) in taken else id

    made = token
    href = token.get("href")
    if href is not None and href.startswith("#") and len(href) > 1:
        made = made.with_attribute("href", "#" + put_right(href[1:]))
    for name in ("headers", "aria-labelledby", "aria-describedby"):
        value = token.get(name)
        if value:
            made = made.with_attribute(name, _NUMBER.sub(lambda found: put_right(found[0]), value))
    return made


def with_aids(tokens: Tokens) -> Tokens:
    """Return the tokens with wide things that scroll by keyboard, and pictures after the first that load lazily."""
    if not any(isinstance(token, Open) and token.tag in _AIDED for token in tokens):
        return tokens
    made: list[Token] = []
    pictures = 0
    for index, token in enumerate(tokens):
        if not isinstance(token, _TAGS) or token.tag not in _AIDED:
            made.append(token)
            continue
        match token:
            case Open("table"):
                made += [_frame(tokens[index : end_of(tokens, index)]), token]
            case Close("table"):
                made += [token, Close("div")]
            case Open("pre"):
                made.append(token.with_attribute("tabindex", "0"))
            case Open("img"):
                pictures += 1
                shown = token if token.get("alt") is not None else token.with_attribute("alt", "")
                if pictures > 1:
                    for name, value in (("loading", "lazy"), ("decoding", "async")):
                        shown = shown if shown.get(name) else shown.with_attribute(name, value)
                made.append(shown)
            case _:
                made.append(token)
    return tuple(made)


def _frame(table: Tokens) -> Open:
    for tag in ("caption", "th"):
        for index, token in enumerate(table):
            if isinstance(token, Open) and token.tag == tag:
                label = words_of(table[index : end_of(table, index)])
                if label:
                    attributes = ("class", "table"), ("role", "group"), ("tabindex", "0"), ("aria-label", label)
                    return Open("div", attributes)
    return Open("div", (("class", "table"), ("tabindex", "0")))


def with_citations(tokens: Tokens, places: Places) -> Tokens:
    """Return the tokens with `[@key, p. 4]` and `@key` taken out of running text, never out of code or links."""
    if not any(isinstance(token, Text) and "@" in token.text for token in tokens):
        return tokens
    made: list[Token] = []
    quiet = 0
    before = ""
    for token in tokens:
        if isinstance(token, Text):
            if "@" in token.text and not quiet:
                made += _cited(token.text, before, places)
            else:
                made.append(token)
            before = token.text[-1:]
            continue
        if isinstance(token, _TAGS):
            if token.tag in _QUIET:
                quiet += 1 if isinstance(token, Open) else -1
            elif token.tag not in INLINE:
                before = ""
        made.append(token)
    return tuple(made)


def _cited(text: str, before: str, places: Places) -> Iterator[Token]:
    at = 0
    for found in _CITED.finditer(text):
        typed = found[0]
        if not typed.startswith("[") and found.start() == 0 and before and not (before.isspace() or before in "(,"):
            continue
        if found.start() > at:
            yield Text(text[at : found.start()])
        at = found.end()
        if typed.startswith("["):
            works = tuple(Cite(m[1], m[2].removeprefix(",").strip()) for m in _EACH.finditer(typed))
        else:
            works = (Cite(typed[1:]),)
        # Every work is asked for, so that the next citation of it is found at its own place.
        place = min(tuple(places.of_citation(work.key) for work in works))
        yield Citation(works, escape_text(typed), place, is_narrative=not typed.startswith("["))
    if at < len(text):
        yield Text(text[at:])


def without_comments(tokens: Tokens) -> Tokens:
    """Return the tokens without comments."""
    return tuple([token for token in tokens if not isinstance(token, Comment)])
