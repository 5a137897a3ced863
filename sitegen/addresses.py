"""Every address of a site, each with its one owner; two owners of one address are an error that names both."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from math import ceil
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from sitegen.feeds import FORMATS
from sitegen.problems import Problem
from sitegen.urls import MAX_COMPONENT_BYTES, output_name, safe_address

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sitegen.site import AnyEntry, Session, Site

STATIC: Final = "content/static/"
_RESERVED: Final = ("/assets/", "/media/", "/_headers", "/_redirects", "/.sitegen-manifest")
LISTS: Final = MappingProxyType(
    {
        "/": "the home page",
        "/posts/": "the list of posts",
        "/sessions/": "the list of sessions",
        "/sparks/": "the list of sparks",
        "/schedule/": "the schedule",
        "/people/": "the list of people",
        "/tags/": "the list of tags",
        "/archive/": "the archive",
        "/subscribe/": "the page on subscribing",
        "/404.html": "the page for lost addresses",
        "/schedule.ics": "the calendar of the schedule",
        "/network.opml": "the list of everybody's feeds",
        "/sitemap.xml": "the site map",
        "/robots.txt": "the file for search engines",
    }
)


@dataclass(frozen=True, slots=True)
class Claim:
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


def tag_address(slug: str) -> str:
    """Return the address of a tag's page."""
    return f"/tags/{slug}/"


def posts_page(number: int) -> str:
    """Return the address of a page of the list of posts, from 1."""
    return "/posts/" if number == 1 else f"/posts/page/{number}/"


def post_pages(site: Site) -> int:
    """Return how many pages the list of posts has; at least one."""
    return max(1, ceil(len(site.posts) / site.settings.page_size))


def room_address(address: str) -> str:
    """Return the address of a spark's room view."""
    return f"{address}room/"


def session_addresses(session: Session) -> Iterator[tuple[str, str]]:
    """Yield the addresses below a session's own: its calendar, and the page and the calendar of its slow chat."""
    if session.start is not None:
        yield f"{session.address}session.ics", "the calendar"
    if session.fields.slowchat is not None:
        yield f"{session.address}slowchat/", "the slow chat"
        yield f"{session.address}slowchat.ics", "the slow chat's calendar"


def feed_places(site: Site) -> Iterator[tuple[str, str]]:
    """Yield the addresses beside which feeds stand, and whose they are: the site's own is `/`."""
    yield "/", "the site"
    if not site.settings.feeds.everywhere:
        return
    yield "/posts/", "the posts"
    yield "/sparks/", "the sparks"
    entries: tuple[AnyEntry, ...] = (*site.sessions, *site.people)
    yield from {entry.address: entry.document.path for entry in entries}.items()
    for tag in site.tags:
        yield tag_address(tag.slug), f"the tag '{tag.name}'"


def claim_addresses(site: Site) -> tuple[Mapping[str, str], tuple[Problem, ...]]:
    """Return every address that the site serves with its owner's name, and the problems of those claimed twice."""
    owners: dict[str, Claim] = {}
    problems: list[Problem] = []
    for claim in _claims(site):
        if claim.is_own:
            problems.append(
                _problem(claim, "own-alias", f"{claim.address} is this document's own address", "delete it")
            )
            continue
        try:
            _check_length(safe_address(claim.address))
        except ValueError as error:
            hint = "rename the file" if claim.path.startswith(STATIC) else "give it another slug"
            problems.append(_problem(claim, "bad-address", f"'{claim.address}' cannot be an address: {error}", hint))
            continue
        key = _key(claim.address)
        first = owners.get(key)
        if first is None:
            owners[key] = claim
            continue
        if claim.slug == first.slug != ("", ""):
            continue
        later, earlier = _to_mend(claim, first)
        message = f"the address {later.address} is also that of {earlier.owner}"
        hint = "give one of the two another slug, or another name"
        if later.is_alias:
            hint = "take it out of the aliases: somebody else is at home there now"
        problems.append(_problem(later, "same-address", message, hint))
    problems += _files_as_folders(owners)
    return MappingProxyType({claim.address: claim.owner for claim in owners.values()}), tuple(problems)


def _claims(site: Site) -> Iterator[Claim]:
    for address, owner in LISTS.items():
        yield Claim(address, owner)
    for number in range(2, post_pages(site) + 1):
        yield Claim(posts_page(number), "the list of posts")
    for tag in site.tags:
        yield Claim(tag_address(tag.slug), f"the tag '{tag.name}'")
    for place, owner in feed_places(site):
        for name in site.settings.feeds.formats:
            yield Claim(place + FORMATS[name].file, f"the feed of {owner}")
    yield from _claims_of_content(site)


def _claims_of_content(site: Site) -> Iterator[Claim]:
    for session in site.sessions:
        for address, owner in session_addresses(session):
            yield Claim(address, f"{owner} of {session.document.path}")
    for spark in site.sparks:
        yield Claim(room_address(spark.address), f"the room view of {spark.document.path}")
    for entry in site.shown():
        claim = _of_document(entry, entry.address, "slug", entry.document.path)
        yield replace(claim, slug=(entry.document.kind, entry.slug))
    for path in sorted(site.attachments):
        if path.startswith(STATIC):
            yield Claim("/" + path.removeprefix(STATIC), path, path)
    for entry in site.shown():
        for number, alias in enumerate(entry.fields.aliases):
            # Hosts serve an address without its last slash too, unless it names a file.
            whole = alias if alias.endswith("/") or "." in alias.rpartition("/")[2] else f"{alias}/"
            claim = _of_document(entry, whole, f"aliases[{number}]", f"an alias of {entry.document.path}")
            yield replace(claim, is_alias=True, is_own=whole == entry.address)


def _of_document(entry: AnyEntry, address: str, field: str, owner: str) -> Claim:
    place = entry.document.place(field)
    return Claim(address, owner, entry.document.path, place.line, place.column)


def _key(address: str) -> str:
    """Return what two addresses share that one file system or another would take for the same file."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", output_name(address)).casefold())


def _check_length(address: str) -> None:
    longest = max((len(part.encode()) for part in output_name(address).split("/")), default=0)
    if longest > MAX_COMPONENT_BYTES:
        raise ValueError(f"a part of it is longer than {MAX_COMPONENT_BYTES} bytes")
    if any(address.startswith(reserved) for reserved in _RESERVED):
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
