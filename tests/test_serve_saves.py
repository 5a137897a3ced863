"""Every way in which an editor saves is one rebuild, and what changes nothing is none."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING, Final

import pytest

from sitegen.serve import watching as watching_room
from tests.building import write_site
from tests.builds import SMALL
from tests.saving import SAVES, Save, truncated_long_before
from tests.serving import PATIENCE
from tests.watched import MARK, PAGE, POST, Watched, put, small, text_of, watching, write_the_same

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from sitegen.serve.state import State


IN_ONE_GO: Final = 0.012
"""A save that took longer, in seconds, was no save as an editor does it: this machine was at something else."""


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Watched]:
    """Return the small site, watched."""
    with watching(small(tmp_path)) as found:
        yield found


def saves(watched: Watched, save: Save, words: str, patience: float = IN_ONE_GO) -> list[State]:
    """Save a post in one go, and return the states that came of it."""
    for attempt in range(40):
        first = watched.settle()
        began = time.monotonic()
        save(watched.root / POST, text_of(f"{words}, try {attempt}."))
        took = time.monotonic() - began
        watched.shows(f"{words}, try {attempt}.")
        last = watched.settle()
        if took < patience:
            # The state of the first mark is one more than the one before it.
            return [state for state in watched.states if first + 1 < state.number <= last]
    pytest.skip("this machine is too busy to save a file in one go")


@pytest.mark.parametrize("save", SAVES, ids=lambda save: save.__name__)
def test_a_save_is_one_rebuild(watched: Watched, save: Save) -> None:
    states = saves(watched, save, "Saved")
    assert [(state.has_failed, PAGE in state.paths) for state in states] == [(False, True)]


def test_a_file_that_is_empty_for_a_while_is_waited_for(watched: Watched) -> None:
    states = saves(watched, truncated_long_before, "After a while", patience=0.15)
    assert [(state.has_failed, PAGE in state.paths) for state in states] == [(False, True)]


def test_a_file_is_waited_for_no_longer_than_it_is_empty(watched: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("_QUIET_AFTER_EMPTY", "_LONGEST"):
        monkeypatch.setattr(watching_room, name, 2 * PATIENCE)
    watched.settle()
    truncated_long_before(watched.root / POST, text_of("It is whole."))
    watched.shows("It is whole.")


def probe_as_vim_does(place: Path) -> None:
    probe = place.with_name("4913")
    probe.touch()
    probe.unlink()


def touch(place: Path) -> None:
    os.utime(place)


def allow_less(place: Path) -> None:
    place.chmod(0o600)


@pytest.mark.parametrize("do", [write_the_same, probe_as_vim_does], ids=lambda do: do.__name__)
def test_what_changes_nothing_is_looked_at_and_no_news(watched: Watched, do: Callable[[Path], None]) -> None:
    first, looks = watched.settle(), watched.looks
    # The second look begins when the first one has ended.
    for number in (1, 2):
        do(watched.root / POST)
        watched.wait_for_look(looks + number)
    assert watched.settle() == first + 1


@pytest.mark.parametrize("do", [touch, allow_less], ids=lambda do: do.__name__)
def test_what_is_not_in_a_file_is_no_news(watched: Watched, do: Callable[[Path], None]) -> None:
    first = watched.settle()
    do(watched.root / POST)
    # Nobody need look, so nothing tells that nobody does: this is when it could.
    time.sleep(0.2)
    assert watched.settle() == first + 1


def test_who_reads_changes_nothing(watched: Watched) -> None:
    first, looks = watched.settle(), watched.looks
    for _ in range(3):
        (watched.root / POST).read_bytes()
        sorted(os.walk(watched.root))
        # Nothing tells that nothing happens: this is when it could.
        time.sleep(0.1)
    assert watched.looks == looks
    assert watched.settle() == first + 1


def test_a_lock_that_lies_there_while_its_owner_writes_is_no_mistake(watched: Watched) -> None:
    place = watched.root / POST
    place.with_name(f".#{place.name}").symlink_to("jo@harbour.4711:1170000000")
    place.with_name(f"#{place.name}#").write_text("half of it", "utf-8")
    place.with_name(f".{place.name}.swp").write_bytes(b"b0VIM 9.0")
    for number in range(3):
        put(place, text_of(f"Beside its lock, {number}."))
        watched.shows(f"Beside its lock, {number}.")
    assert [state.number for state in watched.states if state.has_failed] == []


def test_what_changes_nothing_in_a_site_that_has_a_warning_is_no_news(tmp_path: Path) -> None:
    root = write_site(tmp_path / "site", {**SMALL, "posts/2007-01-12-odd.md": "---\ntitle: Odd\nodd: 1\n---\nOdd.\n"})
    (root / MARK).write_text("---\ntitle: A mark\n---\nThis is mark 0.\n", "utf-8")
    with watching(root) as watched:
        watched.wait(lambda state: [problem.code for problem in state.problems] == ["unknown-field"])
        first, looks = watched.settle(), watched.looks
        # The second look begins when the first one has ended.
        for number in (1, 2):
            write_the_same(root / POST)
            watched.wait_for_look(looks + number)
        assert watched.settle() == first + 1
