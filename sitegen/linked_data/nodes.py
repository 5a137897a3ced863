"""The properties that things of several kinds share, and how a thing is named."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from sitegen.pages.items import description, picture, tags
from sitegen.references import is_slug

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sitegen.model import Written
    from sitegen.pages import Room
    from sitegen.site import AnyEntry

Node: TypeAlias = dict[str, object]
"""A thing with its properties, as JSON has it."""

VOCABULARY: Final = "https://schema.org"


def node(parts: Mapping[str, object]) -> Node:
    """Return a thing with those of its properties that are known."""
    return {name: value for name, value in parts.items() if value}


def words_of(room: Room, entry: AnyEntry) -> Node:
    """Return what every text has: its summary, picture, language and tags."""
    return {
        "description": description(entry),
        "image": picture_url(room, entry, entry.fields.image),
        "inLanguage": entry.language,
        "keywords": [tag.title for tag in tags(room, entry)],
    }


def picture_url(room: Room, entry: AnyEntry, target: str) -> str:
    """Return the absolute URL of the picture that a field names, or nothing."""
    found = picture(room, entry, target, None)
    return room.linker.href(found.address, absolute=True) if found else ""


def somebody(room: Room, name: str) -> Node:
    """Return somebody by slug or printed name, with their page if it shows."""
    person = room.index.people.get(name) if is_slug(name) else None
    if person is None:
        return {"@type": "Person", "name": name}
    return {"@type": "Person", "@id": person.uri, "name": person.title, "url": url_of(room, person)}


def organiser(room: Room) -> Node | None:
    """Return who holds the conference, if the settings say."""
    name = room.site.settings.organiser
    if not name:
        return None
    return {"@type": "Organization", "@id": home_url(room, "organiser"), "name": name, "url": home_url(room)}


def moment_text(moment: datetime | None, written: Written | None) -> str:
    """Return a moment as ISO 8601 with its offset, or its day alone where that is all that was written."""
    if moment is None:
        return ""
    return moment.isoformat() if written is None or written.has_time else moment.date().isoformat()


def url_of(room: Room, entry: AnyEntry) -> str:
    """Return the absolute URL that search engines are to know a document's page by."""
    return entry.fields.canonical or room.linker.href(entry.address, absolute=True)


def home_url(room: Room, part: str = "") -> str:
    """Return the absolute URL of the home page, or of a part of it that stands for a thing."""
    return room.linker.base.home + (f"#{part}" if part else "")


def is_web(target: str) -> bool:
    """Whether a target is on the web, rather than a mail address or a handle."""
    return target.startswith(("http://", "https://"))
