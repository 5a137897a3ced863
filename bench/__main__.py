"""`python -m bench`: options in, measurements in turns, a table out, and files for those who were not there."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bench import growth, table
from bench.chart import chart
from bench.install import HOME, ROOT, NotInstalledError, install
from bench.machine import describe
from bench.measure import Contender, measure, startup, version
from bench.peers import GENERATORS
from bench.processes import MEMORY_HOW
from bench.results import Results

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bench.install import Installed
    from bench.results import Row

SIZES: Final = (100, 1_000, 10_000)
DRAWN: Final = 1_000
SLOW: Final[dict[str, int]] = {"pelican": 1_000, "eleventy": 1_000}
"""Nobody waits for more posts of these unless they are asked for by name."""
HERE: Final = Path(__file__).parent
LATEST: Final = HERE / "results"
REPORT: Final = HERE / "RESULTS.md"
GROWTH_REPORT: Final = HERE / "GROWTH.md"
PICTURE: Final = ROOT / "docs/bench.svg"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what was asked for; 1 if any build failed."""
    options = _parser().parse_args(arguments)
    machine = describe()  # before its load is ours
    _say(machine)
    HOME.mkdir(exist_ok=True)
    LATEST.mkdir(exist_ok=True)
    names = options.tools or (["sitegen"] if options.growth else list(GENERATORS))
    installed, left_out = _install(names)
    if options.growth:
        return _grow(installed, options.sizes or growth.SIZES, machine, is_recorded=options.record or not options.sizes)
    rows: list[Row] = []
    for size in options.sizes or SIZES:
        contenders = [
            Contender(GENERATORS[name], found, size)
            for name, found in installed.items()
            if options.tools or size <= SLOW.get(name, size)
        ]
        rows += measure(contenders, options.runs, _say)
    # Two settings of one program start alike.
    programs = {
        GENERATORS[name].program: Contender(GENERATORS[name], found, 0) for name, found in reversed(installed.items())
    }
    everyone = tuple(reversed(programs.values()))
    results = Results(
        date=_today(),
        machine=machine,
        memory_how=MEMORY_HOW,
        runs=options.runs,
        versions={one.generator.title: version(one) for one in everyone},
        left_out=left_out,
        startup=startup(everyone, options.runs),
        rows=tuple(rows),
    )
    _keep(results, is_recorded=options.record or not (options.sizes or options.tools))
    return 1 if any(row.failure for row in rows) else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Time sitegen beside other generators.")
    parser.add_argument("--sizes", type=_numbers, help="how many posts, as '100 1000'")
    parser.add_argument("--tools", type=_names, help=f"which of: {' '.join(GENERATORS)}")
    parser.add_argument("--runs", type=int, default=3, help="how often each build is run (3)")
    parser.add_argument("--growth", action="store_true", help="sitegen alone, up to 100,000 posts")
    parser.add_argument("--record", action="store_true", help="write the reports also if sizes or tools were chosen")
    return parser


def _numbers(text: str) -> list[int]:
    return [int(word) for word in text.replace(",", " ").split()]


def _names(text: str) -> list[str]:
    names = text.replace(",", " ").split()
    for name in names:
        if name not in GENERATORS:
            raise argparse.ArgumentTypeError(f"there is no '{name}'; there are: {' '.join(GENERATORS)}")
    return names


def _install(names: Sequence[str]) -> tuple[dict[str, Installed], tuple[str, ...]]:
    """Return the generators that can be had, and a line about each that cannot."""
    installed: dict[str, Installed] = {}
    left_out: list[str] = []
    for name in names:
        try:
            installed[name] = install(GENERATORS[name].program)
        except NotInstalledError as error:
            left_out.append(f"{GENERATORS[name].title} is left out, it could not be installed: {error}")
            _say(left_out[-1])
    return installed, tuple(left_out)


def _keep(results: Results, *, is_recorded: bool) -> None:
    report = table.markdown(results)
    _save("latest.json", asdict(results))
    if is_recorded:
        REPORT.write_text(report, encoding="utf-8")
        if drawn := [row for row in results.rows if row.posts == DRAWN and not row.failure]:
            PICTURE.write_text(chart(drawn), encoding="utf-8")
    _say(f"\n{report}")


def _grow(installed: dict[str, Installed], sizes: Sequence[int], machine: str, *, is_recorded: bool) -> int:
    found: list[growth.Growth] = []
    for size in sizes:
        for name, program in installed.items():
            found.append(growth.grow(Contender(GENERATORS[name], program, size), _say))
        if any(row.failure for row in found):
            break
    report = growth.markdown(found, _today(), machine, MEMORY_HOW)
    _save("growth.json", [asdict(row) for row in found])
    if is_recorded:
        GROWTH_REPORT.write_text(report, encoding="utf-8")
    _say(f"\n{report}")
    return 1 if any(row.failure for row in found) else 0


def _save(name: str, value: object) -> None:
    (LATEST / name).write_text(json.dumps(value, indent=2) + "\n", encoding="utf-8")


def _today() -> str:
    return f"{datetime.now(tz=UTC):%Y-%m-%d}"


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main())
