"""The machine's own time zone, as its environment and its files tell it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sitegen.machine_zone import machine_zone
from tests.disk import put

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


@pytest.mark.parametrize(
    ("environment", "link", "timezone", "expected"),
    [
        ({"TZ": "Europe/London"}, "Asia/Tokyo", "", "Europe/London"),
        ({"TZ": ":Europe/London"}, "", "", "Europe/London"),
        ({"TZ": ""}, "Asia/Tokyo", "", "UTC"),
        ({"TZ": "CET-1CEST,M3.5.0,M10.5.0/3"}, "Asia/Tokyo", "", ""),
        ({}, "Asia/Tokyo", "", "Asia/Tokyo"),
        ({}, "posix/America/Argentina/Salta", "", "America/Argentina/Salta"),
        ({}, "Etc/UTC", "", "UTC"),
        ({}, "", "Europe/Berlin\n", "Europe/Berlin"),
        ({}, "", "Nowhere\n", ""),
        ({}, "", "", ""),
    ],
)
def test_the_machine_tells_its_zone_as_systems_do(
    tmp_path: Path, environment: Mapping[str, str], link: str, timezone: str, expected: str
) -> None:
    if link:
        put(tmp_path, f"usr/share/zoneinfo/{link}", b"TZif")
        (tmp_path / "localtime").symlink_to(tmp_path / "usr/share/zoneinfo" / link)
    if timezone:
        put(tmp_path, "timezone", timezone.encode())
    assert machine_zone(environment, tmp_path) == expected
