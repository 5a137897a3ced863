"""Servers on this machine that stand in for the outside: each path has its own way to answer, and all is counted."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Iterator, Mapping

    Way = Callable[["Handler"], None]


class Server(ThreadingHTTPServer):
    """A server with its own ways to answer, which remembers what it was asked."""

    daemon_threads = True

    def __init__(self, ways: Mapping[str, Way]) -> None:
        """Listen on a free port of this machine."""
        super().__init__(("127.0.0.1", 0), Handler)
        self.ways = ways
        self.asked: list[tuple[str, str]] = []
        """Methods and paths, in order."""
        self.agents: set[str] = set()
        self.times: list[tuple[float, float]] = []
        """When each answer began and ended."""
        self.at_once = self.most_at_once = 0
        self.lock = threading.Lock()
        self.released = threading.Event()
        """Ends those who stall."""

    @property
    def base(self) -> str:
        """The address of the server, without a slash at its end."""
        return f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401  # as the base class has it
        """Say nothing: those who ask may go away at any time."""


class Handler(BaseHTTPRequestHandler):
    """Answers each path in its own way."""

    server: Server
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer with a way of the server's, else 404."""
        began = time.monotonic()
        server = self.server
        with server.lock:
            server.asked.append((self.command, self.path))
            server.agents.add(self.headers.get("User-Agent", ""))
            server.at_once += 1
            server.most_at_once = max(server.most_at_once, server.at_once)
        try:
            server.ways.get(self.path, status(404))(self)
        finally:
            with server.lock:
                server.at_once -= 1
                server.times.append((began, time.monotonic()))

    do_HEAD = do_GET  # noqa: N815  # the name that the base class looks for

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002, ANN401  # as the base class has it
        """Say nothing."""

    def reply(self, code: int, body: bytes = b"", **headers: str) -> None:
        """Send an answer."""
        self.send_response(code)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


def status(code: int, **headers: str) -> Way:
    """Return a way to answer with a status."""
    return lambda handler: handler.reply(code, b"words", **headers)


def to(target: str, code: int = 302) -> Way:
    """Return a way to send whoever asks elsewhere."""
    return status(code, Location=target)


def no_head(handler: Handler) -> None:
    """Answer GET alone."""
    handler.reply(405 if handler.command == "HEAD" else 200, b"a page")


def stall(handler: Handler) -> None:
    """Never say a word."""
    handler.server.released.wait(30)
    handler.close_connection = True


def slowly(handler: Handler) -> None:
    """Answer after a while."""
    handler.server.released.wait(0.03)
    handler.reply(200)


def garbage(handler: Handler) -> None:
    """Say what is no HTTP."""
    handler.wfile.write(b"\x00\xff this is not\r\n\r\n a web server \x80\n")
    handler.close_connection = True


def endless_headers(handler: Handler) -> None:
    """Send more headers than anybody reads."""
    handler.send_response(200)
    handler.wfile.write(b"".join(b"X-%d: x\r\n" % number for number in range(500)))
    handler.end_headers()
    handler.close_connection = True


def huge(handler: Handler) -> None:
    """Answer GET with a page that has no end; HEAD is not known."""
    if handler.command == "HEAD":
        handler.reply(405)
        return
    handler.send_response(200)
    handler.send_header("Content-Length", str(10**12))
    handler.end_headers()
    while not handler.server.released.is_set():
        handler.wfile.write(b"x" * 65536)


def in_turn(*ways: Way) -> Way:
    """Return a way that is another one each time, and stays with the last."""
    left = list(ways)

    def answer(handler: Handler) -> None:
        way = left.pop(0) if len(left) > 1 else left[0]
        way(handler)

    return answer


@contextmanager
def serving(ways: Mapping[str, Way], context: ssl.SSLContext | None = None) -> Iterator[Server]:
    """Serve until the block ends; with a `context`, by TLS."""
    server = Server(ways)
    if context is not None:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.released.set()
        server.shutdown()
        thread.join()
        server.server_close()
