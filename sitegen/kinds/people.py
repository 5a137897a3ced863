"""People: speakers, authors, hosts, and those who said that they want to be listed."""

from __future__ import annotations

from sitegen.fields import lists, texts, web
from sitegen.fields.field import Choice, Field, ListOf, Named, One
from sitegen.kinds.kind import Kind, Start, shared
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
        **shared(
            slug="jo-smith",
            id="people/jo-jones",
            summary="Listens to weather and children.",
            tags="[science]",
            aliases="[/speakers/jo/]",
            image="barometer.jpg",
            image_alt="A barometer",
        ),
        "title": Field(texts.title, One.TEXT, "Says the same as `name`: write one of the two.", "Jo Smith"),
        "name": Field(texts.title, One.TEXT, "Their name. A person needs nothing else.", "Jo Smith"),
        "role": Field(texts.text, One.TEXT, "What they do.", "Science teacher"),
        "organisation": Field(texts.text, One.TEXT, "Where they do it.", "Compass Lane Primary School"),
        "organisation_url": Field(
            web.web_address, One.WEB_ADDRESS, "The organisation's own site.", "https://example.org/"
        ),
        "pronouns": Field(texts.text, One.TEXT, "As they like it.", "they/them"),
        "links": Field(
            lists.named(web.way_or_handle),
            Named(One.TEXT),
            "Where else to find them, as many as they like: a name and an address or a handle, a line each, indented.",
            "\n  Blog: https://jo.example.net/",
        ),
        "feed": Field(
            web.web_address,
            One.WEB_ADDRESS,
            "The feed of where they write. It goes into the list `/network.opml`, which feed readers import.",
            "https://jo.example.net/feed.xml",
        ),
        "photo": Field(web.file_or_address, One.FILE_OR_ADDRESS, "A picture beside this file.", "jo-smith.jpg"),
        "photo_alt": Field(
            texts.optional_text,
            One.TEXT,
            "What one sees in that picture.",
            "Jo in a laboratory coat, holding a barometer",
        ),
        "attending": Field(
            lists.list_of(texts.name_of("sessions")),
            ListOf(One.NAME),
            "The sessions they mean to come to: the names of files in `sessions/`.",
            "[networks]",
        ),
        "attendance": Field(
            texts.choice(Attendance), Choice(Attendance), "How they come: `in-person` or `remote`.", "in-person"
        ),
        "listed": Field(
            texts.yes_or_no,
            One.YES_OR_NO,
            "`true`: they agreed to be found. Without it, somebody who is no author, speaker or host appears nowhere.",
            "true",
        ),
    },
    needs={"title": 'name: "…"'},
    begin=_begin,
)
