"""What time alone changes is shown when it comes, and a time that is walked to stands still."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from tests.building import write_site
from tests.builds import SMALL
from tests.serving import serving, until
from tests.watched import POST, put, small, text_of, watching

if TYPE_CHECKING:
    from pathlib import Path


def test_a_spark_opens_by_itself_when_its_time_comes(tmp_path: Path) -> None:
    root = small(tmp_path)
    opens = datetime.now(UTC) + timedelta(seconds=4)
    spark = f"---\ntitle: And then?\nsession: networks\nopens: {opens:%Y-%m-%dT%H:%M:%SZ}\n---\nSay.\n"
    (root / "content/sparks/and-then.md").write_text(spark, "utf-8")
    with watching(root, now=None) as watched:
        page = "sparks/and-then/index.html"
        text = watched.read(page)
        # On a machine that is busy, its time may have come by now.
        assert "Readers see this from" in text or datetime.now(UTC) >= opens.replace(microsecond=0)
        watched.wait(lambda _: "Readers see this from" not in watched.read(page))
        assert datetime.now(UTC) >= opens.replace(microsecond=0)
        assert [state.number for state in watched.states if state.has_failed] == []


def test_a_time_that_comes_while_there_is_a_mistake_is_no_haste(tmp_path: Path) -> None:
    root = small(tmp_path)
    opens = datetime.now(UTC) + timedelta(seconds=4)
    spark = f"---\ntitle: And then?\nsession: networks\nopens: {opens:%Y-%m-%dT%H:%M:%SZ}\n---\nSay.\n"
    (root / "content/sparks/and-then.md").write_text(spark, "utf-8")
    with watching(root, now=None) as watched:
        text = watched.read("sparks/and-then/index.html")
        assert "Readers see this from" in text or datetime.now(UTC) >= opens.replace(microsecond=0)
        put(root / POST, "no front matter")
        watched.wait(lambda state: state.has_failed)
        looks = watched.looks
        until(lambda: datetime.now(UTC) > opens, "the time")
        # Nothing tells that nothing happens: this is when it could.
        time.sleep(1)
        assert watched.looks - looks <= 3
        put(root / POST, text_of("It is mended."))
        watched.shows("It is mended.")
        watched.wait(lambda _: "Readers see this from" not in watched.read("sparks/and-then/index.html"))
        # An error that stood is told once.
        assert len([state for state in watched.states if state.has_failed]) == 1


def test_a_fixed_time_stands_still(tmp_path: Path) -> None:
    root = write_site(tmp_path / "site", SMALL)
    with serving(root, tmp_path / "cache", "--now", "2007-02-14T12:00") as served:
        served.output.wait("It is as of 2007-02-14 12:00")
        assert "Readers see this from" in served.page("/posts/to-come/")
        assert served.end() == 130
    with serving(root, tmp_path / "cache", "--now", "2007-03-02") as served:
        assert "Readers see this from" not in served.page("/posts/to-come/")
