"""The addresses within the HTML that feeds carry: read away from the site, none of them may be relative."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING

from sitegen.proofs.xml import not_absolute

if TYPE_CHECKING:
    from collections.abc import Iterator

_ADDRESSES = frozenset({"href", "src", "poster", "cite"})
_NEVER = frozenset({"script", "style", "form", "iframe", "object", "embed"})


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
    yield from not_absolute(reader.addresses, where)
    for name in dict.fromkeys(reader.elements):
        yield f"{where} carries <{name}>, which feed readers take out or must not run"
