"""How sitegen alone grows: time and memory a post, from a hundred posts to a hundred thousand."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bench.measure import BuildError, build
from bench.results import Step
from bench.table import NOTHING, seconds_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bench.measure import Contender

SIZES: Final = (100, 1_000, 10_000, 100_000)
_ABOUT: Final = """\
sitegen alone, with one feed as the other generators have it. Each build is run once, and the cold one is watched for
its memory at the same time: {memory}. A build is stopped after 15 minutes.
"""


@dataclass(frozen=True, slots=True)
class Growth:
    """What was measured at one size: seconds of each build, the cold build's peak, and why there is no more."""

    posts: int
    seconds: Mapping[Step, float]
    peak_mib: float
    failure: str


def grow(contender: Contender, say: Callable[[str], None]) -> Growth:
    """Build a site cold, unchanged and edited, until a build fails or takes too long; remove it again."""
    seconds: dict[Step, float] = {}
    peak, failure = 0.0, ""
    try:
        say(f"{contender.posts:,} posts: writing")
        contender.write()
        for step in Step:
            ran = build(contender, step, "a line that grew", sampled=step is Step.COLD)
            seconds[step], peak = ran.seconds, max(peak, ran.peak_mib)
            say(f"  {step}: {ran.seconds:.2f} s")
    except BuildError as error:
        failure = str(error)
        say(f"  {failure}")
    finally:
        shutil.rmtree(contender.site, ignore_errors=True)
    return Growth(contender.posts, seconds, peak, failure)


def markdown(rows: Sequence[Growth], date: str, machine: str, memory_how: str) -> str:
    """Return the report: for each size seconds, milliseconds a post, and memory as a whole and a post."""
    head = "| posts | " + " | ".join(f"{step} s | ms a post" for step in Step) + " | memory MiB | MiB a post | |"
    lines = [head, "|---:|" + "---:|" * 8 + "---|"]
    for row in rows:
        cells = [f"{row.posts:,}"]
        for step in Step:
            taken = row.seconds.get(step)
            cells += [seconds_text(taken), NOTHING if taken is None else f"{1000 * taken / row.posts:.3g}"]
        memory = (f"{row.peak_mib:.0f}", f"{row.peak_mib / row.posts:.3g}") if row.peak_mib else (NOTHING, NOTHING)
        lines.append(f"| {' | '.join((*cells, *memory))} | {row.failure} |")
    about = f"{_ABOUT.format(memory=memory_how)}\nMeasured on {date}: {machine}."
    table = "\n".join(lines)
    return f"# How it grows\n\n<!-- Written by `make bench-growth`. -->\n\n{about}\n\n{table}\n"
