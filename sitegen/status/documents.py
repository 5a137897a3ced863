"""Where each document stands at the instant of the site: published or not, until when, and why."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sitegen.references import named_people
from sitegen.site import AnyEntry, CheckIn, Person, Post, Session, Spark, State
from sitegen.values import Value

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sitegen.site import Site


class DocumentStatus(Value, frozen=True):
    """Where one document stands at the instant of the site."""

    path: str
    kind: str
    id: str
    title: str
    address: str
    state: State
    until: datetime | None
    """When the clock alone changes its state; None: never."""
    why: str
    """In words for its author."""

    @property
    def has_own_file(self) -> bool:
        """Whether a file is this document's alone; a session's own sparks and check-ins stand in the session's."""
        return self.path.split("/")[1] == self.kind


def statuses(site: Site) -> tuple[DocumentStatus, ...]:
    """Return the status of every document, by path and id."""
    naming = first_naming(site)
    found = [_status(entry, naming) for entry in site.everything()]
    found += [_of_check_in(session, check_in) for session in site.sessions for check_in in session.check_ins]
    return tuple(sorted(found, key=lambda s: (s.path, s.id)))


def first_naming(site: Site) -> Mapping[str, AnyEntry]:
    """Return, for each person's slug, what names them and appears first of all that is still to appear."""
    waiting = (entry for entry in site.hidden if entry.state is State.SCHEDULED and entry.appears)
    found: dict[str, AnyEntry] = {}
    for entry in sorted(waiting, key=lambda e: (e.appears.timestamp() if e.appears else 0.0, e.id)):
        for name in named_people(entry):
            found.setdefault(name, entry)
    return found


def _of_check_in(session: Session, check_in: CheckIn) -> DocumentStatus:
    """Return where a check-in stands: it is listed from the start, and asks from its day on."""
    until, why = (None, "") if check_in.is_due else (check_in.at, "its time after the session is still to come")
    return DocumentStatus(
        path=session.document.path,
        kind="check-ins",
        id=check_in.id,
        title=session.title,
        address=f"{session.address}#{check_in.anchor}",
        state=State.PUBLISHED if check_in.is_due else State.SCHEDULED,
        until=until,
        why=why,
    )


def _status(entry: AnyEntry, naming: Mapping[str, AnyEntry]) -> DocumentStatus:
    until, why = _until(entry, naming)
    return DocumentStatus(
        entry.document.path, entry.document.kind, entry.id, entry.title, entry.address, entry.state, until, why
    )


def _until(entry: AnyEntry, naming: Mapping[str, AnyEntry]) -> tuple[datetime | None, str]:
    match entry.state:
        case State.DRAFT:
            return None, "its front matter says draft: true"
        case State.SCHEDULED:
            return entry.appears, f"{_opening(entry)} is still to come"
        case State.EXPIRED:
            return None, "its 'expires' is past"
        case State.UNLISTED:
            first = naming.get(entry.slug)
            until = first.appears if first else None
            return until, "nothing that shows names this person, and their file does not say listed: true"
        case State.PUBLISHED:
            return entry.expires, ""


def _opening(entry: AnyEntry) -> str:
    if isinstance(entry, Post):
        return "its 'date'" if entry.fields.date else "the date in its file's name"
    if isinstance(entry, Spark):
        if entry.fields.opens:
            return "its 'opens'"
        return "the date in its file's name" if entry.document.file_date else "its day of the slow chat"
    return "its day" if not isinstance(entry, Person) else "their day"
