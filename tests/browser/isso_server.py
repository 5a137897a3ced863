"""Isso, a real comment server, run on the loopback from the environment that the tests themselves run in."""

from __future__ import annotations

import os
import socket
import sqlite3
import subprocess
import sys
from contextlib import closing, contextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING

import pytest

from tests.conftest import lacking

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# Isso has no `__main__`, and where a virtual environment keeps its commands differs between systems.
RUN_ISSO = (sys.executable, "-c", "from isso import main; main()")
SETTINGS = """[general]
dbpath = {database}
host =
    {sites}
[server]
listen = {url}
[guard]
enabled = false
"""
PATIENCE = 200
"""How often a server that starts is asked whether it answers, with a pause of `PAUSE` seconds after each."""
PAUSE = 0.05
ENOUGH_TO_END = 10.0
"""Seconds."""


def free_url() -> str:
    """Return a URL on 127.0.0.1 whose port nobody listens at."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return f"http://127.0.0.1:{taken.getsockname()[1]}"


@contextmanager
def isso_running(folder: Path, url: str, sites: tuple[str, ...]) -> Iterator[None]:
    """Run Isso at `url` for the pages of `sites`, with its database in `folder`, for the length of the block."""
    if find_spec("isso") is None:
        lacking("Isso is not installed (make test does so)")
    settings = folder / "isso.cfg"
    settings.write_text(SETTINGS.format(database=_database(folder), sites="\n    ".join(sites), url=url), "utf-8")
    command = [*RUN_ISSO, "-c", str(settings), "run"]
    # The variable would be obeyed before the option.
    environment = {name: value for name, value in os.environ.items() if name != "ISSO_SETTINGS"}
    log = folder / "isso.log"
    with (
        log.open("ab") as told,
        subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=told, stderr=told, env=environment) as process,
    ):
        try:
            if not _answers(process, url):
                pytest.fail(f"Isso does not start:\n{log.read_text('utf-8')}", pytrace=False)
            yield
        finally:
            _end(process)


def thread_titles(folder: Path) -> dict[str, str]:
    """Return what the threads in the database in `folder` are called, by what they are filed under."""
    with closing(sqlite3.connect(_database(folder))) as database:
        return dict(database.execute("SELECT uri, title FROM threads"))


def _database(folder: Path) -> Path:
    return folder / "comments.db"


def _answers(process: subprocess.Popen[bytes], url: str) -> bool:
    """Wait until a server takes connections at `url`; False if its process ends before, or it takes too long."""
    host, _, port = url.removeprefix("http://").rpartition(":")
    for _ in range(PATIENCE):
        try:
            socket.create_connection((host, int(port))).close()
        except OSError:
            try:
                process.wait(PAUSE)
            except subprocess.TimeoutExpired:
                continue
            return False
        return True
    return False


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(ENOUGH_TO_END)
    except subprocess.TimeoutExpired:
        process.kill()
