"""Days that are probably slips: a change that is still to come, one before the thing itself."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from sitegen.marks.manuscript import is_to_be_read
from sitegen.placing import warning
from sitegen.site import Post

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.problems import Problem
    from sitegen.site import Site

_GRACE: Final = timedelta(days=1)
"""Clocks differ, and so do zones."""


def marks(site: Site) -> Iterator[Problem]:
    """Yield changes that are dated in the future, and posts that changed before they were published."""
    now = site.now.timestamp()
    for entry in filter(is_to_be_read, site.everything()):
        changed = entry.updated
        if changed is None:
            continue
        if changed.timestamp() > now + _GRACE.total_seconds() and not _is_before_it(entry.appears, changed):
            message = f"this was changed on {changed:%Y-%m-%d}, which is still to come"
            yield warning(entry.document, "updated", "odd-updated", message, "write the day on which you changed it")
        elif isinstance(entry, Post) and changed.date() < entry.day:
            message = f"this was changed on {changed:%Y-%m-%d}, before it was published on {entry.day}"
            yield warning(entry.document, "updated", "odd-updated", message, "correct the year, or leave 'updated' out")


def _is_before_it(appears: datetime | None, changed: datetime) -> bool:
    """Whether a document that is itself still to come was changed by then."""
    return appears is not None and changed.timestamp() <= appears.timestamp() + _GRACE.total_seconds()
