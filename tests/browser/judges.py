"""What the tests ask of a page: each judge returns its findings as text, and nothing is a good page."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

Scheme = Literal["light", "dark"]

LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
AXE_OPTIONS = {
    "runOnly": {"type": "tag", "values": LEVELS},
    "rules": {"target-size": {"enabled": True}},  # off unless asked for
    "resultTypes": ["violations"],
}
RUN_AXE = """async options => (await axe.run(document, options)).violations.flatMap(
    violation => violation.nodes.map(node => `${violation.id} at ${node.target}: ${node.failureSummary}`))"""
TELL_OVERFLOW = """() => document.documentElement.scrollWidth <= innerWidth ? [] :
    [`${document.documentElement.scrollWidth} pixels wide in ${innerWidth}`]"""
REPORT_VIOLATIONS = """addEventListener('securitypolicyviolation',
    event => console.error(`policy: ${event.violatedDirective} forbids ${event.blockedURI}`))"""


@dataclass(frozen=True, slots=True)
class Look:
    """How a reader sees a page: the window's width in CSS pixels, and the colours they prefer."""

    width: int
    scheme: Scheme = "light"


def accessibility(browser: Browser, origin: str, addresses: tuple[str, ...], look: Look, axe: Path) -> list[str]:
    """Return every violation of WCAG 2.2 A and AA that axe finds."""
    # The site's policy rightly refuses the judge's own script; this context alone lets it in.
    context = _context(browser, look, bypass_csp=True)
    context.add_init_script(path=axe)
    page = context.new_page()
    findings: list[str] = []
    for address in addresses:
        page.goto(origin + address)
        findings += (f"{address}: {finding}" for finding in page.evaluate(RUN_AXE, AXE_OPTIONS))
    context.close()
    return findings


def overflow(browser: Browser, origin: str, addresses: tuple[str, ...], widths: tuple[int, ...]) -> list[str]:
    """Return the pages that scroll sideways in a window of one of `widths`."""
    context = _context(browser, Look(widths[0]))
    page = context.new_page()
    findings: list[str] = []
    for address in addresses:
        page.goto(origin + address)
        for width in widths:
            page.set_viewport_size({"width": width, "height": 800})
            findings += (f"{address}: {finding}" for finding in page.evaluate(TELL_OVERFLOW))
    context.close()
    return findings


def complaints(browser: Browser, origin: str, addresses: tuple[str, ...]) -> list[str]:
    """Return what the browser complains of (console, script errors, policy), and requests to another origin."""
    context = _context(browser, Look(1280))
    context.add_init_script(REPORT_VIOLATIONS)
    page = context.new_page()
    findings: list[str] = []
    here = ""

    def on_console(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            findings.append(f"{here}: {message.text}")

    def on_error(error: Exception) -> None:
        findings.append(f"{here}: {error}")

    def on_request(request: Request) -> None:
        if not request.url.startswith((f"{origin}/", "data:", "blob:")):
            findings.append(f"{here}: asks for {request.url}")

    page.on("console", on_console)
    page.on("pageerror", on_error)
    page.on("request", on_request)
    for here in addresses:
        page.goto(origin + here, wait_until="load")
        _to_the_end(page)
    context.close()
    return findings


def lost_without_scripts(browser: Browser, origin: str, addresses: tuple[str, ...], now: str) -> list[str]:
    """Return the pages whose text a reader without JavaScript does not get whole, at the instant of the build.

    A time in the reader's own zone is an extra that nobody can know before.
    """
    plain, scripted = _context(browser, Look(1280), scripts=False), _context(browser, Look(1280))
    without, with_scripts = plain.new_page(), scripted.new_page()
    with_scripts.clock.set_fixed_time(now)
    findings: list[str] = []
    for address in addresses:
        without.goto(origin + address)
        with_scripts.goto(origin + address)
        read, meant = _main_text(without), _main_text(with_scripts)
        if not read:
            findings.append(f"{address}: no text in its main part")
        findings += (
            f"{address}: only with scripts: {line}"
            for line in meant
            if line not in read and not line.startswith("Your time")
        )
    plain.close()
    scripted.close()
    return findings


def invalid_html(folder: Path, tools: Path) -> list[str]:
    """Return every error that html-validate finds in the pages of the built site in `folder`."""
    pages = sorted(str(page) for page in folder.rglob("*.html"))
    validator = tools / "node_modules" / "html-validate" / "bin" / "html-validate.mjs"
    node = Path(sys.executable).with_name("node")
    command = [str(node), str(validator), "--config", str(tools / ".htmlvalidate.mjs"), "--formatter", "json", *pages]
    # Into a file: a pipe would be cut off where Node ends before it has been read.
    with tempfile.TemporaryFile("w+", encoding="utf-8") as told:
        answer = subprocess.run(command, stdout=told, stderr=subprocess.PIPE, check=False, timeout=120, cwd=tools)
        told.seek(0)
        findings = told.read()
    if answer.stderr:
        return [answer.stderr.decode()]
    return [
        f"{file['filePath'].removeprefix(str(folder))}:{finding['line']}: {finding['message']} [{finding['ruleId']}]"
        for file in json.loads(findings)
        for finding in file["messages"]
    ]


def _context(browser: Browser, look: Look, *, scripts: bool = True, bypass_csp: bool = False) -> BrowserContext:
    return browser.new_context(
        viewport={"width": look.width, "height": 800},
        color_scheme=look.scheme,
        java_script_enabled=scripts,
        bypass_csp=bypass_csp,
        reduced_motion="reduce",
    )


def _to_the_end(page: Page) -> None:
    """Scroll to the page's end, so that what loads on sight does."""
    page.evaluate("() => scrollTo(0, document.documentElement.scrollHeight)")
    page.wait_for_load_state("networkidle")


def _main_text(page: Page) -> list[str]:
    return [line.strip() for line in page.locator("main").first.inner_text().splitlines() if line.strip()]
