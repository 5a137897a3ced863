"""A preview in this process, without its server: every state that it came to, and what its pages said."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sitegen.job import Job
from sitegen.serve import Preview, open_preview
from sitegen.serve.state import State
from sitegen.stamp import Request
from tests.building import write_site
from tests.builds import SMALL, workshop
from tests.serving import PATIENCE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sitegen.job import Done


POST: Final = "content/posts/2007-01-01-long-ago.md"
PAGE: Final = "posts/long-ago/index.html"
MARK: Final = "content/pages/mark.md"
NOW: Final = datetime(2007, 2, 14, 12, tzinfo=UTC)


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


def small(folder: Path) -> Path:
    """Write the small site into a folder of the folder."""
    root = write_site(folder / "site", SMALL)
    (root / MARK).write_text("---\ntitle: A mark\n---\nThis is mark 0.\n", "utf-8")
    return root


def text_of(words: str) -> str:
    """Return the post with other words in it."""
    return f"---\ntitle: Long ago\ntags: [tides]\n---\nThe first words.\n\n{words}\n"


def write_the_same(place: Path) -> None:
    place.write_bytes(place.read_bytes())
