"""Asking for one thing: by a path from wherever one stands, an id, an address, a short name, a title."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

import pytest

from sitegen.status import answer
from tests.builds import workshop
from tests.status_reports import report_of

if TYPE_CHECKING:
    from sitegen.status import StatusReport

FILES: dict[str, str | bytes] = {
    "posts/2007-01-09-preparing.md": "---\ntitle: Getting ready\n---\nText.\n",
    "posts/hall/index.md": "---\ntitle: The hall\ndate: 2007-01-09\n---\nText.\n",
    "posts/hall/_old.md": "---\ntitle: O\n---\n",
    "sessions/hall.md": (
        "---\ntitle: The hall\nstart: 2007-01-21 09:00\nfollow_up: [1 week]\nsparks:\n  one: One?\n---\n"
    ),
    "pages/index.md": "---\ntitle: Index\nmenu: x\n---\n",
    "pages/lost.png": b"\x89PNG\r\n\x1a\n-",
    "static/files/map.txt": b"map",
    ".obsidian/app.json": b"{}",
}


@cache
def report() -> StatusReport:
    """Return the report on a small site."""
    return report_of(Path(mkdtemp(dir=workshop())), FILES)


def meant(asked: str, *paths: str) -> tuple[list[str], list[str]]:
    """Return the ids of the documents, and the paths of the files, that are meant."""
    found = answer(report(), asked, paths)
    return [one.status.id for one in found.documents], [one.path for one in found.files]


HALL = ["sessions/hall", "sessions/hall/check-in-1-week", "sparks/one"]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("content/posts/2007-01-09-preparing.md", (["posts/preparing"], [])),
        ("content/sessions/hall.md", (HALL, [])),
        ("content/pages/lost.png", ([], ["content/pages/lost.png"])),
        ("content/posts/hall", (["posts/hall"], ["content/posts/hall/_old.md"])),
        ("content/posts/hall/", (["posts/hall"], ["content/posts/hall/_old.md"])),
        ("content/pages/index.md", (["pages/index"], [])),
        ("content/.obsidian", ([], ["content/.obsidian/"])),
        ("content/.obsidian/app.json", ([], ["content/.obsidian/"])),
        ("content/site.toml", ([], ["content/site.toml"])),
    ],
)
def test_a_path_means_its_file_or_all_of_its_folder(asked: str, expected: tuple[list[str], list[str]]) -> None:
    assert meant(asked, asked) == expected
    assert meant(asked.removeprefix("content/"), asked.removeprefix("content/"), asked) == expected


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("sparks/one", (["sparks/one"], [])),
        ("sessions/hall/check-in-1-week", (["sessions/hall/check-in-1-week"], [])),
        ("/posts/preparing/", (["posts/preparing"], [])),
        ("posts/preparing", (["posts/preparing"], [])),
        ("https://harbour.example.org/posts/preparing/", (["posts/preparing"], [])),
        ("preparing", (["posts/preparing"], [])),
        ("hall", (["posts/hall", "sessions/hall"], [])),
        ("Getting ready", (["posts/preparing"], [])),
        ("getting  READY", (["posts/preparing"], [])),
        ("One?", (["sparks/one"], [])),
        ("/files/map.txt", ([], ["content/static/files/map.txt"])),
        ("lost.png", ([], ["content/pages/lost.png"])),
        ("2007-01-09-preparing.md", (["posts/preparing"], [])),
        ("index.md", (["pages/index", "posts/hall"], [])),
        ("", ([], [])),
        ("/", ([], [])),
        ("..", ([], [])),
    ],
)
def test_other_names_mean_what_they_name(asked: str, expected: tuple[list[str], list[str]]) -> None:
    assert meant(asked) == expected


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("content/posts/2007-01-09-prepering.md", "content/posts/2007-01-09-preparing.md"),
        ("posts/2007-01-09-prepering.md", "content/posts/2007-01-09-preparing.md"),
        ("Getting reddy", "content/posts/2007-01-09-preparing.md"),
        ("lots.png", "content/pages/lost.png"),
        ("sparks/on", "sparks/one"),
        ("zzzzzzzz", ""),
    ],
)
def test_what_nothing_is_called_has_its_nearest(asked: str, expected: str) -> None:
    found = answer(report(), asked, (asked,))
    assert (found.is_found, found.nearest) == (False, expected)
