"""Which addresses are never asked: examples, and what is on this machine or in its own network. Pure."""

from __future__ import annotations

import re
from ipaddress import ip_address
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from sitegen.external.answers import NEARBY

if TYPE_CHECKING:
    from sitegen.external.answers import Manners

_EXAMPLES: Final = ("example", "example.com", "example.net", "example.org", "test", "invalid")
"""Names that belong to nobody (RFC 2606, RFC 6761), with all below them."""
_NEARBY: Final = ("localhost", "local", "internal", "home.arpa", "onion", "lan")

_SECRET: Final = re.compile(r"^(?P<scheme>[^:/?#]*://)[^/?#]*@")


def refusal(address: str, manners: Manners) -> str:
    """Return why an address is not asked, in words; empty if it may be."""
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").rstrip(".").lower()
        _ = parts.port
    except ValueError:
        return "is no address that can be asked"
    if not host or parts.scheme not in {"http", "https"} or parts.username is not None:
        return "is no address that can be asked"
    if manners.own_host and host == manners.own_host.lower():
        return "is this site's own"
    if _is_below(host, _EXAMPLES):
        return "is made up for examples"
    if not manners.asks_neighbours and (_is_below(host, _NEARBY) or "." not in host.strip("[]") or is_nearby(host)):
        return NEARBY
    return ""


def without_secret(address: str) -> str:
    """Return an address without the name and the password that stand before its host: reports are for many to read."""
    return _SECRET.sub(r"\g<scheme>…@", address)


def is_nearby(host: str) -> bool:
    """Whether a host is a number that belongs to no public network (RFC 6890)."""
    try:
        number = ip_address(host.strip("[]").partition("%")[0])
    except ValueError:
        return False
    return not number.is_global or number.is_multicast


def _is_below(host: str, names: tuple[str, ...]) -> bool:
    return any(host == name or host.endswith(f".{name}") for name in names)
