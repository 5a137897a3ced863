"""The command line: what each command does, prints and ends with."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sitegen import __version__
from tests.building import MANIFEST, SETTINGS, built_site, copy_site, snapshot, write_site
from tests.cli_runs import run, run_apart
from tests.disk import put, tree

if TYPE_CHECKING:
    Capture = pytest.CaptureFixture[str]

NOON = ("--now", "2007-02-14T12:00Z")
POST = "---\ntitle: Hello\n---\nThe first words.\n"
WRONG = "---\ntitle: Hello\nsession: netwroks\n---\nThe first words.\n"
LINE = re.compile(r"content/[^:]+:\d+:\d+: (error|warning): .+ \[[a-z0-9-]+\]")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write_site(tmp_path / "site", {"posts/2007-01-09-hello.md": POST})


def spoil(site: Path) -> None:
    put(site, "content/posts/2007-01-09-hello.md", WRONG.encode())


def test_a_sound_site_is_built_and_the_summary_says_what_when_and_where(site: Path, capsys: Capture) -> None:
    ran = run(capsys, "build", "-C", site, *NOON)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Built 1 post, 0 sessions, 0 sparks, 0 pages.\n")
    assert "\nRead 1 document, made " in ran.out
    assert "in public/" in ran.out
    assert "The site is as of 2007-02-14 12:00 UTC (as --now says).\n" in ran.out
    assert (site / "public/posts/hello/index.html").is_file()


def test_a_mistake_ends_with_1_and_is_told_with_its_place_and_what_to_do(site: Path, capsys: Capture) -> None:
    spoil(site)
    ran = run(capsys, "build", "-C", site, *NOON)
    assert (ran.code, ran.out) == (1, "")
    lines = ran.err.splitlines()
    assert lines[0] == (
        "content/posts/2007-01-09-hello.md:3:10: error: there is no session 'netwroks' [unknown-session]"
    )
    assert lines[1].startswith("  ")
    assert lines[-1] == "Nothing was published: 1 error."
    assert not (site / "public").exists()


def test_a_failed_build_leaves_the_published_site_as_it_was(site: Path, capsys: Capture) -> None:
    run(capsys, "build", "-C", site, *NOON)
    before = {path: (site / "public" / path).stat().st_mtime_ns for path in tree(site / "public")}
    files = tree(site / "public")
    spoil(site)
    assert run(capsys, "build", "-C", site, *NOON).code == 1
    assert tree(site / "public") == files
    assert {path: (site / "public" / path).stat().st_mtime_ns for path in files} == before


@pytest.mark.parametrize(
    "arguments",
    [
        ("bulid",),
        ("build", "--ouput", "x"),
        ("build", "--format", "yaml"),
        ("build", "--jobs", "0"),
        ("build", "--now", "next week"),
        ("build", "--now", "2007-02-30"),
        ("build", "--base-url", "harbour.example.org"),
        ("build", "--base-url", "https://harbour.example.org/?a=b"),
        ("build", "-C", "no/such/folder"),
        ("status", "--now", "03/02/2007"),
        ("clean", "--output", "content"),
    ],
)
def test_wrong_usage_ends_with_2_and_says_what_would_be_right(
    arguments: tuple[str, ...], site: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.chdir(site)
    before = sorted(site.rglob("*"))
    ran = run(capsys, *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert len(ran.err.splitlines()) >= 2
    assert "Traceback" not in ran.err
    assert sorted(site.rglob("*")) == before


@pytest.mark.parametrize(
    "settings",
    ["", 'title = "No address"\n', SETTINGS + "page_size = 0\n", SETTINGS + 'theme = "missing"\n', "title = \n"],
)
def test_wrong_settings_end_with_2_and_win_over_an_authors_mistake(settings: str, site: Path, capsys: Capture) -> None:
    spoil(site)
    put(site, "content/site.toml", settings.encode())
    ran = run(capsys, "build", "-C", site, *NOON)
    assert (ran.code, ran.out) == (2, "")
    assert "content/site.toml:" in ran.err
    assert "unknown-session" in ran.err
    assert run(capsys, "status", "-C", site, *NOON).code == 2


@pytest.mark.parametrize("command", ["build", "status"])
def test_a_folder_that_is_no_site_is_told_what_a_site_is(command: str, tmp_path: Path, capsys: Capture) -> None:
    ran = run(capsys, command, "-C", tmp_path)
    assert ran.code == 2
    assert "to begin a site: sitegen init mysite" in ran.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("output", [".", "..", "/", "~", "content", "content/public", "themes", ".sitegen/public"])
def test_an_output_that_would_cost_somebody_something_is_refused(output: str, site: Path, capsys: Capture) -> None:
    (site / "themes").mkdir()
    before = snapshot(site)
    ran = run(capsys, "build", "-C", site, "--output", str(Path(output).expanduser()), *NOON)
    assert (ran.code, ran.out) == (2, "")
    assert "--output" in ran.err
    assert snapshot(site) == before


@pytest.mark.parametrize("path", ["thesis.txt", ".git/HEAD", ".git"])
def test_an_output_that_holds_what_is_not_ours_is_refused(path: str, site: Path, capsys: Capture) -> None:
    put(site, f"precious/{path}", b"years of work")
    assert run(capsys, "build", "-C", site, "--output", "precious", *NOON).code == 2
    assert tree(site / "precious") == {path: b"years of work"}


def test_another_folder_and_another_output_are_of_the_sites_folder(
    site: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.chdir(site.parent)
    assert run(capsys, "build", "-C", "site", "--output", "out/here", *NOON).code == 0
    assert (site / "out/here/index.html").is_file()
    assert run(capsys, "build", "-C", "site", "--output", str(site.parent / "absolute"), *NOON).code == 0
    assert tree(site / "out/here") == tree(site.parent / "absolute")


def test_a_base_url_given_wins_over_the_one_in_the_settings(site: Path, capsys: Capture) -> None:
    ran = run(capsys, "build", "-C", site, "--base-url", "https://else.example.net/there", *NOON)
    assert ran.code == 0
    files = tree(site / "public")
    assert b"https://else.example.net/there/posts/hello/" in files["sitemap.xml"]
    assert [path for path, data in files.items() if b"https://harbour.example.org" in data] == []
    assert b"tag:harbour.example.org,2007:posts/hello" in files["feed.atom"]


def test_a_hosts_preview_has_its_own_address_and_is_kept_from_search_engines(
    site: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setenv("NETLIFY", "true")
    monkeypatch.setenv("CONTEXT", "deploy-preview")
    monkeypatch.setenv("DEPLOY_PRIME_URL", "https://deploy-preview-7--harbour.example.app")
    assert run(capsys, "build", "-C", site, *NOON).code == 0
    files = tree(site / "public")
    assert b"https://deploy-preview-7--harbour.example.app/posts/hello/" in files["sitemap.xml"]
    pages = {path: data for path, data in files.items() if path.endswith(".html")}
    assert [path for path, data in pages.items() if b'<meta name="robots" content="noindex">' not in data] == []
    assert b"X-Robots-Tag: noindex" in files["_headers"]


def test_drafts_show_when_asked_for_and_go_again(site: Path, capsys: Capture) -> None:
    put(site, "content/posts/2007-01-10-draft.md", b"---\ntitle: Draft\ndraft: true\n---\nNot yet.\n")
    run(capsys, "build", "-C", site, "--drafts", *NOON)
    assert (site / "public/posts/draft/index.html").is_file()
    ran = run(capsys, "build", "-C", site, "--verbose", *NOON)
    assert "removed posts/draft/index.html\n" in ran.out
    assert not (site / "public/posts/draft").exists()


def test_strict_publishes_nothing_where_there_is_a_warning(tmp_path: Path, capsys: Capture) -> None:
    site = copy_site("conference", tmp_path / "site")
    assert run(capsys, "build", "-C", site, *NOON).code == 0
    published = tree(site / "public")
    put(site, "content/pages/more.md", b"---\ntitle: More\n---\nMore.\n")
    ran = run(capsys, "build", "-C", site, "--strict", *NOON)
    assert (ran.code, ran.out) == (1, "")
    assert "--strict" in ran.err.splitlines()[-1]
    assert tree(site / "public") == published


def test_strict_lets_a_site_without_a_warning_pass(site: Path, capsys: Capture) -> None:
    assert run(capsys, "build", "-C", site, "--strict", *NOON).code == 0


def test_json_stands_alone_on_the_output_and_says_the_same(tmp_path: Path, capsys: Capture) -> None:
    site = copy_site("conference", tmp_path / "site")
    ran = run(capsys, "build", "-C", site, "--format", "json", *NOON)
    assert (ran.code, ran.err) == (0, "")
    told = json.loads(ran.out)
    assert (told["built"], told["output"], told["now"]) == (True, "public", "2007-02-14T12:00:00+00:00")
    assert told["written"] == len(tree(site / "public")) - 1
    warnings = built_site("conference").built.problems
    assert [(p["path"], p["line"], p["column"], p["code"], p["message"]) for p in told["problems"]] == [
        (p.path, p.line, p.column, p.code, p.message) for p in warnings
    ]


def test_json_tells_of_mistakes_too(site: Path, capsys: Capture) -> None:
    spoil(site)
    ran = run(capsys, "build", "-C", site, "--format", "json", *NOON)
    assert (ran.code, ran.err) == (1, "")
    told = json.loads(ran.out)
    assert (told["built"], [problem["severity"] for problem in told["problems"]]) == (False, ["error"])
    assert told["problems"][0].keys() == {"path", "line", "column", "severity", "code", "message", "hint"}


def test_annotations_are_what_a_hosted_build_reads(
    site: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    spoil(site)
    monkeypatch.chdir(site.parent)
    ran = run(capsys, "build", "-C", "site", "--format", "github", *NOON)
    assert ran.code == 1
    (line,) = ran.out.splitlines()
    assert line.startswith("::error file=site/content/posts/2007-01-09-hello.md,line=3,col=10,title=unknown-session::")
    assert line.partition("::error ")[2].partition("::")[2].startswith("there is no session 'netwroks'%0A")


def test_verbose_names_every_file_that_is_written(site: Path, capsys: Capture) -> None:
    ran = run(capsys, "build", "-C", site, "--verbose", *NOON)
    wrote = {line.removeprefix("wrote ") for line in ran.out.splitlines() if line.startswith("wrote ")}
    assert wrote == tree(site / "public").keys() - {MANIFEST}
    again = run(capsys, "build", "-C", site, "--verbose", *NOON)
    assert [line for line in again.out.splitlines() if line.startswith(("wrote", "removed"))] == []


def test_every_problem_is_one_line_that_editors_can_jump_to(tmp_path: Path, capsys: Capture) -> None:
    ran = run(capsys, "build", "-C", copy_site("conference", tmp_path / "site"), *NOON)
    places = [line for line in ran.err.splitlines() if not line.startswith("  ")]
    assert [line for line in places if not LINE.fullmatch(line)] == []
    assert len(places) == len(built_site("conference").built.problems)


@pytest.mark.parametrize("command", [(), ("build",), ("status",), ("clean",)])
def test_help_is_there_for_everybody_and_explains_every_option(command: tuple[str, ...], capsys: Capture) -> None:
    ran = run(capsys, *command, "--help")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Usage: sitegen")
    options = re.findall(r"^  (-[^ ].*?)(?:  +(\S.*))?$", ran.out, re.MULTILINE)
    assert [option for option, text in options if option.endswith(",") or (not text and "\n" in option)] == []
    assert re.findall(r"(?i)stdout|stderr|traceback|argv|\bcli\b|kwargs", ran.out) == []
    assert run(capsys, *command, "-h").out == ran.out


def test_the_version_is_told(capsys: Capture) -> None:
    assert run(capsys, "--version").out == f"sitegen, version {__version__}\n"


def test_the_package_runs_as_a_module_in_the_folder_it_is_in(site: Path) -> None:
    ran = run_apart("build", *NOON, cwd=site)
    assert (ran.code, ran.err) == (0, "")
    assert (site / "public/index.html").is_file()


def test_status_says_what_is_published_and_until_when_the_rest_is_not(tmp_path: Path, capsys: Capture) -> None:
    site = copy_site("conference", tmp_path / "site")
    ran = run(capsys, "status", "-C", site, *NOON)
    assert ran.code == 0
    lines = {line.split(" until ")[0].split(": ")[0].strip(): line for line in ran.out.splitlines()}
    assert lines["scheduled content/sparks/curlew.md"].endswith(
        "until 2007-02-21 10:00 GMT: its 'opens' is still to come"
    )
    assert lines["draft     content/posts/kingfisher/index.md"].endswith("draft: true")
    assert "published content/pages/about.md" in lines
    assert "expired   content/pages/avocet.md" in lines
    assert "unlisted  content/people/ulric-unlisted.md" in lines
    assert sorted(place.name for place in site.iterdir()) == ["content"]


def test_status_as_json_has_every_document_once(tmp_path: Path, capsys: Capture) -> None:
    site = copy_site("conference", tmp_path / "site")
    ran = run(capsys, "status", "-C", site, "--format", "json", *NOON)
    assert (ran.code, ran.err) == (0, "")
    told = json.loads(ran.out)
    states = {document["id"]: document["state"] for document in told["documents"]}
    assert len(told["documents"]) == len(states)
    assert {state: sum(one == state for one in states.values()) for state in set(states.values())} == {
        "published": 15,
        "scheduled": 4,
        "draft": 3,
        "expired": 1,
        "unlisted": 3,
    }
    assert told["clock"] == "as --now says"
    assert told["now"] == "2007-02-14T12:00:00+00:00"


def test_status_tells_of_mistakes_and_ends_with_1(site: Path, capsys: Capture) -> None:
    spoil(site)
    ran = run(capsys, "status", "-C", site, *NOON)
    assert ran.code == 1
    assert "[unknown-session]" in ran.err
    assert "content/posts/2007-01-09-hello.md" in ran.out


def test_clean_removes_what_build_made_and_nothing_else(site: Path, capsys: Capture) -> None:
    before = snapshot(site)
    run(capsys, "build", "-C", site, *NOON)
    put(site, "public/CNAME", b"harbour.example.org")
    put(site, "public/posts/hello/mine.txt", b"mine")
    ran = run(capsys, "clean", "-C", site)
    assert (ran.code, ran.err) == (0, "")
    assert tree(site / "public") == {"CNAME": b"harbour.example.org", "posts/hello/mine.txt": b"mine"}
    assert snapshot(site) == before
    assert not (site / ".sitegen").exists()


def test_clean_leaves_no_folder_where_all_was_ours(site: Path, capsys: Capture) -> None:
    run(capsys, "build", "-C", site, *NOON)
    assert run(capsys, "clean", "-C", site).code == 0
    assert sorted(place.name for place in site.iterdir()) == ["content"]


def test_clean_where_nothing_was_built_removes_nothing(site: Path, capsys: Capture) -> None:
    put(site, "public/thesis.txt", b"years of work")
    ran = run(capsys, "clean", "-C", site)
    assert ran.code in {0, 2}
    assert tree(site / "public") == {"thesis.txt": b"years of work"}
