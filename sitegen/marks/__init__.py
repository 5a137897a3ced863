"""What an editor would mark: slips and gaps that break nothing, each with what to do. Pure; nothing is mended here.

A family of marks is one file, and one name in a tuple below: of those that look at one text, or at the whole site.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sitegen.marks import (
    conversation,
    dates,
    headings,
    paragraphs,
    paths,
    placeholders,
    programme,
    punctuation,
    titles,
    wording,
)
from sitegen.marks.manuscript import Manuscript, is_to_be_read, manuscripts_of
from sitegen.problems import in_order

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sitegen.problems import Problem
    from sitegen.site import Site

__all__ = ["CODES", "Manuscript", "is_to_be_read", "manuscripts_of", "marks_in"]

CODES: Final = frozenset(
    (
        "bare-address",
        "bold-heading",
        "capital-title",
        "double-word",
        "file-name-alt",
        "heading-order",
        "long-opening",
        "long-paragraph",
        "long-title",
        "no-answers",
        "no-bio",
        "no-description",
        "no-host",
        "no-question",
        "no-room",
        "no-text",
        "odd-updated",
        "open-spark",
        "own-address",
        "placeholder",
        "quiet-session",
        "same-title",
        "title-stop",
        "unheard",
        "unpaired",
    )
)
"""The code of every mark, that of links to the site itself included, which only those who gather links can tell."""
_OF_TEXTS: Final[tuple[Callable[[Manuscript], Iterator[Problem]], ...]] = (
    headings.marks,
    paragraphs.marks,
    paths.marks,
    placeholders.marks,
    punctuation.marks,
    titles.marks,
    wording.marks,
)
_OF_SITES: Final[tuple[Callable[[Site], Iterator[Problem]], ...]] = (
    conversation.marks,
    dates.marks,
    programme.marks,
    titles.marks_together,
)


def marks_in(site: Site, manuscripts: Iterable[Manuscript]) -> tuple[Problem, ...]:
    """Return every mark, in order. All are warnings, and none is about what a build tells already."""
    texts = tuple(manuscripts)
    return in_order(
        (
            *(mark for family in _OF_TEXTS for text in texts for mark in family(text)),
            *(mark for family in _OF_SITES for mark in family(site)),
        )
    )
