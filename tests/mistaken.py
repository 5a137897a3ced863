"""What the tests of mistakes share: a small site in a folder, a build of it, and what its organiser was told."""

from __future__ import annotations

import contextlib
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sitegen.cli import main
from tests.disk import put

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

NOW: Final = "2007-02-20T12:00:00Z"
SETTINGS: Final = """\
title = "Torquay 2007"
base_url = "https://torquay07.example.org"
id = "torquay07.example.org,2007"
timezone = "Europe/London"
"""
POST: Final = "content/posts/2007-01-09-preparing.md"
SESSION: Final = "content/sessions/networks.md"


@dataclass(frozen=True, slots=True)
class Told:
    """What a run said, and how it ended."""

    exit: int
    report: str
    """The error stream: the problems, and at the end whether anything was published."""
    output: str


def make_site(root: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write a site's files, with settings that nobody can complain of where there are none."""
    for path, data in ({"content/site.toml": SETTINGS} | dict(files)).items():
        put(root, path, data.encode() if isinstance(data, str) else data)
    return root


def document(fields: str, body: str = "A body.") -> str:
    """Return a document's text, from the lines of its front matter and its body."""
    return f"---\n{fields}\n---\n{body}\n"


def build(root: Path, *arguments: str, now: str = NOW) -> Told:
    """Build the site in `root` as the command line does."""
    return run("build", "-C", str(root), "--now", now, *arguments)


def run(*arguments: str) -> Told:
    """Run a command in this process."""
    report, output = io.StringIO(), io.StringIO()
    with contextlib.redirect_stderr(report), contextlib.redirect_stdout(output):
        code = main(arguments)
    return Told(code, report.getvalue(), output.getvalue())


def stamps(folder: Path) -> dict[str, tuple[int, int]]:
    """Return every file below `folder` with the file that it is and when it was last written."""
    return {
        place.relative_to(folder).as_posix(): (place.stat().st_ino, place.stat().st_mtime_ns)
        for place in folder.rglob("*")
        if not place.is_dir()
    }
