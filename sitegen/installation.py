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


def installation() -> Installation:
    """Return how to install this program again."""
    try:
        return described(distribution("sitegen"))
    except PackageNotFoundError:
        return Installation(f"sitegen=={__version__}")


def described(found: Distribution) -> Installation:
    """Return how to install a distribution again, from its `direct_url.json` (PEP 610).

    From a repository it is that commit; from a wheel on this disk it is that wheel. From an index, or from a folder,
    which nobody else has, it is the version.
    """
    plain = Installation(f"sitegen=={found.version}")
    try:
        noted = json.loads(found.read_text("direct_url.json") or "{}")
        url, repository = str(noted["url"]), noted.get("vcs_info")
    except (ValueError, KeyError, TypeError, AttributeError):
        return plain
    if isinstance(repository, dict):
        return _of_repository(url, repository) or plain
    if "archive_info" not in noted:
        return plain
    parts = urlsplit(url)
    if parts.scheme == "https":
        return Installation(f"sitegen @ {url}")
    wheel = Path(url2pathname(unquote(parts.path))) if parts.scheme == "file" else Path()
    is_there = wheel.suffix == ".whl" and wheel.is_file()
    return Installation(f"./{PACKAGES}/{wheel.name}", wheel) if is_there else plain


def _of_repository(url: str, repository: Mapping[str, object]) -> Installation | None:
    system, commit = repository.get("vcs"), repository.get("commit_id")
    is_known = system == "git" and isinstance(commit, str) and commit.isalnum() and url.startswith("https://")
    return Installation(f"sitegen @ git+{url}@{commit}") if is_known else None
