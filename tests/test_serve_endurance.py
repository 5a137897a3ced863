"""A preview that is saved to again and again ends with the right page, idle, and no larger than it was."""

from __future__ import annotations

import os
import re
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from tests.building import write_site
from tests.builds import SMALL
from tests.saving import SAVES
from tests.serving import serving, until
from tests.watched import POST, put, text_of

if TYPE_CHECKING:
    from tests.serving import Served

REBUILDS: Final = int(os.environ.get("REBUILDS", "100"))
"""`make endurance` asks for a thousand, which takes longer than all the rest of these tests."""
WARM: Final = 50
"""After so many rebuilds everything has been imported, and whatever is kept at all is kept."""
TITLE_TURN: Final = 25
SLACK: Final = 6.0
"""The MiB that memory may be larger by in the end: two hundred whole builds in a row take 4, and more take no more.

A leak of 7 KB a rebuild passes it in a thousand.
"""


def test_a_hundred_saves_end_with_the_right_page_and_an_idle_process(tmp_path: Path) -> None:
    root = write_site(tmp_path / "site", SMALL)
    with serving(root, tmp_path / "cache") as served, served.channel() as channel:
        for number in range(100):
            SAVES[number % len(SAVES)](root / POST, text_of(f"Save {number} of them."))
            time.sleep(0.03)  # as fast as anybody ever saved
        while "Save 99 of them." not in served.page("/posts/long-ago/"):
            channel.next()
        until(lambda: is_idle(served), "an idle process")
        assert channel.told[-1]["trouble"] == ""
        assert "Save 99 of them." in served.page("/posts/long-ago/")


def test_rebuilds_take_no_more_memory_each_time(tmp_path: Path) -> None:
    if memory("self") is None:
        pytest.skip("this system does not tell of memory in this way")
    root = write_site(tmp_path / "site", SMALL)
    with serving(root, tmp_path / "cache") as served, served.channel() as channel:
        taken: dict[int, float] = {}
        for number in range(REBUILDS + 1):
            text = text_of(f"Rebuild {number:04}.")
            # A text is mended in its page; a title, which other pages show, is a whole build.
            put(root / POST, text.replace("Long ago", f"Long ago, {number}") if number % TITLE_TURN == 0 else text)
            channel.next()
            if number in {WARM, REBUILDS}:
                taken[number] = memory(served.process.pid) or 0
        assert f"Rebuild {REBUILDS:04}." in served.page("/posts/long-ago/")
        assert taken[REBUILDS] <= taken[WARM] + SLACK, taken


def is_idle(served: Served) -> bool:
    """Tell whether a process uses no processor for a while."""
    before = processor_time(served)
    time.sleep(0.5)
    return processor_time(served) - before <= 1


def processor_time(served: Served) -> int:
    """Return the time that a process has used, in the system's ticks; nothing where the system does not tell."""
    try:
        status = Path(f"/proc/{served.process.pid}/stat").read_text("utf-8")
    except FileNotFoundError:
        return 0
    fields = status.rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def memory(process: int | str) -> float | None:
    """Return the MiB of a process that are in no file and of no other, if the system tells of them.

    What libraries take depends on who else runs them at the time.
    """
    place = Path(f"/proc/{process}/smaps_rollup")
    found = re.search(r"^Pss_Anon: +(\d+) kB$", place.read_text("utf-8"), re.MULTILINE) if place.exists() else None
    return int(found[1]) / 1024 if found else None
