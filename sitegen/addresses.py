"""Which addresses a site has, besides those of its documents: lists, feeds, calendars, room views."""

from __future__ import annotations

from math import ceil
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from sitegen.follow_ups import chat_days

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.site import AnyEntry, Session, Site

STATIC: Final = "content/static/"
LISTS: Final = MappingProxyType(
    {
        "/": "the home page",
        "/posts/": "the list of posts",
        "/sessions/": "the list of sessions",
        "/sparks/": "the list of sparks",
        "/schedule/": "the schedule",
        "/people/": "the list of people",
        "/tags/": "the list of tags",
        "/archive/": "the archive",
        "/subscribe/": "the page on subscribing",
        "/404.html": "the page for lost addresses",
        "/schedule.ics": "the calendar of the schedule",
        "/network.opml": "the list of everybody's feeds",
        "/sitemap.xml": "the site map",
        "/robots.txt": "the file for search engines",
    }
)


def tag_address(slug: str) -> str:
    """Return the address of a tag's page."""
    return f"/tags/{slug}/"


def posts_page(number: int) -> str:
    """Return the address of a page of the list of posts, from 1."""
    return "/posts/" if number == 1 else f"/posts/page/{number}/"


def post_pages(site: Site) -> int:
    """Return how many pages the list of posts has; at least one."""
    return max(1, ceil(len(site.posts) / site.settings.page_size))


def room_address(address: str) -> str:
    """Return the address of a spark's room view."""
    return f"{address}room/"


def session_addresses(site: Site, session: Session) -> Iterator[tuple[str, str]]:
    """Yield the addresses below a session's own: its calendar, and the page and the calendar of its slow chat."""
    if session.start is not None:
        yield f"{session.address}session.ics", "the calendar"
    if chat_days(site, session):
        yield f"{session.address}slowchat/", "the slow chat"
        yield f"{session.address}slowchat.ics", "the slow chat's calendar"


def feed_places(site: Site) -> Iterator[tuple[str, str]]:
    """Yield the addresses beside which feeds stand, and whose they are: the site's own is `/`."""
    yield "/", "the site"
    if not site.settings.feeds.everywhere:
        return
    yield "/posts/", "the posts"
    yield "/sparks/", "the sparks"
    entries: tuple[AnyEntry, ...] = (*site.sessions, *site.people)
    yield from {entry.address: entry.document.path for entry in entries}.items()
    for tag in site.tags:
        yield tag_address(tag.slug), f"the tag '{tag.name}'"
