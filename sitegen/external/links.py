"""Which links to the outside a site has, and where each was written. Pure."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Final

from sitegen.body import Citation, Html, Resource
from sitegen.citing.lines import reference_html
from sitegen.external.answers import Link
from sitegen.link_checks import file_fields
from sitegen.model import Access
from sitegen.problems import Place
from sitegen.prose.places import Places
from sitegen.settings import PATH
from sitegen.site import Person, Post, Session, SessionPhase

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sitegen.marks import Manuscript
    from sitegen.model import Reference, Source
    from sitegen.site import AnyEntry, Site

_ON_THE_WEB: Final = re.compile(r"(?:https?:)?//[^\s/?#]", re.IGNORECASE)
_ADDRESSES: Final = frozenset({"href", "src", "poster", "srcset"})


def links_of(site: Site, manuscripts: Iterable[Manuscript], bibliography: Source | None = None) -> tuple[Link, ...]:
    """Return every link to the outside of what readers see or will see, in the order of files and places."""
    found: set[Link] = set()
    texts = {text.entry.document.path: text for text in manuscripts}
    cited: set[str] = set()
    for text in texts.values():
        found.update(_in_text(text))
        found.update(_in_fields(text.entry))
        parts = text.entry.document.body.parts
        cited.update(work.key for part in parts if isinstance(part, Citation) for work in part.works)
    for number, item in enumerate(site.settings.menu):
        place = site.settings.places.get(f"menu[{number}].url", Place())
        found.update(_links((item.url,), PATH, place))
    if bibliography is not None:
        found.update(_in_bibliography(site, cited, bibliography))
    return tuple(sorted(found, key=lambda link: (link.path, link.line, link.column, link.address, link.fragment)))


def _in_text(text: Manuscript) -> Iterator[Link]:
    document = text.entry.document
    places = Places(text.written)
    for part in document.body.parts:
        for target in _targets(part):
            if _ON_THE_WEB.match(target):
                place = places.of_target(target)
                yield from _links((target,), document.path, Place(place.line + document.body_line - 1, place.column))
    has_field = bool(getattr(text.entry.fields, "heard", ""))
    for part in document.body.heard:
        for target in _targets(part):
            if _ON_THE_WEB.match(target):
                place = places.of_target(target)
                lower = Place(place.line + document.body_line - 1, place.column)
                yield from _links((target,), document.path, document.place("heard") if has_field else lower)


def _targets(part: object) -> tuple[str, ...]:
    match part:
        case Html(text=html) if "//" in html:
            return _addresses_in(html)
        case Resource(attribute="srcset", target=target):
            return tuple(piece.split()[0] for piece in target.split(",") if piece.strip())
        case Resource(target=target):
            return (target,)
        case _:
            return ()


def _in_fields(entry: AnyEntry) -> Iterator[Link]:
    document, fields = entry.document, entry.fields
    given = [("canonical", fields.canonical), ("mastodon", fields.mastodon)]
    given += [(name, target) for name, target, _ in file_fields(entry)]
    match entry:
        case Person():
            given += [("organisation_url", entry.fields.organisation_url), ("feed", entry.fields.feed)]
            given += [(f"links.{link.name}", link.target) for link in entry.fields.links]
        case Post():
            given.append(("in_reply_to", entry.fields.in_reply_to))
        case Session() if entry.phase is not SessionPhase.AFTER:
            # What leads into a session is published until it is over, and for members never.
            given.append(("register", entry.fields.register))
            if entry.fields.access is not Access.MEMBERS:
                given.append(("join", entry.fields.join))
        case _:
            pass
    for name, target in given:
        yield from _links((target,), document.path, document.place(name))
    if isinstance(entry, Post | Session):
        for work in entry.fields.references:
            name = f"references.{work.id}"
            place = next(
                (found for part in (".url", ".doi", "") if (found := document.places.get(name + part))), Place()
            )
            yield from _links(_of_work(work), document.path, place)


def _in_bibliography(site: Site, cited: set[str], source: Source) -> Iterator[Link]:
    places = Places(source.data.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n"))
    for key in sorted(cited & site.bibliography.keys()):
        work = site.bibliography[key]
        written = work.parts.get("url") or work.parts.get("doi") or key
        yield from _links(_of_work(work), source.path, places.of_text(written))


def _of_work(work: Reference) -> tuple[str, ...]:
    return _addresses_in(reference_html(work))


def _links(targets: Iterable[str], path: str, place: Place) -> Iterator[Link]:
    for target in targets:
        if _ON_THE_WEB.match(target):
            whole = f"https:{target}" if target.startswith("//") else target
            # Nobody has judged the addresses of cited works and of the menu: they may be none.
            address, _, fragment = whole.partition("#")
            yield Link(address, path, place.line, place.column, f"#{fragment}" if fragment else "")


class _Reader(HTMLParser):
    """Gathers the addresses that a piece of HTML leads to or shows."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del tag
        for name, value in attrs:
            if name == "srcset":
                self.found += [piece.split()[0] for piece in (value or "").split(",") if piece.strip()]
            elif name in _ADDRESSES and value:
                self.found.append(value)


def _addresses_in(html: str) -> tuple[str, ...]:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return tuple(reader.found)
