"""The whole site to its pages: for each address a template and the view that it shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.pages.conversation import pages_of_conversation
from sitegen.pages.discussions import thread_sources
from sitegen.pages.front import front_pages
from sitegen.pages.items import card
from sitegen.pages.page import MakePage, Page
from sitegen.pages.people import pages_of_people
from sitegen.pages.room import Describe, DrawCard, Index, Room
from sitegen.pages.timetable import pages_of_timetable
from sitegen.pages.writing import pages_of_writing
from sitegen.words import load_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.links import Linker
    from sitegen.site import Site

__all__ = ["DrawCard", "Page", "Room", "make_pages", "open_room", "plan_pages", "thread_sources"]


def open_room(  # noqa: PLR0913  # each is handed in because a room above this one knows it
    site: Site,
    linker: Linker,
    draw: DrawCard | None = None,
    *,
    describe: Describe | None = None,
    scripts: tuple[str, ...] = (),
    policy: str = "",
) -> Room:
    """Return what the pages of a site's own language are made with."""
    return Room(site, linker, Index(site), load_words(site.settings.language), draw, card, describe, scripts, policy)


def make_pages(room: Room) -> Iterator[Page]:
    """Yield every page of the site."""
    for make in plan_pages(room):
        yield make()


def plan_pages(room: Room) -> Iterator[MakePage]:
    """Yield what makes each page of the site, in the order in which they are told of."""
    yield from front_pages(room)
    yield from pages_of_writing(room)
    yield from pages_of_conversation(room)
    yield from pages_of_timetable(room)
    yield from pages_of_people(room)
