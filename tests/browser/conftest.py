"""The sample site, built and served once, and a Chromium to read it with."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import sync_playwright

from tests.browser.served import serving
from tests.building import copy_manual
from tests.conftest import lacking

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

TOOLS = Path(__file__).parent
AFTER_THE_FIRST_DAY_BEGAN = "2007-02-20T12:00:00Z"
CHROMIUMS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
CHROMIUM_FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def built(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder that the sample site was built into."""
    # A copy: workers that build at the same time would wait for each other's lock.
    root = tmp_path_factory.mktemp("sample")
    shutil.copytree(project / "content", root / "content")
    folder = root / "public"
    command = [sys.executable, "-m", "sitegen", "build", "-C", str(root), "--now", AFTER_THE_FIRST_DAY_BEGAN]
    answer = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120, cwd=project)
    if answer.returncode:
        pytest.fail(f"the sample site does not build:\n{answer.stdout}{answer.stderr}", pytrace=False)
    return folder


@pytest.fixture(scope="session")
def manual(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder that the manual was built into."""
    root = copy_manual(tmp_path_factory.mktemp("manual") / "docs")
    command = [sys.executable, "-m", "sitegen", "build", "-C", str(root), "--strict"]
    answer = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120, cwd=project)
    if answer.returncode:
        pytest.fail(f"the manual does not build:\n{answer.stdout}{answer.stderr}", pytrace=False)
    return root / "public"


@pytest.fixture(scope="session")
def manual_origin(manual: Path) -> Iterator[str]:
    """Return the origin that the manual is served from."""
    with serving(manual) as address:
        yield address


@pytest.fixture(scope="session")
def origin(built: Path) -> Iterator[str]:
    """Return the origin that the sample site is served from."""
    with serving(built) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return the system's Chromium, running."""
    found = next((path for name in CHROMIUMS if (path := shutil.which(name))), None)
    if found is None:
        lacking("no Chromium on this machine (on Debian: sudo apt install chromium)")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=found, args=CHROMIUM_FLAGS)
        yield running
        running.close()


@pytest.fixture(scope="session")
def tools() -> Path:
    """Return the folder with axe-core and html-validate installed in it."""
    if not (TOOLS / "node_modules" / ".package-lock.json").exists():
        lacking("axe-core and html-validate are not installed (make test does so, given npm's registry)")
    return TOOLS


@pytest.fixture(scope="session")
def axe(tools: Path) -> Path:
    """Return axe's script."""
    return tools / "node_modules" / "axe-core" / "axe.min.js"
