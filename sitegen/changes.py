"""What publishing would change in an output folder: decided whole before anything is done.

It reads from the disk and writes nothing.
"""

from __future__ import annotations

import hashlib
import os
import stat
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from sitegen.content_names import folded
from sitegen.file_problems import changed
from sitegen.machine import in_plain_words
from sitegen.manifest import Manifest, folders_above, is_safe, place_of
from sitegen.model import Attachment
from sitegen.output import Copy, Output, Ready
from sitegen.problems import MachineError, Problem, SiteError, UsageError
from sitegen.site_files import fingerprint, locate
from sitegen.values import Value

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_SHOWN = 5


class Changes(Value, frozen=True):
    """The files to write and to remove, by their paths in the output, and the manifest that follows."""

    write: tuple[str, ...]
    """Pages last: what a page shows is there before the page."""
    remove: tuple[str, ...]
    manifest: Manifest


def file_of(address: str) -> str:
    """Return the path, within the output, of the file that answers for `address`; `UsageError` if it would leave it."""
    path = address.removeprefix("/") + ("index.html" if address.endswith("/") else "")
    if not address.startswith("/") or not all(is_safe(reading) for reading in _readings(path)):
        raise UsageError(f"the address {address!r} is no place within the site")
    return path


def _readings(path: str) -> tuple[str, ...]:
    """Return the path, and the paths that servers may read in it when it looks like percent-encoding."""
    if "%" not in path:
        return (path,)
    from urllib.parse import unquote  # noqa: PLC0415 -- dear to import, and hardly any path has a percent sign

    readings = [path]
    while (again := unquote(readings[-1])) != readings[-1]:
        readings.append(again)
    return tuple(readings)


def by_file(outputs: Iterable[Output | Copy | Ready]) -> Mapping[str, Output | Copy | Ready]:
    """Return the outputs by their paths; `UsageError` if two want one place, or one a folder that is another's file."""
    wanted: dict[str, Output | Copy | Ready] = {}
    for output in outputs:
        other = wanted.setdefault(file_of(output.address), output)
        if other is not output:
            raise UsageError(f"{other.address} and {output.address} would be one file")
    for path, output in wanted.items():
        for above in folders_above(path):
            if above in wanted:
                raise UsageError(f"{wanted[above].address} would be a file, and a folder for {output.address}")
    return MappingProxyType(wanted)


def plan_changes(wanted: Mapping[str, Output | Copy | Ready], old: Manifest, root: Path, folder: Path) -> Changes:
    """Return what makes the output `folder` hold the `wanted` files, where `old` lists those that are ours.

    Raise `UsageError` if a file that is not ours stands in the way, `SiteError` if one to copy has gone.
    """
    digests = _digests(wanted, root)
    ours = _Ours(folder, old)
    try:
        write = tuple(path for path, output in wanted.items() if not ours.holds(path, output, digests[path]))
        blocked = sorted({way for path in write for way in ours.in_the_way(path)})
        twins = {folded(path): path for path in wanted}
        old_paths = sorted(old.digests.keys() - wanted.keys())
        remove = tuple(path for path in old_paths if ours.can_remove(path, twins.get(folded(path))))
    except OSError as error:
        raise in_plain_words(error, Path(error.filename or folder)) from error
    if blocked:
        names = ", ".join(blocked[:_SHOWN]) + (f" and {len(blocked) - _SHOWN} more" if len(blocked) > _SHOWN else "")
        message = f"the output folder has files where the site needs the place, and sitegen did not make them: {names}"
        raise UsageError(message, "move them to content/static/ if they belong to the site, else remove them")
    return Changes(
        write=tuple(sorted(write, key=lambda path: (path.endswith(".html"), path))),
        remove=remove,
        manifest=Manifest(MappingProxyType(digests)),
    )


def _digests(wanted: Mapping[str, Output | Copy | Ready], root: Path) -> dict[str, str]:
    digests: dict[str, str] = {}
    problems: list[Problem] = []
    for path, output in wanted.items():
        match output:
            case Output(data=data):
                digests[path] = hashlib.sha256(data).hexdigest()
            case Ready(digest=digest):
                digests[path] = digest
            case Copy(digest=digest) if digest:
                digests[path] = digest
            case Copy(source_path=source_path):
                place = locate(root, source_path)
                found = fingerprint(place, source_path) if place else changed(source_path)
                if isinstance(found, Attachment):
                    digests[path] = found.digest
                else:
                    problems.append(found)
    if problems:
        raise SiteError(tuple(problems))
    return digests


class _Ours:
    """What of an output folder is ours to change; it remembers the folders that it has seen."""

    def __init__(self, folder: Path, old: Manifest) -> None:
        self.folder = folder
        self.old = old
        self.old_folders = old.folders()
        self.twins = {folded(path): path for path in old.digests}
        self.modes: dict[str, int | None] = {}

    def holds(self, path: str, output: Output | Copy | Ready, digest: str) -> bool:
        """Whether the file at `path` is there already, byte by byte."""
        if isinstance(output, Ready):
            return not output.file
        if not self._can_reach(path):
            return False
        place = place_of(self.folder, path)
        try:
            status = place.lstat()
        except FileNotFoundError:
            return False
        if not stat.S_ISREG(status.st_mode):
            return False
        if isinstance(output, Output):
            return status.st_size == len(output.data) and place.read_bytes() == output.data
        with place.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == digest

    def in_the_way(self, path: str) -> tuple[str, ...]:
        """Return what keeps the file `path` from being written and is not ours to remove."""
        for above in folders_above(path):
            mode = self._mode(above)
            if mode is None:
                return ()
            if stat.S_ISLNK(mode):
                message = f"{place_of(self.folder, above)} is a link, and nothing is written through a link"
                raise MachineError(message, "remove the link")
            if not stat.S_ISDIR(mode):
                return () if above in self.old.digests else (above,)
        try:
            mode = place_of(self.folder, path).lstat().st_mode
        except FileNotFoundError:
            return ()
        if stat.S_ISDIR(mode):
            return () if path in self.old_folders and self._is_all_ours(path) else (path,)
        return () if self._is_listed(path) else (path,)

    def can_remove(self, path: str, twin: str | None) -> bool:
        """Whether a file stands at the listed `path`, reached through no link, and it is not the wanted file `twin`."""
        if not self._can_reach(path):
            return False
        try:
            status = place_of(self.folder, path).lstat()
        except FileNotFoundError:
            return False
        return not stat.S_ISDIR(status.st_mode) and not (twin and is_one_file(self.folder, path, twin))

    def _is_listed(self, path: str) -> bool:
        if path in self.old.digests:
            return True
        twin = self.twins.get(folded(path))
        return twin is not None and is_one_file(self.folder, path, twin)

    def _can_reach(self, path: str) -> bool:
        return all((mode := self._mode(above)) is not None and stat.S_ISDIR(mode) for above in folders_above(path))

    def _mode(self, path: str) -> int | None:
        if path not in self.modes:
            try:
                self.modes[path] = place_of(self.folder, path).lstat().st_mode
            except (FileNotFoundError, NotADirectoryError):
                self.modes[path] = None
        return self.modes[path]

    def _is_all_ours(self, path: str) -> bool:
        with os.scandir(place_of(self.folder, path)) as listing:
            entries = [(f"{path}/{entry.name}", entry.is_dir(follow_symlinks=False)) for entry in listing]
        return all(
            (below in self.old_folders and self._is_all_ours(below)) if is_folder else below in self.old.digests
            for below, is_folder in entries
        )


def is_one_file(folder: Path, path: str, other: str) -> bool:
    """Whether two spellings are one file, as they are on disks that ignore case."""
    try:
        return os.path.samestat(place_of(folder, path).lstat(), place_of(folder, other).lstat())
    except (FileNotFoundError, NotADirectoryError):
        return False


def is_reachable(folder: Path, path: str) -> bool:
    """Whether every folder above `path` is an ordinary one, so that no link leads out of the output."""
    try:
        return all(stat.S_ISDIR(place_of(folder, above).lstat().st_mode) for above in folders_above(path))
    except (FileNotFoundError, NotADirectoryError):
        return False
