"""What the clock alone will change: every change of every site is told, with what happens then."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING

import pytest

from sitegen.assemble import Inputs, assemble
from sitegen.build import Checked, Order, check
from sitegen.site import Preview, State
from sitegen.status import Turn, changes_next, coming, statuses
from sitegen.values import replace
from tests.building import FIXTURES, NOWS, SAMPLE, SITES
from tests.conftest import PROJECT
from tests.sitemaking import make_site

if TYPE_CHECKING:
    from sitegen.site import Site

SESSION = "---\ntitle: N\nstart: 2007-02-21 09:00\nend: 10:00\nfollow_up: [1 week]\n---\n"


def told(files: dict[str, str], now: str = "2007-02-14T12:00:00+00:00") -> list[tuple[str, str, str]]:
    """Return what will change: when, what happens, to what."""
    site = make_site(files, now=datetime.fromisoformat(now))
    changes = coming(site)
    assert site.next_change == (changes[0].at if changes else None)
    return [(f"{change.at:%Y-%m-%d %H:%M}", change.turn.value, change.id) for change in changes]


@pytest.mark.parametrize(
    ("path", "lines", "expected"),
    [
        ("pages/a.md", "", []),
        ("pages/a.md", "expires: 2007-02-20", [("2007-02-21 00:00", "leaves", "pages/a")]),
        ("pages/a.md", "expires: 2007-02-20\ndraft: true", []),
        ("pages/a.md", "expires: 2007-02-01", []),
        ("people/a.md", "expires: 2007-02-20", []),
        ("people/a.md", "expires: 2007-02-20\nlisted: true", [("2007-02-21 00:00", "leaves", "people/a")]),
        ("posts/a.md", "date: 2007-03-01 09:30", [("2007-03-01 09:30", "appears", "posts/a")]),
        ("posts/a.md", "date: 2007-01-01 09:30", []),
        (
            "sparks/a.md",
            "opens: 2007-03-01\ncloses: 2007-03-05",
            [("2007-03-01 00:00", "appears", "sparks/a"), ("2007-03-06 00:00", "closes", "sparks/a")],
        ),
        ("sparks/a.md", "opens: 2007-01-01\nexpires: 2007-02-01\ncloses: 2007-03-05", []),
    ],
)
def test_each_kind_of_change_is_told(path: str, lines: str, expected: list[tuple[str, str, str]]) -> None:
    assert told({path: f"---\ntitle: A\n{lines}\n---\n"}) == expected


def test_a_session_begins_ends_and_asks_and_its_mark_of_today_moves_first() -> None:
    assert told({"sessions/n.md": SESSION}) == [
        ("2007-02-15 00:00", "today", "sessions/n"),
        ("2007-02-21 09:00", "begins", "sessions/n"),
        ("2007-02-21 10:00", "ends", "sessions/n"),
        ("2007-02-28 10:00", "asks", "sessions/n/check-in-1-week"),
    ]


def test_a_cancelled_session_is_told_of_as_that() -> None:
    text = SESSION.replace("title: N", "title: N\nstatus: cancelled\nupdated: 2007-02-01")
    changes = coming(make_site({"sessions/n.md": text}))
    assert {(change.turn, change.is_cancelled) for change in changes} == {
        (Turn.TODAY, True),
        (Turn.BEGINS, True),
        (Turn.ENDS, True),
    }


def test_a_person_is_listed_when_what_names_them_appears() -> None:
    files = {
        "people/jo.md": "---\nname: Jo\n---\n",
        "posts/2007-03-01-a.md": "---\ntitle: A\nauthors: [jo]\n---\n",
    }
    assert told(files) == [
        ("2007-03-01 00:00", "appears", "posts/a"),
        ("2007-03-01 00:00", "listed", "people/jo"),
    ]


def test_only_what_happens_at_the_next_change_is_of_it() -> None:
    site = make_site(
        {
            "posts/2007-03-01-a.md": "---\ntitle: A\n---\n",
            "posts/2007-03-01-b.md": "---\ntitle: B\n---\n",
            "posts/2007-03-02-c.md": "---\ntitle: C\n---\n",
        }
    )
    assert [change.id for change in changes_next(site, coming(site))] == ["posts/a", "posts/b"]
    nothing = make_site({"pages/a.md": "---\ntitle: A\n---\n"})
    assert changes_next(nothing, coming(nothing)) == ()


@cache
def checked(name: str) -> Checked:
    """Return one of the sites, read once."""
    return check(Order(root=PROJECT if name == SAMPLE else FIXTURES / name, now=NOWS[name]))


def site_at(name: str, now: datetime) -> Site:
    """Return one of the sites at an instant."""
    of = checked(name)
    works = tuple(of.site.bibliography.values())
    return assemble(Inputs(of.read.readings, of.site.settings, now, Preview(), of.found.attachments, works))


@pytest.mark.parametrize("name", [name for name in SITES if name not in {"empty", "minimal", "own-theme"}])
def test_walking_from_change_to_change_meets_all_that_is_told_and_nothing_else(name: str) -> None:
    now = NOWS[name] - timedelta(days=3)
    for _ in range(12):
        site = site_at(name, now)
        changes = coming(site)
        assert (changes[0].at if changes else None) == site.next_change
        if site.next_change is None:
            return
        after = site_at(name, site.next_change)
        next_ones = changes_next(site, changes)
        assert next_ones
        before = {(one.path, one.id): one.state for one in statuses(site)}
        turned = {
            (one.path, one.id)
            for one in statuses(after)
            if before[one.path, one.id] is not one.state and one.kind != "check-ins"
        }
        appearing = {Turn.APPEARS, Turn.LISTED, Turn.LEAVES}
        assert turned == {(one.path, one.id) for one in next_ones if one.turn in appearing}
        now = site.next_change


def test_an_instant_that_has_come_changes_nothing_any_more() -> None:
    site = make_site({"posts/2007-03-01-a.md": "---\ntitle: A\n---\n"})
    assert site.next_change is not None
    later = make_site({"posts/2007-03-01-a.md": "---\ntitle: A\n---\n"}, now=site.next_change)
    assert (coming(later), [post.state for post in later.posts]) == ((), [State.PUBLISHED])
    assert coming(replace(later, next_change=None)) == ()
