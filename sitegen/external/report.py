"""Answers from the outside as words for authors: a warning at each place where a broken link is written. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.external.answers import Answer, Link, Verdict
from sitegen.problems import Problem, Severity, in_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_SHOWN = 100
"""The longest address that a message repeats, in characters."""


def problems_of(links: Iterable[Link], answers: Mapping[str, Answer]) -> tuple[Problem, ...]:
    """Return a warning for every place that links to what is broken or has moved for good, in order."""
    return in_order(tuple(found for link in links if link.address in answers for found in _told(link, answers)))


def _told(link: Link, answers: Mapping[str, Answer]) -> Iterator[Problem]:
    answer = answers[link.address]
    shown = link.address if len(link.address) <= _SHOWN else f"{link.address[:_SHOWN]}…"
    message = f"{shown} {answer.words}"
    match answer.verdict:
        case Verdict.MOVED:
            new = answer.location if "#" in answer.location else answer.location + link.fragment
            yield _warning(link, "outside-moved", message, f"write {new}")
        case Verdict.GONE:
            hint = f"look for where it is now, or link to what it was: https://web.archive.org/web/{link.address}"
            yield _warning(link, "outside-gone", message, hint)
        case Verdict.TROUBLE:
            hint = "open it yourself; if it stays like this, link to something else or take the link out"
            yield _warning(link, "outside-trouble", message, hint)
        case Verdict.SILENT:
            hint = "look at the address; if it is right and nobody answers tomorrow either, take the link out"
            yield _warning(link, "outside-silent", message, hint)
        case Verdict.GOOD | Verdict.UNCLEAR:
            return


def _warning(link: Link, code: str, message: str, hint: str) -> Problem:
    return Problem(link.path, link.line, link.column, code, message, hint, Severity.WARNING)
