"""Whether a site is about to lose what it published: pages that go by the dozen are rarely meant to. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sitegen.addresses import LISTS
from sitegen.content_names import CONTENT
from sitegen.problems import Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sitegen.model import Found

_ALLOW: Final = "if that is what you want, say so: sitegen build --allow-shrink"
_PAGE: Final = re.compile(r"(?P<address>.*/)index\.html")
_FURTHER: Final = re.compile(r"/tags/.*|.*/page/[0-9]+/|/sparks/[^/]+/room/|/sessions/[^/]+/slowchat/")
"""What comes and goes with documents: tags, later pages of lists, room views, slow chats."""
_MOST_NAMED: Final = 5


def check_empty(found: Found, *, may_shrink: bool) -> tuple[Problem, ...]:
    """Return the problem of a site that has no document at all: an error, or a warning where that is allowed."""
    if found.documents or any(problem.is_error for problem in found.problems):
        return ()
    hint = f"begin a first one: sitegen new post Welcome\n{_ALLOW}"
    severity = Severity.WARNING if may_shrink else Severity.ERROR
    message = "there is nothing to publish: no post, no session, no spark, no person, no page"
    return (Problem(CONTENT, 1, 1, "empty-site", message, hint, severity),)


def check_lost(before: Iterable[str], after: Iterable[str], expired: Iterable[str]) -> tuple[Problem, ...]:
    """Return the problem of a site that loses half of its documents' pages or more.

    `before` and `after` are paths of files within the output folder, `expired` the addresses of documents that
    leave because their author said when.
    """
    had = _own_pages(before) - set(expired)
    has = _own_pages(after)
    if not had or len(has) * 2 > len(had):
        return ()
    gone = sorted(had - has)
    named = ", ".join(gone[:_MOST_NAMED]) + (f" and {len(gone) - _MOST_NAMED} more" if len(gone) > _MOST_NAMED else "")
    was = "the one page that was" if len(had) == 1 else f"{len(had)} pages that were"
    left = "nothing" if not has else f"only {len(has)}"
    message = f"of {was} published, {left} would be left"
    return (Problem(CONTENT, 1, 1, "lost-pages", message, f"gone would be {named}\n{_ALLOW}"),)


def _own_pages(paths: Iterable[str]) -> set[str]:
    """Return the addresses of pages that are documents' own: no lists, which stay when all else goes."""
    found = (_PAGE.fullmatch(f"/{path}") for path in paths)
    addresses = {match["address"] for match in found if match}
    return {address for address in addresses if address not in LISTS and not _FURTHER.fullmatch(address)}
