"""What sitegen itself tells of a build: what was read, rendered and written, and which imports it waited for."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from bench.processes import run
from bench.results import Step

if TYPE_CHECKING:
    from bench.measure import Contender
    from bench.results import Row

TOP: Final = 10
_IMPORT: Final = re.compile(r"^import time:\s+(\d+) \|\s+\d+ \|\s+(\S+)$", re.MULTILINE)


def insight(contender: Contender, row: Row) -> Row:
    """Build twice more, untimed, with nothing changed and with an edit, and add what these builds told."""
    counts, imports = dict(row.counts), dict(row.imports)
    for step in (Step.SAME, Step.EDIT):
        if step is Step.EDIT:
            contender.edit("one more edit, which nobody times")
        command = contender.command(("build", "--format", "json"))
        observed = replace(
            command, arguments=(contender.installed.python, "-X", "importtime", "-m", "sitegen", *command.arguments[1:])
        )
        if run(observed).failure:
            continue
        counts[step.value] = numbers(observed.said.read_text(encoding="utf-8"))
        imports[step.value] = slowest(observed.complained.read_text(encoding="utf-8"))
    return replace(row, counts=counts, imports=imports)


def numbers(summary: str) -> dict[str, int]:
    """Return the whole numbers of a summary in JSON, those one level down as `outer.inner`; nothing if it is none."""
    try:
        found = json.loads(summary)
    except ValueError:
        return {}
    flat: dict[str, object] = {}
    for name, value in found.items():
        flat |= {f"{name}.{inner}": one for inner, one in value.items()} if isinstance(value, dict) else {name: value}
    return {name: value for name, value in flat.items() if isinstance(value, int) and not isinstance(value, bool)}


def slowest(told: str) -> tuple[tuple[str, int], ...]:
    """Return the modules of an `-X importtime` report that took longest by themselves, with their microseconds."""
    found = [(name, int(taken)) for taken, name in _IMPORT.findall(told)]
    return tuple(sorted(found, key=lambda one: -one[1])[:TOP])
