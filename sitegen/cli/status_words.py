"""Words that every form of `sitegen status` shares, and texts made fit for a line of any of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sitegen.kinds import KINDS
from sitegen.status import Built, Turn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from sitegen.status import Change, LastBuild, StatusReport

_UNPRINTABLE: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
"""Control characters, and those that turn the direction of what stands after them."""


def plain(text: str) -> str:
    """Return a text on one line, with an escape for each character that a terminal or a page would obey."""
    return _UNPRINTABLE.sub(_escape, text)


def _escape(found: re.Match[str]) -> str:
    code = ord(found[0])
    return " " if found[0] in "\n\t" else f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"  # noqa: PLR2004  # a byte


def counted(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


def kind_words(kind: str, number: int) -> str:
    """Return how many there are of a kind, in words."""
    if kind == "people":
        return counted(number, "person", "people")
    return counted(number, kind.removesuffix("s").replace("-", " " if kind != "check-ins" else "-"))


def change_words(change: Change, title: Callable[[str], str]) -> str:
    """Return what happens to a document, in words; `title` makes its title fit."""
    noun = KINDS[change.kind].noun if change.kind in KINDS else "check-in"
    named = f"the {noun} {title(change.title)}"
    words = {
        Turn.APPEARS: f"{named} appears",
        Turn.LISTED: f"{title(change.title)} is listed among the people",
        Turn.BEGINS: f"{named} would have begun, and is cancelled" if change.is_cancelled else f"{named} begins",
        Turn.ENDS: f"{named} would have ended, and is cancelled" if change.is_cancelled else f"{named} ends",
        Turn.ASKS: f"the session {title(change.title)} asks what became of it",
        Turn.CLOSES: f"{named} closes",
        Turn.LEAVES: f"{named} leaves the site",
        Turn.TODAY: f"the mark of today moves on the page of {named}",
    }
    return words[change.turn]


def worth_telling(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Return the changes that readers would speak of: not marks of today, ends, or what was cancelled."""
    quiet = {Turn.TODAY, Turn.ENDS}
    return tuple(change for change in changes if change.turn not in quiet and not change.is_cancelled)


def files_with_errors(report: StatusReport, most: int) -> str:
    """Return the places of the first errors, one a file, in words."""
    first: dict[str, int] = {}
    for problem in report.errors:
        first.setdefault(problem.path, problem.line)
    named = [f"{plain(path)} (line {line})" for path, line in list(first.items())[:most]]
    more = [counted(len(first) - most, "more file")] if len(first) > most else []
    return listed((*named, *more))


def listed(words: Sequence[str]) -> str:
    """Return words as a list in a sentence."""
    return " and ".join((", ".join(words[:-1]), words[-1])) if len(words) > 1 else "".join(words)


def built_words(built: Built, last: LastBuild) -> str:
    """Return what stands of a document in the folder of the built site, in words."""
    folder = f"{plain(last.folder).rstrip('/')}/"
    match built:
        case Built.BUILT:
            return f"it is in {folder}, as it is now"
        case Built.CHANGED:
            return f"{folder} has it as it was: the next build brings the change"
        case Built.MISSING:
            return f"it is not in {folder}"
        case Built.LEFT_OVER:
            return f"it is still in {folder}: the next build takes it away"
        case Built.UNKNOWN:
            return f"there is no built site in {folder}"
