"""The question for a hall: all of it on one screen, however long the question is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser import judges
from tests.browser.judges import Look
from tests.browser.served import serving
from tests.building import NOWS, SETTINGS, built_in, write_site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

ROOM = "/sparks/{}/room/"
QUESTIONS = {
    "short": "Who listens?",
    "middling": "How do you hold a conversation with a hundred and fifty people?",
    "long-words": "Welche Weiterbildungsveranstaltung hat Ihre Unterrichtsgewohnheiten verändert, und wodurch?",
    "long": "When did a conversation with somebody whom you have never met change what you did in your own classroom "
    "on the following Monday, and how would anybody else have noticed that you did something else?",
}
SCREENS = ((1280, 720), (1024, 768), (1920, 1080))
SPILLS = """() => {
    const bottom = query => document.querySelector(query).getBoundingClientRect().bottom;
    const top = query => document.querySelector(query).getBoundingClientRect().top;
    return [
        document.documentElement.scrollHeight > innerHeight && 'the page scrolls',
        bottom('h1') > top('.to') && 'the question runs into the address',
        bottom('.code') > top('.to') && 'the code runs into the address',
    ].filter(Boolean);
}"""
CODE = """() => {
    const code = document.querySelector('.code');
    return [getComputedStyle(code).backgroundColor, getComputedStyle(code.querySelector('path')).stroke];
}"""


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the origin of a site with questions of several lengths."""
    files = {
        f"sparks/{slug}.md": f'---\ntitle: "{question}"\nopens: 2007-01-31 08:00\n---\n'
        for slug, question in QUESTIONS.items()
    }
    settings = f'{SETTINGS}hashtag = "#harbour07"\n'
    root = write_site(tmp_path_factory.mktemp("hall") / "site", files, settings)
    built_in(root, NOWS["minimal"])
    with serving(root / "public") as origin:
        yield origin


@pytest.mark.parametrize("slug", QUESTIONS)
def test_a_question_fills_a_screen_and_does_not_spill(browser: Browser, hall: str, slug: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(hall + ROOM.format(slug))
    findings = {}
    for width, height in SCREENS:
        page.set_viewport_size({"width": width, "height": height})
        findings[width, height] = page.evaluate(SPILLS)
    context.close()
    assert findings == {screen: [] for screen in SCREENS}


def test_a_question_does_not_break_a_telephone(browser: Browser, hall: str) -> None:
    assert judges.overflow(browser, hall, tuple(ROOM.format(slug) for slug in QUESTIONS), (320, 360)) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_phones_can_read_the_code_in_both_colour_schemes(browser: Browser, hall: str, scheme: judges.Scheme) -> None:
    context = browser.new_context(color_scheme=scheme)
    page = context.new_page()
    page.goto(hall + ROOM.format("short"))
    colours = page.evaluate(CODE)
    context.close()
    assert colours == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_question_for_a_hall_is_accessible(browser: Browser, hall: str, axe: Path, scheme: judges.Scheme) -> None:
    assert judges.accessibility(browser, hall, (ROOM.format("long"),), Look(1280, scheme), axe) == []
