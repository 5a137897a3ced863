"""What a page is about, in words that search engines know: schema.org's vocabulary as JSON-LD 1.1.

Nothing is said that the page does not show, and nothing that nobody knows.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from sitegen.linked_data.events import conference, occasion, session_event
from sitegen.linked_data.nodes import VOCABULARY, Node, home_url, node, organiser
from sitegen.linked_data.texts import post_node, profile_node, spark_node
from sitegen.site import AnyEntry, Page, Person, Post, Session, Spark
from sitegen.views import SafeHtml

if TYPE_CHECKING:
    from sitegen.pages import Room

__all__ = ["as_script", "linked_data", "site_linked_data"]

_UNSAFE: Final = tuple((c, f"\\u{ord(c):04x}") for c in "<>&\u2028\u2029")
_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def linked_data(room: Room, entry: AnyEntry) -> Node | None:
    """Return what a document's page is about; None for a page, and for a session whose time is to be announced.

    A thing's `@id` is its tag URI, by which others name it: it stays when the address changes.
    """
    match entry:
        case Session(start=start):
            found = session_event(room, entry, start) if start else None
        case Post():
            found = post_node(room, entry)
        case Spark():
            found = spark_node(room, entry)
        case Person():
            found = profile_node(room, entry)
        case Page():
            found = None
    return {"@context": VOCABULARY, **found} if found else None


def site_linked_data(room: Room) -> Node:
    """Return what the home page is about: the site, and the conference with every session that has a time."""
    settings = room.site.settings
    site = node(
        {
            "@type": "WebSite",
            "@id": home_url(room, "website"),
            "name": settings.title,
            "url": home_url(room),
            "description": settings.description,
            "inLanguage": settings.language,
            "publisher": organiser(room),
        }
    )
    occasions = [occasion(room, session, session.start) for session in room.site.sessions if session.start]
    if not occasions:
        return {"@context": VOCABULARY, "@graph": [site]}
    event = node(
        {
            **conference(room),
            "description": settings.description,
            "inLanguage": settings.language,
            "organizer": organiser(room),
            "subEvent": occasions,
        }
    )
    return {"@context": VOCABULARY, "@graph": [site, event]}


def as_script(data: Node) -> SafeHtml:
    """Return data as JSON for a `script` element: no value can end it, or begin a comment or an entity in it."""
    text = _ENCODER.encode(data)
    for character, escaped in _UNSAFE:
        text = text.replace(character, escaped)
    return SafeHtml(text)
