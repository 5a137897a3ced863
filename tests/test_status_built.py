"""What is in the built site, beside what would be: read from the last build's own marks, and nothing is written."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from sitegen.disk_memo import DiskMemo, KeptMemo
from sitegen.lock import CACHE
from sitegen.memo import Shelf
from sitegen.site import State
from sitegen.status import Built, DocumentStatus, LastBuild
from sitegen.status.last_build import built, is_behind_time
from tests.building import write_site
from tests.cli_runs import run
from tests.disk import put, tree

if TYPE_CHECKING:
    from pathlib import Path

    Capture = pytest.CaptureFixture[str]

NOON = ("--now", "2007-02-14T12:00Z")
LATER = ("--now", "2007-03-02T12:00Z")
FILES: dict[str, str | bytes] = {
    "pages/a.md": "---\ntitle: A\n---\nText.\n",
    "pages/b.md": "---\ntitle: B\n---\nText.\n",
    "posts/2007-03-01-c.md": "---\ntitle: C\n---\nText.\n",
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write_site(tmp_path / "site", FILES)


def status(capsys: Capture, site: Path, *arguments: str) -> dict[str, Any]:
    """Return what is told to machines, and see that nothing was written anywhere."""
    before = tree(site)
    ran = run(capsys, "status", "-C", site, "--format", "json", *arguments)
    assert tree(site) == before
    told: dict[str, Any] = json.loads(ran.out)
    return told


def states(told: dict[str, Any]) -> dict[str, tuple[str, str]]:
    """Return each document's state, and what is built of it, by id."""
    return {one["id"]: (one["state"], one["built"]) for one in told["documents"]}


def test_where_nothing_is_built_nothing_is_known(site: Path, capsys: Capture) -> None:
    told = status(capsys, site, *NOON)
    assert told["built"] == {
        "folder": "public",
        "exists": False,
        "shows": None,
        "unchanged_since": None,
        "drafts": False,
    }
    assert states(told) == {
        "pages/a": ("published", "unknown"),
        "pages/b": ("published", "unknown"),
        "posts/c": ("scheduled", "unknown"),
    }
    assert [place.name for place in site.iterdir()] == ["content"]


def test_a_new_build_has_everything(site: Path, capsys: Capture) -> None:
    run(capsys, "build", "-C", site, *NOON)
    told = status(capsys, site, *NOON)
    assert told["built"] == {
        "folder": "public",
        "exists": True,
        "shows": "2007-02-14T12:00:00+00:00",
        "unchanged_since": True,
        "drafts": False,
    }
    assert states(told) == {
        "pages/a": ("published", "built"),
        "pages/b": ("published", "built"),
        "posts/c": ("scheduled", "missing"),
    }
    assert [one["what_it_takes"] for one in told["documents"][:2]] == ["", ""]
    text = run(capsys, "status", "-C", site, *NOON).out
    assert "\npublic/ has every document as it is. It shows the site as of 2007-02-14 12:00 UTC.\n" in text


def test_what_was_changed_added_or_withdrawn_since_waits_for_the_next_build(site: Path, capsys: Capture) -> None:
    run(capsys, "build", "-C", site, *NOON)
    put(site, "content/pages/a.md", b"---\ntitle: A\n---\nAnother text.\n")
    put(site, "content/pages/b.md", b"---\ntitle: B\ndraft: true\n---\nText.\n")
    put(site, "content/pages/new.md", b"---\ntitle: New\n---\nText.\n")
    told = status(capsys, site, *NOON)
    assert states(told) == {
        "pages/a": ("published", "changed"),
        "pages/b": ("draft", "left-over"),
        "pages/new": ("published", "missing"),
        "posts/c": ("scheduled", "missing"),
    }
    assert {one["id"]: one["what_it_takes"] for one in told["documents"] if one["state"] == "published"} == {
        "pages/a": "build the site: sitegen build, or push it and let your host build",
        "pages/new": "build the site: sitegen build, or push it and let your host build",
    }
    text = run(capsys, "status", "-C", site, *NOON).out
    assert "public/ is older than the site: 3 documents will differ after the next build." in text
    assert "  published content/pages/a.md: changed since the last build\n" in text
    assert "  published content/pages/new.md: published by the next build\n" in text
    assert "            still in the built site: the next build takes it away\n" in text
    run(capsys, "build", "-C", site, *NOON)
    assert {stands for state, stands in states(status(capsys, site, *NOON)).values() if state == "published"} == {
        "built"
    }


def test_what_time_has_changed_since_waits_for_the_next_build(site: Path, capsys: Capture) -> None:
    run(capsys, "build", "-C", site, *NOON)
    assert states(status(capsys, site, *LATER))["posts/c"] == ("published", "missing")
    (site / "content/posts/2007-03-01-c.md").unlink()
    put(site, "content/sparks/s.md", b"---\ntitle: S?\nopens: 2007-01-01\ncloses: 2007-02-20\n---\nText.\n")
    run(capsys, "build", "-C", site, *NOON)
    text = run(capsys, "status", "-C", site, *LATER).out
    assert "public/ has every document as it is, but time has changed the site since it was built: build again." in text


def test_what_else_has_changed_is_told_of_too(site: Path, capsys: Capture) -> None:
    run(capsys, "build", "-C", site, *NOON)
    put(site, "content/static/map.txt", b"map")
    text = run(capsys, "status", "-C", site, *NOON).out
    assert "public/ has every document as it is, but something else has changed since it was built" in text


def test_a_build_with_drafts_is_not_for_readers(site: Path, capsys: Capture) -> None:
    put(site, "content/pages/d.md", b"---\ntitle: D\ndraft: true\n---\nText.\n")
    run(capsys, "build", "-C", site, "--drafts", *NOON)
    told = status(capsys, site, *NOON)
    assert (told["built"]["drafts"], states(told)["pages/d"]) == (True, ("draft", "left-over"))
    assert (
        "public/ was built with drafts in it, for looking at: do not publish it."
        in run(capsys, "status", "-C", site, *NOON).out
    )


def test_a_build_elsewhere_is_looked_at_when_it_is_named(site: Path, capsys: Capture) -> None:
    run(capsys, "build", "-C", site, "--output", "out", *NOON)
    assert states(status(capsys, site, *NOON))["pages/a"] == ("published", "unknown")
    assert states(status(capsys, site, "--output", "out", *NOON))["pages/a"] == ("published", "built")


def test_without_what_builds_remember_only_the_pages_that_stand_are_known(site: Path, capsys: Capture) -> None:
    run(capsys, "build", "-C", site, *NOON)
    shutil.rmtree(site / CACHE)
    put(site, "content/pages/a.md", b"---\ntitle: A\n---\nAnother text.\n")
    put(site, "content/pages/new.md", b"---\ntitle: New\n---\nText.\n")
    told = status(capsys, site, *NOON)
    assert (states(told)["pages/a"], states(told)["pages/new"]) == (("published", "built"), ("published", "missing"))
    assert (told["built"]["exists"], told["built"]["unchanged_since"]) == (True, None)


@pytest.mark.parametrize("damage", [b"", b"no database", b"SQLite format 3\0" + b"\xff" * 4000])
def test_what_builds_remember_may_be_damaged(damage: bytes, site: Path, capsys: Capture) -> None:
    run(capsys, "build", "-C", site, *NOON)
    expected = states(status(capsys, site, *NOON))
    put(site, f"{CACHE}/memo.sqlite", damage)
    assert states(status(capsys, site, *NOON)) == expected
    put(site, f"{CACHE}/stamp.json", damage)
    put(site, "public/.sitegen-manifest", damage)
    assert states(status(capsys, site, *NOON))["pages/a"] == ("published", "unknown")


def test_a_folder_that_is_not_ours_is_no_built_site(site: Path, capsys: Capture) -> None:
    put(site, "public/a/index.html", b"mine")
    assert status(capsys, site, *NOON)["built"]["exists"] is False


def document(address: str, state: State) -> DocumentStatus:
    """Return the status of some document."""
    return DocumentStatus("content/sessions/n.md", "sessions", "sessions/n", "N", address, state, None, "")


@pytest.mark.parametrize(
    ("address", "state", "key", "expected"),
    [
        ("/n/", State.PUBLISHED, b"1", Built.BUILT),
        ("/n/", State.PUBLISHED, b"2", Built.CHANGED),
        ("/n/", State.DRAFT, b"1", Built.LEFT_OVER),
        ("/m/", State.PUBLISHED, b"1", Built.MISSING),
        ("/m/", State.SCHEDULED, b"1", Built.MISSING),
        ("/n/#check-in-1-week", State.PUBLISHED, b"1", Built.BUILT),
        ("/n/#check-in-1-week", State.SCHEDULED, b"1", Built.MISSING),
    ],
)
def test_what_is_built_of_a_document(address: str, state: State, key: bytes, expected: Built) -> None:
    last = LastBuild("public", frozenset({"n/index.html"}), keys={"content/sessions/n.md": b"1"})
    assert built(document(address, state), last, {"content/sessions/n.md": key}) is expected
    assert built(document(address, state), LastBuild("public"), {}) is Built.UNKNOWN


def test_a_build_is_behind_time_from_the_instant_of_the_change_on() -> None:
    last = LastBuild("public", until=datetime(2007, 3, 1, tzinfo=UTC))
    assert [is_behind_time(last, datetime(2007, 3, day, tzinfo=UTC)) for day in (1, 2)] == [True, True]
    assert not is_behind_time(last, datetime(2007, 2, 28, 23, 59, tzinfo=UTC))
    assert not is_behind_time(LastBuild("public"), datetime(2007, 3, 1, tzinfo=UTC))


def test_a_kept_memo_gives_what_was_put_and_takes_nothing(tmp_path: Path) -> None:
    memo = DiskMemo(tmp_path, "this program")
    memo.put(Shelf.TABLE, b"key", b"data")
    memo.close()
    before = tree(tmp_path)
    kept = KeptMemo(tmp_path, "this program")
    kept.put(Shelf.TABLE, b"other", b"data")
    kept.keep(Shelf.TABLE, ())
    assert (kept.get(Shelf.TABLE, b"key"), kept.get(Shelf.TABLE, b"other")) == (b"data", None)
    assert (kept.everything(Shelf.TABLE), kept.everything(Shelf.OUTPUT)) == ({b"key": b"data"}, {})
    kept.close()
    assert tree(tmp_path) == before


def test_a_kept_memo_of_another_program_or_of_nobody_is_empty(tmp_path: Path) -> None:
    memo = DiskMemo(tmp_path, "this program")
    memo.put(Shelf.TABLE, b"key", b"data")
    memo.close()
    for other in (KeptMemo(tmp_path, "another"), KeptMemo(tmp_path / "nowhere", "this program")):
        assert (other.get(Shelf.TABLE, b"key"), other.everything(Shelf.TABLE)) == (None, {})
        other.close()
    assert sorted(place.name for place in tmp_path.iterdir()) == ["memo.sqlite"]
