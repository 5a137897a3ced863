"""What the clock alone will change, and when: what appears, closes, leaves, begins and ends."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import TYPE_CHECKING

from sitegen.follow_ups import moves_of_today
from sitegen.model import SessionStatus
from sitegen.site import AnyEntry, Session, Spark, State
from sitegen.status.documents import first_naming
from sitegen.values import Value, field

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.site import Site


class Turn(StrEnum):
    """What happens to a document."""

    APPEARS = "appears"
    LISTED = "listed"
    """A person is named by something that appears, and so has a page."""
    BEGINS = "begins"
    ENDS = "ends"
    ASKS = "asks"
    """A session's check-in."""
    CLOSES = "closes"
    LEAVES = "leaves"
    TODAY = "today"
    """The mark of today moves on the line of a session's conversation."""


class Change(Value, frozen=True):
    """Something that happens to a document at an instant, which is in the zone that it is shown in."""

    at: dt.datetime
    turn: Turn
    path: str
    kind: str
    id: str
    title: str
    address: str
    is_cancelled: bool = field(default=False)
    """It is of a session that will not take place."""


_ORDER = tuple(Turn)


def coming(site: Site) -> tuple[Change, ...]:
    """Return all that time will change, in its order; of the marks of today only the next that move."""
    found = [change for entry in site.everything() for change in _of(entry) if _is_ahead(change.at, site.now)]
    naming = first_naming(site)
    for person in site.hidden:
        first = naming.get(person.slug)
        if person.state is State.UNLISTED and first is not None and first.appears is not None:
            found.append(_change(person, first.appears, Turn.LISTED))
    following = site.next_change
    if following is not None:
        moves = moves_of_today(site.everything(), site.now)
        found += [_change(session, at, Turn.TODAY) for session, at in moves if at.timestamp() == following.timestamp()]
    return tuple(sorted(found, key=lambda c: (c.at.timestamp(), _ORDER.index(c.turn), c.path, c.id)))


def changes_next(site: Site, changes: tuple[Change, ...]) -> tuple[Change, ...]:
    """Return those of the changes that make the site's next change."""
    following = site.next_change
    return () if following is None else tuple(c for c in changes if c.at.timestamp() == following.timestamp())


def _is_ahead(moment: dt.datetime, now: dt.datetime) -> bool:
    return now.timestamp() < moment.timestamp()


def _of(entry: AnyEntry) -> Iterator[Change]:
    if not entry.shows and entry.state is not State.SCHEDULED:
        return
    if entry.appears is not None:
        yield _change(entry, entry.appears, Turn.APPEARS)
    if isinstance(entry, Session):
        if entry.start is not None and entry.end is not None:
            yield _change(entry, entry.start, Turn.BEGINS)
            yield _change(entry, entry.end, Turn.ENDS)
        for check_in in entry.check_ins:
            change = _change(entry, check_in.at, Turn.ASKS)
            address = f"{entry.address}#{check_in.anchor}"
            yield Change(check_in.at, Turn.ASKS, change.path, "check-ins", check_in.id, entry.title, address)
    elif isinstance(entry, Spark) and entry.closes is not None:
        yield _change(entry, entry.closes, Turn.CLOSES)
    if entry.expires is not None:
        yield _change(entry, entry.expires, Turn.LEAVES)


def _change(entry: AnyEntry, at: dt.datetime, turn: Turn) -> Change:
    is_cancelled = isinstance(entry, Session) and entry.fields.status is SessionStatus.CANCELLED
    document = entry.document
    return Change(at, turn, document.path, document.kind, entry.id, entry.title, entry.address, is_cancelled)
