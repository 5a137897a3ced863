"""Documents to a site: given their instants, addresses and identities, linked, ordered, and checked as a whole.

Pure: the clock and the settings are handed in. What is wrong is in the site's problems.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING

from sitegen import identities, placing
from sitegen.chains import chained_sparks, listed_sparks
from sitegen.follow_ups import moves_of_today
from sitegen.kinds.pages import PageFields
from sitegen.kinds.people import PersonFields
from sitegen.kinds.posts import PostFields
from sitegen.kinds.sessions import SessionFields
from sitegen.model import Attachment, Reference
from sitegen.moments import at_time, clock_trouble, in_zone, is_before, later
from sitegen.read import Reading
from sitegen.references import check_references, named_people
from sitegen.schedule_checks import check_sessions
from sitegen.settings import Settings
from sitegen.site import AnyEntry, Pause, Person, Post, Preview, Session, Site, Spark, State, Tag
from sitegen.urls import check_component, slugify
from sitegen.values import Value, replace
from sitegen.zones import zone

if TYPE_CHECKING:
    from collections.abc import Iterable
    from zoneinfo import ZoneInfo

    from sitegen.problems import Problem


class Inputs(Value, frozen=True):
    """What a site is made from, besides its theme."""

    readings: tuple[Reading, ...]
    settings: Settings
    now: datetime
    preview: Preview
    attachments: tuple[Attachment, ...] = ()
    bibliography: tuple[Reference, ...] = ()
    """The works in `references.bib`."""


def assemble(inputs: Inputs) -> Site:
    """Return the site as it is at `inputs.now`, with every problem of its content but those of links."""
    settings = inputs.settings
    problems: list[Problem] = []
    documents = tuple(reading.document for reading in inputs.readings)
    unsound = frozenset(reading.document.path for reading in inputs.readings if not reading.is_sound)
    placer = placing.Placer(settings, inputs.now, inputs.preview, problems, unsound)
    sessions = tuple(placer.session(doc, doc.fields) for doc in documents if isinstance(doc.fields, SessionFields))
    by_slug = {session.slug: session for session in sessions}
    sparks = chained_sparks((*documents, *listed_sparks(sessions)), by_slug, placer)
    posts = tuple(placer.post(doc, doc.fields, by_slug) for doc in documents if isinstance(doc.fields, PostFields))
    people = tuple(placer.person(doc, doc.fields) for doc in documents if isinstance(doc.fields, PersonFields))
    pages = tuple(placer.page(doc, doc.fields) for doc in documents if isinstance(doc.fields, PageFields))
    everything: tuple[AnyEntry, ...] = (*posts, *sessions, *sparks, *people, *pages)
    bibliography = {work.id: work for work in inputs.bibliography}
    problems += identities.check_identities(everything)
    problems += check_references(everything, settings, unsound, frozenset(bibliography))
    problems += check_sessions(sessions)
    people = _with_unlisted(people, everything)
    everything = (*posts, *sessions, *sparks, *people, *pages)
    shown = [entry for entry in everything if entry.shows and not isinstance(entry, Person)]
    tags, tag_problems = _tags(shown)
    pauses = _pauses(settings, problems)
    return Site(
        settings=settings,
        now=inputs.now.astimezone(zone(settings.timezone)),
        preview=inputs.preview,
        posts=tuple(sorted((p for p in posts if p.shows), key=lambda p: (-p.date.timestamp(), p.id))),
        sessions=tuple(sorted((s for s in sessions if s.shows), key=_session_order)),
        sparks=tuple(spark for spark in sparks if spark.shows),
        people=tuple(sorted((p for p in people if p.shows), key=lambda p: (p.title.casefold(), p.slug))),
        pages=tuple(sorted((p for p in pages if p.shows), key=lambda p: (p.title.casefold(), p.slug))),
        hidden=tuple(entry for entry in everything if not entry.shows),
        pauses=pauses,
        tags=tags,
        bibliography=MappingProxyType(bibliography),
        redirects=identities.redirects((*shown, *(p for p in people if p.shows))),
        attachments=MappingProxyType({attachment.path: attachment for attachment in inputs.attachments}),
        problems=(*problems, *tag_problems),
        next_change=_next_change(everything, inputs.now, zone(settings.timezone)),
    )


def _session_order(session: Session) -> tuple[bool, float, str, str]:
    start = session.start
    return start is None, start.timestamp() if start else 0.0, session.title.casefold(), session.slug


def _with_unlisted(people: tuple[Person, ...], everything: tuple[AnyEntry, ...]) -> tuple[Person, ...]:
    """Hide everybody whom nothing that shows names, unless they said that they want to be listed."""
    named = {name for entry in everything if entry.shows for name in named_people(entry)}
    return tuple(
        person
        if not person.shows or person.fields.listed or person.slug in named
        else replace(person, shows=False, state=State.UNLISTED)
        for person in people
    )


def _tags(shown: Iterable[AnyEntry]) -> tuple[tuple[Tag, ...], tuple[Problem, ...]]:
    """Return the tags in use; spellings that differ in case alone are one, by the most frequent spelling."""
    spellings: defaultdict[str, Counter[str]] = defaultdict(Counter)
    posts: Counter[str] = Counter()
    slugs: dict[str, str] = {}
    problems = []
    for entry in shown:
        for number, name in enumerate(entry.fields.tags):
            if name not in slugs:
                slug = slugify(name)
                try:
                    check_component(slug)
                except ValueError as error:
                    message = f"the tag '{name[:60]}' cannot be part of an address: {error}"
                    field = f"tags[{number}]"
                    problems.append(placing.error(entry.document, field, "bad-tag", message, "write another word"))
                    continue
                slugs[name] = slug
            known = spellings[slugs[name]]
            if name not in known:
                other = next((k for k in sorted(known) if k.casefold() != name.casefold()), None)
                if other is not None:
                    message = f"the tags '{name}' and '{other}' would share one page"
                    problems.append(
                        placing.warning(entry.document, f"tags[{number}]", "same-tag", message, "write them alike")
                    )
            known[name] += 1
        if isinstance(entry, Post):
            for slug in {slugs[name] for name in entry.fields.tags if name in slugs}:
                posts[slug] += 1
    tags = (Tag(slug, min(c, key=lambda name: (-c[name], name)), posts[slug]) for slug, c in spellings.items())
    return tuple(sorted(tags, key=lambda tag: (tag.name.casefold(), tag.slug))), tuple(problems)


def _pauses(settings: Settings, problems: list[Problem]) -> tuple[Pause, ...]:
    pauses = []
    for number, pause in enumerate(settings.breaks):
        where = zone(settings.timezone)
        start = in_zone(pause.start, where)
        trouble, _ = clock_trouble(pause.start, where)
        if trouble:
            problems.append(placing.in_settings(settings, f"break[{number}].start", "clock-change", trouble))
        match pause.end:
            case None:
                end = later(start, placing.A_HALF_HOUR)
            case str():
                end = at_time(start, pause.end)
            case written:
                end = in_zone(written, where)
        if not is_before(start, end):
            message = f"the break '{pause.title}' ends before it starts"
            problems.append(placing.in_settings(settings, f"break[{number}].end", "ends-early", message, is_error=True))
        pauses.append(Pause(pause.title, start, end))
    return tuple(sorted(pauses, key=lambda p: (p.start.timestamp(), p.title)))


def _next_change(everything: tuple[AnyEntry, ...], now: datetime, where: ZoneInfo) -> datetime | None:
    """Return the next instant at which the clock alone changes what the site shows, in the site's zone."""
    instants: list[datetime | None] = []
    for entry in everything:
        if not entry.shows and entry.state is not State.SCHEDULED:
            continue
        instants += [entry.appears, entry.expires]
        if isinstance(entry, Session):
            instants += [entry.start, entry.end, *(check_in.at for check_in in entry.check_ins)]
        elif isinstance(entry, Spark):
            instants += [entry.opens, entry.closes]
    instants += [moment for _, moment in moves_of_today(everything, now)]
    present = now.timestamp()
    ahead = (instant for instant in instants if instant is not None and present < instant.timestamp())
    found = min(ahead, key=datetime.timestamp, default=None)
    return found.astimezone(where) if found else None
