"""What an everyday build imports: only what it needs, as everybody waits for it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

from tests.disk import put

if TYPE_CHECKING:
    from pathlib import Path

PROGRAM = """
import sys
from sitegen.cli import main
assert main(sys.argv[1:]) == 0
print(*sys.modules, file=sys.stderr)
"""
SITE = {
    "content/site.toml": b'title = "Torquay 2007"\nbase_url = "https://torquay07.example.org"\nid = "torquay07,2007"\n',
    "content/posts/one.md": b"---\ntitle: One\ndate: 2007-01-05\n---\n\nIt **begins** on a Friday.\n",
}
FOR_FEW = {
    "babel",
    "bibtexparser",
    "difflib",
    "icalendar",
    "logging",
    "markdown",
    "nh3",
    "segno",
    "sitegen.cli.clean_command",
    "sitegen.cli.status_command",
    "sitegen.bibliography",
    "sitegen.fields.advice",
    "sitegen.front_matter.mending",
    "sitegen.reference",
    "sitegen.settings.toml_trouble",
    "sitegen.theme.checks",
    "sitegen.theme.examining",
    "xml.etree.ElementTree",
    "yaml",
}
FOR_A_BUILD = {
    "feedgen",
    "importlib.resources",
    "jinja2",
    "lxml",
    "msgspec",
    "sitegen.urls",
    "sitegen.whole",
    "tomllib",
}


def imported(folder: Path, *arguments: str, cache: str = "-cache") -> set[str]:
    """Return the modules that a run of the program in a folder has imported; `cache` follows the folder's name."""
    run = subprocess.run(  # noqa: S603 - this very Python, with arguments that stand here
        [sys.executable, "-c", PROGRAM, *arguments],
        cwd=folder,
        env=os.environ | {"XDG_CACHE_HOME": f"{folder}{cache}", "HOME": str(folder)},
        capture_output=True,
        check=True,
        timeout=60,
    )
    return set(run.stderr.decode().split())


def test_a_build_of_posts_alone_imports_nothing_that_only_other_sites_need(tmp_path: Path) -> None:
    for path, data in SITE.items():
        put(tmp_path, path, data)
    assert "sitegen.theme.checks" in imported(tmp_path, "build")
    for made in ("public", ".sitegen"):
        shutil.rmtree(tmp_path / made)
    again = imported(tmp_path, "build")
    assert again & FOR_FEW == set()
    assert again >= {"jinja2", "sitegen.whole"}


def test_templates_are_never_kept_where_they_could_come_with_the_site(tmp_path: Path) -> None:
    site = tmp_path / "repository" / "site"
    put(tmp_path, "repository/.git/HEAD")
    for path, data in SITE.items():
        put(site, path, data)
    imported(site, "build", cache="/../.cache")
    assert not (tmp_path / "repository/.cache").exists()
    imported(site, "build", "--output", "elsewhere", cache="/../../cache")
    assert (tmp_path / "cache/sitegen/templates").is_dir()


def test_a_build_with_nothing_to_do_imports_nothing_that_makes_pages(tmp_path: Path) -> None:
    for path, data in SITE.items():
        put(tmp_path, path, data)
    imported(tmp_path, "build")
    assert imported(tmp_path, "build") & (FOR_FEW | FOR_A_BUILD) == set()


def test_help_names_every_command_and_imports_no_more_than_them(tmp_path: Path) -> None:
    assert imported(tmp_path, "--help") & (FOR_FEW | FOR_A_BUILD) == {
        "sitegen.cli.clean_command",
        "sitegen.cli.status_command",
    }
