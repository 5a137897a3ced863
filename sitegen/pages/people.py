"""The pages of people: who speaks and writes, and who said that they are coming."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sitegen.pages.items import author, person_item, picture, post_item, session_item, spark_item
from sitegen.pages.page import Page, list_page, page_of
from sitegen.site import Person, Post, SessionPhase, Spark
from sitegen.urls import is_external
from sitegen.views import PeopleView, PersonView, Ref

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.model import NamedLink
    from sitegen.pages.room import Room

_FEDIVERSE = re.compile(r"^@([\w.-]+)@([\w.-]+\.\w+)$")


def pages_of_people(room: Room) -> Iterator[Page]:
    """Yield everybody's page and the list of them."""
    for person in room.site.people:
        yield _person(room.in_language(person.language), person)
    items = tuple(person_item(room, person) for person in room.site.people)
    ahead = {session.slug for session in room.site.sessions if session.phase is not SessionPhase.AFTER}
    listed = (person for person in room.site.people if person.fields.listed)
    coming = sum(1 for person in listed if ahead & set(person.fields.attending))
    yield list_page(
        room, "/people/", "people", PeopleView(items, coming, network_address(room)), room.words.say("people")
    )


def network_address(room: Room) -> str:
    """Return where everybody's feeds are as one list; an empty text while nobody has one."""
    return "/network.opml" if any(person.fields.feed for person in room.site.people) else ""


def _person(room: Room, person: Person) -> Page:
    fields, site = person.fields, room.site
    attends = set(fields.attending) if fields.listed else set()
    wrote = room.index.written_by.get(person.slug, ())
    speaks = [s for s in site.sessions if person.slug in (*s.fields.speakers, *s.fields.host)]
    view = PersonView(
        author=author(room, person.slug),
        pronouns=fields.pronouns,
        organisation=Ref(fields.organisation, fields.organisation_url) if fields.organisation else None,
        html=room.body(person),
        photo=picture(room, person, fields.photo, fields.photo_alt),
        links=tuple(_link(link) for link in fields.links),
        feed=fields.feed,
        attendance=fields.attendance.value if fields.attendance and fields.listed else "",
        speaks=tuple(session_item(room, session) for session in speaks),
        attends=tuple(session_item(room, s) for s in site.sessions if s.slug in attends and s not in speaks),
        posts=tuple(post_item(room, entry) for entry in wrote if isinstance(entry, Post)),
        sparks=tuple(spark_item(room, entry) for entry in wrote if isinstance(entry, Spark)),
    )
    return page_of(room, person, "person", view)


def _link(link: NamedLink) -> Ref:
    """Return a link to an address, or to a Fediverse handle's page; any other handle is printed with its name."""
    if is_external(link.target):
        return Ref(link.name, link.target)
    handle = _FEDIVERSE.match(link.target)
    if handle:
        return Ref(f"{link.name}: {link.target}", f"https://{handle[2]}/@{handle[1]}")
    return Ref(f"{link.name}: {link.target}")
