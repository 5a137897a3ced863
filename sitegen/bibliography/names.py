"""The people of a BibTeX field, in the form that a list of references prints: `Family, I.`."""

from __future__ import annotations

import re
from typing import Final

from sitegen.bibliography.latex import LatexError, plain

OTHERS: Final = "et al."
"""Stands last for the people whom `and others` leaves unnamed."""

MOST_CHARACTERS: Final = 100_000

_ALL_INITIALS = re.compile(r"[^\W\d_]{1,3}")


def people(latex: str) -> tuple[str, ...]:
    """Return the people of `Kennedy, Aileen and {Department for Education} and others`, in their order.

    Raises LatexError for what is no list of names.
    """
    from bibtexparser.middlewares.names import split_multiple_persons_names  # noqa: PLC0415 - as in latex.py

    if len(latex) > MOST_CHARACTERS:
        raise LatexError(f"this is longer than {MOST_CHARACTERS:,} characters")
    return tuple(name for written in split_multiple_persons_names(latex) if (name := _name(written)))


def _name(latex: str) -> str:
    from bibtexparser.middlewares.names import InvalidNameError, parse_single_name_into_parts  # noqa: PLC0415 - dear, and only for a bibliography

    if latex.strip() == "others":
        return OTHERS
    try:
        parts = parse_single_name_into_parts(latex)
    except InvalidNameError as error:
        raise LatexError(f"{error.reason.lower()} in '{' '.join(latex.split())[:60]}'") from error
    family = plain(" ".join((*parts.von, *parts.last)))
    first = " ".join(filter(None, (_initials(word) for word in plain(" ".join(parts.first)).split())))
    return ", ".join(filter(None, (family, first, plain(" ".join(parts.jr)))))


def _initials(word: str) -> str:
    """Return `A.` for Aileen, `J.-L.` for Jean-Luc, `J. R. R.` for JRR or J.R.R."""
    if "-" in word:
        return "-".join(filter(None, (_initials(part) for part in word.split("-"))))
    if word.isupper() and _ALL_INITIALS.fullmatch(word):
        return " ".join(f"{letter}." for letter in word)
    letters = (next(filter(str.isalpha, part), "") for part in word.split("."))
    return " ".join(f"{letter}." for letter in letters if letter)
