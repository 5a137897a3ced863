"""The preview as tests use it: a process of its own, spoken to through sockets."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final, NamedTuple, TypeAlias

from tests.conftest import PROJECT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

PATIENCE: Final = 45.0
"""How many seconds anything may take before a test gives up on it: nothing is held to a time."""
EVENTS: Final = "/-sitegen-/events"
Told: TypeAlias = "dict[str, Any]"
"""A state of the site, as an open page is told of it."""
_ADDRESS: Final = re.compile(r"http://\S+:(\d+)/")


class Answer(NamedTuple):
    """An answer as it came through the socket."""

    status: int
    """0 where the server hung up."""
    headers: tuple[tuple[str, str], ...]
    """With their names in small letters."""
    body: bytes

    def all(self, name: str) -> list[str]:
        """Return every value of a header."""
        return [value for key, value in self.headers if key == name]

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()


@dataclass(slots=True)
class Output:
    """What a process prints, line by line as it comes."""

    lines: list[str] = field(default_factory=list)
    has_ended: bool = False
    more: threading.Condition = field(default_factory=threading.Condition)

    def read(self, stream: Any) -> None:  # noqa: ANN401  # a text stream, as `Popen` has it
        """Take in lines until there are no more."""
        for line in stream:
            with self.more:
                self.lines.append(line.rstrip("\n"))
                self.more.notify_all()
        with self.more:
            self.has_ended = True
            self.more.notify_all()

    def wait(self, pattern: str) -> re.Match[str]:
        """Return the first match in a line, as soon as there is one."""
        found: list[re.Match[str]] = []

        def is_there() -> bool:
            found[:] = [match for line in self.lines if (match := re.search(pattern, line))][:1]
            return bool(found) or self.has_ended

        with self.more:
            if not self.more.wait_for(is_there, PATIENCE) or not found:
                raise AssertionError(f"no line has {pattern!r}:\n" + "\n".join(self.lines))
        return found[0]

    @property
    def text(self) -> str:
        """All of it."""
        with self.more:
            return "\n".join(self.lines)


@dataclass(slots=True)
class Served:
    """A running preview."""

    process: subprocess.Popen[str]
    root: Path
    cache: Path
    output: Output
    reader: threading.Thread
    address: str = ""
    """Its origin, as it was printed."""
    port: int = 0

    @property
    def host(self) -> str:
        """What a browser would write into `Host`."""
        return f"localhost:{self.port}"

    @property
    def folder(self) -> Path:
        """The folder that the site is built into."""
        (found,) = (self.cache / "sitegen" / "previews").glob("*/site")
        return found

    def say(self, head: bytes, body: bytes = b"") -> Answer:
        """Send a request, of which no byte is changed, and read the answer until the server ends it."""
        with socket.create_connection(("127.0.0.1", self.port), PATIENCE) as asking:
            # Who is refused before all has been sent may find that nobody listens, and the refusal lost.
            try:
                asking.sendall(head + body)
                return read_answer(asking, has_body=not head.startswith(b"HEAD "))
            except ConnectionError:
                return Answer(0, (), b"")

    def ask(self, target: str | bytes = "/", *lines: str, method: str = "GET", host: str | None = None) -> Answer:
        """Send a request as a browser would, but for its target, and read the answer."""
        raw = target if isinstance(target, bytes) else target.encode()
        named = [f"Host: {self.host if host is None else host}", *lines, "Connection: close", "", ""]
        return self.say(method.encode() + b" " + raw + b" HTTP/1.1\r\n" + "\r\n".join(named).encode())

    def page(self, address: str) -> str:
        """Return a page that must be there."""
        answer = self.ask(address)
        assert answer.status == 200, (answer, self.output.text)
        return answer.text

    @contextmanager
    def channel(self) -> Iterator[Channel]:
        """Listen to the channel of open pages."""
        with socket.create_connection(("127.0.0.1", self.port), PATIENCE) as listening:
            listening.sendall(f"GET {EVENTS} HTTP/1.1\r\nHost: {self.host}\r\n\r\n".encode())
            with listening.makefile("rb") as lines:
                yield Channel(lines)

    def end(self, number: int = signal.SIGINT) -> int:
        """Send the process a signal, and return the code that it ends with."""
        self.process.send_signal(number)
        code = self.process.wait(PATIENCE)
        self.reader.join(PATIENCE)
        return code


class Channel:
    """An open page's ear: what it is told of the site."""

    def __init__(self, lines: BinaryIO) -> None:
        """Listen to a socket on which the channel was asked for, and read the first state."""
        self._lines = lines
        self.status = int(self._lines.readline().split()[1])
        self.told: list[Told] = []
        self.next()

    def next(self) -> Told:
        """Return the next state, as soon as there is one."""
        for line in self._lines:
            if line.startswith(b"data: "):
                self.told.append(json.loads(line.removeprefix(b"data: ")))
                return self.told[-1]
        raise AssertionError("the channel has ended")

    def until(self, is_it: Callable[[Told], bool]) -> Told:
        """Return the next state of a kind."""
        while not is_it(found := self.next()):
            pass
        return found

    def rest(self) -> bytes:
        """Return what still comes, once the other side has closed the channel."""
        return self._lines.read()


def read_answer(asking: socket.socket, *, has_body: bool = True) -> Answer:
    """Read an answer: as many bytes as it says that it has, or all until its end."""
    with asking.makefile("rb") as lines:
        first = lines.readline()
        if not first:
            return Answer(0, (), b"")
        pairs = []
        while line := lines.readline().strip():
            name, _, value = line.decode("latin-1").partition(":")
            pairs.append((name.lower(), value.strip()))
        length = dict(pairs).get("content-length")
        body = b"" if not has_body else lines.read(int(length)) if length else lines.read()
        return Answer(int(first.split()[1]), tuple(pairs), body)


@contextmanager
def starting(
    root: Path,
    cache: Path,
    *arguments: str | Path,
    env: Mapping[str, str] | None = None,
    program: Sequence[str] = (sys.executable, "-m", "sitegen"),
) -> Iterator[Served]:
    """Start `sitegen serve` for the site in `root`, with a cache folder of its own, and end it if it still runs."""
    command = [*program, "serve", "-C", str(root), *map(str, arguments)]
    environment = {**os.environ, "PYTHONPATH": str(PROJECT), "PYTHONUNBUFFERED": "1", "XDG_CACHE_HOME": str(cache)}
    environment.pop("SOURCE_DATE_EPOCH", None)
    process = subprocess.Popen(  # noqa: S603  # our own program, with arguments that the tests wrote
        command,
        cwd=PROJECT,
        env=environment | dict(env or {}),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        # As in a terminal, where only what is in the foreground gets the key.
        start_new_session=True,
    )
    output = Output()
    reader = threading.Thread(target=output.read, args=(process.stdout,), daemon=True)
    reader.start()
    served = Served(process, root, cache, output, reader)
    try:
        yield served
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        reader.join(PATIENCE)
        if process.stdout:
            process.stdout.close()


@contextmanager
def serving(
    root: Path,
    cache: Path,
    *arguments: str | Path,
    port: int | None = 0,
    env: Mapping[str, str] | None = None,
    program: Sequence[str] = (sys.executable, "-m", "sitegen"),
) -> Iterator[Served]:
    """Start `sitegen serve` on a free port, and wait until it has said where it is."""
    named = () if port is None else ("--port", str(port))
    with starting(root, cache, *named, *arguments, env=env, program=program) as served:
        found = served.output.wait(_ADDRESS.pattern)
        served.address, served.port = found[0].removesuffix("/"), int(found[1])
        # It has been said a moment before the first request is taken; the socket takes it already.
        yield served


def until(is_it: Callable[[], bool], what: str = "it") -> None:
    """Wait until something is so that nobody tells of."""
    end = time.monotonic() + PATIENCE
    while not is_it():
        if time.monotonic() > end:
            raise AssertionError(f"{what} did not come to be")
        time.sleep(0.01)
