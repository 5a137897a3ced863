"""One page of the site before it is rendered, and what surrounds its own matter."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, TypeAlias

from sitegen.feeds import FORMATS
from sitegen.pages.items import description, picture
from sitegen.pages.times import waits
from sitegen.values import Value, replace
from sitegen.views import FeedLink, Image, MenuItem, Ref, SafeHtml, Shell
from sitegen.words import Words

if TYPE_CHECKING:
    from sitegen.pages.room import Room
    from sitegen.site import AnyEntry


Neighbours: TypeAlias = tuple[Ref | None, Ref | None]
"""The pages before and after one in a series."""

_NOTHING: Final = SafeHtml()


class Page(Value, frozen=True):
    """A page: where it is, the template it is rendered with, and all that it shows."""

    address: str
    template: str
    """The template's file name, as in `post.html`."""
    view: object
    shell: Shell
    words: Words
    modified: str = ""
    """When its document last changed, as ISO 8601; empty for lists."""


MakePage: TypeAlias = Callable[[], Page]
"""Makes a page when its turn comes, in whichever process that is."""


def page_of(room: Room, entry: AnyEntry, name: str, view: object, around: Neighbours = (None, None)) -> Page:
    """Return the page of a document, in the document's language; `around` are its neighbours in a series."""
    image = picture(room, entry, entry.fields.image, entry.fields.image_alt)
    shell = shell_of(
        room,
        entry.address,
        name,
        title=entry.title,
        summary=description(entry),
        image=image,
        around=around,
        canonical=entry.fields.canonical,
        about=room.describe(room, entry) if room.describe else SafeHtml(),
        waits=waits(entry, room.words),
    )
    changed = entry.updated or entry.appears
    return Page(entry.address, f"{name}.html", view, shell, room.words, changed.isoformat() if changed else "")


def list_page(  # noqa: PLR0913  # what a list's page cannot do without
    room: Room,
    address: str,
    name: str,
    view: object,
    title: str,
    *,
    summary: str = "",
    image: Image | None = None,
    around: Neighbours = (None, None),
) -> Page:
    """Return a page that lists, in the site's language."""
    about = room.describe(room, None) if name == "home" and room.describe else SafeHtml()
    shell = shell_of(room, address, name, title=title, summary=summary, image=image, around=around, about=about)
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
    canonical: str = "",
    about: SafeHtml = _NOTHING,
    waits: str = "",
) -> Shell:
    """Return what surrounds a page."""
    site, settings, made = room.site, room.site.settings, room.made
    if made.site_feeds is None:
        made.site_feeds = feed_links(room, "/", "")
    has_feeds = address != "/" and address in room.index.feed_places
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
        canonical=canonical or room.linker.href(address, absolute=True),
        menu=menu(room, address),
        feeds=(*feed_links(room, address, title), *made.site_feeds) if has_feeds else made.site_feeds,
        image=image,
        linked_data=about,
        scripts=room.scripts,
        policy=room.policy,
        is_hidden=site.preview.is_hidden or name == "404",
        waits=waits,
        newer=around[0],
        older=around[1],
        has_sparks=bool(site.sparks),
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
    """Return the menu, with the entries marked that lead to the page at `address` or to one above it."""
    if room.made.menu is None:
        room.made.menu = _menu(room)
    return tuple(
        replace(item, is_current=True) if _is_current(item.address, address) else item for item in room.made.menu
    )


def _menu(room: Room) -> tuple[MenuItem, ...]:
    """Return the settings' own menu, else what the site has; pages that ask for a place stand in theirs."""
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
    return tuple(MenuItem(item.title, item.address, is_current=False) for item in items)


def _is_current(entry: str, address: str) -> bool:
    return entry == address or (entry != "/" and entry.endswith("/") and address.startswith(entry))
