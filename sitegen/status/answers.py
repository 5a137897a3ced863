"""Whom somebody means: files and documents by a path, an id, an address, a short name or a title."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

from sitegen.content_names import CONTENT
from sitegen.nearest import nearest
from sitegen.status.files import FileStatus
from sitegen.status.report import DocumentReport, StatusReport
from sitegen.values import Value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


class Answer(Value, frozen=True):
    """What is meant by something that somebody asked for; with nothing found, the nearest that there is."""

    asked: str
    documents: tuple[DocumentReport, ...] = ()
    files: tuple[FileStatus, ...] = ()
    """Those of which no document is made."""
    nearest: str = ""

    @property
    def is_found(self) -> bool:
        """Whether there is anything to tell."""
        return bool(self.documents or self.files)


def answer(report: StatusReport, asked: str, paths: Iterable[str]) -> Answer:
    """Return what `asked` means; `paths` are those that it could be, from the site's folder."""
    for path in paths:
        found = _at(report, asked, path)
        if found.is_found:
            return found
    wanted = _folded(asked)
    base = report.site.settings.base_url
    address = unquote(asked.removeprefix(base.origin + base.prefix) if asked.startswith(base.origin) else asked)
    ways: tuple[Callable[[DocumentReport], bool], ...] = (
        lambda one: one.status.id == asked,
        lambda one: bool(address.strip("/")) and one.status.address.strip("/") == address.strip("/"),
        lambda one: one.status.id.rpartition("/")[2] == asked,
        lambda one: _folded(one.status.title) == wanted,
    )
    for is_meant in ways:
        documents = tuple(one for one in report.documents if is_meant(one))
        if documents:
            return Answer(asked, documents)
    files = tuple(one for one in report.others if one.address and one.address == address)
    if files:
        return Answer(asked, files=files)
    named = tuple(one for one in report.documents if _name_of(one.status.path) == asked)
    files = tuple(one for one in report.others if _name_of(one.path) == asked)
    return Answer(asked, named, files) if named or files else Answer(asked, nearest=_nearest(report, asked))


def _at(report: StatusReport, asked: str, path: str) -> Answer:
    """Return what stands at a path: a file, all of a folder, or the hidden folder that it is in."""
    path = path.rstrip("/")
    if path in report.documents_at:
        return Answer(asked, report.documents_at[path])

    def is_meant(other: str) -> bool:
        is_inside = other.startswith(f"{path}/") and path != "."
        return other == path or is_inside or (other.endswith("/") and f"{path}/".startswith(other))

    documents = tuple(one for one in report.documents if is_meant(one.status.path))
    return Answer(asked, documents, tuple(one for one in report.others if is_meant(one.path)))


def _nearest(report: StatusReport, asked: str) -> str:
    """Return the path or the title that is nearest to what was asked."""
    known: dict[str, str] = {}
    for one in report.files:
        for name in (one.path, one.path.removeprefix(f"{CONTENT}/"), _name_of(one.path)):
            known.setdefault(name, one.path)
    for document in report.documents:
        for name in (document.status.title, document.status.id, document.status.id.rpartition("/")[2]):
            known.setdefault(name, document.status.id if not document.status.has_own_file else document.status.path)
    return known.get(nearest(asked, known), "")


def _name_of(path: str) -> str:
    return path.rstrip("/").rpartition("/")[2]


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
