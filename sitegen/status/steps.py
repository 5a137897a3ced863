"""What it would take to have a document live: the things to do, in order, each for a person to act on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from sitegen.moments import is_before
from sitegen.site import AnyEntry, CheckIn, Post, Session, Spark, State
from sitegen.status.documents import first_naming
from sitegen.values import Value

if TYPE_CHECKING:
    from sitegen.model import Document
    from sitegen.site import Site


class Guide(Value, frozen=True):
    """Knows what is to be done in one site, whose documents help each other to show."""

    now: datetime
    sessions: Mapping[str, Session]
    """By path."""
    naming: Mapping[str, AnyEntry]
    """What will name a person, by the person's slug."""

    def what_it_takes(self, entry: AnyEntry) -> str:
        """Return what to do so that readers see the document; nothing for one that is published."""
        match entry.state:
            case State.PUBLISHED:
                return ""
            case State.DRAFT:
                steps = [f"delete the line 'draft: true'{self._where(entry, 'draft')}"]
            case State.EXPIRED | State.SCHEDULED:
                steps = []
            case State.UNLISTED:
                return self._listing(entry)
        return "; ".join((*steps, *self._times(entry)))

    def of_check_in(self, session: Session, check_in: CheckIn) -> str:
        """Return what to do so that a check-in asks."""
        if check_in.is_due:
            return ""
        line = _line(session.document, "follow_up")
        return f"{_wait(check_in.at)}, or write a shorter time into 'follow_up'{line}"

    def _times(self, entry: AnyEntry) -> tuple[str, ...]:
        """Return what to do about a document's times, were it no draft."""
        appears, expires = entry.appears, entry.expires
        is_over = expires is not None and not is_before(self.now, expires)
        is_to_come = appears is not None and is_before(self.now, appears)
        is_never = expires is not None and appears is not None and not is_before(appears, expires)
        where = self._where(entry, "expires")
        steps = []
        if is_over:
            steps.append(f"give 'expires' a later day, or delete it{where}")
        elif is_never:
            steps.append(f"give 'expires' a later day, or delete it{where}: it leaves before it would appear")
        if is_to_come and appears is not None:
            steps.append(f"{_wait(appears)}, or {self._earlier(entry)}")
        return tuple(steps)

    def _earlier(self, entry: AnyEntry) -> str:
        document = entry.document
        if isinstance(entry, Post):
            if entry.fields.date:
                return f"give 'date' an earlier day{_line(document, 'date')}"
            return "rename the file, with an earlier date in front"
        if isinstance(entry, Spark) and not entry.fields.opens and not document.file_date:
            session = self.sessions.get(document.path)
            if session is not None:
                return f"let the slow chat start earlier: 'starts'{_line(session.document, 'slowchat.starts')}"
            return "write 'opens' with an earlier day into its file"
        if isinstance(entry, Spark) and entry.fields.opens:
            return f"give 'opens' an earlier day{_line(document, 'opens')}"
        return "write 'opens' with an earlier day into its file"

    def _listing(self, person: AnyEntry) -> str:
        path = person.document.path
        steps = f"ask them, and if they agree write 'listed: true' into {path}; or name them as author, speaker or host"
        first = self.naming.get(person.slug)
        if first is None or first.appears is None:
            return steps
        return f"{_wait(first.appears)}, as {first.document.path} names them and appears then; or {steps}"

    def _where(self, entry: AnyEntry, field: str) -> str:
        """Return on which line a field stands: a session's own spark has it from the session."""
        session = self.sessions.get(entry.document.path)
        return _line(session.document if session is not None else entry.document, field)


def guide_of(site: Site) -> Guide:
    """Return what knows what is to be done in a site."""
    sessions = {entry.document.path: entry for entry in site.everything() if isinstance(entry, Session)}
    return Guide(site.now, sessions, first_naming(site))


def moment_words(moment: datetime) -> str:
    """Return an instant as this program's reports write it, with its zone."""
    return f"{moment:%Y-%m-%d %H:%M %Z}"


def _wait(moment: datetime) -> str:
    return f"wait until {moment_words(moment)} and build then"


def _line(document: Document, field: str) -> str:
    place = document.places.get(field)
    return f" (line {place.line})" if place else ""
