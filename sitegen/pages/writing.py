"""The pages of what is written: posts and their lists, pages, tags, the archive."""

from __future__ import annotations

from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from sitegen.addresses import (
    MOST_LISTED,
    archive_pages,
    post_pages,
    tag_address,
    tag_pages,
)
from sitegen.pages.answers import answer
from sitegen.pages.items import bios, file_ref, post_item, references, sections, session_item, spark_item
from sitegen.pages.page import MakePage, Page, list_page, page_of
from sitegen.pages.paging import numbered_page, places
from sitegen.pages.times import maybe_time
from sitegen.site import Person, Post, Session, Spark
from sitegen.urls import is_external
from sitegen.views import (
    ArchiveMonth,
    ArchiveView,
    PageView,
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
    from sitegen.site import AnyEntry, Tag
    from sitegen.site import Page as WrittenPage
    from sitegen.views import Pagination


def pages_of_writing(room: Room) -> Iterator[MakePage]:
    """Yield what makes every page of posts, pages, tags and the archive."""
    yield from _posts(room)
    for number, post in enumerate(room.site.posts):
        yield partial(_post, room.in_language(post.language), post, number)
    for page in room.site.pages:
        if not page.is_home:
            yield partial(_page, room.in_language(page.language), page)
    yield from _tags(room)
    yield from _archive(room)


def _posts(room: Room) -> Iterator[MakePage]:
    for place in places("/posts/", post_pages(room.site)):
        yield partial(_posts_page, room, place)


def _posts_page(room: Room, place: Pagination) -> Page:
    size = room.site.settings.page_size
    posts = room.site.posts[(place.number - 1) * size : place.number * size]
    view = PostsView(tuple(post_item(room, post) for post in posts), place)
    return numbered_page(room, "/posts/", "posts", view, room.words.say("posts"), place=place)


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


def _tags(room: Room) -> Iterator[MakePage]:
    for tag in room.site.tags:
        held = room.index.tagged.get(tag.slug, ())
        posts = tuple(entry for entry in held if isinstance(entry, Post))
        # A conference has a few hundred sparks and sessions in all, while its posts go on for years.
        others = tuple(entry for entry in held if not isinstance(entry, Post))
        for place in places(tag_address(tag.slug), tag_pages(tag)):
            start = (place.number - 1) * MOST_LISTED
            listed = posts[start : start + MOST_LISTED]
            yield partial(_tag, room, tag, place, listed, others if place.number == 1 else ())
    yield partial(_all_tags, room)


def _tag(room: Room, tag: Tag, place: Pagination, posts: tuple[Post, ...], others: tuple[AnyEntry, ...]) -> Page:
    ref = Ref(tag.name, tag_address(tag.slug))
    view = TagView(
        ref,
        tuple(post_item(room, post) for post in posts),
        tuple(spark_item(room, entry) for entry in others if isinstance(entry, Spark)),
        tuple(session_item(room, entry) for entry in others if isinstance(entry, Session)),
        place,
    )
    return numbered_page(room, ref.address, "tag", view, tag.name, place=place)


def _all_tags(room: Room) -> Page:
    counts = (
        TagCount(
            Ref(tag.name, tag_address(tag.slug)),
            sum(not isinstance(entry, Person) for entry in room.index.tagged.get(tag.slug, ())),
        )
        for tag in room.site.tags
    )
    return list_page(room, "/tags/", "tags", TagsView(tuple(counts)), room.words.say("tags"))


def _archive(room: Room) -> Iterator[MakePage]:
    pages = archive_pages(room.site.posts)
    for place, posts in zip(places("/archive/", len(pages)), pages, strict=True):
        yield partial(_archive_page, room, posts, place)


def _archive_page(room: Room, posts: tuple[Post, ...], place: Pagination) -> Page:
    months = []
    for key, of_month in groupby(posts, key=lambda post: (post.day.year, post.day.month)):
        held = tuple(of_month)
        items = tuple(post_item(room, post) for post in held)
        months.append(ArchiveMonth(room.words.month(held[0].day), f"month-{key[0]}-{key[1]:02}", items))
    view = ArchiveView(tuple(months), place)
    return numbered_page(room, "/archive/", "archive", view, room.words.say("archive"), place=place)
