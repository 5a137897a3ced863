"""What the last build left, beside what a build would make now: whether what should be live has been built."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from sitegen.site import State
from sitegen.urls import output_name
from sitegen.values import Value, field

if TYPE_CHECKING:
    from sitegen.status.documents import DocumentStatus


class Built(StrEnum):
    """What stands of a document in the folder of the built site."""

    BUILT = "built"
    """It stands there as it is now."""
    CHANGED = "changed"
    """It stands there as it was before it was changed."""
    MISSING = "missing"
    """It does not stand there."""
    LEFT_OVER = "left-over"
    """It stands there, and the next build takes it away."""
    UNKNOWN = "unknown"
    """There is no built site."""


class LastBuild(Value, frozen=True):
    """What is known of the last build into a folder."""

    folder: str
    """As it was named on the command line."""
    paths: frozenset[str] | None = None
    """The files that it wrote; None: there is no built site."""
    keys: Mapping[str, bytes] = field(default_factory=lambda: MappingProxyType({}))
    """What each document was remembered by, by its path; empty where it is not known."""
    shows: datetime | None = None
    """The instant that it shows."""
    until: datetime | None = None
    """When time changes it."""
    has_drafts: bool = False
    is_unchanged: bool | None = None
    """Whether every file of the content and of the themes is as it was; None: it is not known."""


def built(status: DocumentStatus, last: LastBuild, keys: Mapping[str, bytes]) -> Built:
    """Return what stands of a document; `keys` are what each document is remembered by now, by path."""
    if last.paths is None:
        return Built.UNKNOWN
    is_live = status.state is State.PUBLISHED
    page, _, place = status.address.partition("#")
    is_there = output_name(page).removeprefix("/") in last.paths
    if place and not is_live:
        # A check-in is a part of its session's page, which is there before it asks.
        return Built.MISSING
    if not is_live:
        return Built.LEFT_OVER if is_there else Built.MISSING
    if not is_there:
        return Built.MISSING
    is_changed = bool(last.keys) and last.keys.get(status.path) != keys.get(status.path)
    return Built.CHANGED if is_changed else Built.BUILT


def is_behind_time(last: LastBuild, now: datetime) -> bool:
    """Tell whether time alone has changed the site since the last build."""
    return last.until is not None and last.until.timestamp() <= now.timestamp()
