"""What a session schedules, as pages show it: check-ins, slow chats, the steps that people took, who is coming."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from sitegen.addresses import session_addresses
from sitegen.follow_ups import chat_days
from sitegen.model import Step
from sitegen.pages.answers import hashtag
from sitegen.pages.items import authors, person_item
from sitegen.pages.times import time_view
from sitegen.site import SparkPhase
from sitegen.views import ChatDayItem, CheckInItem, PersonItem, Ref, SlowChat, StepItem

if TYPE_CHECKING:
    from sitegen.pages.room import Room
    from sitegen.site import ChatDay, CheckIn, Post, Session, Spark
    from sitegen.words import Words

_A_WEEK = 7
_SPELLED = 12


def check_in_title(check_in: CheckIn, words: Words) -> str:
    """Return a check-in's title in words: `Six weeks on: what did you try?`."""
    unit, count = ("weeks", check_in.days // _A_WEEK) if check_in.days % _A_WEEK == 0 else ("days", check_in.days)
    number = words.say(f"number_{count}") if 1 <= count <= _SPELLED else str(count)
    return words.say(f"check_in_{unit}", count=count, number=number)


def check_in_items(room: Room, session: Session) -> tuple[CheckInItem, ...]:
    """Return a session's check-ins, those to come too: their days are no secret."""
    return tuple(
        CheckInItem(
            check_in_title(check_in, room.words), check_in.anchor, time_view(check_in.at, room.words), check_in.is_due
        )
        for check_in in session.check_ins
    )


def step_items(posts: tuple[Post, ...]) -> tuple[StepItem, ...]:
    """Return the path through the four steps with the posts that took each; nothing where none was taken."""
    if not any(post.fields.step for post in posts):
        return ()
    return tuple(
        StepItem(step.value, tuple(Ref(post.title, post.address) for post in posts if step in post.fields.step))
        for step in Step
    )


def attending(room: Room, session: Session) -> tuple[PersonItem, ...]:
    """Return those who said that they are coming to a session, and that they may be listed."""
    return tuple(person_item(room, person) for person in room.index.attending.get(session.slug, ()))


def slow_chat(room: Room, session: Session) -> SlowChat | None:
    """Return a session's slow chat with all its days, if it has one."""
    days = chat_days(room.site, session)
    chat = session.fields.slowchat
    if chat is None or not days:
        return None
    found = {owner: address for address, owner in session_addresses(room.site, session)}
    return SlowChat(
        session=Ref(session.title, session.address),
        address=found["the slow chat"],
        calendar=found["the slow chat's calendar"],
        hashtag=f"#{tag}" if (tag := chat.hashtag or session.fields.hashtag) else "",
        hosts=authors(room, chat.host or session.fields.host),
        days=tuple(_day(room, day) for day in days),
    )


def _day(room: Room, day: ChatDay) -> ChatDayItem:
    spark = day.spark
    url = room.linker.base.absolute(spark.address)
    return ChatDayItem(
        time=time_view(day.at, room.words),
        question=spark.title if day.is_told else "",
        address=spark.address if spark.shows else "",
        phase=spark.phase.value if spark.shows else "coming",
        message=" ".join(filter(None, (spark.title, hashtag(room, spark), url))) if day.is_told else "",
    )


def share_links(room: Room, spark: Spark) -> tuple[Ref, ...]:
    """Return plain links that pass an open question on; nobody is contacted before one is followed."""
    if spark.phase is SparkPhase.CLOSED:
        return ()
    url = room.linker.base.absolute(spark.address)
    tag = hashtag(room, spark)
    text = quote(" ".join(filter(None, (spark.title, tag, url))), safe="")
    title, link = quote(spark.title, safe=""), quote(url, safe="")
    return (
        Ref(room.words.say("by_email"), f"mailto:?subject={title}&body={text}"),
        Ref("Mastodon", f"https://share.joinmastodon.org/#text={text}"),
        Ref("Bluesky", f"https://bsky.app/intent/compose?text={text}"),
        Ref("LinkedIn", f"https://www.linkedin.com/sharing/share-offsite/?url={link}"),
        Ref("WhatsApp", f"https://wa.me/?text={text}"),
    )
