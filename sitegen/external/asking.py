"""One address asked: HEAD, then GET where that says nothing good, redirections followed one by one.

Whatever a server does becomes an answer; nothing is raised.
"""

from __future__ import annotations

import socket
import ssl
from contextlib import closing
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Final
from urllib.parse import urldefrag, urljoin, urlsplit, urlunsplit

from urllib3 import exceptions

from sitegen.external.answers import NEARBY, Answer, Manners, Verdict
from sitegen.external.connections import NearbyError, open_pool
from sitegen.external.refusals import is_nearby, refusal, without_secret
from sitegen.values import Value

if TYPE_CHECKING:
    from collections.abc import Callable

_GONE: Final = frozenset({404, 410})
_BUSY: Final = frozenset({429, 503})
_FOR_GOOD: Final = frozenset({301, 308})
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_READ: Final = 1024
"""How many bytes of a page are read: enough to see that it begins."""
_CERTIFICATES: Final = {
    10: "has a certificate that has expired",
    18: "has a certificate that it made itself",
    62: "has a certificate for another name",
}
"""What is wrong with a certificate, by OpenSSL's number for it (X509_V_ERR)."""
_OK: Final = range(200, 300)
_SERVER: Final = range(500, 600)
_BAD: Final = 400
_NO_PAGE: Final = "answers with what is no page of the web"
_NOTHING: Final = "does not answer: nothing came"
"""What may be said to HEAD alone by servers that do not know it."""


class Reply(Value, frozen=True):
    """What one request was answered with."""

    status: int
    location: str = ""
    """As the server gave it."""
    retry_after: float | None = None
    """In seconds; None where the server named no time that can be read."""


class Asker:
    """Asks addresses, with one connection a host; `turn` lets one request at a time go to a host."""

    def __init__(self, manners: Manners, turn: Callable[[str, Callable[[], Reply | Answer]], Reply | Answer]) -> None:
        """Ask with these manners; `turn(host, request)` makes the request when it is that host's turn."""
        self._manners = manners
        self._turn = turn
        self._pool = open_pool(manners)

    def ask(self, address: str) -> Answer:
        """Return what an address leads to."""
        at = stays = address
        is_for_good = True
        seen = {address}
        for _ in range(self._manners.hops + 1):
            reply = self._look(at)
            if isinstance(reply, Answer):
                return reply
            if reply.status not in _REDIRECTS or not reply.location:
                return _judged(address, at, stays, reply)
            following = self._following(at, reply)
            if isinstance(following, Answer):
                return following
            is_for_good = is_for_good and reply.status in _FOR_GOOD
            if following in seen:
                # One that is not for good may be waiting for a cookie, as no program has.
                verdict = Verdict.TROUBLE if is_for_good else Verdict.UNCLEAR
                return Answer(verdict, "leads in a circle", following, reply.status)
            seen.add(following)
            at = following
            stays = following if is_for_good else stays
        return Answer(Verdict.TROUBLE, f"leads on more than {self._manners.hops} times", at)

    def _following(self, at: str, reply: Reply) -> str | Answer:
        """Return where a redirection leads, without the fragment; an answer where nobody follows it."""
        try:
            following = urldefrag(urljoin(at, reply.location))[0]
        except ValueError:
            return Answer(Verdict.TROUBLE, "leads to what is no address", "", reply.status)
        why = refusal(following, self._manners)
        if why == "is this site's own":
            return Answer(Verdict.GOOD, "", following, reply.status)
        shown = without_secret(following)
        return Answer(Verdict.UNCLEAR, f"leads to {shown}, which {why}", shown, reply.status) if why else following

    def close(self) -> None:
        """Let go of all connections."""
        self._pool.clear()

    def _look(self, address: str) -> Reply | Answer:
        host = urlsplit(address).netloc.lower()
        reply = self._turn(host, lambda: self._request("HEAD", address))
        if isinstance(reply, Answer):
            is_worth_it = reply.words.startswith((_NO_PAGE, _NOTHING))
        else:
            # Some servers know no HEAD and say so in all sorts of ways.
            is_worth_it = reply.status >= _BAD and reply.status not in _BUSY
        return self._turn(host, lambda: self._request("GET", address)) if is_worth_it else reply

    def _request(self, method: str, address: str) -> Reply | Answer:
        try:
            url = _in_ascii(address)
            if not self._manners.asks_neighbours:
                trouble = _name_trouble(url)
                if trouble is not None:
                    return trouble
            answer = self._pool.request(method, url, redirect=False, retries=False, preload_content=False)
            with closing(answer):
                if method == "GET":
                    answer.read(_READ, decode_content=False)
                headers = answer.headers
                location = headers.get("Location", "").strip()
                return Reply(answer.status, _readable(location), _seconds(headers.get("Retry-After", "")))
        except NearbyError:
            return Answer(Verdict.UNCLEAR, NEARBY)
        except (exceptions.HTTPError, OSError, ValueError) as error:
            return _trouble(error, self._manners)


def _judged(address: str, at: str, stays: str, reply: Reply) -> Answer:
    """Return what the last reply says of the first address."""
    status = reply.status
    if status in _OK:
        if at != address and _is_front(at) and not _is_front(address) and _site_of(at) == _site_of(address):
            words = "leads to the front page of its site now, so the page itself has probably gone"
            return Answer(Verdict.GONE, words, at, status)
        if stays != address:
            return Answer(Verdict.MOVED, "has moved for good", stays, status)
        return Answer(Verdict.GOOD, "", at if at != address else "", status)
    if status in _GONE:
        return Answer(Verdict.GONE, f"is not there any more (the server says {status})", "", status)
    if status in _SERVER and status not in _BUSY:
        return Answer(Verdict.TROUBLE, f"gives an error of its server ({status})", "", status)
    return Answer(Verdict.UNCLEAR, f"does not answer programs (the server says {status})", "", status)


def _trouble(error: Exception, manners: Manners) -> Answer:
    """Return what went wrong, in words that go behind the address."""
    waited = f"{manners.patience:g} seconds"
    match error:
        case exceptions.SSLError() | ssl.SSLError():
            return _of_certificate(error)
        case exceptions.NameResolutionError():
            return Answer(Verdict.SILENT, "is on a host that is not found")
        case exceptions.NewConnectionError():
            return Answer(Verdict.SILENT, "does not answer: there is no connection")
        case exceptions.ConnectTimeoutError():
            return Answer(Verdict.SILENT, f"does not answer: there was no connection within {waited}")
        case exceptions.TimeoutError() | TimeoutError():
            return Answer(Verdict.SILENT, f"{_NOTHING} within {waited}")
        case _:
            return Answer(Verdict.TROUBLE, _NO_PAGE)


def _of_certificate(error: BaseException | None) -> Answer:
    """Return what is wrong with a server's certificate; the reason may be wrapped several times.

    Who vouches for it may be unknown to this machine alone: browsers know more, and find what a server leaves out.
    """
    for _ in range(5):
        if isinstance(error, ssl.SSLCertVerificationError):
            words = _CERTIFICATES.get(error.verify_code)
            unknown = "has a certificate of which this machine does not know who vouches for it"
            return Answer(Verdict.TROUBLE, words) if words else Answer(Verdict.UNCLEAR, unknown)
        inner = next((part for part in getattr(error, "args", ()) if isinstance(part, Exception)), None)
        error = inner or getattr(error, "__cause__", None)
    return Answer(Verdict.TROUBLE, "cannot be spoken to safely (TLS)")


def _name_trouble(url: str) -> Answer | None:
    """Return what is wrong with a host's name: there is none, or it means this machine or its own network."""
    parts = urlsplit(url)
    try:
        found = socket.getaddrinfo(parts.hostname, parts.port or 443, type=socket.SOCK_STREAM)
    except OSError:
        return Answer(Verdict.SILENT, "is on a host that is not found")
    if any(is_nearby(str(place[0])) for *_, place in found):
        return Answer(Verdict.UNCLEAR, NEARBY)
    return None


def _in_ascii(address: str) -> str:
    """Return an address with its host in punycode; raise ValueError if it has none (RFC 3490)."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    if host.isascii():
        return address
    plain = host.encode("idna").decode("ascii")
    return urlunsplit(parts._replace(netloc=f"{plain}:{parts.port}" if parts.port else plain))


def _readable(location: str) -> str:
    """Return a redirection's target; servers send UTF-8 that was read as Latin-1."""
    try:
        return location.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return location


def _seconds(retry_after: str) -> float | None:
    """Return how long a server wants to be left alone: it says seconds or a date (RFC 9110, section 10.2.3)."""
    text = retry_after.strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        until = parsedate_to_datetime(text)
    except ValueError:
        return None
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return max(0.0, (until - datetime.now(UTC)).total_seconds())


def _is_front(address: str) -> bool:
    parts = urlsplit(address)
    return parts.path in {"", "/"} and not parts.query


def _site_of(address: str) -> str:
    return (urlsplit(address).hostname or "").removeprefix("www.")
