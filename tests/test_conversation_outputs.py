"""What others make of the outputs: calendar programs, feed readers, search engines; and what nobody may find there."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import icalendar
import listparser
import pytest
from extruct.jsonld import JsonLdExtractor  # type: ignore[import-untyped]  # extruct ships no types
from ical.calendar_stream import IcsCalendarStream

from sitegen.model import Mode, SessionStatus
from tests.building import SITES, BuiltSite, built_in, built_site, copy_site, parsed, words
from tests.phases import BETWEEN, LONDON, ZONES, instant, instants, phases_at

if TYPE_CHECKING:
    from sitegen.site import Session

EVERY_SITE = (*(name for name in SITES if name != "phases"), "phases")
SECRETS = (
    b"zanzibar",
    b"tamarind",
    b"osprey",
    b"marmalade",
    b"saffron",
    b"pomegranate",
    b"vestibule",
    b"quince",
    b"persimmon",
    b"mulberry",
    b"medlar",
    b"whortleberry",
)
NOBODYS = (b"ulric", b"xerxes")
KEPT = {
    b"what-nobody-guesses": "2007-03-24 09:00",
    b"does nobody guess": "2007-03-24 09:00",
    b"what-everybody-guards": "2007-03-25 09:00",
    b"does everybody guard": "2007-03-25 09:00",
}
SCHEMA = "https://schema.org/"


@pytest.fixture(scope="module", params=EVERY_SITE)
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """Return each fixture site, built."""
    if request.param != "phases":
        return built_site(request.param)
    root = copy_site("phases", tmp_path_factory.mktemp("site") / "phases")
    return built_in(root, instant("2007-03-25 09:00"))


def in_utc(moment: date | None) -> date | None:
    return moment.astimezone(UTC) if isinstance(moment, datetime) else moment


def test_two_calendar_programs_read_the_same_instants_under_unique_uids(site: BuiltSite) -> None:
    found = {path: data for path, data in site.files.items() if path.endswith(".ics")}
    assert "schedule.ics" in found
    for path, data in found.items():
        ours = [
            (str(event["UID"]), in_utc(event.decoded("DTSTART")), in_utc(event.decoded("DTEND")))
            for event in icalendar.Calendar.from_ical(data).walk("VEVENT")
        ]
        theirs = IcsCalendarStream.calendar_from_ics(data.decode()).events
        assert (path, [(e.uid, in_utc(e.dtstart), in_utc(e.dtend or e.dtstart)) for e in theirs]) == (path, ours)
        uids = [uid for uid, _, _ in ours]
        assert (path, sorted(uids)) == (path, sorted(set(uids)))


def test_the_schedules_calendar_holds_every_session_that_has_a_time(site: BuiltSite) -> None:
    calendar = icalendar.Calendar.from_ical(site.files["schedule.ics"])
    found = {str(event["UID"]): event for event in calendar.walk("VEVENT")}
    for session in site.built.site.sessions:
        held = found.get(session.uri)
        shown = (held.decoded("DTSTART"), held.decoded("DTEND")) if held else (None, None)
        assert (session.id, *shown) == (session.id, session.start, session.end)


def test_a_feed_reader_imports_the_network(site: BuiltSite) -> None:
    found = listparser.parse(site.files["network.opml"])
    assert not found.bozo
    people = {(p.title, p.fields.feed) for p in site.built.site.people if p.fields.feed}
    alone = {(site.built.site.settings.title, site.built.site.settings.base_url.absolute("/feed.xml"))}
    assert {(feed.title, feed.url) for feed in found.feeds} == (people or alone)


def data_of(text: str) -> list[dict[str, Any]]:
    """Return what a reader of structured data finds in a page."""
    found: list[dict[str, Any]] = JsonLdExtractor().extract(text)
    return found


def test_every_page_that_is_about_something_says_so_to_machines(site: BuiltSite) -> None:
    about = {
        f"/{path.removesuffix('index.html')}": data_of(data.decode())
        for path, data in site.files.items()
        if path.endswith(".html") and b"application/ld+json" in data
    }
    everything = site.built.site
    named = {
        *(s.address for s in everything.sessions if s.start),
        *(post.address for post in everything.posts),
        *(spark.address for spark in everything.sparks),
        *(person.address for person in everything.people),
    }
    assert {address for address in about if address != "/"} == named
    assert {len(found) for found in about.values()} == {1}


def test_a_sessions_page_tells_machines_when_where_and_whether(site: BuiltSite) -> None:
    for session in site.built.site.sessions:
        page = site.text(session.address.removeprefix("/") + "index.html")
        found = data_of(page)
        if session.start is None:
            assert (session.id, found) == (session.id, [])
            continue
        [event] = found
        shown = {key: event.get(key) for key in ("@type", "@id", "name", "startDate", "eventStatus", "location")}
        assert shown == {
            "@type": "Event",
            "@id": session.uri,
            "name": session.title,
            "startDate": session.start.isoformat(),
            "eventStatus": SCHEMA + status_of(session),
            "location": places_of(session, site),
        }
        assert datetime.fromisoformat(event["startDate"]).utcoffset() is not None


def status_of(session: Session) -> str:
    if session.fields.status is SessionStatus.CANCELLED:
        return "EventCancelled"
    return "EventRescheduled" if session.previous_start else "EventScheduled"


def places_of(session: Session, site: BuiltSite) -> list[dict[str, str]] | None:
    """Return the rooms and the address that the author gave; None where none was."""
    settings, fields = site.built.site.settings, session.fields
    found = []
    if fields.mode is not Mode.ONLINE and (fields.room or fields.mode):
        place = {"@type": "Place", "name": ", ".join(filter(None, (fields.room, settings.title)))}
        found.append(place | ({"address": settings.address} if settings.address else {}))
    if fields.mode in {Mode.ONLINE, Mode.HYBRID}:
        found.append({"@type": "VirtualLocation", "url": settings.base_url.absolute(session.address)})
    return found or None


def test_the_secrets_are_in_the_sources() -> None:
    sources = b"".join(p.read_bytes() for p in (Path(__file__).parent / "sites/phases").rglob("*.md")).lower()
    assert [secret for secret in (*SECRETS, *NOBODYS, *KEPT) if secret not in sources] == []


def everything_at(now: datetime, zone: str, *, drafts: bool) -> bytes:
    """Return every byte of the output, with the files' names."""
    files = phases_at(now, zone, drafts=drafts).files()
    return b"\n".join(path.encode() + b"\n" + data for path, data in files.items()).lower()


@pytest.mark.parametrize("drafts", [False, True])
def test_no_byte_at_any_instant_holds_what_is_for_members_of_somebody_unlisted_or_kept_for_its_day(
    *, drafts: bool
) -> None:
    for now in instants(LONDON):
        whole = everything_at(now, LONDON, drafts=drafts)
        kept = [secret for secret, opens in KEPT.items() if now >= instant(opens)]
        assert (now, [secret for secret in (*SECRETS, *NOBODYS, *KEPT) if secret in whole]) == (now, kept)
        assert (now, b"the outline that all may read" in whole, b"draft thoughts" in whole) == (now, True, drafts)


@pytest.mark.parametrize("zone", [zone for zone in ZONES if zone != LONDON])
def test_nor_in_another_zone(zone: str) -> None:
    for face in (*BETWEEN, "2007-03-24 08:59:59", "2007-03-24 09:00"):
        now = instant(face, zone)
        whole = everything_at(now, zone, drafts=True)
        kept = [secret for secret, opens in KEPT.items() if now >= instant(opens, zone)]
        assert (face, [secret for secret in (*SECRETS, *NOBODYS, *KEPT) if secret in whole]) == (face, kept)


def test_announced_questions_are_told_where_their_days_are_and_in_no_feed_or_page_of_their_own() -> None:
    files = phases_at(instant("2007-03-21 08:00")).files()
    holding = {path for path, data in files.items() if b"who is this networking for?" in data.lower()}
    assert holding == {
        "sessions/networks/index.html",
        "sessions/networks/slowchat/index.html",
        "sessions/networks/slowchat.ics",
        "schedule.ics",
        "sparks/index.html",
    }
    assert "sparks/who-is-it-for/index.html" not in files


def test_a_kept_slow_chat_tells_its_days_in_the_same_places() -> None:
    files = phases_at(instant("2007-03-21 08:00")).files()
    days = ("2007-03-24T09:00:00+00:00", "2007-03-25T09:00:00+01:00")
    for path in ("sessions/kept/index.html", "sessions/kept/slowchat/index.html", "sparks/index.html"):
        stamps = {time.get("datetime") for time in parsed(files[path]).iter("time")}
        assert (path, [day for day in days if day not in stamps]) == (path, [])
    starts = [
        (event.decoded("DTSTART"), str(event["SUMMARY"]))
        for event in icalendar.Calendar.from_ical(files["sessions/kept/slowchat.ics"]).walk("VEVENT")
    ]
    assert starts == [
        (date(2007, 3, 24), "Slow chat, question 1: The questions are kept"),
        (date(2007, 3, 25), "Slow chat, question 2: The questions are kept"),
    ]


def test_the_page_of_a_moved_session_shows_where_it_was_and_a_cancelled_ones_that_it_is_off() -> None:
    files = phases_at(instant("2007-03-21 08:00")).files()
    moved = parsed(files["sessions/moved/index.html"])
    struck = [time.get("datetime") for gone in moved.iter("s") for time in gone.iter("time")]
    assert struck == ["2007-03-28T14:00:00+01:00"]
    cancelled = words(parsed(files["sessions/cancelled/index.html"]))
    assert "Cancelled" in cancelled
