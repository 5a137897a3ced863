"""The preview as an ASGI application (starlette): the built files and nothing else, and a channel for open pages.

Only files that the last build published are served, looked up by name: no path of a request ever reaches the disk.
"""

from __future__ import annotations

import posixpath
import re
from importlib.resources import files
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, unquote_to_bytes

from starlette.responses import FileResponse, PlainTextResponse, Response, StreamingResponse

from sitegen.serve.sockets import is_welcome

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping

    from starlette.types import Receive, Scope, Send

    from sitegen.serve.state import Hub, State

OWN: Final = "/-sitegen-/"
"""Below this are the preview's own addresses, which no site has."""
_LONGEST: Final = 8_000
"""The longest address that is looked at, with its query, in bytes."""
_MISSING: Final = "404.html"
_HEARTBEAT: Final = 15.0
_OWN_FILES: Final = {"preview.js": "text/javascript", "preview.css": "text/css"}
_FRESH: Final = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin"}
_POLICY: Final = re.compile(rb'<meta http-equiv="Content-Security-Policy"[^>]*>')
"""The policy as a page itself has it for some hosts; here it comes as a header, which admits the preview as well."""
_TYPES: Final = {
    ".html": "text/html; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".atom": "application/atom+xml; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".ics": "text/calendar; charset=utf-8",
    ".opml": "text/x-opml; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
}


class App:
    """Answers requests for a preview."""

    def __init__(self, hub: Hub, host: str, port: int) -> None:
        """Take the hub, and what the server listens on."""
        self._hub = hub
        self._host = host
        self._port = port
        own = files("sitegen.serve")
        self._own = {name: own.joinpath(name).read_bytes() for name in _OWN_FILES}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request (ASGI 3)."""
        if scope["type"] != "http":
            return
        response = self._answer(scope)
        await response(scope, receive, send)

    def _answer(self, scope: Scope) -> Response:
        headers = {name: value.decode("latin-1") for name, value in scope["headers"]}
        asked = headers.get(b"host", "")
        if not is_welcome(asked, self._host, self._port) or headers.get(b"origin") not in {None, f"http://{asked}"}:
            return _refusal(403, "This preview is for this machine alone.")
        if scope["method"] not in {"GET", "HEAD"}:
            return _refusal(405, "A preview is only read.", {"Allow": "GET, HEAD"})
        raw, query = scope.get("raw_path") or scope["path"].encode(), scope["query_string"]
        path = _path(raw) if len(raw) + len(query) <= _LONGEST else None
        if path is None:
            return _refusal(400, "The address cannot be read.")
        return self._own_answer(path.removeprefix(OWN)) if path.startswith(OWN) else self._file(path, query)

    def _own_answer(self, name: str) -> Response:
        if name == "events":
            return StreamingResponse(self._events(), media_type="text/event-stream", headers=_FRESH)
        if name in self._own:
            return Response(self._own[name], media_type=_OWN_FILES[name], headers=_FRESH)
        return _refusal(404, "There is nothing here.")

    def _file(self, path: str, query: bytes) -> Response:
        state = self._hub.state
        name = path.removeprefix("/")
        if not name or name.endswith("/"):
            name += "index.html"
        elif f"{name}/index.html" in state.paths:
            asked = f"?{query.decode('latin-1')}" if query else ""
            return Response(status_code=307, headers={"Location": quote(f"/{name}/") + asked, **_FRESH})
        if name not in state.paths or posixpath.basename(name).startswith(("_", ".")):
            return self._missing(state)
        place = state.folder / name
        try:
            if name.endswith(".html"):
                return self._shown(state, place.read_bytes(), 200)
            status = place.stat()
        except OSError:
            # The next state, which is being built, does not have it any more.
            return self._missing(state)
        kind = _TYPES.get(posixpath.splitext(name)[1])
        return FileResponse(place, media_type=kind, headers=_FRESH, stat_result=status)

    def _missing(self, state: State) -> Response:
        """Return the site's own page for what is missing, if it has one yet."""
        try:
            body = (state.folder / _MISSING).read_bytes() if _MISSING in state.paths else b""
        except OSError:
            body = b""
        return self._shown(state, body or b"<!doctype html><title>The site cannot be built yet</title>", 404)

    def _shown(self, state: State, body: bytes, status: int) -> Response:
        """Return a page with the preview's script in it, under the site's own policy."""
        body = _POLICY.sub(b"", body, count=1)
        at = body.find(b"</head>")
        at = at if at >= 0 else len(body)
        script = f'<script src="{OWN}preview.js?{state.number}" defer></script>'.encode()
        policy = {"Content-Security-Policy": _widened(state.policy)} if state.policy else {}
        return Response(body[:at] + script + body[at:], status, _FRESH | policy, media_type="text/html; charset=utf-8")

    async def _events(self) -> AsyncIterator[bytes]:
        """Yield each state, as server-sent events (HTML Standard, section 9.2)."""
        state = self._hub.state
        yield f"retry: 500\ndata: {state.told()}\n\n".encode()
        while True:
            now = await self._hub.changed(state, _HEARTBEAT)
            # A comment keeps the connection from being taken for dead, and finds out whether it is.
            yield b":\n\n" if now is state else f"data: {now.told()}\n\n".encode()
            state = now


def _widened(policy: str) -> str:
    """Return a policy that admits the preview's own script, style and channel as well."""
    directives = {one.split(" ", 1)[0]: one.split(" ")[1:] for one in policy.split("; ") if one}
    for name in ("script-src", "style-src", "connect-src"):
        sources = [source for source in directives.get(name, []) if source != "'none'"]
        directives[name] = sources if "'self'" in sources else ["'self'", *sources]
    return "; ".join(" ".join((name, *sources)) for name, sources in directives.items())


def _path(raw: bytes) -> str | None:
    """Return a request's path, decoded once; None for one that is no text."""
    try:
        path = unquote_to_bytes(raw).decode("utf-8")
    except UnicodeDecodeError:
        return None
    return None if "\0" in path else path


def _refusal(status: int, words: str, headers: Mapping[str, str] = _FRESH) -> Response:
    return PlainTextResponse(words + "\n", status, headers={**_FRESH, **headers})
