"""How a long build is told of: a bar for who looks on, one line for a log, nothing for a short one; and its times."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

import pytest

from sitegen.cli import progress as room
from sitegen.cli.progress import Progress
from sitegen.reporter import Silence, Step

if TYPE_CHECKING:
    from collections.abc import Callable

    from sitegen.reporter import Reporter

HIDDEN, SHOWN = "\x1b[?25l", "\x1b[?25h"
"""What hides and shows a terminal's cursor."""


def work(reporter: Reporter) -> None:
    """Report as a build does."""
    reporter.begin(Step.FIND)
    reporter.begin(Step.READ, 3)
    for _ in range(3):
        reporter.advance(1)
    reporter.begin(Step.RENDER, 40)
    reporter.advance(0)
    reporter.advance(16)
    # Who works together counts the others' pieces too, and may count too many.
    reporter.advance(32)
    reporter.begin(Step.PUBLISH)


@pytest.fixture
def _no_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "PATIENCE", 0.0)
    monkeypatch.setattr(room, "PATIENCE_OF_LOGS", 0.0)


def seen(reporter: Reporter, report: Callable[[Reporter], None]) -> bytes:
    """Return what a terminal as the error stream shows while something is reported."""
    ours, theirs = os.openpty()
    with open(theirs, "w", encoding="utf-8") as screen, pytest.MonkeyPatch.context() as patch:  # noqa: PTH123  # no path
        patch.setattr("sys.stderr", screen)
        report(reporter)
        screen.write("the end")
        screen.flush()
        shown = b""
        while not shown.endswith(b"the end"):
            shown += os.read(ours, 65536)
    os.close(ours)
    return shown.removesuffix(b"the end")


def whole(progress: Reporter) -> None:
    """Report as a build does, to its end."""
    work(progress)
    if isinstance(progress, Progress):
        progress.end()


@pytest.mark.usefixtures("_no_patience")
def test_on_a_terminal_each_step_that_can_be_counted_has_a_bar() -> None:
    shown = seen(Progress(is_shown=True), whole).decode()
    bars = shown.split(SHOWN)
    assert [("Reading" in bar, "Making pages" in bar) for bar in bars] == [(True, False), (False, True), (False, False)]
    assert [" 33%" in bars[0], " 40%" in bars[1]] == [True, True]
    assert ["100%" in bar for bar in bars] == [True, True, False]
    assert bars[2].strip() == ""


@pytest.mark.usefixtures("_no_patience")
def test_a_terminal_is_left_as_it_was_in_the_midst_of_a_step() -> None:
    progress = Progress(is_shown=True)

    def stop(reporter: Reporter) -> None:
        reporter.begin(Step.READ, 3)
        reporter.advance(1)
        progress.end()

    shown = seen(progress, stop).decode()
    assert shown.rfind(SHOWN) > shown.rfind(HIDDEN) >= 0


def test_what_takes_no_time_is_not_told_of() -> None:
    assert seen(Progress(is_shown=True), whole) == b""


@pytest.mark.usefixtures("_no_patience")
def test_who_does_not_want_to_know_is_told_nothing() -> None:
    progress = Progress(is_shown=False)
    assert seen(progress, whole) == b""
    assert list(progress.times) == ["finding files", "reading", "making pages", "publishing"]


def test_a_bar_that_comes_late_shows_what_was_done_before(monkeypatch: pytest.MonkeyPatch) -> None:
    progress = Progress(is_shown=True)
    progress.begin(Step.READ, 100)
    progress.advance(50)
    monkeypatch.setattr(room, "PATIENCE", 0.0)

    def go_on(reporter: Reporter) -> None:
        reporter.advance(10)
        progress.end()

    shown = seen(progress, go_on)
    assert (b" 60%" in shown, b" 10%" in shown) == (True, False)


@pytest.mark.usefixtures("_no_patience")
def test_without_a_terminal_there_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    progress = Progress(is_shown=True)
    work(progress)
    progress.end()
    told = capsys.readouterr()
    assert (told.out + told.err).splitlines() == ["Reading (3 in all) ..."]


def test_without_a_terminal_a_short_build_has_no_line(capsys: pytest.CaptureFixture[str]) -> None:
    progress = Progress(is_shown=True)
    work(progress)
    progress.end()
    assert capsys.readouterr() == ("", "")


def test_each_step_has_its_time_and_the_same_step_one_for_both() -> None:
    progress = Progress(is_shown=False)
    began = time.perf_counter()
    for step, seconds in ((Step.FIND, 0.0), (Step.READ, 0.05), (Step.CHECK, 0.0), (Step.READ, 0.05)):
        progress.begin(step)
        time.sleep(seconds)
    progress.end()
    took = time.perf_counter() - began
    time.sleep(0.05)
    progress.end()
    assert list(progress.times) == ["finding files", "reading", "checking"]
    assert 0.1 <= progress.times["reading"] <= took
    assert progress.times["finding files"] + progress.times["checking"] <= took - 0.1
    assert sum(progress.times.values()) <= took


def test_before_a_step_no_time_is_counted() -> None:
    progress = Progress(is_shown=True)
    progress.end()
    assert progress.times == {}


def test_silence_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    work(Silence())
    assert capsys.readouterr() == ("", "")
