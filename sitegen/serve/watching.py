"""Watching the files that a site is made of. Editors save in many ways; all of them end in quiet (watchdog)."""

from __future__ import annotations

import logging
import os
import stat
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from watchdog.events import FileSystemEvent, FileSystemEventHandler

from sitegen.stamp import INPUTS

if TYPE_CHECKING:
    from watchdog.observers.api import BaseObserver

_QUIET: Final = 0.02
"""How long nothing may happen before a save is over, in seconds."""
_QUIET_AFTER_EMPTY: Final = 0.25
_LONGEST: Final = 0.5
"""How long a save may go on before what there is of it is looked at."""
_CHANGES: Final = frozenset({"created", "modified", "moved", "deleted"})
"""The events that a change comes as; the others are of files that somebody reads."""
_POLLED: Final = 1.0


class Watch:
    """Watches a site's inputs until it is closed."""

    def __init__(self, root: Path) -> None:
        """Begin to watch the site in `root`."""
        self._root = root
        self._changed = threading.Event()
        self._last = 0.0
        self._touched: set[str] = set()
        self._is_closed = False
        self._is_moved = False
        self.is_polling = False
        self._observer = self._begin()

    @property
    def is_closed(self) -> bool:
        """Whether it has ended."""
        return self._is_closed

    def wait(self, seconds: float | None) -> frozenset[str]:
        """Wait until something has changed and it is quiet again, and return its paths; none after so many seconds."""
        if not self._changed.wait(seconds) or self._is_closed:
            return frozenset()
        began = time.monotonic()
        while (rest := min(self._last + self._patience(), began + _LONGEST) - time.monotonic()) > 0:
            # A file that was empty may be whole long before its patience ends, which is why it is looked at again.
            time.sleep(min(rest, _QUIET))
        self._changed.clear()
        touched, self._touched = frozenset(self._touched), set()
        if self._is_moved:
            self._is_moved = False
            self._begin_again()
        return touched

    def wake(self) -> None:
        """Have whoever waits look again."""
        self._last = time.monotonic()
        self._changed.set()

    def close(self) -> None:
        """End; whoever waits is told that nothing has changed."""
        self._is_closed = True
        self._changed.set()
        self._observer.stop()
        self._observer.join()

    def notice(self, event: FileSystemEvent, *, is_of_root: bool) -> None:
        """Take note of an event; in the site's own folder only the coming and going of what is watched counts."""
        if event.event_type not in _CHANGES or (event.is_directory and event.event_type == "modified"):
            # That a folder was modified says again what happened in it.
            return
        paths = [os.fsdecode(path) for path in (event.src_path, event.dest_path) if path]
        if is_of_root:
            if not any(Path(path).name in INPUTS for path in paths) or event.event_type == "modified":
                return
            self._is_moved = True
        self._touched.update(paths)
        self.wake()

    def _patience(self) -> float:
        """Return how long it has to be quiet: longer while a file is empty, which some editors make of it first."""
        for path in tuple(self._touched):
            with suppress(OSError):
                status = Path(path).stat()
                if stat.S_ISREG(status.st_mode) and not status.st_size:
                    return _QUIET_AFTER_EMPTY
        return _QUIET

    def _begin(self) -> BaseObserver:
        from watchdog.observers import Observer  # noqa: PLC0415  # a command pays for what it uses

        # It tells of folders that went as of mistakes, and a logger that nobody set up writes to the terminal.
        logging.getLogger("watchdog").addHandler(logging.NullHandler())
        self._observer = Observer()
        try:
            self._schedule()
            self._observer.start()
        except OSError:
            self._poll()
        return self._observer

    def _begin_again(self) -> None:
        """Watch the folders that are there now."""
        try:
            self._observer.unschedule_all()
            self._schedule()
        except OSError:
            before = self._observer
            self._poll()
            before.stop()

    def _poll(self) -> None:
        """Look at the files again and again: the machine watches no more of them for this user."""
        from watchdog.observers.polling import PollingObserver  # noqa: PLC0415  # few machines come to this

        self.is_polling = True
        self._observer = PollingObserver(timeout=_POLLED)
        self._schedule()
        self._observer.start()

    def _schedule(self) -> None:
        self._observer.schedule(_Handler(self, is_of_root=True), str(self._root), recursive=False)
        for name in INPUTS:
            if (self._root / name).is_dir():
                self._observer.schedule(_Handler(self, is_of_root=False), str(self._root / name), recursive=True)


class _Handler(FileSystemEventHandler):
    """Hands events on, as watchdog calls for them."""

    def __init__(self, watch: Watch, *, is_of_root: bool) -> None:
        self._watch = watch
        self._is_of_root = is_of_root

    def dispatch(self, event: FileSystemEvent) -> None:
        """Hand an event on."""
        self._watch.notice(event, is_of_root=self._is_of_root)
