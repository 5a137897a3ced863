"""Lists of addresses: OPML 2.0 (http://opml.org/spec2.opml), and the sitemap protocol (https://www.sitemaps.org)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sitegen.proofs.xml import not_absolute, read_xml, text_of, twice

if TYPE_CHECKING:
    from collections.abc import Iterator

_MAP: Final = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
_MOST_URLS: Final = 50_000
_MOST_BYTES: Final = 50 * 1024 * 1024
_W3C_DATE: Final = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d))?")


def faults_in_opml(data: bytes) -> Iterator[str]:
    """Yield what OPML 2.0 does not allow in a list of feeds; one of no feeds is let be."""
    root = read_xml(data)
    if isinstance(root, str):
        yield root
        return
    if root.tag != "opml" or root.get("version") != "2.0":
        yield f"its root is {root.tag} {root.get('version', '')}"
    if [child.tag for child in root] != ["head", "body"]:
        yield "it has not one head and one body"
    for outline in root.iter("outline"):
        name = outline.get("text", "")
        if not name:
            yield "an outline has no text"
        if outline.get("type") == "rss":
            given = (outline.get(key, "") for key in ("xmlUrl", "htmlUrl") if key == "xmlUrl" or outline.get(key))
            yield from not_absolute(given, f"“{name}”")


def faults_in_sitemap(data: bytes) -> Iterator[str]:
    """Yield what the sitemap protocol does not allow."""
    if len(data) > _MOST_BYTES:
        yield f"it has {len(data)} bytes, and {_MOST_BYTES} are the most"
    root = read_xml(data)
    if isinstance(root, str):
        yield root
        return
    if root.tag not in {f"{_MAP}urlset", f"{_MAP}sitemapindex"}:
        yield f"its root is {root.tag}"
        return
    addresses = [text_of(place.find(f"{_MAP}loc")) for place in root]
    if len(addresses) > _MOST_URLS:
        yield f"it has {len(addresses)} addresses, and {_MOST_URLS} are the most"
    yield from not_absolute(addresses, "it")
    yield from twice(addresses, "the address")
    for changed in root.iter(f"{_MAP}lastmod"):
        if not _W3C_DATE.fullmatch(text_of(changed)):
            yield f"“{text_of(changed)}” is no date in the form that W3C gives"
