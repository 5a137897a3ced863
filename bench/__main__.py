"""`python -m bench`: options in, measurements in turns, a table out, and files for those who were not there."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bench import growth, saves_table, table
from bench.chart import chart
from bench.install import HOME, ROOT, NotInstalledError, install
from bench.machine import describe, load
from bench.measure import Contender, measure, startup, version
from bench.peers import GENERATORS
from bench.processes import MEMORY_HOW, ended_with_us
from bench.report import Part, with_parts
from bench.results import Results
from bench.saves import measure_saves

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bench.install import Installed
    from bench.results import Row, Served

SIZES: Final = (100, 1_000, 10_000)
SERVED: Final = (1_000, 10_000)
DRAWN: Final = 1_000
SLOW: Final[dict[str, int]] = {"pelican": 1_000, "eleventy": 1_000}
"""Nobody waits for more posts of these unless they are asked for by name."""
HERE: Final = Path(__file__).parent
LATEST: Final = HERE / "results"
REPORT: Final = HERE / "RESULTS.md"
GROWTH_REPORT: Final = HERE / "GROWTH.md"
PICTURE: Final = ROOT / "docs/bench.svg"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what was asked for; 1 if anything failed."""
    options = _parser().parse_args(arguments)
    with ended_with_us():
        return _run(options)


def _run(options: argparse.Namespace) -> int:
    machine = describe()  # before its load is ours
    _say(machine)
    HOME.mkdir(exist_ok=True)
    LATEST.mkdir(exist_ok=True)
    parts = options.parts or list(Part)
    names = options.tools or (["sitegen"] if options.growth else list(GENERATORS))
    if parts == [Part.SERVE]:
        names = [name for name in names if GENERATORS[name].preview]
    found = _install(names)
    if options.growth:
        return _grow(found[0], options.sizes or growth.SIZES, machine, is_recorded=options.record or not options.sizes)
    is_recorded = options.record or not (options.sizes or options.tools)
    failures = [_PARTS[part](options, machine, *found, is_recorded=is_recorded) for part in Part if part in parts]
    return 1 if any(failures) else 0


def _builds(
    options: argparse.Namespace,
    machine: str,
    installed: dict[str, Installed],
    left_out: tuple[str, ...],
    *,
    is_recorded: bool,
) -> bool:
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
    _save("latest.json", asdict(results))
    _keep(Part.BUILDS, table.markdown(results), is_recorded=is_recorded)
    if is_recorded and (drawn := [row for row in results.rows if row.posts == DRAWN and not row.failure]):
        PICTURE.write_text(chart(drawn), encoding="utf-8")
    return any(row.failure for row in rows)


def _serve(
    options: argparse.Namespace,
    machine: str,
    installed: dict[str, Installed],
    left_out: tuple[str, ...],
    *,
    is_recorded: bool,
) -> bool:
    programs = {name: found for name, found in installed.items() if GENERATORS[name].preview}
    rows: list[Served] = []
    for size in options.sizes or SERVED:
        contenders = [Contender(GENERATORS[name], found, size) for name, found in programs.items()]
        rows += measure_saves(contenders, options.runs, _say)
    versions = {GENERATORS[name].title: version(Contender(GENERATORS[name], one, 0)) for name, one in programs.items()}
    titles = tuple(one.title for name, one in GENERATORS.items() if one.preview and name not in programs)
    missing = tuple(line for line in left_out if line.startswith(titles))
    _save("serve.json", [asdict(row) for row in rows])
    report = saves_table.markdown(rows, _today(), f"{machine}, {load():.1f} after", versions, missing)
    _keep(Part.SERVE, report, is_recorded=is_recorded)
    return any(row.failure for row in rows)


_PARTS: Final = {Part.BUILDS: _builds, Part.SERVE: _serve}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Time sitegen beside other generators.")
    parser.add_argument("--sizes", type=_numbers, help="how many posts, as '100 1000'")
    parser.add_argument("--tools", type=_names, help=f"which of: {' '.join(GENERATORS)}")
    parser.add_argument("--parts", type=_parts, help=f"which of: {' '.join(Part)}")
    parser.add_argument(
        "--runs", type=int, default=3, help="how often each build is run (3); a text is saved five times as often"
    )
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


def _parts(text: str) -> list[Part]:
    try:
        return [Part(word) for word in text.replace(",", " ").split()]
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{error}; there are: {' '.join(Part)}") from error


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


def _keep(part: Part, text: str, *, is_recorded: bool) -> None:
    if is_recorded:
        before = REPORT.read_text(encoding="utf-8") if REPORT.exists() else ""
        REPORT.write_text(with_parts(before, {part: text}), encoding="utf-8")
    _say(f"\n{text}")


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
