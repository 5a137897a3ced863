"""Where the people of a site write: their own feeds as one list that feed readers import."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.feeds import FORMATS
from sitegen.opml import Outline, write_opml

if TYPE_CHECKING:
    from sitegen.pages.room import Room


def network_opml(room: Room) -> bytes:
    """Return the OPML of everybody's own feed, by name; nobody is in it whose page does not show."""
    base, settings = room.linker.base, room.site.settings
    outlines = tuple(
        Outline(person.title, person.fields.feed, base.absolute(person.address))
        for person in room.site.people
        if person.fields.feed
    )
    if not outlines:
        # A list without an outline is none (OPML 2.0): while nobody has a feed, the site's own stands for all.
        first = FORMATS[settings.feeds.formats[0]] if settings.feeds.formats else FORMATS["rss"]
        outlines = (Outline(settings.title, base.absolute(f"/{first.file}"), base.home),)
    title = f"{settings.title}: {room.words.say('network')}"
    return write_opml(title, settings.organiser or settings.title, ((room.words.say("people"), outlines),))
