"""Sites for hosts to build: made in a folder with what a new site gets for its host, and kept in git."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sitegen.hosting.files import hosting_files
from tests.conftest import PROJECT, lacking

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sitegen.settings.single import Host

FAR_FROM_HERE: Final = "1768392000"
"""The clock of these builds, in seconds since 1970: 2026-01-14T12:00:00Z."""
CONTENT: Final[dict[str, str]] = {
    "content/posts/2026-01-05-shown.md": (
        "---\ntitle: Shown to all\nsession: networks\ntags: [tides]\naliases: [/old/shown/, /a(b)/]\n---\n"
        "Everybody reads this.\n"
    ),
    "content/posts/2026-01-06-half.md": "---\ntitle: Half written\ndraft: true\n---\nThe squirrel is not ready.\n",
    "content/posts/2026-03-01-later.md": "---\ntitle: Much later\n---\nThe heron comes in March.\n",
    "content/sessions/networks.md": "---\ntitle: Networks\nstart: 2026-02-21 10:00\n---\nAn hour.\n",
}
SQUIRREL: Final = b"squirrel"
"""What stands in the draft alone."""


def settings(host: Host, base_url: str = "https://harbour.example.org") -> str:
    """Return the settings of a small site."""
    lines = ('title = "Harbour"', f'base_url = "{base_url}"', 'id = "harbour.example.org,2026"', f'host = "{host}"')
    return "\n".join((*lines, ""))


def begin_site(root: Path, host: Host, **changes: str) -> Path:
    """Write a small site with all that its host wants, as its first commit."""
    if shutil.which("git") is None:
        lacking("no git on this machine")
    ignored = {".gitignore": "/public/\n/.sitegen/\n/.netlify/\n"}
    write(root, {**dict(hosting_files(host)), **CONTENT, "content/site.toml": settings(host), **ignored, **changes})
    git(root, "init", "--quiet", "--initial-branch=main")
    commit(root)
    return root


def write(root: Path, texts: Mapping[str, str]) -> None:
    """Write files below a folder."""
    for path, text in texts.items():
        place = root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, "utf-8")


def commit(root: Path, texts: Mapping[str, str] | None = None) -> str:
    """Commit everything in a folder, with files that are written before; return the commit."""
    write(root, texts or {})
    git(root, "add", "--all", "--force", *(texts or ["."]))
    git(root, "commit", "--quiet", "--allow-empty", "--message=Change the site")
    return git(root, "rev-parse", "HEAD")


def git(folder: Path, *arguments: str) -> str:
    """Run git as nobody in particular, without the settings of this machine, and return what it says."""
    named = {f"GIT_{who}_{what}": f"org@{who}.example" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    environment = {
        **bare_environment(folder),
        **named,
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
    }
    answer = subprocess.run(  # noqa: S603  # with arguments that the tests wrote
        ["git", *arguments],  # noqa: S607  # the machine's own, wherever it is
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return answer.stdout.strip()


def bare_environment(home: Path) -> dict[str, str]:
    """Return what a process needs to find this program, its Python and the machine's tools, and nothing else."""
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    return {"PATH": path, "HOME": str(home), "PYTHONPATH": str(PROJECT), "LANG": "C.UTF-8"}


def digests(folder: Path) -> dict[str, str]:
    """Return the path and the SHA-256 of every file below a folder."""
    places = sorted(place for place in folder.rglob("*") if place.is_file())
    return {p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in places}


def holding(folder: Path, words: bytes) -> list[str]:
    """Return the files below a folder that have these bytes in them."""
    places = sorted(place for place in folder.rglob("*") if place.is_file())
    return [place.relative_to(folder).as_posix() for place in places if words in place.read_bytes()]
