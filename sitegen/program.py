"""Which program this is: a fingerprint of all code whose change could change what a site becomes.

What was remembered under another fingerprint is not used. It is over contents, so that the same
version installed elsewhere, as in the next run of a hosted build, has the same one.
"""

from __future__ import annotations

import os
import sys
from hashlib import blake2b
from pathlib import Path

_HOME = Path(__file__).parent
_DEPENDENCIES = frozenset(
    {"babel", "bibtexparser", "feedgen", "icalendar", "jinja2", "lxml", "markdown", "markupsafe", "msgspec", "nh3"}
    | {"pygments", "pylatexenc", "python_dateutil", "pyyaml", "segno", "tzdata"}
)
"""The packages that have a part in what is written, as the folders of their metadata begin."""
_METADATA = ".dist-info"


def status() -> str:
    """Return what tells, cheaply, that nothing was installed or edited since, in the package's themes neither."""
    found: list[tuple[str, int, int]] = []
    for place in (*_files(_HOME), *_files(_themes()), *_libraries()):
        with_status = place.lstat()
        found.append((str(place), with_status.st_size, with_status.st_mtime_ns))
    return _digest(repr((sys.version, found)).encode())


def fingerprint() -> str:
    """Return the fingerprint: over Python's version, the versions of the libraries, and every file of this package.

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


def _libraries() -> list[Path]:
    return [Path(name) for name in sys.path if name.endswith("-packages") and Path(name).is_dir()]


def _versions() -> list[str]:
    names = (name.lower() for folder in _libraries() for name in os.listdir(folder))  # noqa: PTH208  # names alone
    metadata = (name for name in names if name.endswith(_METADATA))
    return sorted(name for name in metadata if name.partition("-")[0].replace(".", "_") in _DEPENDENCIES)


def _digest(data: bytes) -> str:
    return blake2b(data, digest_size=16).hexdigest()
