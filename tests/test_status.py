"""What shows and what does not, until when and why; and when the clock next changes anything."""

from __future__ import annotations

from datetime import datetime

import pytest

from sitegen.site import Preview, State
from sitegen.status import DocumentStatus, statuses
from tests.sitemaking import make_settings, make_site

JANUARY = "---\ntitle: A\ndate: 2007-01-01\n---\n"


def status(path: str, lines: str) -> tuple[State, str, str]:
    """Return a document's state, until when, and why."""
    (found,) = statuses(make_site({path: f"---\ntitle: A\n{lines}---\n"}))
    return found.state, found.until.isoformat() if found.until else "", found.why


@pytest.mark.parametrize(
    ("path", "lines", "expected"),
    [
        ("pages/a.md", "", (State.PUBLISHED, "", "")),
        ("pages/a.md", "expires: 2007-02-20\n", (State.PUBLISHED, "2007-02-21T00:00:00+00:00", "")),
        ("pages/a.md", "draft: true\n", (State.DRAFT, "", "its front matter says draft: true")),
        ("pages/a.md", "expires: 2007-02-01\n", (State.EXPIRED, "", "its 'expires' is past")),
        (
            "posts/a.md",
            "date: 2007-03-01 09:00\n",
            (State.SCHEDULED, "2007-03-01T09:00:00+00:00", "its 'date' is still to come"),
        ),
        (
            "posts/2007-03-01-a.md",
            "",
            (State.SCHEDULED, "2007-03-01T00:00:00+00:00", "the date in its file's name is still to come"),
        ),
        (
            "sparks/a.md",
            "opens: 2007-03-01\n",
            (State.SCHEDULED, "2007-03-01T00:00:00+00:00", "its 'opens' is still to come"),
        ),
        (
            "sparks/2007-03-01-a.md",
            "",
            (State.SCHEDULED, "2007-03-01T00:00:00+00:00", "the date in its file's name is still to come"),
        ),
        (
            "people/a.md",
            "",
            (State.UNLISTED, "", "nothing that shows names this person, and their file does not say listed: true"),
        ),
    ],
)
def test_a_status_says_until_when_and_why(path: str, lines: str, expected: tuple[State, str, str]) -> None:
    assert status(path, lines) == expected


def test_a_slow_chats_spark_waits_for_its_day() -> None:
    text = "---\ntitle: N\nsparks:\n  one: 1?\nslowchat:\n  starts: 2007-02-22 08:00\n---\n"
    found = statuses(make_site({"sessions/n.md": text}))
    assert found == (
        DocumentStatus(
            "content/sessions/n.md", "sessions", "sessions/n", "N", "/sessions/n/", State.PUBLISHED, None, ""
        ),
        DocumentStatus(
            "content/sessions/n.md",
            "sparks",
            "sparks/one",
            "1?",
            "/sparks/one/",
            State.SCHEDULED,
            datetime.fromisoformat("2007-02-22T08:00:00+00:00"),
            "its day of the slow chat is still to come",
        ),
    )


def next_change(files: dict[str, str], now: str = "2007-02-14T12:00:00+00:00") -> str:
    """Return when the clock next changes a site."""
    found = make_site(files, now=datetime.fromisoformat(now)).next_change
    return found.isoformat() if found else ""


@pytest.mark.parametrize(
    ("path", "lines", "expected"),
    [
        ("posts/a.md", "date: 2007-03-01", "2007-03-01T00:00:00+00:00"),
        ("posts/a.md", "date: 2007-01-01", ""),
        ("posts/a.md", "date: 2007-01-01\nexpires: 2007-03-01", "2007-03-02T00:00:00+00:00"),
        ("posts/a.md", "date: 2007-03-01\ndraft: true", ""),
        ("sparks/a.md", "opens: 2007-03-01\ncloses: 2007-03-05", "2007-03-01T00:00:00+00:00"),
        ("sparks/a.md", "opens: 2007-01-01\ncloses: 2007-03-05", "2007-03-06T00:00:00+00:00"),
    ],
)
def test_the_clock_next_changes_a_site_when_something_opens_or_closes(path: str, lines: str, expected: str) -> None:
    assert next_change({path: f"---\ntitle: A\n{lines}\n---\n"}) == expected


def test_an_instant_that_has_come_is_no_change_to_come() -> None:
    files = {"posts/a.md": "---\ntitle: A\ndate: 2007-03-01\n---\n", "posts/2007-03-02-b.md": "---\ntitle: B\n---\n"}
    assert next_change(files, "2007-02-28T23:59:59+00:00") == "2007-03-01T00:00:00+00:00"
    assert next_change(files, "2007-03-01T00:00:00+00:00") == "2007-03-02T00:00:00+00:00"


def test_a_session_changes_the_site_when_it_begins_and_ends() -> None:
    files = {"sessions/n.md": "---\ntitle: N\nstart: 2007-02-14 12:30\nend: 13:00\n---\n"}
    assert next_change(files) == "2007-02-14T12:30:00+00:00"
    assert next_change(files, "2007-02-14T12:30:00+00:00") == "2007-02-14T13:00:00+00:00"


def test_what_a_preview_shows_of_drafts_changes_it_too() -> None:
    files = {"sessions/n.md": "---\ntitle: N\ndraft: true\nstart: 2007-02-14 12:30\nend: 13:00\n---\n"}
    site = make_site(files, now=datetime.fromisoformat("2007-02-14T12:00:00+00:00"), preview=Preview(drafts=True))
    assert site.next_change == datetime.fromisoformat("2007-02-14T12:30:00+00:00")
    assert next_change(files) == ""


def test_the_mark_of_today_on_a_thread_moves_at_its_midnight() -> None:
    files = {"sessions/n.md": "---\ntitle: N\nstart: 2007-02-21 10:30\n---\n"}
    assert next_change(files) == "2007-02-15T00:00:00+00:00"


def test_statuses_are_by_path_whatever_the_kind() -> None:
    files = {"posts/2007-01-01-b.md": JANUARY, "pages/z.md": JANUARY, "sessions/a.md": JANUARY}
    assert [s.path for s in statuses(make_site(files, settings=make_settings()))] == [
        "content/pages/z.md",
        "content/posts/2007-01-01-b.md",
        "content/sessions/a.md",
    ]
