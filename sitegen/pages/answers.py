"""The ways to answer a document: by mail, with a hashtag, in a thread elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from sitegen.pages.discussions import discussion
from sitegen.site import AnyEntry, Post, Session, Spark, SparkPhase
from sitegen.views import Answer

if TYPE_CHECKING:
    from sitegen.pages.room import Room


def hashtag(room: Room, entry: AnyEntry) -> str:
    """Return a spark's or a session's hashtag, with its sign; a spark's session's where it has none."""
    own = entry.fields.hashtag if isinstance(entry, Spark | Session) else ""
    slug = entry.session if isinstance(entry, Spark) else entry.fields.session if isinstance(entry, Post) else ""
    session = room.index.sessions.get(slug)
    if not own and session is not None:
        chat = session.fields.slowchat
        own = (chat.hashtag if chat and isinstance(entry, Spark) else "") or session.fields.hashtag
    return f"#{own}" if own else ""


def answer(room: Room, entry: AnyEntry) -> Answer | None:
    """Return the ways to answer an entry: posts, sparks and sessions unless they say no, pages if they say yes."""
    wanted = entry.fields.comments
    if wanted is None:
        wanted = isinstance(entry, Post | Spark | Session)
    email = room.site.settings.comments.email
    tag = hashtag(room, entry)
    elsewhere = entry.fields.mastodon
    thread = discussion(room, entry)
    if not wanted or not (email or tag or elsewhere or thread):
        return None
    is_open = not (isinstance(entry, Spark) and entry.phase is SparkPhase.CLOSED)
    mailto = f"mailto:{quote(email, safe='@')}?subject={quote(entry.title)}" if email else ""
    return Answer(is_open, mailto, email, tag, elsewhere, thread)
