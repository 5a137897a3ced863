"""A driver for tests: builds of a small site that are killed at steps and after times that a seed gives.

Run as `python -m tests.build_and_die SEED COUNT FOLDER`; prints what it found wrong, a line each, then how often it
killed a build. It is a process of its own, as it forks.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from sitegen import crew
from sitegen.manifest import MANIFEST, STAGING
from sitegen.values import replace
from tests.builds import NOT_BUILT, OURS, cold, differing, edit, job_of, run, small_site
from tests.disk import tree

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sitegen.job import Job

_STEPS = frozenset({"open", "os.mkdir", "os.rename", "os.remove", "os.rmdir"})
_ABOUT = "pages/about.md"
_LATEST = "posts/2007-01-10-latest.md"
_MOST_STEPS = 160
_PATIENCE = 200


def main() -> None:
    """Kill cold builds, whole warm ones and texts being mended, by turns, and look at what each leaves."""
    seed, count, base = int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])
    chance = random.Random(seed)  # noqa: S311  # no secret
    crew.LEAST = 1
    killed = 0
    for number in range(count):
        job = job_of(small_site(base / f"site-{number}"))
        for what in ("cold", "whole", "mended"):
            before = tree(job.folder) if job.folder.is_dir() else {}
            _change(job, what, number)
            after = cold(job)
            killed += _kill(replace(job, jobs=chance.choice((1, 3))), chance)
            for fault in (*_faults_of(job, before, after.files), *_faults_after(job, after.files)):
                sys.stdout.write(f"{number} {what}: {fault}\n")
    sys.stdout.write(f"{killed} killed\n")


def _change(job: Job, what: str, number: int) -> None:
    if what == "whole":
        edit(job.root, _LATEST, "title: Latest", f"title: Latest {number}")
    elif what == "mended":
        edit(job.root, _ABOUT, "By the", f"By the {number}th")


def _kill(job: Job, chance: random.Random) -> int:
    """Build in a process that does not live to see the end, with all that it started or alone."""
    step = chance.randrange(1, _MOST_STEPS) if chance.random() < 0.7 else 0
    child = os.fork()
    if child == 0:
        os.setsid()
        if step:
            _die_at(step, job.root)
        else:
            _die_in(chance.random() * 0.05)
        run(job)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if chance.random() < 0.5:
        with suppress(ProcessLookupError):
            os.killpg(child, signal.SIGKILL)
    return int(os.WIFSIGNALED(status))


def _die_at(step: int, root: Path) -> None:
    seen, me = 0, os.getpid()

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal seen
        if event in _STEPS and any(str(root) in str(argument) for argument in arguments):
            seen += 1
            if seen == step and os.getpid() == me:
                os.kill(me, signal.SIGKILL)

    sys.addaudithook(watch)


def _die_in(seconds: float) -> None:
    signal.signal(signal.SIGALRM, lambda *_: os.kill(os.getpid(), signal.SIGKILL))
    signal.setitimer(signal.ITIMER_REAL, seconds)


def _faults_of(job: Job, before: Mapping[str, bytes], after: Mapping[str, bytes]) -> Iterator[str]:
    """Yield what is wrong with what the killed build has left."""
    left = tree(job.folder) if job.folder.is_dir() else {}
    for path in before.keys() & after.keys():
        if path not in left:
            yield f"{path} stood and is gone"
    for path, data in left.items():
        is_ours = STAGING.fullmatch(path.split("/", maxsplit=1)[0]) or path == MANIFEST
        if not is_ours and data not in {before.get(path), after.get(path)}:
            yield f"{path} is neither what it was nor what it was to be"


def _faults_after(job: Job, expected: Mapping[str, bytes]) -> Iterator[str]:
    """Yield what is wrong after the next build, which has to wait for workers that are still at it."""
    result, way = run(job)
    for _ in range(_PATIENCE):
        if way != NOT_BUILT or result.error != "MachineError":
            break
        time.sleep(0.01)
        result, way = run(job)
    if result.error:
        yield f"the next build ends with {result.error}"
    yield from (f"{path} is not a clean build's" for path in differing(result.files, expected))
    yield from (f"{place.name} is left" for place in job.cache.iterdir() if place.name not in OURS)


if __name__ == "__main__":
    main()
