"""Every page of the sample site, read in a real browser by readers of several kinds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser import judges
from tests.browser.conftest import AFTER_THE_FIRST_DAY_BEGAN
from tests.browser.judges import Look
from tests.browser.served import addresses, one_of_each

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    "look",
    [Look(width, scheme) for width in (360, 1280) for scheme in ("light", "dark")],
    ids=lambda look: f"{look.width}-{look.scheme}",
)
def test_a_page_of_each_kind_is_accessible(browser: Browser, built: Path, origin: str, axe: Path, look: Look) -> None:
    assert judges.accessibility(browser, origin, one_of_each(addresses(built)), look, axe) == []


def test_no_page_scrolls_sideways(browser: Browser, built: Path, origin: str) -> None:
    assert judges.overflow(browser, origin, addresses(built), (320, 360, 1280)) == []


def test_the_browser_complains_of_no_page(browser: Browser, built: Path, origin: str) -> None:
    assert judges.complaints(browser, origin, addresses(built)) == []


def test_every_page_is_whole_without_scripts(browser: Browser, built: Path, origin: str) -> None:
    assert judges.lost_without_scripts(browser, origin, addresses(built), AFTER_THE_FIRST_DAY_BEGAN) == []


def test_every_page_is_valid_html(built: Path, tools: Path) -> None:
    assert judges.invalid_html(built, tools) == []
