"""A page that stays open keeps right by itself, and needs no script to be right when it comes."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from tests.browser.served import serving
from tests.building import SAMPLE, built_in, copy_site, write_site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, Page

pytestmark = pytest.mark.browser

SESSION = "/sessions/networks/"
"""It lasts from 09:30 to 10:30 on 21 February, at Torquay."""
SPARK = "/sparks/how-do-you-talk-with-150-people/"
"""It closes on 20 February at 09:00."""
BEFORE_THE_SESSION = "2007-02-21T09:29:00Z"
BEFORE_THE_CLOSE = "2007-02-20T08:59:00Z"
A_MINUTE_AND_MORE = 61_000
AN_HOUR = 3_600_000
HERE = "Europe/London"


@pytest.fixture(scope="module")
def before_session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the origin of the sample site as it is a minute before a session."""
    with serving(sample(tmp_path_factory.mktemp("session"), BEFORE_THE_SESSION)) as origin:
        yield origin


@pytest.fixture(scope="module")
def before_close(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the origin of the sample site as it is a minute before a spark closes."""
    with serving(sample(tmp_path_factory.mktemp("spark"), BEFORE_THE_CLOSE)) as origin:
        yield origin


def sample(folder: Path, now: str) -> Path:
    """Build a copy of the sample site as of a moment, and return where it is."""
    return built_in(copy_site(SAMPLE, folder / "site"), datetime.fromisoformat(now)).root / "public"


@contextmanager
def opened(browser: Browser, url: str, now: str, zone: str = HERE, *, scripts: bool = True) -> Iterator[Page]:
    """Open a page at a moment, in a reader's time zone; the browser must find nothing wrong with it."""
    context = browser.new_context(
        timezone_id=zone, java_script_enabled=scripts, viewport={"width": 1280, "height": 720}
    )
    page = context.new_page()
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    if scripts:
        page.clock.install(time=now)
    page.goto(url)
    yield page
    context.close()
    assert wrong == []


def seen(place: Locator) -> list[str]:
    """Return the texts of those of several elements that a reader sees."""
    return [one.inner_text() for one in place.all() if one.is_visible()]


def lines(page: Page) -> list[str]:
    """Return what a reader reads on a page, line by line."""
    return [line.strip() for line in page.locator("body").inner_text().splitlines() if line.strip()]


def test_a_session_page_says_when_the_session_is_on_and_when_it_is_over(browser: Browser, before_session: str) -> None:
    with opened(browser, before_session + SESSION, BEFORE_THE_SESSION) as page:
        flags = page.locator(".session-head .flag")
        said = [seen(flags)]
        for pause in (A_MINUTE_AND_MORE, AN_HOUR):
            page.clock.fast_forward(pause)
            said.append(seen(flags))
    assert said == [[], ["On now"], ["Over"]]


def test_the_headings_of_the_first_page_move_on_with_their_sessions(browser: Browser, before_session: str) -> None:
    with opened(browser, before_session + "/", BEFORE_THE_SESSION) as page:
        words = page.locator(".board > h2 span, .board .flag")
        said = [seen(words)]
        for pause in (A_MINUTE_AND_MORE, AN_HOUR):
            page.clock.fast_forward(pause)
            said.append(seen(words))
    assert said == [["Next"], ["On now"], ["Over", "Over", "Over"]]


def test_a_heading_stays_until_the_last_of_its_sessions_is_over(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> None:
    now = "2007-02-21T09:15:00Z"
    files = {
        "sessions/short.md": "---\ntitle: Short\nstart: 2007-02-21 09:00\nend: 09:30\n---\nText.\n",
        "sessions/long.md": "---\ntitle: Long\nstart: 2007-02-21 10:10\nend: 10:45\ntimezone: Europe/Paris\n---\nIt.\n",
    }
    root = write_site(tmp_path_factory.mktemp("two") / "site", files)
    built_in(root, datetime.fromisoformat(now))
    said = []
    with serving(root / "public") as origin, opened(browser, f"{origin}/", now) as page:
        words = page.locator(".board > h2 span, .board .flag")
        said.append(seen(words))
        for _ in range(2):
            page.clock.fast_forward(AN_HOUR // 60 * 16)
            said.append(seen(words))
    assert said == [["On now"], ["On now", "Over"], ["Over", "Over", "Over"]]


def test_what_has_no_end_stays_on(browser: Browser, before_session: str) -> None:
    with opened(browser, before_session + SESSION, BEFORE_THE_SESSION) as page:
        page.evaluate("document.querySelector('article').removeAttribute('data-ends')")
        page.clock.fast_forward(2 * AN_HOUR)
        assert seen(page.locator(".session-head .flag")) == ["On now"]


def test_nobody_is_asked_to_register_for_a_session_that_is_over(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> None:
    text = "---\ntitle: Networks\nstart: 2007-02-21 09:30\nregister: https://example.org/r\njoin: https://example.org/j\n---\n"
    root = write_site(tmp_path_factory.mktemp("register") / "site", {"sessions/networks.md": text})
    built_in(root, datetime.fromisoformat(BEFORE_THE_SESSION))
    with serving(root / "public") as origin, opened(browser, origin + SESSION, BEFORE_THE_SESSION) as page:
        ways = page.locator(".session-head a[href*=example], .session-head a[type]")
        said = [seen(ways)]
        for pause in (A_MINUTE_AND_MORE, AN_HOUR):
            page.clock.fast_forward(pause)
            said.append(seen(ways))
    ask = ["Join the session", "Register", "Add to your calendar"]
    assert said == [ask, ask, []]


def test_a_spark_closes_while_it_is_read(browser: Browser, before_close: str) -> None:
    with opened(browser, before_close + SPARK, BEFORE_THE_CLOSE) as page:
        spark, ways = page.locator("header.spark"), page.locator("#to-answer a, #to-answer > p")
        said = [(spark.get_attribute("class"), seen(ways))]
        page.clock.fast_forward(A_MINUTE_AND_MORE)
        said.append((spark.get_attribute("class"), seen(ways)))
        assert "Closed on Tuesday 20 February 2007" in spark.inner_text()
    assert said == [
        ("row page-head spark is-open", ["Answer by email"]),
        ("row page-head spark is-closed", ["Answers are closed."]),
    ]


def test_a_hall_is_told_that_answers_are_closed(browser: Browser, before_close: str) -> None:
    with opened(browser, f"{before_close}{SPARK}room/", BEFORE_THE_CLOSE) as page:
        said = [page.locator("h2").inner_text()]
        page.clock.fast_forward(A_MINUTE_AND_MORE)
        said.append(page.locator("h2").inner_text())
    assert said == ["Answer at", "Answers are closed."]


@pytest.mark.parametrize(
    ("zone", "said"),
    [
        (HERE, []),
        ("Atlantic/Reykjavik", []),  # another name for the same time
        ("Asia/Hong_Kong", ["Your time: 17:30 – 18:30 GMT+8"]),
        ("Asia/Kolkata", ["Your time: 15:00 – 16:00 GMT+5:30"]),
        ("Pacific/Honolulu", ["Your time: Tue 20 Feb, 23:30 GMT-10 – Wed 21 Feb, 00:30 GMT-10"]),
    ],
)
def test_readers_elsewhere_are_told_their_own_time(
    browser: Browser, before_session: str, zone: str, said: list[str]
) -> None:
    with opened(browser, before_session + SESSION, BEFORE_THE_SESSION, zone) as page:
        told = seen(page.locator(".session-head .local"))
    assert [" ".join(text.replace("–", " – ").split()) for text in told] == said


def test_today_moves_on_along_the_thread_line(browser: Browser, before_close: str) -> None:
    with opened(browser, before_close + SESSION, BEFORE_THE_CLOSE) as page:
        today = page.locator(".kind-today")
        said = [today.inner_text().split("\n")[0]]
        page.clock.fast_forward(25 * AN_HOUR)
        said.append(today.inner_text().split("\n")[0])
        is_session_past = "ahead" not in (page.locator(".kind-session").get_attribute("class") or "")
    assert (said, is_session_past) == (["20 Feb", "21 Feb"], True)


@pytest.mark.parametrize("address", ["/", SESSION, SPARK, "/schedule/", "/sessions/", "/sparks/", f"{SPARK}room/"])
def test_without_scripts_a_page_reads_the_same_as_of_its_build(
    browser: Browser, before_session: str, address: str
) -> None:
    with opened(browser, before_session + address, BEFORE_THE_SESSION) as page:
        # The webinar of 2020 is held in Hong Kong's time, which readers here are told in their own.
        scripted = [line for line in lines(page) if not line.startswith("Your time: ")]
    with opened(browser, before_session + address, BEFORE_THE_SESSION, scripts=False) as page:
        assert lines(page) == scripted
