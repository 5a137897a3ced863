"""Writes new files into a site's content, and never over one that is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.content_names import CONTENT
from sitegen.machine import in_plain_words
from sitegen.problems import UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from sitegen.starters import NewDocument


def documents(root: Path) -> tuple[str, ...]:
    """Return the paths of the Markdown files in a site's content, from its folder; raise UsageError without any."""
    if not (root / CONTENT).is_dir():
        raise UsageError(f"there is no folder {root / CONTENT}", "begin a site with: sitegen init, or name one with -C")
    found = (path.relative_to(root).as_posix() for path in (root / CONTENT).rglob("*.md"))
    return tuple(sorted(path for path in found if not path.rsplit("/", 1)[-1].startswith(("_", "."))))


def write_new(root: Path, new: NewDocument) -> None:
    """Write a document; raise UsageError where there is a file of its name."""
    place = root / new.path
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with place.open("x", encoding="utf-8", newline="\n") as file:
            file.write(new.text)
    except FileExistsError as error:
        raise UsageError(f"there is a file {new.path} already", "give this one another name with --slug") from error
    except OSError as error:
        raise in_plain_words(error, place) from error
