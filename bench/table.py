"""The results as Markdown: for each number of posts a table, and how sitegen stands against its bars."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bench.results import BARS, FEEDS_BAR, MEMORY, Step, ratio, reference_row, row_ratio

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bench.results import Results, Row

NOTHING: Final = "–"
REFERENCE_TITLE: Final = "Hugo"
OWN: Final = "sitegen"
_MB: Final = 1_000_000
_ABOUT: Final = """\
Every generator builds the same posts of about 620 words: headings, lists, links and a quotation in each, a code block,
a footnote and a table each in every fifth; three of 50 tags a post. Each makes a page a post with previous and next, an
index of ten a page, a page a tag, one feed of the newest 20 and a sitemap, with highlighting on. The others have one
plain layout, sitegen its own theme; *every feed* is sitegen with RSS, Atom and JSON for the site and for each tag.

Times are of whole processes from start to end, {runs}, taken in turns. *Cold*: output and memory of
earlier builds removed before; compiled templates stay, as Python's own compiled files do. *One post edited*: a line
more in a post in the middle, and the build is checked to show it. *Rewritten*: the files of the output that this edit
gave a new modification time. × is the ratio to Hugo in the same run. Only compare within a run: machines differ, and
drift.

*Memory*, in a cold build of its own: {memory}.
"""


def markdown(results: Results) -> str:
    """Return the part of the report that is about builds."""
    parts = ["# The benchmark", _heading(results)]
    for posts in sorted({row.posts for row in results.rows}):
        rows = [row for row in results.rows if row.posts == posts]
        parts += [f"## {posts:,} posts", side_by_side(rows)]
    if any(reference_row(results.rows, row.posts) and _is_own(row) for row in results.rows):
        parts += ["## Against the bars", bars(results.rows)]
    parts += _startup(results)
    for row in results.rows:
        parts += _counts(row)
    parts += _imports(results.rows)
    return "\n\n".join(parts) + "\n"


def side_by_side(rows: Sequence[Row]) -> str:
    """Return a table of generators with the same number of posts, the quickest cold build first."""
    head = ("", *(f"{step} | ×" for step in Step), "memory MiB | ×", "cold CPU s", "files", "MB", "rewritten")
    lines = [_line(head), "|---|" + "---:|" * 12]
    for row in sorted(rows, key=lambda row: (bool(row.failure), row.seconds(Step.COLD) or 0)):
        if row.failure:
            lines.append(f"| {row.title} | {row.failure.replace('|', '¦').replace(chr(10), ' ')} |" + " |" * 11)
            continue
        times = [f"{seconds_text(row.seconds(step))} | {ratio_text(row_ratio(row, rows, step))}" for step in Step]
        memory = f"{row.peak_mib:.0f} | {ratio_text(row_ratio(row, rows, MEMORY))}"
        counts = (str(row.files), f"{row.output_bytes / _MB:.1f}", str(row.rewritten))
        lines.append(_line((row.title, *times, memory, seconds_text(row.cpu(Step.COLD)), *counts)))
    return "\n".join(lines)


def bars(rows: Sequence[Row]) -> str:
    """Return a table of the bars, with the ratio that each setting of sitegen reached, in bold where it is met."""
    own = [row for row in rows if _is_own(row)]
    titles = list(dict.fromkeys(row.title for row in own))
    lines = [_line(("posts", "", "bar", *titles)), "|---:|---|---:|" + "---:|" * len(titles)]
    for posts in sorted({row.posts for row in own}):
        for measure, allowed in BARS.items():
            if posts in allowed:
                found = {row.title: row_ratio(row, rows, measure) for row in own if row.posts == posts}
                reached = (_against(found.get(title), allowed[posts]) for title in titles)
                lines.append(_line((f"{posts:,}", measure, f"{allowed[posts]:g}", *reached)))
        lines += _cost_of_feeds([row for row in own if row.posts == posts])
    return "\n".join(lines)


def seconds_text(seconds: float | None) -> str:
    """Return seconds with two or three digits that mean something."""
    if seconds is None:
        return NOTHING
    return f"{seconds:.3f}" if seconds < 1 else f"{seconds:.2f}" if seconds < 10 else f"{seconds:.1f}"  # noqa: PLR2004  # digits shown


def ratio_text(times: float | None) -> str:
    """Return a ratio with two digits that mean something."""
    if times is None:
        return NOTHING
    return f"{times:.3f}" if times < 0.1 else f"{times:.2f}" if times < 10 else f"{times:.0f}"  # noqa: PLR2004  # digits shown


def _is_own(row: Row) -> bool:
    return row.name.startswith(OWN) and not row.failure


def _against(times: float | None, bar: float) -> str:
    return f"**{ratio_text(times)}**" if times is not None and times <= bar else ratio_text(times)


def _cost_of_feeds(own: Sequence[Row]) -> Iterator[str]:
    times = {row.name: row.seconds(Step.COLD) for row in own}
    if found := ratio(times.get("sitegen-feeds"), times.get("sitegen")):
        against = _against(found, FEEDS_BAR)
        yield _line((f"{own[0].posts:,}", "cold, × of one feed", f"{FEEDS_BAR:g}", NOTHING, against))


def _heading(results: Results) -> str:
    versions = "\n".join(f"- {title}: {version}" for title, version in results.versions.items())
    out = "".join(f"\n- {line}" for line in results.left_out)
    runs = f"the median of {results.runs}" if results.runs > 1 else "a single run of each"
    about = _ABOUT.format(runs=runs, memory=results.memory_how)
    return f"{about}\nMeasured on {results.date}: {results.machine}.\n\n{versions}{out}"


def _startup(results: Results) -> Iterator[str]:
    if results.startup:
        reference = results.startup.get(REFERENCE_TITLE)
        lines = [
            _line((title, seconds_text(seconds), ratio_text(ratio(seconds, reference))))
            for title, seconds in results.startup.items()
        ]
        yield "## Start-up"
        yield "Telling the version and nothing else."
        yield "\n".join((_line(("", "seconds", "×")), "|---|---:|---:|", *lines))


def _counts(row: Row) -> Iterator[str]:
    if any(row.counts.values()):
        yield f"## What {row.title} did, {row.posts:,} posts"
        for step, counts in row.counts.items():
            yield f"{step.capitalize()}: {', '.join(f'{name} {number}' for name, number in counts.items())}."


def _imports(rows: Sequence[Row]) -> Iterator[str]:
    """Yield the dearest imports where they weigh most, with the fewest posts."""
    telling = [row for row in rows if row.imports]
    if telling:
        row = min(telling, key=lambda row: row.posts)
        yield f"## What {row.title} imports, {row.posts:,} posts"
        for step, modules in row.imports.items():
            yield f"{step.capitalize()}, the modules that take longest by themselves:"
            yield "\n".join(
                ("| module | ms |", "|---|---:|", *(f"| `{name}` | {us / 1000:.1f} |" for name, us in modules))
            )


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
