"""What search engines ask a site for: its sitemap, and where they may go."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from sitegen.output import Output
from sitegen.values import Value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.urls import BaseUrl

SITEMAP_ADDRESS = "/sitemap.xml"
MAX_URLS = 50_000
"""The most URLs, and parts, that one file of the sitemap protocol can list."""
MAX_BYTES = 50 * 1024 * 1024
"""The most bytes, uncompressed, that one such file can have."""

_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


class SitemapEntry(Value, frozen=True):
    """A page: its absolute URL, and when it last changed as a W3C date (`2026-01-05`, or with time and offset)."""

    url: str
    lastmod: str = ""


def sitemap(
    entries: tuple[SitemapEntry, ...],
    base: BaseUrl,
    *,
    max_urls: int = MAX_URLS,
    max_bytes: int = MAX_BYTES,
) -> tuple[Output, ...]:
    """Return the sitemap in the order given (https://www.sitemaps.org/protocol.html).

    It is one file, or where that would be too large, an index at the same address and its parts.
    """
    parts = tuple(_parts(entries, max_urls, max_bytes)) or (b"",)
    if len(parts) == 1:
        return (Output(SITEMAP_ADDRESS, _urlset(parts[0])),)
    outputs = tuple(Output(f"/sitemap-{n}.xml", _urlset(part)) for n, part in enumerate(parts, 1))
    listed = "".join(f"<sitemap><loc>{escape(base.absolute(output.address))}</loc></sitemap>\n" for output in outputs)
    index = f"{_XML}<sitemapindex {_NAMESPACE}>\n{listed}</sitemapindex>\n"
    return (Output(SITEMAP_ADDRESS, index.encode()), *outputs)


def _parts(entries: tuple[SitemapEntry, ...], max_urls: int, max_bytes: int) -> Iterator[bytes]:
    lines: list[bytes] = []
    size = empty = len(_urlset(b""))
    for entry in entries:
        lastmod = f"<lastmod>{escape(entry.lastmod)}</lastmod>" if entry.lastmod else ""
        line = f"<url><loc>{escape(entry.url)}</loc>{lastmod}</url>\n".encode()
        if lines and (len(lines) == max_urls or size + len(line) > max_bytes):
            yield b"".join(lines)
            lines, size = [], empty
        lines.append(line)
        size += len(line)
    if lines:
        yield b"".join(lines)


def _urlset(lines: bytes) -> bytes:
    return f"{_XML}<urlset {_NAMESPACE}>\n".encode() + lines + b"</urlset>\n"


def robots(sitemap_url: str, *, is_preview: bool) -> bytes:
    """Return a robots.txt (RFC 9309) that lets everybody in, and outside previews names the sitemap.

    A preview is kept out of search results by `noindex`, which a crawler sees only where it may look
    (https://developers.google.com/search/docs/crawling-indexing/block-indexing). Crawlers read
    the file at the root of a host alone: under a path it is only there for who moves the site up.
    """
    named = "" if is_preview else f"\nSitemap: {sitemap_url}\n"
    return f"User-agent: *\nDisallow:\n{named}".encode()
