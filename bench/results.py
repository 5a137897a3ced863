"""The values that a measurement yields, and the arithmetic on them: medians, ratios and the bars they are held to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from statistics import median
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

REFERENCE: Final = "hugo"


class Step(StrEnum):
    """The builds that are timed, in the order of a round."""

    COLD = "cold"
    SAME = "nothing changed"
    EDIT = "one post edited"


MEMORY: Final = "peak memory"
BARS: Final[Mapping[str, Mapping[int, float]]] = {
    Step.SAME: {100: 0.7, 1_000: 0.1, 10_000: 0.02},
    Step.EDIT: {100: 1.2, 1_000: 0.25, 10_000: 0.05},
    Step.COLD: {100: 2.0, 1_000: 1.5, 10_000: 1.5},
    MEMORY: {100: 1.0, 1_000: 0.6, 10_000: 0.3},
}
"""The ratios to Hugo that sitegen is to stay under, for each number of posts."""


class Save(StrEnum):
    """What is saved while a preview runs, in the order in which it is measured."""

    TEXT = "a post's text"
    TITLE = "a post's title"
    TEMPLATE = "the outer template"


SAVE_BARS: Final[Mapping[Save, Mapping[int, float]]] = {Save.TEXT: {1_000: 0.1, 10_000: 0.25}}
"""The seconds in which sitegen is to serve what was saved, for each number of posts."""
FEEDS_BAR: Final = 1.25
"""How many times the cold build with one feed that with every feed may take."""


@dataclass(frozen=True, slots=True)
class Run:
    """One timed build: wall seconds, and CPU seconds of all its processes."""

    seconds: float
    cpu: float


@dataclass(frozen=True, slots=True)
class Row:
    """What was measured of one generator on so many posts; a `failure` says why there is no more."""

    name: str
    title: str
    posts: int
    runs: Mapping[Step, tuple[Run, ...]] = field(default_factory=dict)
    peak_mib: float = 0.0
    files: int = 0
    output_bytes: int = 0
    rewritten: int = 0
    edit_shows: bool = False
    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    imports: Mapping[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)
    failure: str = ""

    def seconds(self, step: Step) -> float | None:
        """Return the median of a step's wall seconds, or None if it was not run."""
        runs = self.runs.get(step, ())
        return median(run.seconds for run in runs) if runs else None

    def cpu(self, step: Step) -> float | None:
        """Return the median of a step's CPU seconds, or None if it was not run."""
        runs = self.runs.get(step, ())
        return median(run.cpu for run in runs) if runs else None

    def measure(self, name: str) -> float | None:
        """Return the value that a bar of this name is about."""
        return (self.peak_mib or None) if name == MEMORY else self.seconds(Step(name))


@dataclass(frozen=True, slots=True)
class Results:
    """A whole run of the benchmark: when, where, which versions, what was left out, and the rows."""

    date: str
    machine: str
    memory_how: str
    runs: int
    versions: Mapping[str, str]
    left_out: tuple[str, ...]
    startup: Mapping[str, float]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Served:
    """What was measured of one generator's preview of so many posts; a `failure` says why there is no more.

    `first` is in seconds, from the start to the first page; `idle_cpu` is a share of one processor.
    """

    name: str
    title: str
    posts: int
    first: float = 0.0
    saves: Mapping[Save, tuple[float, ...]] = field(default_factory=dict)
    idle_cpu: float = 0.0
    idle_mib: float = 0.0
    failure: str = ""

    def seconds(self, save: Save) -> float | None:
        """Return the median seconds from a save to its page, or None if there was none."""
        taken = self.saves.get(save, ())
        return median(taken) if taken else None


def ratio(value: float | None, reference: float | None) -> float | None:
    """Return how many times the reference a value is, or None where either is missing or the reference is nothing."""
    return None if value is None or not reference else value / reference


def reference_row(rows: Sequence[Row], posts: int) -> Row | None:
    """Return the row that the others on as many posts are measured against."""
    return next((row for row in rows if row.posts == posts and row.name == REFERENCE and not row.failure), None)


def row_ratio(row: Row, rows: Sequence[Row], measure: str) -> float | None:
    """Return a row's ratio to the reference of the same run."""
    against = reference_row(rows, row.posts)
    return ratio(row.measure(measure), against.measure(measure)) if against else None
