"""What rendering hands to publishing: an address and its bytes, or the file of the site that is copied there.

Values only. An address is site-absolute: `/posts/x/` (its page), `/feed.xml`, `/404.html`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Output:
    """Bytes made for an address."""

    address: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Copy:
    """A file of the site, copied as it is: `source_path` is relative to the site's folder, with `/`.

    `digest` is its SHA-256 in hexadecimal as it was found, if known: a file that changed since is not published.
    """

    address: str
    source_path: str
    digest: str = ""
