"""Problems as people and machines read them: text, JSON, and the annotations of a hosted build."""

from __future__ import annotations

import json
import os
import re
from typing import TYPE_CHECKING, Any

import click

from sitegen.content_names import CONTENT, SETTINGS
from sitegen.problems import Severity

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sitegen.problems import Problem

_OF_THE_SITE = frozenset({f"{CONTENT}/{SETTINGS}", CONTENT})
"""What is wrong with these is wrong with the site as a whole, and not with what an author wrote."""
_OF_CONTENT = frozenset({"empty-site", "lost-pages"})
"""What is said of the whole content, and yet is its authors' to mend."""
_NOT_ESCAPED = re.compile(r"[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""What JSON leaves as it is, and a terminal obeys, or no file can hold."""
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def report(problems: Sequence[Problem], form: str, root: Path, summary: dict[str, Any] | None = None) -> None:
    """Print problems in a format: text on the error stream, JSON and annotations on the output."""
    if form == "json":
        told = {"problems": [as_json(problem) for problem in problems]}
        click.echo(json_text((summary or {}) | told))
    elif form == "github":
        for problem in problems:
            click.echo(as_annotation(problem, root))
    else:
        for problem in problems:
            print_problem(problem)


def count(problems: Sequence[Problem]) -> str:
    """Return how many problems there are, in words."""
    errors = sum(problem.is_error for problem in problems)
    warnings = len(problems) - errors
    parts = [f"{n} {word}{'' if n == 1 else 's'}" for n, word in ((errors, "error"), (warnings, "warning")) if n]
    return " and ".join(parts) or "no problems"


def exit_code(problems: Sequence[Problem], *, is_strict: bool) -> int:
    """Return 2 where the settings are wrong, else 1 where an author has something to mend, else 0."""
    heavy = [problem for problem in problems if problem.is_error or is_strict]
    if any(problem.path in _OF_THE_SITE and problem.is_error and problem.code not in _OF_CONTENT for problem in heavy):
        return 2
    return 1 if heavy else 0


def as_text(problem: Problem) -> str:
    """Return a problem's first line, without its hint."""
    where = f"{problem.path}:{problem.line}:{problem.column}"
    return f"{where}: {problem.severity}: {problem.message} [{problem.code}]"


def json_text(told: dict[str, Any]) -> str:
    """Return what is told to machines as JSON that a terminal shows and does not obey."""
    text = json.dumps(told, ensure_ascii=False, indent=2)
    return _NOT_ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def as_json(problem: Problem) -> dict[str, Any]:
    """Return a problem as JSON has it."""
    return {
        "path": problem.path,
        "line": problem.line,
        "column": problem.column,
        "severity": problem.severity.value,
        "code": problem.code,
        "message": problem.message,
        "hint": problem.hint,
    }


def as_annotation(problem: Problem, root: Path, level: str = "") -> str:
    """Return a problem as a workflow command of GitHub Actions, its path from the folder of the run.

    `level` is `notice` for what is less than a warning.
    """
    path = os.path.relpath(root / problem.path).replace(os.sep, "/")
    level = level or ("error" if problem.is_error else "warning")
    place = f"file={_escaped(path, is_value=True)},line={problem.line},col={problem.column}"
    text = problem.message + (f"\n{problem.hint}" if problem.hint else "")
    return f"::{level} {place},title={_escaped(problem.code, is_value=True)}::{_escaped(text)}"


def as_fault(address: str, standard: str, message: str) -> str:
    """Return a mistake of ours as a workflow command; it has no place in a file."""
    return f"::error title=fault::{_escaped(f'{address} is not as {standard} wants it: {message}')}"


def _escaped(text: str, *, is_value: bool = False) -> str:
    escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return escaped.replace(":", "%3A").replace(",", "%2C") if is_value else escaped


def print_problem(problem: Problem, word: str = "") -> None:
    """Print a problem and its hint on the error stream; `word` says what it is, if that is less than a warning."""
    colour = "red" if problem.severity is Severity.ERROR else "cyan" if word else "yellow"
    where = f"{shown(problem.path)}:{problem.line}:{problem.column}: "
    level = click.style(f"{word or problem.severity}: ", fg=colour, bold=True)
    click.echo(f"{click.style(where, bold=True)}{level}{shown(problem.message)} [{problem.code}]", err=True)
    for line in problem.hint.split("\n") if problem.hint else ():
        click.echo(f"  {shown(line)}", err=True)


def shown(text: str) -> str:
    """Return a text with its control characters escaped, so that none reaches a terminal."""
    return _CONTROL.sub(lambda found: f"\\x{ord(found[0]):02x}", text)
