"""A site for GitHub Pages, as that host serves it: plain files below a path, no header of ours, no redirect."""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.judges import complaints

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

PROJECT_PATH = "/torquay"
ALIAS = "/sessions/school-blogs/"
ITS_PAGE = "/sessions/a-blog-that-somebody-reads/"
NOTE_VIOLATIONS = """() => {
    window.found = [];
    addEventListener('securitypolicyviolation', event => window.found.push(event.violatedDirective));
}"""
TRY_TO_BREAK_IN = """() => {
    const script = document.createElement('script');
    script.textContent = 'window.brokenIn = true';
    document.body.append(script);
    const picture = document.createElement('img');
    picture.src = 'https://elsewhere.example/picture.png';
    document.body.append(picture);
}"""


class PlainHandler(SimpleHTTPRequestHandler):
    """Serves a folder, and a project's own page for what is missing; it knows nothing of the site's wishes."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer a missing address as GitHub Pages does."""
        if code != HTTPStatus.NOT_FOUND:
            super().send_error(code, message, explain)
            return
        body = Path(str(self.directory), PROJECT_PATH[1:], "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the name is the base class's
        """Keep quiet: the tests speak."""


@pytest.fixture(scope="module")
def home(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of the sample site, built for GitHub Pages and served below a path."""
    root = tmp_path_factory.mktemp("pages")
    served = root / "served"
    served.mkdir()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(PlainHandler, directory=str(served)))
    server.daemon_threads = True
    address = f"http://127.0.0.1:{server.server_address[1]}{PROJECT_PATH}"
    shutil.copytree(project / "content", root / "content")
    settings = root / "content" / "site.toml"
    text = settings.read_text("utf-8")
    told = text.replace('host = "netlify"', 'host = "pages"').replace("https://torquay07.example.org", address)
    assert told.count(address) == 1
    settings.write_text(told, "utf-8")
    output = served / PROJECT_PATH[1:]
    command = [sys.executable, "-m", "sitegen", "build", "-C", str(root), "--output", str(output)]
    answer = subprocess.run(
        [*command, "--now", "2007-02-20T12:00:00Z"],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        cwd=project,
    )
    if answer.returncode:
        pytest.fail(f"the sample site does not build:\n{answer.stdout}{answer.stderr}", pytrace=False)
    assert not (output / "_headers").exists()
    assert not (output / "_redirects").exists()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield address
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Return a window of its own."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


def test_an_alias_leads_on_to_the_page_below_the_projects_path(home: str, page: Page) -> None:
    page.goto(home + ALIAS)
    page.wait_for_url(home + ITS_PAGE)
    assert page.locator("h1").inner_text() == "A blog that somebody reads"


def test_an_alias_can_be_followed_by_hand_and_is_kept_out_of_search_results(browser: Browser, home: str) -> None:
    # A browser that is told not to follow shows what there is to follow.
    context = browser.new_context(java_script_enabled=False)
    answer = context.request.get(home + ALIAS)
    assert f'<a href="{PROJECT_PATH}{ITS_PAGE}">{home}{ITS_PAGE}</a>' in answer.text()
    assert '<meta name="robots" content="noindex">' in answer.text()
    assert f'<link rel="canonical" href="{home}{ITS_PAGE}">' in answer.text()
    context.close()


@pytest.mark.parametrize("address", ["/", ITS_PAGE, "/no/such/page/"])
def test_the_policy_in_the_page_is_in_force(home: str, page: Page, address: str) -> None:
    answer = page.goto(home + address)
    assert answer is not None
    assert "content-security-policy" not in answer.headers
    page.evaluate(NOTE_VIOLATIONS)
    page.evaluate(TRY_TO_BREAK_IN)
    page.wait_for_function("() => window.found.length === 2")
    assert page.evaluate("() => window.found.sort()") == ["img-src", "script-src-elem"]
    assert page.evaluate("() => window.brokenIn") is None


def test_what_is_missing_gets_the_sites_own_page_with_its_style_and_a_way_home(home: str, page: Page) -> None:
    failed: list[str] = []
    page.on("response", lambda answer: failed.append(answer.url) if not answer.ok else None)
    answer = page.goto(f"{home}/no/such/page/")
    assert answer is not None
    assert answer.status == HTTPStatus.NOT_FOUND
    assert failed == [f"{home}/no/such/page/"]
    assert page.evaluate("() => document.styleSheets.length") > 0
    page.locator("header a").first.click()
    page.wait_for_url(f"{home}/")


def test_no_page_complains_or_asks_for_anything_beside_the_site(browser: Browser, home: str) -> None:
    addresses = ("/", "/schedule/", "/posts/", "/people/", "/sparks/", ITS_PAGE, "/subscribe/")
    assert complaints(browser, home, addresses) == []
