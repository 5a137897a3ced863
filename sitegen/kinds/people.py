"""People: speakers, authors, hosts, and those who said that they want to be listed."""

from __future__ import annotations

from sitegen.fields import lists, texts, web
from sitegen.kinds.kind import Kind, Start
from sitegen.model import Attendance, Fields, NamedLink


class PersonFields(Fields, frozen=True, kw_only=True):
    """What somebody's file says of them; their title is their name."""

    role: str = ""
    organisation: str = ""
    organisation_url: str = ""
    pronouns: str = ""
    links: tuple[NamedLink, ...] = ()
    feed: str = ""
    photo: str = ""
    photo_alt: str | None = None
    attending: tuple[str, ...] = ()
    attendance: Attendance | None = None
    listed: bool = False


def _begin(start: Start) -> str:
    return f"---\nname: {start.title}\n---\n\nWho they are, in two or three sentences.\n"


KIND = Kind(
    folder="people",
    noun="person",
    fields=PersonFields,
    own={
        "name": texts.title,
        "role": texts.text,
        "organisation": texts.text,
        "organisation_url": web.web_address,
        "pronouns": texts.text,
        "links": lists.named(web.way_or_handle),
        "feed": web.web_address,
        "photo": web.file_or_address,
        "photo_alt": texts.optional_text,
        "attending": lists.list_of(texts.name_of("sessions")),
        "attendance": texts.choice(Attendance),
        "listed": texts.yes_or_no,
    },
    needs={"title": 'name: "…"'},
    begin=_begin,
)
