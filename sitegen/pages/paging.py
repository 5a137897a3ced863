"""Lists that take several pages: where each page stands among them, and how it is titled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.addresses import list_page_address
from sitegen.pages.page import Page, list_page
from sitegen.views import Pagination, Ref

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.pages.room import Room


def places(address: str, total: int) -> Iterator[Pagination]:
    """Yield where each page of a list stands among all, the list's own address first."""
    for number in range(1, total + 1):
        newer = list_page_address(address, number - 1) if number > 1 else ""
        older = list_page_address(address, number + 1) if number < total else ""
        yield Pagination(number, total, newer, older)


def numbered_page(  # noqa: PLR0913  # what a list's page cannot do without, and where it stands
    room: Room, address: str, name: str, view: object, title: str, *, place: Pagination
) -> Page:
    """Return a page of a list, which knows the pages before and after it; `title` is the whole list's."""
    if place.number > 1:
        title = f"{title}, {room.words.say('page_of', number=place.number, total=place.total)}"
    around = (Ref("", place.newer) if place.newer else None, Ref("", place.older) if place.older else None)
    return list_page(room, list_page_address(address, place.number), name, view, title, around=around)
