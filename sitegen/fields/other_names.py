"""What people call a field elsewhere: the name that it has here, or what to write in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sitegen.nearest import nearest

if TYPE_CHECKING:
    from collections.abc import Collection

_OTHER_NAMES: Final = {
    **dict.fromkeys(("date", "time", "when"), ("start", "opens", "starts", "date")),
    **dict.fromkeys(("location", "place", "venue"), ("room",)),
    **dict.fromkeys(("speaker", "presenter", "presenters"), ("speakers",)),
    **dict.fromkeys(("abstract", "description", "excerpt"), ("summary",)),
    **dict.fromkeys(("published", "pubdate"), ("date",)),
    "author": ("authors",),
    **dict.fromkeys(("category", "categories", "tag", "keywords"), ("tags",)),
    **dict.fromkeys(("question", "headline"), ("title",)),
    **dict.fromkeys(("email", "website", "homepage"), ("links",)),
}
"""Names from elsewhere, and those that they may have here; the first that a document has is meant."""
_TEXTS: Final = frozenset({"bio", "biography", "body", "content"})


def meant_by(name: str, known: Collection[str]) -> str:
    """Return the known field that an unknown one was meant for, or an empty text."""
    by_custom = next((other for other in _OTHER_NAMES.get(name.lower(), ()) if other in known), "")
    return by_custom or nearest(name, known)


def advice(name: str, known: Collection[str], *, has_body: bool) -> str:
    """Return what to write in place of an unknown field; `has_body` for those of a document."""
    if has_body and name.lower() in _TEXTS:
        return "write it below the closing --- line"
    found = meant_by(name, known)
    otherwise = "your own data goes under extra:" if has_body else f"the fields here are: {', '.join(sorted(known))}"
    return f"did you mean '{found}'?" if found else otherwise
