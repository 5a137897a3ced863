"""Which time zone this machine is in, by its IANA name. Reads the machine's own files, and nothing of the site."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from sitegen.zones import zone_names

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_ALSO_UTC = frozenset({"Etc/UTC", "Etc/UCT", "Etc/Universal", "Etc/Zulu", "UCT", "Universal", "Zulu"})


def machine_zone(environment: Mapping[str, str], etc: Path) -> str:
    """Return the name of the zone: as TZ says (POSIX.1-2024 section 8.3), else as `etc` does; empty if neither tells.

    `etc` is the machine's folder of settings, in which `localtime` leads to the zone's file, or `timezone` names it.
    """
    if "TZ" in environment:
        return _known(environment["TZ"].removeprefix(":") or "UTC")
    return _known(os.path.realpath(etc / "localtime")) or _known(_first_line(etc / "timezone"))


def _known(name: str) -> str:
    """Return the zone that a name, or a path to its file, is of; empty for one that sites cannot be in."""
    found = name.strip().rpartition("zoneinfo/")[2].removeprefix("posix/").removeprefix("right/")
    if found in _ALSO_UTC:
        return "UTC"
    return found if found in zone_names() else ""


def _first_line(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8").partition("\n")[0]
    except (OSError, UnicodeDecodeError):
        return ""
