"""Why each file of `content/` is on the site, or is not: pictures, static files, what is passed over, what is not read.

It is told which names stand on the disk; it looks at none.
"""

from __future__ import annotations

import posixpath
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from sitegen import content_names as names
from sitegen.addresses import STATIC
from sitegen.content_names import CONTENT, Area, is_ignored
from sitegen.link_checks import attachments_of, used_attachments
from sitegen.site import Spark
from sitegen.values import Value

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sitegen.links import Linker
    from sitegen.problems import Problem
    from sitegen.site import AnyEntry, Site
    from sitegen.status.documents import DocumentStatus


class FileState(StrEnum):
    """What has become of a file."""

    DOCUMENT = "document"
    """A document is made of it, which has a state of its own."""
    PUBLISHED = "published"
    """It is published as it is."""
    READ = "read"
    """It is read, and never published itself: the settings, the bibliography, the record."""
    WAITING = "waiting"
    """What names it does not show, or not yet."""
    UNUSED = "unused"
    """No document names it."""
    IGNORED = "ignored"
    """Its name says that it is to be passed over."""
    UNREAD = "unread"
    """It is not where, or not named as, something that is read."""
    ERROR = "error"
    """There is an error in it, and while there is, nothing of the site is published."""


class FileStatus(Value, frozen=True):
    """Where one file stands; `path` ends in a slash for a hidden folder that was not looked into."""

    path: str
    state: FileState
    address: str = ""
    why: str = ""
    what_it_takes: str = ""


_TOPS: Final = {
    names.SETTINGS: "these are the settings of the whole site; they are read, and published nowhere",
    names.BIBLIOGRAPHY: "works are cited from it; where they are, their lines stand on the page",
    names.RECORD: "the record of what was published, which 'sitegen build --record' writes; it is published nowhere",
}


def file_statuses(
    listed: Iterable[str],
    site: Site,
    linker: Linker,
    problems: tuple[Problem, ...],
    documents: tuple[DocumentStatus, ...],
) -> tuple[FileStatus, ...]:
    """Return the status of every file, by path; `listed` are the names that stand in `content/`."""
    known = {one.path: one for one in documents if one.has_own_file}
    every = {*listed, *site.attachments, *known}
    folders = {folder for path in (*known, *site.attachments) for folder in _folders(path)}
    clerk = _Clerk(site, linker, problems, known)
    return tuple(clerk.status(path) for path in sorted(every) if path not in folders)


class _Clerk:
    """Tells what has become of one file after the other, knowing who names which picture."""

    def __init__(
        self, site: Site, linker: Linker, problems: tuple[Problem, ...], known: Mapping[str, DocumentStatus]
    ) -> None:
        self._site, self._linker, self._known = site, linker, known
        self._used = frozenset(used_attachments(site, linker)) if site.attachments else frozenset()
        self._naming: dict[str, AnyEntry] | None = None
        self._of_file: dict[str, list[Problem]] = {}
        for problem in problems:
            self._of_file.setdefault(problem.path, []).append(problem)

    def _problems(self, path: str) -> tuple[Problem, ...]:
        return tuple(self._of_file.get(path.rstrip("/"), ()))

    def status(self, path: str) -> FileStatus:
        """Return the status of a file."""
        errors = [problem for problem in self._problems(path) if problem.is_error]
        if errors:
            where = f"line {errors[0].line}: " if errors[0].line > 1 or path in self._known else ""
            more = f", and {len(errors) - 1} more" if len(errors) > 1 else ""
            address = self._known[path].address if path in self._known else ""
            mend = errors[0].hint.replace("\n", " ") or "mend it"
            return FileStatus(path, FileState.ERROR, address, f"{where}{errors[0].message}{more}", mend)
        if path in self._known:
            return self._document(path)
        name = path.removeprefix(f"{CONTENT}/")
        if name in _TOPS:
            return FileStatus(path, FileState.READ, why=_TOPS[name])
        if path in self._site.attachments:
            return self._attachment(path)
        return self._unread(path)

    def _document(self, path: str) -> FileStatus:
        ending = next((p for p in self._problems(path) if p.code == "file-ending"), None)
        takes = f"{ending.message}: {ending.hint}" if ending else ""
        return FileStatus(path, FileState.DOCUMENT, self._known[path].address, what_it_takes=takes)

    def _attachment(self, path: str) -> FileStatus:
        if path.startswith(STATIC) or path in self._used:
            return FileStatus(path, FileState.PUBLISHED, self._linker.media_address(path))
        unread = next((p for p in self._problems(path) if p.code == "file-ending"), None)
        if unread is not None:
            return FileStatus(path, FileState.UNREAD, why=unread.message, what_it_takes=unread.hint)
        entry = self._names().get(path)
        if entry is None:
            why = "no document shows it or links to it, and such a file is published only where one does"
            takes = f"write into the document beside it: ![What one sees](<{posixpath.basename(path)}>)"
            if posixpath.splitext(path)[1].lower() not in _PICTURES:
                takes = f"link to it: [Its title](<{posixpath.basename(path)}>), or move it to {STATIC}"
            return FileStatus(path, FileState.UNUSED, why=why, what_it_takes=takes)
        if entry.shows and path in attachments_of(entry, self._linker):
            moment = "the spark has closed" if isinstance(entry, Spark) else "the session has begun"
            why = f"it belongs to what was heard, which {entry.document.path} tells once {moment}"
            return FileStatus(path, FileState.WAITING, why=why)
        if entry.shows:
            return FileStatus(path, FileState.UNUSED, why=f"{entry.document.path} keeps it for members")
        why = f"only {entry.document.path} names it, which is {_state_words(entry)}"
        return FileStatus(path, FileState.WAITING, why=why, what_it_takes=f"see {entry.document.path}")

    def _names(self) -> Mapping[str, AnyEntry]:
        """Return a document that names an attachment, by the attachment's path."""
        if self._naming is None:
            self._naming = {}
            for entry in sorted(self._site.everything(), key=lambda e: (not e.shows, e.document.path)):
                for path in attachments_of(entry, self._linker, even_members=True):
                    self._naming.setdefault(path, entry)
        return self._naming

    def _unread(self, path: str) -> FileStatus:
        for place in (path.rstrip("/"), *_folders(path)):
            for problem in self._problems(place):
                inside = f"its folder {place}: " if place != path.rstrip("/") else ""
                state = FileState.ERROR if problem.is_error else FileState.UNREAD
                takes = problem.hint.replace("\n", " ")
                if problem.code == "unknown-folder":
                    takes = f"move it to a folder that is read, or rename {place}: {takes}"
                return FileStatus(path, state, why=f"{inside}{problem.message}", what_it_takes=takes)
        return _ignored(path) or FileStatus(
            path,
            FileState.UNREAD,
            why="it was not there yet, or could not be reached, when the others were read",
            what_it_takes="ask again",
        )


_PICTURES: Final = frozenset({".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif", ".svg"})


def _state_words(entry: AnyEntry) -> str:
    return {"draft": "a draft", "unlisted": "not listed"}.get(entry.state.value, entry.state.value)


def _folders(path: str) -> tuple[str, ...]:
    """Return the folders that a path is in, the innermost first."""
    parts = path.rstrip("/").split("/")
    return tuple("/".join(parts[:count]) for count in range(len(parts) - 1, 0, -1))


def _ignored(path: str) -> FileStatus | None:
    """Return why a path is passed over by the name of a file or folder, if it is."""
    area = Area.TOP
    parts = path.rstrip("/").split("/")
    for number, name in enumerate(parts[1:], start=2):
        if is_ignored(area, name):
            is_file = number == len(parts) and not path.endswith("/")
            thing = "its name" if is_file else f"the name of the folder {'/'.join(parts[:number])}"
            takes = _rename(name, "file" if is_file else "folder")
            return FileStatus(path, FileState.IGNORED, why=_reason(thing, name), what_it_takes=takes)
        if area is Area.TOP:
            area = Area.STATIC if name == names.STATIC else Area.DOCUMENTS
    return None


def _reason(thing: str, name: str) -> str:
    if name.startswith("_"):
        return f"{thing} begins with '_': it is passed over"
    if name.startswith("."):
        return f"{thing} begins with a dot: it is passed over"
    return f"{thing} is one that editors, computers or people give to their own notes: it is passed over"


def _rename(name: str, noun: str) -> str:
    plain = name.lstrip("_.")
    if not name.startswith("_") or not plain:
        return ""
    return f"to have it read, name the {noun} '{plain}'"
