"""What tests of the disk's edges share: making and reading trees of files, and giving up privileges."""

from __future__ import annotations

import os
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from pkgutil import walk_packages
from typing import TYPE_CHECKING

import sitegen

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOBODY = 65534


@contextmanager
def without_privileges() -> Iterator[None]:
    """Be somebody to whom permissions apply; root reads everything."""
    is_root = os.geteuid() == 0
    if is_root:
        _import_everything()
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if is_root:
            os.seteuid(0)


@cache
def _import_everything() -> None:
    """Import what a build imports when it needs it: somebody else may not read this Python's own files."""
    for name in ("tempfile", "traceback", *(one.name for one in walk_packages(sitegen.__path__, "sitegen."))):
        if not name.endswith("__main__"):
            import_module(name)


def put(root: Path, path: str, data: bytes = b"x") -> Path:
    """Write a file below `root`, with the folders that it needs."""
    place = root / path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(data)
    return place


def link(root: Path, path: str, target: str | Path) -> None:
    """Make a symbolic link below `root`, with the folders that it needs."""
    place = root / path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.symlink_to(target)


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file below `folder`: path to bytes."""
    return {
        place.relative_to(folder).as_posix(): place.read_bytes() for place in folder.rglob("*") if not place.is_dir()
    }
