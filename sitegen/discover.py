"""Finding a site's content: every file below `content/`, told apart by folder, name and ending.

It reads from the disk and judges names and files; what a document says is for others.
"""

from __future__ import annotations

import errno
import os
import stat
from collections import deque
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from sitegen import content_names as names
from sitegen import file_problems as wrong
from sitegen.content_names import CONTENT, Area
from sitegen.model import Attachment, Found, Source
from sitegen.problems import Problem, in_order
from sitegen.site_files import fingerprint, read_source
from sitegen.values import Value

if TYPE_CHECKING:
    from collections.abc import Iterator

DEPTH_LIMIT = 30


class _Folder(Value, frozen=True):
    """A folder to look into; `trail` is every real folder from the site's to this one."""

    place: Path
    path: str
    area: Area
    trail: tuple[Path, ...]

    def of(self, name: str) -> str:
        """Return the path of `name` in this folder."""
        return f"{self.path}/{name}" if self.path else name


class _File(Value, frozen=True):
    """A file to take in: a text is read whole, another one is published as it is."""

    place: Path
    path: str
    is_text: bool


class _Link(Value, frozen=True):
    """A symbolic link, to be followed when all that really stands in `content/` has been seen."""

    folder: _Folder
    name: str
    place: Path

    @property
    def path(self) -> str:
        return self.folder.of(self.name)


_Item: TypeAlias = _Folder | _File | _Link | Problem


def discover(root: Path) -> Found:
    """Find and read the content of the site in the folder `root`; whatever is wrong with a file is in `problems`.

    A file's own place counts before links to it, so the order in which a folder lists its names changes nothing.
    """
    site = Path(os.path.realpath(root))
    top = _Folder(site, "", Area.SITE, (site,))
    waiting: deque[_Item] = deque(_visit(top, CONTENT, site / CONTENT))
    links: deque[_Link] = deque()
    seen: set[Path] = set()
    results: list[Source | Attachment | Problem] = []
    while waiting or links:
        if not waiting:
            waiting.extend(_follow(links.popleft(), site))
            continue
        match waiting.popleft():
            case _Link() as link:
                links.append(link)
            case (_Folder() | _File(is_text=True)) as found if found.place in seen:
                results.append(wrong.linked_twice(found.path, found.place.relative_to(site).as_posix()))
            case _Folder() as folder:
                seen.add(folder.place)
                waiting.extend(_look_into(folder))
            case _File(place, path, is_text=True):
                seen.add(place)
                results.append(read_source(place, path))
            case _File(place, path):
                results.append(fingerprint(place, path))
            case Problem() as problem:
                results.append(problem)
    return _found(results)


def _found(results: list[Source | Attachment | Problem]) -> Found:
    sources = {result.path: result for result in results if isinstance(result, Source)}
    named = {f"{CONTENT}/{name}" for name in names.TOP_FILES}
    return Found(
        documents=tuple(sources[path] for path in sorted(sources) if path not in named),
        attachments=tuple(sorted((r for r in results if isinstance(r, Attachment)), key=lambda a: a.path)),
        settings=sources.get(f"{CONTENT}/{names.SETTINGS}"),
        bibliography=sources.get(f"{CONTENT}/{names.BIBLIOGRAPHY}"),
        record=sources.get(f"{CONTENT}/{names.RECORD}"),
        problems=in_order(tuple(r for r in results if isinstance(r, Problem))),
    )


def _look_into(folder: _Folder) -> Iterator[_Item]:
    """Yield what stands in the folder; which name comes first never depends on how the disk lists them."""
    try:
        with os.scandir(folder.place) as listing:
            raw_names = sorted((os.fsencode(entry.name), entry.name) for entry in listing)
    except (FileNotFoundError, NotADirectoryError):
        yield wrong.changed(folder.path)
        return
    except OSError as error:
        yield wrong.unreadable(folder.path, error)
        return
    earlier: dict[str, str] = {}
    for _, raw in raw_names:
        name = names.spelled(raw)
        if names.is_ignored(folder.area, name or names.escaped(raw)):
            continue
        if name is None:
            yield wrong.unusable_name(folder.of(names.escaped(raw)))
            continue
        twin = earlier.get(names.folded(name))
        if twin is not None:
            yield wrong.same_name(folder.of(name), name, twin)
        if twin == name:
            continue
        earlier[names.folded(name)] = name
        yield from _visit(folder, name, folder.place / raw)


def _visit(folder: _Folder, name: str, place: Path) -> Iterator[_Item]:
    """Yield what the file, folder or link `name` is to the site."""
    try:
        mode = place.lstat().st_mode
    except FileNotFoundError:
        if folder.area is Area.SITE:
            yield wrong.no_content(folder.of(name))
        else:
            yield wrong.changed(folder.of(name))
    except OSError as error:
        yield wrong.unreadable(folder.of(name), error)
    else:
        if stat.S_ISLNK(mode):
            yield _Link(folder, name, place)
        else:
            yield from _sort(folder, name, place, mode)


def _follow(link: _Link, site: Path) -> Iterator[_Item]:
    """Yield what the link leads to, if that is an ordinary part of the site."""
    real = Path(os.path.realpath(link.place))
    if not real.is_relative_to(site):
        yield wrong.outside_link(link.path, "a place outside the site's folder")
        return
    inside = real.relative_to(site)
    if any(part.startswith(".") for part in inside.parts):
        yield wrong.outside_link(link.path, f"'{inside.as_posix()}', which is hidden")
        return
    try:
        mode = Path(os.path.realpath(link.place, strict=True)).stat().st_mode
    except OSError as error:
        if error.errno == errno.ELOOP:
            yield wrong.link_loop(link.path)
        elif error.errno in {errno.ENOENT, errno.ENOTDIR}:
            yield wrong.broken_link(link.path)
        else:
            yield wrong.unreadable(link.path, error)
        return
    is_static = link.folder.area is Area.STATIC
    if any(step.is_relative_to(real) for step in link.folder.trail):
        yield wrong.link_loop(link.path)
    elif is_static and real.is_relative_to(site / CONTENT) and not real.is_relative_to(site / CONTENT / names.STATIC):
        # What is published as it is must not lead to what is read, cut and scheduled.
        yield wrong.outside_link(link.path, f"'{inside.as_posix()}', which is not published as it is")
    else:
        yield from _sort(link.folder, link.name, real, mode)


def _sort(folder: _Folder, name: str, place: Path, mode: int) -> Iterator[_Item]:
    """Yield what `name` is by the folder that it is in."""
    path = folder.of(name)
    is_folder = stat.S_ISDIR(mode)
    if not is_folder and not stat.S_ISREG(mode):
        yield wrong.not_a_file(path)
        return
    match folder.area:
        case Area.SITE:
            yield _enter(folder, name, place, Area.TOP) if is_folder else wrong.no_content(path)
        case Area.TOP:
            yield _sort_top(folder, name, place, is_folder=is_folder)
        case Area.STATIC if name.startswith(".") and not (is_folder and name == names.WELL_KNOWN):
            yield wrong.unpublishable_name(path)
        case Area.STATIC if folder.path == f"{CONTENT}/{names.STATIC}" and name.lower() in names.HOSTS_FILES:
            yield wrong.reserved_file(path, name.lower())
        case _ if is_folder:
            yield _enter(folder, name, place, folder.area)
        case Area.STATIC:
            yield _File(place, path, is_text=False)
        case Area.DOCUMENTS:
            yield from _sort_file(place, path)


def _sort_top(folder: _Folder, name: str, place: Path, *, is_folder: bool) -> _Item:
    path = folder.of(name)
    if not is_folder:
        return _File(place, path, is_text=True) if name in names.TOP_FILES else wrong.unknown_file(path, name)
    if name in names.KINDS:
        return _enter(folder, name, place, Area.DOCUMENTS)
    if name == names.STATIC:
        return _enter(folder, name, place, Area.STATIC)
    return wrong.unknown_folder(path, name)


def _sort_file(place: Path, path: str) -> Iterator[_Item]:
    *_, name = path.split("/")
    stem, dot, ending = name.rpartition(".")
    if f"{dot}{ending}".lower() in names.OTHER_ENDINGS - names.PLAIN_TEXT:
        yield wrong.other_ending(path, stem, is_read=False)
    elif ending.lower() != names.MARKDOWN.removeprefix("."):
        yield _File(place, path, is_text=False)
    else:
        if not name.endswith(names.MARKDOWN):
            yield wrong.other_ending(path, stem, is_read=True)
        yield _File(place, path, is_text=True)


def _enter(folder: _Folder, name: str, place: Path, area: Area) -> _Folder | Problem:
    path = folder.of(name)
    if len(folder.trail) > DEPTH_LIMIT:
        return wrong.too_deep(path, DEPTH_LIMIT)
    return _Folder(place, path, area, (*folder.trail, place))
