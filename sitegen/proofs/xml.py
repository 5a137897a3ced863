"""What proofs of XML share: reading it with the standard library's parser, which has not written it, and addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, ParseError, fromstring  # reads what this program has just made

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["Element", "absent", "is_absolute", "not_absolute", "read_xml", "text_of", "twice"]


def read_xml(data: bytes) -> Element | str:
    """Return the root of a document, or why it is not well formed (XML 1.0)."""
    try:
        return fromstring(data)  # noqa: S314  # as above
    except ParseError as error:
        return f"it is not well formed: {error}"


def text_of(element: Element | None) -> str:
    """Return an element's own text without the blanks around it; empty where there is none."""
    return (element.text or "").strip() if element is not None else ""


def absent(element: Element, names: Iterable[str], where: str) -> Iterator[str]:
    """Yield a fault for each required child that is not there, is empty, or is there twice."""
    for name in names:
        found = element.findall(name)
        plain = name.rpartition("}")[2]
        if len(found) != 1:
            yield f"{where} has {len(found) or 'no'} <{plain}>, and one is required"
        elif not text_of(found[0]):
            yield f"the <{plain}> of {where} is empty"


def is_absolute(url: str) -> bool:
    """Whether an address can be opened wherever it is read."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    has_host = parts.scheme in {"http", "https"} and bool(parts.netloc)
    return url == url.strip() and " " not in url and (has_host or parts.scheme in {"mailto", "tel"})


def not_absolute(urls: Iterable[str], where: str) -> Iterator[str]:
    """Yield a fault for each address that is not absolute."""
    for url in urls:
        if not is_absolute(url):
            yield f"{where} has the address “{url}”, which is not absolute"


def twice(names: Iterable[str], what: str) -> Iterator[str]:
    """Yield a fault for each name that stands there more than once."""
    seen: set[str] = set()
    for name in names:
        if name in seen:
            yield f"{what} “{name}” stands there twice"
        seen.add(name)
