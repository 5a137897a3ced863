"""Many addresses asked: several hosts at once, each one request at a time and with a pause, until time is up."""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from sitegen.external.answers import Answer, Manners, Verdict
from sitegen.external.asking import Asker, Reply

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_BUSY: Final = frozenset({429, 503})
_GLANCE: Final = 0.2
_SILENCES: Final = 2
"""After as many addresses in a row from which nothing came, a host is left for the next look."""
_SILENT_HOSTS: Final = 6
"""After as many hosts of which none says a word, there is no network, and no use in asking the others."""


def ask_all(addresses: tuple[str, ...], manners: Manners, advance: Callable[[int], None]) -> Mapping[str, Answer]:
    """Return the answers of as many addresses as there is time for; `advance` is told of each."""
    by_host: dict[str, list[str]] = defaultdict(list)
    for address in addresses:
        by_host[host_of(address)].append(address)
    # The host with most to ask takes longest, so it begins.
    hosts: SimpleQueue[list[str]] = SimpleQueue()
    for _, wanted in sorted(by_host.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        hosts.put(wanted[: manners.links_of_host])
    round_ = _Round(manners, hosts)
    count = min(manners.hosts_at_once, len(by_host))
    for _ in range(count):
        # A server may keep a thread waiting for ever: none of them keeps the program from ending.
        threading.Thread(target=round_.work, daemon=True).start()
    try:
        return _gathered(round_, count, manners, advance)
    finally:
        round_.close()


def host_of(address: str) -> str:
    """Return the host of an address, with its port if it has one."""
    return urlsplit(address).netloc.lower()


def _gathered(round_: _Round, workers: int, manners: Manners, advance: Callable[[int], None]) -> Mapping[str, Answer]:
    heard: dict[str, Answer] = {}
    ends = time.monotonic() + manners.seconds
    silent: set[str] = set()
    has_spoken = False
    while workers and time.monotonic() < ends:
        try:
            # Not all systems let anybody interrupt a long wait.
            found = round_.heard.get(timeout=_GLANCE)
        except Empty:
            continue
        if found is None:
            workers -= 1
            continue
        address, answer = found
        heard[address] = answer
        advance(1)
        has_spoken = has_spoken or answer.is_word
        silent.add(host_of(address))
        if not has_spoken and len(silent) >= _SILENT_HOSTS:
            break
    return heard


class _Gate:
    """Lets one request at a time to a host, each some time after the last."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.last = float("-inf")
        self.is_shut = False


class _Round:
    """What the threads of one look share."""

    def __init__(self, manners: Manners, hosts: SimpleQueue[list[str]]) -> None:
        self.heard: SimpleQueue[tuple[str, Answer] | None] = SimpleQueue()
        self.stop = threading.Event()
        self._manners = manners
        self._hosts = hosts
        self._gates: defaultdict[str, _Gate] = defaultdict(_Gate)
        self._lock = threading.Lock()
        self._asker = Asker(manners, self.turn)

    def close(self) -> None:
        """Ask nothing more, and let go of all connections."""
        self.stop.set()
        self._asker.close()

    def work(self) -> None:
        """Ask host after host until there is none left, or no time."""
        try:
            while not self.stop.is_set():
                self._of_host(self._hosts.get_nowait())
        except Empty:
            pass
        finally:
            self.heard.put(None)

    def _of_host(self, addresses: list[str]) -> None:
        ends = time.monotonic() + self._manners.seconds_of_host
        silences = 0
        for address in addresses:
            if self.stop.is_set() or time.monotonic() > ends or silences >= _SILENCES:
                return
            answer = self._asker.ask(address)
            if self.stop.is_set():
                return
            self.heard.put((address, answer))
            silences = silences + 1 if answer.verdict is Verdict.SILENT else 0

    def turn(self, host: str, request: Callable[[], Reply | Answer]) -> Reply | Answer:
        """Make a request when it is the host's turn, and once more after the time it asks for, if that is not long."""
        with self._lock:
            gate = self._gates[host]
        with gate.lock:
            reply = self._made(gate, request)
            if isinstance(reply, Reply) and reply.status in _BUSY and not gate.is_shut:
                wait = reply.retry_after
                if wait is not None and wait <= self._manners.longest_wait and not self.stop.wait(wait):
                    reply = self._made(gate, request)
                gate.is_shut = isinstance(reply, Reply) and reply.status in _BUSY
            return reply

    def _made(self, gate: _Gate, request: Callable[[], Reply | Answer]) -> Reply | Answer:
        if gate.is_shut:
            return Answer(Verdict.UNCLEAR, "is on a host that asked to be left alone")
        if self.stop.wait(max(0.0, gate.last + self._manners.pause - time.monotonic())):
            return Answer(Verdict.UNCLEAR, "was not asked in time")
        try:
            return request()
        finally:
            gate.last = time.monotonic()
