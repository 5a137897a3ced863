"""What every test may need: where the project stands, and one way to say what a machine lacks."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NoReturn

import pytest

PROJECT = Path(__file__).parent.parent


def lacking(what: str) -> NoReturn:
    """Skip the test because the machine lacks something; under CI that is a failure."""
    if os.environ.get("CI"):
        pytest.fail(f"{what}; under CI nothing is skipped", pytrace=False)
    pytest.skip(what)


@pytest.fixture(scope="session")
def project() -> Path:
    """Return the folder of the checkout."""
    return PROJECT
