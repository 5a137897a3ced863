"""How files stand tells whether they are as they were; where it cannot, their bytes do; the stamp says it again."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, replace
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from sitegen import program
from sitegen.lock import STAMP as STAMP_FILE
from sitegen.stamp import (
    Files,
    Request,
    Stamp,
    files_at,
    holds,
    is_asked_again,
    is_for,
    past_doubt,
    read_stamp,
    remove_stamp,
    write_stamp,
)
from sitegen.standing import FINE_GRAIN, GRAIN, digest_of, in_doubt, row_of, rows_of, walk
from tests.disk import link, put, tree

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from sitegen.standing import Row

LATER = 10**19 // 2
"""In nanoseconds since 1970: a time at which no file is in doubt."""
STAMP = Stamp(
    program="status",
    fingerprint="contents",
    request=Request("public", "https://example.org", is_strict=True),
    since=1_172_059_200.5,
    until=1_172_145_600.0,
    zone="Europe/London",
    inputs=Files("in", {"content/\udcff.md": "0" * 64}),
    outputs=Files("out"),
    paths=("index.html", "ä/index.html"),
    counts=(("posts", 2), ("pages", 0)),
    problems=(("content/a.md", 1, 2, "no-alt", "a picture — without words", "add some", "warning"),),
)


def digest(data: bytes) -> str:
    """Return the SHA-256 of bytes in hexadecimal."""
    return sha256(data).hexdigest()


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return the folder of a site with three files."""
    put(tmp_path, "content/b/b.md", b"second")
    put(tmp_path, "content/a.md", b"first")
    put(tmp_path, "themes/t/base.html", b"base")
    put(tmp_path, "public/index.html", b"output")
    return tmp_path


def test_every_file_is_found_in_order_with_its_folders(site: Path) -> None:
    (site / "content/empty").mkdir()
    found = walk(str(site), "content", "themes", "missing")
    assert found is not None
    paths = ["content/a.md", "content/b/", "content/b/b.md", "content/empty/", "themes/t/", "themes/t/base.html"]
    assert list(found) == paths
    assert [found[path] for path in paths if not path.endswith("/")] == [
        row_of((site / path).stat()) for path in paths if not path.endswith("/")
    ]
    assert found["content/a.md"][0] == 5


def _linked(site: Path) -> None:
    link(site, "content/c.md", site / "content/a.md")


def _linked_folder(site: Path) -> None:
    link(site, "content/c", site / "content/b")


def _dangling(site: Path) -> None:
    link(site, "content/.#a.md", "ada@localhost.1234")


def _pipe(site: Path) -> None:
    os.mkfifo(site / "content/pipe")


@pytest.mark.parametrize("hinder", [_linked, _linked_folder, _dangling, _pipe])
def test_what_is_no_ordinary_file_means_that_the_status_does_not_tell_everything(
    site: Path, hinder: Callable[[Path], None]
) -> None:
    hinder(site)
    assert walk(str(site), "content", "themes") is None
    assert walk(str(site), "themes") is not None


def test_with_a_name_that_is_no_text_nothing_is_told(site: Path) -> None:
    put(site, "content/\udcff.md")
    assert walk(str(site), "content") is None


def test_rows_are_in_the_order_of_their_paths_with_gaps_for_what_is_gone(site: Path) -> None:
    rows = rows_of(str(site), ("themes/t/base.html", "content/gone.md", "content/a.md", "content/a.md/x"))
    assert rows == [row_of((site / "themes/t/base.html").stat()), None, row_of((site / "content/a.md").stat()), None]


def told(site: Path) -> str:
    """Return how a site stands, in one word."""
    found = walk(str(site), "content", "themes")
    assert found is not None
    return digest_of(found, found.values())


def _touched(site: Path) -> None:
    os.utime(site / "content/a.md", ns=(1, 1))


def _grown(site: Path) -> None:
    put(site, "content/a.md", b"first and more")


def _replaced(site: Path) -> None:
    status = (site / "content/a.md").stat()
    put(site, "content/new", b"other").replace(site / "content/a.md")
    os.utime(site / "content/a.md", ns=(status.st_atime_ns, status.st_mtime_ns))


def _added(site: Path) -> None:
    put(site, "content/c.md", b"")


def _renamed(site: Path) -> None:
    (site / "content/a.md").rename(site / "content/c.md")


def _removed(site: Path) -> None:
    (site / "content/b/b.md").unlink()


def _folder_renamed(site: Path) -> None:
    (site / "content/b").rename(site / "content/c")


def _folder_added(site: Path) -> None:
    (site / "content/c").mkdir()


@pytest.mark.parametrize(
    "change", [_touched, _grown, _replaced, _added, _renamed, _removed, _folder_renamed, _folder_added]
)
def test_whatever_changes_is_another_word(site: Path, change: Callable[[Path], None]) -> None:
    before = told(site)
    assert told(site) == before
    change(site)
    assert told(site) != before


def test_what_is_gone_is_another_word() -> None:
    rows: list[Sequence[Row | None]] = [
        [(1, 2, 3, 4), (5, 6, 7, 8)],
        [(1, 2, 3, 4), None],
        [(5, 6, 7, 8), (1, 2, 3, 4)],
    ]
    assert len({digest_of(("a", "b"), one) for one in rows}) == len(rows)
    assert digest_of(("a",), rows[0][:1]) != digest_of(("b",), rows[0][:1])


@pytest.mark.parametrize("moment", [-1, -(10**18), 0, 2**63 - 1])
def test_a_file_of_any_time_stands_somehow(moment: int) -> None:
    row = (1, moment, moment, 2**64 - 1)
    assert digest_of(("a",), (row,)) == digest_of(("a",), (row,))
    assert digest_of(("a",), (row,)) != digest_of(("a",), ((1, moment + 1, moment, 2**64 - 1),))


def test_a_file_from_before_1970_is_a_file(site: Path) -> None:
    os.utime(site / "content/a.md", ns=(-(10**18), -(10**18)))
    assert len(told(site)) == 32


@pytest.mark.parametrize("grain", [GRAIN, FINE_GRAIN])
def test_what_changed_within_the_grain_before_it_was_seen_is_in_doubt(grain: int) -> None:
    seen = 10**18
    rows = {
        "long ago": (1, 1, 1, 1),
        "just before": (1, seen - grain, seen - grain, 1),
        "within": (1, seen - grain + 1, 1, 1),
        "copied with its time": (1, 1, seen - grain + 1, 1),
        "now": (1, seen, seen, 1),
        "to come": (1, seen + grain * 99, 1, 1),
    }
    assert in_doubt(rows, seen, grain) == ("within", "copied with its time", "now", "to come")


def look(site: Path, seen: int) -> tuple[Files, tuple[str, ...], list[Row | None]]:
    """Return what is kept of two files, as they stand, and how they stand."""
    paths = ("content/a.md", "content/b/b.md")
    rows = rows_of(str(site), paths)
    return files_at(paths, rows, seen, lambda path: digest((site / path).read_bytes())), paths, rows


def test_files_that_are_past_doubt_are_not_read(site: Path) -> None:
    files, paths, rows = look(site, LATER)
    assert files.doubtful == {}
    (site / "content/a.md").write_bytes(b"FIRST")
    assert holds(files, paths, rows, site)
    assert not holds(files, paths, rows_of(str(site), paths)[:1] + rows[:1], site)


def test_files_in_doubt_are_compared_by_their_bytes(site: Path) -> None:
    files, paths, rows = look(site, 0)
    assert files.doubtful == {"content/a.md": digest(b"first"), "content/b/b.md": digest(b"second")}
    assert holds(files, paths, rows, site)
    (site / "content/a.md").write_bytes(b"FIRST")
    assert not holds(files, paths, rows, site)
    (site / "content/a.md").write_bytes(b"first")
    assert holds(files, paths, rows, site)
    (site / "content/b/b.md").unlink()
    assert not holds(files, paths, rows, site)


def test_of_a_file_in_doubt_that_nobody_has_read_nothing_is_believed(site: Path) -> None:
    paths = ("content/a.md", "content/gone.md")
    rows = rows_of(str(site), paths)
    files = files_at(paths, rows, 0, lambda _: None)
    assert (list(files.doubtful), holds(files, paths, rows, site)) == (["content/a.md"], False)


def test_time_settles_doubts(site: Path) -> None:
    files, paths, rows = look(site, 0)
    standing = dict(zip(paths, rows, strict=True))
    assert past_doubt(files, standing, 0) == files
    assert past_doubt(files, standing, LATER) == Files(files.standing)
    moment = (site / "content/a.md").stat().st_ctime_ns
    os.utime(site / "content/b/b.md", ns=(moment + GRAIN, moment + GRAIN))
    standing = dict(zip(paths, rows_of(str(site), paths), strict=True))
    assert list(past_doubt(files, standing, moment + GRAIN + 10**9).doubtful) == ["content/b/b.md"]


@pytest.mark.parametrize(
    "stamp", [STAMP, replace(STAMP, until=None, problems=(), counts=(), paths=(), inputs=Files("", {}))]
)
def test_a_stamp_comes_back_as_it_was(tmp_path: Path, stamp: Stamp) -> None:
    write_stamp(tmp_path, stamp)
    assert read_stamp(tmp_path) == stamp
    assert list(tree(tmp_path)) == [STAMP_FILE]
    json.loads((tmp_path / STAMP_FILE).read_bytes())


def test_the_last_stamp_is_the_one(tmp_path: Path) -> None:
    for stamp in (STAMP, replace(STAMP, zone="UTC")):
        write_stamp(tmp_path, stamp)
    assert read_stamp(tmp_path) == replace(STAMP, zone="UTC")
    remove_stamp(tmp_path)
    remove_stamp(tmp_path)
    assert (read_stamp(tmp_path), tree(tmp_path)) == (None, {})


@pytest.mark.parametrize(
    "rubbish",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"1",
        b'"text"',
        b"\xff\xfe",
        b"{}",
        b'{"form": 1}',
        b'["' + b"0" * 32 + b'", {}]',
        b'["d41d8cd98f00b204e9800998ecf8427e", null]',
        b"[" * 100_000,
        json.dumps({"form": 1, **asdict(STAMP)}).encode(),
    ],
)
def test_rubbish_is_no_stamp(tmp_path: Path, rubbish: bytes) -> None:
    put(tmp_path, STAMP_FILE, rubbish)
    assert read_stamp(tmp_path) is None


def test_a_stamp_that_was_damaged_anywhere_is_none(tmp_path: Path) -> None:
    write_stamp(tmp_path, STAMP)
    sound = (tmp_path / STAMP_FILE).read_bytes()
    for place in range(len(sound)):
        put(tmp_path, STAMP_FILE, sound[:place] + bytes((sound[place] ^ 1,)) + sound[place + 1 :])
        assert read_stamp(tmp_path) is None
    for size in range(len(sound)):
        put(tmp_path, STAMP_FILE, sound[:size])
        assert read_stamp(tmp_path) is None


@pytest.mark.parametrize("hinder", [STAMP_FILE, f"{STAMP_FILE}.new"])
def test_where_no_stamp_can_be_written_there_is_none(tmp_path: Path, hinder: str) -> None:
    put(tmp_path, f"{hinder}/theirs.txt")
    write_stamp(tmp_path, STAMP)
    assert (read_stamp(tmp_path), list(tree(tmp_path))) == (None, [f"{hinder}/theirs.txt"])


@pytest.mark.parametrize("name", [STAMP_FILE, f"{STAMP_FILE}.new"])
def test_a_stamp_is_not_written_through_a_link(tmp_path: Path, name: str) -> None:
    put(tmp_path, "letter.txt", b"theirs")
    link(tmp_path, f"cache/{name}", tmp_path / "letter.txt")
    write_stamp(tmp_path / "cache", STAMP)
    assert read_stamp(tmp_path / "cache") == STAMP
    assert (tmp_path / "letter.txt").read_bytes() == b"theirs"
    assert not (tmp_path / "cache" / STAMP_FILE).is_symlink()


@pytest.mark.parametrize(
    ("moment", "until", "expected"),
    [
        (STAMP.since, STAMP.until, True),
        (STAMP.since - 0.1, STAMP.until, False),
        (1_172_145_599.9, STAMP.until, True),
        (1_172_145_600.0, STAMP.until, False),
        (9e9, None, True),
    ],
)
def test_a_stamp_is_for_its_time(moment: float, until: float | None, expected: bool) -> None:  # noqa: FBT001  # a parameter
    stamp = replace(STAMP, program=program.status(), until=until)
    assert is_for(stamp, moment) is expected


@pytest.mark.parametrize(
    "change",
    [
        {"output": "elsewhere"},
        {"base_url": ""},
        {"has_drafts": True},
        {"is_hidden": True},
        {"is_strict": False},
        {"is_recorded": True},
        {"has_threads": False},
    ],
)
def test_another_request_is_not_asked_again(change: dict[str, str | bool]) -> None:
    stamp = replace(STAMP, program=program.status())
    request = Request(**{**asdict(STAMP.request), **change})
    assert (is_asked_again(stamp, stamp.request), is_asked_again(stamp, request)) == (
        True,
        False,
    )


def test_another_program_is_asked_for_the_first_time() -> None:
    assert not is_asked_again(STAMP, STAMP.request)
