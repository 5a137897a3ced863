"""The fingerprint of the program is over contents, its status over what a look at the disk tells."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.conftest import PROJECT
from tests.disk import link, put

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_ASK = "from sitegen import program; print(program.fingerprint(), program.status())"


def ask(home: Path, libraries: Path) -> tuple[str, ...]:
    """Return the fingerprint and the status of the program that is installed in a folder, in a new process."""
    environment = {"PYTHONPATH": os.pathsep.join((str(home), str(libraries))), "PYTHONDONTWRITEBYTECODE": "1"}
    said = subprocess.run(  # noqa: S603  # our own interpreter and script
        [sys.executable, "-S", "-c", _ASK], capture_output=True, check=True, env=environment, timeout=60, cwd=home
    )
    return tuple(said.stdout.decode().split())


@pytest.fixture
def places(tmp_path: Path) -> tuple[Path, Path]:
    """Return where a copy of the program is, with little in it, and where its libraries are."""
    home, libraries = tmp_path / "home", tmp_path / "site-packages"
    put(home, "sitegen/__init__.py", b"")
    shutil.copy(PROJECT / "sitegen/program.py", home / "sitegen")
    put(home, "sitegen/words/en.toml", b"hello")
    put(home, "themes/default/theme.toml", b"api = 1")
    for name in ("jinja2-3.1.6.dist-info", "PyYAML-6.0.3.dist-info", "unrelated-1.0.dist-info"):
        put(libraries, f"{name}/METADATA")
    return home, libraries


def test_the_same_program_elsewhere_and_later_has_the_same_fingerprint(
    places: tuple[Path, Path], tmp_path: Path
) -> None:
    home, libraries = places
    first = ask(home, libraries)
    shutil.copytree(home, tmp_path / "elsewhere")
    put(tmp_path / "elsewhere", "sitegen/__pycache__/program.cpython-311.pyc", b"compiled")
    os.utime(tmp_path / "elsewhere/sitegen/program.py", (1, 1))
    second = ask(tmp_path / "elsewhere", libraries)
    assert second[0] == first[0]
    assert second[1] != first[1]
    assert ask(home, libraries) == first


def _edit(home: Path, _: Path) -> None:
    put(home, "sitegen/words/en.toml", b"howdy")


def _add(home: Path, _: Path) -> None:
    put(home, "sitegen/words/de.toml", b"hallo")


def _rename(home: Path, _: Path) -> None:
    (home / "sitegen/words/en.toml").rename(home / "sitegen/words/en-GB.toml")


def _remove(home: Path, _: Path) -> None:
    (home / "sitegen/words/en.toml").unlink()


def _upgrade(_: Path, libraries: Path) -> None:
    (libraries / "PyYAML-6.0.3.dist-info").rename(libraries / "PyYAML-6.0.4.dist-info")


@pytest.mark.parametrize("change", [_edit, _add, _rename, _remove, _upgrade])
def test_another_program_has_another_fingerprint_and_status(
    places: tuple[Path, Path], change: Callable[[Path, Path], None]
) -> None:
    before = ask(*places)
    change(*places)
    after = ask(*places)
    assert [one == two for one, two in zip(before, after, strict=True)] == [False, False]


def _theme(home: Path, _: Path) -> None:
    put(home, "themes/default/theme.toml", b"api = 1 # edited")


def _inner_theme(home: Path, _: Path) -> None:
    put(home, "sitegen/themes/default/theme.toml")


def _unrelated(_: Path, libraries: Path) -> None:
    (libraries / "unrelated-1.0.dist-info").rename(libraries / "unrelated-2.0.dist-info")


def test_a_package_that_could_be_a_plug_in_makes_another_program(places: tuple[Path, Path]) -> None:
    before = ask(*places)
    _unrelated(*places)
    after = ask(*places)
    assert [one == two for one, two in zip(before, after, strict=True)] == [False, False]


@pytest.mark.parametrize("change", [_theme, _inner_theme])
def test_what_has_a_fingerprint_of_its_own_changes_the_status_alone(
    places: tuple[Path, Path], change: Callable[[Path, Path], None]
) -> None:
    before = ask(*places)
    change(*places)
    after = ask(*places)
    assert [one == two for one, two in zip(before, after, strict=True)] == [True, False]


def test_a_link_to_nowhere_as_editors_leave_them_stops_nothing(places: tuple[Path, Path]) -> None:
    home, _ = places
    before = ask(*places)
    link(home, "sitegen/.#program.py", "ada@localhost.1234")
    link(home, "themes/default/.#theme.toml", "ada@localhost.1234")
    assert ask(*places)[0] == before[0]
