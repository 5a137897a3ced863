"""Writes new files, a document or a whole new site, and never over one that is there."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from sitegen.content_names import CONTENT
from sitegen.machine import in_plain_words
from sitegen.problems import UsageError
from sitegen.values import Value

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sitegen.beginning import NewFile
    from sitegen.starters import NewDocument


class Begun(Value, frozen=True):
    """What became of the files of a new site, by their paths."""

    written: tuple[str, ...]
    left: tuple[str, ...]
    """Those that were there already, and are as they were."""


def documents(root: Path) -> tuple[str, ...]:
    """Return the paths of the Markdown files in a site's content, from its folder; raise UsageError without any."""
    if not (root / CONTENT).is_dir():
        raise UsageError(
            f"there is no folder {root / CONTENT}", "begin a site with: sitegen init mysite, or name one with -C"
        )
    found = (path.relative_to(root).as_posix() for path in (root / CONTENT).rglob("*.md"))
    return tuple(sorted(path for path in found if not path.rsplit("/", 1)[-1].startswith(("_", "."))))


def write_new(root: Path, new: NewDocument) -> None:
    """Write a document; raise UsageError where there is a file of its name."""
    place = root / new.path
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with place.open("x", encoding="utf-8", newline="\n") as file:
            file.write(new.text)
    except FileExistsError as error:
        raise UsageError(f"there is a file {new.path} already", "give this one another name with --slug") from error
    except OSError as error:
        raise in_plain_words(error, place) from error


def check_place(root: Path) -> None:
    """Raise UsageError where no site can begin: over another, in a file, in the home folder, on top of the disk."""
    another = "name another folder, which need not be there yet, as in: sitegen init mysite"
    if os.path.lexists(root / CONTENT):
        raise UsageError(f"{root / CONTENT} is there already, and nothing is written over it", another)
    for place in (root, *root.parents):
        if os.path.lexists(place) and not place.is_dir():
            raise UsageError(f"{place} is a file", another)
    if root in {Path(root.anchor), _home()}:
        raise UsageError(f"{root} holds more than a site", another)


def begin_site(root: Path, files: Iterable[NewFile]) -> Begun:
    """Write the files of a new site into a folder, which is made if need be; raise UsageError or MachineError.

    `content/` is written aside and put in its place last and at once, so that a folder has all of it or none.
    After an error or an interruption what was written is taken back.
    """
    check_place(root)
    place = root
    written, left = [], []
    try:
        with ExitStack() as undo:
            _make_folders(root, undo)
            aside = Path(tempfile.mkdtemp(prefix=".sitegen-", dir=root))
            undo.callback(shutil.rmtree, aside, ignore_errors=True)
            for file in files:
                path, top = file.path, aside if file.path.startswith(f"{CONTENT}/") else root
                place = top / path
                if os.path.lexists(place):
                    left.append(path)
                    path, place = file.otherwise, top / file.otherwise
                    if not path or os.path.lexists(place):
                        continue
                _make_folders(place.parent, undo)
                _write(file, place, undo)
                written.append(path)
            place = root / CONTENT
            (aside / CONTENT).rename(place)
            undo.pop_all()
            aside.rmdir()
    except OSError as error:
        raise in_plain_words(error, Path(error.filename or place)) from error
    return Begun(tuple(written), tuple(left))


def _write(file: NewFile, place: Path, undo: ExitStack) -> None:
    """Write a file where there is none, and remember to take it back."""
    with place.open("xb") as new:
        undo.callback(place.unlink, missing_ok=True)
        if file.copied_from is None:
            new.write(file.text.encode())
        else:
            with file.copied_from.open("rb") as source:
                shutil.copyfileobj(source, new)


def _make_folders(folder: Path, undo: ExitStack) -> None:
    """Make a folder and those above it that are missing, and remember to take them back if nothing else is in them."""
    for step in reversed((folder, *folder.parents)):
        if not step.is_dir():
            step.mkdir()
            undo.callback(_remove_if_empty, step)


def _remove_if_empty(folder: Path) -> None:
    with suppress(OSError):
        folder.rmdir()


def _home() -> Path | None:
    # A user without a home has none to lose.
    with suppress(RuntimeError):
        return Path.home()
    return None
