"""One page of the site before it is rendered, and what surrounds its own matter."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from sitegen.feeds import FORMATS
from sitegen.pages.items import description, picture
from sitegen.views import FeedLink, Image, MenuItem, Ref, SafeHtml, Shell
from sitegen.words import Words

if TYPE_CHECKING:
    from sitegen.pages.room import Room
    from sitegen.site import AnyEntry


Neighbours: TypeAlias = tuple[Ref | None, Ref | None]
"""The pages before and after one in a series."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page: where it is, the template it is rendered with, and all that it shows."""

    address: str
    template: str
    """The template's file name, as in `post.html`."""
    view: object
    shell: Shell
    words: Words
    modified: str = ""
    """When its document last changed, as ISO 8601; empty for lists."""


def page_of(room: Room, entry: AnyEntry, name: str, view: object, around: Neighbours = (None, None)) -> Page:
    """Return the page of a document, in the document's language; `around` are its neighbours in a series."""
    image = picture(room, entry, entry.fields.image, entry.fields.image_alt)
    shell = shell_of(
        room, entry.address, name, title=entry.title, summary=description(entry), image=image, around=around
    )
    if entry.fields.canonical:
        shell = replace(shell, canonical=entry.fields.canonical)
    about = room.describe(room, entry) if room.describe else SafeHtml()
    shell = replace(shell, linked_data=about)
    changed = entry.updated or entry.appears
    return Page(entry.address, f"{name}.html", view, shell, room.words, changed.isoformat() if changed else "")


def list_page(  # noqa: PLR0913  # what a list's page cannot do without
    room: Room, address: str, name: str, view: object, title: str, *, around: Neighbours = (None, None)
) -> Page:
    """Return a page that lists, in the site's language."""
    summary = room.site.settings.description if name == "home" else ""
    shell = shell_of(room, address, name, title=title, summary=summary, around=around)
    if name == "home" and room.describe:
        shell = replace(shell, linked_data=room.describe(room, None))
    return Page(address, f"{name}.html", view, shell, room.words)


def shell_of(  # noqa: PLR0913  # a page's head is made of this much
    room: Room,
    address: str,
    name: str,
    *,
    title: str,
    summary: str = "",
    image: Image | None = None,
    around: Neighbours = (None, None),
) -> Shell:
    """Return what surrounds a page."""
    site, settings = room.site, room.site.settings
    own = address if address != "/" and address in room.index.feed_places else None
    feeds = (*(feed_links(room, own, title) if own else ()), *feed_links(room, "/", ""))
    return Shell(
        title=title,
        address=address,
        template=name,
        site_title=settings.title,
        site_description=settings.description,
        organiser=settings.organiser,
        language=room.words.language,
        direction=room.words.direction,
        description=summary,
        canonical=room.linker.href(address, absolute=True),
        menu=menu(room, address),
        feeds=feeds,
        image=image,
        scripts=room.scripts,
        policy=room.policy,
        is_hidden=site.preview.is_hidden or name == "404",
        newer=around[0],
        older=around[1],
    )


def feed_links(room: Room, place: str, title: str) -> tuple[FeedLink, ...]:
    """Return the feeds that stand beside an address, one a format; the site's own carry its name alone."""
    settings = room.site.settings
    name = f"{settings.title}: {title}" if title else settings.title
    formats = [FORMATS[one] for one in settings.feeds.formats]
    return tuple(FeedLink(f"{name} ({label(f.name)})", place + f.file, f.media_type) for f in formats)


def label(format_name: str) -> str:
    """Return a format's name as people write it."""
    return {"rss": "RSS", "atom": "Atom", "json": "JSON Feed"}[format_name]


def menu(room: Room, address: str) -> tuple[MenuItem, ...]:
    """Return the menu: the settings' own, else what the site has; pages that ask for a place stand in theirs."""
    site, say = room.site, room.words.say
    items = [Ref(entry.title, entry.url) for entry in site.settings.menu]
    if not items:
        items = [
            Ref(say(name), f"/{name}/")
            for name, has_any in (
                ("schedule", any(session.start for session in site.sessions)),
                ("sessions", bool(site.sessions)),
                ("sparks", bool(site.sparks)),
                ("posts", bool(site.posts)),
                ("people", bool(site.people)),
            )
            if has_any
        ]
    placed = sorted((p.fields.menu, p.title, p.address) for p in site.pages if p.fields.menu is not None)
    for number, title, where in placed:
        if all(item.address != where for item in items):
            items.insert(max(number - 1, 0), Ref(title, where))
    return tuple(MenuItem(item.title, item.address, _is_current(item.address, address)) for item in items)


def _is_current(entry: str, address: str) -> bool:
    return entry == address or (entry != "/" and entry.endswith("/") and address.startswith(entry))
