"""One document in its place: its identity and address, its instants, and whether it shows at the very second."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from sitegen.model import Stage
from sitegen.placing import error, in_settings, warning
from sitegen.problems import Place, Problem, Severity
from sitegen.site import Post, Preview, Session, SessionPhase, Spark, SparkPhase, State
from tests.sitemaking import NOW, codes, make_settings, make_site, read_text, told

SECOND = timedelta(seconds=1)


def at(text: str) -> datetime:
    """Return an instant from ISO 8601 with an offset."""
    return datetime.fromisoformat(text)


def session(lines: str, *, now: datetime = NOW, timezone: str = "Europe/London") -> Session:
    """Return the one session of a site, whose front matter has these lines."""
    site = make_site(
        {"sessions/n.md": f"---\ntitle: N\n{lines}\n---\n"}, now=now, settings=make_settings(timezone=timezone)
    )
    assert codes(site.problems) == []
    return site.sessions[0]


def spark(lines: str, *, now: datetime = NOW, timezone: str = "Europe/London", name: str = "who") -> Spark:
    """Return the one spark of a site, whose front matter has these lines."""
    files = {f"sparks/{name}.md": f"---\ntitle: Who?\n{lines}\n---\n"}
    (entry,) = make_site(files, now=now, settings=make_settings(timezone=timezone)).everything()
    assert isinstance(entry, Spark)
    return entry


def post(lines: str, *, now: datetime = NOW, timezone: str = "Europe/London", **more: str) -> Post:
    """Return the one post of a site, whose front matter has these lines."""
    files = {"posts/p.md": f"---\ntitle: P\n{lines}\n---\n"} | {f"sessions/{k}.md": v for k, v in more.items()}
    site = make_site(files, now=now, settings=make_settings(timezone=timezone))
    (found,) = (entry for entry in site.everything() if isinstance(entry, Post))
    return found


def test_an_identity_comes_from_kind_and_slug_and_never_from_the_address() -> None:
    settings = make_settings(post_address="/{year}/{slug}/")
    site = make_site({"posts/2007-01-09-a.md": "---\ntitle: A\n---\n"}, settings=settings)
    entry = site.posts[0]
    assert (entry.id, entry.uri, entry.address) == (
        "posts/a",
        "tag:torquay07.example.org,2007:posts/a",
        "/2007/a/",
    )


def test_a_frozen_id_stays_when_the_file_is_renamed() -> None:
    renamed = spark("id: sparks/old\nopens: 2007-01-01", name="new")
    assert (renamed.id, renamed.uri) == ("sparks/old", "tag:torquay07.example.org,2007:sparks/old")
    assert renamed.address == "/sparks/new/"


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("posts/2007-01-09-a.md", "/posts/a/"),
        ("sessions/a.md", "/sessions/a/"),
        ("sparks/a.md", "/sparks/a/"),
        ("people/a.md", "/people/a/"),
        ("pages/a.md", "/a/"),
    ],
)
def test_each_kind_has_its_addresses(path: str, address: str) -> None:
    text = "---\ntitle: A\nlisted: true\n---\n" if path.startswith("people") else "---\ntitle: A\n---\n"
    (entry,) = make_site({path: text}).everything()
    assert entry.address == address


def test_a_posts_address_may_carry_the_day_as_its_author_wrote_it() -> None:
    settings = make_settings(post_address="/{year}/{month}/{day}/{slug}/", timezone="Pacific/Tongatapu")
    files = {
        "posts/2007-01-09-a.md": "---\ntitle: A\n---\n",
        "posts/b.md": "---\ntitle: B\ndate: 2007-01-09T20:00Z\n---\n",
    }
    site = make_site(files, settings=settings)
    assert {p.slug: (p.address, p.day.isoformat()) for p in site.posts} == {
        "a": ("/2007/01/09/a/", "2007-01-09"),
        "b": ("/2007/01/10/b/", "2007-01-10"),
    }


@pytest.mark.parametrize("timezone", ["Pacific/Tongatapu", "Pacific/Honolulu", "Europe/London"])
def test_a_date_alone_is_the_day_that_was_written_in_any_zone(timezone: str) -> None:
    found = post("date: 2007-02-10", timezone=timezone)
    assert (found.day.isoformat(), found.date.isoformat()[:19], found.has_time) == (
        "2007-02-10",
        "2007-02-10T00:00:00",
        False,
    )


def test_the_date_in_the_front_matter_wins_over_the_files_name() -> None:
    site = make_site({"posts/2007-01-09-a.md": "---\ntitle: A\ndate: 2007-01-10 09:00\n---\n"})
    assert site.posts[0].date.isoformat() == "2007-01-10T09:00:00+00:00"


@pytest.mark.parametrize(
    ("timezone", "start"),
    [
        ("Pacific/Tongatapu", "2007-02-21T00:00:00+13:00"),
        ("Pacific/Honolulu", "2007-02-21T00:00:00-10:00"),
    ],
)
def test_a_post_and_a_spark_appear_at_their_second_and_not_before(timezone: str, start: str) -> None:
    for made in (
        lambda now: post("date: 2007-02-21", now=now, timezone=timezone),
        lambda now: spark("opens: 2007-02-21", now=now, timezone=timezone),
    ):
        before, after = made(at(start) - SECOND), made(at(start))
        assert (before.state, before.shows) == (State.SCHEDULED, False)
        assert (after.state, after.shows) == (State.PUBLISHED, True)
        assert after.appears == at(start)


@pytest.mark.parametrize(
    ("timezone", "end"),
    [
        ("Pacific/Tongatapu", "2007-02-22T00:00:00+13:00"),
        ("Pacific/Honolulu", "2007-02-22T00:00:00-10:00"),
    ],
)
def test_a_spark_closes_and_expires_with_the_end_of_its_day(timezone: str, end: str) -> None:
    for lines, states in (
        ("closes: 2007-02-21", ((State.PUBLISHED, SparkPhase.OPEN), (State.PUBLISHED, SparkPhase.CLOSED))),
        ("expires: 2007-02-21", ((State.PUBLISHED, SparkPhase.OPEN), (State.EXPIRED, SparkPhase.OPEN))),
    ):
        before = spark(f"opens: 2007-02-01\n{lines}", now=at(end) - SECOND, timezone=timezone)
        after = spark(f"opens: 2007-02-01\n{lines}", now=at(end), timezone=timezone)
        assert ((before.state, before.phase), (after.state, after.phase)) == states
        assert (before.closes or before.expires) == at(end)


@pytest.mark.parametrize(
    ("timezone", "offset"), [("Pacific/Tongatapu", "+13:00"), ("Pacific/Honolulu", "-10:00"), ("UTC", "+00:00")]
)
def test_a_session_is_on_from_its_first_second_and_no_more_at_its_end(timezone: str, offset: str) -> None:
    lines = "start: 2007-02-21 10:30\nend: 12:00"
    start, end = at(f"2007-02-21T10:30:00{offset}"), at(f"2007-02-21T12:00:00{offset}")
    phases = [session(lines, now=now, timezone=timezone).phase for now in (start - SECOND, start, end - SECOND, end)]
    assert phases == [SessionPhase.BEFORE, SessionPhase.NOW, SessionPhase.NOW, SessionPhase.AFTER]


def test_a_clock_in_the_sites_own_zone_tells_the_two_hours_of_a_change_apart() -> None:
    lines = "start: 2007-10-28T01:45:00+01:00\nend: 2007-10-28T02:30:00+00:00"
    zone_of = session(lines).zone
    early, late = (datetime(2007, 10, 28, 1, 30, fold=fold, tzinfo=zone_of) for fold in (0, 1))
    assert session(lines, now=early).phase is SessionPhase.BEFORE
    assert session(lines, now=late).phase is SessionPhase.NOW


@pytest.mark.parametrize(
    ("lines", "start", "end"),
    [
        ("start: 2007-02-21 10:30", "2007-02-21T10:30:00+00:00", "2007-02-21T11:30:00+00:00"),
        ("start: 2007-02-21 10:30\nend: 12:00", "2007-02-21T10:30:00+00:00", "2007-02-21T12:00:00+00:00"),
        ("start: 2007-02-21 22:00\nend: 2007-02-22 01:30", "2007-02-21T22:00:00+00:00", "2007-02-22T01:30:00+00:00"),
        ("start: 2007-02-21 10:30\nend: 2007-02-21", "2007-02-21T10:30:00+00:00", "2007-02-22T00:00:00+00:00"),
        ("start: 2007-07-21 10:30 +0000\nend: 12:00", "2007-07-21T11:30:00+01:00", "2007-07-21T12:00:00+01:00"),
        ("start: 2007-03-25 00:30\nend: 03:00", "2007-03-25T00:30:00+00:00", "2007-03-25T03:00:00+01:00"),
        (
            "start: 2007-02-21 10:30\ntimezone: Pacific/Tongatapu",
            "2007-02-21T10:30:00+13:00",
            "2007-02-21T11:30:00+13:00",
        ),
        (
            "start: 2007-10-28T01:30:00+01:00",
            "2007-10-28T01:30:00+01:00",
            "2007-10-28T01:30:00+00:00",
        ),
        (
            "start: 2007-03-25 00:30",
            "2007-03-25T00:30:00+00:00",
            "2007-03-25T02:30:00+01:00",
        ),
        (
            "start: 2007-10-28T01:45:00+01:00\nend: 2007-10-28T01:15:00+00:00",
            "2007-10-28T01:45:00+01:00",
            "2007-10-28T01:15:00+00:00",
        ),
    ],
)
def test_a_sessions_start_and_end_are_instants_in_its_zone(lines: str, start: str, end: str) -> None:
    found = session(lines)
    assert found.start is not None
    assert found.end is not None
    assert (found.start.isoformat(), found.end.isoformat()) == (start, end)


@pytest.mark.parametrize("lines", ["", "start: 2007-02-21"])
def test_a_session_without_a_time_of_day_is_to_be_announced(lines: str) -> None:
    found = session(lines)
    assert (found.start, found.end, found.phase) == (None, None, SessionPhase.TBA)
    assert (found.day.isoformat() if found.day else "") == ("2007-02-21" if "start" in lines else "")


def test_a_session_past_midnight_is_on_the_day_that_the_organiser_gave() -> None:
    found = session("start: 2007-02-22 01:30\nday: 2007-02-21")
    assert found.day is not None
    assert found.day.isoformat() == "2007-02-21"
    plain = session("start: 2007-02-22 01:30")
    assert plain.day is not None
    assert plain.day.isoformat() == "2007-02-22"


@pytest.mark.parametrize("end", ["10:00", "10:30", "2007-02-20 12:00", "2007-02-20"])
def test_a_session_that_ends_before_it_starts_is_an_error_and_lasts_an_hour(end: str) -> None:
    site = make_site({"sessions/n.md": f"---\ntitle: N\nstart: 2007-02-21 10:30\nend: {end}\n---\n"})
    assert told(site.problems) == ["content/sessions/n.md:4:6 error ends-early"]
    assert site.sessions[0].end == at("2007-02-21T11:30:00+00:00")


def test_an_end_past_midnight_is_told_with_its_day() -> None:
    site = make_site({"sessions/n.md": "---\ntitle: N\nstart: 2007-02-21 22:00\nend: 01:30\n---\n"})
    assert site.problems[0].hint == "past midnight write the day too: end: 2007-02-22 01:30"


def test_a_spark_that_closes_before_it_opens_is_an_error() -> None:
    site = make_site({"sparks/a.md": "---\ntitle: A\nopens: 2007-02-10\ncloses: 2007-02-09\n---\n"})
    assert told(site.problems) == ["content/sparks/a.md:4:9 error ends-early"]


def test_a_sparks_times_are_in_its_sessions_zone() -> None:
    files = {
        "sessions/n.md": "---\ntitle: N\ntimezone: Pacific/Tongatapu\n---\n",
        "sparks/a.md": "---\ntitle: A\nsession: n\n"
        "opens: 2007-02-10\ncloses: 2007-02-12 08:00\nupdated: 2007-02-11\n---\n",
    }
    (found,) = make_site(files).sparks
    assert [moment.isoformat() for moment in (found.opens, found.closes, found.updated) if moment] == [
        "2007-02-10T00:00:00+13:00",
        "2007-02-12T08:00:00+13:00",
        "2007-02-11T00:00:00+13:00",
    ]


@pytest.mark.parametrize(
    ("date", "stage"),
    [
        ("2007-02-01 10:29", Stage.BEFORE),
        ("2007-02-01 10:30", Stage.DURING),
        ("2007-02-01 11:29", Stage.DURING),
        ("2007-02-01 11:30", Stage.AFTER),
        ("2007-02-01", Stage.BEFORE),
        ("2007-02-02", Stage.AFTER),
    ],
)
def test_a_posts_stage_is_worked_out_from_its_sessions_time(date: str, stage: Stage) -> None:
    held = "---\ntitle: N\nstart: 2007-02-01 10:30\n---\n"
    assert post(f"date: {date}\nsession: n", n=held).stage is stage


def test_a_posts_stage_is_its_own_where_it_says_so() -> None:
    held = "---\ntitle: N\nstart: 2007-02-01 10:30\n---\n"
    assert post("date: 2007-02-10\nsession: n\nstage: before", n=held).stage is Stage.BEFORE
    assert post("date: 2007-02-10\nstage: after").stage is Stage.AFTER


def test_a_post_has_no_stage_without_a_session_and_stands_before_one_without_a_time() -> None:
    assert post("date: 2007-02-10").stage is None
    assert post("date: 2007-02-10\nsession: n", n="---\ntitle: N\n---\n").stage is Stage.BEFORE


def test_sessions_and_pages_appear_at_once() -> None:
    site = make_site(
        {"sessions/2008-01-01-n.md": "---\ntitle: N\n---\n", "pages/2008-01-01-a.md": "---\ntitle: A\n---\n"}
    )
    assert [entry.state for entry in site.everything()] == [State.PUBLISHED, State.PUBLISHED]


@pytest.mark.parametrize(
    ("lines", "preview", "state", "shows"),
    [
        ("date: 2007-01-01\ndraft: true", Preview(), State.DRAFT, False),
        ("date: 2007-01-01\ndraft: true", Preview(drafts=True), State.DRAFT, True),
        ("date: 2008-01-01\ndraft: true", Preview(scheduled=True), State.DRAFT, False),
        ("date: 2008-01-01", Preview(drafts=True), State.SCHEDULED, False),
        ("date: 2008-01-01", Preview(scheduled=True), State.SCHEDULED, True),
        ("date: 2007-01-01\nexpires: 2007-02-01", Preview(drafts=True, scheduled=True), State.EXPIRED, False),
        ("date: 2007-01-01\ndraft: no", Preview(), State.PUBLISHED, True),
    ],
)
def test_a_preview_shows_what_it_is_asked_for(lines: str, preview: Preview, state: State, *, shows: bool) -> None:
    (entry,) = make_site({"posts/p.md": f"---\ntitle: P\n{lines}\n---\n"}, preview=preview).everything()
    assert (entry.state, entry.shows) == (state, shows)


@pytest.mark.parametrize(
    ("path", "line", "field"),
    [
        ("sessions/x.md", "start: 2007-03-25 01:30", "start"),
        ("sessions/x.md", "previous_start: 2007-10-28 01:30", "previous_start"),
        ("sparks/x.md", "opens: 2007-10-28 01:30", "opens"),
        ("posts/x.md", "date: 2007-10-28 01:30", "date"),
        ("pages/x.md", "updated: 2007-10-28 01:30", "updated"),
        ("pages/x.md", "expires: 2007-10-28 01:30", "expires"),
    ],
)
def test_a_time_that_the_clocks_skip_or_repeat_is_a_warning(path: str, line: str, field: str) -> None:
    site = make_site({path: f"---\ntitle: X\n{line}\n---\n"})
    assert told(site.problems) == [f"content/{path}:3:{len(field) + 3} warning clock-change"]


def test_the_offset_that_a_repeated_time_is_told_to_have_is_one_of_its_zone() -> None:
    settings = make_settings(timezone="America/New_York")
    site = make_site({"sessions/x.md": "---\ntitle: X\nstart: 2007-11-04 01:30\n---\n"}, settings=settings)
    assert any(offset in site.problems[0].hint for offset in ("-04:00", "-05:00"))


def test_a_documents_language_is_its_own_else_the_sites() -> None:
    site = make_site({"pages/a.md": "---\ntitle: A\nlang: de\n---\n", "pages/b.md": "---\ntitle: B\n---\n"})
    assert {page.slug: page.language for page in site.pages} == {"a": "de", "b": "en-GB"}


def test_an_entry_knows_its_slug_and_title() -> None:
    found = spark("opens: 2007-02-01")
    assert (found.slug, found.title) == ("who", "Who?")


def test_problems_stand_at_their_field_or_where_the_file_begins() -> None:
    document = read_text("pages/a.md", "---\ntitle: A\ntags: [x, y]\n---\n").document
    path = "content/pages/a.md"
    assert error(document, "tags[1]", "c", "m", "h") == Problem(path, 3, 11, "c", "m", "h")
    assert error(document, "tags[9]", "c", "m") == Problem(path, 3, 7, "c", "m")
    assert warning(document, "nothing", "c", "m") == Problem(path, 1, 1, "c", "m", severity=Severity.WARNING)


def test_problems_of_settings_stand_at_their_setting() -> None:
    settings = make_settings(places={"rooms": Place(4, 9)})
    assert in_settings(settings, "rooms", "c", "m") == Problem(
        "content/site.toml", 4, 9, "c", "m", severity=Severity.WARNING
    )
    assert in_settings(settings, "x", "c", "m", is_error=True) == Problem("content/site.toml", 1, 1, "c", "m")


def test_the_sites_now_is_in_the_sites_zone() -> None:
    site = make_site({}, now=datetime(2007, 7, 1, 12, tzinfo=UTC))
    assert site.now.isoformat() == "2007-07-01T13:00:00+01:00"
