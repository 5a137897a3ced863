"""The addresses within the HTML that feeds carry: read away from the site, none of them may be relative."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_ADDRESSES: Final = frozenset({"href", "src", "poster"})
_KNOWN_PLACE: Final = re.compile(r"\s*(?:[A-Za-z][A-Za-z0-9+.-]*:|//[^\s/]|\Z)")
"""What begins with a scheme or names its host leads to the same place from everywhere (RFC 3986, section 4.2).

An empty address leads nowhere, which its author is told as a mistake of theirs.
"""
_NEVER: Final = frozenset({"script", "style", "form", "iframe", "object", "embed"})


class _Reader(HTMLParser):
    """Gathers the addresses, and the elements that no feed should carry."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.elements: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _NEVER:
            self.elements.append(tag)
        for name, value in attrs:
            if name in _ADDRESSES:
                self.addresses.append(value or "")
            elif name == "srcset":
                self.addresses += [piece.split()[0] for piece in (value or "").split(",") if piece.strip()]
            elif name.startswith("on"):
                self.elements.append(name)


def faults_in_html(html: str, where: str) -> Iterator[str]:
    """Yield what is wrong with an entry's HTML: relative addresses, and what could run."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    for address in dict.fromkeys(reader.addresses):
        if not _KNOWN_PLACE.match(address):
            yield f"{where} has the address “{address}”, which is not absolute"
    for name in dict.fromkeys(reader.elements):
        yield f"{where} carries <{name}>, which feed readers take out or must not run"
