"""How this program came to be installed, and so how a host can install the same. Reads what its installer noted."""

from __future__ import annotations

import json
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from sitegen import __version__
from sitegen.values import Value

if TYPE_CHECKING:
    from collections.abc import Mapping

PACKAGES: Final = "packages"
"""The folder of a site that has a wheel which no index has."""


class Installation(Value, frozen=True):
    """What a site's `requirements.txt` says of this program."""

    requirement: str
    """The line for pip (PEP 508, or a path from the site's folder)."""
    wheel: Path | None = None
    """The file that the line names, which the site has to have; None where the line is enough."""
    folder: Path | None = None
    """What the program was installed from and no host has, mostly its own folder: the file that the line names is yet
    to be made of it, or to be brought."""


def installation() -> Installation:
    """Return how to install this program again."""
    try:
        return described(distribution("sitegen"))
    except PackageNotFoundError:
        return _in_folder(__version__, Path(__file__).parents[1])


def described(found: Distribution) -> Installation:
    """Return how to install a distribution again, from its `direct_url.json` (PEP 610).

    From an index it is the version; from a repository it is that commit; from a wheel on this disk it is that wheel,
    and from a folder it is the wheel that can be made of it: an index may have somebody else's program of this name.
    """
    plain = Installation(f"sitegen=={found.version}")
    try:
        noted = json.loads(found.read_text("direct_url.json") or "{}")
        url, repository = str(noted["url"]), noted.get("vcs_info")
    except (ValueError, KeyError, TypeError, AttributeError):
        return plain
    if isinstance(repository, dict):
        return _of_repository(url, repository) or _in_folder(found.version, Path())
    parts = urlsplit(url)
    if parts.scheme == "https" and "archive_info" in noted:
        return Installation(f"sitegen @ {url}")
    place = Path(url2pathname(unquote(parts.path))) if parts.scheme == "file" else Path()
    if place.suffix == ".whl" and place.is_file():
        return Installation(f"./{PACKAGES}/{place.name}", place)
    return _in_folder(found.version, place)


def _in_folder(version: str, folder: Path) -> Installation:
    return Installation(f"./{PACKAGES}/sitegen-{version}-py3-none-any.whl", folder=folder)


def _of_repository(url: str, repository: Mapping[str, object]) -> Installation | None:
    system, commit = repository.get("vcs"), repository.get("commit_id")
    is_known = system == "git" and isinstance(commit, str) and commit.isalnum() and url.startswith("https://")
    return Installation(f"sitegen @ git+{url}@{commit}") if is_known else None
