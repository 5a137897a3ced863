"""What was answered before, kept as data in a file of the cache; whatever is damaged or missing is asked again."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from sitegen.external.answers import Answer, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

_VERSION: Final = 1
_MOST_BYTES: Final = 20_000_000
_HOLDS: Final = {
    Verdict.GOOD: timedelta(days=14),
    Verdict.MOVED: timedelta(days=14),
    Verdict.UNCLEAR: timedelta(days=3),
    Verdict.GONE: timedelta(days=1),
    Verdict.TROUBLE: timedelta(hours=3),
    Verdict.SILENT: timedelta(hours=3),
}
"""How long an answer holds: bad news is soon asked after again, for servers are mended."""


class Memory:
    """The answers in one file, as they are at one instant."""

    def __init__(self, place: Path | None, now: datetime) -> None:
        """Read what the file at `place` remembers; None, or one that cannot be read: nothing."""
        self._place = place
        self._now = now
        self._kept = _read(place, now.timestamp()) if place else {}

    def answer(self, address: str) -> Answer | None:
        """Return what an address answered, as long as that holds."""
        kept = self._kept.get(address)
        if kept is None:
            return None
        at, answer = kept
        return answer if self._now.timestamp() - at < _HOLDS[answer.verdict].total_seconds() else None

    def asked_at(self, address: str) -> float:
        """Return when an address was asked last, in seconds since 1970; 0 for never."""
        kept = self._kept.get(address)
        return kept[0] if kept else 0.0

    def keep(self, heard: Mapping[str, Answer], among: Iterable[str]) -> None:
        """Write down what was heard now, and of what was known only the addresses `among` which the site still has.

        A machine that will not have the file goes without.
        """
        if self._place is None:
            return
        now = self._now.timestamp()
        wanted = set(among)
        kept = {address: known for address, known in self._kept.items() if address in wanted}
        kept |= {address: (now, answer) for address, answer in heard.items()}
        rows = {
            address: [at, answer.verdict.value, answer.words, answer.location, answer.status]
            for address, (at, answer) in sorted(kept.items())
        }
        new = self._place.with_name(f"{self._place.name}.new")
        with suppress(OSError):
            new.unlink(missing_ok=True)
            with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666), "w", encoding="utf-8") as file:
                json.dump({"version": _VERSION, "answers": rows}, file)
            new.replace(self._place)


def _read(place: Path, now: float) -> dict[str, tuple[float, Answer]]:
    try:
        if place.is_symlink() or not place.is_file() or place.stat().st_size > _MOST_BYTES:
            return {}
        told = json.loads(place.read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    rows = told.get("answers") if isinstance(told, dict) and told.get("version") == _VERSION else None
    if not isinstance(rows, dict):
        return {}
    found = {}
    for address, row in rows.items():
        known = _answer(row)
        # What was answered in the future was answered by another clock.
        if known is not None and known[0] <= now:
            found[address] = known
    return found


def _answer(row: Any) -> tuple[float, Answer] | None:  # noqa: ANN401  # whatever JSON can hold
    match row:
        case [int() | float() as at, str() as verdict, str() as words, str() as location, int() as status]:
            with suppress(ValueError, OverflowError):
                return float(at), Answer(Verdict(verdict), words, location, status)
        case _:
            pass
    return None
