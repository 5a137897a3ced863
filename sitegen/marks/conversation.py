"""Where the conversation is about to break off: questions that are none, sessions after which nobody says anything."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from sitegen.marks.manuscript import is_to_be_read
from sitegen.model import SessionStatus
from sitegen.placing import in_settings, warning
from sitegen.site import Post, Session, SessionPhase, Spark, SparkPhase
from sitegen.values import replace

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sitegen.body import Part
    from sitegen.problems import Problem
    from sitegen.site import Site

_ASKS: Final = frozenset("?？؟՞፧⁇‽")
"""The question marks of the scripts, but for Greek, which writes a semicolon."""
_TAG: Final = re.compile(r"<[^<>]*>")
_SOON: Final = timedelta(days=3)
_LATE: Final = timedelta(weeks=12)
"""When a session is long past: what did not come by then will not, and is nagged about no more."""
_MONTH: Final = timedelta(weeks=4)


def marks(site: Site) -> Iterator[Problem]:
    """Yield what keeps people from answering, and what they were promised to hear."""
    sparks = [entry for entry in site.everything() if isinstance(entry, Spark) and is_to_be_read(entry)]
    sessions = {session.slug: session for session in site.sessions}
    for spark in sparks:
        yield from _of_spark(spark, sessions.get(spark.session), site.now)
    told = {post.fields.session for post in site.posts}
    for session in site.sessions:
        after = [post for post in site.posts if _is_after(post, session)] if session.slug in told else []
        # Where nobody asked or wrote anything before, no conversation breaks off.
        has_begun = session.slug in told or session.fields.follow_up or site.sparks_of(session.slug)
        if has_begun and _is_quiet(session, after, site.now):
            when = f"{session.end:%Y-%m-%d}"
            message = f"this session was on {when}, and nothing here says what came of it"
            hint = "write what was heard below ## What we heard, a post with session: "
            hint += f"{session.slug}, or add recording: or slides:"
            yield warning(session.document, "start", "quiet-session", message, hint)
    settings = site.settings.comments
    if sparks and not settings.provider and not settings.email:
        message = "the site asks questions, and nobody has a way to answer"
        told_so = in_settings(site.settings, "title", "no-answers", message)
        yield replace(told_so, hint='write below [comments] in site.toml: email = "an address of yours"')


def _of_spark(spark: Spark, session: Session | None, now: datetime) -> Iterator[Problem]:
    document = spark.document
    asks = _asks(spark.title) or any(_asks(text) for text in _texts(document.body.parts))
    field = "title"
    if not asks and spark.language.partition("-")[0] not in {"el", "th"}:
        hint = "end it with the question that people can answer from their own experience"
        yield warning(document, field, "no-question", "this spark asks nothing", hint)
    has_heard = bool(spark.fields.heard or document.body.heard)
    if has_heard and spark.phase is SparkPhase.OPEN and spark.closes is None:
        message = "what was heard is written, and shows only once the spark has closed"
        yield warning(document, "heard", "unheard", message, f"write closes: {now:%Y-%m-%d}")
        return
    if session is None or session.end is None or spark.opens is None or spark.closes is not None:
        return
    since = now.timestamp() - session.end.timestamp()
    is_before = spark.opens.timestamp() < session.end.timestamp()
    if is_before and _MONTH.total_seconds() < since < _LATE.total_seconds():
        message = f"this spark is still open, {int(since // _MONTH.total_seconds()) * 4} weeks after its session"
        hint = f"write closes: {now:%Y-%m-%d} and what was heard; or leave it open, if people still answer"
        yield warning(document, "opens", "open-spark", message, hint)


def _is_after(post: Post, session: Session) -> bool:
    return (
        post.fields.session == session.slug
        and session.start is not None
        and post.date.timestamp() >= session.start.timestamp()
    )


def _is_quiet(session: Session, after: list[Post], now: datetime) -> bool:
    fields, body = session.fields, session.document.body
    if session.phase is not SessionPhase.AFTER or session.end is None or fields.status is SessionStatus.CANCELLED:
        return False
    since = now.timestamp() - session.end.timestamp()
    is_told = bool(fields.recording or fields.slides or fields.heard or body.heard or fields.resources or after)
    return (
        not is_told and bool(fields.speakers or fields.host) and _SOON.total_seconds() < since < _LATE.total_seconds()
    )


def _asks(text: str) -> bool:
    return not _ASKS.isdisjoint(text)


def _texts(parts: Iterable[Part]) -> Iterator[str]:
    for part in parts:
        words = getattr(part, "text", "") or getattr(part, "words", "")
        if isinstance(words, str):
            yield _TAG.sub("", words)
