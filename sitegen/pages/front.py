"""The pages that lead on: the home page, the one on subscribing, the one for lost addresses."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Final

from sitegen.addresses import feed_places, session_addresses, tag_address
from sitegen.model import SessionStatus
from sitegen.pages.answers import answer
from sitegen.pages.items import description, picture, post_item, references, session_item, spark_item
from sitegen.pages.page import MakePage, Page, feed_links, list_page
from sitegen.pages.people import network_address
from sitegen.pages.times import waits
from sitegen.site import Session, SessionPhase, SparkPhase
from sitegen.views import HomeView, NotFoundView, Ref, SafeHtml, SubscribeView, Subscription

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from sitegen.pages.room import Room
    from sitegen.site import Page as WrittenPage
    from sitegen.words import Words

_MOST_SPARKS: Final = 5
_MOST_POSTS: Final = 5
_SAME_EVENT: Final = timedelta(days=7)
"""Sessions further apart than this belong to different events."""


def front_pages(room: Room) -> Iterator[MakePage]:
    """Yield what makes the home page, the page on subscribing and the page for lost addresses."""
    yield partial(_home_page, room)
    yield lambda: list_page(room, "/subscribe/", "subscribe", _subscribe(room), room.words.say("subscribe"))
    yield lambda: list_page(room, "/404.html", "404", _not_found(room), room.words.say("not_found"))


def _not_found(room: Room) -> NotFoundView:
    return NotFoundView(tuple(post_item(room, post) for post in room.site.posts[:_MOST_POSTS]))


def _home_page(room: Room) -> Page:
    opening = next((page for page in room.site.pages if page.is_home), None)
    summary = room.site.settings.description or (description(opening) if opening else "")
    image = picture(room, opening, opening.fields.image, opening.fields.image_alt) if opening else None
    return list_page(room, "/", "home", _home(room, opening), "", summary=summary, image=image)


def _home(room: Room, opening: WrittenPage | None) -> HomeView:
    site = room.site
    held = [s for s in site.sessions if s.start and s.fields.status is not SessionStatus.CANCELLED]
    ahead = [s for s in held if s.phase is SessionPhase.BEFORE]
    newest = sorted(site.sparks, key=lambda s: (-(s.opens.timestamp() if s.opens else 0.0), s.id))
    open_sparks = [spark for spark in newest if spark.phase is SparkPhase.OPEN]
    heard = [s for s in newest if s.phase is SparkPhase.CLOSED and s.document.body.heard]
    heard.sort(key=lambda s: -(s.closes.timestamp() if s.closes else 0.0))
    own = room.in_language(opening.language) if opening else room
    return HomeView(
        title=opening.title if opening else "",
        anchor=opening.document.title_anchor if opening else "",
        html=own.body(opening) if opening else SafeHtml(),
        text_language=own.words.language if own.words.language != room.words.language else "",
        waits=waits(opening, room.words) if opening else "",
        references=references(own, opening) if opening else (),
        answer=answer(room, opening) if opening else None,
        now=tuple(session_item(room, s) for s in held if s.phase is SessionPhase.NOW),
        next=tuple(session_item(room, s) for s in ahead if s.start == ahead[0].start),
        is_over=bool(held) and all(s.phase is SessionPhase.AFTER for s in held),
        sparks=tuple(spark_item(room, spark) for spark in open_sparks[:_MOST_SPARKS]),
        heard=spark_item(room, heard[0]) if heard and not open_sparks else None,
        posts=tuple(post_item(room, post) for post in site.posts[: site.settings.page_size]),
        has_more_posts=len(site.posts) > site.settings.page_size,
        dates=_dates(site.sessions, room.words),
    )


def _dates(sessions: tuple[Session, ...], words: Words) -> str:
    """Return the days of the conference in words: of the event with most sessions, where there are several."""
    events: list[list[date]] = []
    for day in sorted(session.day for session in sessions if session.day):
        if events and day - events[-1][-1] <= _SAME_EVENT:
            events[-1].append(day)
        else:
            events.append([day])
    if not events:
        return ""
    longest = max(events, key=len)
    return words.date_range(longest[0], longest[-1])


def _subscribe(room: Room) -> SubscribeView:
    site = room.site
    places = {place for place, _ in feed_places(site)}

    def subscription(title: str, place: str) -> Subscription:
        return Subscription(title, feed_links(room, place, title if place != "/" else ""))

    def those(pairs: list[tuple[str, str]]) -> tuple[Subscription, ...]:
        return tuple(subscription(title, place) for title, place in pairs if place in places)

    has_feeds = bool(site.settings.feeds.formats)
    return SubscribeView(
        site=subscription(site.settings.title, "/") if has_feeds else None,
        kinds=those([(room.words.say(kind), f"/{kind}/") for kind in ("posts", "sparks")]),
        sessions=those([(session.title, session.address) for session in site.sessions]),
        people=those([(person.title, person.address) for person in site.people]),
        tags=those([(tag.name, tag_address(tag.slug)) for tag in site.tags]),
        calendars=_calendars(room),
        network=network_address(room),
        email=site.settings.comments.email,
    )


def _calendars(room: Room) -> tuple[Ref, ...]:
    """Return the whole schedule, then each session's calendar and its slow chat's."""
    found = [Ref(room.words.say("schedule"), "/schedule.ics")]
    for session in room.site.sessions:
        addresses = {owner: address for address, owner in session_addresses(room.site, session)}
        if "the calendar" in addresses:
            found.append(Ref(session.title, addresses["the calendar"]))
        if "the slow chat" in addresses:
            title = f"{session.title} ({room.words.say('slow_chat')})"
            found.append(Ref(title, addresses["the slow chat's calendar"]))
    return tuple(found)
