"""Problems as people and machines read them, and what a run's exit code says of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sitegen.cli.reports import as_annotation, as_fault, as_json, as_text, count, exit_code, json_text, report
from sitegen.problems import Problem, Severity
from sitegen.values import replace

ERROR = Problem(
    "content/sparks/x.md", 4, 10, "unknown-session", "there is no session 'netwroks'", "did you mean 'networks'?"
)
WARNING = replace(ERROR, severity=Severity.WARNING, hint="")
SETTING = replace(ERROR, path="content/site.toml")


def test_a_problem_is_one_line_with_its_place_its_weight_and_its_code() -> None:
    assert as_text(ERROR) == "content/sparks/x.md:4:10: error: there is no session 'netwroks' [unknown-session]"
    assert as_text(WARNING).startswith("content/sparks/x.md:4:10: warning: ")


def test_a_problem_as_json_has_all_that_the_problem_has() -> None:
    assert as_json(ERROR) == {
        "path": "content/sparks/x.md",
        "line": 4,
        "column": 10,
        "severity": "error",
        "code": "unknown-session",
        "message": "there is no session 'netwroks'",
        "hint": "did you mean 'networks'?",
    }


def test_json_holds_nothing_that_a_terminal_obeys_or_no_file_can_hold() -> None:
    told = {"title": "a\x9b2J\u202eb\x1b[0m\udcff “c”"}
    text = json_text(told)
    assert json.loads(text.encode()) == told
    assert "“c”" in text
    assert not set("\x1b\x9b\u202e\udcff") & set(text)


def test_a_fault_is_one_workflow_command_whatever_stands_in_it() -> None:
    assert as_fault("/feed.xml", "RSS 2.0", "the guid “a\n::add-mask::b” stands there twice, 100%") == (
        "::error title=fault::/feed.xml is not as RSS 2.0 wants it: "
        "the guid “a%0A::add-mask::b” stands there twice, 100%25"
    )


def test_an_annotation_is_a_workflow_command_from_the_folder_of_the_run() -> None:
    root = Path.cwd() / "sub" / "site"
    assert as_annotation(ERROR, root) == (
        "::error file=sub/site/content/sparks/x.md,line=4,col=10,title=unknown-session::"
        "there is no session 'netwroks'%0Adid you mean 'networks'?"
    )
    assert as_annotation(WARNING, Path.cwd()).startswith("::warning file=content/sparks/x.md,")


def test_an_annotation_escapes_what_its_syntax_needs() -> None:
    odd = replace(ERROR, path="content/a,b:c.md", message="100%\r\n::error::x", hint="")
    assert as_annotation(odd, Path.cwd()) == (
        "::error file=content/a%2Cb%3Ac.md,line=4,col=10,title=unknown-session::100%25%0D%0A::error::x"
    )


@pytest.mark.parametrize(
    ("problems", "words"),
    [
        ((), "no problems"),
        ((ERROR,), "1 error"),
        ((ERROR, ERROR), "2 errors"),
        ((WARNING,), "1 warning"),
        ((ERROR, WARNING, WARNING), "1 error and 2 warnings"),
    ],
)
def test_problems_are_counted_in_words(problems: tuple[Problem, ...], words: str) -> None:
    assert count(problems) == words


@pytest.mark.parametrize(
    ("problems", "is_strict", "code"),
    [
        ((), False, 0),
        ((), True, 0),
        ((WARNING,), False, 0),
        ((WARNING,), True, 1),
        ((ERROR,), False, 1),
        ((ERROR, SETTING), False, 2),
        ((SETTING,), False, 2),
        ((replace(SETTING, severity=Severity.WARNING),), False, 0),
    ],
)
def test_wrong_settings_win_over_mistakes_and_strictness_makes_errors_of_warnings(
    problems: tuple[Problem, ...], *, is_strict: bool, code: int
) -> None:
    assert exit_code(problems, is_strict=is_strict) == code


def test_text_goes_to_the_error_stream_with_the_hint_on_its_own_lines(capsys: pytest.CaptureFixture[str]) -> None:
    report([replace(ERROR, hint="write at the top:\n---"), WARNING], "text", Path.cwd())
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines() == [as_text(ERROR), "  write at the top:", "  ---", as_text(WARNING)]


def test_json_goes_to_the_output_as_one_value(capsys: pytest.CaptureFixture[str]) -> None:
    report([ERROR], "json", Path.cwd(), {"pages": 3})
    out, err = capsys.readouterr()
    assert err == ""
    assert json.loads(out) == {"pages": 3, "problems": [as_json(ERROR)]}


def test_annotations_go_to_the_output_a_line_each(capsys: pytest.CaptureFixture[str]) -> None:
    report([ERROR, WARNING], "github", Path.cwd())
    assert capsys.readouterr().out.splitlines() == [as_annotation(p, Path.cwd()) for p in (ERROR, WARNING)]
