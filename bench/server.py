"""A generator's preview as a running process: started, asked for pages, watched at rest, and always ended."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from typing import TYPE_CHECKING, Final

from bench.processes import HAS_PSS, end, session_cpu, session_mib, start

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.measure import Contender

HOST: Final = "127.0.0.1"
GRAIN: Final = 0.005
"""Seconds between an answer that does not have the word yet and the next question."""
_FIRST_GRAIN: Final = 0.05
_LIMIT: Final = 600.0
"""Seconds after which a page is not waited for any longer."""
_PATIENCE: Final = 30.0
_LOOK: Final = 0.3
_CALM: Final = 0.05
"""The share of a processor below which a server is at rest."""
_RESTLESS: Final = 30.0
_AT_REST: Final = 5.0


class ServerError(Exception):
    """A server ended, or did not show what was saved; the message says which."""


class Server:
    """A running preview, known by its process id."""

    def __init__(self, process: subprocess.Popen[bytes], port: int) -> None:
        """Take a process, which leads a session of its own, and where it listens."""
        self._process = process
        self._port = port

    def wait(self, addresses: tuple[str, ...], word: str, grain: float = GRAIN) -> None:
        """Ask for pages, one after the other, until each has a word; raises ServerError."""
        limit = time.monotonic() + _LIMIT
        connection = HTTPConnection(HOST, self._port, timeout=_PATIENCE)
        with closing(connection):
            for address in addresses:
                while word.encode() not in _page(connection, address):
                    if self._process.poll() is not None:
                        raise ServerError(f"the server ended with {self._process.returncode}")
                    if time.monotonic() > limit:
                        raise ServerError(f"what was saved did not show within {_LIMIT / 60:.0f} minutes")
                    time.sleep(grain)

    def rest(self, seconds: float) -> None:
        """Wait so many seconds, and then until the server does nothing any more."""
        time.sleep(seconds)
        limit = time.monotonic() + _RESTLESS
        while HAS_PSS and time.monotonic() < limit and self._share(_LOOK) > _CALM:
            pass

    def at_rest(self) -> tuple[float, float]:
        """Return the share of a processor that is used while nobody does anything, and the memory in MiB after it."""
        return self._share(_AT_REST), session_mib(self._process.pid)

    def _share(self, seconds: float) -> float:
        began, before = time.monotonic(), session_cpu(self._process.pid)
        time.sleep(seconds)
        return (session_cpu(self._process.pid) - before) / (time.monotonic() - began)


@contextmanager
def serving(contender: Contender, first: str) -> Iterator[tuple[Server, float]]:
    """Start the preview of a contender's site and wait for its first page; yields the seconds that took, too.

    It is ended by its own process id, whatever happens. Raises ServerError.
    """
    preview = contender.generator.preview
    if preview is None:
        raise ServerError("there is no preview")
    port, cache = _free_port(), contender.site.with_name(f"{contender.site.name}-cache")
    command = contender.command((*preview.serve, str(port)))
    command.log.parent.mkdir(parents=True, exist_ok=True)
    # What either keeps for the user would otherwise make the next start quicker, or the user's own.
    command = replace(command, environment={**command.environment, "XDG_CACHE_HOME": str(cache)})
    with command.said.open("wb") as said, command.complained.open("wb") as complained:
        began = time.perf_counter()
        process = start(command, said, complained)
        try:
            server = Server(process, port)
            server.wait((first,), "</html>", _FIRST_GRAIN)
            yield server, time.perf_counter() - began
        finally:
            _end(process)
            shutil.rmtree(cache, ignore_errors=True)


def _page(connection: HTTPConnection, address: str) -> bytes:
    """Return a page that is there, or nothing; the connection is made anew where it was lost."""
    try:
        connection.request("GET", address)
        with connection.getresponse() as answer:
            body = answer.read()
            return body if answer.status == HTTPStatus.OK else b""
    except (OSError, HTTPException):
        connection.close()
        return b""


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(_PATIENCE)
    # What it started itself may outlive it.
    end(process.pid)
    process.wait()


def _free_port() -> int:
    with socket.create_server((HOST, 0)) as found:
        return int(found.getsockname()[1])
