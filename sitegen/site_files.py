"""Reading the site's own files: at their real places, ordinary files only, whole and unchanged.

It follows no link by itself and knows nothing of what the files mean.
"""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from sitegen.content_names import on_disk, spelled
from sitegen.file_problems import changed, too_big, unreadable
from sitegen.model import Attachment, Source

if TYPE_CHECKING:
    from collections.abc import Callable
    from io import BufferedReader

    from sitegen.problems import Problem

SOURCE_LIMIT = 5 * 1024 * 1024
"""The most bytes that a document, the settings or the bibliography may have."""

OPEN_FLAGS: int = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)

_Taken = TypeVar("_Taken")


def locate(root: Path, path: str) -> Path | None:
    """Return the real place of the site's file `path`, in whichever Unicode form its names stand on disk.

    `None` if it is not there, or not within `root`.
    """
    here = Path(os.path.realpath(root))
    place = here
    for part in path.split("/"):
        step = place / on_disk(part)
        if not os.path.lexists(step):
            try:
                twins = [found for found in place.iterdir() if spelled(found.name) == part]
            except OSError:
                return None
            if not twins:
                return None
            step = min(twins)
        place = step
    real = Path(os.path.realpath(place))
    return real if real.is_relative_to(here) else None


def read_source(place: Path, path: str) -> Source | Problem:
    """Read the regular file at `place` as the source `path`."""

    def take(file: BufferedReader, size: int) -> Source | Problem:
        if size > SOURCE_LIMIT:
            return too_big(path, size, SOURCE_LIMIT)
        return Source(path, file.read(size + 1))

    return steadily(place, path, take)


def fingerprint(place: Path, path: str) -> Attachment | Problem:
    """Return the attachment `path` that stands at `place`; its bytes pass through and are not kept."""

    def take(file: BufferedReader, size: int) -> Attachment:
        return Attachment(path, size, hashlib.file_digest(file, "sha256").hexdigest())

    return steadily(place, path, take)


def steadily(
    place: Path, path: str, take: Callable[[BufferedReader, int], _Taken], attempts: int = 2
) -> _Taken | Problem:
    """Return what `take(file, size)` makes of the regular file at `place`, if it stays the same meanwhile.

    It is a problem of the file `path` when none of the `attempts` sees it whole.
    """
    for _ in range(attempts):
        try:
            found = place.lstat()
            if not stat.S_ISREG(found.st_mode):
                continue
            with os.fdopen(os.open(place, OPEN_FLAGS), "rb") as file:
                if _marks(os.fstat(file.fileno())) != _marks(found):
                    continue
                taken = take(file, found.st_size)
                if _marks(os.fstat(file.fileno())) == _marks(place.lstat()) == _marks(found):
                    return taken
        except OSError as error:
            if error.errno not in {errno.ENOENT, errno.ENOTDIR, errno.ELOOP}:
                return unreadable(path, error)
    return changed(path)


def _marks(status: os.stat_result) -> tuple[int, int, int, int]:
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns
