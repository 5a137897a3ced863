"""Which folder may hold the built site: never one that holds anything else that is dear to somebody."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path

from sitegen.machine import in_plain_words
from sitegen.manifest import STAGING, place_of, read_manifest
from sitegen.problems import UsageError

_LEADS_ON = b'<meta http-equiv="refresh"'
_HEAD = 2048
"""The bytes of a page in which what leads on stands."""
_ANOTHER = "choose another folder with --output"
_OF_THE_SITE = ("content", "themes", ".sitegen", ".git")


def check_output(root: Path, folder: Path) -> Path:
    """Return the real place of the output `folder` (relative to `root`) once it is safe to publish there.

    Raise `UsageError` otherwise. Nothing is written.
    """
    if "\0" in str(folder):
        raise UsageError("the name of the output folder has an invisible character in it", "write --output public")
    named = _without_dots(root / folder)
    real = Path(os.path.realpath(named))
    for place in (named, real):
        _check_place(root, place)
    _check_contents(folder, real)
    return real


def leads_on(folder: Path, path: str) -> bool:
    """Tell whether a file of the output `folder` is a page at an old address, which only leads on to another."""
    try:
        with place_of(folder, path).open("rb") as file:
            return _LEADS_ON in file.read(_HEAD)
    except OSError:
        return False


def _check_place(root: Path, place: Path) -> None:
    around = _identities(place)
    for what, dear in _dear_places(root):
        if _identity(place) & _identities(dear):
            message = f"the output folder {place} is {what}, or a folder that {what} is in"
            raise UsageError(message, f"{_ANOTHER}: it is to hold the built site and nothing else")
    for name in _OF_THE_SITE:
        if any(_identity(dear) & around for dear in _both(root / name)):
            raise UsageError(f"the output folder {place} is inside the site's {name}", _ANOTHER)


def _dear_places(root: Path) -> tuple[tuple[str, Path], ...]:
    places = [("the site's own folder", dear) for dear in _both(root)]
    places += [(f"the site's {name}", dear) for name in _OF_THE_SITE for dear in _both(root / name)]
    # A user without a home has none to lose.
    with suppress(RuntimeError):
        places += [("your home folder", dear) for dear in _both(Path.home())]
    return (*places, ("the whole disk", Path(places[0][1].anchor)))


def _both(place: Path) -> tuple[Path, Path]:
    return _without_dots(place), Path(os.path.realpath(place))


def _without_dots(place: Path) -> Path:
    return Path(os.path.normpath(place.absolute()))


def _identity(place: Path) -> frozenset[Path | tuple[int, int]]:
    """Return what tells the place from others: its path, and what it is on disk under any other spelling."""
    try:
        status = place.stat()
    except OSError:
        return frozenset((place,))
    return frozenset((place, (status.st_dev, status.st_ino)))


def _identities(place: Path) -> frozenset[Path | tuple[int, int]]:
    return frozenset().union(*(_identity(step) for step in (place, *place.parents)))


def _check_contents(folder: Path, real: Path) -> None:
    try:
        if not stat.S_ISDIR(real.stat().st_mode):
            raise UsageError(f"the output {folder} is a file", _ANOTHER)
        names = {entry.name for entry in real.iterdir() if not STAGING.fullmatch(entry.name)}
    except FileNotFoundError:
        return
    except OSError as error:
        raise in_plain_words(error, real) from error
    if ".git" in names:
        raise UsageError(f"the output folder {folder} is a git repository of its own (.git)", _ANOTHER)
    if names and read_manifest(real) is None:
        message = f"the output folder {folder} holds files and was not made by sitegen"
        raise UsageError(message, f"{_ANOTHER}, or empty this one if nothing in it is needed")
