"""What a review of the fast builds found, by behaviour, so that none of it comes back.

A fork that is refused is in `test_crew.py`, templates that come with the site in `test_start.py`, and
packages that could be plug-ins in `test_program.py`.
"""

from __future__ import annotations

import json
import os
import sqlite3
import struct
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from types import CodeType
from typing import TYPE_CHECKING

import pytest

from sitegen import crew, program
from sitegen.code_store import CodeStore
from sitegen.disk_memo import DiskMemo
from sitegen.lock import make_cache
from sitegen.memo import Shelf
from sitegen.problems import MachineError
from sitegen.stamp import read_stamp, write_stamp
from sitegen.theme import load_theme
from sitegen.theme.engine import code_of, compiling_environment
from sitegen.theme.lookup import Lookup
from sitegen.theme.parts import TemplateFile
from sitegen.theme.sandbox import ThemeEnvironment
from sitegen.workbench import ThemeMemory
from tests.building import write_site
from tests.builds import (
    OURS,
    add,
    built_small,
    cold,
    differing,
    edit,
    fails_as_cold,
    job_of,
    run,
    same_as_cold,
    small_site,
)
from tests.cli_runs import run as run_command
from tests.conftest import PROJECT
from tests.disk import put, tree

if TYPE_CHECKING:
    from pathlib import Path

    from sitegen.job import Job

MEMO = "memo.sqlite"
CLOCK = ("--now", "2007-02-14T12:00Z")
SETTINGS = 'title = "Harbour"\nbase_url = "https://harbour.example.org"\nid = "harbour,2007"\ntheme = "a"\n'
ALL = '<!doctype html><html lang="en"><title>x</title><body>'
unix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")


def hot_journal(base: Path, named: Path) -> bytes:
    """Return a journal that SQLite would roll back, and then delete the file that it names."""
    page, magic, name = 4096, bytes.fromhex("d9d505f920a163d7"), os.fsencode(named)
    head = magic + struct.pack(">IIIII", 0, 1, base.stat().st_size // page, 512, page)
    tail = struct.pack(">II", len(name), sum(name) & 0xFFFFFFFF) + magic
    return head.ljust(512, b"\0") + struct.pack(">I", 0x40000000 // page + 1) + name + tail


@pytest.mark.parametrize("kind", ["journal", "wal", "shm"])
def test_a_journal_that_came_with_a_site_is_removed_and_what_it_names_stays(tmp_path: Path, kind: str) -> None:
    job = built_small(tmp_path / "site")
    letter = put(tmp_path, "letter.txt", b"a letter")
    (job.cache / f"{MEMO}-{kind}").write_bytes(hot_journal(job.cache / MEMO, letter))
    (job.cache / "stamp.json").unlink()
    assert same_as_cold(job).read == 0
    assert letter.read_bytes() == b"a letter"
    assert {place.name for place in job.cache.iterdir()} == OURS


@pytest.mark.parametrize(
    "change",
    [
        "ALTER TABLE memo RENAME TO theirs; CREATE VIEW memo AS SELECT * FROM theirs",
        "CREATE TRIGGER late AFTER INSERT ON memo BEGIN DELETE FROM memo WHERE key = x'61'; END",
        "CREATE INDEX more ON memo (data)",
    ],
)
def test_a_memo_that_holds_more_than_tables_of_ours_is_begun_anew(tmp_path: Path, change: str) -> None:
    memo = DiskMemo(tmp_path, "program")
    memo.put(Shelf.READING, b"a", b"1")
    memo.close()
    with closing(sqlite3.connect(tmp_path / MEMO)) as base:
        base.executescript(change)
    memo = DiskMemo(tmp_path, "program")
    assert dict(memo.everything(Shelf.READING)) == {}
    memo.put(Shelf.READING, b"a", b"2")
    memo.close()
    memo = DiskMemo(tmp_path, "program")
    assert dict(memo.everything(Shelf.READING)) == {b"a": b"2"}
    memo.close()


def extend(root: Path, **parents: str) -> None:
    """Write what each theme extends."""
    for name, parent in parents.items():
        put(root, f"themes/{name}/theme.toml", f'api = 1\nextends = "{parent}"\n'.encode())


def themed(root: Path, *pages: str, **templates: str) -> Job:
    """Write a site with pages and a theme `a` of templates, and return its build."""
    write_site(root, {f"pages/{name}.md": f"---\ntitle: {name}\n---\nHi.\n" for name in pages}, SETTINGS)
    extend(root, a="default")
    for name, text in templates.items():
        put(root, f"themes/a/templates/{name}.html", text.encode())
    return job_of(root)


def test_themes_that_extend_each_other_the_other_way_round_give_other_pages(tmp_path: Path) -> None:
    job = themed(tmp_path / "site")
    for name in ("a", "b"):
        both = '{% if false %}{% include "a/404.html" %}{% include "b/404.html" %}{% endif %}'
        put(job.root, f"themes/{name}/templates/404.html", f"{ALL}theme {name}{both}</html>".encode())
    extend(job.root, a="b", b="default")
    assert b"theme a" in run(job)[0].files["404.html"]
    extend(job.root, a="default", b="a")
    edit(job.root, "site.toml", 'theme = "a"', 'theme = "b"')
    assert same_as_cold(job).is_whole
    assert b"theme b" in tree(job.folder)["404.html"]


def test_themes_without_templates_change_what_a_name_means_by_their_place_in_the_chain(tmp_path: Path) -> None:
    every = '{% if false %}{% include "b/x.html" %}{% include "c/x.html" %}{% endif %}'
    job = themed(tmp_path / "site", **{"404": f'{ALL}{{% include "e/x.html" %}}{every}</html>'})
    for name in ("b", "c"):
        put(job.root, f"themes/{name}/templates/x.html", f"theme {name}".encode())
    extend(job.root, a="e", e="b", b="f", f="c", c="default")
    assert b"theme b" in run(job)[0].files["404.html"]
    extend(job.root, a="f", f="b", b="e", e="c", c="default")
    assert same_as_cold(job).is_whole
    assert b"theme c" in tree(job.folder)["404.html"]


@unix
@pytest.mark.parametrize("name", [b".x\xff", b"_x\xff.md", b"posts/.y\xff"])
def test_a_file_that_is_passed_over_stops_no_build_whatever_its_name(tmp_path: Path, name: bytes) -> None:
    job = built_small(tmp_path / "site")
    try:
        put(job.root, f"content/{os.fsdecode(name)}")
    except OSError:
        pytest.skip("this disk has no such names")
    expected = cold(job)
    result, way = run(job)
    assert (result, way.read, expected.error) == (expected, 0, "")
    assert run(replace(job, remembers=False))[0] == expected


@unix
def test_a_cache_that_is_a_link_is_refused_and_what_it_leads_to_is_untouched(tmp_path: Path) -> None:
    put(tmp_path, f"theirs/{MEMO}", b"their own")
    root = small_site(tmp_path / "site")
    (root / ".sitegen").symlink_to(tmp_path / "theirs")
    with pytest.raises(MachineError, match="is no folder") as caught:
        make_cache(root)
    assert caught.value.hint.startswith("remove it")
    assert run(job_of(root))[0].error == "MachineError"
    assert tree(tmp_path / "theirs") == {MEMO: b"their own"}
    assert not (root / "public").exists()


def test_a_file_in_the_place_of_the_cache_is_told_with_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = small_site(tmp_path / "site")
    put(root, ".sitegen", b"their own")
    ran = run_command(capsys, "build", "-C", root)
    assert (ran.code, "remove it: it is sitegen's own folder" in ran.err) == (3, True)
    assert (root / ".sitegen").read_bytes() == b"their own"


@unix
@pytest.mark.parametrize("is_pipe", [True, False])
def test_a_stamp_that_has_no_end_is_none(tmp_path: Path, *, is_pipe: bool) -> None:
    job = job_of(small_site(tmp_path / "site"))
    place = make_cache(job.root) / "stamp.json"
    if is_pipe:
        os.mkfifo(place)
    else:
        place.symlink_to("/dev/zero")
    command = [sys.executable, "-m", "sitegen", "build", *CLOCK]
    ran = subprocess.run(  # noqa: S603  # our own program, with arguments that stand here
        command,
        cwd=job.root,
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
        capture_output=True,
        check=False,
        timeout=30,
    )
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert (place.is_symlink(), place.is_file()) == (False, True)
    assert tree(job.folder) == cold(job).files


@pytest.mark.parametrize(
    ("old", "new"), [('title = "Harbour"', 'title = "Harbour'), ("page_size = 2", "page_size = 0")]
)
def test_a_mistake_in_the_settings_and_its_mend_read_nothing_anew(tmp_path: Path, old: str, new: str) -> None:
    root = small_site(tmp_path / "site")
    edit(root, "site.toml", '"en-GB"', '"fr"')
    job = job_of(root)
    assert run(job)[1].read > 0
    edit(root, "site.toml", old, new)
    fails_as_cold(job)
    edit(root, "site.toml", new, old)
    assert same_as_cold(job).read == 0


def test_a_stamp_of_another_program_may_name_a_zone_that_is_not_known_here(tmp_path: Path) -> None:
    job = built_small(tmp_path / "site")
    stamp = read_stamp(job.cache)
    assert stamp is not None
    write_stamp(job.cache, replace(stamp, program="a later one", zone="Mars/Olympus_Mons"))
    assert same_as_cold(job).is_whole


def test_the_same_picture_beside_two_posts_is_one_file_that_both_show(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {}
    for name in ("one", "two"):
        files[f"posts/2007-01-09-{name}/index.md"] = f"---\ntitle: {name}\n---\n![The hall](hall.png)\n"
        files[f"posts/2007-01-09-{name}/hall.png"] = b"\x89PNG\r\n\x1a\n-hall"
    job = job_of(write_site(tmp_path / "site", files))
    result, _ = run(job)
    pictures = [path for path in result.files if path.startswith("media/")]
    pages = [path for path in result.files if path.endswith(("one/index.html", "two/index.html"))]
    assert (result.error, len(pictures), len(pages)) == ("", 1, 2)
    assert [f'src="/{pictures[0]}"'.encode() in result.files[page] for page in pages] == [True, True]
    add(job.root, "posts/2007-01-09-two/index.md", "\nAnd more.\n")
    same_as_cold(job)


SHARED = {
    "a generator": ("{% set it = ['x', 'y'] | map('upper') %}", "", "{% for i in m.it %}{{ i }}{% endfor %}", b"[XY]"),
    "a namespace two imports away": (
        '{% import "n.html" as n %}{% macro next() %}{{ n.next() }}{% endmacro %}',
        "{% set c = namespace(n=0) %}{% macro next() %}{% set c.n = c.n + 1 %}{{ c.n }}{% endmacro %}",
        "{{ m.next() }}",
        b"[1]",
    ),
}


@pytest.mark.parametrize("kind", SHARED)
def test_what_an_imported_template_holds_does_not_go_from_page_to_page(
    tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crew, "LEAST", 1)
    imported, further, use, expected = SHARED[kind]
    page = f'{ALL}[{{% import "m.html" as m %}}{use}]{{{{ page.title }}}}</html>'
    names = [f"p{number}" for number in range(40)]
    job = themed(tmp_path / "site", *names, m=imported, n=further, page=page, **{"404": page})
    one = run(job)[0]
    assert {one.files[f"{name}/index.html"].count(expected) for name in names} == {1}
    three = run(replace(job, jobs=3, remembers=False, request=replace(job.request, output="three")))[0]
    assert (one.error, differing(one.files, three.files)) == ("", [])
    edit(job.root, "pages/p7.md", "title: p7", "title: another")
    same_as_cold(job)


class Kept:
    """A cache of themes."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.kept: dict[str, bytes] = {}

    def get(self, key: str) -> bytes | None:
        """Return what is kept."""
        return self.kept.get(key)

    def put(self, key: str, data: bytes) -> None:
        """Keep it."""
        self.kept[key] = data


def test_a_template_of_macros_alone_is_imported_once_for_all_pages(tmp_path: Path) -> None:
    macros, cache = "{% macro mark(x) %}<b>{{ x }}</b>{% endmacro %}\n{% set most = 3 %}", Kept()
    job = themed(tmp_path, m=macros, n='{% import "m.html" as m %}{% macro twice() %}{{ m.mark(2) }}{% endmacro %}')
    put(job.root, "themes/a/templates/o.html", b"{% set c = cycler('x', 'y') %}")
    assert load_theme(job.root, "a", {}, cache).problems == ()
    verdict = next(data for key, data in cache.kept.items() if key.startswith("theme-"))
    lasting = {label.rpartition("/")[2] for label in json.loads(verdict[32:])["lasting"] if "/a/" in label}
    assert lasting == {"m.html", "n.html"}
    files = {name: TemplateFile(name, "a", 0, name, macros) for name in ("m", "o")}
    lookup = Lookup(("a",), {(0, name): file for name, file in files.items()})
    compiled = {name: code_of(compiling_environment(lookup), file) for name, file in files.items()}
    codes = {name: code for name, code in compiled.items() if isinstance(code, CodeType)}
    environment = ThemeEnvironment(lookup, codes, lasting=frozenset({"m"}))
    twice = {name: [environment.get_template(name, "page") for _ in range(2)] for name in files}
    assert [one is other for one, other in twice.values()] == [True, False]


@pytest.mark.parametrize("key", ["theme-", "template-"])
def test_what_another_program_found_of_a_theme_is_not_used(tmp_path: Path, key: str) -> None:
    codes, memo = CodeStore(tmp_path / "codes"), DiskMemo(tmp_path, "program")
    key += "0" * 64
    mine, others = (ThemeMemory(memo, codes, one) for one in (program.fingerprint(), "f" * 32))
    others.put(key, b"theirs")
    assert (mine.get(key), others.get(key)) == (None, b"theirs")
    mine.put(key, b"mine")
    assert (mine.get(key), others.get(key)) == (b"mine", b"theirs")
    memo.close()


def told(capsys: pytest.CaptureFixture[str], root: Path, *options: str) -> str:
    """Return what a build tells."""
    ran = run_command(capsys, "build", "-C", root, *CLOCK, *options)
    assert (ran.code, ran.err) == (0, "")
    return ran.out


def test_a_build_says_what_it_did_and_no_more(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = small_site(tmp_path / "site")
    first = told(capsys, root)
    assert ("before" in first, "Nothing has changed" in first, "documents, made" in first) == (False, False, True)
    assert "Nothing has changed since the last build.\n0 files written" in told(capsys, root)
    put(root, "content/static/robots-are-welcome.txt", b"come in, all of you\n")
    static = told(capsys, root)
    assert ("Nothing has changed" in static, "\n1 file written" in static) == (False, True)


def test_verbose_tells_the_steps_of_a_mended_text_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = small_site(tmp_path / "site")
    steps = told(capsys, root, "--verbose")
    assert ("s making pages" in steps, "s changing texts in their pages" in steps) == (True, False)
    edit(root, "posts/2007-01-05-before.md", "And what follows it.", "And what followed it.")
    steps = told(capsys, root, "--verbose")
    assert "s looking at what has changed" in steps
    assert ("s changing texts in their pages" in steps, "s making pages" in steps) == (True, False)
    assert "s looking at what has changed" in told(capsys, root, "--verbose")
