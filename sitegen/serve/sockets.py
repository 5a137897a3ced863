"""The socket that the preview listens on, and whom its requests may be for."""

from __future__ import annotations

import errno
import ipaddress
import socket

from sitegen.problems import UsageError

_TRIES = 20
"""How many ports are tried after the usual one."""
_EVERYWHERE = frozenset({"0.0.0.0", "::"})  # noqa: S104  # told apart here, and listened on only when asked for
_SOMEBODY = {socket.AF_INET: ("192.0.2.1", 9), socket.AF_INET6: ("2001:db8::1", 9)}
"""Addresses that documents use and nobody has (RFC 5737, RFC 3849)."""
_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})


def listen(host: str, port: int, *, is_port_asked_for: bool) -> socket.socket:
    """Return a listening socket on a host and a port (0: any free one).

    Where nobody asked for just this port, the next free one is taken. Raises UsageError.
    """
    last = port if is_port_asked_for or not port else port + _TRIES
    for number in range(port, last + 1):
        try:
            return _bound(host, number)
        except OSError as error:
            if error.errno in {errno.EADDRINUSE, errno.EACCES} and number < last:
                continue
            if error.errno == errno.EADDRINUSE:
                hint = "end the program that has it, or name another: --port 8010"
                raise UsageError(f"port {number} is in use", hint) from error
            if error.errno == errno.EACCES:
                raise UsageError(f"this user may not listen on port {number}", "take one from 1024 on") from error
            message = f"this machine cannot listen on '{host}'"
            raise UsageError(message, "leave out --host, or write --host 127.0.0.1") from error
    raise AssertionError("the last port is tried, or told of")


def _bound(host: str, port: int) -> socket.socket:
    family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    made = socket.socket(family, kind, protocol)
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind(address)
        made.listen(128)
    except BaseException:
        made.close()
        raise
    return made


def is_loopback(host: str) -> bool:
    """Tell whether only this machine can reach a host."""
    if host in _NAMES:
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def is_welcome(asked: str, host: str, port: int) -> bool:
    """Tell whether a request's Host names this server (RFC 9110, section 7.2).

    A name that somebody else chose for this machine's address would let their pages read ours; a number cannot.
    """
    name, _, number = asked.rpartition(":") if not asked.endswith("]") and ":" in asked else (asked, "", "")
    name = name.strip("[]").lower()
    if number and number != str(port):
        return False
    if is_loopback(host):
        return is_loopback(name)
    if name in _NAMES or name == host.lower():
        return True
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def reached_at(host: str) -> str:
    """Return the host at which others reach what listens on one: for every address at once, one that the machine has.

    Nothing is sent: to learn by which of its addresses a machine would speak, it is enough to say to whom.
    """
    if host not in _EVERYWHERE:
        return host
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as made:
            made.connect(_SOMEBODY[family])
            found: str = made.getsockname()[0]
    except OSError:
        return host
    return found
