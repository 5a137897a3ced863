"""Netlify's own programs, where they are installed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import lacking

TOOLS = Path(__file__).parent


@pytest.fixture(scope="session")
def netlify_tools() -> Path:
    """Return the folder with Netlify's programs installed in it."""
    if not (TOOLS / "node_modules" / ".package-lock.json").exists():
        lacking("Netlify's programs are not installed (make test does so, given npm's registry)")
    return TOOLS
