"""The journey of a comment: a built site, the real Isso, and readers who agree to it, or do not."""

from __future__ import annotations

import subprocess
import sys
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser import judges
from tests.browser.isso_server import free_url, isso_running, thread_titles
from tests.browser.judges import Look
from tests.browser.served import serving
from tests.building import write_site
from tests.conftest import PROJECT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Dialog

pytestmark = pytest.mark.browser

SETTINGS: Final = """title = "Harbour"
base_url = "https://harbour.example.org"
id = "harbour.example.org,2007"
[comments]
provider = "isso"
load = "{load}"
email = "sparks@harbour.example.org"
[comments.isso]
url = "{isso}"
"""
SPARK: Final = "---\ntitle: {title}\nsession: listening\nopens: 2007-01-{day} 08:00\n{more}---\n{text}\n"
LONG: Final = "What did you hear?\n\n" * 30
HOSTILE: Final = "</script><img src=x onerror=alert(1)>"
BEFORE_THE_CLOSE: Final = "2007-01-20T12:00:00Z"
NOW: Final = "2007-02-14T12:00:00Z"
FILES: Final = {
    "sessions/listening.md": "---\ntitle: Listening\nstart: 2007-02-21 09:30\nend: 10:30\n---\nText.\n",
    "posts/2007-01-09-welcome.md": "---\ntitle: Welcome\n---\nCome in.\n",
    "sparks/who-listens.md": SPARK.format(title="Who listens?", day="10", more="", text=LONG),
    "sparks/who-speaks.md": SPARK.format(title="Who speaks?", day="11", more="", text="Do you?"),
    "sparks/who-moves.md": SPARK.format(title="Who moves?", day="12", more="", text="Do you?"),
    "sparks/who-left.md": SPARK.format(title="Who left?", day="13", more="closes: 2007-01-31 18:00\n", text="Did you?"),
    "sparks/hostile.md": SPARK.format(title=f'"{HOSTILE}"', day="14", more="", text="Text."),
    "sparks/wer-hoert-zu.md": SPARK.format(title="Wer hört zu?", day="15", more="lang: de\n", text="Sie?"),
}
LISTENS: Final = "/sparks/who-listens/"
SPEAKS: Final = "/sparks/who-speaks/"
MOVES: Final = "/sparks/who-moves/"
LEFT: Final = "/sparks/who-left/"
STRANGE: Final = "/sparks/hostile/"
GERMAN: Final = "/sparks/wer-hoert-zu/"
POST: Final = "/posts/welcome/"

SHOW: Final = "[data-do=show]"
REMEMBER: Final = "[data-do=remember]"
FORGET: Final = "[data-do=forget]"
LOADING: Final = "[data-part=loading]"
FAILED: Final = "[data-part=failed]"
LINK: Final = "#discussion a[href*='?uri=']"
MAIL: Final = "#the-text a[href^='mailto:sparks@']"
HEADING: Final = "#isso-thread > .isso-thread-heading"
BOX: Final = "#isso-thread > .isso-postbox"
SAID: Final = "#isso-root .isso-comment .isso-text"
"""A comment in the thread; the box to write in has one of its own, hidden, for its preview."""
SEE_DISCUSSION: Final = """() => new Promise(resolve =>
    new IntersectionObserver((seen, observer) => [observer.disconnect(), resolve(seen[0].isIntersecting)])
        .observe(document.querySelector('#discussion')))"""
"""Tells whether the discussion is in view, once the page's own observer knows it too."""
COLOURS: Final = """query => {
    const { color, backgroundColor } = getComputedStyle(document.querySelector(query));
    return [color, backgroundColor];
}"""
COMPLAINTS: Final = frozenset({"error", "warning"})
LONGER_THAN_A_PAGE_WAITS: Final = 11_000
"""Milliseconds."""
DESK: Final = Look(1280)
Visit: TypeAlias = "Callable[..., Reader]"


@dataclass(frozen=True, slots=True)
class Harbour:
    """The same site several times, and the Isso that keeps the threads of all of them."""

    isso: str
    folder: Path
    origins: dict[str, str]

    @property
    def host(self) -> str:
        """Return what readers are told that they contact."""
        return urlsplit(self.isso).netloc

    def url(self, address: str, site: str = "click") -> str:
        """Return the URL of a page of one of the sites."""
        return self.origins[site] + address


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody at a page: all that their browser asked for, and what it complained of."""

    page: Page
    asked: list[str]
    wrong: list[str]

    def show(self) -> None:
        """Agree to the thread, and wait until it stands there."""
        self.page.locator(SHOW).click()
        self.wait()

    def wait(self) -> None:
        """Wait until Isso has put all of the thread into the page: it counts the comments when they stand there."""
        expect(self.page.locator(HEADING)).not_to_be_empty()

    def write(self, text: str) -> None:
        """Post a comment, and wait until it stands in the thread."""
        self.page.locator(f"{BOX} textarea").fill(text)
        self.page.locator(f"{BOX} input[type=submit]").click()
        expect(self.page.locator(SAID, has_text=text)).to_be_visible()

    def judged(self) -> list[str]:
        """Return what axe finds on the page as it stands."""
        findings: list[str] = self.page.evaluate(judges.RUN_AXE, judges.AXE_OPTIONS)
        return findings

    def reads(self) -> list[str]:
        """Return what the comments in the thread say."""
        return self.page.locator(SAID).all_inner_texts()

    def scroll_to_the_end(self) -> None:
        """Scroll through the page, so that what loads on sight does."""
        self.page.evaluate("() => scrollTo(0, document.documentElement.scrollHeight)")
        self.page.evaluate(SEE_DISCUSSION)
        self.page.wait_for_load_state("networkidle")

    def elsewhere(self) -> list[str]:
        """Return what was asked for at another origin than the page's."""
        origin = self.page.evaluate("() => origin")
        return [url for url in self.asked if not url.startswith((f"{origin}/", "data:", "blob:"))]

    def sees(self, *queries: str) -> list[bool]:
        """Return which of some elements can be seen on the page."""
        return [self.page.locator(query).is_visible() for query in queries]


@contextmanager
def browsing(browser: Browser, look: Look = DESK, *, scripts: bool = True, axe: Path | None = None) -> Iterator[Visit]:
    """Open a browser that knows nothing yet; give a function that opens a URL in a tab of it, and loads all of it."""
    context = browser.new_context(
        viewport={"width": look.width, "height": 700},
        color_scheme=look.scheme,
        java_script_enabled=scripts,
        # The site's policy rightly refuses the judge's own script; this context alone lets it in.
        bypass_csp=axe is not None,
        reduced_motion="reduce",
    )
    if axe:
        context.add_init_script(path=axe)
    context.add_init_script(judges.REPORT_VIOLATIONS)

    def visit(url: str, now: str = "") -> Reader:
        reader = Reader(context.new_page(), [], [])
        if now:
            reader.page.clock.install(time=now)

        def on_dialog(dialog: Dialog) -> None:
            reader.wrong.append(f"dialog: {dialog.message}")
            dialog.dismiss()

        reader.page.on("request", lambda request: reader.asked.append(request.url))
        reader.page.on("console", lambda told: reader.wrong.append(told.text) if told.type in COMPLAINTS else None)
        reader.page.on("pageerror", lambda error: reader.wrong.append(str(error)))
        reader.page.on("dialog", on_dialog)
        reader.page.goto(url)
        return reader

    try:
        yield visit
    finally:
        context.close()


def build(root: Path, now: str = NOW) -> Path:
    """Build a site as its organiser does, and return where it is."""
    command = [sys.executable, "-m", "sitegen", "build", "-C", str(root), "--now", now]
    answer = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60, cwd=PROJECT)
    if answer.returncode:
        pytest.fail(f"the site does not build:\n{answer.stdout}{answer.stderr}", pytrace=False)
    return root / "public"


def site(root: Path, isso: str, load: str = "click", now: str = NOW) -> Path:
    """Write the site and build it, and return where it is."""
    return build(write_site(root, FILES, SETTINGS.format(load=load, isso=isso)), now)


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Harbour]:
    """Return the sites, served under their own policy, with Isso running."""
    folder = tmp_path_factory.mktemp("isso")
    isso = free_url()
    built = {load: site(folder / load, isso, load) for load in ("click", "visible", "always")}
    built["early"] = site(folder / "early", isso, now=BEFORE_THE_CLOSE)
    with ExitStack() as stack:
        origins = {name: stack.enter_context(serving(public)) for name, public in built.items()}
        stack.enter_context(isso_running(folder, isso, tuple(origins.values())))
        yield Harbour(isso, folder, origins)


@pytest.mark.parametrize("address", [LISTENS, POST])
def test_nobody_is_asked_before_the_click(browser: Browser, harbour: Harbour, address: str) -> None:
    with browsing(browser) as visit:
        reader = visit(harbour.url(address))
        reader.scroll_to_the_end()
        assert (reader.sees(SHOW), reader.elsewhere(), reader.wrong) == ([True], [], [])


def test_after_the_click_isso_alone_is_asked_and_its_script_first(browser: Browser, harbour: Harbour) -> None:
    with browsing(browser) as visit:
        reader = visit(harbour.url(LISTENS))
        reader.scroll_to_the_end()
        reader.asked.clear()
        reader.show()
        reader.scroll_to_the_end()
        first, *others = reader.asked
    assert first == f"{harbour.isso}/js/embed.min.js"
    assert {url.startswith(f"{harbour.isso}/") for url in others} == {True}


def test_the_button_says_who_will_be_contacted(browser: Browser, harbour: Harbour) -> None:
    with browsing(browser) as visit:
        said = visit(harbour.url(LISTENS)).page.locator(SHOW).inner_text()
    assert said == f"Show the discussion from {harbour.host}"


def test_a_comment_is_there_for_readers_with_other_browsers(browser: Browser, harbour: Harbour) -> None:
    with browsing(browser) as visit:
        writer = visit(harbour.url(LISTENS))
        writer.show()
        writer.write("Whoever is in the front row.")
        writer.page.reload()
        writer.show()
        assert "Whoever is in the front row." in writer.reads()
    with browsing(browser) as visit:
        reader = visit(harbour.url(LISTENS))
        reader.show()
        assert "Whoever is in the front row." in reader.reads()


def test_two_sparks_of_a_session_share_no_comment(browser: Browser, harbour: Harbour) -> None:
    with browsing(browser) as visit:
        for address, text in ((LISTENS, "Said of listening."), (SPEAKS, "Said of speaking.")):
            reader = visit(harbour.url(address))
            reader.show()
            reader.write(text)
    with browsing(browser) as visit:
        said = []
        for address in (LISTENS, SPEAKS):
            reader = visit(harbour.url(address))
            reader.show()
            said.append([text for text in reader.reads() if text.startswith("Said of")])
    assert said == [["Said of listening."], ["Said of speaking."]]


def test_a_thread_moves_with_its_renamed_file(browser: Browser, harbour: Harbour) -> None:
    with browsing(browser) as visit:
        writer = visit(harbour.url(MOVES, "early"))
        writer.show()
        writer.write("I shall be found again.")
    root = harbour.folder / "early"
    old, new = (root / "content" / "sparks" / f"{name}.md" for name in ("who-moves", "who-has-moved"))
    new.write_text(old.read_text("utf-8").replace("---\n", "---\nid: sparks/who-moves\n", 1), "utf-8")
    old.unlink()
    build(root, BEFORE_THE_CLOSE)
    with browsing(browser) as visit:
        reader = visit(harbour.url("/sparks/who-has-moved/", "early"))
        reader.show()
        assert (reader.reads(), visit(harbour.url(MOVES, "early")).sees(SHOW)) == (["I shall be found again."], [False])


def test_a_hostile_title_breaks_nothing_and_arrives_whole(browser: Browser, harbour: Harbour) -> None:
    with browsing(browser) as visit:
        reader = visit(harbour.url(STRANGE))
        reader.show()
        reader.write("What a title.")
        found = (reader.page.locator("h1").inner_text(), reader.page.locator("[onerror], img[src=x]").count())
        told = thread_titles(harbour.folder)["/sparks/hostile/?harbour.example.org,2007"]
        assert (found, told, reader.wrong) == ((HOSTILE, 0), HOSTILE, [])


def test_the_policy_blocks_nothing_that_isso_needs(browser: Browser, harbour: Harbour) -> None:
    with browsing(browser) as visit:
        other = visit(harbour.url(SPEAKS))
        other.show()
        other.write("Answer me.")
    with browsing(browser) as visit:
        reader = visit(harbour.url(SPEAKS))
        reader.show()
        use_all_of(reader, "Answer me.", "This stays.")
        # Isso's own style sheet gives its button a pointer, and ours has no say in that.
        pointer = reader.page.locator(f"{BOX} input[type=submit]").evaluate("button => getComputedStyle(button).cursor")
        assert (reader.sees(BOX), pointer, reader.wrong) == ([True], "pointer", [])


def test_isso_stopped_leaves_the_page_whole_and_may_be_asked_again(browser: Browser, tmp_path: Path) -> None:
    isso = free_url()
    with serving(site(tmp_path / "site", isso)) as origin, browsing(browser) as visit:
        reader = visit(origin + LISTENS)
        whole = lines(reader)
        reader.page.locator(SHOW).click()
        expect(reader.page.locator(FAILED)).to_be_visible()
        assert reader.page.locator(FAILED).inner_text().startswith("The discussion could not be fetched")
        assert (reader.sees(SHOW, MAIL, LINK, LOADING), set(whole) - set(lines(reader))) == (
            [True, True, True, False],
            set(),
        )
        with isso_running(tmp_path, isso, (origin,)):
            reader.show()
            reader.write("You are back.")
            assert reader.sees(SHOW, FAILED, LOADING) == [False, False, False]


def test_isso_stopped_is_told_to_readers_who_have_its_script_already(browser: Browser, tmp_path: Path) -> None:
    isso = free_url()
    with serving(site(tmp_path / "site", isso)) as origin, browsing(browser) as visit:
        with isso_running(tmp_path, isso, (origin,)):
            visit(origin + LISTENS).show()
        reader = visit(origin + LISTENS, NOW)
        reader.page.locator(SHOW).click()
        # The script comes from the browser's own store, so nothing fails at once.
        expect(reader.page.locator(LOADING)).to_be_visible()
        reader.page.clock.fast_forward(LONGER_THAN_A_PAGE_WAITS)
        expect(reader.page.locator(FAILED)).to_be_visible()
        assert reader.sees(SHOW, MAIL, LINK) == [True, True, True]
        with isso_running(tmp_path, isso, (origin,)):
            reader.show()
            assert reader.sees(SHOW, FAILED, BOX) == [False, False, True]


@pytest.mark.parametrize("reason", ["blocked", "offline"])
def test_a_reader_whom_something_keeps_from_isso_is_told(browser: Browser, harbour: Harbour, reason: str) -> None:
    with browsing(browser) as visit:
        reader = visit(harbour.url(LISTENS))
        if reason == "blocked":
            reader.page.route(f"{harbour.isso}/**", lambda route: route.abort("blockedbyclient"))
        else:
            reader.page.context.set_offline(True)
        reader.page.locator(SHOW).click()
        expect(reader.page.locator(FAILED)).to_be_visible()
        assert reader.sees(SHOW, MAIL, LINK, LOADING) == [True, True, True, False]


def test_without_scripts_the_page_is_whole_and_has_a_plain_way(browser: Browser, harbour: Harbour) -> None:
    lost = judges.lost_without_scripts(browser, harbour.origins["click"], (LISTENS,), NOW)
    with browsing(browser, scripts=False) as visit:
        reader = visit(harbour.url(LISTENS))
        seen = reader.sees(SHOW, REMEMBER, FORGET, LOADING, FAILED, LINK, MAIL, "#discussion noscript")
        told = reader.page.request.get(reader.page.locator(LINK).get_attribute("href") or "").status
    assert (seen, told) == ([False] * 5 + [True] * 3, 200)
    assert lost == [
        f"{LISTENS}: only with scripts: Join the discussion",
        f"{LISTENS}: only with scripts: From now on show discussions from {harbour.host} at once, on this device",
        f"{LISTENS}: only with scripts: Show the discussion from {harbour.host}",
    ]


def test_a_closed_spark_shows_its_comments_and_no_box(browser: Browser, harbour: Harbour) -> None:
    with browsing(browser) as visit:
        writer = visit(harbour.url(LEFT, "early"), BEFORE_THE_CLOSE)
        writer.show()
        writer.write("Just in time.")
    with browsing(browser) as visit:
        reader = visit(harbour.url(LEFT))
        said = reader.page.locator("#discussion .closed").inner_text()
        reader.show()
        seen = reader.sees(BOX, "#isso-root .isso-reply")
        assert (reader.reads(), seen, reader.wrong) == (["Just in time."], [False, False], [])
    assert said == "This discussion is closed. What was written stays here to be read."


def test_a_spark_that_closes_while_it_is_read_loses_its_box(browser: Browser, harbour: Harbour) -> None:
    with browsing(browser) as visit:
        reader = visit(harbour.url(LEFT, "early"), "2007-01-31T17:58:00Z")
        reader.show()
        before = reader.sees(BOX, "#discussion .closed")
        reader.page.clock.fast_forward("03:00")
        reader.page.locator("#discussion .closed").wait_for()
        assert (before, reader.sees(BOX, "#discussion .closed")) == ([True, False], [False, True])


def test_a_remembered_choice_holds_on_other_pages_and_can_be_taken_back(browser: Browser, harbour: Harbour) -> None:
    with browsing(browser) as visit:
        reader = visit(harbour.url(LISTENS))
        reader.page.locator(REMEMBER).check()
        reader.show()
        asked_once = reader.sees(SHOW, REMEMBER, FORGET)
        reader = visit(harbour.url(SPEAKS))
        reader.wait()
        asked_again = reader.sees(SHOW, REMEMBER, FORGET)
        reader.asked.clear()
        with reader.page.expect_navigation():
            reader.page.locator(FORGET).click()
        reader.scroll_to_the_end()
        forgotten = (reader.sees(SHOW, REMEMBER, FORGET), reader.elsewhere())
        reader = visit(harbour.url(LISTENS))
        reader.scroll_to_the_end()
        after = (reader.sees(SHOW, REMEMBER, FORGET), reader.elsewhere())
    assert (asked_once, asked_again) == ([False, False, True], [False, False, True])
    assert (forgotten, after) == (([True, True, False], []), ([True, True, False], []))


def test_a_choice_for_once_is_not_remembered(browser: Browser, harbour: Harbour) -> None:
    with browsing(browser) as visit:
        visit(harbour.url(LISTENS)).show()
        reader = visit(harbour.url(SPEAKS))
        reader.scroll_to_the_end()
        assert (reader.sees(SHOW), reader.elsewhere()) == ([True], [])


def test_visible_loads_as_the_reader_gets_there(browser: Browser, harbour: Harbour) -> None:
    with browsing(browser) as visit:
        reader = visit(harbour.url(LISTENS, "visible"))
        is_in_view = reader.page.evaluate(SEE_DISCUSSION)
        before = reader.elsewhere()
        reader.page.locator("#discussion").scroll_into_view_if_needed()
        reader.wait()
        assert (is_in_view, before, reader.sees(SHOW, BOX), reader.wrong) == (False, [], [False, True], [])


def test_always_loads_at_once(browser: Browser, harbour: Harbour) -> None:
    with browsing(browser) as visit:
        reader = visit(harbour.url(LISTENS, "always"))
        reader.wait()
        is_in_view = reader.page.evaluate(SEE_DISCUSSION)
        assert (is_in_view, reader.sees(SHOW, BOX), reader.wrong) == (False, [False, True], [])


@pytest.mark.parametrize(
    "look",
    [Look(width, scheme) for width in (360, 1280) for scheme in ("light", "dark")],
    ids=lambda look: f"{look.width}-{look.scheme}",
)
def test_a_thread_is_accessible(browser: Browser, harbour: Harbour, axe: Path, look: Look) -> None:
    asked = f"Is that so, in {look.scheme}, {look.width} wide?"
    with browsing(browser) as visit:
        other = visit(harbour.url(SPEAKS))
        other.show()
        other.write(asked)
    with browsing(browser, look, axe=axe) as visit:
        reader = visit(harbour.url(SPEAKS))
        findings = {"before": reader.judged()}
        reader.show()
        findings["after"] = reader.judged()
        use_all_of(reader, asked, f"It is so, in {look.scheme}, {look.width} wide.")
        findings["in use"] = reader.judged()
        wide = reader.page.evaluate(judges.TELL_OVERFLOW)
        reader = visit(harbour.url(LEFT))
        reader.page.locator(REMEMBER).check()
        reader.show()
        findings["closed"] = reader.judged()
        with reader.page.expect_navigation():
            reader.page.locator(FORGET).click()
        reader.page.route(f"{harbour.isso}/**", lambda route: route.abort("blockedbyclient"))
        reader.page.locator(SHOW).click()
        expect(reader.page.locator(FAILED)).to_be_visible()
        findings["failed"] = reader.judged()
    states = ("before", "after", "in use", "closed", "failed")
    assert (findings, wide) == ({state: [] for state in states}, [])


def test_on_paper_there_are_comments_and_nothing_to_fill_in(browser: Browser, harbour: Harbour) -> None:
    with browsing(browser) as visit:
        reader = visit(harbour.url(LISTENS))
        reader.show()
        reader.write("This is printed.")
        reader.page.emulate_media(media="print")
        said = reader.page.locator(SAID, has_text="This is printed.")
        seen = reader.sees(BOX, FORGET, LINK, "#isso-root .isso-reply >> nth=0", "#discussion .consent")
        assert (said.is_visible(), seen) == (True, [False] * 5)


def test_the_box_is_light_or_dark_with_the_page(browser: Browser, harbour: Harbour) -> None:
    with browsing(browser) as visit:
        reader = visit(harbour.url(LISTENS))
        reader.show()
        looks = []
        for scheme in ("light", "dark"):
            reader.page.emulate_media(color_scheme=scheme)
            looks.append([reader.page.evaluate(COLOURS, query) for query in ("body", f"{BOX} textarea")])
    (page, box), (dark_page, dark_box) = looks
    assert (box == page, dark_box == dark_page, box == dark_box) == (True, True, False)


def test_isso_speaks_the_language_of_the_page(browser: Browser, harbour: Harbour) -> None:
    with browsing(browser) as visit:
        reader = visit(harbour.url(GERMAN))
        reader.show()
        assert reader.page.locator(f"{BOX} input[type=submit]").input_value() == "Abschicken"


def use_all_of(reader: Reader, asked: str, text: str) -> None:
    """Write a comment, one that answers another, which asked something, and look at what a third would become."""
    reader.write(text)
    other = reader.page.locator("#isso-root > .isso-comment", has_text=asked)
    other.locator(".isso-reply").first.click()
    other.locator(".isso-postbox textarea").fill("I `answer` you.\n\n> And I quote.")
    other.locator(".isso-postbox input[type=submit]").click()
    expect(other.locator(".isso-follow-up .isso-text code")).to_be_visible()
    other.locator(".isso-reply").first.click()
    reader.page.locator(f"{BOX} textarea").fill("Is this *how* it looks?")
    reader.page.locator(f"{BOX} [name=preview]").click()
    expect(reader.page.locator(f"{BOX} .isso-preview em")).to_be_visible()


def lines(reader: Reader) -> list[str]:
    """Return what a reader reads in the main part of a page, line by line, but for what offers to show more."""
    offers = {reader.page.locator(query).inner_text() for query in (SHOW, "[data-part=choice]")}
    return [line for line in reader.page.locator("main").inner_text().splitlines() if line not in offers]
