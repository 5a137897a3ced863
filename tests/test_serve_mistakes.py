"""A mistake leaves the site as it was, is told once, and is gone once it is mended."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.watched import POST, Watched, put, small, text_of, watching, write_the_same

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Watched]:
    """Return the small site, watched."""
    with watching(small(tmp_path)) as found:
        yield found


def test_a_mistake_leaves_the_site_as_it_was_until_it_is_mended(watched: Watched) -> None:
    watched.settle()
    before, paths = watched.read(), watched.states[-1].paths
    put(watched.root / POST, "---\ntitle: Long ago\ntags: [tides\n---\nWrong.\n")
    state = watched.wait(lambda state: state.has_failed)
    problem = state.problems[0]
    assert (problem.path, problem.line, problem.is_error, bool(problem.hint)) == (POST, 3, True, True)
    assert (watched.read(), state.paths, state.is_style_alone) == (before, paths, False)
    put(watched.root / POST, text_of("It is mended."))
    mended = watched.wait(lambda state: not state.has_failed)
    assert ("It is mended." in watched.read(), mended.problems, mended.is_style_alone) == (True, (), False)


def test_a_mistake_that_is_taken_back_is_gone(watched: Watched) -> None:
    watched.settle()
    place = watched.root / POST
    right, page = place.read_text("utf-8"), watched.read()
    put(place, "no front matter")
    number = watched.wait(lambda state: state.has_failed).number
    put(place, right)
    assert watched.wait(lambda state: not state.has_failed).number > number
    assert watched.read() == page


def test_a_mistake_that_stands_is_told_once(watched: Watched) -> None:
    watched.settle()
    put(watched.root / POST, "no front matter")
    number = watched.wait(lambda state: state.has_failed).number
    looks = watched.looks
    for _ in range(3):
        write_the_same(watched.root / POST)
        watched.wait_for_look(looks := looks + 1)
    put(watched.root / POST, text_of("Mended."))
    assert watched.wait(lambda state: not state.has_failed).number == number + 1


def test_a_site_that_begins_with_a_mistake_is_told_of_once_and_shown_once_mended(tmp_path: Path) -> None:
    root = small(tmp_path)
    (root / POST).write_text("no front matter", "utf-8")
    with watching(root) as watched:
        assert [problem.path for problem in watched.wait(lambda state: state.has_failed).problems] == [POST]
        put(root / POST, text_of("It begins."))
        watched.shows("It begins.")
        assert [(state.has_failed, bool(state.paths)) for state in watched.states] == [(True, False), (False, True)]


def test_a_site_without_content_waits_for_it(tmp_path: Path) -> None:
    root = tmp_path / "site"
    root.mkdir()
    with watching(root) as watched:
        watched.wait(lambda state: state.has_failed)
        source = small(tmp_path / "elsewhere")
        (source / "content").rename(root / "content")
        watched.shows("the pilot")
        put(root / POST, text_of("Seen in what came later."))
        watched.shows("Seen in what came later.")
