"""Putting a built site into its folder: only what differs is written, only what a build has put there is removed.

Every file is prepared beside the site and moved into its place whole, so a reader never gets half of one.
"""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from sitegen.changes import Changes, by_file, is_reachable, plan_changes
from sitegen.content_names import on_disk
from sitegen.file_problems import changed
from sitegen.machine import in_plain_words
from sitegen.manifest import EMPTY, MANIFEST, Manifest, folders_above, place_of, read_manifest
from sitegen.output import Copy, Output, Ready
from sitegen.output_folder import check_output
from sitegen.press import Press, clear_strays, open_press
from sitegen.problems import Problem, SiteError
from sitegen.site_files import locate, steadily

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from io import BufferedReader, BufferedWriter

_CHUNK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Published:
    """What publishing did: the files written and removed, as paths within the output, and how many stood already."""

    written: tuple[str, ...]
    kept: int
    removed: tuple[str, ...]
    digests: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}), compare=False)
    """The SHA-256 of every file that is published now, by its path."""


def publish(outputs: Iterable[Output | Copy | Ready], root: Path, folder: Path) -> Published:
    """Make the output `folder` (relative to the site's folder `root`) hold the outputs, and tell what that took.

    Killed at any instant, it leaves no half file and nothing that the next call does not put right. Raises
    `UsageError` and `SiteError` before anything is changed, `MachineError` when the disk will not have it.
    """
    with open_press(check_output(root, folder)) as press:
        return publish_from(press, outputs, root)


def publish_from(press: Press, outputs: Iterable[Output | Copy | Ready], root: Path) -> Published:
    """Make the output folder of a press hold the outputs, among them what the press has made ready; as `publish`."""
    wanted = by_file(outputs)
    real = press.folder
    old = read_manifest(real)
    changes = plan_changes(wanted, old or EMPTY, root, real)
    if changes.write or changes.remove or old is None or old.text() != changes.manifest.text():
        with _in_words(real):
            press.staging.mkdir(parents=True, exist_ok=True)
        _carry_out(changes, old or EMPTY, _prepare(changes, wanted, press, root), press)
    return Published(
        tuple(sorted(changes.write)), len(wanted) - len(changes.write), changes.remove, changes.manifest.digests
    )


def remove_site(folder: Path) -> tuple[str, ...]:
    """Remove what builds have put into the output `folder`, and folders that this empties; return the files' paths."""
    clear_strays(folder)
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


def _prepare(changes: Changes, wanted: Mapping[str, Output | Copy | Ready], press: Press, root: Path) -> dict[str, str]:
    """Write every new file that is not ready beside the site, and return by what name each waits.

    From here on nothing needs room on the disk.
    """
    names: dict[str, str] = {}
    problems: list[Problem] = []
    for path in changes.write:
        output = wanted[path]
        if isinstance(output, Ready):
            names[path] = output.file
            continue
        place = place_of(press.folder, path)
        with _in_words(place):
            file, names[path] = press.begin(path)
            with os.fdopen(file, "wb") as target:
                match output:
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
    return names


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


def _carry_out(changes: Changes, old: Manifest, names: Mapping[str, str], press: Press) -> None:
    """Move what is prepared, by the names under which it waits, into its place, and remove what is to go.

    The manifest lists old and new files meanwhile: should this be killed, the next build knows all of them as ours.
    """
    meanwhile = Manifest(MappingProxyType({**old.digests, **changes.manifest.digests}))
    folder, staging = press.folder, press.staging
    prepared = {path: staging / names[path] for path in changes.write}
    mark = folder / MANIFEST
    is_new = not os.path.lexists(mark)
    blocked = [] if is_new else [path for path in changes.write if _is_blocked(folder, path)]
    kept_back = frozenset(blocked)
    free = [path for path in changes.write if path not in kept_back]
    after, before = staging / "after", staging / "before"
    with _in_words(mark):
        _write(after, changes.manifest.text())
        _write(before, meanwhile.text())
    if is_new:
        # With files of ours and no mark it would be taken for somebody else's, and never be built into again.
        _move(before, mark)
        free = press.move_tree(free, names)
    with ExitStack() as undo:
        if is_new and len(free) == len(changes.write):
            undo.callback(mark.unlink)
        _make_folders(folder, free)
        undo.pop_all()
    if not is_new:
        _move(before, mark)
    for path in free:
        place = f"{folder}{os.sep}{on_disk(path)}"
        try:
            os.replace(prepared[path], place)  # noqa: PTH105  # thousands of times, and a path is dear to make
        except OSError as error:
            raise in_plain_words(error, Path(place)) from error
    for path in changes.remove:
        _remove(folder, path)
    _remove_empty(folder, meanwhile.folders() - changes.manifest.folders())
    _make_folders(folder, blocked)
    for path in blocked:
        _move(prepared[path], place_of(folder, path))
    _move(after, mark)


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
            try:
                if place.is_dir():
                    _check_writable(place)
                else:
                    place.mkdir()
                    made.append(place)
            except OSError as error:
                raise in_plain_words(error, place) from error
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


def _write(place: Path, text: str) -> None:
    """Write the text. It need not outlive a power cut: what is published can be made again."""
    place.write_bytes(text.encode())


@contextmanager
def _in_words(place: Path) -> Iterator[None]:
    """Turn what the machine refuses at `place` into words for people."""
    try:
        yield
    except OSError as error:
        raise in_plain_words(error, place) from error
