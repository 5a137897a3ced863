"""Sessions and sparks on their pages: what stands before, during and after, and in which order."""

from __future__ import annotations

from datetime import datetime

import pytest

from sitegen.settings import CommentSettings
from sitegen.views import Answer, Ref, SessionsView, SessionView, SparksView, SparkView
from tests.sitemaking import make_settings, make_site, pages_of, view_of

SESSION = "---\ntitle: Networks\nstart: 2007-02-21 10:30\nend: 12:00\n{}---\n\nOutline.\n\n## What we heard\n\nMuch.\n"
BEFORE, DURING, AFTER = "2007-02-14T12:00:00+00:00", "2007-02-21T10:30:00+00:00", "2007-02-21T12:00:00+00:00"


def text(title: str, *lines: str) -> str:
    """Return the text of a document that belongs to the session `n`."""
    return "\n".join(["---", f"title: {title}", "session: n", *lines, "---", ""])


def session_view(more: str = "", now: str = BEFORE, files: dict[str, str] | None = None) -> SessionView:
    """Return the session's page at an instant."""
    site = make_site({"sessions/n.md": SESSION.format(more)} | (files or {}), now=datetime.fromisoformat(now))
    return view_of(site, "/sessions/n/", SessionView)


def thread(view: SessionView) -> list[tuple[str, str, str]]:
    """Return what hangs on a session's thread."""
    return [(point.kind, point.stage, point.title) for point in view.thread]


TALK = {
    "sparks/one.md": text("One?", "opens: 2007-02-01", "closes: 2007-02-10"),
    "sparks/two.md": text("Two?", "opens: 2007-02-20"),
    "sparks/after.md": text("After?", "opens: 2007-02-22"),
    "sparks/undated.md": text("Undated?"),
    "posts/2007-02-05-early.md": text("Early"),
    "posts/live.md": text("Live", "date: 2007-02-21 11:00"),
    "posts/2007-03-01-tried.md": text("Tried", "step: [try, reflect]"),
    "posts/2007-03-02-looking-back.md": text("Back to before", "stage: before"),
}


def test_the_thread_is_in_the_order_of_the_conversation_with_today_in_its_place() -> None:
    view = session_view(now="2007-03-05T09:00:00+00:00", files=TALK)
    assert thread(view) == [
        ("spark", "before", "Undated?"),
        ("spark", "before", "One?"),
        ("post", "before", "Early"),
        ("spark", "before", "Two?"),
        ("post", "before", "Back to before"),
        ("session", "during", "Networks"),
        ("post", "during", "Live"),
        ("spark", "after", "After?"),
        ("post", "after", "Tried"),
        ("today", "after", "Monday 5 March 2007"),
    ]
    notes = {point.title: point.note for point in view.thread}
    assert (notes["One?"], notes["Two?"], notes["Tried"], notes["Live"]) == ("closed", "open", "try reflect", "")


def test_today_stands_before_during_and_after_the_session() -> None:
    for now, stage in ((BEFORE, "before"), (DURING, "during"), (AFTER, "after")):
        marks = [point.stage for point in session_view(now=now).thread if point.kind == "today"]
        assert marks == [stage]


@pytest.mark.parametrize(
    ("now", "is_marked"),
    [("2007-05-16T11:59:59+00:00", True), ("2007-05-16T12:00:00+00:00", False), ("2009-01-01T00:00:00+00:00", False)],
)
def test_today_is_marked_until_twelve_weeks_after_the_last_of_it(now: str, *, is_marked: bool) -> None:
    view = session_view(now=now)
    assert ("today" in [point.kind for point in view.thread]) is is_marked


def test_today_is_the_day_in_the_sessions_zone() -> None:
    view = session_view("timezone: Pacific/Tongatapu\n", now="2007-02-14T12:00:00+00:00")
    assert [point.title for point in view.thread if point.kind == "today"] == ["Thursday 15 February 2007"]


def test_a_session_to_be_announced_has_a_thread_without_itself_and_today() -> None:
    site = make_site({"sessions/n.md": "---\ntitle: N\n---\n", "sparks/one.md": text("One?", "opens: 2007-02-01")})
    assert thread(view_of(site, "/sessions/n/", SessionView)) == [("spark", "before", "One?")]


def test_posts_stand_before_during_and_after_oldest_first() -> None:
    view = session_view(now="2007-03-05T09:00:00+00:00", files=TALK)
    assert [[p.title for p in posts] for posts in (view.before, view.during, view.after)] == [
        ["Early", "Back to before"],
        ["Live"],
        ["Tried"],
    ]


def test_what_was_heard_shows_once_the_session_has_begun() -> None:
    assert session_view(now=BEFORE).heard.text == ""
    assert "Much." in session_view(now=DURING).heard.text
    assert "Much." in session_view(now=AFTER).heard.text
    assert "Much." not in session_view(now=AFTER).html.text


WAYS_IN = "register: https://a.org/r\njoin: https://a.org/j\nslides: https://a.org/s\nrecording: https://b.org/v\n"


@pytest.mark.parametrize(
    ("more", "now", "register", "join"),
    [
        ("", BEFORE, "https://a.org/r", "https://a.org/j"),
        ("", DURING, "https://a.org/r", "https://a.org/j"),
        ("", AFTER, "", ""),
        ("status: cancelled\nupdated: 2007-02-01\n", BEFORE, "", ""),
        ("access: members\n", BEFORE, "https://a.org/r", ""),
    ],
)
def test_the_ways_in_show_as_long_as_they_lead_in(more: str, now: str, register: str, join: str) -> None:
    view = session_view(WAYS_IN + more, now)
    assert (view.register, view.join) == (register, join)


def test_slides_and_recordings_are_for_all_but_those_of_members() -> None:
    view = session_view(WAYS_IN, AFTER)
    assert (view.slides, view.recording) == (Ref("a.org", "https://a.org/s"), Ref("b.org", "https://b.org/v"))
    hidden = session_view(f"{WAYS_IN}access: members\n", AFTER)
    assert (hidden.slides, hidden.recording, hidden.item.is_for_members) == (None, None, True)


def test_resources_are_named_and_a_missing_one_is_left_out() -> None:
    more = "resources:\n  Handout: h.pdf\n  Site: https://a.org/x\n  Lost: lost.pdf\n"
    site = make_site({"sessions/n.md": SESSION.format(more)}, attachments=["sessions/h.pdf"])
    assert view_of(site, "/sessions/n/", SessionView).resources == (
        Ref("Handout", "/media/h.0123456789.pdf"),
        Ref("Site", "https://a.org/x"),
    )


def test_hosts_of_a_session_and_of_its_slow_chat_stand_once_each() -> None:
    more = "host: [Jo Smith]\nslowchat:\n  starts: 2007-02-12 08:00\n  host: [Al Green, Jo Smith]\n  hashtag: slow\n"
    view = session_view(f"{more}hashtag: t07\n")
    assert [host.name for host in view.hosts] == ["Jo Smith", "Al Green"]
    assert view.hashtag == "#t07"


def test_a_sessions_item_says_when_where_and_in_which_state() -> None:
    more = "room: Hall\nmode: hybrid\ntrack: CPD\nformat: Talk\nspeakers: [Jo Smith]\nsummary: In short\ncoming: 30\n"
    view = session_view(f"{more}status: moved\nupdated: 2007-02-01\nprevious_start: 2007-02-20 10:30\n", files=TALK)
    item = view.item
    assert (item.hours, item.day, item.phase, item.status, item.mode, item.room, item.summary, item.open_sparks) == (
        "10:30–12:00 GMT",
        "Wednesday 21 February 2007",
        "before",
        "moved",
        "hybrid",
        "Hall",
        "In short",
        1,
    )
    assert (view.coming, view.previous_start.clock if view.previous_start else "") == (30, "10:30")
    assert view.updated is not None
    assert (view.updated.iso, view.updated.clock) == ("2007-02-01", "")


def test_a_times_machine_readable_form_carries_its_offset() -> None:
    item = session_view("timezone: Pacific/Tongatapu\n").item
    assert item.start is not None
    assert (item.start.iso, item.start.zone) == ("2007-02-21T10:30:00+13:00", "UTC+13")


def test_a_sessions_neighbours_are_those_with_a_time_before_and_after_it() -> None:
    files = {
        "sessions/early.md": "---\ntitle: Early\nstart: 2007-02-21 09:00\n---\n",
        "sessions/late.md": "---\ntitle: Late\nstart: 2007-02-22 09:00\n---\n",
        "sessions/tba.md": "---\ntitle: Some day\n---\n",
    }
    view = session_view(files=files)
    assert (view.newer, view.older) == (Ref("Early", "/sessions/early/"), Ref("Late", "/sessions/late/"))
    site = make_site(files)
    assert view_of(site, "/sessions/early/", SessionView).newer is None
    tba = view_of(site, "/sessions/tba/", SessionView)
    assert (tba.newer, tba.older, tba.item.hours, tba.item.start) == (None, None, "", None)


def test_sessions_are_listed_by_day_those_without_last() -> None:
    files = {
        "sessions/tba.md": "---\ntitle: Some day\n---\n",
        "sessions/b.md": "---\ntitle: B\nstart: 2007-02-22 01:00\nday: 2007-02-21\n---\n",
        "sessions/a.md": "---\ntitle: A\nstart: 2007-02-21 20:00\n---\n",
        "sessions/c.md": "---\ntitle: C\nstart: 2007-02-22\n---\n",
    }
    view = view_of(make_site(files), "/sessions/", SessionsView)
    assert [(day.iso, day.id, [item.title for item in day.sessions]) for day in view.days] == [
        ("2007-02-21", "day-2007-02-21", ["A", "B"]),
        ("2007-02-22", "day-2007-02-22", ["C"]),
        ("", "to-be-announced", ["Some day"]),
    ]
    assert view_of(make_site({}), "/sessions/", SessionsView) == SessionsView(())


def test_sparks_are_listed_open_ones_first_each_newest_first() -> None:
    files = {
        "sparks/a.md": "---\ntitle: A?\nopens: 2007-02-01\n---\n",
        "sparks/b.md": "---\ntitle: B?\nopens: 2007-02-02\n---\n",
        "sparks/undated.md": "---\ntitle: U?\n---\n",
        "sparks/closed.md": "---\ntitle: C?\nopens: 2007-02-03\ncloses: 2007-02-04\n---\n",
        "sparks/earlier.md": "---\ntitle: D?\nopens: 2007-01-03\ncloses: 2007-02-04\n---\n",
        "sparks/later.md": "---\ntitle: L?\nopens: 2007-03-03\n---\n",
    }
    view = view_of(make_site(files), "/sparks/", SparksView)
    assert [item.question for item in view.open] == ["B?", "A?", "U?"]
    assert [item.question for item in view.closed] == ["C?", "D?"]


def spark_view(*lines: str, email: str = "") -> SparkView:
    """Return the page of a spark of the session, beside two others."""
    files = {
        "sessions/n.md": SESSION.format("hashtag: t07\nslowchat:\n  starts: 2007-03-12 08:00\n  hashtag: slow\n"),
        "sparks/a.md": text("First?", "opens: 2007-01-01"),
        "sparks/b.md": text("Middle?", "opens: 2007-02-01", *lines) + "Why, *why*?\n\n## What we heard\n\nMuch.\n",
        "sparks/c.md": text("Last?", "opens: 2007-02-10"),
        "posts/2007-02-05-answer.md": "---\ntitle: Answer\nspark: b\n---\n",
        "posts/2007-02-03-sooner.md": "---\ntitle: Sooner\nspark: b\n---\n",
    }
    site = make_site(files, settings=make_settings(comments=CommentSettings(email=email)))
    return view_of(site, "/sparks/b/", SparkView)


def test_a_spark_knows_its_session_its_neighbours_and_its_answers() -> None:
    view = spark_view()
    assert (view.item.number, view.item.total, view.item.phase) == (2, 3, "open")
    assert view.item.session == Ref("Networks", "/sessions/n/")
    assert (view.newer, view.older) == (Ref("First?", "/sparks/a/"), Ref("Last?", "/sparks/c/"))
    assert [post.title for post in view.posts] == ["Sooner", "Answer"]
    assert view.session is not None
    assert view.session.title == "Networks"
    assert view.html.text.strip() == "<p>Why, <em>why</em>?</p>"


def test_what_was_heard_shows_once_the_spark_has_closed() -> None:
    assert spark_view().item.heard.text == ""
    closed = spark_view("closes: 2007-02-10").item
    assert (closed.phase, closed.heard.text.strip()) == ("closed", "<p>Much.</p>")


def test_a_closing_day_is_the_day_that_was_written_though_it_lasts_to_its_end() -> None:
    item = spark_view("closes: 2007-02-20").item
    assert item.closes is not None
    assert (item.closes.iso, item.closes.clock) == ("2007-02-20", "")
    timed = spark_view("closes: 2007-02-20 18:00").item
    assert timed.closes is not None
    assert (timed.closes.iso, timed.closes.clock) == ("2007-02-20T18:00:00+00:00", "18:00")


def test_a_spark_outside_every_session_has_neither_neighbours_nor_a_number() -> None:
    site = make_site(
        {"sparks/a.md": "---\ntitle: A?\nopens: 2007-01-01\n---\n", "sparks/b.md": "---\ntitle: B?\n---\n"}
    )
    view = view_of(site, "/sparks/a/", SparkView)
    assert (view.newer, view.older, view.item.number, view.item.total, view.session) == (None, None, 0, 0, None)


def test_a_sparks_hashtag_is_its_own_else_its_slow_chats_else_its_sessions() -> None:
    assert spark_view("hashtag: own").item.hashtag == "#own"
    assert spark_view().item.hashtag == "#slow"


def test_an_open_spark_can_be_answered_and_a_closed_one_no_more() -> None:
    assert spark_view(email="jo@a.org").answer == Answer(
        is_open=True, mailto="mailto:jo@a.org?subject=Middle%3F", email="jo@a.org", hashtag="#slow"
    )
    closed = spark_view("closes: 2007-02-10", email="jo@a.org").answer
    assert closed is not None
    assert closed.is_open is False


def test_a_spark_that_wants_no_comments_has_no_way_to_answer() -> None:
    assert spark_view("comments: false", email="jo@a.org").answer is None


def test_a_session_has_a_way_to_answer_unless_it_wants_none() -> None:
    assert session_view("hashtag: t07\ncomments: false\n").answer is None
    assert session_view("hashtag: t07\n").answer == Answer(is_open=True, hashtag="#t07")
    assert session_view("").answer is None
    held = session_view("comments: true\nmastodon: https://a.org/@jo/1\n").answer
    assert held == Answer(is_open=True, discussion="https://a.org/@jo/1")


def test_a_page_is_in_its_documents_language_and_knows_its_neighbours() -> None:
    files = {
        "sessions/n.md": SESSION.format("lang: de\n"),
        "sessions/m.md": "---\ntitle: M\nstart: 2007-02-22 09:00\n---\n",
    }
    page = pages_of(make_site(files))["/sessions/n/"]
    assert (page.template, page.words.language, page.shell.language) == ("session.html", "de", "de")
    assert (page.shell.newer, page.shell.older) == (None, Ref("M", "/sessions/m/"))
    assert isinstance(page.view, SessionView)
    assert page.view.item.day == "Mittwoch, 21. Februar 2007"
