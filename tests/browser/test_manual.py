"""Every page of the manual, read in a real browser: it passes what the sample passes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser import judges
from tests.browser.judges import Look
from tests.browser.served import addresses

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

RICH = ("/", "/comments/", "/tutorial/")
"""Pages with all that the others are made of: lists, tables, code, answers of programs."""


@pytest.mark.parametrize("look", [Look(360, "dark"), Look(1280, "light")], ids=str)
def test_every_page_of_the_manual_is_accessible(
    browser: Browser, manual: Path, manual_origin: str, axe: Path, look: Look
) -> None:
    assert judges.accessibility(browser, manual_origin, addresses(manual), look, axe) == []


@pytest.mark.parametrize("look", [Look(360, "light"), Look(1280, "dark")], ids=str)
def test_the_manual_is_accessible_in_every_look(browser: Browser, manual_origin: str, axe: Path, look: Look) -> None:
    assert judges.accessibility(browser, manual_origin, RICH, look, axe) == []


def test_no_page_of_the_manual_scrolls_sideways(browser: Browser, manual: Path, manual_origin: str) -> None:
    assert judges.overflow(browser, manual_origin, addresses(manual), (320, 360, 960, 1280)) == []


def test_the_browser_complains_of_no_page_of_the_manual(browser: Browser, manual: Path, manual_origin: str) -> None:
    assert judges.complaints(browser, manual_origin, addresses(manual)) == []


def test_every_page_of_the_manual_is_valid_html(manual: Path, tools: Path) -> None:
    assert judges.invalid_html(manual, tools) == []
