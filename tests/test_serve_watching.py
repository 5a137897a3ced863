"""Every way in which an editor saves is one rebuild, and what is shown is always a site that was whole."""

from __future__ import annotations

import errno
import os
import shutil
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

import pytest
from watchdog.observers import inotify_c

from sitegen.job import Job
from sitegen.serve import Preview, open_preview
from sitegen.serve.state import State
from sitegen.stamp import Request
from tests.building import write_site
from tests.builds import SMALL, workshop
from tests.conftest import PROJECT
from tests.serving import PATIENCE, Served, serving, until

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sitegen.job import Done

POST: Final = "content/posts/2007-01-01-long-ago.md"
PAGE: Final = "posts/long-ago/index.html"
MARK: Final = "content/pages/mark.md"
NOW: Final = datetime(2007, 2, 14, 12, tzinfo=UTC)
IN_ONE_GO: Final = 0.012
"""A save that took longer, in seconds, was no save as an editor does it: this machine was at something else."""
Save: TypeAlias = "Callable[[Path, str], None]"


@dataclass(slots=True)
class Watched:
    """A preview in this process, without its server, and every state that it came to."""

    root: Path
    preview: Preview | None = None
    states: list[State] = field(default_factory=list)
    more: threading.Condition = field(default_factory=threading.Condition)
    marks: int = 0
    marked: list[tuple[str, int]] = field(default_factory=list)
    """What the page of the mark said in each state, and the state's number."""
    looks: int = 0
    """How often the site was looked at, whether or not there was anything new."""

    def look(self) -> None:
        """Take note of a look."""
        with self.more:
            self.looks += 1
            self.more.notify_all()

    def tell(self, state: State, done: Done | None) -> None:
        """Take note of a state."""
        del done
        with self.more:
            self.states.append(state)
            self.marked.append((self.read("mark/index.html"), state.number))
            self.more.notify_all()

    def wait(self, is_it: Callable[[State], bool]) -> State:
        """Return the latest state as soon as it is of a kind."""
        with self.more:
            if not self.more.wait_for(lambda: bool(self.states) and is_it(self.states[-1]), PATIENCE):
                raise AssertionError([(s.number, s.trouble, [p.code for p in s.problems]) for s in self.states])
            return self.states[-1]

    def wait_for_look(self, number: int) -> None:
        """Wait until the site has been looked at so often."""
        with self.more:
            assert self.more.wait_for(lambda: self.looks >= number, PATIENCE)

    def read(self, page: str = PAGE) -> str:
        """Return a page as it stands; nothing if it is not published."""
        state = self.states[-1]
        try:
            return (state.folder / page).read_text("utf-8") if page in state.paths else ""
        except FileNotFoundError:
            return ""

    def shows(self, text: str, page: str = PAGE) -> None:
        """Wait until a page has a text."""
        self.wait(lambda _: text in self.read(page))

    def settle(self) -> int:
        """Wait until all that was saved before has been looked at, and return the number of the last state before.

        It is known by another document that is saved after it: builds come one after the other.
        """
        self.marks += 1
        put(self.root / MARK, f"---\ntitle: A mark\n---\nThis is mark {self.marks}.\n")

        def numbers() -> list[int]:
            return [number for text, number in self.marked if f"mark {self.marks}." in text]

        self.wait(lambda _: bool(numbers()))
        return numbers()[0] - 1


def put(place: Path, text: str) -> None:
    """Save a file in one instant, from a folder that nobody watches."""
    root = next(parent for parent in place.parents if parent.name in {"content", "themes"}).parent
    new = root.with_name("aside.txt")
    new.write_text(text, "utf-8")
    new.replace(place)


@contextmanager
def watching(root: Path, now: datetime | None = NOW) -> Iterator[Watched]:
    """Preview a site as of an instant, or of the time that it is."""
    home = root.with_name("home")
    home.mkdir()
    asked = Request(output=str(home / "site"), base_url="http://localhost:8000", has_drafts=True, has_scheduled=True)
    watched = Watched(root)

    def job() -> Job:
        watched.look()
        return Job(
            root, now or datetime.now(UTC), asked, jobs=1, may_shrink=True, codes=workshop() / "codes", home=home
        )

    watched.preview = open_preview(job, watched.tell, is_clock_fixed=now is not None)
    try:
        yield watched
    finally:
        watched.preview.close()


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Watched]:
    """Return the small site, watched."""
    with watching(small(tmp_path)) as found:
        yield found


def small(folder: Path) -> Path:
    """Write the small site into a folder of the folder."""
    root = write_site(folder / "site", SMALL)
    (root / MARK).write_text("---\ntitle: A mark\n---\nThis is mark 0.\n", "utf-8")
    return root


def text_of(words: str) -> str:
    """Return the post with other words in it."""
    return f"---\ntitle: Long ago\ntags: [tides]\n---\nThe first words.\n\n{words}\n"


def written(place: Path, text: str) -> None:
    place.write_text(text, "utf-8")


def truncated_first(place: Path, text: str) -> None:
    place.open("w").close()
    place.write_text(text, "utf-8")


def truncated_long_before(place: Path, text: str) -> None:
    place.open("w").close()
    time.sleep(0.06)
    place.write_text(text, "utf-8")


def in_pieces(place: Path, text: str) -> None:
    third = len(text) // 3
    with place.open("w", encoding="utf-8") as file:
        for piece in (text[:third], text[third : 2 * third], text[2 * third :]):
            file.write(piece)
            file.flush()
            os.fsync(file.fileno())


def renamed_over(place: Path, text: str) -> None:
    new = place.with_name(f".{place.name}.tmp-4711")
    new.write_text(text, "utf-8")
    new.replace(place)


def as_vim_does(place: Path, text: str) -> None:
    probe, backup = place.with_name("4913"), place.with_name(f"{place.name}~")
    probe.touch()
    probe.unlink()
    place.rename(backup)
    place.write_text(text, "utf-8")
    backup.unlink()


def as_vim_does_with_backups(place: Path, text: str) -> None:
    swap, probe, backup = (place.with_name(n) for n in (f".{place.name}.swp", "4913", f"{place.name}~"))
    swap.write_bytes(b"b0VIM 9.0")
    probe.touch()
    probe.unlink()
    backup.unlink(missing_ok=True)
    place.rename(backup)
    place.write_text(text, "utf-8")
    swap.unlink()


def as_emacs_does(place: Path, text: str) -> None:
    lock = place.with_name(f".#{place.name}")
    lock.symlink_to("jo@harbour.4711:1170000000")
    with place.open("r+", encoding="utf-8") as file:
        file.truncate()
        file.write(text)
    lock.unlink()


def as_emacs_does_with_backups(place: Path, text: str) -> None:
    lock = place.with_name(f".#{place.name}")
    lock.symlink_to("jo@harbour.4711:1170000000")
    place.rename(place.with_name(f"{place.name}~"))
    place.write_text(text, "utf-8")
    lock.unlink()


def as_jetbrains_does(place: Path, text: str) -> None:
    new, old = place.with_name(f"{place.name}~tmp"), place.with_name(f"{place.name}~old")
    new.write_text(text, "utf-8")
    place.rename(old)
    new.rename(place)
    old.unlink()


def deleted_and_made_again(place: Path, text: str) -> None:
    place.unlink()
    place.write_text(text, "utf-8")


def touched_after(place: Path, text: str) -> None:
    place.write_text(text, "utf-8")
    place.chmod(0o600)
    os.utime(place, (2_000_000_000, 2_000_000_000))


SAVES: Final = (
    written,
    truncated_first,
    in_pieces,
    renamed_over,
    as_vim_does,
    as_vim_does_with_backups,
    as_emacs_does,
    as_emacs_does_with_backups,
    as_jetbrains_does,
    deleted_and_made_again,
    touched_after,
)


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


def follows(number: int) -> Callable[[State], bool]:
    """Return what tells whether a state came after another one."""
    return lambda state: state.number > number


def write_the_same(place: Path) -> None:
    place.write_bytes(place.read_bytes())


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
    import ctypes  # noqa: PLC0415  # nothing else here speaks to the kernel

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


def test_a_spark_opens_by_itself_when_its_time_comes(tmp_path: Path) -> None:
    root = small(tmp_path)
    opens = datetime.now(UTC) + timedelta(seconds=4)
    spark = f"---\ntitle: And then?\nsession: networks\nopens: {opens:%Y-%m-%dT%H:%M:%SZ}\n---\nSay.\n"
    (root / "content/sparks/and-then.md").write_text(spark, "utf-8")
    with watching(root, now=None) as watched:
        page = "sparks/and-then/index.html"
        assert "Readers see this from" in watched.read(page)
        watched.wait(lambda _: "Readers see this from" not in watched.read(page))
        assert datetime.now(UTC) >= opens.replace(microsecond=0)
        assert [state.number for state in watched.states if state.has_failed] == []


def test_a_time_that_comes_while_there_is_a_mistake_is_no_haste(tmp_path: Path) -> None:
    root = small(tmp_path)
    opens = datetime.now(UTC) + timedelta(seconds=4)
    spark = f"---\ntitle: And then?\nsession: networks\nopens: {opens:%Y-%m-%dT%H:%M:%SZ}\n---\nSay.\n"
    (root / "content/sparks/and-then.md").write_text(spark, "utf-8")
    with watching(root, now=None) as watched:
        assert "Readers see this from" in watched.read("sparks/and-then/index.html")
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
    if not Path("/proc/self/statm").exists():
        pytest.skip("this system does not tell of memory in this way")
    root = write_site(tmp_path / "site", SMALL)
    with serving(root, tmp_path / "cache") as served, served.channel() as channel:
        taken = []
        for number in range(200):
            put(root / POST, text_of(f"Rebuild {number}."))
            channel.next()
            if number in {20, 199}:
                taken.append(memory(served))
        assert "Rebuild 199." in served.page("/posts/long-ago/")
        assert taken[1] - taken[0] < 8_000_000


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


def memory(served: Served) -> int:
    """Return the bytes of memory that are a process's own and not shared."""
    _, resident, shared, *_ = Path(f"/proc/{served.process.pid}/statm").read_text("utf-8").split()
    return (int(resident) - int(shared)) * os.sysconf("SC_PAGE_SIZE")
