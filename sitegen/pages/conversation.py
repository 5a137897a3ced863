"""The pages of the conversation: sessions and sparks, each alone and listed."""

from __future__ import annotations

from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from sitegen.addresses import MOST_LISTED, room_address, spark_pages
from sitegen.follow_ups import chat_days, marks_today_until
from sitegen.model import Access, SessionStatus, Stage
from sitegen.moments import is_before
from sitegen.pages.answers import answer, hashtag
from sitegen.pages.items import authors, bios, file_ref, post_item, references, session_item, spark_item
from sitegen.pages.occasions import attending, check_in_items, share_links, slow_chat, step_items
from sitegen.pages.page import MakePage, Page, list_page, page_of
from sitegen.pages.paging import numbered_page, places
from sitegen.pages.times import maybe_time, time_view
from sitegen.qr import qr_svg
from sitegen.site import Post, Session, SessionPhase, Spark, SparkPhase
from sitegen.values import replace
from sitegen.views import (
    Ref,
    RoomView,
    SafeHtml,
    SessionDay,
    SessionsView,
    SessionView,
    SlowChat,
    SlowChatView,
    SparksView,
    SparkView,
    ThreadPoint,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from sitegen.pages.room import Room
    from sitegen.views import Pagination


def pages_of_conversation(room: Room) -> Iterator[MakePage]:
    """Yield what makes the pages of sessions and sparks, and their lists."""
    sessions = room.site.sessions
    for session in sessions:
        yield partial(_session, room.in_language(session.language), session)
        if (chat := slow_chat(room.in_language(session.language), session)) is not None:
            yield partial(_chat, room.in_language(session.language), session, chat)
    for spark in room.site.sparks:
        yield partial(_spark, room.in_language(spark.language), spark)
        yield partial(_hall, room.in_language(spark.language), spark)
    yield partial(_sessions, room)
    yield from _sparks(room)


def _session(room: Room, session: Session) -> Page:
    fields = session.fields
    posts = room.index.posts_of_session.get(session.slug, ())
    sparks = room.index.sparks_of.get(session.slug, ())
    staged = {stage: tuple(post_item(room, p) for p in posts if p.stage is stage) for stage in Stage}
    before, after = room.index.around.get(session.slug, (None, None))
    newer, older = _ref(before) if before else None, _ref(after) if after else None
    is_open_to_all = fields.access is not Access.MEMBERS
    has_started = session.phase in {SessionPhase.NOW, SessionPhase.AFTER}
    is_off = fields.status is SessionStatus.CANCELLED
    hosts = fields.host + (fields.slowchat.host if fields.slowchat else ())
    view = SessionView(
        item=replace(session_item(room, session), summary=fields.summary),
        anchor=session.document.title_anchor,
        html=room.body(session),
        previous_start=maybe_time(session.previous_start, room.words),
        updated=maybe_time(session.updated, room.words),
        hosts=authors(room, tuple(dict.fromkeys(hosts))),
        audience=fields.audience,
        level=fields.level,
        coming=fields.coming,
        register="" if session.phase is SessionPhase.AFTER or is_off else fields.register,
        join=fields.join if is_open_to_all and session.phase is not SessionPhase.AFTER and not is_off else "",
        hashtag=hashtag(room, session),
        slides=file_ref(room, session, fields.slides, "") if is_open_to_all else None,
        recording=file_ref(room, session, fields.recording, "") if is_open_to_all else None,
        resources=tuple(
            ref for link in fields.resources if (ref := file_ref(room, session, link.target, link.name)) is not None
        ),
        sparks=tuple(spark_item(room, spark) for spark in sparks),
        before=staged[Stage.BEFORE],
        during=staged[Stage.DURING],
        after=staged[Stage.AFTER],
        heard=room.finisher.html(session, session.document.body.heard) if has_started else SafeHtml(),
        thread=_thread(room, session, sparks, posts),
        references=references(room, session),
        bios=bios(room, fields.speakers),
        check_ins=check_in_items(room, session),
        steps=step_items(posts),
        attending=attending(room, session),
        slow_chat=slow_chat(room, session),
        calendar=f"{session.address}session.ics" if session.start else "",
        answer=answer(room, session),
        newer=newer,
        older=older,
    )
    return page_of(room, session, "session", view, (newer, older))


def _thread(
    room: Room, session: Session, sparks: tuple[Spark, ...], posts: tuple[Post, ...]
) -> tuple[ThreadPoint, ...]:
    """Return the thread line: sparks, the session itself and posts in time, and today while it matters."""
    points: list[tuple[tuple[int, float, int], ThreadPoint]] = []

    def hang(moment: datetime | None, rank: int, point: ThreadPoint) -> None:
        stages = {"before": 0, "during": 1, "after": 2}
        points.append(((stages[point.stage], moment.timestamp() if moment else float("-inf"), rank), point))

    for spark in sparks:
        stage = _stage(spark.opens, session)
        time = maybe_time(spark.opens, room.words)
        hang(spark.opens, 0, ThreadPoint("spark", stage, spark.title, spark.address, time, spark.phase.value))
    for day in chat_days(room.site, session):
        if not day.spark.shows:
            title = day.spark.title if day.is_told else ""
            time = time_view(day.at, room.words)
            hang(day.at, 0, ThreadPoint("spark", _stage(day.at, session), title, "", time, "coming"))
    for look, check_in in zip(check_in_items(room, session), session.check_ins, strict=True):
        note = "due" if look.is_due else "coming"
        hang(check_in.at, 1, ThreadPoint("check-in", "after", look.title, f"#{look.anchor}", look.time, note))
    for post in posts:
        item = post_item(room, post)
        stage = post.stage.value if post.stage else _stage(post.date, session)
        hang(post.date, 1, ThreadPoint("post", stage, post.title, post.address, item.date, " ".join(item.steps)))
    if session.start:
        here = time_view(session.start, room.words)
        hang(session.start, -1, ThreadPoint("session", "during", session.title, session.address, here))
    now = room.site.now.astimezone(session.zone)
    moments = (*(spark.opens for spark in sparks), *(post.date for post in posts))
    until = marks_today_until(session, moments)
    if until is not None and is_before(now, until):
        today = time_view(now, room.words, has_time=False)
        hang(now, 2, ThreadPoint("today", _stage(now, session), today.day, "", today))
    return tuple(point for _, point in sorted(points, key=lambda pair: pair[0]))


def _stage(moment: datetime | None, session: Session) -> str:
    if moment is None or session.start is None or session.end is None or is_before(moment, session.start):
        return "before"
    return "during" if is_before(moment, session.end) else "after"


def _spark(room: Room, spark: Spark) -> Page:
    chain = room.index.sparks_of.get(spark.session, ())
    place = chain.index(spark) if spark in chain else -1
    newer = _ref(chain[place - 1]) if place > 0 else None
    older = _ref(chain[place + 1]) if 0 <= place < len(chain) - 1 else None
    session = room.index.sessions.get(spark.session)
    view = SparkView(
        item=spark_item(room, spark),
        anchor=spark.document.title_anchor,
        html=room.body(spark),
        session=session_item(room, session) if session else None,
        posts=tuple(post_item(room, post) for post in room.index.posts_of_spark.get(spark.slug, ())),
        references=references(room, spark),
        bios=bios(room, spark.fields.authors),
        answer=answer(room, spark),
        share=share_links(room, spark),
        room=room_address(spark.address),
        newer=newer,
        older=older,
    )
    return page_of(room, spark, "spark", view, (newer, older))


def _chat(room: Room, session: Session, chat: SlowChat) -> Page:
    title = f"{room.words.say('slow_chat')}: {session.title}"
    return list_page(room, chat.address, "slowchat", SlowChatView(chat, session_item(room, session)), title)


def _hall(room: Room, spark: Spark) -> Page:
    """Return the question for a hall, which search engines need not know."""
    url = room.linker.base.absolute(spark.address)
    shown = url.partition("://")[2].removesuffix("/")
    view = RoomView(spark_item(room, spark), SafeHtml(qr_svg(url)), url, shown)
    page = list_page(room, room_address(spark.address), "room", view, spark.title)
    return replace(page, shell=replace(page.shell, is_hidden=True))


def _ref(entry: Session | Spark) -> Ref:
    return Ref(entry.title, entry.address)


def _sessions(room: Room) -> Page:
    days = []
    # Sessions come by start, so sorting by day alone keeps their order within each day.
    dated = sorted(((s.day, s) for s in room.site.sessions if s.day), key=lambda pair: pair[0])
    for day, pairs in groupby(dated, key=lambda pair: pair[0]):
        items = tuple(session_item(room, session) for _, session in pairs)
        days.append(SessionDay(room.words.date(day), day.isoformat(), items, f"day-{day.isoformat()}"))
    undated = tuple(session_item(room, s) for s in room.site.sessions if not s.day)
    if undated:
        days.append(SessionDay("", "", undated, "to-be-announced"))
    return list_page(room, "/sessions/", "sessions", SessionsView(tuple(days)), room.words.say("sessions"))


def _sparks(room: Room) -> Iterator[MakePage]:
    def newest(spark: Spark) -> tuple[float, str]:
        return -(spark.opens.timestamp() if spark.opens else 0.0), spark.id

    held = sorted(room.site.sparks, key=lambda spark: (spark.phase is SparkPhase.CLOSED, newest(spark)))
    chats = [chat for session in room.site.sessions if (chat := slow_chat(room, session)) is not None]
    coming = tuple(chat for chat in chats if any(day.phase == "coming" for day in chat.days))
    for place in places("/sparks/", spark_pages(room.site)):
        listed = held[(place.number - 1) * MOST_LISTED : place.number * MOST_LISTED]
        yield partial(_sparks_page, room, listed, coming if place.number == 1 else (), place)


def _sparks_page(room: Room, sparks: list[Spark], coming: tuple[SlowChat, ...], place: Pagination) -> Page:
    items = [spark_item(room, spark) for spark in sparks]
    view = SparksView(
        tuple(item for item in items if item.phase == SparkPhase.OPEN.value),
        tuple(item for item in items if item.phase == SparkPhase.CLOSED.value),
        coming,
        place,
    )
    return numbered_page(room, "/sparks/", "sparks", view, room.words.say("sparks"), place=place)
