"""What it would take: for every document that readers do not see, the thing to do, with the line to change."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.status_reports import document_of, report_of

if TYPE_CHECKING:
    from pathlib import Path

WAIT = "wait until 2007-03-01 00:00 UTC and build then"
SLOW = "---\ntitle: N\nsparks:\n  one: 1?\nslowchat:\n  starts: 2007-02-22 08:00\n---\n"


@pytest.mark.parametrize(
    ("path", "lines", "expected"),
    [
        ("pages/a.md", "", ""),
        ("pages/a.md", "draft: true\n", "delete the line 'draft: true' (line 3)"),
        ("pages/a.md", "expires: 2007-02-01\n", "give 'expires' a later day, or delete it (line 3)"),
        (
            "pages/a.md",
            "expires: 2007-02-01\ndraft: true\n",
            "delete the line 'draft: true' (line 4); give 'expires' a later day, or delete it (line 3)",
        ),
        ("posts/a.md", "date: 2007-03-01\n", f"{WAIT}, or give 'date' an earlier day (line 3)"),
        ("posts/2007-03-01-a.md", "", f"{WAIT}, or rename the file, with an earlier date in front"),
        ("sparks/a.md", "opens: 2007-03-01\n", f"{WAIT}, or give 'opens' an earlier day (line 3)"),
        ("sparks/2007-03-01-a.md", "", f"{WAIT}, or write 'opens' with an earlier day into its file"),
        (
            "posts/2007-03-01-a.md",
            "draft: true\n",
            f"delete the line 'draft: true' (line 3); {WAIT}, or rename the file, with an earlier date in front",
        ),
        (
            "posts/a.md",
            "date: 2007-03-01\nexpires: 2007-02-20\n",
            (
                "give 'expires' a later day, or delete it (line 4): it leaves before it would appear; "
                f"{WAIT}, or give 'date' an earlier day (line 3)"
            ),
        ),
        (
            "people/a.md",
            "",
            (
                "ask them, and if they agree write 'listed: true' into content/people/a.md; "
                "or name them as author, speaker or host"
            ),
        ),
        (
            "pages/a.md",
            "draft: maybe\n",
            "mend line 3 of its file ('draft' wants true or false, and 'maybe' is neither: write draft: true)",
        ),
        (
            "posts/a.md",
            "date: 2007-03-01\nsession: no\nspark: no\n",
            (
                "mend line 4 of its file (there is no session 'no': create content/sessions/no.md), and 1 more; "
                f"then {WAIT}, or give 'date' an earlier day (line 3)"
            ),
        ),
    ],
)
def test_each_state_has_its_thing_to_do(path: str, lines: str, expected: str, tmp_path: Path) -> None:
    (document,) = report_of(tmp_path, {path: f"---\ntitle: A\n{lines}---\nText.\n"}).documents
    assert document.what_it_takes == expected


def test_a_spark_that_its_session_lists_is_mended_in_the_session(tmp_path: Path) -> None:
    report = report_of(tmp_path, {"sessions/n.md": SLOW})
    assert document_of(report, "sparks/one").what_it_takes == (
        "wait until 2007-02-22 08:00 UTC and build then, or let the slow chat start earlier: 'starts' (line 6)"
    )
    draft = report_of(tmp_path / "b", {"sessions/n.md": SLOW.replace("slowchat", "draft: true\nslowchat")})
    assert document_of(draft, "sparks/one").what_it_takes == (
        "delete the line 'draft: true' (line 5); "
        "wait until 2007-02-22 08:00 UTC and build then, or let the slow chat start earlier: 'starts' (line 7)"
    )


def test_a_check_in_waits_for_its_time(tmp_path: Path) -> None:
    text = "---\ntitle: N\nstart: 2007-02-01 09:00\nfollow_up: [3 weeks, 1 week]\n---\n"
    report = report_of(tmp_path, {"sessions/n.md": text})
    assert [(d.status.id, d.what_it_takes, d.since is None) for d in report.documents] == [
        ("sessions/n", "", True),
        ("sessions/n/check-in-1-week", "", False),
        (
            "sessions/n/check-in-3-weeks",
            "wait until 2007-02-22 10:00 UTC and build then, or write a shorter time into 'follow_up' (line 4)",
            True,
        ),
    ]


def test_a_person_whom_something_will_name_may_wait_for_it(tmp_path: Path) -> None:
    files = {
        "people/jo.md": "---\nname: Jo\n---\n",
        "posts/2007-03-08-late.md": "---\ntitle: Late\nauthors: [jo]\n---\nText.\n",
        "posts/2007-03-01-early.md": "---\ntitle: Early\nauthors: [jo]\n---\nText.\n",
    }
    jo = document_of(report_of(tmp_path, files), "people/jo")
    assert (jo.status.until.isoformat() if jo.status.until else "", jo.what_it_takes) == (
        "2007-03-01T00:00:00+00:00",
        (
            f"{WAIT}, as content/posts/2007-03-01-early.md names them and appears then; or ask them, and if they agree "
            "write 'listed: true' into content/people/jo.md; or name them as author, speaker or host"
        ),
    )


def test_an_error_anywhere_comes_first_for_all(tmp_path: Path) -> None:
    files = {
        "pages/a.md": "---\ntitle: A\n---\nText.\n",
        "pages/b.md": "---\ntitle: B\ndraft: true\n---\nText.\n",
        "pages/c.md": "---\ntitle: C\ndraft: maybe\n---\nText.\n",
    }
    report = report_of(tmp_path, files)
    first = "mend content/pages/c.md, line 3: nothing is published while there is an error anywhere"
    assert [(d.what_it_takes, d.steps, d.is_live) for d in report.documents[:2]] == [
        (first, "", True),
        (f"{first}; then delete the line 'draft: true' (line 3)", "delete the line 'draft: true' (line 3)", False),
    ]
    assert [(error.path, error.line) for error in report.errors] == [("content/pages/c.md", 3)]
    assert not document_of(report, "pages/c").is_live
