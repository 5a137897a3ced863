"""Commands as values: what the command line hands over to be explained."""

from __future__ import annotations

from sitegen.values import Value


class Option(Value, frozen=True):
    """An option of a command, or one of its arguments."""

    written: str
    """As one types it: `--output DIR`."""
    says: str
    usual: str = ""
    """What holds without it, if that can be said in a word."""


class Command(Value, frozen=True):
    """A command."""

    name: str
    usage: str
    """The whole line: `sitegen new [OPTIONS] KIND TITLE`."""
    says: tuple[str, ...]
    """A paragraph each."""
    options: tuple[Option, ...]
