"""How files stand on the disk, and whether they still stand so: sizes, times and numbers, as the disk tells them.

It is what git's index knows of a file, and for the same end: not to read again what nobody has touched.
"""

from __future__ import annotations

import os
import stat
from array import array
from hashlib import blake2b
from itertools import chain
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Row: TypeAlias = tuple[int, int, int, int]
"""A file's size in bytes, the times of its last change and of its status's (nanoseconds), its number on the disk."""

GRAIN = 2_000_000_000
"""How long (nanoseconds) two changes may share one time on the coarsest disk: FAT counts in steps of two seconds."""


FINE_GRAIN = 100_000_000
"""The same for files that this program has just written, on a disk of the kind that sites are built on."""
_GONE: Row = (0, 0, 0, 0)
_MASK = 2**64 - 1


def row_of(status: os.stat_result) -> Row:
    """Return what is remembered of a file's status."""
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino


def walk(root: str, *tops: str) -> dict[str, Row] | None:
    """Return how every file below the folders `tops` of `root` stands, by its path from `root`, in order.

    Folders are there by their names alone, which end in a slash. `None` where that
    does not tell everything: something is a link, no ordinary file, of a name that is no
    text, or cannot be looked at.
    """
    found: dict[str, Row] = {}
    waiting = [top for top in tops if os.path.lexists(f"{root}/{top}")]
    while waiting:
        folder = waiting.pop()
        try:
            with os.scandir(f"{root}/{folder}") as listing:
                for entry in listing:
                    path = f"{folder}/{entry.name}"
                    path.encode()
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(path)
                        found[f"{path}/"] = _GONE
                        continue
                    status = entry.stat(follow_symlinks=False)
                    if not stat.S_ISREG(status.st_mode):
                        return None
                    found[path] = (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)
        except (OSError, UnicodeEncodeError):
            return None
    return dict(sorted(found.items()))


def rows_of(folder: str, paths: Iterable[str]) -> list[Row | None]:
    """Return how the files of a folder stand, in the order of their paths; `None` for what is not there."""
    rows: list[Row | None] = []
    look = os.lstat
    for path in paths:
        try:
            status = look(f"{folder}/{path}")
        except OSError:
            rows.append(None)
        else:
            rows.append((status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino))
    return rows


def digest_of(paths: Iterable[str], rows: Iterable[Row | None]) -> str:
    """Return one word for how files stand, in the order given."""
    digest = blake2b("\0".join(paths).encode(errors="surrogateescape"), digest_size=16)
    numbers = list(chain.from_iterable(row or _GONE for row in rows))
    try:
        digest.update(array("q", numbers).tobytes())
    except OverflowError:
        # A file's number may be any of 64 bits, and a time before 1970 is below zero.
        digest.update(array("Q", [number & _MASK for number in numbers]).tobytes())
    return digest.hexdigest()


def in_doubt(rows: Mapping[str, Row], seen: int, grain: int = GRAIN) -> tuple[str, ...]:
    """Return the files that changed less than `grain` before they were `seen` (both in nanoseconds).

    Another change could hide behind the same times, so only their bytes tell. Who copies a file with its time of
    change leaves that of its status.
    """
    return tuple(path for path, row in rows.items() if max(row[1], row[2]) > seen - grain)
