"""The preview in a browser: a page that keeps up with what is saved, mistakes laid over it, and marks of what waits."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import pytest
from playwright.sync_api import Page

from tests.browser.judges import REPORT_VIOLATIONS
from tests.building import SETTINGS, write_site
from tests.builds import SMALL
from tests.conftest import PROJECT
from tests.serving import PATIENCE, Served, serving, until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, ConsoleMessage, Locator, Request

pytestmark = pytest.mark.browser

POST: Final = "content/posts/2007-01-01-long-ago.md"
ADDRESS: Final = "/posts/long-ago/"
LONG: Final = "\n\n".join(f"Paragraph {number} of many." for number in range(200))
NOTE_LOADS: Final = "sessionStorage.loads = Number(sessionStorage.loads || 0) + 1"
NOW: Final = "2007-02-14T12:00"
MILLISECONDS: Final = PATIENCE * 1000
WAITING: Final[dict[str, str]] = {
    "posts/2007-02-01-draft.md": "---\ntitle: A draft\ndraft: true\ntags: [halls]\nsession: networks\n---\nNot yet.\n",
    "posts/2007-03-01-later.md": "---\ntitle: A later one\ntags: [halls]\nsession: networks\n---\nLater.\n",
    "posts/2007-01-01-shown.md": "---\ntitle: A shown one\ntags: [halls]\n---\nNow.\n",
    "sparks/later.md": "---\ntitle: What then?\nsession: networks\nopens: 2007-02-20 08:00\n---\nSay.\n",
    "sparks/draft.md": "---\ntitle: What if?\nsession: networks\ndraft: true\n---\nSay.\n",
    "sparks/shown.md": "---\ntitle: What now?\nsession: networks\nopens: 2007-02-01\n---\nSay.\n",
    "sessions/networks.md": "---\ntitle: Networks\nstart: 2007-02-21 09:30\nend: 10:30\n---\nOn networks.\n",
    "sessions/draft.md": "---\ntitle: A secret\nstart: 2007-02-21 11:30\nend: 12:30\ndraft: true\n---\nHush.\n",
    "pages/draft.md": "---\ntitle: A plan\ndraft: true\n---\nPlanned.\n",
}
DRAFT: Final = "Draft: readers do not see this."
LATER: Final = "Readers see this from Thursday 1 March 2007, 00:00 UTC on."
OPENS: Final = "Readers see this from Tuesday 20 February 2007, 08:00 UTC on."
MARKS: Final = {
    "/posts/draft/": DRAFT,
    "/posts/later/": LATER,
    "/sparks/draft/": DRAFT,
    "/sparks/later/": OPENS,
    "/sessions/draft/": DRAFT,
    "/draft/": DRAFT,
}
INLINE: Final = "document.body.append(Object.assign(document.createElement('script'), {textContent: 'self.ran = 1'}))"
IS_STYLED: Final = "getComputedStyle(document.body).outlineColor === 'rgb(1, 2, 3)'"
NOTE_FIRST_STYLE: Final = """
new MutationObserver(() => {
  const overlay = document.querySelector("sitegen-preview");
  if (overlay) self.firstStyle ??= getComputedStyle(overlay.shadowRoot.querySelector(".box")).position;
}).observe(document, { childList: true, subtree: true });
"""
IS_LAID_OVER: Final = "box => getComputedStyle(box).position === 'fixed'"


@dataclass(slots=True)
class Visit:
    """An open page of the preview, and what the browser had to say of it."""

    page: Page
    served: Served
    wrong: list[str] = field(default_factory=list)
    """Complaints of the console, of scripts and of the policy."""
    strangers: list[str] = field(default_factory=list)
    """Requests that left the preview."""

    @property
    def overlay(self) -> Locator:
        """What is laid over the page while there is a mistake."""
        return self.page.locator("sitegen-preview .box")

    @property
    def loads(self) -> int:
        """How often a page was loaded."""
        return int(self.page.evaluate("Number(sessionStorage.loads)"))

    def open(self, address: str) -> None:
        """Open a page, and wait until it hears of what is saved."""
        # The channel is opened after all else, and stays open: nothing is quiet then.
        with self.page.expect_response(lambda answer: answer.url.endswith("/-sitegen-/events"), timeout=MILLISECONDS):
            self.page.goto(self.served.address + address)

    def has(self, text: str) -> None:
        """Wait until the page has a text."""
        self.page.get_by_text(text).first.wait_for(timeout=MILLISECONDS)


@contextmanager
def visiting(browser: Browser, served: Served) -> Iterator[Visit]:
    """Open a browser's window; what went wrong is collected."""
    context = browser.new_context(viewport={"width": 1280, "height": 720})
    context.add_init_script(REPORT_VIOLATIONS)
    context.add_init_script(f"if (location.protocol === 'http:') {NOTE_LOADS}")
    page = context.new_page()
    visit = Visit(page, served)

    def on_console(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            visit.wrong.append(message.text)

    def on_request(request: Request) -> None:
        if not request.url.startswith((f"{served.address}/", "data:", "blob:")):
            visit.strangers.append(request.url)

    page.on("console", on_console)
    page.on("pageerror", lambda error: visit.wrong.append(str(error)))
    page.on("request", on_request)
    yield visit
    context.close()


@contextmanager
def previewing(
    browser: Browser, place: Path, files: dict[str, str | bytes] | None = None, settings: str = "", *arguments: str
) -> Iterator[Visit]:
    """Serve a site, and open a window on it; nothing may be refused, and nobody else be asked."""
    root = write_site(
        place / "site", {**(files or {p: d for p, d in SMALL.items() if p != "site.toml"})}, SETTINGS + settings
    )
    with serving(root, place / "cache", "--now", NOW, *arguments) as served, visiting(browser, served) as visit:
        yield visit
        assert (visit.wrong, visit.strangers) == ([], [])


@pytest.fixture
def visit(browser: Browser, tmp_path: Path) -> Iterator[Visit]:
    """Return a window on the small site."""
    with previewing(browser, tmp_path) as found:
        yield found


def save(visit: Visit, words: str, head: str = "title: Long ago") -> None:
    """Save the post."""
    (visit.served.root / POST).write_text(f"---\n{head}\n---\n{words}\n", "utf-8")


def test_a_page_that_is_open_is_fresh_after_a_save(visit: Visit) -> None:
    visit.open(ADDRESS)
    for words in ("Fresh once.", "Fresh twice."):
        save(visit, words)
        visit.has(words)
    assert visit.loads == 3


def test_a_page_that_was_open_while_the_preview_was_away_is_fresh_when_it_is_back(
    browser: Browser, tmp_path: Path
) -> None:
    root = write_site(tmp_path / "site", {p: d for p, d in SMALL.items() if p != "site.toml"}, SETTINGS)
    with serving(root, tmp_path / "cache") as first, visiting(browser, first) as visit:
        visit.open(ADDRESS)
        port = first.port
        assert first.end() == 130
        save(visit, "Written in between.")
        with serving(root, tmp_path / "cache", port=port):
            visit.has("Written in between.")
            assert visit.strangers == []


@contextmanager
def styled(browser: Browser, place: Path) -> Iterator[Visit]:
    """Open a window on a long page of a site whose theme is its own."""
    files = {p: d for p, d in SMALL.items() if p != "site.toml"} | {
        "posts/2007-01-01-long-ago.md": f"---\ntitle: Long ago\n---\n{LONG}\n"
    }
    shutil.copytree(PROJECT / "themes/default", place / "site/themes/default")
    base = place / "site/themes/default/templates/base.html"
    base.write_text(base.read_text("utf-8").replace("</main>", '<input id="typed" aria-label="Say"></main>'), "utf-8")
    with previewing(browser, place, files) as visit:
        yield visit


@pytest.mark.parametrize("is_renamed", [False, True], ids=["written", "renamed"])
def test_a_style_that_changed_leaves_the_page_where_it_is(
    browser: Browser, tmp_path: Path, *, is_renamed: bool
) -> None:
    with styled(browser, tmp_path) as visit:
        visit.open(ADDRESS)
        visit.page.locator("#typed").fill("half a thought")
        visit.page.evaluate("scrollTo(0, 900)")
        (sheet,) = (visit.served.root / "themes/default/assets").glob("style.css*")
        text = sheet.read_text("utf-8") + "\nbody { outline: 3px solid rgb(1, 2, 3); }\n"
        if is_renamed:
            new = sheet.with_name(f".{sheet.name}.tmp")
            new.write_text(text, "utf-8")
            new.replace(sheet)
        else:
            sheet.write_text(text, "utf-8")
        until(lambda: bool(visit.page.evaluate(IS_STYLED)), "the style")
        where = visit.page.evaluate("[scrollY, document.querySelector('#typed').value]")
        assert (where, visit.loads) == ([900, "half a thought"], 1)
        save(visit, "And words are still followed.")
        visit.has("And words are still followed.")


def test_a_mistake_is_laid_over_the_page_until_it_is_mended(visit: Visit) -> None:
    visit.open(ADDRESS)
    before = visit.page.locator("main").inner_text()
    save(visit, "Wrong.", "title: [Long ago")
    visit.overlay.wait_for(timeout=MILLISECONDS)
    said = visit.overlay.inner_text()
    where = visit.overlay.locator(".where").all_inner_texts()
    assert [one.startswith(f"{POST}:2") for one in where] == [True]
    assert (visit.overlay.locator(".message").count(), visit.overlay.locator(".hint").count()) == (1, 1)
    assert ("not built" in said, visit.page.locator("main").inner_text()) == (True, before)
    save(visit, "It is mended.")
    visit.has("It is mended.")
    assert visit.overlay.count() == 0


def test_a_mistake_is_laid_over_the_page_in_its_style_from_the_first_moment(visit: Visit) -> None:
    visit.page.add_init_script(NOTE_FIRST_STYLE)
    visit.open(ADDRESS)
    save(visit, "Wrong.", "title: [Long ago")
    visit.overlay.wait_for(timeout=MILLISECONDS)
    assert visit.page.evaluate("self.firstStyle") == "fixed"


def test_a_page_that_is_opened_while_there_is_a_mistake_tells_of_it(visit: Visit) -> None:
    visit.open("/")
    save(visit, "Wrong.", "title: [Long ago")
    visit.overlay.wait_for(timeout=MILLISECONDS)
    visit.open(ADDRESS)
    visit.overlay.wait_for(timeout=MILLISECONDS)
    visit.page.reload()
    visit.overlay.wait_for(timeout=MILLISECONDS)
    (visit.served.root / POST).write_bytes(str(SMALL["posts/2007-01-01-long-ago.md"]).encode())
    visit.overlay.wait_for(state="detached", timeout=MILLISECONDS)
    assert "Then the pilot came." in visit.page.locator("main").inner_text()


def test_another_mistake_takes_the_place_of_the_first(visit: Visit) -> None:
    visit.open(ADDRESS)
    for head in ("title: [Long ago", "odd"):
        save(visit, "Wrong.", head)
        visit.overlay.wait_for(timeout=MILLISECONDS)
    save(visit, "[nowhere](../posts/nowhere.md)", "title: Long ago")
    visit.overlay.get_by_text("nowhere").first.wait_for(timeout=MILLISECONDS)
    assert visit.overlay.count() == 1


def test_markup_in_a_message_is_text(visit: Visit) -> None:
    visit.open(ADDRESS)
    markup = "<img src=x onerror=document.title='gone'>"
    save(visit, "Wrong.", f'title: Long ago\nstage: "{markup}"')
    visit.overlay.wait_for(timeout=MILLISECONDS)
    assert markup in visit.overlay.inner_text()
    assert (visit.overlay.locator("img").count(), visit.page.title() == "gone") == (0, False)


def test_markup_in_a_missing_address_is_text(visit: Visit) -> None:
    visit.page.goto(
        f"{visit.served.address}/<img src=x onerror=document.title='gone'>/?<script>document.title='gone'</script>"
    )
    assert (visit.page.title() == "gone", visit.page.locator("img[src=x]").count()) == (False, 0)
    # The browser itself says of each page with status 404 that it has it.
    visit.wrong = [one for one in visit.wrong if "404" not in one]


def test_a_site_that_cannot_be_built_at_all_has_a_page_that_says_why(browser: Browser, tmp_path: Path) -> None:
    with previewing(browser, tmp_path, {"posts/2007-01-01-long-ago.md": "no front matter"}) as visit:
        visit.page.goto(f"{visit.served.address}/")
        visit.overlay.get_by_text(POST).first.wait_for(timeout=MILLISECONDS)
        save(visit, "It is mended.")
        visit.has("Long ago")
        visit.overlay.wait_for(state="detached", timeout=MILLISECONDS)
        visit.wrong = [one for one in visit.wrong if "404" not in one]


@pytest.fixture(scope="module")
def waiting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Return the preview of a site of which much waits."""
    place = tmp_path_factory.mktemp("waiting")
    root = write_site(place / "site", {**WAITING}, SETTINGS)
    with serving(root, place / "cache", "--now", NOW) as served:
        yield served


def test_what_readers_do_not_see_yet_says_so_on_its_page(browser: Browser, waiting: Served) -> None:
    with visiting(browser, waiting) as visit:
        found = {}
        for address in (*MARKS, "/posts/shown/", "/sparks/shown/", "/sessions/networks/"):
            visit.page.goto(waiting.address + address)
            found[address] = " ".join(visit.page.locator("main > .waits").all_inner_texts())
        assert {address: mark for address, mark in found.items() if mark} == MARKS
        assert (visit.wrong, visit.strangers) == ([], [])


def test_what_readers_do_not_see_yet_is_marked_in_lists(browser: Browser, waiting: Served) -> None:
    tagged = {"A draft": [DRAFT], "A later one": [LATER], "A shown one": []}
    lists = {
        "/posts/": tagged,
        "/tags/halls/": tagged,
        "/sparks/": {"What if?": [DRAFT], "What then?": [OPENS], "What now?": []},
        "/sessions/": {"A secret": [DRAFT], "Networks": []},
    }
    found: dict[str, dict[str, list[str]]] = {address: {} for address in lists}
    with visiting(browser, waiting) as visit:
        for address, titles in lists.items():
            visit.page.goto(waiting.address + address)
            for title in titles:
                entry = visit.page.locator("main article", has=visit.page.get_by_role("link", name=title, exact=True))
                flags = entry.locator(".flag").all_inner_texts()
                found[address][title] = [flag for flag in flags if flag in {DRAFT, LATER, OPENS}]
    assert found == lists


@pytest.mark.parametrize("address", ["/", "/sessions/networks/", "/schedule/"])
def test_wherever_a_document_that_waits_is_named_it_is_marked(browser: Browser, waiting: Served, address: str) -> None:
    titles = {"A draft", "A later one", "What if?", "What then?", "A secret"}
    with visiting(browser, waiting) as visit:
        visit.page.goto(waiting.address + address)
        # The way on to the next document is a word at the end of this one, and marked where it leads.
        visit.page.evaluate("document.querySelectorAll('.around').forEach(way => way.remove())")
        lines = [line.strip() for line in visit.page.locator("main").inner_text().splitlines()]
    named = [title for line in lines for title in titles if line.startswith(title)]
    marks = [mark for line in lines for mark in (DRAFT, LATER, OPENS) if mark in line]
    assert (bool(named), len(marks)) == (True, len(named)), lines


def test_a_time_walked_to_shows_the_day(browser: Browser, tmp_path: Path) -> None:
    root = write_site(tmp_path / "site", {**WAITING}, SETTINGS)
    with serving(root, tmp_path / "cache", "--now", "2007-03-02") as served, visiting(browser, served) as visit:
        visit.open("/posts/later/")
        assert visit.page.locator(".waits").count() == 0
        visit.open("/posts/draft/")
        assert visit.page.locator(".waits").inner_text() == DRAFT


THREADS: Final = """
[comments]
provider = "giscus"

[comments.giscus]
repo = "harbour/talk"
repo_id = "R_kgDO"
category = "Talk"
category_id = "DIC_kwDO"
"""


def test_where_a_thread_will_be_stands_that_it_will(browser: Browser, tmp_path: Path) -> None:
    with previewing(browser, tmp_path, dict(WAITING), THREADS) as visit:
        visit.open("/sparks/shown/")
        assert (visit.page.locator("#discussion .place").count(), visit.page.locator("[data-do=show]").count()) == (
            1,
            0,
        )


def test_a_thread_that_is_asked_for_is_behind_its_button(browser: Browser, tmp_path: Path) -> None:
    with previewing(browser, tmp_path, dict(WAITING), THREADS, "--comments") as visit:
        visit.open("/sparks/shown/")
        visit.page.locator("[data-do=show]").wait_for(timeout=MILLISECONDS)
        assert visit.page.locator("#discussion .place").count() == 0


@pytest.mark.parametrize("host", ["netlify", "pages"])
def test_the_sites_own_policy_holds_and_refuses_nothing_of_the_preview(
    browser: Browser, tmp_path: Path, host: str
) -> None:
    root = write_site(tmp_path / "site", {**WAITING}, f'{SETTINGS}host = "{host}"\n')
    with serving(root, tmp_path / "cache", "--now", NOW) as served, visiting(browser, served) as visit:
        for address in ("/", "/posts/shown/", "/sparks/shown/", "/schedule/", "/404.html"):
            visit.page.goto(served.address + address, wait_until="load")
        assert visit.wrong == []
        policy = " ".join(served.ask("/").all("content-security-policy"))
        assert ("default-src 'none'" in policy, "unsafe" in policy) == (True, False)
        visit.open("/")
        (root / "content/posts/2007-01-01-shown.md").write_text("no front matter", "utf-8")
        visit.overlay.wait_for(timeout=MILLISECONDS)
        until(lambda: bool(visit.overlay.evaluate(IS_LAID_OVER)), "the overlay's style")
        assert (visit.wrong, visit.strangers) == ([], [])
        visit.page.evaluate(INLINE)
        assert visit.page.evaluate("self.ran") is None
