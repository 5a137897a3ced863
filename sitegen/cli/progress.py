"""How a build is told of while it runs: a bar on a terminal, a line elsewhere, and where the time went."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar

    from sitegen.reporter import Step

PATIENCE = 1.0
"""How long (seconds) a build may take before somebody who looks on wonders what it does."""
PATIENCE_OF_LOGS = 5.0
"""The same where nobody looks on: a line in a log is worth it only for what really takes long."""


class Progress:
    """A reporter that shows how far a long build has come, and measures its steps."""

    def __init__(self, *, is_shown: bool) -> None:
        """Begin to measure; without `is_shown` that is all."""
        self.times: dict[str, float] = {}
        """The seconds that each step took, by its name, in their order."""
        self._began = self._since = time.perf_counter()
        self._step = ""
        self._total = self._done = 0
        self._bar: ProgressBar[int] | None = None
        self._is_shown = is_shown
        self._has_told = False

    def begin(self, step: Step, total: int = 0) -> None:
        """Take note that a step begins, and that the one before has ended."""
        self.end()
        self._step, self._total, self._done = step.value, total, 0
        self._show(0)

    def advance(self, count: int) -> None:
        """Take note that so many more pieces of the step are done."""
        self._done = min(self._total, self._done + count)
        self._show(count)

    def end(self) -> None:
        """Take note that the last step has ended."""
        now = time.perf_counter()
        if self._step:
            self.times[self._step] = self.times.get(self._step, 0.0) + now - self._since
        self._since, self._step = now, ""
        if self._bar is not None:
            self._bar.render_finish()
            self._bar = None

    def _show(self, count: int) -> None:
        if not self._is_shown or not self._total:
            return
        waited = time.perf_counter() - self._began
        label = self._step.capitalize()
        if not sys.stderr.isatty():
            if waited >= PATIENCE_OF_LOGS and not self._has_told:
                click.echo(f"{label} ({self._total} in all) ...")
                self._has_told = True
        elif waited >= PATIENCE:
            if self._bar is None:
                self._bar = click.progressbar(length=self._total, label=label, file=sys.stderr)
                self._bar.render_progress()
                count = self._done
            self._bar.update(count)
