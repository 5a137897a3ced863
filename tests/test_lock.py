"""That two builds of one site never run at once, and that a dead one blocks nobody."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from sitegen.lock import hold_lock
from sitegen.problems import MachineError

if TYPE_CHECKING:
    from pathlib import Path

_HOLDER = (
    "import pathlib, sys, time; from sitegen.lock import hold_lock\n"
    "with hold_lock(pathlib.Path(sys.argv[1])):\n"
    "    print('held', flush=True)\n"
    "    time.sleep(60)\n"
)


def test_a_second_build_is_refused_until_the_first_has_ended(tmp_path: Path) -> None:
    with hold_lock(tmp_path), pytest.raises(MachineError, match=r"^another build of this site is running$"):
        hold_lock(tmp_path).__enter__()
    with hold_lock(tmp_path):
        assert (tmp_path / ".sitegen/.gitignore").read_text() == "*\n"


def test_a_killed_build_blocks_nobody(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", _HOLDER, str(tmp_path)], stdout=subprocess.PIPE) as holder:  # noqa: S603 -- our own interpreter and script
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(MachineError), hold_lock(tmp_path):
            pass
        holder.send_signal(signal.SIGKILL)
        holder.wait()
        with hold_lock(tmp_path):
            assert holder.returncode == -signal.SIGKILL


def test_the_cache_may_be_deleted_between_builds(tmp_path: Path) -> None:
    with hold_lock(tmp_path):
        pass
    shutil.rmtree(tmp_path / ".sitegen")
    with hold_lock(tmp_path):
        assert sorted(place.name for place in (tmp_path / ".sitegen").iterdir()) == [".gitignore", "lock"]


def test_a_place_where_no_cache_can_be_made_is_the_machines_fault(tmp_path: Path) -> None:
    (tmp_path / ".sitegen").write_bytes(b"in the way")
    with pytest.raises(MachineError, match=r"\.sitegen"), hold_lock(tmp_path):
        pass
