"""The quotation marks of a language, as its word table hands them in."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Quotes:
    """The marks that straight quotes become, as characters (French ones carry their spaces)."""

    left_double: str = "“"
    right_double: str = "”"
    left_single: str = "‘"
    right_single: str = "’"
    apostrophe: str = "’"


ENGLISH = Quotes()
