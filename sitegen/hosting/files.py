"""The files that a host reads from a site's repository, as texts: they stand in this folder, and nobody writes here."""

from __future__ import annotations

from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING

from sitegen.settings.single import Host

if TYPE_CHECKING:
    from collections.abc import Mapping

_REQUIREMENTS = """\
# What the host installs before it builds the site: this program. {newer}
{requirement}
"""
_NEWER = "To take a newer one, write its number here."
_NEWER_FILE = "To take a newer one, put its file into packages/, and write its name here."
_OF: Mapping[Host, tuple[tuple[str, str], ...]] = MappingProxyType(
    {
        Host.NETLIFY: (
            (".github/workflows/wake.yml", "wake.yml"),
            ("netlify.toml", "netlify.toml"),
            ("netlify/plugin/index.mjs", "netlify_plugin.mjs"),
            ("netlify/plugin/manifest.yml", "netlify_plugin.yml"),
        ),
        Host.PAGES: ((".github/workflows/publish.yml", "publish.yml"),),
        Host.ANY: (),
    },
)
"""By host: the path in a site's folder, and the file of this folder that has the text."""


def hosting_files(host: Host, requirement: str = "sitegen") -> tuple[tuple[str, str], ...]:
    """Return the path in the site's folder and the text of every file that a host wants, sorted by path.

    `requirement` is the line that tells pip what to install (PEP 508): `sitegen==1.0`,
    or a path from the site's folder, `./packages/sitegen-1.0-py3-none-any.whl`. A host of which
    nothing is known gets that file alone.
    """
    folder = files("sitegen.hosting")
    newer = _NEWER_FILE if requirement.startswith("./") else _NEWER
    found = [(path, folder.joinpath(name).read_text("utf-8")) for path, name in _OF[host]]
    return tuple(sorted((*found, ("requirements.txt", _REQUIREMENTS.format(newer=newer, requirement=requirement)))))
