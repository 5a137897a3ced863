"""Compiled templates are kept where nobody else can put any: they are programs."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sitegen import code_store
from sitegen.code_store import CodeStore, folder_of
from tests.disk import NOBODY, put, tree, without_privileges

KEY = "template-0123456789abcdef"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return where code is to be kept, two folders down."""
    return tmp_path / "sitegen/templates"


def test_what_was_put_is_there_for_the_next_build(folder: Path) -> None:
    store = CodeStore(folder)
    assert store.get(KEY) is None
    store.put(KEY, b"code")
    store.put("another", b"")
    assert [(one.get(KEY), one.get("another"), one.get("third")) for one in (store, CodeStore(folder))] == [
        (b"code", b"", None)
    ] * 2
    store.put(KEY, b"later")
    assert tree(folder) == {KEY: b"later", "another": b""}


def test_asking_makes_no_folder(folder: Path, tmp_path: Path) -> None:
    assert CodeStore(folder).get(KEY) is None
    assert list(tmp_path.iterdir()) == []


def test_the_folder_is_made_for_its_owner_alone(folder: Path) -> None:
    before = os.umask(0)
    try:
        CodeStore(folder).put(KEY, b"code")
    finally:
        os.umask(before)
    assert folder.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("mode", [0o770, 0o707, 0o720, 0o702, 0o777, 0o1777])
def test_a_folder_that_others_can_write_is_not_used(folder: Path, mode: int) -> None:
    put(folder, KEY, b"theirs")
    folder.chmod(mode)
    store = CodeStore(folder)
    assert store.get(KEY) is None
    store.put(KEY, b"ours")
    assert (store.get(KEY), CodeStore(folder).get(KEY), tree(folder)) == (None, None, {KEY: b"theirs"})


@pytest.mark.parametrize("mode", [0o700, 0o755, 0o750])
def test_a_folder_that_others_can_read_is_used(folder: Path, mode: int) -> None:
    put(folder, KEY, b"ours")
    folder.chmod(mode)
    assert CodeStore(folder).get(KEY) == b"ours"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder away")
def test_a_folder_of_somebody_else_is_not_used(folder: Path) -> None:
    put(folder, KEY, b"theirs")
    os.chown(folder, NOBODY, NOBODY)
    store = CodeStore(folder)
    store.put(KEY, b"ours")
    assert (store.get(KEY), tree(folder)) == (None, {KEY: b"theirs"})


@pytest.mark.parametrize("key", ["", "..", "../x", "a/b", ".", "a.b", "A", "a\n", "x" * 121, "/etc/passwd", "ä"])
def test_a_key_that_could_be_another_place_is_none(folder: Path, key: str) -> None:
    store = CodeStore(folder)
    store.put("real", b"code")
    put(folder.parent, "x", b"beside")
    store.put(key, b"bytes")
    assert (store.get(key), tree(folder.parent)) == (None, {"templates/real": b"code", "x": b"beside"})


def test_the_number_is_bounded_and_the_oldest_go(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(code_store, "MOST", 5)
    store = CodeStore(folder)
    for number in range(9):
        store.put(f"key-{number}", b"%d" % number)
        os.utime(folder / f"key-{number}", (number, number))
    assert tree(folder) == {f"key-{number}": b"%d" % number for number in range(4, 9)}


@pytest.mark.parametrize("hinder", ["templates", "sitegen"])
def test_a_file_in_the_folders_place_costs_the_memory_alone(tmp_path: Path, folder: Path, hinder: str) -> None:
    place = folder if hinder == "templates" else folder.parent
    put(tmp_path, place.relative_to(tmp_path).as_posix(), b"in the way")
    store = CodeStore(folder)
    store.put(KEY, b"code")
    assert (store.get(KEY), place.read_bytes()) == (None, b"in the way")


def test_a_folder_in_a_keys_place_costs_that_key_alone(folder: Path) -> None:
    put(folder, f"{KEY}/theirs.txt", b"theirs")
    store = CodeStore(folder)
    store.put(KEY, b"code")
    assert (store.get(KEY), tree(folder)) == (None, {f"{KEY}/theirs.txt": b"theirs"})


def test_a_folder_that_cannot_be_written_is_read(tmp_path: Path, folder: Path) -> None:
    put(folder, KEY, b"code")
    for above in (tmp_path, *tmp_path.parents):
        if above.stat().st_uid == os.geteuid() and not above.stat().st_mode & 0o001:
            above.chmod(0o755)
    folder.chmod(0o555)
    with without_privileges():
        store = CodeStore(folder)
        store.put("another", b"code")
        assert (store.get(KEY), store.get("another")) == (b"code", None)
    assert tree(folder) == {KEY: b"code"}


@pytest.mark.parametrize(
    ("environment", "system", "expected"),
    [
        ({"HOME": "/home/ada"}, "linux", "/home/ada/.cache/sitegen/templates"),
        ({"HOME": "/home/ada", "XDG_CACHE_HOME": "/var/ada"}, "linux", "/var/ada/sitegen/templates"),
        ({"HOME": "/home/ada", "XDG_CACHE_HOME": "relative"}, "linux", "/home/ada/.cache/sitegen/templates"),
        ({"HOME": "/home/ada", "XDG_CACHE_HOME": ""}, "freebsd14", "/home/ada/.cache/sitegen/templates"),
        ({"XDG_CACHE_HOME": "/var/ada"}, "linux", "/var/ada/sitegen/templates"),
        ({"HOME": "", "XDG_CACHE_HOME": ""}, "linux", None),
        ({"HOME": "ada"}, "linux", None),
        ({}, "linux", None),
        ({"HOME": "/Users/ada", "XDG_CACHE_HOME": "/x"}, "darwin", "/Users/ada/Library/Caches/sitegen/templates"),
        ({}, "darwin", None),
        ({"LOCALAPPDATA": "C:\\Users\\ada\\Local", "HOME": "/x"}, "win32", "C:\\Users\\ada\\Local/sitegen/templates"),
        ({"LOCALAPPDATA": "Local"}, "win32", None),
        ({"HOME": "/home/ada"}, "win32", None),
    ],
)
def test_each_system_has_its_folder(environment: dict[str, str], system: str, expected: str | None) -> None:
    assert folder_of(environment, system) == (None if expected is None else Path(expected))
