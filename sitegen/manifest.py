"""The mark in an output folder: a text that lists every file a build has put there, with its SHA-256.

What it lists is believed only as far as it is safe: a path that could leave the folder is passed over.
"""

from __future__ import annotations

import re
import stat
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from sitegen.content_names import on_disk
from sitegen.machine import in_plain_words
from sitegen.values import Value

if TYPE_CHECKING:
    from pathlib import Path

MANIFEST = ".sitegen-manifest"
STAGING = re.compile(r"\.sitegen-new-[0-9a-f]{16}")
"""The name of a folder in which a build prepares its files; one that stands was left by a build that was killed."""
STAGING_PREFIX = ".sitegen-new-"
_HEADER = "sitegen manifest 1"
_LINE = re.compile(r"([0-9a-f]{64})  (.+)")
_DRIVE = re.compile(r"[A-Za-z]:")
_NAME_LIMIT = 255


class Manifest(Value, frozen=True):
    """The files of a build: path within the output, with `/`, to SHA-256 in hexadecimal."""

    digests: Mapping[str, str]

    def text(self) -> str:
        """Return what stands in the file."""
        lines = (f"{digest}  {path}" for path, digest in sorted(self.digests.items()))
        return "\n".join((_HEADER, *lines, ""))

    def folders(self) -> frozenset[str]:
        """Return every folder that the files are in, but for the output itself."""
        return frozenset(folder for path in self.digests for folder in folders_above(path))


EMPTY = Manifest(MappingProxyType({}))


def read_manifest(folder: Path) -> Manifest | None:
    """Return what the output folder's manifest lists; `None` if there is no mark of ours."""
    place = folder / MANIFEST
    try:
        if not stat.S_ISREG(place.lstat().st_mode):
            return None
        text = place.read_bytes().decode(errors="surrogateescape")
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise in_plain_words(error, place) from error
    header, *lines = text.split("\n")
    if header != _HEADER:
        return None
    found = (_LINE.fullmatch(line) for line in lines)
    return Manifest(MappingProxyType({match[2]: match[1] for match in found if match and is_safe(match[2])}))


def is_safe(path: str) -> bool:
    """Whether the relative `path` stays within its folder on every system, and is none of the mark's own names."""
    parts = path.split("/")
    return (
        not any(part in {"", ".", "..", ".git"} or len(part.encode(errors="replace")) > _NAME_LIMIT for part in parts)
        and not any(character in path for character in "\\\0\r\n")
        and not _DRIVE.match(path)
        and parts[0] != MANIFEST
        and not STAGING.fullmatch(parts[0])
        and path == path.encode(errors="replace").decode()
    )


def folders_above(path: str) -> tuple[str, ...]:
    """Return the folders that `path` is in, the outermost first, without the output itself."""
    parts = path.split("/")
    return tuple("/".join(parts[:count]) for count in range(1, len(parts)))


def place_of(folder: Path, path: str) -> Path:
    """Return where the file `path` of the output stands on disk."""
    return folder / on_disk(path)
