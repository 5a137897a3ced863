"""Finding a theme and those it extends, and reading each one's `theme.toml`: from a name to folders in order."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from sitegen.nearest import did_you_mean
from sitegen.problems import Problem, Severity
from sitegen.theme.options import listed, read_options
from sitegen.theme.parts import Option, OptionProblem, ThemeFolder
from sitegen.values import Value

API = 1
"""The version of the views and of what templates are given."""

_KEYS = ("api", "name", "description", "extends", "options")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
_STARTER = 'write at least `api = 1` and `extends = "default"` into it'
_PACKAGE = Path(__file__).parent.parent


class _Link(Value, frozen=True):
    """One theme of a chain, its `theme.toml` read but not yet checked."""

    name: str
    folder: Path
    path: str
    """Of its `theme.toml`, as problems name it."""
    data: Mapping[str, object]
    text: str


def find_chain(root: Path, name: str) -> tuple[tuple[ThemeFolder, ...], tuple[Problem | OptionProblem, ...]]:
    """Return the theme `name` of the site at `root` and its parents, child first, and what is wrong with them.

    The chain is empty where one of its links is missing or cannot be read.
    """
    found = _find(root, name)
    if found is None:
        known = did_you_mean(name, _names(root), listed(_names(root)))
        return (), (OptionProblem("theme", "theme-unknown", f"there is no theme `{name}`", known),)
    links: list[_Link] = []
    while found is not None:
        link = _open(root, name, *found)
        if isinstance(link, Problem):
            return (), (link,)
        links.append(link)
        parent = _find_parent(root, links)
        if isinstance(parent, Problem):
            return (), (parent,)
        name, found = parent or ("", None)
    return _checked(links)


def line_of(text: str, key: str) -> int:
    """Return the line of a TOML text on which a dotted key is given a value or opens a table, else the first.

    The TOML reader of the standard library keeps no places; this looks for the usual ways of writing.
    """
    head, _, last = key.rpartition(".")
    table = ""
    best = 1
    for number, line in enumerate(text.splitlines(), start=1):
        header = re.match(r"\s*\[\s*([^\[\]]+?)\s*\]", line)
        if header:
            table = header[1].replace('"', "").replace(" ", "")
            if table == key:
                return number
            best = number if table == head else best
            continue
        assigned = re.match(r"\s*([A-Za-z0-9_.\"'-]+(?:\s*\.\s*[A-Za-z0-9_\"'-]+)*)\s*=", line)
        if assigned:
            written = re.sub(r"[\"'\s]", "", assigned[1])
            full = f"{table}.{written}" if table else written
            if full == key:
                return number
            if full == head and re.search(rf"[{{,]\s*{re.escape(last)}\s*=", line):
                return number
    return best


def _checked(links: list[_Link]) -> tuple[tuple[ThemeFolder, ...], tuple[Problem, ...]]:
    """Return the folders with their options, each over those of its parents, and what is wrong in any of them."""
    folders: list[ThemeFolder] = []
    problems: list[Problem] = []
    options: Mapping[str, Option] = {}
    for link in reversed(links):
        problems += _check_keys(link.data, link.text, link.path)
        declared = link.data.get("options", {})
        options, wrong = read_options(declared, options, link.path, partial(line_of, link.text))
        problems += wrong
        label = link.path.removesuffix("/theme.toml")
        folders.append(ThemeFolder(link.name, link.folder, label, options))
    return tuple(reversed(folders)), tuple(problems)


def _open(root: Path, name: str, folder: Path, label: str) -> _Link | Problem:
    path = f"{label}/theme.toml"
    if label.startswith("themes/") and not folder.is_relative_to(root.resolve()):
        message = "the theme's folder is a link that leads out of the site"
        return _problem(path, 1, "theme-file", message, "copy the theme into themes/")
    read = _read(folder / "theme.toml", path)
    return read if isinstance(read, Problem) else _Link(name, folder, path, *read)


def _find_parent(root: Path, links: list[_Link]) -> tuple[str, tuple[Path, str]] | Problem | None:
    """Return the name and the folder of the theme that the last link extends, or `None` if it extends none."""
    last = links[-1]
    parent = last.data.get("extends")
    line = line_of(last.text, "extends")
    if parent is None:
        return _slip_for_extends(root, last)
    if not isinstance(parent, str):
        return _problem(last.path, line, "theme-toml", "`extends` is the name of a theme, in quotes")
    # A site's own `default` that extends `default` means the one that came along.
    found = _find(root, parent, built_in_only=parent == last.name)
    if found is None:
        others = _names(root) - {last.name}
        hint = did_you_mean(parent, others, listed(others))
        return _problem(last.path, line, "theme-unknown", f"there is no theme `{parent}` to extend", hint)
    if any(found[0] == link.folder for link in links):
        names = " → ".join([*(link.name for link in links), parent])
        return _problem(last.path, line, "theme-cycle", f"the themes extend each other in a circle: {names}")
    return parent, found


def _slip_for_extends(root: Path, link: _Link) -> Problem | None:
    """Return the problem of a key that must have been meant to say which theme this one extends."""
    for key, value in link.data.items():
        if key in _KEYS or not isinstance(value, str):
            continue
        if did_you_mean(key, ("extends",)) or _find(root, value):
            known = value if _find(root, value) else "default"
            hint = f'write `extends = "{known}"`'
            return _problem(link.path, line_of(link.text, key), "unknown-key", f"unknown key `{key}`", hint)
    return None


def _find(root: Path, name: str, *, built_in_only: bool = False) -> tuple[Path, str] | None:
    """Return a theme's folder and how problems name it."""
    if not _NAME.fullmatch(name):
        return None
    places = [(_PACKAGE / "themes", "sitegen/themes"), (_PACKAGE.parent / "themes", "sitegen/themes")]
    if not built_in_only:
        places.insert(0, (root / "themes", "themes"))
    for folder, label in places:
        if (folder / name).is_dir():
            return (folder / name).resolve(), f"{label}/{name}"
    return None


def _names(root: Path) -> set[str]:
    places = (root / "themes", _PACKAGE / "themes", _PACKAGE.parent / "themes")
    return {entry.parent.name for place in places for entry in place.glob("*/theme.toml")}


def _read(file: Path, path: str) -> tuple[Mapping[str, object], str] | Problem:
    try:
        text = file.read_bytes().decode("utf-8-sig")
        return tomllib.loads(text), text
    except FileNotFoundError:
        return _problem(path, 1, "theme-toml", "the theme has no theme.toml", _STARTER)
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        return _problem(path, line, "not-utf8", "the file is not UTF-8", "save it as UTF-8")
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
        line, column = (int(at[1]), int(at[2])) if at else (len(text.splitlines()) or 1, 1)
        reason = str(error).partition(" (at ")[0]
        return Problem(path, line, column, "theme-toml", f"this is not TOML: {reason}")
    except OSError as error:
        return _problem(path, 1, "theme-file", f"the file cannot be read: {error.strerror}")


def _check_keys(data: Mapping[str, object], text: str, path: str) -> list[Problem]:
    problems = []
    if "api" not in data:
        message = "the theme does not say which API it is made for"
        problems.append(_problem(path, 1, "theme-api", message, f"api = {API}"))
    elif data["api"] != API or isinstance(data["api"], bool):
        message = f"the theme is made for API {data['api']!r}, and this version has API {API}"
        problems.append(_problem(path, line_of(text, "api"), "theme-api", message, f"api = {API}"))
    for key in data:
        if key not in _KEYS:
            message, hint = f"unknown key `{key}`", did_you_mean(key, _KEYS)
            problems.append(
                Problem(path, line_of(text, key), 1, "unknown-key", message, hint, Severity.WARNING),
            )
    return problems


def _problem(path: str, line: int, code: str, message: str, hint: str = "") -> Problem:
    return Problem(path, line, 1, code, message, hint)
