"""New files are written all or none, and never over another."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sitegen.beginning import beginning
from sitegen.new_files import begin_site
from sitegen.problems import MachineError
from tests.disk import put, without_privileges
from tests.new_sites import NOW, PROGRAM, TORQUAY, begun, contents, names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.beginning import NewFile


def test_a_write_that_fails_takes_back_what_was_written(tmp_path: Path) -> None:
    # Where `.vscode` is a file, no folder of that name can be made.
    put(tmp_path, ".vscode", b"")
    with pytest.raises(MachineError):
        begin_site(tmp_path, beginning(TORQUAY, NOW, PROGRAM))
    assert contents(tmp_path) == {".vscode": b""}
    assert names(tmp_path) == [".vscode"]


def test_an_interruption_takes_back_the_folder_too(tmp_path: Path) -> None:
    files = beginning(TORQUAY, NOW, PROGRAM)

    def interrupted() -> Iterator[NewFile]:
        yield from files[:-1]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        begin_site(tmp_path / "a/b", interrupted())
    assert names(tmp_path) == []


def test_folders_of_a_new_site_have_the_usual_rights(tmp_path: Path) -> None:
    begun(tmp_path / "site")
    (tmp_path / "usual").mkdir()
    expected = (tmp_path / "usual").stat().st_mode
    assert {path.stat().st_mode for path in (tmp_path / "site").rglob("*") if path.is_dir()} == {expected}


def test_a_folder_that_may_not_be_written_is_the_machines_refusal() -> None:
    files = beginning(TORQUAY, NOW, PROGRAM)
    # Not in pytest's own folder, which is closed to others altogether.
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o555)
        with without_privileges(), pytest.raises(MachineError) as refused:
            begin_site(Path(folder, "site"), files)
    assert refused.value.message == f"{folder}/site: permission denied"
