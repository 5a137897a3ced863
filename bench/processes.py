"""Running one command from start to end: its seconds, its CPU time, and the memory of all its processes together."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator
    from resource import struct_rusage

LIMIT: Final = 900.0
"""Seconds after which a build is stopped."""
HAS_PSS: Final = Path("/proc/self/smaps_rollup").exists()
MEMORY_HOW: Final = (
    "the largest sum, over all processes of the build, of proportional set sizes (`Pss`)"
    if HAS_PSS
    else "the largest resident set of a single process (this system does not tell proportional set sizes)"
)
_PAUSE: Final = 0.005
_LONGEST_PAUSE: Final = 0.25
_SAMPLES: Final = 200
"""About as many looks at the memory, however long a build takes: more would slow a long one down."""
_KIB_PER_MIB: Final = 1024
_SESSION_FIELD: Final = 3
_USER_FIELD, _SYSTEM_FIELD = 11, 12


@dataclass(frozen=True, slots=True)
class Command:
    """What to run, in which folder, and the beginning of the names of the two files that take what it says."""

    arguments: tuple[str, ...]
    folder: Path
    log: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    limit: float = LIMIT

    @property
    def said(self) -> Path:
        """The file with its standard output."""
        return self.log.with_suffix(".out")

    @property
    def complained(self) -> Path:
        """The file with its standard error."""
        return self.log.with_suffix(".err")


@dataclass(frozen=True, slots=True)
class Ran:
    """A finished process: wall and CPU seconds (children included), peak MiB if asked for, and why it failed, or ""."""

    seconds: float
    cpu: float
    peak_mib: float
    failure: str


def start(command: Command, said: IO[bytes], complained: IO[bytes]) -> subprocess.Popen[bytes]:
    """Start a command in a session of its own, so that what it starts itself can be ended with it."""
    return subprocess.Popen(
        command.arguments,
        cwd=command.folder,
        stdin=subprocess.DEVNULL,
        stdout=said,
        stderr=complained,
        env={**surroundings(), **command.environment},
        start_new_session=True,
    )


def run(command: Command, *, sampled: bool = False) -> Ran:
    """Run a command and wait for it; with `sampled`, watch the memory of it and of all that it starts."""
    command.log.parent.mkdir(parents=True, exist_ok=True)
    with command.said.open("wb") as said, command.complained.open("wb") as complained:
        began = time.perf_counter()
        process = start(command, said, complained)
        stop = threading.Timer(command.limit, end, (process.pid,))
        stop.start()
        peak = 0
        try:
            if sampled and HAS_PSS:
                peak = _watch(process.pid)
            status, usage = _reap(process.pid)
        except BaseException:
            end(process.pid)
            raise
        finally:
            stop.cancel()
        seconds = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    peak_mib = (peak if HAS_PSS else usage.ru_maxrss) / _KIB_PER_MIB
    return Ran(seconds, usage.ru_utime + usage.ru_stime, peak_mib, _failure(command, process.returncode, seconds))


def surroundings() -> dict[str, str]:
    """Return the environment of everything that is measured: nothing in it tells a build that it runs in CI."""
    kept = ("PATH", "HOME", "TMPDIR")
    return {name: os.environ[name] for name in kept if name in os.environ} | {"LANG": "C.UTF-8", "TZ": "UTC"}


def _reap(pid: int) -> tuple[int, struct_rusage]:
    _, status, usage = os.wait4(pid, 0)
    return status, usage


@contextmanager
def ended_with_us() -> Iterator[None]:
    """While the block runs, whoever ends this process or closes its terminal ends what it has started as well.

    They are ended on the way out, which these signals otherwise cut off.
    """
    endings = (signal.SIGTERM, signal.SIGHUP)
    before = {ending: signal.signal(ending, lambda number, _: sys.exit(128 + number)) for ending in endings}
    try:
        yield
    finally:
        for ending, handler in before.items():
            signal.signal(ending, handler)


def end(pid: int) -> None:
    """End the leader of a session, and all that it started."""
    with suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)


def _failure(command: Command, code: int, seconds: float) -> str:
    if code == 0:
        return ""
    if seconds >= command.limit:
        return f"stopped after {command.limit / 60:.0f} minutes"
    return f"ended with {code}: see {command.log.parent.name}/{command.log.name}.err"


def _watch(session: int) -> int:
    """Return the largest sum in KiB that was seen until the leader of a session had ended."""
    peak, foreign, began = 0, set[str](), time.perf_counter()
    while os.waitid(os.P_PID, session, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
        peak = max(peak, _session_pss(session, foreign))
        time.sleep(min(max(_PAUSE, (time.perf_counter() - began) / _SAMPLES), _LONGEST_PAUSE))
    return peak


def session_mib(session: int) -> float:
    """Return the memory of a session's processes, each shared page divided among those who share it; 0 if untold."""
    return _session_pss(session, set()) / _KIB_PER_MIB if HAS_PSS else 0.0


def session_cpu(session: int) -> float:
    """Return the CPU seconds that a session's processes have used, in the system's ticks; 0 if it does not tell."""
    if not HAS_PSS:
        return 0.0
    used = sum(int(fields[_USER_FIELD]) + int(fields[_SYSTEM_FIELD]) for _, fields in _members(session, set()))
    return used / os.sysconf("SC_CLK_TCK")


def _session_pss(session: int, foreign: set[str]) -> int:
    """Return the memory of a session in KiB."""
    total = 0
    for folder, _ in _members(session, foreign):
        with suppress(OSError, ValueError):
            total += _pss((folder / "smaps_rollup").read_text())
    return total


def _members(session: int, foreign: set[str]) -> Iterator[tuple[Path, list[str]]]:
    """Yield the processes of a session and what `stat` tells of each after its name.

    Adds to `foreign` the processes of others, which need not be looked at again.
    """
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit() or folder.name in foreign:
            continue
        with suppress(OSError, ValueError):
            after_name = (folder / "stat").read_text(errors="replace").rpartition(")")[2].split()
            if int(after_name[_SESSION_FIELD]) == session:
                yield folder, after_name
            else:
                foreign.add(folder.name)


def _pss(rollup: str) -> int:
    return next((int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:")), 0)
