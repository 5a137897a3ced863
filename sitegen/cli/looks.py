"""What looking over a site came to, as people and machines read it."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from sitegen.cli import reports
from sitegen.problems import in_order

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from sitegen.cli.options import Clock
    from sitegen.external import Outside
    from sitegen.look_over import LookedOver
    from sitegen.problems import Problem

_OURS = 3
"""The exit code for a mistake of ours."""
_MANY = 10
"""Of one kind, more suggestions than this are not read: some are shown, and the others counted."""
_SOME = 5


class Look(NamedTuple):
    """All that there is to be told."""

    looked: LookedOver
    outside: Outside | None
    """None where nobody looked outside."""
    root: Path
    clock: Clock

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What a build tells, and what is broken outside."""
        return in_order((*self.looked.problems, *(self.outside.problems if self.outside else ())))


def print_as_json(look: Look) -> None:
    """Print everything, for machines."""
    looked, checked = look.looked, look.looked.checked
    told: dict[str, Any] = {
        "now": checked.site.now.isoformat(),
        "clock": look.clock.source,
        "can_be_published": not looked.faults and not any(problem.is_error for problem in looked.problems),
        "documents": len(checked.found.documents),
        "made": looked.made,
        "proved": looked.proved,
        "problems": [reports.as_json(problem) for problem in looked.problems],
        "suggestions": [reports.as_json(mark) for mark in looked.marks],
        "faults": [
            {"address": fault.address, "standard": fault.standard, "message": fault.message} for fault in looked.faults
        ],
        "outside": _outside_as_json(look.outside) if look.outside else None,
    }
    click.echo(reports.json_text(told))


def _outside_as_json(outside: Outside) -> dict[str, Any]:
    return {
        "reachable": outside.is_reachable,
        "links": outside.links,
        "asked": outside.asked,
        "remembered": outside.remembered,
        "problems": [reports.as_json(problem) for problem in outside.problems],
        "answers": [
            {
                "address": address,
                "verdict": answer.verdict.value,
                "words": answer.words,
                "leads_to": answer.location,
                "status": answer.status,
            }
            for address, answer in sorted(outside.answers.items())
        ],
        "left": list(outside.left),
        "not_asked": list(outside.unasked),
    }


def print_as_text(look: Look, *, is_whole: bool) -> None:
    """Print what was found file by file, and end with what to do."""
    looked = look.looked
    shown, held_back = (looked.marks, {}) if is_whole else _some_of_each(looked.marks)
    marks = frozenset(shown)
    everything = sorted({*look.problems, *shown}, key=lambda each: (each.path, each.line, each.column, each.code))
    for _, in_file in groupby(everything, key=lambda each: each.path):
        for problem in in_file:
            reports.print_problem(problem, "suggestion" if problem in marks else "")
        click.echo(err=True)
    for code, number in held_back.items():
        click.echo(f"... and {number} more suggestions [{code}]; --all shows them.", err=True)
    for fault in looked.faults:
        click.secho(reports.shown(f"{fault.address}: {fault.message} ({fault.standard})"), err=True, fg="red")
    if looked.faults:
        click.echo(
            "These are mistakes in sitegen, not in your site. Please report them, with the lines above.", err=True
        )
    for line in closing(look):
        click.echo(line)


def _some_of_each(marks: tuple[Problem, ...]) -> tuple[tuple[Problem, ...], Mapping[str, int]]:
    """Return the marks without most of those of which there are many, and how many were left out, by code."""
    totals = Counter(mark.code for mark in marks)
    seen: Counter[str] = Counter()
    shown = []
    for mark in marks:
        seen[mark.code] += 1
        if totals[mark.code] <= _MANY or seen[mark.code] <= _SOME:
            shown.append(mark)
    return tuple(shown), {code: number - _SOME for code, number in sorted(totals.items()) if number > _MANY}


def exit_code(look: Look, *, is_strict: bool) -> int:
    """Return what a build would end with; 3 for a mistake of ours, and if `is_strict` 1 for whatever is told."""
    code = reports.exit_code(look.looked.problems, is_strict=is_strict)
    if code == 0 and look.looked.faults:
        return _OURS
    if code == 0 and is_strict and (look.problems or look.looked.marks):
        return 1
    return code


def closing(look: Look) -> list[str]:
    """Return what was done, what was found, and what to do, a line each."""
    looked = look.looked
    now = looked.checked.site.now
    lines = [f"Looked at {_counted(len(looked.checked.found.documents), 'document')} as of {now:%Y-%m-%d %H:%M %Z}."]
    if looked.made:
        parts = f"{looked.made} pages, feeds and calendars were made"
        state = "are as their standards want them" if not looked.faults else "were held against their standards"
        lines.append(f"{parts}; the {looked.proved} for programs {state}.")
    if look.outside:
        lines += _of_outside(look.outside)
    errors = sum(problem.is_error for problem in looked.problems)
    warnings = len(look.problems) - errors
    found = [_counted(n, word) for n, word in ((errors, "error"), (warnings, "warning")) if n]
    found += [_counted(len(looked.marks), "suggestion")] if looked.marks else []
    files = len({problem.path for problem in (*look.problems, *looked.marks)})
    if not found:
        lines.append("Nothing is to be mended: you can publish." if not looked.faults else "Your files are in order.")
        return lines
    told = f"{_listed(found)}, in {_counted(files, 'file')}"
    if errors:
        lines.append(f"{told}. Mend the {'error' if errors == 1 else 'errors'} first: nothing is published before.")
    elif looked.faults:
        lines.append(f"{told}.")
    else:
        lines.append(f"{told}. You can publish; mend what you agree with when you have time.")
    return lines


def _of_outside(outside: Outside) -> list[str]:
    if not outside.is_reachable:
        return ["Nothing outside answers this machine, so nothing is known of the links that lead there."]
    if not outside.links:
        return ["No link leads to the outside."]
    counts = outside.counts
    broken = sum(counts.get(name, 0) for name in ("gone", "trouble", "silent"))
    parts = [
        (counts.get("good", 0), "good"),
        (counts.get("moved", 0), "moved for good"),
        (broken, "broken or without an answer"),
        (counts.get("unclear", 0), "that cannot be told (servers that refuse programs)"),
        (len(outside.unasked), "never asked (examples, this site, your own network)"),
    ]
    told = "; ".join(f"{number} {words}" for number, words in parts if number)
    lines = [f"Of {_counted(outside.links, 'link')} to the outside: {told or 'none was asked'}."]
    if outside.remembered:
        lines[0] += f" {outside.remembered} of the answers are remembered; --no-memo asks anew."
    if outside.left:
        lines.append(f"There was no time for {len(outside.left)} more: the next check begins with them.")
    return lines


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _listed(parts: list[str]) -> str:
    return f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else parts[0]
