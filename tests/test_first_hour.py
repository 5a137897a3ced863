"""A new user's first hour: the tutorial is its transcript, followed with a wheel, a preview and real saves."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import sysconfig
from contextlib import ExitStack
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

import pytest

from tests.conftest import PROJECT
from tests.serving import serving
from tests.shown import MORE, PAGES, Saved, Typed, answers, steps
from tests.terminal import Terminal, open_terminal

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.serving import Channel, Served

TUTORIAL: Final = PAGES / "tutorial.md"
YEAR: Final = "2027"
"""The year of the tutorial's conference, which is always next year's."""
SPARK: Final = "/sparks/what-did-you-try-last-week/"
QUESTION: Final = "What did you try last week?"


@pytest.fixture
def wheel(tmp_path: Path) -> Path:
    """Return the folder where the reader has the wheel."""
    folder = tmp_path / "downloads"
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(command, cwd=PROJECT, capture_output=True, check=True, timeout=120)  # noqa: S603  # our own build
    return folder


def lend_packages(environment: Path, shelf: Path) -> None:
    """Let a virtual environment have the packages of this one, but for sitegen, since no registry is asked for them."""
    shelf.mkdir()
    for folder in {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}:
        for entry in os.scandir(folder):
            if not entry.name.lstrip("_").startswith("sitegen"):
                (shelf / entry.name).symlink_to(entry.path)
    (site_packages,) = environment.glob("lib/python*/site-packages")
    (site_packages / "lent.pth").write_text(f"{shelf}\n", encoding="utf-8")


class Reader:
    """Does what the tutorial says, and looks where it says that there is something to see."""

    def __init__(self, terminal: Terminal, folder: Path, stack: ExitStack) -> None:
        """Sit down at a terminal; `folder` is where the wheel was put."""
        self.terminal = terminal
        self.folder = folder
        self.served: Served | None = None
        self.channel: Channel | None = None
        self._stack = stack
        self._sees: dict[str, Callable[[Served, Channel], None]] = {
            "Write a spark": self._sees_the_spark,
            "Break it": self._sees_the_mistake,
            "Mend it": self._sees_it_mended,
        }

    def do(self, step: Typed | Saved) -> None:
        """Do one step."""
        if isinstance(step, Saved):
            self._save(step)
        elif step.command == "sitegen serve":
            self._serve(step)
        else:
            code, told = self.terminal.run(self._before(step.command))
            assert code == step.fails, (step.where, step.command, told)
            assert answers(step.answer, told), f"{step.where}: {step.command}\n{told}"

    def _before(self, command: str) -> str:
        """Return what is run for a command, having made what the reader has and this machine lacks."""
        if command.startswith("pip install"):
            lend_packages(self.folder / "sitegen-env", self.folder.parent / "lent")
        if command.startswith("git remote add origin"):
            # Nobody here is a host of repositories; a bare one takes a push just the same.
            subprocess.run(["git", "init", "--bare", "--quiet", str(self.folder / "host.git")], check=True)  # noqa: S603, S607
            return f"git remote add origin {shlex.quote(str(self.folder / 'host.git'))}"
        return command

    def _serve(self, step: Typed) -> None:
        root, program = self.terminal.folder, self.folder / "sitegen-env" / "bin" / "sitegen"
        cache = self.folder.parent / "previews"
        alone = {"PYTHONPATH": ""}
        self.served = self._stack.enter_context(serving(root, cache, env=alone, program=(str(program),)))
        self.channel = self._stack.enter_context(self.served.channel())
        shown = tuple(line.replace("localhost:8000", f"localhost:{self.served.port}") for line in step.answer)
        assert answers((*shown, MORE), self.served.output.text)
        assert "Torquay 2" in self.served.page("/")

    def _save(self, step: Saved) -> None:
        (self.terminal.folder / step.path).write_text(step.text, encoding="utf-8")
        if self.served is not None and self.channel is not None:
            self._sees[step.part](self.served, self.channel)

    def _sees_the_spark(self, served: Served, channel: Channel) -> None:
        channel.until(lambda _: "One thing, however small" in served.ask(SPARK).text)
        assert QUESTION in served.page("/")
        assert QUESTION in served.page("/sessions/first-session/")

    def _sees_the_mistake(self, served: Served, channel: Channel) -> None:
        told = channel.until(lambda told: bool(told["problems"]))
        assert [problem["code"] for problem in told["problems"]] == ["unknown-session"]
        assert QUESTION in served.page(SPARK)

    def _sees_it_mended(self, served: Served, channel: Channel) -> None:
        channel.until(lambda told: not told["problems"])
        assert QUESTION in served.page(SPARK)


@pytest.mark.slow
def test_the_tutorial_leads_from_a_wheel_to_a_site_that_was_pushed(wheel: Path, tmp_path: Path) -> None:
    terminal = open_terminal(tmp_path / "home", wheel, has_sitegen=False)
    next_year = str(datetime.now(UTC).year + 1)
    with ExitStack() as stack:
        reader = Reader(terminal, wheel, stack)
        for step in steps(TUTORIAL, {YEAR: next_year}):
            reader.do(step)
    site = wheel / "torquay"
    code, told = terminal.run("git --git-dir ../host.git ls-tree -r --name-only main")
    assert (code, "content/sparks/what-did-you-try-last-week.md" in told) == (0, True)
    assert not {line.partition("/")[0] for line in told.splitlines()} & {"public", ".sitegen"}
    assert QUESTION in (site / "public" / SPARK.strip("/") / "index.html").read_text("utf-8")
    assert not list((site / "public").glob("**/see-you-in-torquay"))
    code, told = terminal.run("python -c 'import sitegen; print(sitegen.__file__)'")
    assert told.startswith(str(wheel / "sitegen-env"))
