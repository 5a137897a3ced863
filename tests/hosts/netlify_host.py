"""Netlify, as far as it can be had here: its own build program, on a fresh checkout each time, with its cache."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tests.hosts.sites import FAR_FROM_HERE, bare_environment, git

NODE: Final = Path(sys.executable).with_name("node")
PATIENCE: Final = 240


@dataclass(frozen=True, slots=True)
class Deploy:
    """How a build ended, what its log says, and what it would publish."""

    code: int
    log: str
    public: Path


@dataclass(frozen=True, slots=True)
class Netlify:
    """A host that builds one repository."""

    tools: Path
    repository: Path
    room: Path

    @property
    def cache(self) -> Path:
        """The folder that is kept from build to build."""
        return self.room / "cache"

    def build(self, context: str = "production", branch: str = "main", clock: str = FAR_FROM_HERE) -> Deploy:
        """Build what the repository holds; a preview's address is made of the name of its branch."""
        checkout = self.room / "repo"
        shutil.rmtree(checkout, ignore_errors=True)
        git(self.room, "clone", "--quiet", str(self.repository), str(checkout))
        home = self.room / "home"
        home.mkdir(exist_ok=True)
        program = self.tools / "node_modules" / "@netlify" / "build" / "bin.js"
        command = [
            *(str(NODE), str(program), "--offline", "--telemetry=false"),
            *("--cwd", str(checkout), "--repositoryRoot", str(checkout), "--cacheDir", str(self.cache)),
            *("--context", context, "--branch", branch),
        ]
        # Its programs run here what the host calls a local build; NETLIFY is what they leave to the host to say.
        told = {"NETLIFY": "true", "SOURCE_DATE_EPOCH": clock, "BUILD_TELEMETRY_DISABLED": "1"}
        no_network = {"NODE_OPTIONS": f"--require={self.tools / 'no_network.cjs'}"}
        answer = subprocess.run(  # noqa: S603  # a pinned program, with arguments that stand here
            command,
            cwd=checkout,
            env=bare_environment(home) | told | no_network,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            timeout=PATIENCE,
        )
        return Deploy(answer.returncode, answer.stdout, checkout / "public")


def read_host_files(tools: Path, public: Path) -> dict[str, Any]:
    """Return what Netlify's own readers make of a site's `_headers` and `_redirects`."""
    command = [str(NODE), str(tools / "read_host_files.mjs"), str(public)]
    answer = subprocess.run(command, capture_output=True, text=True, check=True, timeout=PATIENCE)  # noqa: S603  # as above
    found: dict[str, Any] = json.loads(answer.stdout)
    return found
