"""The picture of the results: bars on a logarithmic scale, as an SVG for light pages, dark pages and screen readers."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

from bench.results import Step
from bench.table import seconds_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bench.results import Row

SHOWN: Final = ("sitegen", "hugo", "pelican", "eleventy")
WIDTH: Final = 720
_LEFT, _RIGHT, _TOP = 96, 76, 62
_BAR, _PITCH, _GROUP_HEAD, _GROUP_GAP, _AXIS = 18, 24, 26, 14, 12
_STYLE: Final = """\
    text { font: 14px system-ui, sans-serif; fill: #1f2328 }
    .title { font-size: 17px; font-weight: 600 }
    .group { font-weight: 600 }
    .note { font-size: 12px; fill: #57606a }
    .bar { fill: #8c959f }
    .own { fill: #0b5d6e }
    .grid { stroke: #d0d7de }
    @media (prefers-color-scheme: dark) {
      text { fill: #e6edf3 }
      .note { fill: #9da7b3 }
      .bar { fill: #6e7681 }
      .own { fill: #4fb3c8 }
      .grid { stroke: #30363d }
    }"""
_NOTE: Final = "Whole processes, median; less is better. Each line is ten times the last."
_NAMES: Final = {Step.COLD: "Built from nothing", Step.SAME: "Nothing changed", Step.EDIT: "One post edited"}


def chart(rows: Sequence[Row]) -> str:
    """Return an SVG of rows that all have as many posts; a generator without a time for a step has no bar there."""
    shown = [row for name in SHOWN for row in rows if row.name == name and not row.failure]
    times = [seconds for row in shown for step in Step if (seconds := row.seconds(step))]
    if not times:
        raise ValueError("there is nothing to draw")
    scale = _Scale(min(times), max(times))
    height = _TOP + len(Step) * (_GROUP_HEAD + _PITCH * len(shown) + _GROUP_GAP) + _AXIS
    posts = shown[0].posts
    size = f'viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}"'
    title = f"Seconds to build a site of {posts:,} posts"
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-labelledby="title described">',
            f'  <title id="title">{escape(title)}</title>',
            f'  <desc id="described">{escape(_description(shown))}</desc>',
            f"  <style>\n{_STYLE}\n  </style>",
            f'  <text class="title" x="0" y="20">{escape(title)}</text>',
            f'  <text class="note" x="0" y="42">{_NOTE}</text>',
            *_groups(shown, scale),
            *_axis(scale, height - _AXIS + 4),
            "</svg>\n",
        )
    )


class _Scale:
    """Seconds to pixels, from a power of ten below the shortest time to one above the longest."""

    def __init__(self, least: float, most: float) -> None:
        self.low = math.floor(math.log10(least))
        if math.log10(least) - self.low < 0.1:  # noqa: PLR2004  # so that no bar is too short to be seen
            self.low -= 1
        self.high = max(math.ceil(math.log10(most)), self.low + 1)

    def x(self, seconds: float) -> float:
        share = (math.log10(seconds) - self.low) / (self.high - self.low)
        return round(_LEFT + share * (WIDTH - _LEFT - _RIGHT), 1)


def _description(rows: Sequence[Row]) -> str:
    told = []
    for step in Step:
        times = ", ".join(f"{row.title} {seconds_text(row.seconds(step))} s" for row in rows if row.seconds(step))
        told.append(f"{_NAMES[step]}: {times}.")
    return " ".join(told)


def _axis(scale: _Scale, y: int) -> Iterator[str]:
    for power in range(scale.low, scale.high + 1):
        yield f'  <text class="note" x="{scale.x(10.0**power)}" y="{y}" text-anchor="middle">{10.0**power:g} s</text>'


def _grid(scale: _Scale, top: int, bottom: int) -> Iterator[str]:
    for power in range(scale.low, scale.high + 1):
        x = scale.x(10.0**power)
        yield f'  <line class="grid" x1="{x}" y1="{top}" x2="{x}" y2="{bottom}"/>'


def _groups(rows: Sequence[Row], scale: _Scale) -> Iterator[str]:
    y = _TOP
    for step in Step:
        yield f'  <text class="group" x="0" y="{y + 12}">{_NAMES[step]}</text>'
        y += _GROUP_HEAD
        yield from _grid(scale, y - 4, y + _PITCH * len(rows))
        for row in rows:
            yield f'  <text x="{_LEFT - 8}" y="{y + 14}" text-anchor="end">{escape(row.title)}</text>'
            if seconds := row.seconds(step):
                end = scale.x(seconds)
                kind = "bar own" if row.name == "sitegen" else "bar"
                width = round(end - _LEFT, 1)
                yield f'  <rect class="{kind}" x="{_LEFT}" y="{y}" width="{width}" height="{_BAR}" rx="2"/>'
                yield f'  <text x="{end + 6}" y="{y + 14}">{seconds_text(seconds)} s</text>'
            y += _PITCH
        y += _GROUP_GAP
