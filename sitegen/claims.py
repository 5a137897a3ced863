"""Whose each address is: every one has one owner, and two owners of one are an error that names both."""

from __future__ import annotations

import re
import unicodedata
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from sitegen.addresses import (
    LISTS,
    STATIC,
    feed_places,
    further_pages,
    room_address,
    session_addresses,
    tag_address,
)
from sitegen.feeds import FORMATS
from sitegen.problems import Problem
from sitegen.urls import output_name, safe_address
from sitegen.values import Value

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sitegen.site import Site

_RESERVED: Final = ("/assets/", "/media/", "/_headers", "/_redirects", "/.sitegen-manifest")
_PART_OF_SITEMAP: Final = re.compile(r"/sitemap-[0-9]+\.xml(/|$)")


class Claim(Value, frozen=True):
    """Somebody's claim to an address: whose it is, in the author's words, and the file to mend."""

    address: str
    owner: str
    path: str = ""
    line: int = 1
    column: int = 1
    slug: tuple[str, str] = ("", "")
    """A document's kind and slug: two of a kind with one slug are told of as that, and not again here."""
    is_alias: bool = False
    is_own: bool = False
    """An alias that is its document's own address."""


def claim_addresses(site: Site) -> tuple[Mapping[str, str], tuple[Problem, ...]]:
    """Return every address that the site serves with its owner's name, and the problems of those claimed twice."""
    owners: dict[str, Claim] = {}
    problems: list[Problem] = []
    for claim in _own_claims(site):
        if claim.is_own:
            problems.append(
                _problem(claim, "own-alias", f"{claim.address} is this document's own address", "delete it")
            )
            continue
        try:
            _check_reserved(safe_address(claim.address))
        except ValueError as error:
            hint = "rename the file" if claim.path.startswith(STATIC) else "give it another slug"
            problems.append(_problem(claim, "bad-address", f"'{claim.address}' cannot be an address: {error}", hint))
            continue
        _claim(claim, owners, problems)
    for below, claim in _derived(site):
        # Whoever has lost an address does not claim what would stand below it: that is one mistake, not five.
        if owners[_key(below)].address == below:
            _claim(claim, owners, problems)
    problems += _files_as_folders(owners)
    return MappingProxyType({claim.address: claim.owner for claim in owners.values()}), tuple(problems)


def _claim(claim: Claim, owners: dict[str, Claim], problems: list[Problem]) -> None:
    """Give an address to the first who claims it, and note the problem of the next."""
    first = owners.setdefault(_key(claim.address), claim)
    if first is claim or claim.slug == first.slug != ("", ""):
        return
    later, earlier = _to_mend(claim, first)
    message = f"the address {later.address} is also that of {earlier.owner}"
    hint = "give one of the two another slug, or another name"
    if later.is_alias:
        hint = "take it out of the aliases: somebody else is at home there now"
    problems.append(_problem(later, "same-address", message, hint))


def _own_claims(site: Site) -> Iterator[Claim]:
    """Yield the claims of lists, documents, static files and aliases."""
    for address, owner in LISTS.items():
        yield Claim(address, owner)
    for address, owner in further_pages(site):
        yield Claim(address, owner)
    for tag in site.tags:
        yield Claim(tag_address(tag.slug), f"the tag '{tag.name}'")
    for entry in site.shown():
        place = entry.document.place("slug")
        slug = (entry.document.kind, entry.slug)
        # The home page's own text is at home there.
        if entry.address == "/":
            continue
        yield Claim(entry.address, entry.document.path, entry.document.path, place.line, place.column, slug)
    for path in sorted(site.attachments):
        if path.startswith(STATIC):
            yield Claim("/" + path.removeprefix(STATIC), path, path)
    for entry in site.shown():
        for number, alias in enumerate(entry.fields.aliases):
            # Hosts serve an address without its last slash too, unless it names a file.
            whole = alias if alias.endswith("/") or "." in alias.rpartition("/")[2] else f"{alias}/"
            place, path = entry.document.place(f"aliases[{number}]"), entry.document.path
            is_own = whole == entry.address
            yield Claim(whole, f"an alias of {path}", path, place.line, place.column, is_alias=True, is_own=is_own)


def _derived(site: Site) -> Iterator[tuple[str, Claim]]:
    """Yield the claims of what stands below another address, with that address; each once."""
    for place, owner in feed_places(site):
        for name in site.settings.feeds.formats:
            yield place, Claim(place + FORMATS[name].file, f"the feed of {owner}")
    for session in {session.address: session for session in site.sessions}.values():
        for address, owner in session_addresses(site, session):
            yield session.address, Claim(address, f"{owner} of {session.document.path}")
    for spark in {spark.address: spark for spark in site.sparks}.values():
        yield spark.address, Claim(room_address(spark.address), f"the room view of {spark.document.path}")


def _key(address: str) -> str:
    """Return what two addresses share that one file system or another would take for the same file."""
    name = output_name(address)
    if name.isascii():
        return name.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def _check_reserved(address: str) -> None:
    if address.startswith(_RESERVED) or _PART_OF_SITEMAP.match(address):
        raise ValueError("the site itself writes there")


def _files_as_folders(owners: Mapping[str, Claim]) -> Iterator[Problem]:
    """Yield a problem for each file that stands where another address needs a folder (`/a` and `/a/`)."""
    for key, claim in owners.items():
        parts = key.split("/")
        for end in range(1, len(parts)):
            file = owners.get("/".join(parts[:end]))
            if file is not None:
                later, earlier = _to_mend(claim, file)
                message = f"{later.address} ({later.owner}) and {earlier.address} ({earlier.owner}) cannot both stand"
                hint = "one is a file where the other needs a folder; rename one of the two"
                yield _problem(later, "same-address", message, hint)


def _to_mend(one: Claim, other: Claim) -> tuple[Claim, Claim]:
    """Return which of two owners has to give way, and the other: an alias before a document, that before a list."""
    first, second = sorted((one, other), key=lambda claim: (claim.is_alias, bool(claim.path)), reverse=True)
    return first, second


def _problem(claim: Claim, code: str, message: str, hint: str = "") -> Problem:
    return Problem(claim.path or "content/site.toml", claim.line, claim.column, code, message, hint)
