"""The nearest known name to a mistyped one, and the words that offer it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_CUTOFF = 0.6
_RIVALS = 3


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the known name that is most like `word`, or an empty text when none is near."""
    from difflib import SequenceMatcher, get_close_matches  # noqa: PLC0415  # wanted only where something is misspelt

    by_lower = {name.lower(): name for name in sorted(known)}
    typed = word.lower()
    found = get_close_matches(typed, list(by_lower), n=_RIVALS, cutoff=_CUTOFF)
    # Of several as like as each other, people rather mistype the middle: `discus` is disqus, and not giscus.
    best = max(
        found,
        key=lambda name: (SequenceMatcher(None, name, typed).ratio(), name[:1] == typed[:1], -found.index(name)),
        default="",
    )
    return by_lower.get(best, "")


def did_you_mean(word: str, known: Iterable[str], otherwise: str = "") -> str:
    """Return `did you mean 'x'?` for the nearest known name, else what `otherwise` says."""
    found = nearest(word, known)
    return f"did you mean '{found}'?" if found else otherwise
