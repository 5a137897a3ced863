"""What a session schedules around itself: check-ins at the same time of day, chats on their days, the mark of today."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from sitegen.follow_ups import chat_days
from sitegen.views import SessionView
from tests.sitemaking import make_settings, make_site, pages_of, view_of

if TYPE_CHECKING:
    from sitegen.site import Session, Site

A_SECOND = timedelta(seconds=1)
SESSION = "---\ntitle: N\nstart: {start}\nend: {end}\n{lines}---\nText.\n"


def site_of(lines: str, *, start: str = "2007-02-21 10:30", end: str = "11:30", now: str = "2007-02-14T12:00Z") -> Site:
    """Return a site of one session, `n`."""
    text = SESSION.format(start=start, end=end, lines=lines)
    return make_site({"sessions/n.md": text}, now=datetime.fromisoformat(now))


def session_of(site: Site) -> Session:
    """Return its one session."""
    [session] = site.sessions
    return session


def looks(site: Site) -> list[tuple[str, str, bool]]:
    """Return its session's check-ins: anchor, instant, whether its day has come."""
    return [(c.anchor, c.at.isoformat(), c.is_due) for c in session_of(site).check_ins]


def days(site: Site) -> list[tuple[str, str]]:
    """Return the days of its session's slow chat: the instant, and the question if it is told."""
    return [(d.at.isoformat(), d.spark.title if d.is_told else "") for d in chat_days(site, session_of(site))]


def test_check_ins_are_in_the_order_of_their_days_at_the_time_of_the_sessions_end() -> None:
    assert looks(site_of("follow_up: [6 weeks, 10 days, 1 week]\n")) == [
        ("check-in-1-week", "2007-02-28T11:30:00+00:00", False),
        ("check-in-10-days", "2007-03-03T11:30:00+00:00", False),
        ("check-in-6-weeks", "2007-04-04T11:30:00+01:00", False),
    ]


@pytest.mark.parametrize(("now", "is_due"), [("2007-02-28T11:29:59Z", False), ("2007-02-28T11:30:00Z", True)])
def test_a_check_in_is_due_from_its_very_second(now: str, *, is_due: bool) -> None:
    assert looks(site_of("follow_up: 1 week\n", now=now)) == [("check-in-1-week", "2007-02-28T11:30:00+00:00", is_due)]


def test_a_check_in_at_a_time_that_the_clocks_leave_out_is_shown_as_the_clocks_have_it() -> None:
    site = site_of("follow_up: 1 week\n", start="2007-03-18 00:30", end="01:30")
    [check_in] = session_of(site).check_ins
    assert check_in.at.timestamp() == datetime.fromisoformat("2007-03-25T01:30Z").timestamp()
    [shown] = view_of(site, "/sessions/n/", SessionView).check_ins
    assert (shown.time.iso, shown.time.clock, shown.time.zone) == ("2007-03-25T02:30:00+01:00", "02:30", "BST")


@pytest.mark.parametrize(
    "lines", ["status: cancelled\nupdated: 2007-02-01\nfollow_up: 1 week\n", "draft: true\nfollow_up: 1 week\n"]
)
def test_what_does_not_take_place_is_not_looked_back_on(lines: str) -> None:
    assert [c for session in site_of(lines).sessions for c in session.check_ins] == []


@pytest.mark.parametrize("start", ["", "2007-02-21"])
def test_a_session_without_a_time_has_no_check_in(start: str) -> None:
    text = f"---\ntitle: N\nstart: {start}\nfollow_up: 1 week\n---\n"
    assert session_of(make_site({"sessions/n.md": text})).check_ins == ()


def test_the_same_check_in_written_twice_is_one() -> None:
    site = site_of("follow_up: [1 week, 7 days, 1 week]\n")
    assert len({check_in.id for check_in in session_of(site).check_ins}) == len(session_of(site).check_ins)


CHAT = "slowchat:\n  starts: {starts}\n  weekends: {weekends}\nsparks:\n  a: A?\n  b: B?\n  c: C?\n"


@pytest.mark.parametrize(
    ("starts", "weekends", "expected"),
    [
        ("2007-02-15 08:00", "false", ["15T08:00:00+00:00", "16T08:00:00+00:00", "19T08:00:00+00:00"]),
        ("2007-02-15 08:00", "true", ["15T08:00:00+00:00", "16T08:00:00+00:00", "17T08:00:00+00:00"]),
        ("2007-02-17 08:00", "false", ["19T08:00:00+00:00", "20T08:00:00+00:00", "21T08:00:00+00:00"]),
    ],
)
def test_a_slow_chat_asks_a_question_a_day(starts: str, weekends: str, expected: list[str]) -> None:
    found = days(site_of(CHAT.format(starts=starts, weekends=weekends)))
    assert found == [(f"2007-02-{day}", title) for day, title in zip(expected, ("A?", "B?", "C?"), strict=True)]


def test_a_slow_chat_keeps_its_hour_when_the_clocks_change() -> None:
    found = days(site_of(CHAT.format(starts="2007-03-24 08:00", weekends="true")))
    assert [at for at, _ in found] == [
        "2007-03-24T08:00:00+00:00",
        "2007-03-25T08:00:00+01:00",
        "2007-03-26T08:00:00+01:00",
    ]


def test_a_question_with_its_own_date_has_no_day_of_the_slow_chat() -> None:
    session = SESSION.format(
        start="2007-02-21 10:30", end="11:30", lines=CHAT.format(starts="2007-02-15 08:00", weekends="false")
    )
    spark = "---\ntitle: Own?\nsession: n\nopens: 2007-02-01\n---\n"
    files = {"sessions/n.md": session, "sparks/own.md": spark}
    assert [title for _, title in days(make_site(files))] == ["A?", "B?", "C?"]


def test_a_cancelled_session_has_no_chat_in_any_place() -> None:
    site = site_of("status: cancelled\nupdated: 2007-02-01\n" + CHAT.format(starts="2007-02-15 08:00", weekends="true"))
    assert days(site) == []
    assert view_of(site, "/sessions/n/", SessionView).slow_chat is None
    assert "/sessions/n/slowchat/" not in pages_of(site)


def marks(site: Site) -> list[str]:
    """Return where its session's thread line marks today."""
    thread = view_of(site, "/sessions/n/", SessionView).thread
    return [point.time.iso if point.time else "" for point in thread if point.kind == "today"]


@pytest.mark.parametrize("now", ["2007-05-16T10:29:59Z", "2007-05-16T11:29:59Z", "2007-05-17T11:29:59Z"])
def test_the_mark_of_today_goes_when_the_site_says_that_it_changes(now: str) -> None:
    """Twelve weeks after the last of a conversation its mark goes; nothing goes between two changes."""
    site = site_of("", now=now)
    following = site.next_change
    while following is not None and following < datetime.fromisoformat("2007-05-20T00:00Z"):
        assert marks(site_of("", now=(following - A_SECOND).isoformat())) == marks(site)
        site = site_of("", now=following.isoformat())
        following = site.next_change
    assert (marks(site), following) == ([], None)


def test_the_mark_of_today_is_the_day_in_the_sessions_zone() -> None:
    site = site_of("timezone: Pacific/Tongatapu\n", now="2007-02-14T12:00Z")
    assert marks(site) == ["2007-02-15"]
    assert site.next_change == datetime.fromisoformat("2007-02-16T00:00+13:00")


def test_todays_midnight_is_that_of_the_session_even_where_the_site_has_another() -> None:
    files = {"sessions/n.md": SESSION.format(start="2007-02-21 10:30", end="11:30", lines="")}
    site = make_site(files, settings=make_settings(timezone="Pacific/Honolulu"))
    assert site.next_change == datetime.fromisoformat("2007-02-15T00:00-10:00")
