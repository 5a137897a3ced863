"""`sitegen check`: what a build would tell and more, in three forms, with nothing published and nothing written."""

from __future__ import annotations

import json
import shutil
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from jinja2 import Environment

from sitegen.build import Order
from sitegen.cli.looks import Look, exit_code, print_as_text
from sitegen.cli.options import Clock
from sitegen.external import Answer, Verdict
from sitegen.external.memory import Memory
from sitegen.look_over import LookedOver, look_over
from sitegen.proofs import Fault
from sitegen.values import replace
from sitegen.workbench import Workbench
from tests.building import NOWS, SITES, copy_site, snapshot, write_site
from tests.cli_runs import run
from tests.disk import put, tree
from tests.mistaken import make_site
from tests.test_mistakes import FIXTURES, MISTAKES

if TYPE_CHECKING:
    from pathlib import Path

NOW = "2007-02-14T12:00"
SLIP = "---\ntitle: A post\n---\nIn the the hall.\n"
RIGHT = {"pages/about.md": "---\ntitle: About\n---\nWords.\n"}
SETTINGS = (
    'title = "Harbour"\nbase_url = "https://harbour.example.org"\nid = "harbour.example.org,2007"\n'
    'description = "Three days."\n'
)


def site(root: Path, files: dict[str, str]) -> Path:
    """Write a site of which nothing is to be said but what the files say."""
    return write_site(root, {**RIGHT, **files}, SETTINGS)


def looked(root: Path, scratch: Path) -> LookedOver:
    """Look over the site in a folder."""
    scratch.mkdir()
    return look_over(Order(root=root, now=NOWS["minimal"]), Workbench(scratch=scratch), scratch)


@pytest.mark.parametrize("name", SITES)
def test_a_site_that_builds_is_looked_over_without_a_fault(name: str, tmp_path: Path) -> None:
    root = copy_site(name, tmp_path / name)
    found = looked(root, tmp_path / "scratch")
    assert (found.faults, [problem for problem in found.problems if problem.is_error]) == ((), [])
    assert found.made > found.proved > 5


@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_nothing_is_written_and_nothing_published(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    root = copy_site("conference", tmp_path / "conference")
    before = snapshot(root)
    ran = run(capsys, "-C", root, "check", "--external", "--now", NOW, "--format", form)
    assert (ran.code, snapshot(root)) == (0, before)
    assert {place.name for place in root.iterdir()} - {".sitegen"} == {"content"}


def test_compiled_templates_are_taken_from_builds_and_none_is_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(sys, "platform", "linux")
    root = site(tmp_path / "site", {})
    assert run(capsys, "-C", root, "check", "--now", NOW).code == 0
    assert not (tmp_path / "cache").exists()
    run(capsys, "-C", root, "build", "--now", NOW)
    kept = tree(tmp_path / "cache")
    compiled: list[object] = []
    monkeypatch.setattr(Environment, "compile", lambda *_, **__: compiled.append(1))
    assert run(capsys, "-C", root, "check", "--now", NOW).code == 0
    assert kept != {}
    assert (tree(tmp_path / "cache"), compiled) == (kept, [])


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({}, 0),
        ({"posts/2007-01-09-a.md": SLIP}, 0),
        ({"posts/2007-01-09-a.md": "---\ntitle: A\nsesion: b\n---\nWords.\n"}, 0),
        ({"posts/2007-01-09-a.md": "---\ntitle: A\nsession: b\n---\nWords.\n"}, 1),
        ({"site.toml": "title = "}, 2),
    ],
)
def test_it_ends_as_a_build_would(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], files: dict[str, str], code: int
) -> None:
    root = write_site(tmp_path, RIGHT, SETTINGS)
    write_site(tmp_path, files, files.get("site.toml", SETTINGS))
    checked = run(capsys, "-C", root, "check", "--now", NOW)
    built = run(capsys, "-C", root, "build", "--now", NOW)
    assert (checked.code, built.code) == (code, code)


@pytest.mark.parametrize("name", FIXTURES)
def test_it_says_all_that_a_build_says_in_the_same_words(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(MISTAKES / name, tmp_path / "site", ignore=shutil.ignore_patterns("expected.txt"))
    if not (tmp_path / "site" / "content" / "site.toml").exists() and name != "no-settings":
        make_site(tmp_path / "site", {})
    if (tmp_path / "site/content").is_dir() and not any((tmp_path / "site/content").rglob("*.md")):
        put(tmp_path / "site", "content/pages/about.md", b"---\ntitle: About\n---\nUs.\n")
    *lines, exit_code = (MISTAKES / name / "expected.txt").read_text("utf-8").splitlines()
    told = [line for line in lines if not line.startswith("Nothing was published")]
    ran = run(capsys, "-C", tmp_path / "site", "check", "--now", "2007-02-20T12:00:00Z")
    assert [line for line in told if line not in ran.err.splitlines()] == []
    assert f"exit {ran.code}" == exit_code


def test_a_template_that_cannot_be_rendered_is_an_error_as_in_a_build(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = site(tmp_path, {})
    theme = root / "themes" / "own"
    (theme / "templates").mkdir(parents=True)
    (theme / "theme.toml").write_text('api = 1\nname = "own"\nextends = "default"\n', encoding="utf-8")
    (theme / "templates" / "page.html").write_text(
        "{{ 1 // (page.title|length - page.title|length) }}", encoding="utf-8"
    )
    (root / "content" / "site.toml").write_text(f'{SETTINGS}theme = "own"\n', encoding="utf-8")
    built = json.loads(run(capsys, "-C", root, "build", "--format", "json").out)
    checked = json.loads(run(capsys, "-C", root, "check", "--format", "json").out)
    assert checked["problems"] == built["problems"]
    assert [problem["code"] for problem in checked["problems"]] == ["theme-error"]


def test_a_suggestion_is_called_one_and_the_end_says_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = run(capsys, "-C", site(tmp_path, {"posts/2007-01-09-a.md": SLIP}), "check", "--now", NOW)
    assert ran.err == (
        "content/posts/2007-01-09-a.md:4:8: suggestion: “the the”: the word stands twice in a row [double-word]\n"
        "  take one of the two out\n\n"
    )
    lines = ran.out.splitlines()
    assert lines[0] == "Looked at 2 documents as of 2007-02-14 12:00 UTC."
    assert lines[1].endswith("for programs are as their standards want them.")
    assert lines[-1] == "1 suggestion, in 1 file. You can publish; mend what you agree with when you have time."


def test_a_site_without_a_word_to_say_of_it_is_told_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = run(capsys, "-C", site(tmp_path, {}), "check", "--now", NOW)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines()[-1] == "Nothing is to be mended: you can publish."


def test_with_an_error_the_end_says_that_nothing_is_published(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = SLIP.replace("---\nIn", "session: nowhere\n---\nIn")
    ran = run(capsys, "-C", site(tmp_path, {"posts/2007-01-09-a.md": text}), "check", "--now", NOW)
    assert ran.out.splitlines()[-1] == (
        "1 error and 1 suggestion, in 1 file. Mend the error first: nothing is published before."
    )


def test_strict_makes_a_suggestion_count(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = site(tmp_path, {"posts/2007-01-09-a.md": SLIP})
    assert run(capsys, "-C", root, "check", "--now", NOW, "--strict").code == 1
    assert run(capsys, "-C", site(tmp_path / "b", {}), "check", "--now", NOW, "--strict").code == 0


def test_of_many_suggestions_of_a_kind_some_are_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = site(
        tmp_path, {f"posts/2007-01-{day}-a{day}.md": SLIP.replace("A post", f"A {day}") for day in range(10, 22)}
    )
    ran = run(capsys, "-C", root, "check", "--now", NOW)
    assert ran.err.count("[double-word]\n") == 5
    assert "... and 7 more suggestions [double-word]; --all shows them.\n" in ran.err
    assert run(capsys, "-C", root, "check", "--now", NOW, "--all").err.count("[double-word]\n") == 12


def test_drafts_are_looked_at_when_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = site(tmp_path, {"posts/2007-01-09-a.md": SLIP.replace("---\nIn", "draft: true\n---\nIn")})
    assert "[double-word]" not in run(capsys, "-C", root, "check", "--now", NOW).err
    assert "[double-word]" in run(capsys, "-C", root, "check", "--now", NOW, "--drafts").err


def test_annotations_are_notices_for_suggestions(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = site(tmp_path, {"posts/2007-01-09-a.md": SLIP})
    out = run(capsys, "-C", root, "check", "--now", NOW, "--format", "github").out
    assert out.startswith("::notice file=")
    assert "2007-01-09-a.md,line=4,col=8,title=double-word::“the the”: the word stands twice in a row%0Atake" in out


def test_json_has_everything(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = site(tmp_path, {"posts/2007-01-09-a.md": SLIP})
    told = json.loads(run(capsys, "-C", root, "check", "--now", NOW, "--format", "json").out)
    assert (told["can_be_published"], told["documents"], told["problems"], told["faults"]) == (True, 2, [], [])
    assert told["outside"] is None
    assert [(mark["path"], mark["line"], mark["code"]) for mark in told["suggestions"]] == [
        ("content/posts/2007-01-09-a.md", 4, "double-word")
    ]


def test_what_is_remembered_of_the_outside_is_told_without_asking(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    body = "---\ntitle: A post\n---\n[One](https://gone.sitegen.dev/a), [two](https://moved.sitegen.dev/).\n"
    root = site(tmp_path, {"posts/2007-01-09-a.md": body})
    answers = {
        "https://gone.sitegen.dev/a": Answer(Verdict.GONE, "is not there any more", "", 404),
        "https://moved.sitegen.dev/": Answer(Verdict.MOVED, "has moved for good", "https://new.sitegen.dev/", 200),
    }
    (root / ".sitegen").mkdir()
    Memory(root / ".sitegen" / "outside.json", datetime.now(UTC)).keep(answers, among=answers)
    ran = run(capsys, "-C", root, "check", "--now", NOW, "--external")
    assert ran.code == 0
    assert ran.err == (
        "content/posts/2007-01-09-a.md:4:1: warning: https://gone.sitegen.dev/a is not there any more [outside-gone]\n"
        "  look for where it is now, or link to what it was: https://web.archive.org/web/https://gone.sitegen.dev/a\n"
        "content/posts/2007-01-09-a.md:4:36: warning: https://moved.sitegen.dev/ has moved for good [outside-moved]\n"
        "  write https://new.sitegen.dev/\n\n"
    )
    assert "Of 2 links to the outside: 1 moved for good; 1 broken or without an answer. 2 of the answers" in ran.out


def test_clean_takes_away_what_is_remembered_of_the_outside(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = site(tmp_path, {"posts/2007-01-09-a.md": "---\ntitle: A\n---\n[One](https://gone.sitegen.dev/a).\n"})
    (root / ".sitegen").mkdir()
    kept = {"https://gone.sitegen.dev/a": Answer(Verdict.GONE, "is not there any more", "", 404)}
    Memory(root / ".sitegen" / "outside.json", datetime.now(UTC)).keep(kept, among=kept)
    run(capsys, "-C", root, "check", "--now", NOW, "--external")
    run(capsys, "-C", root, "clean")
    assert not (root / ".sitegen").exists()


def test_without_a_site_it_says_so_and_leaves_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = run(capsys, "-C", tmp_path, "check", "--external")
    assert ran.code == run(capsys, "-C", tmp_path, "build").code
    assert "[no-content]" in ran.err
    assert list(tmp_path.iterdir()) == []


def test_a_kind_of_suggestion_can_be_left_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = site(tmp_path, {"posts/2007-01-09-a.md": SLIP})
    ran = run(capsys, "-C", root, "check", "--now", NOW, "--strict", "--without", "double-word")
    assert (ran.code, ran.err) == (0, "")


def test_a_kind_that_there_is_not_has_the_nearest(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = run(capsys, "-C", site(tmp_path, {}), "check", "--without", "double-words")
    assert (ran.code, ran.err) == (2, "sitegen: there is no suggestion 'double-words'\n  did you mean 'double-word'?\n")


def test_a_fault_is_owned_up_to_with_the_address_of_what_is_wrong(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = replace(
        looked(site(tmp_path / "site", {}), tmp_path / "scratch"),
        faults=(Fault("/feed.atom", "Atom, RFC 4287", "entry 1 has no <id>, and one is required"),),
    )
    look = Look(found, None, tmp_path, Clock(NOWS["minimal"], "as --now says"))
    print_as_text(look, is_whole=False)
    told = capsys.readouterr()
    assert told.err == (
        "/feed.atom: entry 1 has no <id>, and one is required (Atom, RFC 4287)\n"
        "These are mistakes in sitegen, not in your site. Please report them, with the lines above.\n"
    )
    assert "you can publish" not in told.out
    assert exit_code(look, is_strict=False) == 3


def test_a_cache_that_is_a_file_is_no_reason_not_to_look(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = site(tmp_path / "site", {"posts/2007-01-09-a.md": "---\ntitle: A\n---\n[One](https://a.example.org/).\n"})
    (root / ".sitegen").write_text("mine", encoding="utf-8")
    assert run(capsys, "-C", root, "check", "--now", NOW, "--external").code == 0
    assert (root / ".sitegen").read_text("utf-8") == "mine"
