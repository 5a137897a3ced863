"""Running the command line in tests: in this process, with the streams and the code that a shell would see."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sitegen.cli import main
from tests.conftest import PROJECT

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import pytest


@dataclass(frozen=True, slots=True)
class Ran:
    """How a command ended, and what it printed."""

    code: int
    out: str
    err: str


def run(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> Ran:
    """Run a command in this process."""
    handler = signal.getsignal(signal.SIGTERM)
    capsys.readouterr()
    try:
        code = main([str(argument) for argument in arguments])
    finally:
        signal.signal(signal.SIGTERM, handler)
    told = capsys.readouterr()
    return Ran(code, told.out, told.err)


def start(*arguments: str | Path, cwd: Path, env: Mapping[str, str] | None = None) -> subprocess.Popen[str]:
    """Start a command as a process of its own."""
    return subprocess.Popen(  # noqa: S603  # our own program, with arguments that the tests wrote
        [sys.executable, "-m", "sitegen", *arguments],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(PROJECT), **(env or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def run_apart(*arguments: str | Path, cwd: Path, env: Mapping[str, str] | None = None) -> Ran:
    """Run a command as a process of its own."""
    with start(*arguments, cwd=cwd, env=env) as process:
        out, err = process.communicate(timeout=60)
        return Ran(process.returncode, out, err)
