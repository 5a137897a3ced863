"""What is installed: the wheel carries every module, the words of every language and the default theme."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

SITE = 'title = "A site"\nbase_url = "https://site.example"\nid = "site.example,2007"\ntimezone = "Europe/London"\n'


def run(*arguments: str, folder: Path, **environment: str) -> str:
    """Run this Python in `folder`, and return what it printed; a failure is the test's."""
    command = [sys.executable, "-P", *arguments]
    answer = subprocess.run(  # noqa: S603 - this very Python, with arguments that stand below
        command, cwd=folder, env=os.environ | environment, capture_output=True, text=True, check=False, timeout=60
    )
    if answer.returncode:
        pytest.fail(f"{' '.join(arguments)}:\n{answer.stdout}{answer.stderr}", pytrace=False)
    return answer.stdout


@pytest.fixture(scope="module")
def unpacked(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the wheel's files in it."""
    folder = tmp_path_factory.mktemp("wheel")
    run("-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder), folder=project)
    (wheel,) = folder.glob("*.whl")
    with ZipFile(wheel) as archive:
        archive.extractall(folder / "files")
    return folder / "files"


def files(folder: Path) -> set[str]:
    """Return the paths of the files below `folder`, without what Python or a desktop leaves there."""
    left_behind = {"__pycache__", ".DS_Store"}
    found = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return {path.as_posix() for path in found if left_behind.isdisjoint(path.parts)}


def test_the_wheel_carries_the_package_and_the_default_theme(unpacked: Path, project: Path) -> None:
    package = files(project / "sitegen")
    theme = {f"themes/default/{path}" for path in files(project / "themes" / "default")}
    assert {"words/tables/en.toml", "cli/__init__.py"} < package
    assert "themes/default/theme.toml" in theme
    assert files(unpacked / "sitegen") == package | theme


def test_the_installed_command_is_named_sitegen(unpacked: Path) -> None:
    (entry_points,) = unpacked.glob("*.dist-info/entry_points.txt")
    assert entry_points.read_text("utf-8") == "[console_scripts]\nsitegen = sitegen.cli:main\n"


def test_a_site_is_built_far_from_the_checkout(unpacked: Path, tmp_path: Path) -> None:
    (tmp_path / "content" / "pages").mkdir(parents=True)
    (tmp_path / "content" / "site.toml").write_text(SITE, "utf-8")
    (tmp_path / "content" / "pages" / "about.md").write_text("---\ntitle: About\n---\nWho we are.\n", "utf-8")
    where = run("-c", "import sitegen; print(sitegen.__file__)", folder=tmp_path, PYTHONPATH=str(unpacked))
    assert Path(where.strip()).is_relative_to(unpacked)
    run("-m", "sitegen", "build", folder=tmp_path, PYTHONPATH=str(unpacked))
    assert "Who we are." in (tmp_path / "public" / "about" / "index.html").read_text("utf-8")


def test_a_site_is_begun_far_from_the_checkout(unpacked: Path, tmp_path: Path) -> None:
    run("-m", "sitegen", "init", "site", "--title", "A site", folder=tmp_path, PYTHONPATH=str(unpacked))
    run("-m", "sitegen", "build", "-C", "site", "--strict", folder=tmp_path, PYTHONPATH=str(unpacked))
    assert "A site" in (tmp_path / "site" / "public" / "index.html").read_text("utf-8")
