"""What was measured of previews as Markdown: for each number of posts what a save takes, and what a server at rest."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from bench.results import REFERENCE, SAVE_BARS, Save, Served, ratio
from bench.server import GRAIN
from bench.table import NOTHING, OWN, ratio_text, seconds_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

_ABOUT: Final = """\
`sitegen serve` and `hugo server --renderToMemory`, else as they come (Hugo makes first what was looked at last), run
side by side on 127.0.0.1 with the same posts. A file is written over in place, with a word that was nowhere before;
the clock runs from just before that until the page has come with the word in it. Both are asked in the same way over
one connection, again {grain} ms after each answer. They are saved to in turns, each when it is at rest, after pauses
that differ: Hugo looks at what changed about twice a second.

*A post's text*: a line more in the post in the middle. *A post's title*: in the front matter, until both its page and
the next post's, which names it, have it. *The outer template*: a word in the title of every page, until the post's page
has it. × is the ratio to Hugo's median. *Start*: with nothing remembered. *At rest*: five seconds in which nobody asks,
after all saves; memory is `Pss` of all processes.
"""


def markdown(
    rows: Sequence[Served], date: str, machine: str, versions: Mapping[str, str], left_out: Sequence[str]
) -> str:
    """Return the part of the report that is about previews."""
    told = [f"- {title}: {version}" for title, version in versions.items()] + [f"- {line}" for line in left_out]
    about = f"{_ABOUT.format(grain=f'{1000 * GRAIN:g}')}\nMeasured on {date}: {machine}.\n\n" + "\n".join(told)
    parts = ["## From a save to its page", about]
    for posts in sorted({row.posts for row in rows}):
        same = [row for row in rows if row.posts == posts]
        parts += [f"### Saves, {posts:,} posts", _saves(same), _servers(same), *_bars(same)]
    return "\n\n".join(parts) + "\n"


def _saves(rows: Sequence[Served]) -> str:
    lines = [_line(("saved", "", "median s", "×", "least", "most", "saves")), "|---|---|" + "---:|" * 5]
    for save in Save:
        for row in rows:
            taken, middle = row.saves.get(save, ()), row.seconds(save)
            if taken and middle is not None:
                times = ratio_text(_ratio(row, rows, partial(Served.seconds, save=save)))
                cells = (seconds_text(middle), times, seconds_text(min(taken)), seconds_text(max(taken)))
                lines.append(_line((save, row.title, *cells, str(len(taken)))))
    return "\n".join(lines)


def _servers(rows: Sequence[Served]) -> str:
    head = ("", "start to first page s", "×", "CPU at rest %", "memory at rest MiB", "×", "")
    lines = [_line(head), "|---|" + "---:|" * 5 + "---|"]
    for row in rows:
        first = (seconds_text(row.first or None), ratio_text(_ratio(row, rows, lambda one: one.first)))
        rest = (f"{100 * row.idle_cpu:.1f}", f"{row.idle_mib:.0f}") if row.idle_mib else (NOTHING, NOTHING)
        memory = ratio_text(_ratio(row, rows, lambda one: one.idle_mib))
        lines.append(_line((row.title, *first, *rest, memory, row.failure)))
    return "\n".join(lines)


def _bars(rows: Sequence[Served]) -> Iterator[str]:
    for row in rows:
        for save, bars in SAVE_BARS.items():
            reached, bar = row.seconds(save), bars.get(row.posts)
            if row.name == OWN and reached is not None and bar is not None:
                is_met = "met" if reached <= bar else "not met"
                yield f"The bar for {save} is {seconds_text(bar)} s: {is_met}, with {seconds_text(reached)} s."


def _ratio(row: Served, rows: Sequence[Served], value: Callable[[Served], float | None]) -> float | None:
    reference = next((one for one in rows if one.name == REFERENCE and not one.failure), None)
    return ratio(value(row) or None, value(reference)) if reference else None


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
