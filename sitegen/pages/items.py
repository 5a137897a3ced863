"""The values that several pages show alike: people, pictures, and a document as it stands in a list."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from sitegen.addresses import tag_address
from sitegen.body import Html
from sitegen.links import Found
from sitegen.model import Access
from sitegen.pages.answers import answer, hashtag
from sitegen.pages.room import tag_slugs
from sitegen.pages.times import day_view, maybe_time, time_view, waits
from sitegen.references import is_slug
from sitegen.site import AnyEntry, Page, Person, Post, Session, Spark, SparkPhase
from sitegen.urls import is_external
from sitegen.views import (
    Author,
    Bio,
    Image,
    PersonItem,
    PostItem,
    Ref,
    Reference,
    SafeHtml,
    Section,
    SessionItem,
    SparkItem,
)

if TYPE_CHECKING:
    from sitegen.pages.room import CardView, Room
    from sitegen.views import Time
    from sitegen.words import Words


def author(room: Room, name: str) -> Author:
    """Return somebody by slug or printed name, with their page if it shows."""
    made = room.made.authors
    if name not in made:
        made[name] = _author(room, name)
    return made[name]


def _author(room: Room, name: str) -> Author:
    person = room.index.people.get(name) if is_slug(name) else None
    if person is None:
        return Author(name)
    fields = person.fields
    return Author(person.title, person.address, ", ".join(part for part in (fields.role, fields.organisation) if part))


def authors(room: Room, names: tuple[str, ...]) -> tuple[Author, ...]:
    """Return several people."""
    return tuple(author(room, name) for name in names)


def bios(room: Room, names: tuple[str, ...]) -> tuple[Bio, ...]:
    """Return what those of the people who have a page and a text say of themselves."""
    people = (room.index.people.get(name) for name in names if is_slug(name))
    return tuple(
        Bio(
            author(room, person.slug),
            room.finisher.html(person, person.document.body.parts, elsewhere=True),
            picture(room, person, person.fields.photo, person.fields.photo_alt),
        )
        for person in people
        if person is not None and person.document.body.parts
    )


def picture(room: Room, entry: AnyEntry, target: str, alt: str | None) -> Image | None:
    """Return the picture that a field names."""
    if not target:
        return None
    found = room.linker.resolve(entry, target, is_picture=True)
    return Image(found.address, alt or "") if isinstance(found, Found) else None


def tags(room: Room, entry: AnyEntry) -> tuple[Ref, ...]:
    """Return an entry's tags, as the whole site spells them."""
    if not entry.fields.tags:
        return ()
    names, made = room.index.tag_names, room.made.tags
    slugs = [slug for slug in tag_slugs(entry) if slug in names]
    for slug in slugs:
        if slug not in made:
            made[slug] = Ref(names[slug], tag_address(slug))
    return tuple(made[slug] for slug in slugs)


def references(room: Room, entry: AnyEntry) -> tuple[Reference, ...]:
    """Return an entry's list of references, those of the bibliography that it cites included."""
    works = room.finisher.works(entry)
    return tuple(Reference(work.id, SafeHtml(works.html(work))) for work in works.listed)


def sections(entry: AnyEntry) -> tuple[Section, ...]:
    """Return the headings of an entry's text, unless its author put a table of contents into it (`[TOC]`)."""
    if any(isinstance(part, Html) and '<div class="toc"' in part.text for part in entry.document.body.parts):
        return ()
    return tuple(Section(heading.level, heading.id, heading.text) for heading in entry.document.body.headings)


def description(entry: AnyEntry) -> str:
    """Return an entry's summary as plain text."""
    return entry.fields.summary or entry.document.body.plain


def session_ref(room: Room, slug: str) -> Ref | None:
    """Return a session's title and address, if it shows."""
    session = room.index.sessions.get(slug)
    return Ref(session.title, session.address) if session else None


def post_item(room: Room, post: Post) -> PostItem:
    """Return a post as it stands in a list."""
    made = room.made.posts
    if post.id not in made:
        made[post.id] = _post_item(room, post)
    return made[post.id]


def _post_item(room: Room, post: Post) -> PostItem:
    body = post.document.body
    if post.fields.summary:
        summary = SafeHtml(f"<p>{escape(post.fields.summary)}</p>")
    else:
        summary = room.finisher.html(post, body.summary, elsewhere=True)
    return PostItem(
        title=post.title,
        address=post.address,
        date=time_view(post.date, room.words) if post.has_time else day_view(post.day, room.words),
        summary=summary,
        authors=authors(room, post.fields.authors),
        tags=tags(room, post),
        stage=post.stage.value if post.stage else "",
        steps=tuple(step.value for step in post.fields.step),
        session=session_ref(room, post.fields.session),
        is_opinion=post.fields.opinion,
        language="" if post.language == room.words.language else post.language,
        has_more=bool(post.fields.summary) or body.parts != body.summary,
        waits=waits(post, room.words),
    )


def session_item(room: Room, session: Session) -> SessionItem:
    """Return a session as it stands in a list."""
    made = room.made.sessions
    if session.id not in made:
        made[session.id] = _session_item(room, session)
    return made[session.id]


def _session_item(room: Room, session: Session) -> SessionItem:
    fields, words = session.fields, room.words
    sparks = room.index.sparks_of.get(session.slug, ())
    return SessionItem(
        title=session.title,
        address=session.address,
        phase=session.phase.value,
        status=fields.status.value,
        start=time_view(session.start, words) if session.start else None,
        end=time_view(session.end, words) if session.end else None,
        hours=words.hours(session.start, session.end) if session.start else "",
        room=fields.room,
        track=fields.track,
        format=fields.format,
        mode=fields.mode.value if fields.mode else "",
        speakers=authors(room, fields.speakers),
        summary=description(session),
        is_for_members=fields.access is Access.MEMBERS,
        day=words.date(session.day) if session.day else "",
        open_sparks=sum(spark.phase is SparkPhase.OPEN and not waits(spark, room.words) for spark in sparks),
        waits=waits(session, room.words),
    )


def spark_item(room: Room, spark: Spark) -> SparkItem:
    """Return a spark as it stands in a list; what was heard shows once it has closed."""
    made = room.made.sparks
    if spark.id not in made:
        made[spark.id] = _spark_item(room, spark)
    return made[spark.id]


def _spark_item(room: Room, spark: Spark) -> SparkItem:
    is_closed = spark.phase is SparkPhase.CLOSED
    heard = room.finisher.html(spark, spark.document.body.heard, elsewhere=True) if is_closed else SafeHtml()
    return SparkItem(
        question=spark.title,
        address=spark.address,
        phase=spark.phase.value,
        opens=maybe_time(spark.opens, room.words),
        closes=_closing(spark, room.words),
        ends=spark.closes.isoformat() if spark.closes else "",
        number=spark.number,
        total=spark.total,
        session=session_ref(room, spark.session),
        summary=description(spark),
        heard=heard,
        hashtag=hashtag(room, spark),
        authors=authors(room, spark.fields.authors),
        can_be_answered=not is_closed and answer(room, spark) is not None,
        waits=waits(spark, room.words),
    )


def _closing(spark: Spark, words: Words) -> Time | None:
    """Return when a spark closes: with a date alone, that day, though it lasts to the day's end."""
    written = spark.fields.closes
    if spark.closes is None or written is None:
        return None
    return time_view(spark.closes, words) if written.has_time else day_view(written.moment.date(), words)


def person_item(room: Room, person: Person) -> PersonItem:
    """Return somebody as they stand in the list of people."""
    speaks = person.slug in room.index.held_by
    attendance = person.fields.attendance if person.fields.listed else None
    return PersonItem(author(room, person.slug), attendance.value if attendance else "", speaks, person.fields.feed)


def card(room: Room, entry: AnyEntry) -> CardView | None:
    """Return the view of a lone link's card: sparks, sessions and people have one."""
    match entry:
        case Spark():
            return spark_item(room, entry)
        case Session():
            return session_item(room, entry)
        case Person():
            return person_item(room, entry)
        case Post() | Page():
            return None


def file_ref(room: Room, entry: AnyEntry, target: str, title: str) -> Ref | None:
    """Return a file or an address that a field names; its name or its host serve as a title where there is none."""
    if not target:
        return None
    if is_external(target):
        return Ref(title or target.partition("://")[2].partition("/")[0], target)
    found = room.linker.resolve(entry, target)
    return Ref(title or target.rpartition("/")[2], found.address) if isinstance(found, Found) else None
