"""Problems as values: their order, their weight, and the three ways a run ends early."""

from __future__ import annotations

import pytest

from sitegen.problems import (
    BuildStoppedError,
    MachineError,
    Place,
    Problem,
    Remark,
    Severity,
    SiteError,
    UsageError,
    in_order,
)
from sitegen.values import replace

PROBLEM = Problem("content/posts/b.md", 4, 10, "unknown-session", "there is no session 'netwroks'")


def test_a_problem_is_an_error_unless_it_says_that_it_is_a_warning() -> None:
    assert PROBLEM.is_error
    assert not replace(PROBLEM, severity=Severity.WARNING).is_error


def test_a_remark_becomes_a_problem_of_its_file_below_the_lines_before_it() -> None:
    remark = Remark(Place(2, 5), "tab", "there is a tab", "use spaces", Severity.WARNING)
    assert remark.in_file("content/posts/x.md", lines_before=4) == Problem(
        "content/posts/x.md", 6, 5, "tab", "there is a tab", "use spaces", Severity.WARNING
    )
    assert remark.in_file("x.md").line == 2


def test_places_sort_by_line_and_then_by_column() -> None:
    assert sorted([Place(2, 1), Place(1, 9), Place(1, 2)]) == [Place(1, 2), Place(1, 9), Place(2, 1)]


def test_problems_come_once_each_by_file_line_column_and_code() -> None:
    elsewhere = replace(PROBLEM, path="content/posts/a.md", line=90)
    above = replace(PROBLEM, line=3, column=80)
    left = replace(PROBLEM, column=2)
    other = replace(PROBLEM, code="bad-date")
    assert in_order((PROBLEM, left, above, PROBLEM, other, elsewhere)) == (elsewhere, above, left, other, PROBLEM)


def test_problems_that_differ_in_their_hints_alone_have_an_order_too() -> None:
    hinted = tuple(replace(PROBLEM, hint=hint) for hint in "abcdefgh")
    assert in_order(hinted) == in_order(hinted[::-1]) == hinted


def test_a_site_error_carries_its_problems_in_order() -> None:
    early = replace(PROBLEM, line=1)
    error = SiteError((PROBLEM, early))
    assert error.problems == (early, PROBLEM)
    assert str(error) == "2 problems"


@pytest.mark.parametrize("kind", [UsageError, MachineError])
def test_usage_and_machine_errors_say_what_is_wrong_and_what_to_do(kind: type[UsageError]) -> None:
    error = kind("the disk is full", "make room")
    assert (error.message, error.hint, str(error)) == ("the disk is full", "make room", "the disk is full")
    assert isinstance(error, BuildStoppedError)
    assert kind("x").hint == ""
