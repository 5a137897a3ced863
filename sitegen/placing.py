"""One document to its entry: its identity, its address, its instants, and whether it shows."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from sitegen.follow_ups import check_ins
from sitegen.model import Document, Fields, Stage, Written
from sitegen.moments import at_time, clock_trouble, end_in_zone, in_zone, is_before, later
from sitegen.problems import Place, Problem, Severity
from sitegen.settings import PATH, Settings
from sitegen.site import Page, Person, Post, Preview, Session, SessionPhase, Spark, SparkPhase, State
from sitegen.values import Value
from sitegen.zones import zone

if TYPE_CHECKING:
    from collections.abc import Mapping
    from zoneinfo import ZoneInfo

    from sitegen.kinds.pages import PageFields
    from sitegen.kinds.people import PersonFields
    from sitegen.kinds.posts import PostFields
    from sitegen.kinds.sessions import SessionFields
    from sitegen.kinds.sparks import SparkFields

INDEX: Final = "index"
"""The slug of the page that stands on the home page."""
A_HALF_HOUR: Final = timedelta(minutes=30)
AN_HOUR: Final = timedelta(hours=1)
_DISTANT: Final = Written(datetime(1970, 1, 1), has_time=False, text="")  # noqa: DTZ001  # the site's zone


def error(document: Document, field: str, code: str, message: str, hint: str = "") -> Problem:
    """Return a problem with one field of a document that has to be mended."""
    place = document.place(field)
    return Problem(document.path, place.line, place.column, code, message, hint)


def warning(document: Document, field: str, code: str, message: str, hint: str = "") -> Problem:
    """Return a problem with one field of a document that is worth a look."""
    place = document.place(field)
    return Problem(document.path, place.line, place.column, code, message, hint, Severity.WARNING)


def in_settings(settings: Settings, field: str, code: str, message: str, *, is_error: bool = False) -> Problem:
    """Return a problem with one of the settings."""
    place = settings.places.get(field, Place())
    severity = Severity.ERROR if is_error else Severity.WARNING
    return Problem(PATH, place.line, place.column, code, message, severity=severity)


class Placer(Value, frozen=True):
    """Places documents in a site: with its settings, at one instant; `problems` collects."""

    settings: Settings
    now: datetime
    preview: Preview
    problems: list[Problem]
    unsound: frozenset[str] = frozenset()
    """The files of which nothing certain is known."""

    def post(self, document: Document, fields: PostFields, sessions: Mapping[str, Session]) -> Post:
        """Return a post; its stage is worked out from its session's time where it names none."""
        where = zone(self.settings.timezone)
        written = fields.date or document.file_date or _DISTANT
        date = self._instant(document, "date", written, where)
        day = written.moment.date() if not written.has_time else date.date()
        session = sessions.get(fields.session)
        stage = fields.stage or (_stage(date, session) if session else None)
        entry = self._entry(document, fields, where, date)
        pattern = self.settings.post_address
        address = pattern.format(slug=document.slug, year=day.year, month=f"{day.month:02}", day=f"{day.day:02}")
        return Post(**entry | {"address": address}, date=date, day=day, has_time=written.has_time, stage=stage)

    def session(self, document: Document, fields: SessionFields) -> Session:
        """Return a session; one without an end lasts an hour, one without a time of day is to be announced."""
        where = zone(fields.timezone or self.settings.timezone)
        start = end = None
        day = fields.day
        if fields.start is not None:
            begins = self._instant(document, "start", fields.start, where)
            day = day or begins.date()
            if fields.start.has_time:
                start = begins
                end = self._session_end(document, fields, begins, where)
        previous = fields.previous_start
        entry = self._entry(document, fields, where, None)
        return Session(
            **entry,
            check_ins=check_ins(fields, entry["id"], entry["uri"], end, self.now),
            zone=where,
            start=start,
            end=end,
            day=day,
            phase=_session_phase(start, end, self.now),
            previous_start=self._instant(document, "previous_start", previous, where) if previous else None,
        )

    def _session_end(self, document: Document, fields: SessionFields, start: datetime, where: ZoneInfo) -> datetime:
        match fields.end:
            case None:
                return later(start, AN_HOUR)
            case str():
                end = at_time(start, fields.end)
            case written:
                end = self._instant(document, "end", written, where, is_end=True)
        if not is_before(start, end):
            next_day = (start + timedelta(days=1)).date()
            hint = (
                f"past midnight write the day too: end: {next_day} {end:%H:%M}" if isinstance(fields.end, str) else ""
            )
            message = "the session ends before it starts"
            if end == start:
                message, hint = "the session ends when it starts", "write when it ends, or leave 'end' out for one hour"
            self.problems.append(error(document, "end", "ends-early", message, hint))
            return later(start, AN_HOUR)
        return end

    def spark(  # noqa: PLR0913  # its place in a chain is its own value, known to the chain alone
        self,
        document: Document,
        fields: SparkFields,
        *,
        session: Session | None,
        slow_day: datetime | None,
        number: int,
        total: int,
    ) -> Spark:
        """Return a spark in its place in its session's chain; `slow_day` is its day of a slow chat."""
        where = session.zone if session else zone(self.settings.timezone)
        written = fields.opens or document.file_date
        opens = self._instant(document, "opens", written, where) if written else slow_day
        closes = self._instant(document, "closes", fields.closes, where, is_end=True) if fields.closes else None
        if opens and closes and not is_before(opens, closes):
            self.problems.append(
                error(document, "closes", "ends-early", "the spark closes before it opens", "change one")
            )
        is_closed = closes is not None and not is_before(self.now, closes)
        return Spark(
            **self._entry(document, fields, where, opens),
            session=session.slug if session else "",
            opens=opens,
            closes=closes,
            phase=SparkPhase.CLOSED if is_closed else SparkPhase.OPEN,
            number=number,
            total=total,
            is_slow=written is None and slow_day is not None,
        )

    def person(self, document: Document, fields: PersonFields) -> Person:
        """Return a person."""
        return Person(**self._entry(document, fields, zone(self.settings.timezone), None))

    def page(self, document: Document, fields: PageFields) -> Page:
        """Return a page, which stands at the top of the site; `index` is the home page's own text."""
        entry = self._entry(document, fields, zone(self.settings.timezone), None)
        return Page(**entry | {"address": "/" if document.slug == INDEX else f"/{document.slug}/"})

    def _entry(self, document: Document, fields: Fields, where: ZoneInfo, appears: datetime | None) -> dict[str, Any]:
        expires = self._instant(document, "expires", fields.expires, where, is_end=True) if fields.expires else None
        state = _state(fields, appears, expires, self.now)
        identity = fields.id or f"{document.kind}/{document.slug}"
        return {
            "document": document,
            "fields": fields,
            "id": identity,
            "uri": f"tag:{self.settings.id}:{identity}",
            "address": f"/{document.kind}/{document.slug}/",
            "language": fields.lang or self.settings.language,
            "state": state,
            "shows": state is State.PUBLISHED
            or (state is State.DRAFT and self.preview.drafts)
            or (state is State.SCHEDULED and self.preview.scheduled),
            "appears": appears,
            "expires": expires,
            "updated": self._instant(document, "updated", fields.updated, where) if fields.updated else None,
        }

    def _instant(
        self, document: Document, field: str, written: Written, where: ZoneInfo, *, is_end: bool = False
    ) -> datetime:
        trouble, times = clock_trouble(written, where)
        if trouble:
            self.problems.append(warning(document, field, "clock-change", trouble, f"write {field}: {times}"))
        return end_in_zone(written, where) if is_end else in_zone(written, where)


def _state(fields: Fields, appears: datetime | None, expires: datetime | None, now: datetime) -> State:
    if fields.draft:
        return State.DRAFT
    if expires is not None and not is_before(now, expires):
        return State.EXPIRED
    if appears is not None and is_before(now, appears):
        return State.SCHEDULED
    return State.PUBLISHED


def _session_phase(start: datetime | None, end: datetime | None, now: datetime) -> SessionPhase:
    if start is None or end is None:
        return SessionPhase.TBA
    if is_before(now, start):
        return SessionPhase.BEFORE
    return SessionPhase.NOW if is_before(now, end) else SessionPhase.AFTER


def _stage(date: datetime, session: Session) -> Stage:
    if session.start is None or session.end is None or is_before(date, session.start):
        return Stage.BEFORE
    return Stage.DURING if is_before(date, session.end) else Stage.AFTER
