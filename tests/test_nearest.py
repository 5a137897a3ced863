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


@pytest.mark.parametrize(
    ("word", "known", "found"),
    [
        ("discus", ("disqus", "giscus"), "disqus"),
        ("Discus", ("giscus", "DISQUS"), "DISQUS"),
        ("giscus", ("disqus", "giscus"), "giscus"),
        ("gisqus", ("disqus", "giscus"), "giscus"),
        ("bat", ("cat", "bag", "rat"), "bag"),
        ("discuss", ("disqus", "giscus", "discussion"), "discussion"),
    ],
)
def test_of_names_as_like_as_each_other_the_one_with_the_same_first_letter_is_found(
    word: str, known: tuple[str, ...], found: str
) -> None:
    assert (nearest(word, known), nearest(word, known[::-1])) == (found, found)


def test_a_near_name_is_offered_and_else_what_the_caller_says() -> None:
    assert did_you_mean("netwroks", KNOWN, "create it") == "did you mean 'networks'?"
    assert did_you_mean("zebra", KNOWN, "create it") == "create it"
    assert did_you_mean("zebra", KNOWN) == ""
