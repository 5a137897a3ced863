"""Work shared among processes that are forked for it, where that is safe; what is made does not depend on how many.

A worker inherits everything and hands back bytes through a file that it shares with its parent: there is no queue
to fill up and nobody to wait for. Should the parent be killed, its workers end with the piece that they are at.
"""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from sitegen.problems import MachineError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from typing import IO

CHUNK = 16
"""How many pieces of work a process takes in a row: few enough that all have their share of the dear ones."""
LEAST = 40
"""The fewest pieces of work for each process: below that a fork costs more than it saves."""
_SIZE = 8
_SIGNALS = (signal.SIGINT, signal.SIGTERM)


def best_number(count: int, jobs: int | None) -> int:
    """Return how many processes `count` pieces of work deserve; `jobs` is the most, else the processors are."""
    if sys.platform != "linux" or not hasattr(os, "fork"):
        # macOS's own libraries do not survive a fork, and Windows has none.
        return 1
    most = jobs or len(os.sched_getaffinity(0))
    return max(1, min(most, count // LEAST))


def share(  # the parts of one division of labour
    count: int,
    work: Callable[[int], bytes],
    folder: Path,
    jobs: int | None = None,
    tick: Callable[[int], None] | None = None,
) -> Iterator[bytes]:
    """Yield what `work(number)` gives for every number below `count`, in order.

    `folder` is where workers keep what they made until it is their turn. `tick` is told how many pieces are done.
    An error in a worker is met again here, by doing its piece anew; a worker that is killed is a `MachineError`.
    """
    number = best_number(count, jobs)
    if number == 1:
        for index in range(count):
            yield work(index)
            if tick is not None:
                tick(1)
        return
    crew: list[_Worker] = []
    try:
        if not _begun(crew, number, count, work, folder):
            yield from share(count, work, folder, 1, tick)
            return
        with _nameless(folder) as mine:
            for index in _own(0, number, count):
                _put(mine, _tried(work, index))
                if tick is not None:
                    tick(number)
            mine.seek(0)
            shelves = [mine, *(worker.result() for worker in crew)]
            for start in range(0, count, CHUNK):
                shelf = shelves[start // CHUNK % number]
                for index in range(start, min(start + CHUNK, count)):
                    made = _take(shelf)
                    yield work(index) if made is None else made
    finally:
        for worker in crew:
            worker.end()


def _begun(crew: list[_Worker], number: int, count: int, work: Callable[[int], bytes], folder: Path) -> bool:
    """Begin the workers, and tell whether the machine had room for all of them; what was begun is in `crew`."""
    try:
        for own in range(1, number):
            crew.append(_Worker(folder))
            crew[-1].begin(_own(own, number, count), work)
    except OSError:
        for worker in crew:
            worker.end()
        return False
    return True


def _own(number: int, of: int, count: int) -> Iterator[int]:
    """Yield the numbers that are the share of one process."""
    for start in range(number * CHUNK, count, of * CHUNK):
        yield from range(start, min(start + CHUNK, count))


def _tried(work: Callable[[int], bytes], index: int) -> bytes | None:
    """Return what was made, or `None`: it is tried again in its turn, so that the first error in order is met."""
    try:
        return work(index)
    except Exception:  # noqa: BLE001  # whatever it is, it comes again
        return None


def _put(shelf: IO[bytes], made: bytes | None) -> None:
    shelf.write((0 if made is None else len(made) + 1).to_bytes(_SIZE, "little"))
    shelf.write(made or b"")


def _take(shelf: IO[bytes]) -> bytes | None:
    size = int.from_bytes(shelf.read(_SIZE), "little") - 1
    made = shelf.read(max(size, 0))
    return made if len(made) == size else None


def _nameless(folder: Path) -> IO[bytes]:
    """Return a file that has no name, and is gone with the last who holds it, however that ends."""
    from tempfile import TemporaryFile  # noqa: PLC0415  # dear, and one process needs none

    return TemporaryFile(dir=folder)


class _Worker:
    """A process with its share of the work."""

    def __init__(self, folder: Path) -> None:
        self._file = _nameless(folder)
        self._process = 0

    def begin(self, numbers: Iterator[int], work: Callable[[int], bytes]) -> None:
        """Fork a process that does the work of these numbers."""
        sys.stdout.flush()
        sys.stderr.flush()
        # A signal that came between the fork and the worker's own first line would be met as if by its parent.
        parent, before = os.getpid(), signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
        try:
            self._process = os.fork()
            if not self._process:
                self._do(numbers, work, parent)
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)

    def _do(self, numbers: Iterator[int], work: Callable[[int], bytes], parent: int) -> None:
        """Do the share and end this process: nothing that its parent has open, or wants done at its end, is touched."""
        code = 1
        with suppress(BaseException):
            for one in _SIGNALS:
                signal.signal(one, signal.SIG_DFL)
            signal.pthread_sigmask(signal.SIG_UNBLOCK, _SIGNALS)
            for index in numbers:
                if os.getppid() != parent:
                    # Nobody waits for it, and a worker holds its parent's lock on the site.
                    break
                _put(self._file, _tried(work, index))
            self._file.flush()
            code = 0
        os._exit(code)

    def result(self) -> IO[bytes]:
        """Wait until the work is done, and return the file that it is in.

        What is missing there, as the disk was full perhaps, is done again by whoever asks for it.
        """
        status = 0
        # Where the system was told to forget ended children, how this one ended is seen by what it has put down.
        with suppress(ChildProcessError):
            _, status = os.waitpid(self._process, 0)
        self._process = 0
        if os.waitstatus_to_exitcode(status) < 0:
            raise MachineError(
                "a process that built a part of the site was ended from outside",
                "build again; with --jobs 1 everything is done by one process, which takes less memory",
            )
        self._file.seek(0)
        return self._file

    def end(self) -> None:
        """End the process, should it still be at work, and let go of its file."""
        if self._process:
            with suppress(ProcessLookupError, ChildProcessError):
                os.kill(self._process, signal.SIGTERM)
                os.waitpid(self._process, 0)
            self._process = 0
        self._file.close()
