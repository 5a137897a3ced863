"""New sites for tests: what they are asked to be, and what is in them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from sitegen import __version__
from sitegen.beginning import Answers, beginning
from sitegen.installation import Installation
from sitegen.new_files import begin_site

if TYPE_CHECKING:
    from pathlib import Path

NOW: Final = datetime(2026, 11, 22, 5, 30, tzinfo=UTC)
PROGRAM: Final = Installation(f"sitegen=={__version__}")
TORQUAY: Final = Answers(title="Torquay 2007", timezone="Europe/London", base_url="https://torquay07.example.org")


def contents(folder: Path) -> dict[str, bytes]:
    """Return what is in the files of a folder, without what a build makes."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
    return {path: data for path, data in found.items() if not path.startswith(("public/", ".sitegen/"))}


def names(folder: Path) -> list[str]:
    """Return the names in a folder."""
    return [path.name for path in folder.iterdir()]


def file_of(answers: Answers, path: str, now: datetime = NOW) -> str:
    """Return the text of one file of a new site."""
    return next(file.text for file in beginning(answers, now, PROGRAM) if file.path == path)


def begun(root: Path, answers: Answers = TORQUAY, now: datetime = NOW) -> Path:
    """Begin a site, and return its folder."""
    begin_site(root, beginning(answers, now, PROGRAM))
    return root
