"""Whatever comes, goes or is put in another place is followed, however many files there are."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from watchdog.observers import inotify_c

from tests.conftest import PROJECT
from tests.saving import Save, as_vim_does, renamed_over, written
from tests.watched import PAGE, POST, Watched, put, small, text_of, watching

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from sitegen.serve.state import State


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Watched]:
    """Return the small site, watched."""
    with watching(small(tmp_path)) as found:
        yield found


def follows(number: int) -> Callable[[State], bool]:
    """Return what tells whether a state came after another one."""
    return lambda state: state.number > number


def test_documents_come_and_go(watched: Watched) -> None:
    place = watched.root / "content/posts/2007-01-12-new.md"
    watched.settle()
    put(place, "---\ntitle: New\n---\nQuite new.\n")
    watched.shows("Quite new.", "posts/new/index.html")
    place.unlink()
    watched.wait(lambda state: "posts/new/index.html" not in state.paths)
    put(place, "---\ntitle: New\n---\nNew again.\n")
    watched.shows("New again.", "posts/new/index.html")
    assert [state.number for state in watched.states if state.has_failed] == []


def test_a_folder_of_many_files_that_is_renamed_is_followed(watched: Watched) -> None:
    watched.settle()
    hall = watched.root / "content/posts/2007-01-09-hall"
    assert watched.read("posts/hall/index.html")
    hall.rename(hall.with_name("2007-01-09-great-hall"))
    watched.wait(lambda state: "posts/great-hall/index.html" in state.paths)
    assert "posts/hall/index.html" not in watched.states[-1].paths
    put(hall.with_name("2007-01-09-great-hall") / "index.md", "---\ntitle: The great hall\n---\nIt is great.\n")
    watched.shows("It is great.", "posts/great-hall/index.html")
    assert [state.number for state in watched.states if state.has_failed] == []


def test_folders_in_new_folders_are_watched(watched: Watched) -> None:
    deep = watched.root / "content/posts/2007/01"
    deep.mkdir(parents=True)
    put(deep / "2007-01-12-deep.md", "---\ntitle: Deep\n---\nIt is deep.\n")
    watched.wait(lambda state: any("deep" in path for path in state.paths))
    page = next(path for path in watched.states[-1].paths if path.endswith("deep/index.html"))
    put(deep / "2007-01-12-deep.md", "---\ntitle: Deep\n---\nIt is deeper.\n")
    watched.shows("It is deeper.", page)


def test_content_may_be_taken_away_and_brought_back(watched: Watched) -> None:
    watched.settle()
    before, content, away = watched.read(), watched.root / "content", watched.root.with_name("away")
    content.rename(away)
    gone = watched.wait(lambda state: state.has_failed)
    assert (PAGE in gone.paths, watched.read()) == (True, before)
    away.rename(content)
    watched.wait(lambda state: not state.has_failed)
    assert watched.read() == before
    for words in ("It is back.", "And it is watched."):
        put(watched.root / POST, text_of(words))
        watched.shows(words)


def test_another_content_may_be_put_in_its_place(watched: Watched) -> None:
    watched.settle()
    content = watched.root / "content"
    other = watched.root.with_name("other")
    shutil.copytree(content, other)
    content.rename(watched.root.with_name("old"))
    other.rename(content)
    for words in ("It is the other.", "And the other is watched."):
        put(watched.root / POST, text_of(words))
        watched.shows(words)


def test_themes_that_are_made_later_are_watched(watched: Watched) -> None:
    watched.settle()
    made = watched.root.with_name("made")
    shutil.copytree(PROJECT / "themes/default", made / "default")
    (base,) = made.rglob("base.html")
    plain = base.read_text("utf-8")
    base.write_text(plain.replace("</body>", "<p>Made later.</p></body>"), "utf-8")
    made.rename(watched.root / "themes")
    watched.shows("Made later.")
    put(watched.root / "themes/default/templates/base.html", plain.replace("</body>", "<p>And saved.</p></body>"))
    watched.shows("And saved.")
    assert [state.number for state in watched.states if state.has_failed] == []


@pytest.mark.parametrize("save", [written, renamed_over, as_vim_does], ids=lambda save: save.__name__)
def test_a_style_sheet_alone_needs_no_reload_however_it_is_saved(tmp_path: Path, save: Save) -> None:
    root = small(tmp_path)
    shutil.copytree(PROJECT / "themes/default", root / "themes/default")
    (style,) = (root / "themes/default/assets").glob("style.css*")
    with watching(root) as watched:
        watched.settle()
        found = []
        for place, more in (
            (style, "\n.row { gap: 1px }\n"),
            (root / POST, "\nMore.\n"),
            (style, "\n.row { gap: 2px }\n"),
        ):
            number = watched.states[-1].number
            save(place, place.read_text("utf-8") + more)
            found.append(watched.wait(follows(number)).is_style_alone)
            watched.settle()
    assert found == [True, False, True]


def watches_no_more(*_: object) -> int:
    """Do what the kernel does where a user watches too much."""
    ctypes.set_errno(errno.ENOSPC)
    return -1


@pytest.mark.skipif(not hasattr(inotify_c, "inotify_add_watch"), reason="not the kernel's way here")
def test_where_no_more_files_can_be_watched_they_are_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inotify_c, "inotify_add_watch", watches_no_more)
    with watching(small(tmp_path)) as watched:
        assert watched.preview is not None
        assert watched.preview.is_polling
        for words in ("Looked at.", "And looked at again."):
            put(watched.root / POST, text_of(words))
            watched.shows(words)
        place = watched.root / "content/posts/2007-01-12-new.md"
        put(place, "---\ntitle: New\n---\nQuite new.\n")
        watched.shows("Quite new.", "posts/new/index.html")
    assert [state.number for state in watched.states if state.has_failed] == []


@pytest.mark.skipif(not hasattr(inotify_c, "inotify_add_watch"), reason="not the kernel's way here")
def test_where_the_last_watch_goes_to_a_folder_made_later_they_are_looked_at(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    watched.settle()
    monkeypatch.setattr(inotify_c, "inotify_add_watch", watches_no_more)
    away = watched.root.with_name("away")
    (watched.root / "content").rename(away)
    watched.wait(lambda state: state.has_failed)
    away.rename(watched.root / "content")
    put(watched.root / POST, text_of("It is still seen."))
    watched.shows("It is still seen.")


def test_what_the_watching_library_complains_of_does_not_reach_the_terminal(tmp_path: Path) -> None:
    code = (
        "import logging, pathlib; from sitegen.serve.watching import Watch; watch = Watch(pathlib.Path.cwd());"
        "logging.getLogger('watchdog.observers.inotify').error('the thread is inactive'); watch.close()"
    )
    environment = {**os.environ, "PYTHONPATH": str(PROJECT)}
    done = subprocess.run(  # noqa: S603  # our own room, in a process where nobody set up logging
        [sys.executable, "-c", code], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
    )
    assert (done.stdout, done.stderr) == ("", "")
