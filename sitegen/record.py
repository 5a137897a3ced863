"""The record of what was published: which id at which address, so that one that goes missing is noticed.

`content/published.json` is in git and is written by `build --record` alone. Threads, feed
entries and calendar entries hang on the ids, and readers' links on the addresses.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from sitegen.kinds import KINDS
from sitegen.problems import Problem
from sitegen.site import State

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sitegen.model import Source
    from sitegen.site import Site

PATH: Final = "content/published.json"


def recorded(site: Site, before: Mapping[str, str]) -> bytes:
    """Return the record of a site: what was in it before and is still there, and all that is published now."""
    known = {entry.id for entry in site.everything()}
    kept = {identity: address for identity, address in before.items() if identity in known}
    kept |= {entry.id: entry.address for entry in site.shown() if entry.state is State.PUBLISHED}
    text = json.dumps(dict(sorted(kept.items())), ensure_ascii=False, indent=2)
    return f"{text}\n".encode()


def read_record(source: Source | None) -> tuple[Mapping[str, str], tuple[Problem, ...]]:
    """Return the recorded addresses by id, and what is wrong with the record's file."""
    if source is None:
        return {}, ()
    try:
        data = json.loads(source.data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return {}, (_unreadable(),)
    if not isinstance(data, dict) or not all(isinstance(address, str) for address in data.values()):
        return {}, (_unreadable(),)
    return data, ()


def check_record(site: Site, record: Mapping[str, str], source: Source | None) -> Iterator[Problem]:
    """Yield a problem for each recorded id that no document has any more, with the lines that mend it."""
    known = {entry.id for entry in site.everything()}
    lines = source.data.decode("utf-8", "replace").splitlines() if source else []
    for identity, address in sorted(record.items()):
        if identity in known:
            continue
        line = next((n for n, text in enumerate(lines, 1) if json.dumps(identity, ensure_ascii=False) in text), 1)
        noun = KINDS[kind].noun if (kind := identity.partition("/")[0]) in KINDS else "document"
        message = f"'{identity}' was published at {address}, and no file has this id any more"
        hint = (
            f"if its file was renamed, write in the front matter of the {noun} that it is now:\n"
            f"id: {identity}\naliases: [{address}]\nif it is gone for good, delete this line"
        )
        yield Problem(PATH, line, 1, "lost-id", message, hint)


def _unreadable() -> Problem:
    message = "the record of what was published cannot be read"
    return Problem(
        PATH, 1, 1, "record", message, "take the last version from git, or delete it and build with --record"
    )
