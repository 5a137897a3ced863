"""The laws that every site obeys, whatever is in it: warm and cold builds, what is written, what is left alone."""

from __future__ import annotations

import shutil
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from sitegen.build import Order, build, check
from sitegen.problems import SiteError
from sitegen.site import Preview
from sitegen.status import statuses
from tests.building import (
    MANIFEST,
    NOWS,
    SETTINGS,
    SITES,
    built_in,
    built_site,
    checked_in,
    copy_site,
    snapshot,
    told,
    write_site,
)
from tests.disk import put, tree

if TYPE_CHECKING:
    from pathlib import Path

EVERY_SITE = pytest.mark.parametrize("name", SITES)


def times(folder: Path) -> dict[str, int]:
    return {place.relative_to(folder).as_posix(): place.stat().st_mtime_ns for place in folder.rglob("*")}


@EVERY_SITE
def test_a_warm_build_is_the_cold_one(name: str, tmp_path: Path) -> None:
    cold = built_site(name)
    root = copy_site(name, tmp_path / "site")
    build(Order(root=root, now=NOWS[name]))
    warm = built_in(root, NOWS[name], output="elsewhere")
    shutil.rmtree(root / ".sitegen")
    forgotten = built_in(root, NOWS[name], output="again")
    for site in (warm, forgotten):
        assert site.files == cold.files
        assert site.built.problems == cold.built.problems


@EVERY_SITE
def test_the_second_build_writes_nothing(name: str, tmp_path: Path) -> None:
    root = copy_site(name, tmp_path / "site")
    first = build(Order(root=root, now=NOWS[name]))
    before = times(root / "public")
    second = build(Order(root=root, now=NOWS[name]))
    assert (second.published.written, second.published.removed) == ((), ())
    assert second.published.kept == len(first.published.written)
    assert times(root / "public") == before


@pytest.mark.parametrize("name", ["conference", "under-a-path"])
def test_what_an_earlier_build_left_makes_no_difference(name: str, tmp_path: Path) -> None:
    root = copy_site(name, tmp_path / "site")
    put(root, "content/posts/2006-12-31-gone-tomorrow.md", b"---\ntitle: Gone tomorrow\ntags: [gone]\n---\nAdieu.\n")
    put(root, "content/static/gone.txt", b"gone")
    build(Order(root=root, now=NOWS[name] + timedelta(weeks=50), preview=Preview(drafts=True)))
    (root / "content/posts/2006-12-31-gone-tomorrow.md").unlink()
    (root / "content/static/gone.txt").unlink()
    assert built_in(root, NOWS[name]).files == built_site(name).files


def test_a_cache_that_is_rubbish_makes_no_difference(tmp_path: Path) -> None:
    root = copy_site("conference", tmp_path / "site")
    build(Order(root=root, now=NOWS["conference"]))
    for place in (root / ".sitegen").rglob("*"):
        if place.is_file():
            place.write_bytes(b"\x00\xffrubbish" * 100)
    again = built_in(root, NOWS["conference"], output="again")
    assert (again.files, again.built.problems) == (
        built_site("conference").files,
        built_site("conference").built.problems,
    )


def test_an_output_file_edited_by_hand_is_put_right(tmp_path: Path) -> None:
    root = copy_site("minimal", tmp_path / "site")
    build(Order(root=root, now=NOWS["minimal"]))
    (root / "public/index.html").write_text("mine now", encoding="utf-8")
    (root / "public/404.html").unlink()
    assert built_in(root, NOWS["minimal"]).files == built_site("minimal").files


@EVERY_SITE
def test_no_source_is_written(name: str, tmp_path: Path) -> None:
    root = copy_site(name, tmp_path / "site")
    before = snapshot(root)
    checked = check(Order(root=root, now=NOWS[name]))
    looks = sum(len(session.check_ins) for session in checked.site.sessions)
    assert len(statuses(checked.site)) == len(tuple(checked.site.everything())) + looks
    assert sorted(place.name for place in root.iterdir() if place.name not in {"content", "themes"}) == []
    build(Order(root=root, now=NOWS[name]))
    assert snapshot(root) == before
    assert sorted(place.name for place in root.iterdir() if place.name not in {"content", "themes"}) == [
        ".sitegen",
        "public",
    ]


def test_a_file_that_we_did_not_write_stays(tmp_path: Path) -> None:
    root = copy_site("conference", tmp_path / "site")
    build(Order(root=root, now=NOWS["conference"], preview=Preview(drafts=True)))
    put(root, "public/CNAME", b"harbour.example.org")
    put(root, "public/posts/kingfisher/mine.txt", b"mine")
    build(Order(root=root, now=NOWS["conference"]))
    left = tree(root / "public")
    assert (left.pop("CNAME"), left.pop("posts/kingfisher/mine.txt")) == (b"harbour.example.org", b"mine")
    left.pop(MANIFEST)
    assert left == built_site("conference").files


@EVERY_SITE
def test_until_the_next_change_that_is_told_the_clock_changes_nothing(name: str, tmp_path: Path) -> None:
    site = built_site(name)
    following = site.built.site.next_change or NOWS[name] + timedelta(days=365)
    later = built_in(copy_site(name, tmp_path / "site"), following - timedelta(seconds=1))
    changed = {path for path in site.files.keys() | later.files.keys() if site.files.get(path) != later.files.get(path)}
    assert changed == set()


MISTAKES: dict[str, str | bytes] = {
    "site.toml": SETTINGS + "pagesize = 3\n",
    "posts/2007-01-09-one.md": (
        "---\ntitle: One\nsession: netwroks\nauthors: [jo-smiht]\n---\n[gone](gone.md)\n\n![](hall.png)\n"
    ),
    "posts/2007-02-30-two.md": "---\ntitle: Two\n---\nOn a day that never was.\n",
    "posts/2007-01-10-three.md": "---\ntitle: Foo: bar\n---\nA colon.\n",
    "posts/2007-01-11-four.md": "No front matter.\n",
    "posts/2007-01-12-five.md": "---\ntitle: Five\naliases: [/about/]\n---\nFive.\n",
    "posts/2007-01-13-six.md": b"---\ntitle: Six\n---\ncaf\xe9\n",
    "sessions/networks.md": "---\ntitle: Networks\nstart: 2007-02-21 10:30\nend: 09:30\n---\n[@nobody]\n",
    "sparks/who.md": "---\ntitle: Who?\nopens: 03/02/2007\n---\nWho?\n",
    "people/jo-smith.md": "---\nrole: Teacher\n---\nJo.\n",
    "pages/about.md": "---\ntitle: About\ntitel: Twice\n---\n[top](#nowhere)\n",
}
EARNED = (
    ("content/pages/about.md", 3, "unknown-field"),
    ("content/pages/about.md", 5, "broken-anchor"),
    ("content/people/jo-smith.md", 1, "missing-field"),
    ("content/posts/2007-01-09-one.md", 3, "unknown-session"),
    ("content/posts/2007-01-09-one.md", 4, "unknown-person"),
    ("content/posts/2007-01-09-one.md", 6, "broken-link"),
    ("content/posts/2007-01-09-one.md", 8, "missing-image"),
    ("content/posts/2007-01-09-one.md", 8, "no-alt"),
    ("content/posts/2007-01-10-three.md", 2, "unquoted"),
    ("content/posts/2007-01-11-four.md", 1, "no-front-matter"),
    ("content/posts/2007-01-12-five.md", 3, "same-address"),
    ("content/posts/2007-01-13-six.md", 4, "not-utf8"),
    ("content/posts/2007-02-30-two.md", 1, "bad-date"),
    ("content/sessions/networks.md", 4, "ends-early"),
    ("content/sessions/networks.md", 6, "unknown-citation"),
    ("content/site.toml", 4, "unknown-field"),
    ("content/sparks/who.md", 3, "bad-date"),
)


def test_every_mistake_is_told_once_with_its_file_and_line(tmp_path: Path) -> None:
    root = write_site(tmp_path / "site", MISTAKES)
    problems = checked_in(root).problems
    assert told(problems) == EARNED
    assert len({(p.path, p.line, p.column, p.code) for p in problems}) == len(problems)
    assert all(problem.message and problem.column >= 1 for problem in problems)
    assert all(problem.hint for problem in problems if problem.is_error)


def test_a_second_run_tells_the_same_mistakes_in_the_same_words(tmp_path: Path) -> None:
    root = write_site(tmp_path / "site", MISTAKES)
    raised = []
    for _ in range(2):
        with pytest.raises(SiteError) as caught:
            build(Order(root=root, now=NOWS["minimal"]))
        raised.append(caught.value.problems)
    assert raised[0] == raised[1] == checked_in(root).problems
    assert not (root / "public").exists()


@EVERY_SITE
def test_a_sound_site_earns_no_error_and_its_warnings_stand_in_its_files(name: str) -> None:
    site = built_site(name)
    assert not any(problem.is_error for problem in site.built.problems)
    for problem in site.built.problems:
        lines = (site.root / problem.path).read_text(encoding="utf-8").split("\n")
        assert 1 <= problem.line <= len(lines)
        assert problem.column <= len(lines[problem.line - 1]) + 1
