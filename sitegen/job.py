"""A build as it is asked for, how its files stood before it, and what it came to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sitegen.lock import CACHE
from sitegen.stamp import Request, Stamp
from sitegen.standing import Row


@dataclass(frozen=True, slots=True)
class Job:
    """A build as it is asked for on the command line."""

    root: Path
    now: datetime
    """The instant that the site shows; without an offset it is in the site's time zone."""
    request: Request
    jobs: int | None = None
    remembers: bool = True
    """Whether it takes anything over from earlier builds, and leaves anything for later ones."""
    may_shrink: bool = False
    """Whether an empty site is published too, and one that loses half of its pages."""
    codes: Path | None = None
    """The folder for compiled templates, the user's own; None: they are compiled each time."""
    home: Path | None = None
    """The folder whose cache folder has the lock and what is remembered; None: the site's own."""

    @property
    def base(self) -> Path:
        """The folder that has the lock and the cache folder."""
        return self.home or self.root

    @property
    def cache(self) -> Path:
        """Where what is remembered is kept."""
        return self.base / CACHE

    @property
    def folder(self) -> Path:
        """Where the site is written."""
        return self.root / self.request.output


@dataclass(frozen=True, slots=True)
class Look:
    """How the inputs of a site stood at an instant (nanoseconds since 1970), before any of them was read."""

    seen: int
    inputs: dict[str, Row] | None
    """By path; `None` where the status of files does not tell everything."""


@dataclass(frozen=True, slots=True)
class Done:
    """What a build came to."""

    stamp: Stamp
    now: datetime
    """With its offset."""
    written: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    read: int = 0
    """How many documents were read."""
    read_before: int = 0
    """How many were remembered."""
    made: int = 0
    """How many pages, feeds and calendars were made."""
    made_before: int = 0

    @property
    def kept(self) -> int:
        """How many files stood already."""
        return len(self.stamp.paths) - 1 - len(self.written)
