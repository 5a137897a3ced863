"""Where outputs are made ready: each written beside the site's folder of pages as soon as it is made.

So no more than one page is ever held in memory, and several processes can make them. Nothing that is
published changes here; what is not published in the end is removed.
"""

from __future__ import annotations

import hashlib
import os
import stat
from contextlib import contextmanager, suppress
from errno import EEXIST
from typing import TYPE_CHECKING

from sitegen.changes import file_of, is_reachable
from sitegen.content_names import on_disk
from sitegen.machine import in_plain_words
from sitegen.manifest import MANIFEST, STAGING, STAGING_PREFIX, place_of, read_manifest
from sitegen.output import Ready

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

TREE = "tree"
"""The folder of what is prepared for an output folder that is new."""
_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


class Press:
    """Makes outputs ready for one output folder; `open_press` opens one."""

    def __init__(self, folder: Path, standing: Mapping[str, str] | None = None) -> None:
        """Prepare files in `folder`; `standing` are the SHA-256 of the files that are known to stand there, by path.

        Without it each file is looked at when its turn comes.
        """
        self.folder = folder
        self.staging = folder / f"{STAGING_PREFIX}{os.urandom(8).hex()}"
        self._standing = standing
        self.is_new = standing is None and read_manifest(folder) is None
        self._made = 0

    def ready(self, address: str, data: bytes) -> Ready:
        """Return the output at an address, its bytes written down unless they stand already."""
        digest = hashlib.sha256(data).hexdigest()
        if self.stands(address, digest):
            return Ready(address, digest)
        return Ready(address, digest, self.put_down(file_of(address), data))

    def put_down(self, path: str, data: bytes) -> str:
        """Write bytes that are meant for a path of the output, and return the name under which they wait."""
        try:
            file, name = self.begin(path)
            try:
                left = memoryview(data)
                while left:
                    left = left[os.write(file, left) :]
            finally:
                os.close(file)
        except OSError as error:
            raise in_plain_words(error, place_of(self.folder, path)) from error
        return name

    def begin(self, path: str) -> tuple[int, str]:
        """Open a new file for what is meant for a path; return its descriptor and the name under which it waits.

        For an output folder that is new it waits in a tree like the one to be, which can be moved as a whole.
        """
        self._made += 1
        names = [f"{os.getpid()}-{self._made}"]
        if self.is_new:
            names.insert(0, f"{TREE}/{on_disk(path)}")
        for name in names:
            place = f"{self.staging}{os.sep}{name}"
            try:
                return os.open(place, _FLAGS, 0o666), name
            except FileNotFoundError:
                os.makedirs(os.path.dirname(place), exist_ok=True)  # noqa: PTH103, PTH120  # thousands of times
                return os.open(place, _FLAGS, 0o666), name
            except (FileExistsError, NotADirectoryError):
                # Two outputs want one place: they wait side by side until publishing tells of them.
                continue
        raise FileExistsError(EEXIST, os.strerror(EEXIST), str(self.staging))

    def move_tree(self, paths: list[str], names: Mapping[str, str]) -> list[str]:
        """Move what waits in a tree into the output folder, which is new, a top of the tree at a time.

        Return those of the paths whose files wait elsewhere by their `names`. Tops without pages come first: what a
        page shows is there before the page. Raises `MachineError`; if nothing was moved, the mark goes too.
        """
        tops: dict[str, bool] = {}
        left: list[str] = []
        for path in paths:
            if names[path].startswith(f"{TREE}/"):
                top = path.partition("/")[0]
                tops[top] = tops.get(top, False) or path.endswith(".html")
            else:
                left.append(path)
        for number, top in enumerate(sorted(tops, key=lambda top: (tops[top], top))):
            place = place_of(self.folder, top)
            try:
                (self.staging / TREE / on_disk(top)).rename(place)
            except OSError as error:
                if not number:
                    (self.folder / MANIFEST).unlink()
                raise in_plain_words(error, place) from error
        return left

    def stands(self, address: str, digest: str) -> bool:
        """Tell whether the output at an address stands with the bytes of this SHA-256."""
        path = file_of(address)
        if self._standing is not None:
            return self._standing.get(path) == digest
        if self.is_new:
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
    for folder, folders, names in os.walk(staging, topdown=False):
        for name in names:
            with suppress(OSError):
                os.unlink(f"{folder}{os.sep}{name}")  # noqa: PTH108  # thousands of times, and a path is dear to make
        for name in folders:
            with suppress(OSError):
                os.rmdir(f"{folder}{os.sep}{name}")  # noqa: PTH106  # likewise
    with suppress(OSError):
        staging.rmdir()
