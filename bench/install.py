"""Installing the generators below one folder, each from its registry by the registry's own client."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bench import pins

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ROOT: Final = Path(__file__).resolve().parent.parent
HOME: Final = ROOT / ".bench"
LOGS: Final = HOME / "logs"
_LIMIT: Final = 900
_PIP: Final = ("-m", "pip", "--quiet", "--disable-pip-version-check", "--retries", "1", "install")


class NotInstalledError(Exception):
    """A generator cannot be had here; the message says why, in a line."""


@dataclass(frozen=True, slots=True)
class Installed:
    """How an installed program is called, and the Python that it runs on if it has one of its own."""

    command: tuple[str, ...]
    python: str = ""


def install(program: str) -> Installed:
    """Return how to call a program, installed now unless it is there in the pinned versions.

    Raises NotInstalledError where a tool, the registry or a version is missing.
    """
    return _PROGRAMS[program]()


def _hugo() -> Installed:
    python = _environment("hugo", pins.HUGO)
    # The package's own `hugo` is a Python script that starts this file, and would be measured with it.
    found = sorted((HOME / "hugo").glob("lib/python*/site-packages/hugo/binaries/hugo*"))
    if not found:
        raise NotInstalledError(f"there is no Hugo for this machine in the package that {python.parent} holds")
    return Installed((str(found[0]),))


def _pelican() -> Installed:
    python = _environment("pelican", pins.PELICAN)
    return Installed((str(python.with_name("pelican")),), str(python))


def _sitegen() -> Installed:
    """Install this checkout with its locked dependencies alone: those of the tests would slow its start."""
    python = _environment(
        "sitegen",
        ("--require-hashes", "--requirement", str(ROOT / "requirements.txt")),
        ("--no-deps", "--no-build-isolation", "--editable", str(ROOT)),
        stamp="".join((ROOT / name).read_text(encoding="utf-8") for name in ("requirements.txt", "pyproject.toml")),
    )
    return Installed((str(python.with_name("sitegen")),), str(python))


def _eleventy() -> Installed:
    npm, node = _tool("npm"), _tool("node")
    if not npm or not node:
        raise NotInstalledError("there is no Node.js")
    # Beside the sites, where Node.js looks for the packages that their settings import.
    folder = HOME / "node_modules"
    stamp = " ".join(pins.ELEVENTY)
    if not _is_stamped(folder, stamp):
        HOME.mkdir(exist_ok=True)
        quiet = ("--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error")
        _call((npm, "install", "--prefix", str(HOME), "--save-exact", *quiet, *pins.ELEVENTY), "eleventy")
        _stamp(folder, stamp)
    # A wrapper's start would be measured too; Node.js itself knows where it is.
    real = _call((node, "-p", "process.execPath"), "eleventy").strip()
    return Installed((real, str(folder / "@11ty/eleventy/cmd.cjs")))


_PROGRAMS: Final[dict[str, Callable[[], Installed]]] = {
    "hugo": _hugo,
    "pelican": _pelican,
    "eleventy": _eleventy,
    "sitegen": _sitegen,
}


def _environment(name: str, *installs: Sequence[str], stamp: str = "") -> Path:
    """Return the Python of a virtual environment that holds what each call of pip installs, and nothing else."""
    folder = HOME / name
    python = folder / "bin/python"
    stamp = stamp or " ".join(installs[0])
    if not _is_stamped(folder, stamp):
        shutil.rmtree(folder, ignore_errors=True)
        _call((sys.executable, "-m", "venv", str(folder)), name)
        for arguments in installs:
            _call((str(python), *_PIP, *arguments), name)
        _stamp(folder, stamp)
    return python


def _tool(name: str) -> str | None:
    """Return where a program is: the one that our requirements for development brought, or the machine's own."""
    return shutil.which(name, path=str(Path(sys.executable).parent)) or shutil.which(name)


def _is_stamped(folder: Path, stamp: str) -> bool:
    place = folder / ".stamp"
    return place.exists() and place.read_text(encoding="utf-8") == stamp


def _stamp(folder: Path, stamp: str) -> None:
    (folder / ".stamp").write_text(stamp, encoding="utf-8")


def _call(arguments: tuple[str, ...], name: str) -> str:
    log = LOGS / f"install-{name}.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    tool = Path(arguments[0]).name if "pip" not in arguments else "pip"
    try:
        done = subprocess.run(arguments, check=False, capture_output=True, text=True, timeout=_LIMIT, cwd=ROOT)
    except subprocess.TimeoutExpired as error:
        raise NotInstalledError(f"{tool} took over {_LIMIT // 60} minutes") from error
    if done.returncode:
        log.write_text(done.stdout + done.stderr, encoding="utf-8")
        # What the tool says may name machines and registries, which have no place in a report.
        raise NotInstalledError(f"{tool} failed, as {log.relative_to(ROOT)} tells")
    return done.stdout
