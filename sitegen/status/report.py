"""The report on a whole site: every document and every file, what is to be done, and what comes next."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from sitegen.problems import Problem
from sitegen.site import Session, Site, State
from sitegen.status.coming import Change, changes_next, coming
from sitegen.status.documents import DocumentStatus, statuses
from sitegen.status.files import FileStatus, file_statuses
from sitegen.status.last_build import Built, LastBuild, built
from sitegen.status.steps import Guide, guide_of
from sitegen.values import Value

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sitegen.links import Linker

T = TypeVar("T")


class DocumentReport(Value, frozen=True):
    """A document's status, and all that follows from it."""

    status: DocumentStatus
    url: str
    """Where it is, or will be."""
    since: datetime | None
    """Since when it is published, where a time says so."""
    steps: str
    """What to do about it so that readers see it, in words; nothing where there is nothing to do."""
    what_it_takes: str
    """The same, and before it what is to be mended elsewhere."""
    built: Built
    errors: tuple[Problem, ...] = ()
    """What is wrong with its file, and keeps the whole site from being published."""

    @property
    def is_live(self) -> bool:
        """Whether the next build shows it, or would, were there no error anywhere."""
        return self.status.state is State.PUBLISHED and not self.errors


class StatusReport(Value, frozen=True, dict=True):
    """All that there is to tell of a site at its instant."""

    site: Site
    documents: tuple[DocumentReport, ...]
    """By path and id."""
    files: tuple[FileStatus, ...]
    """By path."""
    coming: tuple[Change, ...]
    """In the order of time."""
    changes_next: tuple[Change, ...]
    """What happens at the site's next change."""
    last: LastBuild
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What keeps the site from being published."""
        return tuple(problem for problem in self.problems if problem.is_error)

    @cached_property
    def others(self) -> tuple[FileStatus, ...]:
        """The files of which no document is made."""
        made = {one.status.path for one in self.documents}
        return tuple(one for one in self.files if one.path not in made)

    @cached_property
    def documents_at(self) -> Mapping[str, tuple[DocumentReport, ...]]:
        """The documents by the path of the file that they stand in."""
        return _by_path((one.status.path, one) for one in self.documents)

    @cached_property
    def problems_at(self) -> Mapping[str, tuple[Problem, ...]]:
        """The problems by the path of their file."""
        return _by_path((one.path, one) for one in self.problems)


def _by_path(pairs: Iterable[tuple[str, T]]) -> Mapping[str, tuple[T, ...]]:
    found: dict[str, list[T]] = {}
    for path, one in pairs:
        found.setdefault(path, []).append(one)
    return {path: tuple(those) for path, those in found.items()}


def tell_status(  # noqa: PLR0913  # all that a status is told from, each from another room
    site: Site,
    linker: Linker,
    problems: tuple[Problem, ...],
    *,
    listed: Iterable[str],
    last: LastBuild,
    keys: Mapping[str, bytes],
) -> StatusReport:
    """Return the status of a site; `listed` are the names in `content/`, `keys` what documents are remembered by."""
    documents = statuses(site)
    errors = _by_path((problem.path, problem) for problem in problems if problem.is_error)
    guide = guide_of(site)
    steps, begun = _steps(site, guide)
    blocking = next((p for p in problems if p.is_error), None)
    changes = coming(site)
    reports = []
    for status in documents:
        own, stands = errors.get(status.path, ()), built(status, last, keys)
        own_steps = _after_mending(own, steps[status.path, status.id])
        if not own_steps and stands in {Built.MISSING, Built.CHANGED}:
            own_steps = "build the site: sitegen build, or push it and let your host build"
        takes = own_steps
        if blocking is not None and not own:
            mend = f"mend {blocking.path}, line {blocking.line}: nothing is published while there is an error anywhere"
            takes = f"{mend}; then {own_steps}" if own_steps else mend
        url = linker.href(status.address, absolute=True)
        since = begun.get((status.path, status.id))
        reports.append(DocumentReport(status, url, since, own_steps, takes, stands, own))
    files = file_statuses(listed, site, linker, problems, documents)
    return StatusReport(site, tuple(reports), files, changes, changes_next(site, changes), last, problems)


def _steps(site: Site, guide: Guide) -> tuple[dict[tuple[str, str], str], dict[tuple[str, str], datetime | None]]:
    """Return what each document takes, and since when it is published, by path and id."""
    steps: dict[tuple[str, str], str] = {}
    since: dict[tuple[str, str], datetime | None] = {}
    for entry in site.everything():
        name = entry.document.path, entry.id
        steps[name] = guide.what_it_takes(entry)
        since[name] = entry.appears if entry.state is State.PUBLISHED else None
        if isinstance(entry, Session):
            for check_in in entry.check_ins:
                name = entry.document.path, check_in.id
                steps[name] = guide.of_check_in(entry, check_in)
                since[name] = check_in.at if check_in.is_due else None
    return steps, since


def _after_mending(errors: tuple[Problem, ...], steps: str) -> str:
    """Return what to do, the errors of the document's own file first."""
    if not errors:
        return steps
    hint = f": {_on_one_line(errors[0].hint)}" if errors[0].hint else ""
    more = f", and {len(errors) - 1} more" if len(errors) > 1 else ""
    mend = f"mend line {errors[0].line} of its file ({errors[0].message}{hint}){more}"
    return f"{mend}; then {steps}" if steps else mend


def _on_one_line(text: str) -> str:
    return " ".join(text.split())
