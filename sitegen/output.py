"""What rendering hands to publishing: an address and its bytes, where they are, or the file that is copied there.

Values only. An address is site-absolute: `/posts/x/` (its page), `/feed.xml`, `/404.html`.
"""

from __future__ import annotations

from sitegen.values import Value


class Output(Value, frozen=True):
    """Bytes made for an address."""

    address: str
    data: bytes


class Copy(Value, frozen=True):
    """A file of the site, copied as it is: `source_path` is relative to the site's folder, with `/`.

    `digest` is its SHA-256 in hexadecimal as it was found, if known: a file that changed since is not published.
    """

    address: str
    source_path: str
    digest: str = ""


class Ready(Value, frozen=True):
    """An output whose bytes are on the disk already: prepared for publishing, or standing where they belong.

    `digest` is their SHA-256 in hexadecimal.
    """

    address: str
    digest: str
    file: str = ""
    """Its name among what is prepared; empty for what stands."""
