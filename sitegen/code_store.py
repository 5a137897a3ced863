"""Compiled templates, kept in the user's own cache folder and never in a site's: they are programs, and are run.

What comes with a site, from a repository or a host's cache, is data. Where the folder could be anybody
else's, nothing is kept.
"""

from __future__ import annotations

import ntpath
import os
import posixpath
import re
import stat
from contextlib import suppress
from pathlib import Path

MOST = 500
"""How many compiled templates are kept: those of some ten themes."""
_KEY = re.compile(r"[a-z0-9-]{1,120}")


class CodeStore:
    """Files in a folder, each under its key."""

    def __init__(self, folder: Path, *, is_read_only: bool = False) -> None:
        """Keep files in `folder`, which is made when it is first needed; or only read them, and keep nothing new."""
        self._folder = folder
        self._is_read_only = is_read_only
        self._is_ours: bool | None = None

    def get(self, key: str) -> bytes | None:
        """Return what was put under the key, or `None`."""
        if not _KEY.fullmatch(key) or not self._may_use(make=False):
            return None
        try:
            with (self._folder / key).open("rb") as file:
                return file.read() if _is_ours(os.fstat(file.fileno())) else None
        except OSError:
            return None

    def put(self, key: str, data: bytes) -> None:
        """Keep bytes under the key; a machine that will not have them goes without."""
        if self._is_read_only or not _KEY.fullmatch(key) or not self._may_use(make=True):
            return
        new = self._folder / f"{key}.{os.getpid()}"
        try:
            with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(data)
            new.replace(self._folder / key)
            self._forget_the_oldest()
        except OSError:
            with suppress(OSError):
                new.unlink(missing_ok=True)

    def _may_use(self, *, make: bool) -> bool:
        if self._is_ours or (self._is_ours is False and not make):
            return bool(self._is_ours)
        try:
            if make:
                self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            status = self._folder.stat()
        except OSError:
            self._is_ours = False
            return False
        self._is_ours = _is_ours(status)
        return self._is_ours

    def _forget_the_oldest(self) -> None:
        kept = sorted(self._folder.iterdir(), key=lambda place: place.stat().st_mtime_ns, reverse=True)
        for place in kept[MOST:]:
            place.unlink(missing_ok=True)


def _is_ours(status: os.stat_result) -> bool:
    """Whether nobody but this user can write what has this status."""
    owner = getattr(os, "getuid", lambda: status.st_uid)()
    is_closed = os.name == "nt" or not status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
    return status.st_uid == owner and is_closed


def folder_of(environment: dict[str, str], system: str) -> Path | None:
    """Return the folder in which a system keeps what programs can make again for this user, if it has one.

    `environment` is the process's; `system` is as `sys.platform` names it. On Linux and other systems it
    is that of the XDG Base Directory Specification.
    """
    home = environment.get("HOME", "")
    paths = ntpath if system == "win32" else posixpath
    if system == "win32":
        places = [environment.get("LOCALAPPDATA", "")]
    elif system == "darwin":
        places = [os.path.join(home, "Library", "Caches") if home else ""]  # noqa: PTH118  # an empty home is none
    else:
        places = [environment.get("XDG_CACHE_HOME", ""), os.path.join(home, ".cache") if home else ""]  # noqa: PTH118  # likewise
    return next((Path(place) / "sitegen" / "templates" for place in places if paths.isabs(place)), None)
