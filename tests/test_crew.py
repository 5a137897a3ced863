"""Work is shared without a trace: the same results for every number of processes, and nobody left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sitegen import crew
from sitegen.crew import best_number, share
from sitegen.lock import hold_lock
from sitegen.problems import MachineError
from tests.conftest import PROJECT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux has a fork that is safe")

_ORPHANS = """
import os, sys, time
from pathlib import Path
from sitegen import crew
from sitegen.lock import hold_lock
crew.LEAST = 1
folder, parent = Path(sys.argv[1]), os.getpid()
def work(number):
    if os.getpid() == parent:
        print("at work", flush=True)
        time.sleep(60)
    (folder / f"{os.getpid()}-{number}.txt").touch()
    time.sleep(0.2)
    return b"x"
with hold_lock(folder / "site.txt"):
    list(crew.share(3000, work, folder, 3))
"""


@pytest.fixture(autouse=True)
def _little_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew, "LEAST", 1)


def children() -> set[int]:
    """Return the processes that this one has started and not waited for."""
    return {int(number) for number in Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()}


def open_files() -> list[str]:
    """Return what this process has open, but for the folder that says so."""
    links = tuple(Path("/proc/self/fd").iterdir())
    return sorted(str(link.readlink()) for link in links if link.is_symlink())


@pytest.fixture(autouse=True)
def _nothing_is_left(tmp_path: Path, _little_is_enough: None) -> Iterator[None]:
    before, held = children(), open_files()
    yield
    assert children() == before
    assert open_files() == held
    assert [place.name for place in tmp_path.iterdir() if place.suffix != ".txt"] == []


def square(number: int) -> bytes:
    """Return what is as long as its number, and empty for some."""
    return b"%d," % number**2 * (number % 7)


def slow_elsewhere() -> Callable[[int], bytes]:
    """Return work that is quick in this process and takes too long in any other."""
    parent = os.getpid()

    def work(number: int) -> bytes:
        if os.getpid() != parent:
            time.sleep(30)
        return square(number)

    return work


@pytest.mark.parametrize("jobs", [1, 2, 3, 5, 8, 40, None])
@pytest.mark.parametrize("count", [0, 1, 15, 16, 17, 33, 100, 257])
def test_results_come_in_order_for_every_number_of_processes(tmp_path: Path, jobs: int | None, count: int) -> None:
    assert list(share(count, square, tmp_path, jobs)) == [square(number) for number in range(count)]


@pytest.mark.parametrize("jobs", [2, 3, 4])
def test_every_process_has_its_share(tmp_path: Path, jobs: int) -> None:
    made = list(share(200, lambda _: b"%d" % os.getpid(), tmp_path, jobs))
    assert (len(set(made)), made[0]) == (jobs, b"%d" % os.getpid())


@pytest.mark.parametrize(
    ("count", "jobs", "expected"),
    [(0, 8, 1), (149, 8, 1), (299, 8, 1), (300, 8, 2), (449, 8, 2), (450, 8, 3), (10_000, 8, 8), (10_000, 1, 1)],
)
def test_a_process_is_only_started_for_enough_work(
    monkeypatch: pytest.MonkeyPatch, count: int, jobs: int, expected: int
) -> None:
    monkeypatch.setattr(crew, "LEAST", 150)
    assert best_number(count, jobs) == expected


def test_without_a_limit_the_processors_are_it() -> None:
    assert best_number(10**6, None) == len(os.sched_getaffinity(0))


@pytest.mark.parametrize("system", ["darwin", "win32"])
def test_where_a_fork_is_not_safe_nothing_is_forked(monkeypatch: pytest.MonkeyPatch, system: str) -> None:
    monkeypatch.setattr(sys, "platform", system)
    assert best_number(10**6, 8) == 1


def test_little_work_is_done_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew, "LEAST", 150)
    assert set(share(299, lambda _: b"%d" % os.getpid(), tmp_path, 8)) == {b"%d" % os.getpid()}


def test_a_large_result_arrives_whole(tmp_path: Path) -> None:
    sizes = [5_000_000 if number == 20 else number for number in range(40)]
    assert [len(made) for made in share(40, lambda number: bytes(sizes[number]), tmp_path, 2)] == sizes


@pytest.mark.parametrize("jobs", [1, 2, 3])
@pytest.mark.parametrize("number", [0, 20, 99])
def test_an_error_is_met_here_wherever_it_was(tmp_path: Path, jobs: int, number: int) -> None:
    def work(index: int) -> bytes:
        if index == number:
            raise LookupError(f"piece {index}")
        return square(index)

    made: list[bytes] = []
    with pytest.raises(LookupError, match=rf"^'?piece {number}'?$"):
        made.extend(share(100, work, tmp_path, jobs))
    assert made == [square(index) for index in range(number)]


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_of_several_errors_the_first_in_order_is_met(tmp_path: Path, jobs: int) -> None:
    def work(index: int) -> bytes:
        if index in {20, 33, 40}:
            raise LookupError(f"piece {index}")
        return b""

    with pytest.raises(LookupError, match="piece 20"):
        list(share(100, work, tmp_path, jobs))


def test_what_fails_in_a_worker_alone_is_made_here(tmp_path: Path) -> None:
    parent = os.getpid()

    def work(index: int) -> bytes:
        if os.getpid() != parent:
            raise MemoryError
        return square(index)

    assert list(share(100, work, tmp_path, 3)) == [square(number) for number in range(100)]


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_a_worker_that_is_killed_is_the_machines_fault(tmp_path: Path, how: signal.Signals) -> None:
    parent = os.getpid()

    def work(index: int) -> bytes:
        if os.getpid() != parent and index == 20:
            os.kill(os.getpid(), how)
        return square(index)

    with pytest.raises(MachineError, match=r"^a process that built a part of the site was ended from outside$"):
        list(share(100, work, tmp_path, 3))


@pytest.mark.parametrize("how", [KeyboardInterrupt, SystemExit, GeneratorExit])
def test_an_interruption_here_ends_the_workers(tmp_path: Path, how: type[BaseException]) -> None:
    parent = os.getpid()

    def work(index: int) -> bytes:
        if os.getpid() != parent:
            time.sleep(30)
        if index == 5:
            raise how
        return square(index)

    began = time.monotonic()
    with pytest.raises(how):
        list(share(100, work, tmp_path, 3))
    assert time.monotonic() - began < 20


def test_a_signal_here_ends_the_workers(tmp_path: Path) -> None:
    parent = os.getpid()

    def work(index: int) -> bytes:
        if os.getpid() != parent:
            time.sleep(30)
        if index == 5:
            signal.raise_signal(signal.SIGINT)
        return square(index)

    with pytest.raises(KeyboardInterrupt):
        list(share(100, work, tmp_path, 3))


def test_who_does_not_take_everything_leaves_nobody_at_work(tmp_path: Path) -> None:
    made = share(100, square, tmp_path, 3)
    assert [next(made), next(made)] == [square(0), square(1)]
    made.close()  # type: ignore[attr-defined]  # it is a generator


def test_what_is_never_begun_starts_nobody(tmp_path: Path) -> None:
    before = children()
    made = share(100, square, tmp_path, 3)
    assert children() == before
    del made


def test_a_tick_that_fails_ends_the_workers(tmp_path: Path) -> None:
    def tick(_: int) -> None:
        raise BrokenPipeError

    with pytest.raises(BrokenPipeError):
        list(share(100, slow_elsewhere(), tmp_path, 3, tick))


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_ticks_come_to_all_of_the_work(tmp_path: Path, jobs: int) -> None:
    ticks: list[int] = []
    list(share(96, square, tmp_path, jobs, ticks.append))
    assert (sum(ticks), len(ticks)) == (96, 96 // jobs)


def test_where_a_process_cannot_be_started_one_does_it_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fork, forks = os.fork, []

    def refuse() -> int:
        forks.append(1)
        if len(forks) > 1:
            raise BlockingIOError(11, "Resource temporarily unavailable")
        return fork()

    monkeypatch.setattr(os, "fork", refuse)
    assert list(share(100, square, tmp_path, 3)) == [square(number) for number in range(100)]
    assert len(forks) == 2


def test_without_room_for_what_workers_make_one_process_does_it_all(tmp_path: Path) -> None:
    made = list(share(100, square, tmp_path / "missing", 3))
    assert made == [square(number) for number in range(100)]


def test_signals_are_as_they_were(tmp_path: Path) -> None:
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
    try:
        list(share(100, square, tmp_path, 3))
        assert signal.pthread_sigmask(signal.SIG_BLOCK, ()) == before | {signal.SIGTERM}
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def test_where_the_system_forgets_ended_children_all_is_made(tmp_path: Path) -> None:
    before = signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    try:
        assert list(share(100, square, tmp_path, 3)) == [square(number) for number in range(100)]
    finally:
        signal.signal(signal.SIGCHLD, before)


def test_nothing_is_written_twice_and_nobody_cleans_up_twice(tmp_path: Path) -> None:
    script = (
        "import atexit, sys; from pathlib import Path; from sitegen import crew; crew.LEAST = 1\n"
        "atexit.register(print, 'the end'); sys.stdout.write('begun ')\n"
        "print(len(b''.join(crew.share(100, bytes, Path(sys.argv[1]), 3))), end=' ')\n"
    )
    said = subprocess.run(  # noqa: S603  # our own interpreter and script
        [sys.executable, "-c", script, str(tmp_path)], capture_output=True, check=True, cwd=PROJECT, timeout=60
    )
    assert (said.stdout, said.stderr) == (b"begun 4950 the end\n", b"")


def test_workers_of_a_killed_parent_end_by_themselves_and_let_go_of_the_site(tmp_path: Path) -> None:
    (tmp_path / "site.txt").mkdir()
    script = [sys.executable, "-c", _ORPHANS, str(tmp_path)]
    with subprocess.Popen(script, stdout=subprocess.PIPE, cwd=PROJECT) as parent:  # noqa: S603  # as above
        assert parent.stdout is not None
        assert parent.stdout.readline() == b"at work\n"
        workers = Path(f"/proc/{parent.pid}/task/{parent.pid}/children").read_text().split()
        parent.kill()
        parent.wait()
        began = time.monotonic()
        # Whoever holds its standard output has ended when this comes back.
        assert parent.stdout.read() == b""
        assert time.monotonic() - began < 20
    assert len(workers) == 2
    with hold_lock(tmp_path / "site.txt"):
        pass
    assert len(list(tmp_path.glob("*-*.txt"))) < 200
