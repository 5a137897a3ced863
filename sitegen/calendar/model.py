"""The nouns of calendars. Values only; they arrive finished, with absolute URLs and plain text."""

from __future__ import annotations

from datetime import date, datetime
from enum import Enum

from sitegen.values import Value


class Status(Enum):
    """Whether an event takes place (RFC 5545 section 3.8.1.11)."""

    CONFIRMED = "CONFIRMED"
    CANCELLED = "CANCELLED"
    TENTATIVE = "TENTATIVE"


class Event(Value, frozen=True, kw_only=True):
    """Something that happens at a time, or on days."""

    uid: str
    """A tag URI (RFC 4151), which stays when the page moves."""
    summary: str
    start: datetime | date
    """An instant with an offset, or a day."""
    end: datetime | date
    """Of the kind of `start`, and not included: for days, the one after the last.

    If it equals `start`, an event on a day lasts that day, and one at an instant has no length.
    """
    updated: datetime | None
    """When the author last changed it, if anybody knows."""
    description: str = ""
    """Lines of text; all other texts are on one line."""
    location: str = ""
    url: str = ""
    status: Status = Status.CONFIRMED
    categories: tuple[str, ...] = ()


class Calendar(Value, frozen=True, kw_only=True):
    """Events under a name, in any order."""

    name: str
    description: str
    url: str
    """The page that shows what the calendar holds."""
    events: tuple[Event, ...]
    stamp: datetime
    """Stands in for `updated` where an event has none: an instant that is the same in every build."""
