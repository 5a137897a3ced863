"""What is remembered is what was put, whatever happens to the file; and what is forgotten is gone from it."""

from __future__ import annotations

import os
import random
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from sitegen.disk_memo import DiskMemo
from sitegen.memo import MemoryMemo, NoMemo, Shelf
from tests.disk import NOBODY, put, without_privileges

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from sitegen.memo import Memo

FILE = "memo.sqlite"
DATA = {b"key-%03d" % number: b"%d " % number * number * 12 for number in range(120)}
"""Small rows and rows of several pages."""
LONG = b"content/posts/2007-02-21-" + b"a-very-long-name-" * 4
"""Longer than a digest's key may be."""


def filled(cache: Path) -> None:
    """Leave a memo with data on two shelves."""
    memo = DiskMemo(cache, "program")
    for key, data in DATA.items():
        memo.put(Shelf.READING, key, data)
        memo.put(Shelf.DOCUMENT, key, data[::-1])
    memo.close()


def reopened(cache: Path, program: str = "program") -> dict[bytes, bytes]:
    """Return what a later build finds on the first shelf; whatever way it asks, nothing else than was put there."""
    memo = DiskMemo(cache, program)
    found = {key: data for key in DATA if (data := memo.get(Shelf.READING, key)) is not None}
    everything = dict(memo.everything(Shelf.READING))
    memo.close()
    assert {key: data for key, data in everything.items() if found.get(key, data) != data} == {}
    return found | everything


def test_what_was_put_is_there_after_reopening(tmp_path: Path) -> None:
    filled(tmp_path)
    assert reopened(tmp_path) == DATA
    memo = DiskMemo(tmp_path, "program")
    assert memo.everything(Shelf.DOCUMENT) == {key: data[::-1] for key, data in DATA.items()}
    assert (memo.get(Shelf.OUTPUT, b"key-001"), memo.get(Shelf.READING, b"another")) == (None, None)
    memo.close()


def test_what_is_put_again_is_the_later_one(tmp_path: Path) -> None:
    filled(tmp_path)
    memo = DiskMemo(tmp_path, "program")
    memo.put(Shelf.READING, b"key-007", b"later")
    assert memo.get(Shelf.READING, b"key-007") == b"later"
    memo.close()
    assert reopened(tmp_path) == DATA | {b"key-007": b"later"}


def test_another_program_begins_anew(tmp_path: Path) -> None:
    filled(tmp_path)
    assert reopened(tmp_path, "another") == {}
    assert reopened(tmp_path, "program") == {}


def test_a_memo_that_was_not_closed_is_as_the_last_build_left_it(tmp_path: Path) -> None:
    filled(tmp_path)
    child = os.fork()
    if not child:
        memo = DiskMemo(tmp_path, "program")
        memo.put(Shelf.READING, b"key-007", b"half a build")
        memo.keep(Shelf.READING, {b"key-007"})
        os._exit(0)
    assert os.waitpid(child, 0)[1] == 0
    assert reopened(tmp_path) == DATA


def test_only_what_is_kept_stays_and_other_shelves_are_as_they_were(tmp_path: Path) -> None:
    filled(tmp_path)
    memo = DiskMemo(tmp_path, "program")
    memo.keep(Shelf.READING, {b"key-001", b"key-100", b"never there"})
    memo.drop(Shelf.READING, b"key-001")
    memo.drop(Shelf.READING, b"never there")
    memo.close()
    assert reopened(tmp_path) == {b"key-100": DATA[b"key-100"]}
    memo = DiskMemo(tmp_path, "program")
    assert len(memo.everything(Shelf.DOCUMENT)) == len(DATA)
    memo.close()


@pytest.mark.parametrize("seed", range(8))
def test_of_what_is_not_kept_not_a_byte_is_left_in_the_file(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  # the same each time, and guards nothing
    live: dict[bytes, bytes] = {}
    gone: set[bytes] = set()
    for build in range(4):
        memo = DiskMemo(tmp_path, "program")
        for number in range(chance.randrange(5, 300)):
            key = b"<key %d/%d>" % (build, number)
            live[key] = b"<data %d/%d>" % (build, number) + b"x" * chance.choice((0, 10, 100, 900, 1500, 9000))
            memo.put(Shelf.DOCUMENT, key, live[key])
        leaves = {key for key in live if chance.random() < chance.choice((0.1, 0.5, 0.9))}
        gone |= leaves | {live.pop(key).rstrip(b"x") for key in leaves}
        memo.keep(Shelf.DOCUMENT, live)
        memo.close()
        raw = (tmp_path / FILE).read_bytes()
        assert [mark for mark in gone if mark in raw] == []
        assert [key for key in live if key not in raw] == []
    assert [place.name for place in tmp_path.iterdir()] == [FILE]


def test_what_is_dropped_is_overwritten_in_the_file(tmp_path: Path) -> None:
    memo = DiskMemo(tmp_path, "program")
    memo.put(Shelf.READING, b"small", b"Rosa Klebb")
    memo.put(Shelf.READING, b"large", b"Auric Goldfinger " * 1000)
    memo.close()
    assert b"Rosa" in (tmp_path / FILE).read_bytes()
    memo = DiskMemo(tmp_path, "program")
    memo.drop(Shelf.READING, b"small")
    memo.put(Shelf.READING, b"large", b"")
    memo.close()
    raw = (tmp_path / FILE).read_bytes()
    assert [name in raw for name in (b"Rosa", b"small", b"Goldfinger", b"large")] == [False, False, False, True]


@pytest.mark.parametrize("seed", range(60))
def test_bytes_that_were_flipped_never_give_other_data(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  # the same each time, and guards nothing
    filled(tmp_path)
    data = bytearray((tmp_path / FILE).read_bytes())
    # Half of the times where the file says what it is and how its pages hang together.
    reach = len(data) if seed % 2 else 8192
    for _ in range(chance.choice((1, 3, 40))):
        data[chance.randrange(reach)] ^= 1 << chance.randrange(8)
    (tmp_path / FILE).write_bytes(data)
    # A build that meets damage only while it writes begins anew in the midst of it; the next one puts the rest.
    for _ in range(3):
        assert reopened(tmp_path).items() <= DATA.items()
        filled(tmp_path)
    assert reopened(tmp_path) == DATA


@pytest.mark.parametrize("size", [0, 1, 99, 100, 4096, 5000, 40960, 200000])
def test_a_file_that_was_cut_off_never_gives_other_data(tmp_path: Path, size: int) -> None:
    filled(tmp_path)
    os.truncate(tmp_path / FILE, size)
    assert reopened(tmp_path).items() <= DATA.items()
    filled(tmp_path)
    assert reopened(tmp_path) == DATA


def test_rubbish_that_begins_like_a_memo_is_none(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"SQLite format 3\0" + bytes(range(1, 256)) * 80)
    assert reopened(tmp_path) == {}


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE memo SET data = substr(data, 1, 30)",
        "UPDATE memo SET data = substr(data, 9)",
        "UPDATE memo SET data = 'a text'",
        "UPDATE memo SET key = 'a text ' || rowid",
        "UPDATE memo SET data = NULL; SELECT 1",
        "UPDATE memo SET shelf = shelf + 10; UPDATE memo SET shelf = 1 WHERE shelf = 14",
        "UPDATE memo SET key = CAST(replace(key, 'key-0', 'key-1') AS BLOB) WHERE key < CAST('key-020' AS BLOB)",
        "DROP TABLE memo",
        "DROP TABLE memo; CREATE TABLE memo (shelf, key)",
        "DROP TABLE program",
        "INSERT INTO program VALUES ('another')",
        "PRAGMA user_version = 99",
    ],
)
def test_rows_that_somebody_changed_are_not_there(tmp_path: Path, damage: str) -> None:
    filled(tmp_path)
    with closing(sqlite3.connect(tmp_path / FILE)) as base:
        try:
            base.executescript("PRAGMA ignore_check_constraints = ON; " + damage)
        except sqlite3.IntegrityError:
            base.executescript("DELETE FROM memo")
    assert reopened(tmp_path).items() <= {key: DATA[key] for key in (b"key-000",)}.items()
    filled(tmp_path)
    assert reopened(tmp_path) == DATA


def test_data_under_another_long_key_or_on_another_shelf_is_not_taken_for_ones_own(tmp_path: Path) -> None:
    memo = DiskMemo(tmp_path, "program")
    memo.put(Shelf.DOCUMENT, LONG + b"1.md", b"the first")
    memo.put(Shelf.READING, b"key", b"a reading")
    memo.close()
    with closing(sqlite3.connect(tmp_path / FILE)) as base, base:
        base.execute("UPDATE memo SET key = ? WHERE key = ?", (LONG + b"3.md", LONG + b"1.md"))
        base.execute("UPDATE memo SET shelf = 2 WHERE shelf = 1")
    memo = DiskMemo(tmp_path, "program")
    found = [memo.get(Shelf.DOCUMENT, LONG + b"3.md"), memo.get(Shelf.OUTPUT, b"key")]
    assert (found, memo.everything(Shelf.DOCUMENT), memo.everything(Shelf.OUTPUT)) == ([None, None], {}, {})
    memo.close()


def test_damage_while_it_is_open_costs_what_was_there_and_no_more(tmp_path: Path) -> None:
    filled(tmp_path)
    memo = DiskMemo(tmp_path, "program")
    size = (tmp_path / FILE).stat().st_size
    with (tmp_path / FILE).open("r+b") as file:
        file.write(b"\xff" * size)
    assert memo.get(Shelf.READING, b"key-100") in {None, DATA[b"key-100"]}
    assert memo.everything(Shelf.READING).items() <= DATA.items()
    memo.put(Shelf.READING, b"new", b"data")
    memo.keep(Shelf.READING, {b"new"})
    memo.drop(Shelf.DOCUMENT, b"key-001")
    memo.close()
    assert reopened(tmp_path).items() <= {b"new": b"data"}.items()
    filled(tmp_path)
    assert reopened(tmp_path).items() >= DATA.items()


def _folder(cache: Path) -> None:
    put(cache, f"{FILE}/theirs.txt", b"theirs")


def _pipe(cache: Path) -> None:
    os.mkfifo(cache / FILE)


def _dangling(cache: Path) -> None:
    (cache / FILE).symlink_to(cache / "nowhere")


@pytest.mark.parametrize("hinder", [_folder, _pipe, _dangling])
def test_whatever_stands_in_its_place_a_build_has_its_memo(tmp_path: Path, hinder: Callable[[Path], None]) -> None:
    hinder(tmp_path)
    memo = DiskMemo(tmp_path, "program")
    memo.put(Shelf.READING, b"key-001", b"data")
    assert memo.get(Shelf.READING, b"key-001") == b"data"
    memo.close()
    on_disk = {} if hinder is _folder else {b"key-001": b"data"}
    assert reopened(tmp_path) == on_disk
    if hinder is _folder:
        assert (tmp_path / FILE / "theirs.txt").read_bytes() == b"theirs"
    assert not (tmp_path / "nowhere").exists()


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "cache").mkdir()
    (tmp_path / "theirs").mkdir()
    filled(tmp_path / "theirs")
    theirs = (tmp_path / "theirs" / FILE).read_bytes()
    (tmp_path / "cache" / FILE).symlink_to(tmp_path / "theirs" / FILE)
    assert reopened(tmp_path / "cache") == {}
    assert (tmp_path / "theirs" / FILE).read_bytes() == theirs


@pytest.mark.parametrize("theirs", [b"", b"\0" * 9, b"a letter"])
def test_a_journal_that_is_a_link_is_not_written_through(tmp_path: Path, theirs: bytes) -> None:
    (tmp_path / "cache").mkdir()
    filled(tmp_path / "cache")
    place = put(tmp_path, "letter.txt", theirs)
    (tmp_path / "cache" / f"{FILE}-journal").symlink_to(place)
    memo = DiskMemo(tmp_path / "cache", "program")
    memo.put(Shelf.READING, b"key-001", b"data")
    memo.keep(Shelf.READING, {b"key-001"})
    memo.close()
    assert place.read_bytes() == theirs
    assert reopened(tmp_path / "cache") == {b"key-001": b"data"}


@pytest.fixture
def nobodys(tmp_path: Path) -> Iterator[Path]:
    """Return a cache with a memo, of a user to whom permissions apply."""
    tmp_path.chmod(0o755)
    for above in (tmp_path, tmp_path.parent, tmp_path.parent.parent):
        above.chmod(0o755)
    cache = tmp_path / "cache"
    cache.mkdir()
    filled(cache)
    if os.geteuid() == 0:
        os.chown(cache, NOBODY, NOBODY)
        os.chown(cache / FILE, NOBODY, NOBODY)
    yield cache
    cache.chmod(0o755)


@pytest.mark.parametrize(("folder", "file"), [(0o555, 0o644), (0o555, 0o444), (0o755, 0o444), (0o755, 0), (0, 0o644)])
def test_where_nothing_can_be_written_or_read_nothing_is_raised(nobodys: Path, folder: int, file: int) -> None:
    (nobodys / FILE).chmod(file)
    nobodys.chmod(folder)
    with without_privileges():
        assert reopened(nobodys).items() <= DATA.items()
        memo = DiskMemo(nobodys, "program")
        memo.put(Shelf.READING, b"key-001", b"lost with all else")
        memo.put(Shelf.READING, b"key-001", b"data")
        assert memo.get(Shelf.READING, b"key-001") == b"data"
        memo.keep(Shelf.READING, {b"key-001"})
        memo.close()
    nobodys.chmod(0o755)
    if (nobodys / FILE).exists():
        (nobodys / FILE).chmod(0o644)
    assert reopened(nobodys) in ({}, DATA, {b"key-001": b"data"})


def test_a_missing_folder_costs_the_memory_alone(tmp_path: Path) -> None:
    memo = DiskMemo(tmp_path / "missing", "program")
    memo.put(Shelf.READING, b"key", b"data")
    assert memo.get(Shelf.READING, b"key") == b"data"
    memo.close()
    assert not (tmp_path / "missing").exists()


@pytest.mark.parametrize("lock", ["BEGIN IMMEDIATE", "BEGIN EXCLUSIVE"])
def test_a_lock_of_somebody_elses_is_not_waited_for(tmp_path: Path, lock: str) -> None:
    filled(tmp_path)
    with closing(sqlite3.connect(tmp_path / FILE, isolation_level=None)) as other:
        other.execute(lock)
        memo = DiskMemo(tmp_path, "program")
        assert memo.get(Shelf.READING, b"key-100") in {None, DATA[b"key-100"]}
        memo.put(Shelf.READING, b"key-001", b"data")
        assert memo.get(Shelf.READING, b"key-001") in {None, b"data"}
        memo.keep(Shelf.READING, {b"key-001"})
        memo.close()
    assert reopened(tmp_path).items() <= {b"key-001": b"data"}.items()


def test_a_memo_without_a_disk_keeps_shelves_apart() -> None:
    memo = MemoryMemo()
    memo.put(Shelf.READING, b"a", b"1")
    memo.put(Shelf.READING, b"b", b"2")
    memo.put(Shelf.OUTPUT, b"a", b"3")
    memo.keep(Shelf.READING, [b"b", b"c"])
    memo.close()
    assert [dict(memo.everything(shelf)) for shelf in (Shelf.READING, Shelf.OUTPUT)] == [{b"b": b"2"}, {b"a": b"3"}]
    assert (memo.get(Shelf.READING, b"a"), memo.get(Shelf.OUTPUT, b"a")) == (None, b"3")


def test_a_memo_that_remembers_nothing_does() -> None:
    memo: Memo = NoMemo()
    memo.put(Shelf.READING, b"a", b"1")
    memo.keep(Shelf.READING, [b"a"])
    memo.close()
    assert (memo.get(Shelf.READING, b"a"), memo.everything(Shelf.READING)) == (None, {})
