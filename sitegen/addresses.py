"""Which addresses a site has, besides those of its documents: lists, feeds, calendars, room views."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from math import ceil
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from sitegen.follow_ups import chat_days

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.site import AnyEntry, Post, Session, Site, Tag

STATIC: Final = "content/static/"
MOST_LISTED: Final = 100
"""How many posts a page of a tag, of a person or of the archive lists at most, and how many sparks that of sparks.

Whoever comes there looks for one post among all, so more stand together than of the newest (`page_size`):
a conference's whole blog on one page, and the largest blog's page still read on a telephone.
"""
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


def list_page_address(address: str, number: int) -> str:
    """Return the address of a page of a list, from 1; the first is at the list's own."""
    return address if number == 1 else f"{address}page/{number}/"


def post_pages(site: Site) -> int:
    """Return how many pages the list of posts has; at least one."""
    return max(1, ceil(len(site.posts) / site.settings.page_size))


def tag_pages(tag: Tag) -> int:
    """Return how many pages a tag has; at least one."""
    return max(1, ceil(tag.posts / MOST_LISTED))


def archive_pages(posts: tuple[Post, ...]) -> tuple[tuple[Post, ...], ...]:
    """Return the posts of each of the archive's pages, of which there is at least one.

    A page ends with a month, unless it would be less than half full.
    """
    pages: list[list[Post]] = [[]]
    for _, month in groupby(posts, key=lambda post: (post.day.year, post.day.month)):
        held = list(month)
        while held:
            left = MOST_LISTED - len(pages[-1])
            if len(held) > left and left <= MOST_LISTED // 2:
                pages.append([])
                left = MOST_LISTED
            pages[-1] += held[:left]
            held = held[left:]
    return tuple(tuple(page) for page in pages)


def spark_pages(site: Site) -> int:
    """Return how many pages the list of sparks has; at least one."""
    return max(1, ceil(len(site.sparks) / MOST_LISTED))


def person_pages(posts: int) -> int:
    """Return how many pages somebody has who wrote so many posts; at least one."""
    return max(1, ceil(posts / MOST_LISTED))


def further_pages(site: Site) -> Iterator[tuple[str, str]]:
    """Yield the addresses of the second and later pages of lists, and whose they are."""
    lists = [
        ("/posts/", post_pages(site), "the list of posts"),
        ("/archive/", len(archive_pages(site.posts)), "the archive"),
    ]
    lists.append(("/sparks/", spark_pages(site), "the list of sparks"))
    wrote = Counter(name for post in site.posts for name in dict.fromkeys(post.fields.authors))
    known = {person.address: person for person in site.people}.items()
    lists += [(address, person_pages(wrote[p.slug]), f"the page of {p.document.path}") for address, p in known]
    lists += [(tag_address(tag.slug), tag_pages(tag), f"the tag '{tag.name}'") for tag in site.tags]
    for address, total, owner in lists:
        for number in range(2, total + 1):
            yield list_page_address(address, number), owner


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
