"""What names in `content/` mean: which are known, which are noise, and how they are spelled here and on disk.

Names only; no file is looked at.
"""

from __future__ import annotations

import os
import re
import unicodedata
from enum import Enum, auto

KINDS = ("posts", "sessions", "sparks", "people", "pages")
CONTENT = "content"
STATIC = "static"
SETTINGS = "site.toml"
BIBLIOGRAPHY = "references.bib"
RECORD = "published.json"
"""What was published, as `build --record` writes it."""
TOP_FILES = frozenset({SETTINGS, BIBLIOGRAPHY, RECORD})
"""The files that stand in `content/` itself."""
WELL_KNOWN = ".well-known"
"""The one folder with a dot that the web asks for (RFC 8615)."""
MARKDOWN = ".md"
OTHER_ENDINGS = frozenset({".markdown", ".mdown", ".mkd", ".mkdn", ".mdwn", ".txt", ".text"})
"""Endings under which people keep documents elsewhere."""
PLAIN_TEXT = frozenset({".txt", ".text"})
"""Those of them under which people keep files to download too: only what nobody links to was meant as a document."""
HOSTS_FILES = frozenset({"_redirects", "_headers"})
"""What hosts read at the top of a site, and only the site itself may write."""

_NOISE = (
    r"\.DS_Store|\._.*|Thumbs\.db|desktop\.ini|\.gitkeep|\.gitignore|\.gitattributes|\.keep"
    r"|.*~|\.#.*|#.*#|\..*\.sw[a-p]|4913"
)
_FOR_PEOPLE = r"(?i:(readme|licen[cs]e|copying|notice|contributing|changelog)([.-].*)?)"
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


class Area(Enum):
    """What a folder is for, which says what its files mean."""

    SITE = auto()
    TOP = auto()
    DOCUMENTS = auto()
    STATIC = auto()


def is_ignored(area: Area, name: str) -> bool:
    """Whether `name` is passed over without a word: machines' and editors' files, and `_name` where authors write."""
    if area is Area.SITE:
        return False
    if re.fullmatch(_NOISE, name):
        return True
    if area is Area.STATIC:
        return False
    return name.startswith(("_", ".")) or (area is Area.TOP and re.fullmatch(_FOR_PEOPLE, name) is not None)


def spelled(raw: str) -> str | None:
    """Return the name that the disk gave as `raw`, composed (NFC).

    `None` if it is no name for a site: not UTF-8, or with control characters or backslashes.
    """
    try:
        name = os.fsencode(raw).decode()
    except UnicodeDecodeError:
        return None
    return None if "\\" in name or _CONTROL.search(name) else unicodedata.normalize("NFC", name)


def escaped(raw: str) -> str:
    """Return `raw` with backslash escapes for whatever cannot be printed."""
    name = os.fsencode(raw).decode(errors="backslashreplace")
    return _CONTROL.sub(lambda found: found[0].encode("unicode_escape").decode(), name)


def folded(name: str) -> str:
    """Return what `name` has in common with every name that some disk takes for the same."""
    return unicodedata.normalize("NFC", name.casefold())


def on_disk(path: str) -> str:
    """Return `path` as this machine's locale wants it, so that its bytes on disk are UTF-8 under every locale."""
    return os.fsdecode(path.encode())
