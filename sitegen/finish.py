"""A body's parts to HTML: links, pictures, cards and citations finished, for a page or (absolute) for a feed."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html import escape
from types import MappingProxyType
from typing import TypeAlias

from sitegen.body import Card, Citation, Html, LinkEnd, LinkStart, Part, Picture, Resource
from sitegen.citing import Works, works_of
from sitegen.links import Found, Linker, Waiting
from sitegen.model import Reference
from sitegen.references import references_of
from sitegen.site import AnyEntry, State
from sitegen.values import Value, field
from sitegen.views import SafeHtml
from sitegen.words import Words

DrawCard: TypeAlias = Callable[[AnyEntry], str]
"""Draws a card for a spark, a session or a person; returns an empty text for what has none."""

_IDS = re.compile(r'(<[a-z0-9]+(?:\s[^<>]*?)?)\sid="[^"]*"')


class Finisher(Value, frozen=True):
    """Finishes bodies for pages in one language; feeds ask for absolute URLs and get no cards."""

    linker: Linker
    words: Words
    draw_card: DrawCard | None = None
    bibliography: Mapping[str, Reference] = field(default_factory=lambda: MappingProxyType({}))
    absolute: bool = False

    def html(self, entry: AnyEntry, parts: tuple[Part, ...], *, elsewhere: bool = False) -> SafeHtml:
        """Return the parts of `entry`'s body as HTML.

        `elsewhere` is for a text that stands on another document's page: it loses its ids, and
        links to its own headings lead to its own page.
        """
        out: list[str] = []
        closing = "</a>"
        works: Works | None = None
        for part in parts:
            match part:
                case Html(text):
                    out.append(_IDS.sub(r"\1", text) if elsewhere else text)
                case LinkStart():
                    opening, closing = self._link(entry, part, elsewhere=elsewhere)
                    out.append(opening)
                case LinkEnd():
                    out.append(closing)
                case Picture():
                    out.append(f'<img src="{self._url(entry, part.target, is_picture=True)}"{part.attributes}>')
                case Resource():
                    out.append(f' {part.attribute}="{self._resource(entry, part)}"')
                case Card():
                    out.append(self._card(entry, part, elsewhere=elsewhere))
                case Citation():
                    works = works or self.works(entry)
                    page = self.linker.href(entry.address, absolute=self.absolute)
                    out.append(works.citation_html(part, page if self.absolute or elsewhere else ""))
        return SafeHtml("".join(out))

    def works(self, entry: AnyEntry) -> Works:
        """Return the works that an entry lists, and those of the bibliography that it cites."""
        body = entry.document.body
        return works_of(references_of(entry.fields), self.bibliography, (*body.parts, *body.heard))

    def _link(self, entry: AnyEntry, part: LinkStart, *, elsewhere: bool) -> tuple[str, str]:
        resolved = self.linker.resolve(entry, part.target)
        if isinstance(resolved, Waiting):
            return self._unlinked(resolved.entry)
        address = resolved.address if isinstance(resolved, Found) else part.target
        if address.startswith("#") and (self.absolute or elsewhere):
            address = entry.address + address
        href = escape(self.linker.href(address, absolute=self.absolute))
        return f'<a href="{href}"{part.attributes}>', "</a>"

    def _unlinked(self, target: AnyEntry) -> tuple[str, str]:
        """Return what stands around the words of a link to a document that does not show: its day, if it has one."""
        if target.state is not State.SCHEDULED or target.appears is None:
            return "<span>", "</span>"
        day = escape(self.words.date(target.appears.date()))
        stamp = target.appears.isoformat()
        return '<span class="scheduled">', f' (<time datetime="{stamp}">{day}</time>)</span>'

    def _url(self, entry: AnyEntry, target: str, *, is_picture: bool = False) -> str:
        resolved = self.linker.resolve(entry, target, is_picture=is_picture)
        address = resolved.address if isinstance(resolved, Found) else target
        return escape(self.linker.href(address, absolute=self.absolute))

    def _resource(self, entry: AnyEntry, part: Resource) -> str:
        if part.attribute != "srcset":
            return self._url(entry, part.target)
        candidates = (candidate.split() for candidate in part.target.split(",") if candidate.strip())
        return ", ".join(" ".join((self._url(entry, url, is_picture=True), *rest)) for url, *rest in candidates)

    def _card(self, entry: AnyEntry, part: Card, *, elsewhere: bool) -> str:
        resolved = self.linker.resolve(entry, part.target)
        if isinstance(resolved, Waiting):
            before, after = self._unlinked(resolved.entry)
            return f"<p>{before}{part.words}{after}</p>\n"
        if not isinstance(resolved, Found):
            return f"<p>{part.words}</p>\n"
        # A text that stands on another page, in a card perhaps, holds none: two could hold each other.
        target = None if elsewhere else resolved.entry
        card = self.draw_card(target) if self.draw_card is not None and target is not None else ""
        if card:
            return card
        href = escape(self.linker.href(resolved.address, absolute=self.absolute))
        return f'<p><a href="{href}">{part.words}</a></p>\n'
