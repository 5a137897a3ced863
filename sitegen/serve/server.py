"""Runs the preview's application on a socket until it is interrupted (uvicorn)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import uvicorn

from sitegen.serve.app import App

if TYPE_CHECKING:
    import socket

    from sitegen.serve.state import Hub

_LONGEST_HEAD: Final = 32 * 1024
"""The longest head of a request, in bytes; a longer one is answered with 400."""


def run_server(listening: socket.socket, hub: Hub, host: str, port: int) -> None:
    """Serve a hub's states until the process is told to end; raises KeyboardInterrupt then."""
    config = uvicorn.Config(
        App(hub, host, port),
        http="h11",
        ws="none",
        lifespan="off",
        loop="asyncio",
        log_level="critical",
        access_log=False,
        server_header=False,
        h11_max_incomplete_event_size=_LONGEST_HEAD,
        timeout_keep_alive=5,
        # Channels to open pages never end by themselves.
        timeout_graceful_shutdown=0,
    )
    uvicorn.Server(config).run(sockets=[listening])
