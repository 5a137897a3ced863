"""The chain of a session's sparks: those in files and those listed in it, in order, a slow chat's on their days."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sitegen.kinds.sparks import SparkFields
from sitegen.model import Document
from sitegen.moments import in_zone, slow_chat_days
from sitegen.placing import warning
from sitegen.site import Session
from sitegen.values import Value
from sitegen.zones import zone

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from sitegen.placing import Placer
    from sitegen.site import Spark


_LAST: Final = 10**9


class _Link(Value, frozen=True):
    """A spark's document before its place in the chain is known."""

    document: Document
    fields: SparkFields
    session: Session | None
    rank: int
    """Its place as listed."""


def listed_sparks(sessions: tuple[Session, ...]) -> tuple[Document, ...]:
    """Return a document for each spark that a session lists: a full spark without a file of its own."""
    found = []
    for session in sessions:
        document = session.document
        for listed in session.fields.sparks:
            fields = SparkFields(
                title=listed.target,
                session=session.slug,
                lang=session.fields.lang,
                draft=session.fields.draft,
                expires=session.fields.expires,
                hashtag=_hashtag(session),
            )
            place = document.place(f"sparks.{listed.name}")
            found.append(Document("sparks", document.path, listed.name, fields, places={"title": place, "slug": place}))
    return tuple(found)


def _hashtag(session: Session) -> str:
    chat = session.fields.slowchat
    return (chat.hashtag if chat else "") or session.fields.hashtag


def chained_sparks(documents: Iterable[Document], sessions: Mapping[str, Session], placer: Placer) -> tuple[Spark, ...]:
    """Return every spark, session by session in the order of its chain, those without a session last."""
    links = [
        _Link(document, document.fields, sessions.get(document.fields.session), rank)
        for rank, document in enumerate(documents)
        if isinstance(document.fields, SparkFields)
    ]
    chains: dict[str, list[_Link]] = {}
    for link in sorted(links, key=lambda link: _sort_key(link, placer)):
        chains.setdefault(link.session.slug if link.session else "", []).append(link)
    found: list[Spark] = []
    for slug, chain in sorted(chains.items(), key=lambda item: (item[0] == "", item[0])):
        days = _days(chain)
        for number, link in enumerate(chain, start=1):
            spark = placer.spark(
                link.document,
                link.fields,
                session=link.session,
                slow_day=days.get(link.document.slug),
                number=number if slug else 0,
                total=len(chain) if slug else 0,
            )
            found.append(spark)
            is_known = link.document.path not in placer.unsound and "opens" not in link.document.places
            if spark.opens is None and is_known and not link.fields.draft:
                message = "this spark does not say when it opens: it is open at once, and in no feed"
                hint = "write the day on which it opens, as in: opens: 2026-01-05"
                placer.problems.append(warning(link.document, "title", "no-opening", message, hint))
    return tuple(found)


def _sort_key(link: _Link, placer: Placer) -> tuple[int, float, int]:
    """Sort by `order`, then by when it opens, then as listed; what is not given comes last."""
    written = link.fields.opens or link.document.file_date
    where = link.session.zone if link.session else zone(placer.settings.timezone)
    opens = in_zone(written, where).timestamp() if written else float("inf")
    return (link.fields.order if link.fields.order is not None else _LAST, opens, link.rank)


def _days(chain: list[_Link]) -> dict[str, datetime]:
    """Return the day of the slow chat for each spark of the chain that has no date of its own."""
    session = chain[0].session
    chat = session.fields.slowchat if session else None
    if session is None or chat is None:
        return {}
    undated = [link for link in chain if link.fields.opens is None and link.document.file_date is None]
    days = slow_chat_days(in_zone(chat.starts, session.zone), len(undated), weekends=chat.weekends)
    return {link.document.slug: day for link, day in zip(undated, days, strict=True)}
