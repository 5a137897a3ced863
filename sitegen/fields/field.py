"""What a field is: how its value is read, what it looks like, and how it is explained to whoever writes it.

The three stand together, so that examples, editors and the reference say what the reader does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from enum import Enum, auto

from sitegen.fields.notes import Reader
from sitegen.values import Value


class One(Enum):
    """What a single value looks like."""

    TEXT = auto()
    MARKDOWN = auto()
    """A text that may have several paragraphs."""
    YES_OR_NO = auto()
    NUMBER = auto()
    """A whole number, from 0 up."""
    DAY = auto()
    MOMENT = auto()
    """A day, or a day and a time of day."""
    MOMENT_OR_TIME = auto()
    """A moment, or a time of day alone."""
    DURATION = auto()
    NAME = auto()
    """A slug: without a space."""
    PERSON = auto()
    """A slug, or a name as it is printed."""
    LANGUAGE = auto()
    ZONE = auto()
    HASHTAG = auto()
    WEB_ADDRESS = auto()
    WAY_IN = auto()
    """An address on the web, or for a mail or a call."""
    FILE_OR_ADDRESS = auto()
    OLD_ADDRESS = auto()
    """A path from the site's beginning."""


class Choice(Value, frozen=True):
    """One of a few words."""

    words: Iterable[str]


class ListOf(Value, frozen=True):
    """A list, or a single value in its place."""

    item: One | Choice


class Named(Value, frozen=True):
    """Names that the author chooses, each with a value."""

    value: One


class Own(Value, frozen=True):
    """A part with fields of its own."""

    fields: Callable[[], Mapping[str, Field]]
    """Called by those who explain, so that nobody else loads what only some sites use."""
    needs: tuple[str, ...] = ()
    is_repeated: bool = False
    """Whether there may be several such parts."""


class Works(Value, frozen=True):
    """References: each under its id, a printed line or its parts."""

    parts: Callable[[], Mapping[str, Field]]
    needs: tuple[str, ...] = ()


class Anything(Value, frozen=True):
    """Names and values that somebody else knows the meaning of."""


Form = One | Choice | ListOf | Named | Own | Works | Anything


class Field(Value, frozen=True):
    """A field of front matter, or a setting."""

    read: Reader
    form: Form
    says: str
    """For organisers: what to write, and what it does. One sentence or two of inline Markdown."""
    example: str = ""
    """The value as one would type it, in YAML or for settings in TOML; several lines begin with a line's end.

    Empty where the part's own fields are the example.
    """


def readers_of(fields: Mapping[str, Field]) -> dict[str, Reader]:
    """Return how each field is read, by its name."""
    return {name: field.read for name, field in fields.items()}
