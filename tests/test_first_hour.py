"""A new user's first hour: the tutorial is its transcript, followed with a wheel, a preview and real saves."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import sysconfig
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from tests.conftest import PROJECT, lacking
from tests.hosts.conftest import TOOLS as NETLIFY
from tests.hosts.netlify_host import Netlify
from tests.hosts.sites import git
from tests.serving import serving
from tests.shown import MORE, PAGES, Saved, Typed, answers, logs, steps
from tests.terminal import Terminal, open_terminal

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.serving import Channel, Served

TUTORIAL: Final = PAGES / "tutorial.md"
YEAR: Final = "2027"
"""The year of the tutorial's conference, which is always next year's."""
SPARK: Final = "/sparks/what-did-you-try-last-week/"
QUESTION: Final = "What did you try last week?"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder where the reader has the wheel."""
    folder = tmp_path_factory.mktemp("reader") / "downloads"
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
            git(self.folder, "init", "--bare", "--quiet", "--initial-branch=main", "host.git")
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


@dataclass(frozen=True, slots=True)
class Followed:
    """What the reader has at the end: a terminal in the site, the folder of it all, and a host with the repository."""

    terminal: Terminal
    folder: Path
    repository: Path


@pytest.fixture(scope="module")
def followed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Followed:
    """Follow the tutorial from its first line to its last."""
    terminal = open_terminal(tmp_path_factory.mktemp("reader") / "home", wheel, has_sitegen=False)
    next_year = str(datetime.now(UTC).year + 1)
    with ExitStack() as stack:
        reader = Reader(terminal, wheel, stack)
        for step in steps(TUTORIAL, {YEAR: next_year}):
            reader.do(step)
    return Followed(terminal, wheel, wheel / "host.git")


@pytest.mark.slow
def test_the_tutorial_leads_from_a_wheel_to_a_site(followed: Followed) -> None:
    code, told = followed.terminal.run("python -c 'import sitegen; print(sitegen.__file__)'")
    assert (code, told.startswith(str(followed.folder / "sitegen-env"))) == (0, True)
    public = followed.folder / "torquay" / "public"
    assert QUESTION in (public / SPARK.strip("/") / "index.html").read_text("utf-8")
    assert list(public.glob("**/see-you-in-torquay")) == []


@pytest.mark.slow
def test_what_is_pushed_at_its_end_is_what_was_written_and_nothing_that_was_built(followed: Followed) -> None:
    listing = f"git --git-dir {shlex.quote(str(followed.repository))} ls-tree -r --name-only main"
    code, told = followed.terminal.run(listing)
    assert (code, "content/sparks/what-did-you-try-last-week.md" in told.splitlines()) == (0, True)
    assert {line.partition("/")[0] for line in told.splitlines()} & {"public", ".sitegen"} == set()


@pytest.mark.slow
def test_the_host_is_asked_for_the_wheel_that_the_reader_had(followed: Followed) -> None:
    code, told = followed.terminal.run("pip install --dry-run --no-deps --force-reinstall -r requirements.txt")
    assert (code, "sitegen-0.1.0" in told) == (0, True), told


@pytest.mark.slow
def test_netlify_builds_what_was_pushed_as_the_tutorial_says(followed: Followed, tmp_path: Path) -> None:
    if not (NETLIFY / "node_modules" / ".package-lock.json").exists():
        lacking("Netlify's programs are not installed (make test does so, given npm's registry)")
    now = str(int(datetime.now(UTC).timestamp()))
    deploy = Netlify(NETLIFY, followed.repository, tmp_path).build(clock=now)
    assert deploy.code == 0, deploy.log
    assert QUESTION in (deploy.public / SPARK.strip("/") / "index.html").read_text("utf-8")
    (shown,) = logs(TUTORIAL)
    assert answers((MORE, *shown, MORE), deploy.log), deploy.log
