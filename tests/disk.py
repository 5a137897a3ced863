"""What tests of the disk's edges share: making and reading trees of files, and giving up privileges."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOBODY = 65534


@contextmanager
def without_privileges() -> Iterator[None]:
    """Be somebody to whom permissions apply; root reads everything."""
    is_root = os.geteuid() == 0
    if is_root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if is_root:
            os.seteuid(0)


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
