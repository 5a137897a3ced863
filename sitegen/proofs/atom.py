"""Atom feeds against RFC 4287: what is required of feeds (section 4.1.1) and of entries (4.1.2)."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, Final

from sitegen.proofs.html import faults_in_html
from sitegen.proofs.xml import Element, absent, not_absolute, read_xml, text_of, twice

if TYPE_CHECKING:
    from collections.abc import Iterator

_ATOM: Final = "{http://www.w3.org/2005/Atom}"
_REQUIRED: Final = (f"{_ATOM}id", f"{_ATOM}title", f"{_ATOM}updated")
_DATES: Final = (f"{_ATOM}updated", f"{_ATOM}published")
_RFC_3339: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")
_URI: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")


def faults_in_atom(data: bytes) -> Iterator[str]:
    """Yield what RFC 4287 does not allow."""
    root = read_xml(data)
    if isinstance(root, str):
        yield root
        return
    if root.tag != f"{_ATOM}feed":
        yield f"its root is {root.tag}"
        return
    entries = root.findall(f"{_ATOM}entry")
    yield from _of_both(root, "the feed")
    if not any(link.get("rel") == "self" for link in root.findall(f"{_ATOM}link")):
        yield "the feed does not say where it is (rel=self, which section 4.1.1 asks for)"
    has_author = root.find(f"{_ATOM}author") is not None
    for number, entry in enumerate(entries, start=1):
        where = f"entry {number}"
        yield from _of_both(entry, where)
        if not has_author and entry.find(f"{_ATOM}author") is None:
            yield f"{where} has no author, and the feed has none"
        content = entry.find(f"{_ATOM}content")
        has_page = any(link.get("rel", "alternate") == "alternate" for link in entry.findall(f"{_ATOM}link"))
        if content is None and not has_page:
            yield f"{where} has neither content nor a link to its page"
        if content is not None:
            yield from faults_in_html(text_of(content), where)
    yield from twice((text_of(entry.find(f"{_ATOM}id")) for entry in entries), "the id")


def _of_both(element: Element, where: str) -> Iterator[str]:
    yield from absent(element, _REQUIRED, where)
    identity = text_of(element.find(f"{_ATOM}id"))
    if identity and not _URI.fullmatch(identity):
        yield f"the id of {where}, “{identity}”, is no URI"
    for name in _DATES:
        for found in element.findall(name):
            if not _is_moment(text_of(found)):
                yield f"{where} has the time “{text_of(found)}”, which RFC 3339 does not know"
    for author in element.findall(f"{_ATOM}author"):
        if not text_of(author.find(f"{_ATOM}name")):
            yield f"{where} has an author without a name"
        yield from not_absolute((text_of(uri) for uri in author.findall(f"{_ATOM}uri")), where)
    yield from not_absolute((link.get("href", "") for link in element.findall(f"{_ATOM}link")), where)


def _is_moment(text: str) -> bool:
    if not _RFC_3339.fullmatch(text):
        return False
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True
