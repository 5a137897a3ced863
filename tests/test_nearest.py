"""The nearest known name to a mistyped one."""

from __future__ import annotations

import pytest

from sitegen.nearest import did_you_mean, nearest

KNOWN = ("networks", "Main Hall", "keynote", "networked")


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("netwroks", "networks"),
        ("NETWORKS", "networks"),
        ("main hal", "Main Hall"),
        ("networked", "networked"),
        ("zebra", ""),
        ("", ""),
    ],
)
def test_the_nearest_name_is_found_whatever_its_case(word: str, found: str) -> None:
    assert nearest(word, KNOWN) == found


def test_nothing_is_near_where_nothing_is_known() -> None:
    assert nearest("networks", ()) == ""


def test_the_order_of_what_is_known_changes_nothing() -> None:
    assert nearest("aab", ("aaa", "aac")) == nearest("aab", ("aac", "aaa"))


def test_a_near_name_is_offered_and_else_what_the_caller_says() -> None:
    assert did_you_mean("netwroks", KNOWN, "create it") == "did you mean 'networks'?"
    assert did_you_mean("zebra", KNOWN, "create it") == "create it"
    assert did_you_mean("zebra", KNOWN) == ""
