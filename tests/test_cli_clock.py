"""The clock of the command line: `--now` in all its forms, else SOURCE_DATE_EPOCH, else the time."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from tests.building import SETTINGS, write_site
from tests.cli_runs import run

if TYPE_CHECKING:
    from pathlib import Path

    Capture = pytest.CaptureFixture[str]

EPOCH = "1171454400"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write_site(
        tmp_path / "site", {"pages/about.md": "# About\n\nUs.\n"}, SETTINGS + 'timezone = "Pacific/Auckland"\n'
    )


@pytest.fixture(autouse=True)
def no_epoch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)


@pytest.mark.parametrize("command", ["build", "status"])
@pytest.mark.parametrize(
    ("now", "instant"),
    [
        ("2007-02-14", "2007-02-14T00:00:00+13:00"),
        ("2007-02-14T12:00", "2007-02-14T12:00:00+13:00"),
        ("2007-02-14 12:00", "2007-02-14T12:00:00+13:00"),
        ("2007-07-14 12:00:30", "2007-07-14T12:00:30+12:00"),
        ("2007-02-14T12:00:00Z", "2007-02-15T01:00:00+13:00"),
        ("2007-02-14T12:00:00-05:00", "2007-02-15T06:00:00+13:00"),
        ("2007-02-14 12:00:00 -0500", "2007-02-15T06:00:00+13:00"),
    ],
)
def test_now_without_an_offset_is_in_the_sites_zone(
    command: str, now: str, instant: str, site: Path, capsys: Capture
) -> None:
    ran = run(capsys, command, "-C", site, "--now", now, "--format", "json")
    told = json.loads(ran.out)
    assert (ran.code, told["now"], told["clock"]) == (0, instant, "as --now says")


def test_the_epoch_of_the_environment_is_the_clock_unless_now_is_given(
    site: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    told = json.loads(run(capsys, "build", "-C", site, "--format", "json").out)
    assert (told["now"], told["clock"]) == ("2007-02-15T01:00:00+13:00", "as SOURCE_DATE_EPOCH says")
    told = json.loads(run(capsys, "build", "-C", site, "--format", "json", "--now", "2007-01-01").out)
    assert (told["now"], told["clock"]) == ("2007-01-01T00:00:00+13:00", "as --now says")


@pytest.mark.parametrize("epoch", ["yesterday", "1.5", "99999999999999999999", "2007-02-14"])
def test_an_epoch_that_is_no_time_is_wrong_usage(
    epoch: str, site: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    ran = run(capsys, "build", "-C", site)
    assert (ran.code, ran.out) == (2, "")
    assert "SOURCE_DATE_EPOCH" in ran.err


def test_without_either_it_is_the_time(site: Path, capsys: Capture) -> None:
    told = json.loads(run(capsys, "build", "-C", site, "--format", "json").out)
    assert told["clock"] == "the time now"
    assert abs(datetime.fromisoformat(told["now"]) - datetime.now(UTC)) < timedelta(minutes=1)
