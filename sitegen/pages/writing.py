"""The pages of what is written: posts and their lists, pages, tags, the archive."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from sitegen.addresses import post_pages, posts_page, tag_address
from sitegen.pages.answers import answer
from sitegen.pages.items import bios, file_ref, maybe_time, post_item, references, sections, session_item, spark_item
from sitegen.pages.page import Page, list_page, page_of
from sitegen.site import Person, Post, Session, Spark
from sitegen.urls import is_external
from sitegen.views import (
    ArchiveMonth,
    ArchiveView,
    PageView,
    Pagination,
    PostsView,
    PostView,
    Ref,
    TagCount,
    TagsView,
    TagView,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.pages.room import Room
    from sitegen.site import AnyEntry
    from sitegen.site import Page as WrittenPage


def pages_of_writing(room: Room) -> Iterator[Page]:
    """Yield every page of posts, pages, tags and the archive."""
    yield from _posts(room)
    for number, post in enumerate(room.site.posts):
        yield _post(room.in_language(post.language), post, number)
    for page in room.site.pages:
        yield _page(room.in_language(page.language), page)
    yield from _tags(room)
    yield _archive(room)


def _posts(room: Room) -> Iterator[Page]:
    site, total = room.site, post_pages(room.site)
    size = site.settings.page_size
    for number in range(1, total + 1):
        posts = site.posts[(number - 1) * size : number * size]
        newer = posts_page(number - 1) if number > 1 else ""
        older = posts_page(number + 1) if number < total else ""
        view = PostsView(tuple(post_item(room, post) for post in posts), Pagination(number, total, newer, older))
        title = room.words.say("posts")
        if number > 1:
            title = f"{title}, {room.words.say('page_of', number=number, total=total)}"
        around = (Ref("", newer) if newer else None, Ref("", older) if older else None)
        yield list_page(room, posts_page(number), "posts", view, title, around=around)


def _post(room: Room, post: Post, number: int) -> Page:
    posts = room.site.posts
    newer = _neighbour(posts[number - 1]) if number > 0 else None
    older = _neighbour(posts[number + 1]) if number + 1 < len(posts) else None
    session = room.index.sessions.get(post.fields.session)
    spark = room.index.sparks.get(post.fields.spark)
    audio = post.fields.audio
    view = PostView(
        item=post_item(room, post),
        anchor=post.document.title_anchor,
        html=room.body(post),
        updated=maybe_time(post.updated, room.words),
        session=session_item(room, session) if session else None,
        spark=spark_item(room, spark) if spark else None,
        in_reply_to=post.fields.in_reply_to,
        audio=_audio(room, post) if audio else None,
        references=references(room, post),
        bios=bios(room, post.fields.authors),
        answer=answer(room, post),
        newer=newer,
        older=older,
        sections=sections(post),
    )
    return page_of(room, post, "post", view, (newer, older))


def _audio(room: Room, post: Post) -> Ref | None:
    found = file_ref(room, post, post.fields.audio, "")
    if found is None or is_external(found.address):
        return found
    return Ref("", found.address)


def _neighbour(entry: AnyEntry) -> Ref:
    return Ref(entry.title, entry.address)


def _page(room: Room, page: WrittenPage) -> Page:
    view = PageView(
        title=page.title,
        anchor=page.document.title_anchor,
        html=room.body(page),
        updated=maybe_time(page.updated, room.words),
        references=references(room, page),
        sections=sections(page),
        answer=answer(room, page),
    )
    return page_of(room, page, "page", view)


def _tags(room: Room) -> Iterator[Page]:
    site = room.site
    counts = []
    for tag in site.tags:
        ref = Ref(tag.name, tag_address(tag.slug))
        held = room.index.tagged.get(tag.slug, ())
        posts = tuple(entry for entry in held if isinstance(entry, Post))
        sparks = tuple(entry for entry in held if isinstance(entry, Spark))
        sessions = tuple(entry for entry in held if isinstance(entry, Session))
        counts.append(TagCount(ref, sum(not isinstance(entry, Person) for entry in held)))
        view = TagView(
            ref,
            tuple(post_item(room, post) for post in posts),
            tuple(spark_item(room, spark) for spark in sparks),
            tuple(session_item(room, session) for session in sessions),
        )
        yield list_page(room, ref.address, "tag", view, tag.name)
    yield list_page(room, "/tags/", "tags", TagsView(tuple(counts)), room.words.say("tags"))


def _archive(room: Room) -> Page:
    months = []
    for key, posts in groupby(room.site.posts, key=lambda post: (post.day.year, post.day.month)):
        held = tuple(posts)
        items = tuple(post_item(room, post) for post in held)
        months.append(ArchiveMonth(room.words.month(held[0].day), f"month-{key[0]}-{key[1]:02}", items))
    return list_page(room, "/archive/", "archive", ArchiveView(tuple(months)), room.words.say("archive"))
