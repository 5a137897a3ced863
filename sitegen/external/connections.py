"""Connections to the outside: who asks, how long they wait, and that none of them ends on this machine or beside it.

With `asking.py` the one place that knows urllib3.
"""

from __future__ import annotations

import ssl
from typing import TYPE_CHECKING

import urllib3
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, exceptions
from urllib3.connection import HTTPConnection, HTTPSConnection

from sitegen.external.refusals import is_nearby

if TYPE_CHECKING:
    import socket

    from sitegen.external.answers import Manners


class NearbyError(exceptions.HTTPError):
    """A name led to this machine or its own network after all: it may mean another host each time it is looked up."""


class _PublicConnection(HTTPConnection):
    def connect(self) -> None:
        super().connect()
        _refuse_nearby(self.sock)


class _PublicSecureConnection(HTTPSConnection):
    def connect(self) -> None:
        super().connect()
        _refuse_nearby(self.sock)


class _PublicPool(HTTPConnectionPool):
    ConnectionCls = _PublicConnection


class _PublicSecurePool(HTTPSConnectionPool):
    ConnectionCls = _PublicSecureConnection


def open_pool(manners: Manners) -> urllib3.PoolManager:
    """Return connections with these manners, one a host; connecting nearby raises NearbyError, unless that is asked."""
    pool = urllib3.PoolManager(
        num_pools=max(32, manners.hosts_at_once * 2),
        maxsize=1,
        headers={"User-Agent": manners.agent, "Accept": "*/*", "Accept-Encoding": "identity"},
        timeout=urllib3.Timeout(connect=manners.patience, read=manners.patience),
        ssl_context=ssl.create_default_context(),
    )
    if not manners.asks_neighbours:
        pool.pool_classes_by_scheme = {"http": _PublicPool, "https": _PublicSecurePool}
    return pool


def _refuse_nearby(connected: socket.socket | None) -> None:
    """Raise NearbyError before a word is said to a host that is not on the web."""
    if connected is not None and is_nearby(str(connected.getpeername()[0])):
        raise NearbyError
