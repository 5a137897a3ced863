"""The record of what was published: which id at which addresses, so that nothing gets lost on the way.

`content/published.json` is in git and is written by `build --record` alone. Threads, feed
entries and calendar entries hang on the ids and on the site's own, readers' links on the addresses: an id that is
gone is an error, and an address that an id has left leads on to its new one.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

from sitegen.kinds import KINDS
from sitegen.problems import Place, Problem
from sitegen.settings import PATH as SETTINGS_PATH
from sitegen.site import Person, Redirect, State
from sitegen.urls import safe_address

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sitegen.model import Source
    from sitegen.site import Site

PATH: Final = "content/published.json"
SITE: Final = ""
"""The key of the site's own id in a record that was read; in the file it is `"site"`, with a text and no list."""
_SITE_NAME: Final = "site"
_STRING: Final = re.compile(r'"(?:[^"\\]|\\.)*"')


def recorded(site: Site, before: Mapping[str, tuple[str, ...]]) -> bytes:
    """Return the record of a site: what was in it and is still there, and all that is published now.

    An id's addresses are in the order in which it had them; the last is where it is.
    """
    known = {entry.id for entry in site.everything()}
    kept = {identity: addresses for identity, addresses in before.items() if identity in known}
    for entry in site.shown():
        # People may go without a trace, so nothing remembers them.
        if entry.state is State.PUBLISHED and not isinstance(entry, Person):
            left = tuple(address for address in kept.get(entry.id, ()) if address != entry.address)
            kept[entry.id] = (*left, entry.address)
    lines = [f"  {_text(identity)}: {_text(list(addresses))}" for identity, addresses in sorted(kept.items())]
    first = f"  {_text(_SITE_NAME)}: {_text(site.settings.id)}"
    return ("{\n" + ",\n".join((first, *lines)) + "\n}\n").encode()


def read_record(source: Source | None) -> tuple[Mapping[str, tuple[str, ...]], tuple[Problem, ...]]:
    """Return the recorded addresses by id, and what is wrong with the record's file."""
    if source is None:
        return {}, ()
    try:
        # Deleting the last line leaves a comma behind it, which is no mistake to stop for.
        data = json.loads(re.sub(r",(\s*\}\s*)\Z", r"\1", source.data.decode("utf-8-sig")))
    except json.JSONDecodeError as error:
        return {}, (_unreadable(error.lineno, error.colno),)
    except (ValueError, RecursionError):
        return {}, (_unreadable(),)
    if not isinstance(data, dict):
        return {}, (_unreadable(),)
    own = data.pop(_SITE_NAME) if isinstance(data.get(_SITE_NAME), str) else ""
    if not all(_is_addresses(addresses) for addresses in data.values()):
        return {}, (_unreadable(),)
    record = {identity: tuple(addresses) for identity, addresses in data.items()}
    return ({SITE: (own,)} if own else {}) | record, ()


def check_record(site: Site, record: Mapping[str, tuple[str, ...]], source: Source | None) -> Iterator[Problem]:
    """Yield a problem for each recorded id that no document has any more, and for the site's, if it is another now."""
    yield from _check_site(site, record)
    known = {SITE, *(entry.id for entry in site.everything())}
    lost = sorted(identity for identity in record if identity not in known)
    lines: dict[str, int] = {}
    for number, text in enumerate(source.data.decode("utf-8", "replace").splitlines() if source and lost else (), 1):
        for written in _STRING.findall(text):
            lines.setdefault(written, number)
    for identity in lost:
        addresses, line = record[identity], lines.get(_text(identity), 1)
        noun = KINDS[kind].noun if (kind := identity.partition("/")[0]) in KINDS else "document"
        message = f"'{identity}' was published at {addresses[-1]}, and no file has this id any more"
        hint = (
            f"if its file was renamed, write in the front matter of the {noun} that it is now:\n"
            f"id: {identity}\naliases: [{', '.join(addresses)}]\nif it is gone for good, delete this line here"
        )
        yield Problem(PATH, line, 1, "lost-id", message, hint)


def _check_site(site: Site, record: Mapping[str, tuple[str, ...]]) -> Iterator[Problem]:
    """Yield the problem of a site whose own id is not the one that it was published with."""
    own = record.get(SITE, (site.settings.id,))[0]
    if own == site.settings.id:
        return
    place = site.settings.places.get("id", Place())
    message = f"the site was published with the id '{own}', and has '{site.settings.id}' now"
    hint = (
        f'feeds, calendars and threads hang on it, so write it back: id = "{own}"\n'
        f'if readers are to get everything anew, delete the line "{_SITE_NAME}" in {PATH}'
    )
    yield Problem(SETTINGS_PATH, place.line, place.column, "changed-site-id", message, hint)


def moved(site: Site, record: Mapping[str, tuple[str, ...]], taken: Mapping[str, str]) -> tuple[Redirect, ...]:
    """Return a redirect from each address that a published id has left, unless somebody else is at home there now."""
    addresses = {entry.id: entry.address for entry in site.shown()}
    led = {redirect.alias for redirect in site.redirects}
    found: dict[str, str] = {}
    for identity, olds in sorted(record.items()):
        for old in olds if identity in addresses else ():
            if old not in taken and old not in led:
                found.setdefault(old, addresses[identity])
    return tuple(Redirect(old, address) for old, address in sorted(found.items()))


def _is_addresses(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, str) and _is_safe(one) for one in value)


def _is_safe(address: str) -> bool:
    try:
        return safe_address(address) == address and address.endswith("/")
    except ValueError:
        return False


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _unreadable(line: int = 1, column: int = 1) -> Problem:
    message = "the record of what was published cannot be read"
    hint = "each line is an id and its addresses, with a comma between lines; or take the last version from git"
    return Problem(PATH, line, column, "record", message, hint)
