"""Zones come by name from the pinned package alone."""

from __future__ import annotations

import zoneinfo
from datetime import UTC, datetime, timedelta

import pytest

from sitegen.zones import zone, zone_names


def test_a_zone_knows_its_summer_time() -> None:
    london = zone("Europe/London")
    assert datetime(2007, 2, 21, 10, 30, tzinfo=london).utcoffset() == timedelta(0)
    assert datetime(2007, 7, 21, 10, 30, tzinfo=london).utcoffset() == timedelta(hours=1)


def test_a_zone_is_the_same_object_every_time_and_knows_its_name() -> None:
    assert zone("Asia/Kolkata") is zone("Asia/Kolkata")
    assert zone("Asia/Kolkata").key == "Asia/Kolkata"


def test_zones_do_not_come_from_the_machine() -> None:
    before = zoneinfo.TZPATH
    zoneinfo.reset_tzpath(to=())
    try:
        zone.cache_clear()
        moment = datetime(2024, 1, 1, 12, tzinfo=UTC).astimezone(zone("America/New_York"))
    finally:
        zoneinfo.reset_tzpath(to=before)
    assert moment.isoformat() == "2024-01-01T07:00:00-05:00"


@pytest.mark.parametrize(
    "name",
    ["Europe/Torquay", "", "../zones", "/etc/passwd", "Europe", "europe/london", "Europe//London", "Europe\\London"],
)
def test_a_name_that_tzdata_does_not_list_is_a_key_error_that_names_it(name: str) -> None:
    with pytest.raises(KeyError) as caught:
        zone(name)
    assert caught.value.args == (name,)


def test_every_listed_zone_can_be_read() -> None:
    assert {zone(name).key for name in zone_names()} == zone_names()
    assert {"UTC", "Europe/London", "Pacific/Tongatapu"} <= zone_names()
