"""The judges themselves: each passes a good page, and finds the fault of one that is bad in one way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser import judges
from tests.browser.conftest import AFTER_THE_FIRST_DAY_BEGAN
from tests.browser.judges import Look
from tests.browser.served import HeaderRule, addresses, headers_for, one_of_each, read_headers, serving

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

POLICY = "/*\n  Content-Security-Policy: default-src 'self'\n"
HOME = ("/",)
PHONE = Look(360)


def page(main: str = "<p>All is well.</p>", head: str = "") -> str:
    """Return a good page, unless `main` or `head` spoils it."""
    icon = '<link rel="icon" href="data:,">' if "icon" not in head else ""
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>A page</title>\n'
        f'<meta name="viewport" content="width=device-width">\n{icon}{head}</head>\n'
        f"<body>\n<main>\n<h1>A page</h1>\n{main}\n</main>\n</body>\n</html>\n"
    )


def site(folder: Path, home: str, **others: str) -> Path:
    """Write a site of one page under the policy, and `others` beside it (`style_css` is style.css)."""
    (folder / "index.html").write_text(home, "utf-8")
    (folder / "404.html").write_text(page(), "utf-8")
    (folder / "_headers").write_text(POLICY, "utf-8")
    for name, text in others.items():
        (folder / name.replace("_", ".")).write_text(text, "utf-8")
    return folder


GOOD_ICON = '<link rel="icon" href="/icon.svg">'
ICON = '<svg xmlns="http://www.w3.org/2000/svg"/>'


def test_a_good_page_earns_nothing(browser: Browser, tmp_path: Path, axe: Path, tools: Path) -> None:
    folder = site(tmp_path, page(head=GOOD_ICON), icon_svg=ICON)
    with serving(folder) as origin:
        findings = judges.accessibility(browser, origin, HOME, PHONE, axe)
        findings += judges.overflow(browser, origin, HOME, (320, 1280))
        findings += judges.complaints(browser, origin, HOME)
        findings += judges.lost_without_scripts(browser, origin, HOME, AFTER_THE_FIRST_DAY_BEGAN)
    assert findings + judges.invalid_html(folder, tools) == []


@pytest.mark.parametrize(
    ("scheme", "expected"),
    [("light", []), ("dark", ["color-contrast"])],
)
def test_contrast_is_judged_in_the_readers_colours(
    browser: Browser, tmp_path: Path, axe: Path, scheme: judges.Scheme, expected: list[str]
) -> None:
    dim = "@media (prefers-color-scheme: dark) { body { background: #000; color: #fff } p { color: #333 } }"
    folder = site(tmp_path, page(head='<link rel="stylesheet" href="/style.css">'), style_css=dim)
    with serving(folder) as origin:
        findings = judges.accessibility(browser, origin, HOME, Look(360, scheme), axe)
    assert [finding.split()[1] for finding in findings] == expected


def test_a_target_too_small_for_a_thumb_is_found(browser: Browser, tmp_path: Path, axe: Path) -> None:
    small = "a { display: inline-block; font-size: 8px; line-height: 8px; text-decoration: underline }"
    links = "<div>" + "<br>".join(f'<a href="/{n}">n{n}</a>' for n in range(4)) + "</div>"
    folder = site(tmp_path, page(links, '<link rel="stylesheet" href="/style.css">'), style_css=small)
    with serving(folder) as origin:
        findings = judges.accessibility(browser, origin, HOME, PHONE, axe)
    assert {finding.split()[1] for finding in findings} == {"target-size"}


def test_a_page_wider_than_a_phone_is_found(browser: Browser, tmp_path: Path) -> None:
    folder = site(
        tmp_path,
        page(head='<link rel="stylesheet" href="/style.css">'),
        style_css="p { width: 400px }",
    )
    with serving(folder) as origin:
        findings = judges.overflow(browser, origin, HOME, (360, 1280))
    assert findings == ["/: 408 pixels wide in 360"]


@pytest.mark.parametrize(
    ("main", "complaint"),
    [
        ("<p style='color: red'>Red</p>", "policy: style-src-attr forbids inline"),
        ("<script>document.title = 'mine'</script>", "policy: script-src-elem forbids inline"),
        ('<img src="/missing.png" alt="">', "404 (Not Found)"),
        ('<img src="http://localhost:9/elsewhere.png" alt="">', "asks for http://localhost:9/elsewhere.png"),
        ('<script src="/script.js"></script>', "nothing is not defined"),
    ],
)
def test_what_the_browser_complains_of_is_found(browser: Browser, tmp_path: Path, main: str, complaint: str) -> None:
    folder = site(tmp_path, page(main, GOOD_ICON), icon_svg=ICON, script_js="nothing()")
    if "elsewhere" in main:
        (folder / "_headers").unlink()
    with serving(folder) as origin:
        findings = judges.complaints(browser, origin, HOME)
    assert any(complaint in finding for finding in findings), findings


def test_a_text_that_a_script_writes_is_found(browser: Browser, tmp_path: Path) -> None:
    written = "document.querySelector('p').textContent = 'Only for some'"
    folder = site(tmp_path, page('<p></p><script src="/script.js"></script>'), script_js=written)
    with serving(folder) as origin:
        findings = judges.lost_without_scripts(browser, origin, HOME, AFTER_THE_FIRST_DAY_BEGAN)
    assert findings == ["/: only with scripts: Only for some"]


def test_html_that_breaks_the_standard_is_found(tmp_path: Path, tools: Path) -> None:
    folder = site(tmp_path, page('<p id="twice">a</p><p id="twice">b</p>', GOOD_ICON))
    assert judges.invalid_html(folder, tools) == ['/index.html:11: Duplicate ID "twice" [no-dup-id]']


def test_headers_are_sent_to_the_addresses_they_name() -> None:
    rules = read_headers("# all\n/*\n  X-A: 1\n  Cache-Control: no-cache\n\n/style/*\n  Cache-Control: immutable\n")
    assert rules[0] == HeaderRule("/*", "X-A", "1")
    assert headers_for("/posts/", rules) == (("X-A", "1"), ("Cache-Control", "no-cache"))
    assert headers_for("/style/a.css", rules) == (("X-A", "1"), ("Cache-Control", "no-cache, immutable"))


def test_one_address_of_each_shape_is_chosen() -> None:
    named = ("/", "/posts/", "/posts/a/", "/posts/b/", "/posts/page/2/", "/sparks/a/", "/sparks/a/room/", "/about/")
    assert one_of_each(named) == tuple(address for address in named if address != "/posts/b/")


def test_the_addresses_are_those_of_every_page_that_is_read(tmp_path: Path) -> None:
    site(tmp_path, page(), feed_xml="<feed/>", moved_html='<meta http-equiv="refresh" content="0; url=/">')
    (tmp_path / "posts" / "a").mkdir(parents=True)
    (tmp_path / "posts" / "a" / "index.html").write_text(page(), "utf-8")
    assert addresses(tmp_path) == ("/", "/404.html", "/posts/a/")
