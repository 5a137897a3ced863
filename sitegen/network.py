"""Where the people of a site write: their own feeds as one list that feed readers import."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
    title = f"{settings.title}: {room.words.say('network')}"
    return write_opml(title, settings.organiser or settings.title, ((room.words.say("people"), outlines),))
