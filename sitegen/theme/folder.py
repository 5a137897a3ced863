"""Reading a theme's files from the disk: its templates as text, its assets as bytes, and never a file outside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.problems import Problem
from sitegen.theme.parts import TemplateFile

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sitegen.theme.parts import ThemeFolder

MAX_TEMPLATE_BYTES = 1_000_000
MAX_ASSET_BYTES = 20_000_000


def read_templates(theme: ThemeFolder, level: int) -> tuple[tuple[TemplateFile, ...], tuple[Problem, ...]]:
    """Return the templates of one theme, by name, and what is wrong with their files."""
    templates: list[TemplateFile] = []
    problems: list[Problem] = []
    for name, path in _files(theme.folder / "templates"):
        label = f"{theme.label}/templates/{name}"
        data = _read(path, theme.folder, label, MAX_TEMPLATE_BYTES)
        if isinstance(data, Problem):
            problems.append(data)
            continue
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = data[: error.start].count(b"\n") + 1
            problems.append(Problem(label, line, 1, "not-utf8", "the file is not UTF-8", "save it as UTF-8"))
            continue
        templates.append(TemplateFile(name, theme.name, level, label, text.replace("\r\n", "\n")))
    return tuple(templates), tuple(problems)


def read_assets(theme: ThemeFolder) -> tuple[tuple[tuple[str, str, bytes], ...], tuple[Problem, ...]]:
    """Return the assets of one theme, each as name, label and bytes, and what is wrong with their files."""
    assets: list[tuple[str, str, bytes]] = []
    problems: list[Problem] = []
    for name, path in _files(theme.folder / "assets"):
        label = f"{theme.label}/assets/{name}"
        data = _read(path, theme.folder, label, MAX_ASSET_BYTES)
        if isinstance(data, Problem):
            problems.append(data)
        else:
            assets.append((name, label, data))
    return tuple(assets), tuple(problems)


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield name and path of every file, in order; what an editor or a system hides is no part of a theme."""
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        if not path.is_dir() and not any(part.startswith(".") or part.endswith("~") for part in parts):
            yield "/".join(parts), path


def _read(path: Path, theme: Path, label: str, limit: int) -> bytes | Problem:
    """Return a file's bytes, or why they are not to be had."""
    try:
        if not path.resolve(strict=True).is_relative_to(theme):
            return Problem(label, 1, 1, "theme-file", "the link leads out of the theme", "copy the file into it")
        if not path.is_file():
            return Problem(label, 1, 1, "theme-file", "this is no ordinary file", "take it out of the theme")
        if path.stat().st_size > limit:
            message = f"the file is larger than {limit // 1_000_000} MB"
            return Problem(label, 1, 1, "theme-file", message, "make it smaller, or publish it from static/")
        return path.read_bytes()
    except (OSError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or "its links go in a circle"
        return Problem(label, 1, 1, "theme-file", f"the file cannot be read: {reason}")
