"""Sessions and their conference as events.

A session's place is its room's name: a site has no postal address, which Google requires of a place before it
shows an event among its results (https://developers.google.com/search/docs/appearance/structured-data/event),
and one is not made up here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sitegen.linked_data.nodes import (
    VOCABULARY,
    Node,
    home_url,
    is_web,
    moment_text,
    node,
    organiser,
    somebody,
    url_of,
    words_of,
)
from sitegen.model import Mode, SessionStatus
from sitegen.site import Session, SessionPhase

if TYPE_CHECKING:
    from datetime import datetime

    from sitegen.pages import Room

_MODES: Final = {
    Mode.IN_PERSON: "OfflineEventAttendanceMode",
    Mode.ONLINE: "OnlineEventAttendanceMode",
    Mode.HYBRID: "MixedEventAttendanceMode",
}


def session_event(room: Room, session: Session, start: datetime) -> Node:
    """Return a session that has a start as an event of its conference."""
    return node(
        {
            **occasion(room, session, start),
            **words_of(room, session),
            "organizer": organiser(room),
            "performer": [somebody(room, name) for name in session.fields.speakers],
            "offers": _registration(session),
            "superEvent": conference(room),
        }
    )


def occasion(room: Room, session: Session, start: datetime) -> Node:
    """Return when, where and whether a session takes place; an end that nobody wrote is not told."""
    fields = session.fields
    previous, status = "", "EventScheduled"
    if fields.status is SessionStatus.CANCELLED:
        status = "EventCancelled"
    elif fields.status is SessionStatus.MOVED and session.previous_start:
        # Without an earlier start it moved to another room, and its time is as planned.
        previous, status = moment_text(session.previous_start, fields.previous_start), "EventRescheduled"
    return node(
        {
            "@type": "Event",
            "@id": session.uri,
            "name": session.title,
            "url": url_of(room, session),
            "startDate": start.isoformat(),
            "endDate": session.end.isoformat() if session.end and fields.end else "",
            "previousStartDate": previous,
            "eventStatus": f"{VOCABULARY}/{status}",
            "eventAttendanceMode": f"{VOCABULARY}/{_MODES[fields.mode]}" if fields.mode else "",
            "location": _location(room, session),
        }
    )


def _location(room: Room, session: Session) -> list[Node]:
    """Return where a session takes place; online it is at its own page, which says who may join, and how."""
    fields, title = session.fields, room.site.settings.title
    found: list[Node] = []
    if fields.mode is not Mode.ONLINE and (fields.room or fields.mode):
        place: Node = {"@type": "Place", "name": f"{fields.room}, {title}" if fields.room else title}
        if room.site.settings.address:
            place["address"] = room.site.settings.address
        found.append(place)
    if fields.mode in {Mode.ONLINE, Mode.HYBRID}:
        found.append({"@type": "VirtualLocation", "url": room.linker.href(session.address, absolute=True)})
    return found


def _registration(session: Session) -> Node | None:
    """Return where to register, while the page says so too; no price is known."""
    url = session.fields.register
    is_over = session.phase is SessionPhase.AFTER or session.fields.status is SessionStatus.CANCELLED
    return {"@type": "Offer", "url": url} if is_web(url) and not is_over else None


def conference(room: Room) -> Node:
    """Return the conference, which has a session with a start, from its first day to its last."""
    first, last = room.index.days
    return {
        "@type": "Event",
        "@id": home_url(room, "conference"),
        "name": room.site.settings.title,
        "url": home_url(room),
        "startDate": first.isoformat(),
        "endDate": last.isoformat(),
    }
