"""The pages of people: who speaks and writes, and who said that they are coming."""

from __future__ import annotations

import re
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from sitegen.addresses import MOST_LISTED, person_pages
from sitegen.pages.items import author, person_item, picture, post_item, session_item, spark_item
from sitegen.pages.page import MakePage, Page, list_page, page_of
from sitegen.pages.paging import numbered_page, places
from sitegen.site import Person, Post, SessionPhase, Spark
from sitegen.urls import is_external
from sitegen.views import PeopleView, PersonView, Ref, SafeHtml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.model import NamedLink
    from sitegen.pages.room import Room
    from sitegen.views import Pagination

_FEDIVERSE = re.compile(r"^@([\w.-]+)@([\w.-]+\.\w+)$")


def pages_of_people(room: Room) -> Iterator[MakePage]:
    """Yield what makes everybody's page and the list of them."""
    for person in room.site.people:
        own = room.in_language(person.language)
        yield partial(_person, own, person)
        posts = [entry for entry in room.index.written_by.get(person.slug, ()) if isinstance(entry, Post)]
        for place in islice(places(person.address, person_pages(len(posts))), 1, None):
            yield partial(_more_posts, own, person, posts, place)
    yield partial(_everybody, room)


def _everybody(room: Room) -> Page:
    items = tuple(person_item(room, person) for person in room.site.people)
    ahead = {session.slug for session in room.site.sessions if session.phase is not SessionPhase.AFTER}
    listed = (person for person in room.site.people if person.fields.listed)
    coming = sum(1 for person in listed if ahead & set(person.fields.attending))
    return list_page(
        room, "/people/", "people", PeopleView(items, coming, network_address(room)), room.words.say("people")
    )


def network_address(room: Room) -> str:
    """Return where everybody's feeds are as one list; an empty text while nobody has one."""
    return "/network.opml" if any(person.fields.feed for person in room.site.people) else ""


def _person(room: Room, person: Person) -> Page:
    fields, index = person.fields, room.index
    wrote = index.written_by.get(person.slug, ())
    speaks = index.held_by.get(person.slug, ())
    elsewhere = set(fields.attending if fields.listed else ()) - {session.slug for session in speaks}
    attends = sorted(elsewhere & index.order.keys(), key=index.order.__getitem__)
    posts = [entry for entry in wrote if isinstance(entry, Post)]
    first = next(places(person.address, person_pages(len(posts))))
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
        attends=tuple(session_item(room, index.sessions[slug]) for slug in attends),
        posts=tuple(post_item(room, entry) for entry in posts[:MOST_LISTED]),
        sparks=tuple(spark_item(room, entry) for entry in wrote if isinstance(entry, Spark)),
        pagination=first,
    )
    return page_of(room, person, "person", view, (None, Ref("", first.older) if first.older else None))


def _more_posts(room: Room, person: Person, posts: list[Post], place: Pagination) -> Page:
    fields = person.fields
    shown = PersonView(
        author=author(room, person.slug),
        pronouns=fields.pronouns,
        organisation=Ref(fields.organisation, fields.organisation_url) if fields.organisation else None,
        html=SafeHtml(),
        photo=None,
        links=(),
        feed="",
        attendance="",
        speaks=(),
        attends=(),
        posts=tuple(post_item(room, post) for post in posts[(place.number - 1) * MOST_LISTED :][:MOST_LISTED]),
        sparks=(),
        pagination=place,
    )
    return numbered_page(room, person.address, "person", shown, person.title, place=place)


def _link(link: NamedLink) -> Ref:
    """Return a link to an address, or to a Fediverse handle's page; any other handle is printed with its name."""
    if is_external(link.target):
        return Ref(link.name, link.target)
    handle = _FEDIVERSE.match(link.target)
    if handle:
        return Ref(f"{link.name}: {link.target}", f"https://{handle[2]}/@{handle[1]}")
    return Ref(f"{link.name}: {link.target}")
