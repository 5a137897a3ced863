"""Sessions: the hub of one conversation, with its time and place, its people and its questions."""

from __future__ import annotations

from datetime import date

from sitegen.fields import lists, references, texts, times, web
from sitegen.fields.notes import Notes, read_fields
from sitegen.front_matter.nodes import Mapping, Node, Scalar
from sitegen.kinds.kind import TITLE_LINE, Kind, Start
from sitegen.model import (
    Access,
    Announce,
    Fields,
    FollowUp,
    Mode,
    NamedLink,
    Reference,
    SessionStatus,
    SlowChat,
    Written,
)


class SessionFields(Fields, frozen=True, kw_only=True):
    """What a session says of itself. An `end` that is a time alone is on the day of the start."""

    start: Written | None = None
    end: Written | str | None = None
    day: date | None = None
    timezone: str = ""
    room: str = ""
    track: str = ""
    format: str = ""
    mode: Mode | None = None
    audience: str = ""
    level: str = ""
    speakers: tuple[str, ...] = ()
    host: tuple[str, ...] = ()
    coming: int = 0
    access: Access = Access.OPEN
    register: str = ""
    join: str = ""
    hashtag: str = ""
    slides: str = ""
    recording: str = ""
    resources: tuple[NamedLink, ...] = ()
    references: tuple[Reference, ...] = ()
    status: SessionStatus = SessionStatus.SCHEDULED
    previous_start: Written | None = None
    sparks: tuple[NamedLink, ...] = ()
    slowchat: SlowChat | None = None
    follow_up: tuple[FollowUp, ...] = ()
    heard: str = ""


def slow_chat(node: Node, name: str, notes: Notes) -> SlowChat | None:
    """Read a slow chat: `starts` with its time of day, and what else it says."""
    if isinstance(node, Scalar) and not node.text.strip():
        return None
    if not isinstance(node, Mapping):
        hint = f"write it as in:\n{name}:\n  starts: 2026-03-02 08:00"
        notes.error(node.place, "wrong-type", f"'{name}' wants its own fields, with 'starts' first", hint)
        return None
    values = read_fields(node, _SLOW_CHAT, notes, prefix=f"{name}.")
    starts = values.get("starts")
    if not isinstance(starts, Written):
        hint = f"write under {name}:\n  starts: 2026-03-02 08:00"
        place = notes.places.get(f"{name}.starts", node.place)
        notes.missing(f"{name}.starts", place, f"'{name}' does not say when it starts", hint)
        return None
    if not starts.has_time:
        hint = f"write starts: {starts.text} 08:00"
        notes.error(notes.places[f"{name}.starts"], "bad-date", f"'{name}.starts' wants its time of day too", hint)
        return None
    return SlowChat(**values)


_SLOW_CHAT = {
    "starts": times.moment,
    "weekends": texts.yes_or_no,
    "hashtag": texts.hashtag,
    "host": lists.people,
    "announce": texts.choice(Announce),
}


def _begin(start: Start) -> str:
    return (
        f"---\ntitle: {start.title}\nstart: {start.day}\n---\n\n"
        "What it is about, and what is asked of those who come.\n"
    )


KIND = Kind(
    folder="sessions",
    noun="session",
    fields=SessionFields,
    own={
        "start": times.moment,
        "end": times.moment_or_time,
        "day": times.day,
        "timezone": texts.zone_name,
        "room": texts.plain,
        "track": texts.plain,
        "format": texts.text,
        "mode": texts.choice(Mode),
        "audience": texts.text,
        "level": texts.text,
        "speakers": lists.people,
        "host": lists.people,
        "coming": texts.whole_number,
        "access": texts.choice(Access),
        "register": web.way_in,
        "join": web.way_in,
        "hashtag": texts.hashtag,
        "slides": web.file_or_address,
        "recording": web.file_or_address,
        "resources": lists.named(web.file_or_address),
        "references": references.references,
        "status": texts.choice(SessionStatus),
        "previous_start": times.moment,
        "sparks": lists.sparks,
        "slowchat": slow_chat,
        "follow_up": lists.list_of(times.duration),
        "heard": texts.markdown,
    },
    needs=TITLE_LINE,
    begin=_begin,
)
