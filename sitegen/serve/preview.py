"""The builder: builds the site when it changes, and when time changes it, and hands each state to the hub."""

from __future__ import annotations

import dataclasses
import gc
import os
import re
import threading
import time
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sitegen.again import build_again
from sitegen.manifest import MANIFEST
from sitegen.problems import MachineError, Problem, Severity, SiteError, UsageError
from sitegen.reporter import Silence
from sitegen.serve.state import Hub, State
from sitegen.serve.watching import Watch
from sitegen.values import replace

if TYPE_CHECKING:
    from collections.abc import Callable

    from sitegen.job import Done, Job

_RETRY: Final = 0.3
"""After how many seconds a build is tried again that the machine, or a file that went away, was in the way of."""
_GRAIN: Final = 0.05
_LONGEST_WAIT: Final = 3600.0
"""A machine that slept, or whose clock was put right, is not waited for longer than this many seconds."""
_PASSING: Final = frozenset({"unreadable", "changed-while-read"})
_STYLES: Final = (".css", ".css.jinja")
_POLICY: Final = re.compile(r"^  Content-Security-Policy: (?P<policy>.*)$", re.MULTILINE)
_POLICY_IN_PAGE: Final = re.compile(r'<meta http-equiv="Content-Security-Policy" content="(?P<policy>[^"]*)">')
_HEADERS: Final = "_headers"


class Preview:
    """A site that is built again whenever it changes, in a thread of its own."""

    def __init__(
        self, job: Callable[[], Job], tell: Callable[[State, Done | None], None], *, is_clock_fixed: bool = False
    ) -> None:
        """Take what makes a job for the present instant, and who is told of each build."""
        self._job = job
        self._tell = tell
        self._is_clock_fixed = is_clock_fixed
        first = job()
        self._themes = f"{first.root / 'themes'}{os.sep}"
        # Another preview may have been here before, with the same address: its pages are behind this one's.
        self.hub = Hub(State(time.time_ns() // 1_000_000, first.folder, frozenset(), ""))
        self._until: float | None = None
        self._root = first.root
        self._watch: Watch | None = None
        self._thread: threading.Thread | None = None

    @property
    def is_polling(self) -> bool:
        """Whether files are looked at again and again, since the machine watches no more of them."""
        return self._watch is not None and self._watch.is_polling

    def start(self) -> None:
        """Build for the first time, and from then on whenever something changes."""
        # The first build may use every processor: there are no threads yet, which do not go with that.
        self._build(self._job(), frozenset())
        self._watch = Watch(self._root)
        # What was saved since the build began is no event any more.
        self._watch.wake()
        self._thread = threading.Thread(target=self._run, args=(self._watch,), name="builder", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """End, after the build that may be at work."""
        if self._watch is not None and self._thread is not None:
            self._watch.close()
            self._thread.join()

    def _run(self, watch: Watch) -> None:
        is_settled = True
        while True:
            changed = watch.wait(self._pause() if is_settled else _RETRY)
            if watch.is_closed:
                return
            is_settled = self._build(dataclasses.replace(self._job(), jobs=1), changed)

    def _pause(self) -> float | None:
        """Return the seconds until time alone changes the site."""
        if self._until is None or self._is_clock_fixed:
            return None
        return min(max(self._until - datetime.now(UTC).timestamp(), 0) + _GRAIN, _LONGEST_WAIT)

    def _build(self, job: Job, changed: frozenset[str]) -> bool:
        """Build, and set the state; False if the machine, or a file that went away, was in the way of it."""
        before = self.hub.state
        self._until = None
        try:
            done = build_again(job, Silence())
        except SiteError as error:
            if before.trouble or before.problems != error.problems:
                self._set(replace(before, number=before.number + 1, problems=error.problems, trouble=""), None)
            return not any(problem.code in _PASSING for problem in error.problems)
        except (UsageError, MachineError) as error:
            self._tell_trouble(f"{error.message}. {error.hint}".strip())
            return False
        except Exception as error:  # noqa: BLE001  # the preview has to outlive a mistake of ours, and says it is one
            self._tell_trouble(f"This is a mistake in sitegen, not in your site: {error!r}")
            return True
        finally:
            gc.collect()
        self._until = done.stamp.until
        problems = tuple(Problem(*one[:-1], Severity(one[-1])) for one in done.stamp.problems)
        if before.paths and not (done.written or done.removed or before.has_failed):
            if problems != before.problems:
                self._set(replace(before, problems=problems), done)
            return True
        state = State(
            before.number + 1,
            job.folder,
            frozenset(path for path in done.stamp.paths if path != MANIFEST),
            policy_of(job.folder),
            problems,
            is_style_alone=not before.has_failed and is_style_alone(changed, self._themes),
        )
        self._set(state, done)
        return True

    def _tell_trouble(self, trouble: str) -> None:
        before = self.hub.state
        if trouble != before.trouble:
            self._set(replace(before, number=before.number + 1, problems=(), trouble=trouble), None)

    def _set(self, state: State, done: Done | None) -> None:
        self.hub.set(state)
        self._tell(state, done)


def is_style_alone(changed: frozenset[str], themes: str) -> bool:
    """Tell whether of all that changed nothing but style sheets counts; copies that editors make of files do not."""
    counted = [path for path in changed if not _is_editors(path)]
    return bool(counted) and all(path.startswith(themes) and path.endswith(_STYLES) for path in counted)


def _is_editors(path: str) -> bool:
    place = Path(path)
    return place.name.startswith((".", "#")) or place.name.endswith("~") or not (place.suffix or place.is_dir())


def open_preview(
    job: Callable[[], Job], tell: Callable[[State, Done | None], None], *, is_clock_fixed: bool = False
) -> Preview:
    """Return a preview that has been built once and goes on from there."""
    preview = Preview(job, tell, is_clock_fixed=is_clock_fixed)
    preview.start()
    return preview


def policy_of(folder: Path) -> str:
    """Return the policy that a built site's host, or its pages, would send; empty if there is none."""
    for name, pattern in ((_HEADERS, _POLICY), ("index.html", _POLICY_IN_PAGE)):
        with suppress(OSError):
            if found := pattern.search((folder / name).read_text(encoding="utf-8")):
                return found["policy"].replace("&#39;", "'")
    return ""
