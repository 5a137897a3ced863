"""One build at a time: the lock on a site, which the kernel lets go when its owner ends, however it ends."""

from __future__ import annotations

import errno
import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sitegen.machine import in_plain_words
from sitegen.problems import MachineError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CACHE = ".sitegen"
MEMO = "memo.sqlite"
STAMP = "stamp.json"
OUTSIDE = "outside.json"
_OURS = ("lock", ".gitignore", MEMO, f"{MEMO}-journal", STAMP, f"{STAMP}.new", OUTSIDE, f"{OUTSIDE}.new")
"""The files that builds and checks leave in the cache folder."""
_HELD = frozenset({errno.EAGAIN, errno.EACCES, errno.EDEADLK})
_FLAGS: int = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)


@contextmanager
def hold_lock(root: Path) -> Iterator[None]:
    """Hold the lock on the site in the folder `root`; raise `MachineError` if another build holds it."""
    cache = make_cache(root)
    place = cache / "lock"
    try:
        lock = os.open(place, _FLAGS, 0o666)
    except OSError as error:
        raise in_plain_words(error, place) from error
    try:
        _take(lock, place)
        yield
    finally:
        os.close(lock)


def make_cache(root: Path) -> Path:
    """Return the site's cache folder, made if it was missing, and kept out of git by itself."""
    cache = root / CACHE
    ignore = cache / ".gitignore"
    if os.path.lexists(cache) and (cache.is_symlink() or not cache.is_dir()):
        hint = "remove it: it is sitegen's own folder, and made again when it is wanted"
        raise MachineError(f"{cache} is no folder, and nothing can be remembered in it", hint)
    try:
        cache.mkdir(exist_ok=True)
        if not os.path.lexists(ignore):
            ignore.write_text("*\n", encoding="utf-8")
    except OSError as error:
        raise in_plain_words(error, cache) from error
    return cache


def _take(lock: int, place: Path) -> None:
    try:
        if sys.platform == "win32":
            msvcrt.locking(lock, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in _HELD:
            message = "another build of this site is running"
            raise MachineError(message, "wait until it has ended, and build again") from error
        raise in_plain_words(error, place) from error


def remove_cache(root: Path) -> None:
    """Remove what this module made in the site's cache folder, and the folder if that leaves it empty."""
    cache = root / CACHE
    if cache.is_symlink() or not cache.is_dir():
        return
    try:
        for name in _OURS:
            (cache / name).unlink(missing_ok=True)
        if not any(cache.iterdir()):
            cache.rmdir()
    except OSError as error:
        raise in_plain_words(error, cache) from error
