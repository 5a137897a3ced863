"""What readers agree to: remembered if they wish, for one provider at one place, and taken back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.browser.intercepted import BLOCKED, built, visiting
from tests.browser.providers import MOVED, PROVIDERS, SPARKS, Read, readings, settings
from tests.browser.served import serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

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


def asks(visit: Visit, address: str) -> bool:
    """Tell whether a page asks its reader first, and nobody else."""
    visit.read(address)
    visit.page.wait_for_function("document.querySelector('[data-part=ask]:not([hidden]), .widget > *')")
    return visit.button.is_visible() and visit.addresses() == []


def test_what_was_agreed_to_for_good_holds_on_every_page_until_it_is_taken_back(read: Read) -> None:
    with read("giscus") as visit:
        visit.remember(WHO)
        found = [visit.seen()]
        for address in (WHO, WHO_IS):
            visit.read(address)
            visit.wait()
            found.append(visit.seen())
        with visit.page.expect_navigation():
            visit.page.locator("[data-do=forget]").click()
        visit.part("ask").wait_for()
        found.append(visit.seen())
        assert found == [["forget"], ["forget"], ["forget"], ["ask", "choice"]]
        assert (visit.page.evaluate(KEPT), asks(visit, WHO_IS)) == ([{}, {}], True)


def test_without_the_box_it_holds_for_one_page_once(read: Read) -> None:
    with read("giscus") as visit:
        visit.show(WHO)
        assert (visit.seen(), visit.page.evaluate("({ ...localStorage })")) == ([], {})
        assert [asks(visit, WHO_IS), asks(visit, WHO)] == [True, True]


def test_a_choice_is_for_one_provider_and_those_whom_it_contacts(browser: Browser, read: Read) -> None:
    with read("remark42") as visit:
        visit.remember(WHO)
        kept = visit.page.context.storage_state()
    elsewhere = replace(REMARK42, settings='host = "https://talk.example.org"\nsite_id = "harbour"\n')
    found = {}
    for name, other, is_moved in (
        ("same", REMARK42, True),
        ("host", elsewhere, False),
        ("name", OF_THE_SAME_HOST, False),
    ):
        with serving(
            built(settings(other, "de" if is_moved else "en-GB", "click"), MOVED if is_moved else SPARKS)
        ) as origin:
            # What a browser keeps is by origin, and each of these sites has its own: so it is carried over.
            carried = {**kept, "origins": [{**one, "origin": origin} for one in kept["origins"]]}
            with visiting(browser, origin, other, storage_state=carried) as visit:
                found[name] = asks(visit, MOVED_WHO if is_moved else WHO)
                if not found[name]:
                    visit.wait()
    assert found == {"same": False, "host": True, "name": True}


def test_a_choice_is_for_one_site_of_those_that_share_an_origin(browser: Browser, tmp_path: Path) -> None:
    giscus = PROVIDERS["giscus"]
    rules = ""
    for year in ("2006", "2007"):
        written = settings(giscus, "en-GB", "click").replace('.org"', f'.org/{year}"').replace(",2007", f",{year}")
        public = built(written, SPARKS)
        (tmp_path / year).symlink_to(public)
        rules += (public / "_headers").read_text("utf-8")
    (tmp_path / "_headers").write_text(rules, "utf-8")
    with serving(tmp_path) as origin, visiting(browser, origin, giscus) as visit:
        visit.remember(f"/2006{WHO}")
        found = [asks(visit, f"/{year}{WHO_IS}") for year in ("2007", "2006")]
        visit.wait()
        assert found == [True, False]


@pytest.mark.parametrize("refusal", [REFUSES_TO_SPEAK_OF_STORAGE, REFUSES_TO_STORE], ids=["forbidden", "full"])
def test_a_browser_that_remembers_nothing_offers_no_box_and_shows_the_thread(read: Read, refusal: str) -> None:
    with read("utterances", before=refusal) as visit:
        visit.read(WHO)
        before = visit.seen()
        visit.button.click()
        visit.wait()
        assert (before, visit.seen()) == (["ask"], [])


def test_who_comes_back_from_signing_in_in_the_same_tab_is_not_asked_again(read: Read) -> None:
    with read("giscus") as visit:
        visit.show(WHO)
        visit.read(f"{WHO}?giscus=a-session")
        visit.wait()
        assert (visit.told()["session"], visit.page.url) == ("a-session", visit.origin + WHO)


def test_signing_in_counts_for_the_page_that_was_left_and_once(read: Read) -> None:
    with read("giscus") as visit:
        visit.show(WHO)
        found = [asks(visit, f"{WHO_IS}?giscus=a-session")]
        visit.show(WHO)
        for _ in range(2):
            found.append(asks(visit, f"{WHO}?giscus=a-session"))
            if not found[-1]:
                visit.wait()
        assert found == [True, False, True]


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
        before = (visit.addresses(), visit.seen())
        visit.page.locator("#discussion").scroll_into_view_if_needed()
        visit.wait()
        assert (before, visit.seen()) == (([], []), [])


def test_a_thread_may_load_at_once(read: Read) -> None:
    with read("giscus", load="always") as visit:
        visit.read(WHO)
        visit.wait()
        assert visit.seen() == []


def test_who_clicks_is_taken_to_the_thread(read: Read) -> None:
    with read("giscus") as visit:
        visit.show(WHO)
        assert visit.page.evaluate("document.activeElement === document.querySelector('.widget')")


def test_a_choice_can_be_taken_back_while_its_provider_is_blocked(read: Read) -> None:
    with read("giscus") as visit:
        visit.remember(WHO)
        visit.answers["https://giscus.app/client.js"] = BLOCKED
        visit.read(WHO_IS)
        visit.part("failed").wait_for()
        assert {"ask", "forget", "failed"} - {*visit.seen()} == set()
