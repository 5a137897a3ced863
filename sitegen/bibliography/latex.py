"""LaTeX as reference managers write it to plain text; nothing here knows which field it is."""

from __future__ import annotations

import logging
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from bibtexparser.middlewares import LatexDecodingMiddleware

MOST_CHARACTERS: Final = 20_000
MOST_DEPTH: Final = 20

_SPECIAL = re.compile(r"[\\{}$~]|--|``|''")
_NESTS = re.compile(r"\\begin\b|\\[\[(]|\\\\\s*\[|\\[A-Za-z]+\*?\s*\[")
_BARE = re.compile(r"(?<!\\)[%&#]")
_LINKED = re.compile(r"\\href\s*\{[^{}]*\}\s*\{([^{}]*)\}")
_WRAPPED = re.compile(r"\\url\s*\{([^{}]*)\}")
_ESCAPED = re.compile(r"\\([_%&#$~{}])(?:\{\})?")


class LatexError(ValueError):
    """The text is LaTeX that does not become plain text; the message says why."""


def plain(latex: str) -> str:
    """Return the text that LaTeX prints, on one line: accents and dashes as characters, braces gone.

    Raises LatexError for what is too long, too deep or no LaTeX.
    """
    if not _SPECIAL.search(latex):
        return " ".join(latex.split())
    if len(latex) > MOST_CHARACTERS:
        raise LatexError(f"this is longer than {MOST_CHARACTERS:,} characters")
    if _depth(latex) > MOST_DEPTH:
        raise LatexError(f"braces and commands stand more than {MOST_DEPTH} deep in each other here")
    # In BibTeX these three are characters as any; only LaTeX would take them for a comment, a column, an argument.
    return " ".join(_decoded(_BARE.sub(r"\\\g<0>", _LINKED.sub(r"\1", latex))).split())


def address(latex: str) -> str:
    """Return a URL or DOI: as typed, without the wrapping and the backslashes that LaTeX wants."""
    return "".join(_ESCAPED.sub(r"\1", _WRAPPED.sub(r"\1", latex)).strip().strip("{}").split())


def _depth(latex: str) -> int:
    depth = deepest = 0
    for mark in re.finditer(r"(?<!\\)[{}]", latex):
        depth += 1 if mark[0] == "{" else -1
        deepest = max(deepest, depth)
    return deepest + len(_NESTS.findall(latex))


@lru_cache(maxsize=1)
def _decoder() -> LatexDecodingMiddleware:
    from bibtexparser.middlewares import LatexDecodingMiddleware  # noqa: PLC0415 - most sites have no bibliography

    # What the library cannot decode is told as a problem; its log would say so again, in its own words.
    logging.getLogger("pylatexenc").setLevel(logging.CRITICAL)
    return LatexDecodingMiddleware(keep_math_mode=False)


def _decoded(latex: str) -> str:
    from bibtexparser.library import Library  # noqa: PLC0415 - most sites have no bibliography
    from bibtexparser.model import Entry, Field  # noqa: PLC0415 - likewise

    entry = Entry("misc", "text", [Field("text", latex)])
    if _decoder().transform_entry(entry, Library()) is not entry:
        raise LatexError("there is a LaTeX command here that cannot be printed as text")
    return str(entry.fields[0].value)
