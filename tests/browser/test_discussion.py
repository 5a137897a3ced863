"""The part of a page that its thread comes into: what it says meanwhile, and how it is used with the keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.intercepted import BLOCKED, SILENT
from tests.browser.providers import SPARKS, Read, readings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

WHO, WHO_IS = "/sparks/who/", "/sparks/who-is/"
CLIENT = "https://giscus.app/client.js"
FAILED = (
    "The discussion could not be fetched: giscus.app did not answer, or something between you and it is in the way."
)
LONGER_THAN_A_PAGE_WAITS = "00:11"


@pytest.fixture(scope="module")
def read(browser: Browser) -> Iterator[Read]:
    """Return what opens a site that uses a provider."""
    with readings(browser) as found:
        yield found


def test_a_script_that_never_answers_is_told_of_and_may_come_late(read: Read) -> None:
    with read("giscus", answers={CLIENT: SILENT}) as visit:
        visit.page.clock.install()
        visit.read(WHO)
        visit.button.click()
        visit.part("loading").wait_for()
        found = [visit.seen()]
        visit.page.clock.fast_forward(LONGER_THAN_A_PAGE_WAITS)
        visit.part("failed").wait_for()
        said = visit.part("failed").inner_text()
        found.append(visit.seen())
        visit.answer_late()
        visit.wait()
        visit.part("failed").wait_for(state="hidden")
        found.append(visit.seen())
        assert (said, found) == (FAILED, [["loading"], ["ask", "choice", "failed"], []])


def test_who_asks_again_before_the_script_answers_gets_one_thread(read: Read) -> None:
    with read("giscus", answers={CLIENT: SILENT}) as visit:
        visit.page.clock.install()
        visit.read(WHO)
        visit.button.click()
        visit.part("loading").wait_for()
        visit.page.clock.fast_forward(LONGER_THAN_A_PAGE_WAITS)
        visit.button.click()
        visit.part("loading").wait_for()
        visit.answer_late()
        visit.wait()
        visit.part("loading").wait_for(state="hidden")
        assert (visit.seen(), visit.page.locator(".widget iframe").count()) == ([], 1)


@pytest.mark.parametrize("state", ["loading", "failed"])
def test_a_choice_can_be_taken_back_while_its_provider_is_silent(read: Read, state: str) -> None:
    with read("giscus") as visit:
        visit.remember(WHO)
        visit.answers[CLIENT] = SILENT
        visit.page.clock.install()
        # A page is not loaded while a script of it is waited for.
        visit.page.goto(visit.origin + WHO_IS, wait_until="domcontentloaded")
        visit.part("loading").wait_for()
        if state == "failed":
            visit.page.clock.fast_forward(LONGER_THAN_A_PAGE_WAITS)
            visit.part("failed").wait_for()
        before = visit.seen()
        visit.asked.clear()
        with visit.page.expect_navigation():
            visit.page.get_by_role("button", name="No longer contact").click()
        visit.part("ask").wait_for()
        assert before == (["ask", "forget", "failed"] if state == "failed" else ["forget", "loading"])
        assert (visit.seen(), visit.addresses()) == (["ask", "choice"], [])


def test_headings_of_the_text_take_nothing_from_the_thread(read: Read) -> None:
    headings = "\n\n".join(f"## {name}\n\nText." for name in ("Discussion", "Discussion title", "Mastodon replies"))
    files = {"sparks/who.md": f"{SPARKS['sparks/who.md']}\n{headings}\n"}
    with read("mastodon", files=files) as visit:
        visit.read(WHO)
        visit.page.get_by_role("link", name="Join the discussion", exact=True).click()
        arrived = visit.page.locator(":target").get_attribute("data-provider")
        visit.button.click()
        visit.wait()
        assert (arrived, visit.page.get_by_role("group", name="Discussion", exact=True).count()) == ("mastodon", 1)
        assert visit.page.locator("[id]").evaluate_all("all => all.length - new Set(all.map(one => one.id)).size") == 0


def test_a_keyboard_comes_to_the_choice_then_the_button_and_the_thread(read: Read) -> None:
    with read("giscus") as visit:
        visit.read(WHO)
        visit.page.get_by_role("link", name="Join the discussion", exact=True).press("Enter")
        found = []
        for key, done in (("Tab", "Space"), ("Tab", "Enter")):
            visit.page.keyboard.press(key)
            found.append(visit.focused())
            visit.page.keyboard.press(done)
        visit.wait()
        assert ([*found, visit.focused()], visit.seen()) == (["remember", "show", "widget"], ["forget"])


@pytest.mark.parametrize("answer", [BLOCKED, SILENT])
def test_who_clicked_in_vain_is_at_the_button_again(read: Read, answer: str) -> None:
    with read("giscus", answers={CLIENT: answer}) as visit:
        visit.page.clock.install()
        visit.read(WHO)
        visit.button.press("Enter")
        if answer == SILENT:
            visit.part("loading").wait_for()
            visit.page.clock.fast_forward(LONGER_THAN_A_PAGE_WAITS)
        visit.part("failed").wait_for()
        assert visit.focused() == "show"


def test_who_clicked_nothing_stays_where_they_are(read: Read) -> None:
    with read("giscus", load="always", answers={CLIENT: BLOCKED}) as visit:
        visit.read(WHO)
        visit.part("failed").wait_for()
        assert visit.focused() == ""


def test_what_happens_is_said_aloud(read: Read) -> None:
    with read("giscus", answers={CLIENT: SILENT}) as visit:
        visit.read(WHO)
        status = visit.page.locator("#discussion").get_by_role("status")
        said = [status.inner_text()]
        visit.button.click()
        visit.part("loading").wait_for()
        said.append(status.inner_text())
        visit.answer_late()
        visit.part("shown").wait_for()
        said.append(status.inner_text())
    assert [one.strip() for one in said] == ["", "The discussion is being fetched.", "The discussion is shown below."]


def test_on_paper_nothing_is_asked_and_nothing_offered(read: Read) -> None:
    with read("giscus") as visit:
        visit.read(WHO)
        visit.page.emulate_media(media="print")
        found = [visit.page.locator("#discussion :is(button, input, a, iframe):visible").count()]
        visit.page.emulate_media(media="screen")
        visit.button.click()
        visit.wait()
        visit.page.emulate_media(media="print")
        found.append(visit.page.locator("#discussion :is(button, input, a, iframe):visible").count())
        assert found == [0, 0]
