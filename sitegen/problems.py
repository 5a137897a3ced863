"""What can go wrong, as values: a problem in the author's files, and the three ways a run ends early.

Nothing here prints, and nothing below the command line turns a problem into text.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a problem weighs: an error stops the publishing, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place in a text: line and column, both counted from 1, columns in characters."""

    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True)
class Remark:
    """A problem within one text, before anybody says which file the text is from."""

    place: Place
    code: str
    message: str
    hint: str = ""
    severity: Severity = Severity.ERROR

    def in_file(self, path: str, *, lines_before: int = 0) -> Problem:
        """Return the problem this is in the file `path`, whose first `lines_before` lines precede the text."""
        return Problem(
            path=path,
            line=self.place.line + lines_before,
            column=self.place.column,
            code=self.code,
            message=self.message,
            hint=self.hint,
            severity=self.severity,
        )


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a file that its author has to mend (error) or may want to (warning).

    `path` is relative to the site's folder, with `/` between its parts; `code` is a stable
    word for machines; `hint` says what to do, best of all as the line to paste.
    """

    path: str
    line: int
    column: int
    code: str
    message: str
    hint: str = ""
    severity: Severity = Severity.ERROR

    @property
    def is_error(self) -> bool:
        """Whether this problem stops the site from being published."""
        return self.severity is Severity.ERROR


def in_order(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Return the problems once each, by file, line and column, so that every run tells them alike."""
    return tuple(sorted(set(problems), key=lambda p: (p.path, p.line, p.column, p.code, p.message, p.hint, p.severity)))


class BuildStoppedError(Exception):
    """Base of what ends a build before it has published anything."""


class SiteError(BuildStoppedError):
    """The author has something to mend; carries every problem of the run, warnings too (exit code 1)."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        """Keep the problems, in order."""
        super().__init__(f"{len(problems)} problems")
        self.problems = in_order(problems)


class UsageError(BuildStoppedError):
    """The command was asked for something that it cannot do (exit code 2)."""

    def __init__(self, message: str, hint: str = "") -> None:
        """Keep what is wrong and what to do about it."""
        super().__init__(message)
        self.message = message
        self.hint = hint


class MachineError(UsageError):
    """The machine would not: no space, no permission, another build at work (exit code 3)."""
