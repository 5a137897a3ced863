"""Putting a built site into its folder: only what differs is written, only what a build has put there is removed.

Every file is prepared beside the site and moved into its place whole, so a reader never gets half of one.
"""

from __future__ import annotations

import errno
import hashlib
import os
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from sitegen.changes import Changes, by_file, is_reachable, plan_changes
from sitegen.file_problems import changed
from sitegen.machine import in_plain_words
from sitegen.manifest import (
    EMPTY,
    MANIFEST,
    STAGING,
    STAGING_PREFIX,
    Manifest,
    folders_above,
    place_of,
    read_manifest,
)
from sitegen.output import Copy, Output
from sitegen.output_folder import check_output
from sitegen.problems import Problem, SiteError
from sitegen.site_files import locate, steadily

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from io import BufferedReader, BufferedWriter
    from pathlib import Path

_CHUNK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Published:
    """What publishing did: the files written and removed, as paths within the output, and how many stood already."""

    written: tuple[str, ...]
    kept: int
    removed: tuple[str, ...]


def publish(outputs: Iterable[Output | Copy], root: Path, folder: Path) -> Published:
    """Make the output `folder` (relative to the site's folder `root`) hold the outputs, and tell what that took.

    Killed at any instant, it leaves no half file and nothing that the next call does not put right. Raises
    `UsageError` and `SiteError` before anything is written, `MachineError` when the disk will not have it.
    """
    wanted = by_file(outputs)
    real = check_output(root, folder)
    old = read_manifest(real)
    changes = plan_changes(wanted, old or EMPTY, root, real)
    _clear_strays(real)
    if changes.write or changes.remove or old is None or old.text() != changes.manifest.text():
        with _staging(real) as staging:
            _prepare(changes, wanted, staging, root, real)
            _carry_out(changes, old or EMPTY, staging, real)
    return Published(tuple(sorted(changes.write)), len(wanted) - len(changes.write), changes.remove)


def remove_site(folder: Path) -> tuple[str, ...]:
    """Remove what builds have put into the output `folder`, and folders that this empties; return the files' paths."""
    _clear_strays(folder)
    old = read_manifest(folder)
    if old is None:
        return ()
    removed = plan_changes(MappingProxyType({}), old, folder, folder).remove
    for path in removed:
        _remove(folder, path)
    _remove_empty(folder, old.folders())
    with _in_words(folder / MANIFEST):
        (folder / MANIFEST).unlink()
    with suppress(OSError):
        folder.rmdir()
    return removed


def _prepare(changes: Changes, wanted: Mapping[str, Output | Copy], staging: Path, root: Path, folder: Path) -> None:
    """Write every new file into `staging`, under its number: from here on nothing needs room on the disk."""
    problems: list[Problem] = []
    for number, path in enumerate(changes.write):
        place = place_of(folder, path)
        with _in_words(place), (staging / str(number)).open("xb") as target:
            match wanted[path]:
                case Output(data=data):
                    target.write(data)
                case Copy(source_path=source_path):
                    copied = _copy(source_path, root, target, place)
                    if isinstance(copied, Problem):
                        problems.append(copied)
                    elif copied != changes.manifest.digests[path]:
                        problems.append(changed(source_path))
    if problems:
        raise SiteError(tuple(problems))


def _copy(source_path: str, root: Path, target: BufferedWriter, place: Path) -> str | Problem:
    """Copy the file's bytes, which are to stand at `place`, and return their SHA-256."""

    def take(file: BufferedReader, _size: int) -> str:
        digest = hashlib.sha256()
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
            # What the output refuses is told apart here from what the file being read may refuse.
            with _in_words(place):
                target.write(chunk)
        return digest.hexdigest()

    source = locate(root, source_path)
    return steadily(source, source_path, take, attempts=1) if source else changed(source_path)


def _carry_out(changes: Changes, old: Manifest, staging: Path, folder: Path) -> None:
    """Move what is prepared into its place, and remove what is to go.

    The manifest lists old and new files meanwhile: should this be killed, the next build knows all of them as ours.
    """
    meanwhile = Manifest(MappingProxyType({**old.digests, **changes.manifest.digests}))
    prepared = {path: staging / str(number) for number, path in enumerate(changes.write)}
    blocked = [path for path in changes.write if _is_blocked(folder, path)]
    free = [path for path in changes.write if path not in set(blocked)]
    after, before = staging / "after", staging / "before"
    with _in_words(folder / MANIFEST):
        _write_through(after, changes.manifest.text())
        _write_through(before, meanwhile.text())
    _make_folders(folder, free)
    _move(before, folder / MANIFEST)
    for path in free:
        _move(prepared[path], place_of(folder, path))
    for path in changes.remove:
        _remove(folder, path)
    _remove_empty(folder, meanwhile.folders() - changes.manifest.folders())
    _make_folders(folder, blocked)
    for path in blocked:
        _move(prepared[path], place_of(folder, path))
    _move(after, folder / MANIFEST)


def _is_blocked(folder: Path, path: str) -> bool:
    """Whether a file of an earlier build stands where a folder is needed, or a folder where the file is."""
    ways = [place_of(folder, above) for above in folders_above(path)]
    return place_of(folder, path).is_dir() or any(os.path.lexists(way) and not way.is_dir() for way in ways)


def _make_folders(folder: Path, paths: list[str]) -> None:
    """Make the folders that the files need: all of them or, if the machine refuses one, none."""
    made: list[Path] = []
    try:
        for above in sorted({above for path in paths for above in folders_above(path)}):
            place = place_of(folder, above)
            with _in_words(place):
                if not place.is_dir():
                    place.mkdir()
                    made.append(place)
                else:
                    _check_writable(place)
    except BaseException:
        for place in reversed(made):
            with suppress(OSError):
                place.rmdir()
        raise


def _check_writable(place: Path) -> None:
    if not os.access(place, os.W_OK | os.X_OK, effective_ids=os.access in os.supports_effective_ids):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))


def _move(prepared: Path, place: Path) -> None:
    with _in_words(place):
        prepared.replace(place)


def _remove(folder: Path, path: str) -> None:
    place = place_of(folder, path)
    with _in_words(place):
        place.unlink(missing_ok=True)


def _remove_empty(folder: Path, folders: frozenset[str]) -> None:
    for path in sorted(folders, reverse=True):
        if is_reachable(folder, path):
            with suppress(OSError):
                place_of(folder, path).rmdir()


def _write_through(place: Path, text: str) -> None:
    """Write the text so that it outlives a power cut: all else can be made again by its help."""
    with place.open("xb") as file:
        file.write(text.encode())
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def _staging(folder: Path) -> Iterator[Path]:
    """Give a folder on the output's own disk in which to prepare files, and remove it however this ends."""
    with _in_words(folder):
        folder.mkdir(parents=True, exist_ok=True)
        staging = folder / f"{STAGING_PREFIX}{os.urandom(8).hex()}"
        staging.mkdir()
    try:
        yield staging
    finally:
        _clear(staging)


def _clear_strays(folder: Path) -> None:
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


@contextmanager
def _in_words(place: Path) -> Iterator[None]:
    """Turn what the machine refuses at `place` into words for people."""
    try:
        yield
    except OSError as error:
        raise in_plain_words(error, place) from error
