"""A built site, served from the loopback as its host would serve it: with the headers that `_headers` asks for."""

from __future__ import annotations

import re
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from typing_extensions import Buffer


@dataclass(frozen=True, slots=True)
class HeaderRule:
    """A header that every address matching `pattern` is sent with."""

    pattern: str
    name: str
    value: str


def read_headers(text: str) -> tuple[HeaderRule, ...]:
    """Return the rules of a Netlify `_headers` file: a line with a path, then indented lines `Name: value`."""
    rules: list[HeaderRule] = []
    pattern = ""
    for line in text.splitlines():
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if not line[0].isspace():
            pattern = line.strip()
            continue
        name, colon, value = line.strip().partition(":")
        if not (pattern and colon):
            raise ValueError(f"not a line of a _headers file: {line!r}")
        rules.append(HeaderRule(pattern, name.strip(), value.strip()))
    return tuple(rules)


def headers_for(address: str, rules: tuple[HeaderRule, ...]) -> tuple[tuple[str, str], ...]:
    """Return the headers that `address` is sent with; values under one name are joined, as Netlify does."""
    joined: dict[str, str] = {}
    for rule in rules:
        if fnmatchcase(address, re.sub(r":\w+", "*", rule.pattern)):
            joined[rule.name] = f"{joined[rule.name]}, {rule.value}" if rule.name in joined else rule.value
    return tuple(joined.items())


class SiteHandler(SimpleHTTPRequestHandler):
    """Serves a folder, its 404 page for what is missing, and the headers of `rules`."""

    protocol_version = "HTTP/1.1"
    rules: tuple[HeaderRule, ...] = ()

    def end_headers(self) -> None:
        """Add what `_headers` asks for to every answer."""
        for name, value in headers_for(urlsplit(self.path).path, self.rules):
            self.send_header(name, value)
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer a missing address with the site's own page."""
        page = f"{self.directory}/404.html"
        if code != HTTPStatus.NOT_FOUND:
            super().send_error(code, message, explain)
            return
        with open(page, "rb") as file:  # noqa: PTH123 - `directory` is text, as the base class keeps it
            body: Buffer = file.read()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(memoryview(body))))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the base class's
        """Keep quiet: the tests speak."""


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve `folder` on a free port of 127.0.0.1 for the length of the block, and return its origin."""
    rules_file = folder / "_headers"
    rules = read_headers(rules_file.read_text("utf-8")) if rules_file.exists() else ()
    handler = type("Handler", (SiteHandler,), {"rules": rules})
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(folder)))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def addresses(folder: Path) -> tuple[str, ...]:
    """Return the address of every page of the built site in `folder`; a page that only redirects is none."""
    pages = (page for page in folder.rglob("*.html") if 'http-equiv="refresh"' not in page.read_text("utf-8"))
    return tuple(sorted(f"/{page.relative_to(folder).as_posix()}".removesuffix("index.html") for page in pages))


def one_of_each(named: tuple[str, ...]) -> tuple[str, ...]:
    """Return the first address of each shape: a list, a document of each kind, a page two, a page for a hall."""
    shapes: dict[tuple[str, ...], str] = {}
    for address in named:
        head, *rest = address.strip("/").split("/")
        shapes.setdefault((head, *(part if part in {"page", "room"} else "*" for part in rest)), address)
    return tuple(shapes.values())
