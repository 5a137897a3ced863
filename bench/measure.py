"""Timing the builds of several generators in turns, so that a machine that speeds up or slows down favours none."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Final

from bench.corpus import make_post
from bench.generator import Generator, write_site
from bench.insight import insight
from bench.install import HOME, Installed
from bench.processes import Command, Ran, run
from bench.results import Row, Run, Step

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


TALKATIVE: Final = "sitegen"
"""The generator that also tells what it did, and what it imported."""


class BuildError(Exception):
    """A build failed, or did not show an edit; the message says which and how."""


@dataclass(frozen=True, slots=True)
class Contender:
    """An installed generator, the site that it builds, and what is waited for before each build.

    By default that is the disk, so that nobody pays for what another has written.
    """

    generator: Generator
    installed: Installed
    posts: int
    home: Path = HOME
    settle: Callable[[], None] = os.sync

    @property
    def site(self) -> Path:
        """The folder of its site."""
        return self.home / "sites" / f"{self.generator.name}-{self.posts}"

    def command(self, arguments: Sequence[str] | None = None) -> Command:
        """Return the command that builds the site, or the program with other arguments."""
        given = self.generator.build if arguments is None else arguments
        log = self.home / "logs" / f"{self.generator.name}-{self.posts}"
        return Command((*self.installed.command, *given), self.site, log, self.generator.environment)

    def write(self) -> None:
        """Write the site anew."""
        shutil.rmtree(self.site, ignore_errors=True)
        write_site(self.generator, self.posts, self.site)

    def forget(self) -> None:
        """Remove what builds left: the output and whatever the generator remembers."""
        for name in (self.generator.output, *self.generator.caches):
            place = self.site / name
            if place.is_dir():
                shutil.rmtree(place)
            else:
                place.unlink(missing_ok=True)

    def edit(self, token: str) -> None:
        """Give the post in the middle one more line; what an earlier edit appended goes."""
        post = make_post(self.posts // 2)
        text = f"{self.generator.front_matter(post)}{post.body}\n{token}\n"
        (self.site / self.generator.source(post)).write_text(text, encoding="utf-8")

    def shows(self, token: str) -> bool:
        """Say whether the page of the edited post holds the line."""
        place = self.site / self.generator.page(make_post(self.posts // 2))
        return place.exists() and token in place.read_text(encoding="utf-8")

    def output(self) -> dict[str, tuple[int, int]]:
        """Return each file of the output, with its modification time in nanoseconds and its size."""
        return dict(_files(str(self.site / self.generator.output)))


def build(contender: Contender, step: Step, token: str, *, sampled: bool = False) -> Ran:
    """Run one build of a kind and return what it took; raises BuildError if it fails or an edit does not show."""
    if step is Step.COLD:
        contender.forget()
    if step is Step.EDIT:
        contender.edit(token)
    contender.settle()
    ran = run(contender.command(), sampled=sampled)
    if ran.failure:
        raise BuildError(f"the {step} build {ran.failure}")
    if step is Step.EDIT and not contender.shows(token):
        raise BuildError("the edit does not show in the page")
    return ran


def measure(contenders: Sequence[Contender], runs: int, say: Callable[[str], None]) -> tuple[Row, ...]:
    """Measure generators side by side on the same number of posts, and remove their sites again."""
    rows: dict[str, Row] = {}
    try:
        for contender in contenders:
            say(f"{contender.generator.title}, {contender.posts:,} posts: writing, and one build for its memory")
            contender.write()
            rows[contender.generator.name] = _first(contender)
        for turn in range(runs):
            for step in Step:
                for contender in (*contenders[turn % len(contenders) :], *contenders[: turn % len(contenders)]):
                    row = rows[contender.generator.name]
                    if not row.failure:
                        rows[contender.generator.name] = _next(contender, row, step, f"token-{turn}-of-the-edit", say)
        for contender in contenders:
            row = rows[contender.generator.name]
            if contender.generator.name == TALKATIVE and not row.failure:
                rows[row.name] = insight(contender, row)
    finally:
        for contender in contenders:
            shutil.rmtree(contender.site, ignore_errors=True)
    return tuple(rows.values())


def startup(contenders: Sequence[Contender], runs: int) -> dict[str, float]:
    """Return the median seconds in which each program tells its version."""
    taken: dict[str, list[float]] = {}
    for turn in range(runs + 1):
        for contender in contenders:
            ran = run(_version_command(contender))
            if turn and not ran.failure:  # the first warms the disk's cache
                taken.setdefault(contender.generator.title, []).append(ran.seconds)
    return {title: median(seconds) for title, seconds in taken.items()}


def version(contender: Contender) -> str:
    """Return the version that a program tells, or all of its first line if there is no number in it."""
    command = _version_command(contender)
    run(command)
    line = (command.said.read_text(encoding="utf-8").strip().splitlines() or ["unknown"])[0]
    number = re.search(r"\d+(\.\w+)+", line)
    return number[0] if number else line


def _version_command(contender: Contender) -> Command:
    return replace(contender.command(contender.generator.version), folder=contender.home)


def _first(contender: Contender) -> Row:
    """Build cold while watching the memory; the time of this build counts for nothing."""
    row = Row(contender.generator.name, contender.generator.title, contender.posts)
    try:
        ran = build(contender, Step.COLD, "", sampled=True)
    except BuildError as error:
        return replace(row, failure=str(error))
    files = contender.output()
    return replace(row, peak_mib=ran.peak_mib, files=len(files), output_bytes=sum(size for _, size in files.values()))


def _next(contender: Contender, row: Row, step: Step, token: str, say: Callable[[str], None]) -> Row:
    before = contender.output() if step is Step.EDIT else {}
    try:
        ran = build(contender, step, token)
    except BuildError as error:
        say(f"  {row.title}: {error}")
        return replace(row, failure=str(error))
    say(f"  {row.title}, {step}: {ran.seconds:.3f} s")
    runs = {**row.runs, step: (*row.runs.get(step, ()), Run(ran.seconds, ran.cpu))}
    if step is not Step.EDIT:
        return replace(row, runs=runs)
    rewritten = sum(before.get(path) != stat for path, stat in contender.output().items())
    return replace(row, runs=runs, rewritten=rewritten, edit_shows=True)


def _files(folder: str) -> Iterator[tuple[str, tuple[int, int]]]:
    for entry in os.scandir(folder):
        if entry.is_dir(follow_symlinks=False):
            yield from _files(entry.path)
        else:
            stat = entry.stat(follow_symlinks=False)
            yield entry.path, (stat.st_mtime_ns, stat.st_size)
