"""What a session schedules around itself: the days of its slow chat before, its check-ins weeks after."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from sitegen.model import Announce, SessionStatus
from sitegen.moments import as_clocks_have_it, is_before, later
from sitegen.site import ChatDay, CheckIn, Post, Session, Spark
from sitegen.urls import slugify

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sitegen.kinds.sessions import SessionFields
    from sitegen.site import AnyEntry, Site

TODAY_LASTS: Final = timedelta(weeks=12)
"""How long after the last of a conversation its page still marks today."""


def check_ins(
    fields: SessionFields, identity: str, uri: str, end: datetime | None, now: datetime
) -> tuple[CheckIn, ...]:
    """Return a session's check-ins in order: each its time after the session's end, at the same time of day.

    A session without a time, or one that was cancelled, has none.
    """
    if end is None or fields.status is SessionStatus.CANCELLED:
        return ()
    found = []
    for follow_up in sorted(fields.follow_up, key=lambda each: each.after):
        # On the clock's face on purpose: six weeks on at the same time of day, whatever the clocks do.
        at = as_clocks_have_it(end + follow_up.after)
        name = f"check-in-{slugify(follow_up.text)}"
        found.append(
            CheckIn(
                id=f"{identity}/{name}",
                uri=f"{uri}/{name}",
                anchor=name,
                at=at,
                days=follow_up.after.days,
                is_due=not is_before(now, at),
            )
        )
    return tuple(found)


def marks_today_until(session: Session, moments: Iterable[datetime | None]) -> datetime | None:
    """Return until when a session's thread line marks today; `moments` are those of its sparks and posts."""
    if session.start is None:
        return None
    ends = [moment for moment in (session.end, *moments) if moment is not None]
    return later(max(ends, key=datetime.timestamp), TODAY_LASTS)


def moves_of_today(everything: Iterable[AnyEntry], now: datetime) -> Iterator[tuple[Session, datetime]]:
    """Yield when the mark of today next moves on each session's thread line that has one."""
    entries = tuple(everything)
    dates: dict[str, list[datetime | None]] = {}
    for entry in entries:
        slug = entry.session if isinstance(entry, Spark) else entry.fields.session if isinstance(entry, Post) else ""
        if slug and entry.shows:
            dates.setdefault(slug, []).append(entry.appears)
    for session in entries:
        if not isinstance(session, Session) or not session.shows:
            continue
        until = marks_today_until(session, dates.get(session.slug, []))
        if until is not None and is_before(now, until):
            tomorrow = now.astimezone(session.zone).date() + timedelta(days=1)
            midnight = datetime.combine(tomorrow, time(), tzinfo=session.zone)
            yield session, min(midnight, until, key=datetime.timestamp)


def chat_days(site: Site, session: Session) -> tuple[ChatDay, ...]:
    """Return the days of a session's slow chat, those to come too.

    A question whose day has not come is told ahead, unless `announce` says `dates`.
    """
    chat = session.fields.slowchat
    if chat is None or session.fields.status is SessionStatus.CANCELLED:
        return ()
    tells = chat.announce is Announce.QUESTIONS
    spread = (spark for spark in site.sparks_of(session.slug) if spark.is_slow)
    return tuple(ChatDay(spark.opens, spark, spark.shows or tells) for spark in spread if spark.opens)
