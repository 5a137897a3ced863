"""Who is who: no two documents under one slug or one id, and old addresses that lead on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sitegen.placing import error
from sitegen.site import AnyEntry, Redirect
from sitegen.urls import safe_address, slugify

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sitegen.problems import Problem

_ID = re.compile(r"^[^\s?#%<>\"{}|\\^`]+$")


def check_identities(entries: tuple[AnyEntry, ...]) -> tuple[Problem, ...]:
    """Return the problems of ids that stand twice, or that no tag URI can hold (RFC 4151)."""
    problems: list[Problem] = []
    owners: dict[str, AnyEntry] = {}
    slugs: dict[tuple[str, str], AnyEntry] = {}
    for entry in sorted(entries, key=lambda e: (e.document.path, e.id)):
        document = entry.document
        if entry.fields.id and not _ID.match(entry.fields.id):
            message = f"'{entry.fields.id}' cannot be an id: it has a space or a sign that an address cannot hold"
            better = "/".join(slugify(part) for part in entry.fields.id.split("/"))
            problems.append(error(document, "id", "bad-id", message, f"write id: {better}"))
        first = slugs.setdefault((document.kind, entry.slug), entry)
        if first is not entry:
            message = f"'{entry.slug}' is also the slug of {first.document.path}"
            hint = "give one of the two another, as in: slug: a-short-name"
            problems.append(error(document, "slug", "duplicate-slug", message, hint))
            continue
        known = owners.setdefault(entry.id, entry)
        if known is not entry:
            message = f"the id '{entry.id}' is also that of {known.document.path}"
            hint = "give one of the two an id of its own; their threads and feed entries would be one"
            problems.append(error(document, "id", "duplicate-id", message, hint))
    return tuple(problems)


def redirects(shown: Iterable[AnyEntry]) -> tuple[Redirect, ...]:
    """Return the old addresses of everything that shows, by alias.

    An id that an author froze tells the slug that the document had, and so the address it has left.
    """
    entries = tuple(shown)
    taken = {entry.address for entry in entries}
    found = {old: entry.address for entry in entries if (old := _left(entry)) not in taken and old}
    found |= {alias: entry.address for entry in entries for alias in entry.fields.aliases}
    return tuple(Redirect(alias, address) for alias, address in sorted(found.items()))


def _left(entry: AnyEntry) -> str:
    """Return the address that a document with a frozen id has left, unless its author names aliases."""
    kind, _, slug = entry.fields.id.partition("/")
    if entry.fields.aliases or kind != entry.document.kind or slug in {"", entry.slug} or "/" in slug:
        return ""
    head, found, _ = entry.address.rpartition(f"/{entry.slug}/")
    try:
        return safe_address(f"{head}/{slug}/") if found else ""
    except ValueError:
        return ""
