"""Links to the site itself that are written as if they led outside: previews and a new address lose them. Pure."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from sitegen.problems import Problem, Severity, in_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sitegen.external.answers import Link
    from sitegen.links import Linker


def marks_on_own(links: Iterable[Link], linker: Linker) -> tuple[Problem, ...]:
    """Return a mark for every link that has this site's own address in full, in order."""
    return in_order(tuple(mark for link in links for mark in _mark(link, linker)))


def _mark(link: Link, linker: Linker) -> Iterator[Problem]:
    base = linker.base
    try:
        parts = urlsplit(link.address)
    except ValueError:
        return
    prefix = unquote(base.prefix)
    path = unicodedata.normalize("NFC", unquote(parts.path)) or "/"
    if parts.netloc.lower() != urlsplit(base.origin).netloc.lower() or not f"{path}/".startswith(f"{prefix}/"):
        return
    address = path.removeprefix(prefix) or "/"
    known = next((one for one in (address, f"{address}/") if one in linker.addresses), "")
    message = "this leads to this site itself by its whole address, so it leaves a preview"
    hint = f"write {known}{link.fragment}"
    if not known:
        message = f"this leads to this site itself, which has no address {address}"
        hint = "link to the file in content/, and the build sees to it that the link works"
    yield Problem(link.path, link.line, link.column, "own-address", message, hint, Severity.WARNING)
