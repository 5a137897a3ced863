"""Time zones by their IANA names, read from the pinned tzdata package and never from the machine."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

import tzdata  # type: ignore[import-untyped]  # it ships no types; only where it lies is asked

_PACKAGE = Path(tzdata.__file__).parent


@lru_cache(maxsize=1)
def zone_names() -> frozenset[str]:
    """Return every name that `zone` accepts, as tzdata's own list has them (`Europe/London`, `UTC`)."""
    return frozenset((_PACKAGE / "zones").read_text(encoding="utf-8").split())


@lru_cache(maxsize=1024)
def zone(name: str) -> ZoneInfo:
    """Return the zone `name`, the same object every time; raise `KeyError` where tzdata lists no such zone.

    The name is looked up before any file is: a name that is a path cannot leave the package.
    """
    if name not in zone_names():
        raise KeyError(name)
    with _PACKAGE.joinpath("zoneinfo", *name.split("/")).open("rb") as file:
        return ZoneInfo.from_file(file, key=name)
