"""What the preview shows at one instant, and who waits for the next: handed from the builder to the server."""

from __future__ import annotations

import asyncio
import json
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from sitegen.problems import Problem
from sitegen.values import Value

if TYPE_CHECKING:
    from collections.abc import Mapping


class State(Value, frozen=True):
    """The site as it stands, and what the last build told."""

    number: int
    """Counts the builds that changed anything, so that a page knows whether it is behind."""
    folder: Path
    paths: frozenset[str]
    """The files that are served, relative to `folder`; nothing else is."""
    policy: str
    """The content security policy of the site's pages."""
    problems: tuple[Problem, ...] = ()
    """Of the last build, if it failed: then `paths` are those of the one before."""
    trouble: str = ""
    """What the machine did, if that is why the last build failed."""
    is_style_alone: bool = False
    """Whether nothing but style sheets changed with this number."""

    @property
    def has_failed(self) -> bool:
        """Whether the last build failed."""
        return bool(self.trouble) or any(problem.is_error for problem in self.problems)

    def told(self) -> str:
        """Return what an open page is told, as JSON."""
        return json.dumps(
            {
                "number": self.number,
                "style": self.is_style_alone,
                "trouble": self.trouble,
                "problems": [_told(problem) for problem in self.problems] if self.has_failed else [],
            },
            ensure_ascii=False,
        )


class Hub:
    """Holds the present state, and wakes those who wait for another one; any thread may set it."""

    def __init__(self, state: State) -> None:
        """Begin with a state."""
        self._state = state
        self._lock = threading.Lock()
        self._waiting: dict[asyncio.Event, asyncio.AbstractEventLoop] = {}

    @property
    def state(self) -> State:
        """The present state."""
        return self._state

    def set(self, state: State) -> None:
        """Replace the state, and wake everybody."""
        with self._lock:
            self._state = state
            waiting = dict(self._waiting)
        for event, loop in waiting.items():
            loop.call_soon_threadsafe(event.set)

    async def changed(self, state: State, seconds: float) -> State:
        """Return another state than this one as soon as there is one, or this one after so many seconds."""
        event = asyncio.Event()
        with self._lock:
            if self._state is not state:
                return self._state
            self._waiting[event] = asyncio.get_running_loop()
        try:
            await asyncio.wait_for(event.wait(), seconds)
        except TimeoutError:
            pass
        finally:
            with self._lock:
                del self._waiting[event]
        return self._state


def _told(problem: Problem) -> Mapping[str, str | int]:
    return {
        "where": f"{problem.path}:{problem.line}:{problem.column}",
        "severity": problem.severity.value,
        "message": problem.message,
        "hint": problem.hint,
        "code": problem.code,
    }
