"""Which program this is: a fingerprint of all code whose change could change what a site becomes.

What was remembered under another fingerprint is not used. It is over contents, so that the same
version installed elsewhere, as in the next run of a hosted build, has the same one.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

_HOME = Path(__file__).parent
_METADATA = (".dist-info", ".egg-info")


def status() -> str:
    """Return what tells, cheaply, that nothing was installed or edited since, in the package's themes neither."""
    found: list[tuple[str, int, int]] = []
    for place in (*_files(_HOME), *_files(_themes())):
        with_status = place.lstat()
        found.append((str(place), with_status.st_size, with_status.st_mtime_ns))
    return _digest(repr((sys.version, _versions(), found)).encode())


def fingerprint() -> str:
    """Return the fingerprint: over Python's version, those of all packages, and every file of this one.

    Themes have fingerprints of their own.
    """
    digest = blake2b(repr((sys.version_info[:3], _versions())).encode(), digest_size=16)
    for place in filter(Path.is_file, _files(_HOME)):
        digest.update(place.relative_to(_HOME).as_posix().encode() + b"\0" + place.read_bytes() + b"\0")
    return digest.hexdigest()


def _files(home: Path) -> list[Path]:
    found: list[Path] = []
    for folder, folders, names in os.walk(home):
        folders[:] = sorted(name for name in folders if name not in {"__pycache__", "themes"})
        found += [Path(folder, name) for name in sorted(names)]
    return found


def _themes() -> Path:
    """Return where the package's own themes are: within it, or beside it in a checkout."""
    inside = _HOME / "themes"
    return inside if inside.is_dir() else _HOME.parent / "themes"


def _versions() -> list[str]:
    """Return the names and versions of all packages that are installed; some change others, as plug-ins do."""
    found: set[str] = set()
    for folder in sys.path:
        with suppress(OSError):
            found.update(name for name in os.listdir(folder or ".") if name.endswith(_METADATA))  # noqa: PTH208  # names
    return sorted(found)


def _digest(data: bytes) -> str:
    return blake2b(data, digest_size=16).hexdigest()
