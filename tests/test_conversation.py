"""A conference at every phase: each instant shows what it should, in pages, feeds, calendars, status, in any zone."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar
from zoneinfo import ZoneInfo

import feedparser
import icalendar
import pytest

from sitegen.status import statuses
from sitegen.views import HomeView, PostsView, SessionView, SlowChatView, SparksView, SparkView
from tests.building import copy_site
from tests.cli_runs import run
from tests.phases import A_SECOND, BETWEEN, BOUNDARIES, HOME, LONDON, TAG, ZONES, Moment, instant, instants, phases_at

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from time import struct_time

    from sitegen.pages import Page

T = TypeVar("T")

SPARKS = {
    "share-an-example": ("2007-03-20 09:00", "2007-03-28 00:00"),
    "what-are-the-drawbacks": ("2007-03-22 08:00", ""),
    "what-does-it-look-like": ("2007-03-23 08:00", ""),
    "what-nobody-guesses": ("2007-03-24 09:00", ""),
    "what-everybody-guards": ("2007-03-25 09:00", ""),
    "who-is-it-for": ("2007-03-26 08:00", ""),
    "what-do-members-want": ("2007-03-27 08:00", ""),
}
"""When each opens and closes, in the order in which they open."""
QUESTIONS = {
    "share-an-example": "Will you share an example?",
    "what-are-the-drawbacks": "What are the drawbacks of networking?",
    "what-does-it-look-like": "What can networking for professional learning look like?",
    "who-is-it-for": "Who is this networking for?",
    "what-nobody-guesses": "What does nobody guess about this?",
    "what-everybody-guards": "What does everybody guard until then?",
    "what-do-members-want": "What would you like to eat?",
}
POSTS = {
    "where-we-come-from": "2007-03-21 12:00",
    "from-the-hall": "2007-03-28 11:00",
    "the-day-after": "2007-03-30 00:00",
    "we-tried-it": "2007-04-02 09:00",
    "we-thought-again": "2007-05-10 09:00",
}
CHECK_INS = {
    "check-in-1-week": "2007-04-04 11:30",
    "check-in-6-weeks": "2007-05-09 11:30",
    "check-in-12-weeks": "2007-06-20 11:30",
}
SESSIONS = {
    "night-walk": ("2007-03-25 00:30", "2007-03-25 02:30"),
    "networks": ("2007-03-28 10:30", "2007-03-28 11:30"),
    "cancelled": ("2007-03-28 15:00", "2007-03-28 16:00"),
    "moved": ("2007-03-28 15:00", "2007-03-28 16:00"),
    "members-evening": ("2007-03-28 19:00", "2007-03-28 20:30"),
    "kept": ("2007-03-29 10:30", "2007-03-29 11:30"),
}
CHATS = {
    "networks": ("what-are-the-drawbacks", "what-does-it-look-like", "who-is-it-for"),
    "kept": ("what-nobody-guesses", "what-everybody-guards"),
    "members-evening": ("what-do-members-want",),
}
THREAD = (
    ("spark", "share-an-example"),
    ("post", "where-we-come-from"),
    ("spark", "what-are-the-drawbacks"),
    ("spark", "what-does-it-look-like"),
    ("spark", "who-is-it-for"),
    ("session", "networks"),
    ("post", "from-the-hall"),
    ("post", "the-day-after"),
    ("post", "we-tried-it"),
    ("check-in", "check-in-1-week"),
    ("check-in", "check-in-6-weeks"),
    ("post", "we-thought-again"),
    ("check-in", "check-in-12-weeks"),
)
"""What hangs on the session's thread line in the end, in the order of time."""
FACES = {
    **{f"sparks/{slug}": opens for slug, (opens, _) in SPARKS.items()},
    **{f"posts/{slug}": date for slug, date in POSTS.items()},
    "sessions/networks": SESSIONS["networks"][0],
}
STEPS = {"we-tried-it": "try", "we-thought-again": "reflect refine"}


@dataclass(frozen=True, slots=True)
class Clock:
    """An instant in a zone, which knows what has come by then."""

    now: datetime
    zone: str

    def has(self, face: str) -> bool:
        """Whether the clock of the zone has come to `face`; its very second counts."""
        return bool(face) and self.now >= instant(face, self.zone)

    def iso(self, face: str) -> str:
        """Return `face` as ISO 8601 with the zone's offset."""
        return instant(face, self.zone).astimezone(ZoneInfo(self.zone)).isoformat()

    def today(self) -> date:
        """Return the day in the zone."""
        return self.now.astimezone(ZoneInfo(self.zone)).date()

    def shown_sparks(self) -> list[str]:
        """Return the slugs of the sparks that have opened, newest first."""
        return [slug for slug, (opens, _) in reversed(SPARKS.items()) if self.has(opens)]

    def spark_phase(self, slug: str) -> str:
        """Return whether a spark is still to come, open or closed."""
        opens, closes = SPARKS[slug]
        return "closed" if self.has(closes) else "open" if self.has(opens) else "coming"

    def session_phase(self, slug: str) -> str:
        """Return where a session is in time."""
        start, end = SESSIONS[slug]
        return "after" if self.has(end) else "now" if self.has(start) else "before"

    def shown_posts(self) -> list[str]:
        """Return the slugs of the posts that have appeared, newest first."""
        return [slug for slug, face in reversed(POSTS.items()) if self.has(face)]


@cache
def moment(clock: Clock) -> Moment:
    return phases_at(clock.now, clock.zone)


@cache
def pages(clock: Clock) -> Mapping[str, Page]:
    return moment(clock).pages()


@cache
def calendars(clock: Clock) -> Mapping[str, bytes]:
    return moment(clock).calendars()


def view(clock: Clock, address: str, kind: type[T]) -> T:
    found = pages(clock)[address].view
    assert isinstance(found, kind)
    return found


@pytest.fixture(scope="module", params=ZONES)
def clocks(request: pytest.FixtureRequest) -> tuple[Clock, ...]:
    """Return every instant to look at in a zone."""
    zone: str = request.param
    return tuple(Clock(now, zone) for now in instants(zone))


def test_what_has_come_has_a_page_and_what_has_not_has_none(clocks: tuple[Clock, ...]) -> None:
    for clock in clocks:
        shown = {
            address
            for address in pages(clock)
            if address.startswith(("/posts/", "/sparks/", "/notice/")) and address not in {"/posts/", "/sparks/"}
        }
        expected = {f"/posts/{slug}/" for slug in clock.shown_posts()}
        expected |= {f"/sparks/{slug}/{below}" for slug in clock.shown_sparks() for below in ("", "room/")}
        expected |= set() if clock.has("2007-04-02 00:00") else {"/notice/"}
        assert (clock, shown) == (clock, expected)


def test_the_list_of_sparks_has_the_open_ones_the_closed_and_the_days_to_come(clocks: tuple[Clock, ...]) -> None:
    for clock in clocks:
        found = view(clock, "/sparks/", SparksView)
        shown = [[spark.address for spark in some] for some in (found.open, found.closed)]
        by_phase = {
            phase: [f"/sparks/{slug}/" for slug in clock.shown_sparks() if clock.spark_phase(slug) == phase]
            for phase in ("open", "closed")
        }
        assert (clock, shown) == (clock, [by_phase["open"], by_phase["closed"]])
        ahead = {chat.address for chat in found.coming}
        assert (clock, ahead) == (
            clock,
            {
                f"/sessions/{slug}/slowchat/"
                for slug, sparks in CHATS.items()
                if any(clock.spark_phase(spark) == "coming" for spark in sparks)
            },
        )


def test_a_sparks_page_says_whether_it_listens_and_how_to_answer(clocks: tuple[Clock, ...]) -> None:
    for clock in clocks:
        for slug in clock.shown_sparks():
            found = view(clock, f"/sparks/{slug}/", SparkView)
            phase = clock.spark_phase(slug)
            assert found.answer is not None
            shown = (clock, slug, found.item.phase, found.answer.is_open, bool(found.share))
            assert shown == (clock, slug, phase, phase == "open", phase == "open")


def test_a_slow_chats_page_tells_its_days_and_a_kept_question_on_its_day_alone(clocks: tuple[Clock, ...]) -> None:
    for clock in clocks:
        for session, sparks in CHATS.items():
            found = view(clock, f"/sessions/{session}/slowchat/", SlowChatView)
            shown = [(day.time.iso, day.question, day.address, day.phase) for day in found.chat.days]
            expected = []
            for slug in sparks:
                phase = clock.spark_phase(slug)
                is_told = session != "kept" or phase != "coming"
                address = "" if phase == "coming" else f"/sparks/{slug}/"
                question = QUESTIONS[slug] if is_told else ""
                expected.append((clock.iso(SPARKS[slug][0]), question, address, phase))
            assert (clock, shown) == (clock, expected)


def test_every_session_is_in_its_phase(clocks: tuple[Clock, ...]) -> None:
    for clock in clocks:
        shown = {slug: view(clock, f"/sessions/{slug}/", SessionView).item.phase for slug in (*SESSIONS, "unannounced")}
        expected = {slug: clock.session_phase(slug) for slug in SESSIONS} | {"unannounced": "tba"}
        assert (clock, shown) == (clock, expected)


def test_the_thread_line_hangs_everything_in_time_with_today_in_its_place(clocks: tuple[Clock, ...]) -> None:
    for clock in clocks:
        found = view(clock, "/sessions/networks/", SessionView)
        shown = [
            (point.kind, point.address or point.title, point.note, point.time.iso if point.time else "")
            for point in found.thread
        ]
        assert (clock, shown) == (clock, thread_of(clock))


def thread_of(clock: Clock) -> list[tuple[str, str, str, str]]:
    """Return what hangs on the session's thread line: kind, address or title, note, instant."""
    points: list[tuple[str, str, str, str]] = []
    for kind, slug in THREAD:
        face = CHECK_INS[slug] if kind == "check-in" else FACES[f"{kind}s/{slug}"]
        point = (kind, f"/{kind}s/{slug}/", "", clock.iso(face))
        match kind:
            case "post":
                point = (kind, point[1], STEPS.get(slug, ""), point[3])
            case "check-in":
                point = (kind, f"#{slug}", "due" if clock.has(face) else "coming", point[3])
            case "spark":
                phase = clock.spark_phase(slug)
                point = (kind, QUESTIONS[slug] if phase == "coming" else point[1], phase, point[3])
        is_there = clock.has(face) or kind in {"session", "check-in"} or slug in CHATS["networks"]
        if is_there and (kind, slug) == ("post", "the-day-after"):
            point = (kind, point[1], "", face[:10])
        points += [point] if is_there else []
    before = sum(1 for kind, slug in THREAD if clock.has(CHECK_INS.get(slug, "") or FACES.get(f"{kind}s/{slug}", "")))
    today = clock.today()
    points.insert(before, ("today", f"{today:%A} {today.day} {today:%B} {today.year}", "", today.isoformat()))
    return points


def test_what_was_heard_and_the_steps_show_once_they_are_there(clocks: tuple[Clock, ...]) -> None:
    for clock in clocks:
        found = view(clock, "/sessions/networks/", SessionView)
        taken = {step.step: [ref.address for ref in step.posts] for step in found.steps}
        steps = {"try": ["/posts/we-tried-it/"], "evaluate": [], "reflect": [], "refine": []}
        if clock.has(POSTS["we-thought-again"]):
            steps |= {"reflect": ["/posts/we-thought-again/"], "refine": ["/posts/we-thought-again/"]}
        expected = (clock.has(SESSIONS["networks"][0]), steps if clock.has(POSTS["we-tried-it"]) else {})
        assert (clock, (bool(found.heard), taken)) == (clock, expected)


def test_posts_stand_in_the_stage_of_their_time(clocks: tuple[Clock, ...]) -> None:
    stages = {"where-we-come-from": "before", "from-the-hall": "during"}
    for clock in clocks:
        found = view(clock, "/sessions/networks/", SessionView)
        shown = {post.address: post.stage for post in (*found.before, *found.during, *found.after)}
        expected = {f"/posts/{slug}/": stages.get(slug, "after") for slug in clock.shown_posts()}
        assert (clock, shown) == (clock, expected)


def test_the_home_page_has_now_next_the_open_questions_and_the_newest_posts(clocks: tuple[Clock, ...]) -> None:
    for clock in clocks:
        found = view(clock, "/", HomeView)
        held = [slug for slug in SESSIONS if slug != "cancelled"]
        ahead = [slug for slug in held if clock.session_phase(slug) == "before"]
        lists = (found.now, found.next, found.sparks, found.posts)
        shown = ([[item.address for item in some] for some in lists], found.is_over)
        expected = (
            [
                [f"/sessions/{slug}/" for slug in held if clock.session_phase(slug) == "now"],
                [f"/sessions/{slug}/" for slug in ahead[:1]],
                [f"/sparks/{slug}/" for slug in clock.shown_sparks() if clock.spark_phase(slug) == "open"][:5],
                [f"/posts/{slug}/" for slug in clock.shown_posts()],
            ],
            clock.has(SESSIONS["kept"][1]),
        )
        assert (clock, shown) == (clock, expected)
        assert [post.address for post in view(clock, "/posts/", PostsView).posts] == expected[0][3]


def ids(clock: Clock, session: str = "") -> list[tuple[str, datetime]]:
    """Return what a feed holds at an instant, newest first: ids and instants; of one session, or of the site."""
    found = [(f"sparks/{slug}", opens) for slug, (opens, _) in SPARKS.items()]
    found += [(f"posts/{slug}", face) for slug, face in POSTS.items()]
    if session:
        own = {f"{kind}s/{slug}" for kind, slug in THREAD}
        found = [(identity, face) for identity, face in found if identity in own]
        found += [(f"sessions/networks/{name}", face) for name, face in CHECK_INS.items()]
    come = [(f"{TAG}{identity}", instant(face, clock.zone)) for identity, face in found if clock.has(face)]
    return sorted(come, key=lambda pair: (-pair[1].timestamp(), pair[0]))


def parsed(data: bytes) -> list[tuple[str, datetime]]:
    """Return the ids and the instants of a feed's entries, as somebody else's reader finds them."""
    found = feedparser.parse(data)
    assert not found.bozo

    def moment_of(parts: struct_time) -> datetime:
        return datetime(*parts[:6], tzinfo=UTC)

    return [(entry.id, moment_of(entry.published_parsed)) for entry in found.entries]


def test_feeds_hold_what_has_come_newest_first(clocks: tuple[Clock, ...]) -> None:
    for clock in clocks:
        here = moment(clock)
        assert (clock, parsed(here.feed("/", "atom"))) == (clock, ids(clock))
        assert (clock, parsed(here.feed("/sessions/networks/", "rss"))) == (clock, ids(clock, "networks"))
        items = json.loads(here.feed("/sparks/", "json"))["items"]
        assert (clock, [item["id"] for item in items]) == (clock, [f"{TAG}sparks/{s}" for s in clock.shown_sparks()])


def events(data: bytes) -> dict[str, tuple[date, date, str, str, str]]:
    """Return a calendar's events by UID: from when to when, and what they say."""
    found = list(icalendar.Calendar.from_ical(data).walk("VEVENT"))
    made = {
        str(event["UID"]): (
            event.decoded("DTSTART"),
            event.decoded("DTEND"),
            str(event["SUMMARY"]),
            str(event["URL"]),
            str(event["STATUS"]),
        )
        for event in found
    }
    assert len(made) == len(found)
    return made


def chat_events(clock: Clock, session: str, title: str) -> dict[str, tuple[date, date, str, str, str]]:
    found = {}
    for number, slug in enumerate(CHATS[session], start=1):
        day = date.fromisoformat(SPARKS[slug][0][:10])
        has_come = clock.spark_phase(slug) != "coming"
        url = f"{HOME}/sparks/{slug}/" if has_come else f"{HOME}/sessions/{session}/slowchat/"
        summary = QUESTIONS[slug] if has_come or session != "kept" else f"Slow chat, question {number}: {title}"
        uid = f"{TAG}sessions/kept/slow-chat/{number}" if session == "kept" else f"{TAG}sparks/{slug}"
        found[uid] = (day, day + timedelta(days=1), summary, url, "CONFIRMED")
    return found


TITLES = {
    "night-walk": "The night walk",
    "networks": "Networking as professional learning: a good thing?",
    "cancelled": "One laptop, thirty children",
    "moved": "Podcasts by nine-year-olds",
    "members-evening": "An evening for members",
    "kept": "The questions are kept",
}


def session_events(clock: Clock, slug: str) -> dict[str, tuple[date, date, str, str, str]]:
    looks = {
        "networks": {"1-week": "One week", "6-weeks": "Six weeks", "12-weeks": "Twelve weeks"},
        "members-evening": {"1-week": "One week"},
    }.get(slug, {})
    days = {"1-week": date(2007, 4, 4), "6-weeks": date(2007, 5, 9), "12-weeks": date(2007, 6, 20)}
    start, end = (instant(face, clock.zone) for face in SESSIONS[slug])
    url, title = f"{HOME}/sessions/{slug}/", TITLES[slug]
    status = "CANCELLED" if slug == "cancelled" else "CONFIRMED"
    found: dict[str, tuple[date, date, str, str, str]] = {f"{TAG}sessions/{slug}": (start, end, title, url, status)}
    for name, words in looks.items():
        found[f"{TAG}sessions/{slug}/check-in-{name}"] = (
            days[name],
            days[name] + timedelta(days=1),
            f"{words} on: what did you try? ({title})",
            f"{url}#check-in-{name}",
            "CONFIRMED",
        )
    return found


def test_calendars_hold_everything_from_the_start_and_a_kept_question_from_its_day(clocks: tuple[Clock, ...]) -> None:
    for clock in clocks:
        found = {address: events(data) for address, data in calendars(clock).items()}
        own = {f"/sessions/{slug}/session.ics": session_events(clock, slug) for slug in SESSIONS}
        chats = {f"/sessions/{slug}/slowchat.ics": chat_events(clock, slug, TITLES[slug]) for slug in CHATS}
        whole = {uid: event for some in (*own.values(), *chats.values()) for uid, event in some.items()}
        assert (clock, found) == (clock, {"/schedule.ics": whole, **own, **chats})


def test_status_says_what_is_published_and_until_when(clocks: tuple[Clock, ...]) -> None:
    for clock in clocks:
        found = {s.id: (s.state.value, s.until) for s in statuses(moment(clock).site)}
        expected: dict[str, tuple[str, datetime | None]] = {
            f"sessions/{slug}": ("published", None) for slug in (*SESSIONS, "unannounced")
        }
        expected |= {f"people/{slug}": ("published", None) for slug in ("ada-quist", "lena-listed", "lou-listed")}
        expected["people/ulric-unlisted"] = ("unlisted", None)
        expected["posts/draft-thoughts"] = ("draft", None)
        over = instant("2007-04-02 00:00", clock.zone)
        expected["pages/notice"] = ("published", over) if clock.now < over else ("expired", None)
        looks = {f"sessions/networks/{name}": face for name, face in CHECK_INS.items()}
        looks["sessions/members-evening/check-in-1-week"] = "2007-04-04 20:30"
        opening = looks | {identity: face for identity, face in FACES.items() if not identity.startswith("sessions/")}
        for identity, face in opening.items():
            waiting = ("scheduled", instant(face, clock.zone))
            expected[identity] = ("published", None) if clock.has(face) else waiting
        assert (clock, found) == (clock, expected)


def test_the_next_change_is_the_next_boundary_or_the_midnight_before_it(clocks: tuple[Clock, ...]) -> None:
    for clock in clocks:
        tomorrow = clock.today() + timedelta(days=1)
        # Twelve weeks after the moved session its page marks today no longer.
        faces = (*BOUNDARIES, f"{tomorrow} 00:00", "2007-06-20 16:00")
        boundaries = [instant(face, clock.zone) for face in faces]
        following = moment(clock).site.next_change
        assert (clock, following) == (clock, min(m for m in boundaries if m > clock.now))


def what_shows(now: datetime) -> tuple[object, ...]:
    """Return all that readers get at an instant."""
    here = phases_at(now)
    return here.pages(), here.feeds(), here.calendars()


def test_from_one_change_to_the_next_nothing_changes_and_then_something_does() -> None:
    now = instant("2007-03-27 12:00")
    shown = what_shows(now)
    seen = []
    while now < instant("2007-03-30 12:00"):
        following = phases_at(now).site.next_change
        assert following is not None
        assert (now, what_shows(following - A_SECOND)) == (now, shown)
        now, before = following, shown
        shown = what_shows(now)
        assert shown != before
        seen.append(now.astimezone(ZoneInfo(LONDON)).strftime("%d %H:%M"))
    assert seen == [
        "28 00:00",
        "28 10:30",
        "28 11:00",
        "28 11:30",
        "28 15:00",
        "28 16:00",
        "28 19:00",
        "28 20:30",
        "29 00:00",
        "29 10:30",
        "29 11:30",
        "30 00:00",
        "31 00:00",
    ]


@pytest.mark.parametrize("face", ["2007-03-25 02:29:59", "2007-03-28 11:30:00"])
@pytest.mark.parametrize("zone", ZONES)
def test_the_command_line_builds_and_tells_the_same(
    face: str, zone: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = site_in(tmp_path / "site", zone)
    # Without an offset `--now` is a time of the site's own zone.
    built = run(capsys, "build", "-C", root, "--now", face)
    assert (built.code, built.err) == (0, "")
    here = phases_at(instant(face, zone), zone)
    expected = here.files()
    assert {path: (root / "public" / path).read_bytes() for path in expected} == dict(expected)
    told: dict[str, Any] = json.loads(run(capsys, "status", "-C", root, "--now", face, "--format", "json").out)
    assert here.site.next_change is not None
    documents = {(d["id"], d["state"], d["until"]) for d in told["documents"]}
    assert (told["next_change"], documents) == (
        here.site.next_change.isoformat(),
        {(s.id, s.state.value, s.until.isoformat() if s.until else None) for s in statuses(here.site)},
    )


def site_in(root: Path, zone: str) -> Path:
    """Copy the fixture, with its times in a zone."""
    copy_site("phases", root)
    settings = root / "content" / "site.toml"
    settings.write_text(settings.read_text().replace(LONDON, zone))
    return root


def test_the_instants_looked_at_are_the_boundaries_the_seconds_before_and_those_between() -> None:
    assert [len(instants(zone)) for zone in ZONES] == [2 * len(BOUNDARIES) + len(BETWEEN)] * 3
    # In London the clocks go forward within the slow chat and before the session.
    assert (instant("2007-03-23 08:00").hour, instant("2007-03-26 08:00").hour) == (8, 7)
