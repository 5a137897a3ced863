"""Comment providers that stand in for the real ones: what is at their addresses, and a browser that gets it from there.

A provider's script is a file of `fakes/` that does to a page what the real one does. Whatever else a page asks for
outside its own site gets no answer, and is a finding.
"""

from __future__ import annotations

import atexit
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import Page, Route

from tests.browser.judges import REPORT_VIOLATIONS
from tests.browser.served import serving
from tests.building import write_site
from tests.conftest import PROJECT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, ConsoleMessage, Locator, Request

    from tests.browser.judges import Scheme

FAKES: Final = Path(__file__).parent / "fakes"
NOW: Final = "2007-02-14T12:00:00Z"
SAID: Final = "Somebody answered."
BLOCKED: Final = "blocked"
"""Is answered like an address that something between the reader and the provider keeps away."""
SILENT: Final = "silent"
"""Is not answered, unless late."""
KINDS: Final = {
    ".css": "text/css",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript",
    ".json": "application/json",
    ".mjs": "text/javascript",
}
NOTE_WHAT_IS_PUT: Final = """
globalThis.put = [];
new MutationObserver(changes => {
    for (const { target, addedNodes } of changes)
        for (const { nodeName, attributes } of target.dataset?.part === "widget" ? addedNodes : [])
            put.push([nodeName.toLowerCase(), Object.fromEntries([...attributes].map(one => [one.name, one.value]))]);
}).observe(document, { childList: true, subtree: true });
"""
PARTS: Final = ("ask", "choice", "forget", "loading", "failed", "empty")
"""The parts of a discussion but for the thread itself."""
IS_STYLED: Final = "() => [...document.querySelectorAll('link[rel=stylesheet]')].every(link => link.sheet)"


@dataclass(frozen=True, slots=True)
class Fake:
    """A provider that stands in for a real one."""

    name: str
    settings: str
    """The lines below its own heading in `site.toml`."""
    files: Mapping[str, str]
    """The file of `fakes/` at each of its addresses, without their query."""
    is_framed: bool = False
    """Whether it shows its thread in a frame."""
    refused: frozenset[str] = frozenset()
    """What the site's policy keeps from it, and it does without."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A request to somebody else."""

    method: str
    address: str
    """Without the query."""
    told: Mapping[str, str]
    """What it says in its query or its body."""


@dataclass(slots=True)
class Visit:
    """A reader's page, and what the browser did for it."""

    page: Page
    origin: str
    fake: Fake
    answers: dict[str, str]
    asked: list[Asked] = field(default_factory=list)
    """What others were asked for since the page was opened."""
    strangers: list[str] = field(default_factory=list)
    """Addresses that were asked for and that are nobody's."""
    refused: list[str] = field(default_factory=list)
    """What the policy kept away."""
    complaints: list[str] = field(default_factory=list)
    waiting: list[Route] = field(default_factory=list)
    """Requests that nobody has answered yet."""

    def read(self, address: str) -> None:
        """Open a page of the site."""
        self.asked.clear()
        self.page.goto(self.origin + address)

    def part(self, name: str) -> Locator:
        """Return a part of the discussion by its name."""
        return self.page.locator(f"[data-part={name}]")

    @property
    def button(self) -> Locator:
        """The button that asks for the discussion."""
        return self.page.locator("[data-do=show]")

    @property
    def said(self) -> Locator:
        """What somebody has said at the provider."""
        widget = self.part("widget")
        return (widget.frame_locator("iframe") if self.fake.is_framed else widget).get_by_text(SAID)

    def wait(self) -> None:
        """Wait for all of the thread to stand there."""
        self.said.wait_for()
        self.page.wait_for_function(IS_STYLED)

    def show(self, address: str) -> None:
        """Open a page and ask for its thread."""
        self.read(address)
        self.button.click()
        self.wait()

    def remember(self, address: str) -> None:
        """Open a page and ask for its thread, for good."""
        self.read(address)
        self.page.get_by_role("checkbox").check()
        self.button.click()
        self.wait()

    def answer_late(self) -> None:
        """Answer what was asked for and not answered, as the fake usually does."""
        for route in self.waiting:
            _fulfil(route, self, self.fake.files[route.request.url.partition("?")[0]])
        self.waiting.clear()

    def seen(self) -> list[str]:
        """Return the parts of a discussion that its reader sees."""
        return [name for name in PARTS if self.part(name).is_visible()]

    def focused(self) -> str:
        """Return which part or control of the discussion the keyboard is at, if any."""
        found: str = self.page.evaluate(
            "document.activeElement.dataset.do ?? document.activeElement.dataset.part ?? ''"
        )
        return found

    def put(self) -> list[list[object]]:
        """Return the elements that were put into the place for the thread, as they were then."""
        found: list[list[object]] = json.loads(self._own(json.dumps(self.page.evaluate("put"))))
        return found

    def told(self) -> dict[str, object]:
        """Return all that the provider was told, by its elements and its requests."""
        return {
            name: value
            for told in (
                *(dict(one[1]) for one in self.put() if isinstance(one[1], dict)),
                *(a.told for a in self.asked),
            )
            for name, value in told.items()
        }

    def addresses(self) -> list[str]:
        """Return what was asked of others, in order."""
        return [f"{one.method} {one.address}" for one in self.asked]

    def _own(self, text: str) -> str:
        """Return a text with the site's own addresses as they are wherever it is served, whatever its files hold."""
        return re.sub(r"(/assets/[\w/]+)\.[0-9a-f]{10}\.", r"\1.", text.replace(self.origin, ""))


@contextmanager
def visiting(  # noqa: PLR0913  # four of them are how a reader differs from the usual one, each by its name
    browser: Browser,
    origin: str,
    fake: Fake,
    *,
    scheme: Scheme = "light",
    before: str = "",
    answers: Mapping[str, str] | None = None,
    **options: object,
) -> Iterator[Visit]:
    """Open a browser in which a fake stands in for a provider; at the end nobody else was asked and nothing was wrong.

    `before` is script that runs before the page's own; `answers` are those that differ from the fake's usual ones: a
    file, JSON, `blocked`, `silent`, or a status, by address.
    """
    context = browser.new_context(color_scheme=scheme, reduced_motion="reduce", **options)  # type: ignore[arg-type]  # a context's own options
    context.set_default_timeout(10_000)
    for script in (REPORT_VIOLATIONS, NOTE_WHAT_IS_PUT, before):
        context.add_init_script(script)
    visit = Visit(context.new_page(), origin, fake, {**fake.files, **(answers or {})})

    def note(request: Request) -> None:
        if not request.url.startswith((f"{origin}/", "data:", "blob:", "about:")):
            query = dict(parse_qsl(urlsplit(request.url).query, keep_blank_values=True))
            visit.asked.append(
                Asked(request.method, request.url.partition("?")[0], query | json.loads(request.post_data or "{}"))
            )

    def on_console(message: ConsoleMessage) -> None:
        if message.text.startswith("policy: "):
            visit.refused.append(message.text.removeprefix("policy: "))
        elif message.type in {"error", "warning"} and not _is_told_elsewhere(message.text):
            visit.complaints.append(message.text)

    context.on("request", note)
    context.on("console", on_console)
    context.on("weberror", lambda error: visit.complaints.append(str(error.error)))
    context.route(lambda url: not url.startswith(f"{origin}/"), lambda route: _answer(route, visit))
    yield visit
    context.close()
    findings = [
        *(f"asked for {address}" for address in visit.strangers),
        *(f"policy: {refused}" for refused in visit.refused if refused not in fake.refused),
        *visit.complaints,
    ]
    if findings:
        pytest.fail("\n".join(findings), pytrace=False)


def _answer(route: Route, visit: Visit) -> None:
    address = route.request.url.partition("?")[0]
    answer = visit.answers.get(address)
    if answer is None:
        visit.strangers.append(address)
    if answer is None or answer == BLOCKED:
        route.abort("blockedbyclient")
    elif answer == SILENT:
        visit.waiting.append(route)
    else:
        _fulfil(route, visit, answer)


def _fulfil(route: Route, visit: Visit, answer: str) -> None:
    headers = {
        "Access-Control-Allow-Origin": visit.origin,
        "Access-Control-Allow-Credentials": "true",
        "Access-Control-Allow-Headers": "Content-Type",
    }
    if answer.isdecimal():
        route.fulfill(status=int(answer), headers=headers)
    elif re.fullmatch(r"[\w-]+\.\w+", answer):
        file = FAKES / answer
        route.fulfill(body=file.read_bytes(), content_type=KINDS[file.suffix], headers=headers)
    else:
        route.fulfill(body=answer, content_type=KINDS[".json"], headers=headers)


def _is_told_elsewhere(text: str) -> bool:
    """Tell whether the browser's words are about the policy or a request, each of which is noted by itself."""
    return "Content Security Policy" in text or text.startswith("Failed to load resource")


@contextmanager
def opened_sites() -> Iterator[Callable[[str, Mapping[str, str]], str]]:
    """Yield what returns the origin that a site of the given settings and files is served from."""
    origins: dict[Path, str] = {}
    with ExitStack() as open_sites:

        def site(settings: str, files: Mapping[str, str]) -> str:
            folder = built(settings, files)
            if folder not in origins:
                origins[folder] = open_sites.enter_context(serving(folder))
            return origins[folder]

        yield site


def built(settings: str, files: Mapping[str, str]) -> Path:
    """Return the folder with the pages of a site, which is built if it was not."""
    return _built(settings, tuple(files.items()))


@cache
def _built(settings: str, files: tuple[tuple[str, str], ...]) -> Path:
    root = write_site(Path(tempfile.mkdtemp(dir=_workshop())), dict(files), settings)
    command = [sys.executable, "-m", "sitegen", "build", "-C", str(root), "--now", NOW]
    answer = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120, cwd=PROJECT)
    if answer.returncode:
        pytest.fail(f"the site does not build:\n{answer.stdout}{answer.stderr}", pytrace=False)
    return root / "public"


@cache
def _workshop() -> Path:
    """Return a folder that is gone when the tests are."""
    folder = Path(tempfile.mkdtemp(prefix="sitegen-tests-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
