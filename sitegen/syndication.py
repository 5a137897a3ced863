"""The site to its feeds: what each one carries, whole and with absolute URLs, newest first."""

from __future__ import annotations

import posixpath
from datetime import UTC, datetime
from functools import partial
from html import escape
from typing import TYPE_CHECKING, Final

from sitegen.addresses import tag_address
from sitegen.feeds import FORMATS, Enclosure, Entry, Feed, scrub_for_feed
from sitegen.feeds import Person as Writer
from sitegen.pages.answers import hashtag
from sitegen.pages.items import authors, description, picture, references, tags
from sitegen.pages.occasions import check_in_title
from sitegen.pages.room import tag_slugs
from sitegen.site import AnyEntry, Person, Post, Session, Spark, SparkPhase, State
from sitegen.urls import is_external
from sitegen.values import replace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from sitegen.pages.room import Room

_AUDIO: Final = {
    ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4",
    ".ogg": "audio/ogg",
    ".opus": "audio/ogg",
    ".wav": "audio/wav",
}
_UNKNOWN_TYPE: Final = "application/octet-stream"


def make_feeds(room: Room) -> Iterator[tuple[str, Feed]]:
    """Yield each feed with the address beside which its files stand; the site's own stands beside `/`."""
    for place, make in plan_feeds(room):
        yield place, make()


def plan_feeds(room: Room) -> Iterator[tuple[str, Callable[[], Feed]]]:
    """Yield what makes each feed, with the address beside which its files stand."""
    site = room.site
    limit = site.settings.feeds.limit
    entries = _Entries(room)
    every: tuple[Post | Spark, ...] = (*site.posts, *site.sparks)
    dated = sorted(
        (entry for entry in every if entry.appears is not None and entry.state is State.PUBLISHED),
        key=lambda entry: (-(entry.appears.timestamp() if entry.appears else 0.0), entry.id),
    )
    yield "/", partial(entries.feed, "/", "", dated[:limit])
    if not site.settings.feeds.everywhere:
        return
    say = room.words.say
    posts = [entry for entry in dated if isinstance(entry, Post)]
    sparks = [entry for entry in dated if isinstance(entry, Spark)]
    yield "/posts/", partial(entries.feed, "/posts/", say("posts"), posts[:limit])
    yield "/sparks/", partial(entries.feed, "/sparks/", say("sparks"), sparks[:limit])
    of_session = _shared(dated, lambda entry: (entry.session if isinstance(entry, Spark) else entry.fields.session,))
    for session in site.sessions:
        own = of_session.get(session.slug, [])
        yield session.address, partial(entries.feed, session.address, session.title, own, description(session), session)
    by_author = _shared(dated, lambda entry: dict.fromkeys(entry.fields.authors))
    for person in site.people:
        own = by_author.get(person.slug, [])
        yield person.address, partial(entries.feed, person.address, person.title, own[:limit], owner=person)
    tagged = _shared(dated, tag_slugs)
    for tag in site.tags:
        own = tagged.get(tag.slug, [])
        yield tag_address(tag.slug), partial(entries.feed, tag_address(tag.slug), tag.name, own[:limit])


def _shared(
    dated: Iterable[Post | Spark], names: Callable[[Post | Spark], Iterable[str]]
) -> dict[str, list[Post | Spark]]:
    """Return the entries under each of their names, such as their authors, in the order given."""
    found: dict[str, list[Post | Spark]] = {}
    for entry in dated:
        for name in names(entry):
            found.setdefault(name, []).append(entry)
    return found


class _Entries:
    """Makes feeds, and each of their entries once."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._made: dict[str, Entry] = {}

    def feed(
        self,
        place: str,
        name: str,
        entries: Sequence[Post | Spark],
        summary: str = "",
        owner: Session | Person | None = None,
    ) -> Feed:
        """Return the feed beside an address; that of a session has its check-ins too, from their day on."""
        session = owner if isinstance(owner, Session) else None
        identity = owner.id if owner else ""
        room, settings = self._room, self._room.site.settings
        title = f"{settings.title}: {name}" if name else settings.title
        looks = _look_backs(room.in_language(session.language), session) if session else ()
        year = int(settings.id.partition(",")[2][:4])
        return Feed(
            id=f"tag:{settings.id}:feed/{identity or place.strip('/')}",
            title=title,
            description=summary or settings.description or title,
            language=settings.language,
            page_url=room.linker.href(place, absolute=True),
            urls={n: room.linker.href(place + FORMATS[n].file, absolute=True) for n in settings.feeds.formats},
            updated=datetime(year, 1, 1, tzinfo=UTC),
            entries=_newest_first([*(self._entry(entry) for entry in entries), *looks]),
            authors=(Writer(settings.organiser or settings.title, room.linker.href("/", absolute=True)),),
        )

    def _entry(self, entry: Post | Spark) -> Entry:
        if entry.id not in self._made:
            self._made[entry.id] = _entry(self._room.in_language(entry.language), entry)
        return self._made[entry.id]


def _entry(room: Room, entry: Post | Spark) -> Entry:
    if entry.appears is None:
        raise ValueError(f"{entry.id} has no date, and only what has one is in a feed")
    finisher = replace(room.finisher, draw_card=None, absolute=True)
    html = finisher.html(entry, entry.document.body.parts).text
    if isinstance(entry, Spark) and entry.phase is SparkPhase.CLOSED and entry.document.body.heard:
        heard = finisher.html(entry, entry.document.body.heard)
        html += f"\n<h2>{escape(room.words.say('heard'))}</h2>\n{heard.text}"
    if isinstance(entry, Spark) and not html.strip():
        html = _bare_question(room, entry)
    listed = "".join(f'<li id="ref-{escape(r.id)}">{r.html.text}</li>\n' for r in references(room, entry))
    if listed:
        html += f"\n<h2>{escape(room.words.say('references'))}</h2>\n<ul>\n{listed}</ul>\n"
    image = picture(room, entry, entry.fields.image, entry.fields.image_alt)
    absolute = room.linker.base.absolute
    return Entry(
        id=entry.uri,
        title=entry.title,
        url=absolute(entry.address),
        html=scrub_for_feed(html),
        summary=description(entry),
        published=entry.appears,
        updated=max(entry.updated or entry.appears, entry.appears),
        authors=tuple(
            Writer(a.name, absolute(a.address) if a.address else "") for a in authors(room, entry.fields.authors)
        ),
        tags=tuple(tag.title for tag in tags(room, entry)),
        language=entry.language if entry.language != room.site.settings.language else "",
        image=absolute(image.address) if image else "",
        enclosure=_enclosure(room, entry),
    )


def _bare_question(room: Room, spark: Spark) -> str:
    """Return the entry of a spark that is its question alone: where to answer it."""
    url = escape(room.linker.base.absolute(spark.address))
    tag = hashtag(room, spark)
    words = escape(room.words.say("answer_this"))
    return f'<p>{escape(spark.title)}{f" {escape(tag)}" if tag else ""}</p>\n<p><a href="{url}">{words}</a></p>'


def _newest_first(entries: list[Entry]) -> tuple[Entry, ...]:
    return tuple(sorted(entries, key=lambda entry: (-entry.published.timestamp(), entry.id)))


def _look_backs(room: Room, session: Session) -> tuple[Entry, ...]:
    """Return an entry for each check-in whose day has come; its answers stand in the session's own thread."""
    url = room.linker.base.absolute(session.address)
    words = room.words.say("check_in_words")
    return tuple(
        Entry(
            id=check_in.uri,
            title=check_in_title(check_in, room.words),
            url=f"{url}#{check_in.anchor}",
            html=f'<p>{escape(words)}</p>\n<p><a href="{escape(url)}">{escape(session.title)}</a></p>',
            summary=words,
            published=check_in.at,
            updated=check_in.at,
        )
        for check_in in session.check_ins
        if check_in.is_due
    )


def _enclosure(room: Room, entry: AnyEntry) -> Enclosure | None:
    if not isinstance(entry, Post) or not entry.fields.audio:
        return None
    target = entry.fields.audio
    media_type = _AUDIO.get(posixpath.splitext(target)[1].lower(), _UNKNOWN_TYPE)
    if is_external(target):
        return Enclosure(target, media_type, 0)
    found = room.linker.resolve(entry, target)
    path: str = getattr(found, "attachment", "")
    if not path:
        return None
    size = room.site.attachments[path].size
    return Enclosure(room.linker.base.absolute(room.linker.media_address(path)), media_type, size)
