"""What a build tells of its progress while it is at work. Who is told, and what they make of it, is for others."""

from __future__ import annotations

from enum import StrEnum
from typing import Protocol


class Step(StrEnum):
    """The steps of a build, in their order."""

    LOOK = "looking at what has changed"
    MEND = "changing texts in their pages"
    FIND = "finding files"
    READ = "reading"
    CHECK = "checking"
    RENDER = "making pages"
    PUBLISH = "publishing"
    ASK = "asking links to the outside"


class Reporter(Protocol):
    """Is told what a build is doing."""

    def begin(self, step: Step, total: int = 0) -> None:
        """Take note that a step begins, of `total` pieces of work if they can be counted; the one before has ended."""

    def advance(self, count: int) -> None:
        """Take note that so many more pieces are done."""


class Silence:
    """A reporter for those who do not ask."""

    def begin(self, step: Step, total: int = 0) -> None:
        """Do nothing."""

    def advance(self, count: int) -> None:
        """Do nothing."""
