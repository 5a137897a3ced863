"""What is made for programs, read back by another library than wrote it, and held against its standard. Pure.

A fault here is a mistake of ours and never of an author's. A kind of output is one file, and one line below.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Final, TypeAlias

from sitegen.calendar.faults import faults_in_calendar
from sitegen.proofs.atom import faults_in_atom
from sitegen.proofs.json_feed import faults_in_json_feed
from sitegen.proofs.lists import faults_in_opml, faults_in_sitemap
from sitegen.proofs.rss import faults_in_rss
from sitegen.values import Value

__all__ = ["Fault", "is_provable", "prove"]

_Prover: TypeAlias = Callable[[bytes], Iterable[str]]
_BY_ENDING: Final[Mapping[str, tuple[str, _Prover]]] = MappingProxyType(
    {
        "feed.xml": ("RSS 2.0", faults_in_rss),
        "feed.atom": ("Atom, RFC 4287", faults_in_atom),
        "feed.json": ("JSON Feed 1.1", faults_in_json_feed),
        ".ics": ("iCalendar, RFC 5545", faults_in_calendar),
        ".opml": ("OPML 2.0", faults_in_opml),
        "sitemap.xml": ("the sitemap protocol", faults_in_sitemap),
    }
)


class Fault(Value, frozen=True):
    """What is wrong with an output by its standard, in words for whoever mends this program."""

    address: str
    standard: str
    message: str


def is_provable(address: str) -> bool:
    """Whether there is a proof for what stands at an address that this program makes."""
    return _proof_of(address) is not None


def prove(address: str, data: bytes) -> tuple[Fault, ...]:
    """Return what is wrong with an output; nothing where there is no proof for its kind."""
    found = _proof_of(address)
    if found is None:
        return ()
    standard, prover = found
    return tuple(Fault(address, standard, message) for message in dict.fromkeys(prover(data)))


def _proof_of(address: str) -> tuple[str, _Prover] | None:
    name = address.rpartition("/")[2]
    if name.startswith("sitemap-") and name.endswith(".xml"):
        name = "sitemap.xml"
    return next((proof for ending, proof in _BY_ENDING.items() if name.endswith(ending)), None)
