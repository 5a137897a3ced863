"""Where outputs are made ready: each written beside the site's folder of pages as soon as it is made.

So no more than one page is ever held in memory, and several processes can make them. Nothing that is
published changes here; what is not published in the end is removed.
"""

from __future__ import annotations

import hashlib
import os
import stat
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from sitegen.changes import file_of, is_reachable
from sitegen.machine import in_plain_words
from sitegen.manifest import STAGING, STAGING_PREFIX, place_of, read_manifest
from sitegen.output import Ready

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path


class Press:
    """Makes outputs ready for one output folder; `open_press` opens one."""

    def __init__(self, folder: Path, standing: Mapping[str, str] | None = None) -> None:
        """Prepare files in `folder`; `standing` are the SHA-256 of the files that are known to stand there, by path.

        Without it each file is looked at when its turn comes.
        """
        self.folder = folder
        self.staging = folder / f"{STAGING_PREFIX}{os.urandom(8).hex()}"
        self._standing = standing
        self._is_new = standing is None and read_manifest(folder) is None
        self._made = 0

    def ready(self, address: str, data: bytes) -> Ready:
        """Return the output at an address, its bytes written down unless they stand already."""
        digest = hashlib.sha256(data).hexdigest()
        if self.stands(address, digest):
            return Ready(address, digest)
        return Ready(address, digest, self.put_down(file_of(address), data))

    def put_down(self, path: str, data: bytes) -> str:
        """Write bytes that are meant for a path of the output, and return the name under which they wait."""
        self._made += 1
        name = f"{os.getpid()}-{self._made}"
        try:
            self._write(name, data)
        except OSError as error:
            raise in_plain_words(error, place_of(self.folder, path)) from error
        return name

    def stands(self, address: str, digest: str) -> bool:
        """Tell whether the output at an address stands with the bytes of this SHA-256."""
        path = file_of(address)
        if self._standing is not None:
            return self._standing.get(path) == digest
        if self._is_new:
            return False
        place = place_of(self.folder, path)
        try:
            return (
                is_reachable(self.folder, path)
                and stat.S_ISREG(place.lstat().st_mode)
                and hashlib.sha256(place.read_bytes()).hexdigest() == digest
            )
        except OSError:
            # What cannot be read does not stand; publishing tells what the machine says to it.
            return False

    def _write(self, name: str, data: bytes) -> None:
        place = f"{self.staging}{os.sep}{name}"
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        try:
            file = os.open(place, flags, 0o666)
        except FileNotFoundError:
            self.staging.mkdir(parents=True, exist_ok=True)
            file = os.open(place, flags, 0o666)
        try:
            left = memoryview(data)
            while left:
                left = left[os.write(file, left) :]
        finally:
            os.close(file)


@contextmanager
def open_press(folder: Path, standing: Mapping[str, str] | None = None) -> Iterator[Press]:
    """Give the press for an output folder, and remove what was prepared and not published, however this ends."""
    clear_strays(folder)
    missing = [place for place in (folder, *folder.parents) if not place.exists()]
    press = Press(folder, standing)
    try:
        yield press
    finally:
        _clear(press.staging)
        for place in missing:
            # An output folder that was made for what was not published in the end is not left behind.
            with suppress(OSError):
                place.rmdir()


def clear_strays(folder: Path) -> None:
    """Remove what a killed build was preparing."""
    with suppress(OSError):
        for place in folder.iterdir():
            if STAGING.fullmatch(place.name) and not place.is_symlink():
                _clear(place)


def _clear(staging: Path) -> None:
    with suppress(OSError):
        for place in staging.iterdir():
            place.unlink()
        staging.rmdir()
