"""What readers agree to: remembered if they wish, for one provider at one place, and taken back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.browser.intercepted import BLOCKED, visiting
from tests.browser.providers import PROVIDERS, SPARKS, Read, readings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from tests.browser.intercepted import Visit

pytestmark = pytest.mark.browser

WHO, WHO_IS, MOVED_WHO = "/sparks/who/", "/sparks/who-is/", "/sparks/whom/"
REMARK42 = PROVIDERS["remark42"]
OF_THE_SAME_HOST = replace(PROVIDERS["comentario"], settings='host = "https://remark42.example.org"\n')
REFUSES_TO_SPEAK_OF_STORAGE = """for (const name of ["localStorage", "sessionStorage"])
    Object.defineProperty(window, name, { get() { throw new DOMException("No", "SecurityError"); } });"""
REFUSES_TO_STORE = """Storage.prototype.setItem = () => { throw new DOMException("Full", "QuotaExceededError"); };"""
KEPT = "() => [{ ...localStorage }, { ...sessionStorage }]"


@pytest.fixture(scope="module")
def read(browser: Browser) -> Iterator[Read]:
    """Return what opens a site that uses a provider."""
    with readings(browser) as found:
        yield found


def remember(visit: Visit) -> None:
    """Agree for good."""
    visit.read(WHO)
    visit.page.get_by_role("checkbox").check()
    visit.button.click()
    visit.wait()


def seen(visit: Visit) -> list[str]:
    """Return the parts of a discussion that its reader sees, but for the thread itself."""
    return [name for name in ("ask", "choice", "forget", "loading", "failed", "empty") if visit.part(name).is_visible()]


def asks(visit: Visit, address: str) -> bool:
    """Tell whether a page asks its reader first, and nobody else."""
    visit.read(address)
    visit.page.wait_for_function("document.querySelector('[data-part=ask]:not([hidden]), .widget > *')")
    return visit.button.is_visible() and visit.addresses() == []


def test_what_was_agreed_to_for_good_holds_on_every_page_until_it_is_taken_back(read: Read) -> None:
    with read("giscus") as visit:
        remember(visit)
        found = [seen(visit)]
        for address in (WHO, WHO_IS):
            visit.read(address)
            visit.wait()
            found.append(seen(visit))
        with visit.page.expect_navigation():
            visit.page.locator("[data-do=forget]").click()
        visit.part("ask").wait_for()
        found.append(seen(visit))
        assert found == [["forget"], ["forget"], ["forget"], ["ask", "choice"]]
        assert (visit.page.evaluate(KEPT), asks(visit, WHO_IS)) == ([{}, {}], True)


def test_without_the_box_it_holds_for_one_page_once(read: Read) -> None:
    with read("giscus") as visit:
        visit.show(WHO)
        assert (seen(visit), visit.page.evaluate("({ ...localStorage })")) == ([], {})
        assert [asks(visit, WHO_IS), asks(visit, WHO)] == [True, True]


def test_a_choice_is_for_one_provider_and_those_whom_it_contacts(browser: Browser, read: Read) -> None:
    with read("remark42") as visit:
        remember(visit)
        kept = visit.page.context.storage_state()
    elsewhere = replace(REMARK42, settings='host = "https://talk.example.org"\nsite_id = "harbour"\n')
    found = {}
    for name, other, is_moved in (
        ("same", REMARK42, True),
        ("host", elsewhere, False),
        ("name", OF_THE_SAME_HOST, False),
    ):
        with read(other, is_moved=is_moved) as visit:
            origin = visit.origin
        # What a browser keeps is by origin, and each of these sites has its own: so it is carried over.
        carried = {**kept, "origins": [{**one, "origin": origin} for one in kept["origins"]]}
        with visiting(browser, origin, other, storage_state=carried) as visit:
            found[name] = asks(visit, MOVED_WHO if is_moved else WHO)
            if not found[name]:
                visit.wait()
    assert found == {"same": False, "host": True, "name": True}


@pytest.mark.parametrize("refusal", [REFUSES_TO_SPEAK_OF_STORAGE, REFUSES_TO_STORE], ids=["forbidden", "full"])
def test_a_browser_that_remembers_nothing_offers_no_box_and_shows_the_thread(read: Read, refusal: str) -> None:
    with read("utterances", before=refusal) as visit:
        visit.read(WHO)
        before = seen(visit)
        visit.button.click()
        visit.wait()
        assert (before, seen(visit)) == (["ask"], [])


def test_who_comes_back_from_signing_in_in_the_same_tab_is_not_asked_again(read: Read) -> None:
    with read("giscus") as visit:
        visit.show(WHO)
        visit.read(f"{WHO}?giscus=a-session")
        visit.wait()
        assert (visit.told()["session"], visit.page.url) == ("a-session", visit.origin + WHO)


def test_an_address_alone_lets_nobody_in(read: Read) -> None:
    with read("giscus") as visit:
        first = asks(visit, f"{WHO}?giscus=a-session")
        visit.show(WHO)
        other = visit.page.context.new_page()
        other.goto(f"{visit.origin}{WHO}?giscus=a-session")
        other.locator("[data-do=show]").wait_for()
        assert (first, asks(visit, f"{WHO}?utterances=a-session")) == (True, True)


def test_a_thread_that_loads_on_sight_waits_for_its_reader(read: Read) -> None:
    long = {name: text + "\nMore.\n" * 200 for name, text in SPARKS.items()}
    with read("giscus", load="visible", files=long) as visit:
        visit.read(WHO)
        # Two frames: what is in sight has been told by then.
        visit.page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        before = (visit.addresses(), seen(visit))
        visit.page.locator("#discussion").scroll_into_view_if_needed()
        visit.wait()
        assert (before, seen(visit)) == (([], []), [])


def test_a_thread_may_load_at_once(read: Read) -> None:
    with read("giscus", load="always") as visit:
        visit.read(WHO)
        visit.wait()
        assert seen(visit) == []


def test_who_clicks_is_taken_to_the_thread(read: Read) -> None:
    with read("giscus") as visit:
        visit.show(WHO)
        assert visit.page.evaluate("document.activeElement === document.querySelector('.widget')")


def test_a_choice_can_be_taken_back_while_its_provider_is_blocked(read: Read) -> None:
    with read("giscus") as visit:
        remember(visit)
        visit.answers["https://giscus.app/client.js"] = BLOCKED
        visit.read(WHO_IS)
        visit.part("failed").wait_for()
        assert {"ask", "forget", "failed"} - {*seen(visit)} == set()
