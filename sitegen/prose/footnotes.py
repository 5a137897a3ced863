"""Footnotes that do not fit together: defined and never used, defined twice, used and never defined."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sitegen.problems import Remark, Severity
from sitegen.prose.tokens import Close, Open, Text, Token, end_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.prose.places import Places

Tokens = tuple[Token, ...]

_DEFINITION = re.compile(r"^[ \t>]*\[\^([^\]\n]*)\]:", re.MULTILINE)
_REFERENCE = re.compile(r"(?<!\\)\[\^([\w.-]+)\](?!:)")
_SHOWN = re.compile(r"\[\^([\w.-]+)\]")
_BACK = re.compile(r"#(fnref\d*:.+)", re.DOTALL)
_CODE = frozenset({"code", "pre", "kbd", "samp"})


def without_dead_ends(tokens: Tokens) -> Tokens:
    """Return the tokens without the links back from footnotes that nothing in the text leads to."""
    links = (token.get("href") or "" for token in tokens if isinstance(token, Open) and token.tag == "a")
    if not any(target.startswith("#fnref") for target in links):
        return tokens
    ids = {token.get("id") for token in tokens if isinstance(token, Open)}
    kept: list[Token] = []
    skip_to = 0
    for index, token in enumerate(tokens):
        if index < skip_to:
            continue
        back = _BACK.fullmatch(token.get("href") or "") if isinstance(token, Open) and token.tag == "a" else None
        if back is None or back[1] in ids:
            kept.append(token)
            continue
        skip_to = end_of(tokens, index)
        if kept and isinstance(kept[-1], Text):
            kept[-1] = Text(kept[-1].text.rstrip("\xa0"))
        if skip_to < len(tokens) and tokens[skip_to] == Close("p") and kept and kept[-1] == Open("p"):
            kept.pop()
            skip_to += 1
    return tuple(kept)


def remarks_on_notes(tokens: Tokens, outside_code: str, places: Places) -> Iterator[Remark]:
    """Yield a warning for every footnote that is not used, defined once more, or not defined."""
    if "[^" not in outside_code:
        return
    ids = {token.get("id") or "" for token in tokens if isinstance(token, Open)}
    seen: set[str] = set()
    for found in _DEFINITION.finditer(outside_code):
        label, place = found[1], places.at(found.start())
        if label in seen:
            message = f"the footnote `[^{label}]` is defined a second time, and one of the two is lost"
            hint = "give one of them another name, here and where the text refers to it"
            yield Remark(place, "duplicate-footnote", message, hint, Severity.WARNING)
        elif f"fn:{label}" in ids and f"fnref:{label}" not in ids:
            message = f"nothing in the text refers to the footnote `[^{label}]`"
            hint = f"write `[^{label}]` where it belongs, or delete it"
            yield Remark(place, "unused-footnote", message, hint, Severity.WARNING)
        seen.add(label)
    missing = set(_shown(tokens)) - seen
    for found in _REFERENCE.finditer(outside_code):
        if found[1] in missing:
            message = f"there is no footnote `[^{found[1]}]`, so the mark stays as it was typed"
            hint = f"write its words on a line of their own: `[^{found[1]}]: …`; if it is none: `\\[^{found[1]}]`"
            yield Remark(places.at(found.start()), "missing-footnote", message, hint, Severity.WARNING)


def _shown(tokens: Tokens) -> Iterator[str]:
    quiet = 0
    for token in tokens:
        match token:
            case Open(tag) if tag in _CODE:
                quiet += 1
            case Close(tag) if tag in _CODE:
                quiet -= 1
            case Text(text) if not quiet:
                yield from _SHOWN.findall(text)
            case _:
                pass
