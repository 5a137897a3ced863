"""What each comment provider is asked for and told, and when, with its addresses answered by the tests."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from sitegen import comments
from tests.browser.intercepted import BLOCKED, Fake, built
from tests.browser.judges import AXE_OPTIONS, RUN_AXE, Scheme
from tests.browser.providers import COMENTARIO, PROVIDERS, REMARK42, SPARKS, STATUSES, Read, readings, settings
from tests.browser.served import read_headers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser
each_provider = pytest.mark.parametrize("name", PROVIDERS, scope="module")
"""Has the tests of a provider run one after the other, for they share their journeys."""

WHO, WHO_IS, MOVED_WHO, UKRAINIAN = "/sparks/who/", "/sparks/who-is/", "/sparks/whom/", "/sparks/khto/"
TAG = "tag:harbour.example.org,2007:sparks"
PATH = "/sparks/{}/?harbour.example.org,2007"
URL = "https://harbour.example.org/sparks/who/"

PUT: dict[str, list[list[object]]] = {
    "giscus": [
        [
            "script",
            {
                "src": "https://giscus.app/client.js",
                "data-repo": "harbour/talk",
                "data-repo-id": "R_kgDO",
                "data-category": "Sparks & all",
                "data-category-id": "DIC_kwDO",
                "data-mapping": "specific",
                "data-term": f"{TAG}/who",
                "data-strict": "1",
                "data-reactions-enabled": "1",
                "data-emit-metadata": "0",
                "data-input-position": "bottom",
                "data-theme": "preferred_color_scheme",
                "data-lang": "en",
                "crossorigin": "anonymous",
                "async": "",
            },
        ],
        ["div", {"class": "giscus"}],
    ],
    "utterances": [
        [
            "script",
            {
                "src": "https://utteranc.es/client.js",
                "repo": "harbour/talk",
                "issue-term": f"{TAG}/who 88588686963b",
                "label": "spark",
                "theme": "preferred-color-scheme",
                "crossorigin": "anonymous",
                "async": "",
            },
        ],
        ["div", {"class": "utterances"}],
    ],
    "disqus": [
        ["div", {"id": "disqus_thread"}],
        ["script", {"src": "https://harbour-talk.disqus.com/embed.js", "async": ""}],
    ],
    "remark42": [
        ["div", {"id": "remark42"}],
        ["script", {"src": f"{REMARK42}/web/embed.mjs", "type": "module", "async": "", "defer": ""}],
    ],
    "cusdis": [
        [
            "div",
            {
                "id": "cusdis_thread",
                "data-host": "https://cusdis.com",
                "data-app-id": "5fce21a3-9b85",
                "data-page-id": f"{TAG}/who",
                "data-page-url": URL,
                "data-page-title": "Who?",
                "data-theme": "auto",
                "data-iframe": "/assets/comments/cusdis.js",
            },
        ],
        ["script", {"src": "https://cusdis.com/js/cusdis.es.js", "async": ""}],
    ],
    "hyvor": [
        [
            "hyvor-talk-comments",
            {
                "website-id": "1234",
                "page-id": f"{TAG}/who",
                "page-url": URL,
                "page-title": "Who?",
                "page-language": "en",
                "colors": "os",
            },
        ],
        ["script", {"src": "https://talk.hyvor.com/embed/embed.js", "type": "module", "async": ""}],
    ],
    "comentario": [
        ["comentario-comments", {"page-id": PATH.format("who"), "lang": "en", "no-fonts": "true"}],
        ["script", {"src": f"{COMENTARIO}/comentario.js", "defer": ""}],
    ],
    "mastodon": [
        ["div", {"id": "mastodon-replies", "data-context": f"{STATUSES}/123456/context"}],
        ["script", {"src": "/assets/comments/mastodon.js", "async": ""}],
    ],
}
"""The elements that the page puts there, in order, and what the fake's own script adds to them."""

ASKED: dict[str, list[set[str]]] = {
    "giscus": [
        {"GET https://giscus.app/client.js"},
        {"GET https://giscus.app/default.css", "GET https://giscus.app/en/widget"},
    ],
    "utterances": [{"GET https://utteranc.es/client.js"}, {"GET https://utteranc.es/utterances.html"}],
    "disqus": [
        {"GET https://harbour-talk.disqus.com/embed.js"},
        {
            "GET https://c.disquscdn.com/next/embed/styles/lounge.css",
            "GET https://c.disquscdn.com/next/embed/lounge.js",
            "GET https://disqus.com/next/config.js",
            "GET https://disqus.com/embed/comments/",
        },
    ],
    "remark42": [{f"GET {REMARK42}/web/embed.mjs"}, {f"GET {REMARK42}/web/iframe.html"}],
    "cusdis": [
        {"GET https://cusdis.com/js/cusdis.es.js"},
        {"GET https://cusdis.com/js/style.css"},
        {"GET https://cusdis.com/js/iframe.umd.js"},
        {"GET https://cusdis.com/api/open/comments"},
    ],
    "hyvor": [{"GET https://talk.hyvor.com/embed/embed.js"}, {"GET https://talk.hyvor.com/api/embed/comments"}],
    "comentario": [
        {f"GET {COMENTARIO}/comentario.js"},
        {f"GET {COMENTARIO}/comentario.css", f"POST {COMENTARIO}/api/embed/comments"},
    ],
    "mastodon": [{f"GET {STATUSES}/123456/context"}],
}
"""What others are asked for, in order; what one script asks for at once is in no order."""

FILED: dict[str, dict[str, tuple[str, str]]] = {
    "giscus": {"strict": ("1", "1"), "term": (f"{TAG}/who", f"{TAG}/who-is")},
    "utterances": {"issue-term": (f"{TAG}/who 88588686963b", f"{TAG}/who-is c5c2bc1fcdfd")},
    "disqus": {"t_i": (f"{TAG}/who", f"{TAG}/who-is")},
    "remark42": {
        "url": (
            f"https://harbour.example.org{PATH.format('who')}",
            f"https://harbour.example.org{PATH.format('who-is')}",
        )
    },
    "cusdis": {"pageId": (f"{TAG}/who", f"{TAG}/who-is")},
    "hyvor": {"page-id": (f"{TAG}/who", f"{TAG}/who-is")},
    "comentario": {"path": (PATH.format("who"), PATH.format("who-is"))},
    "mastodon": {"data-context": (f"{STATUSES}/123456/context", f"{STATUSES}/1234567/context")},
}
"""What each provider files the threads of two pages under, as it says when it asks for them."""

WORD_FOR_SHADE: dict[str, tuple[str, str, str, str]] = {
    "giscus": ("theme", "preferred_color_scheme", "light", "dark"),
    "utterances": ("theme", "preferred-color-scheme", "github-light", "github-dark"),
    "remark42": ("theme", "", "light", "dark"),
    "cusdis": ("data-theme", "auto", "light", "dark"),
    "hyvor": ("colors", "os", "light", "dark"),
}
"""By what name each is told, and its words for a page that follows its reader's system, a light one and a dark one."""

WORD_FOR_LANGUAGE: dict[str, tuple[str, str, str, str]] = {
    "giscus": ("data-lang", "en", "uk", "de"),
    "disqus": ("l", "en", "uk", "de"),
    "remark42": ("locale", "en", "ua", "de"),
    "hyvor": ("page-language", "en", "uk", "de"),
    "comentario": ("lang", "en", "uk", "de"),
}
"""By what name each is told, and its words for English, Ukrainian and German; those missing have no such parameter."""


ISSO = Fake("isso", 'url = "https://isso.example.org"\n', {})
"""Has tests with a server of its own."""
WITHOUT_A_PLAIN_WAY = {"hyvor", "comentario"}
"""Who have no address at which a thread can be read without their script."""

SIZE = """place => {
    const { width, height } = place.getBoundingClientRect();
    return [width, height, place.closest(".text").getBoundingClientRect().width].map(Math.round);
}"""


@dataclass(frozen=True, slots=True)
class Journey:
    """What came of reading two pages, the first of them in full."""

    before: list[str]
    """What others were asked for before the click."""
    asked: list[str]
    """And after it."""
    put: list[list[object]]
    told: tuple[dict[str, object], dict[str, object]]
    """What the provider was told of the first page, and of the second."""
    refused: set[str]
    size: tuple[bool, bool]
    """Whether the thread is as wide as the text, and whether it has a height."""


@pytest.fixture(scope="module")
def read(browser: Browser) -> Iterator[Read]:
    """Return what opens a site that uses a provider."""
    with readings(browser) as found:
        yield found


@pytest.fixture(scope="module")
def journey(read: Read) -> Callable[[str], Journey]:
    """Return what reads two pages of a site that uses a provider, once for all tests."""

    @cache
    def journey_with(name: str) -> Journey:
        with read(name) as visit:
            visit.read(WHO)
            visit.page.locator("footer").last.scroll_into_view_if_needed()
            before = visit.addresses()
            visit.button.click()
            visit.wait()
            place = visit.page.locator(".widget iframe" if visit.fake.is_framed else ".widget > :first-child")
            width, height, whole = place.evaluate(SIZE)
            asked, put, told = visit.addresses(), visit.put(), visit.told()
            visit.show(WHO_IS)
            return Journey(before, asked, put, (told, visit.told()), set(visit.refused), (width == whole, height > 10))

    return journey_with


@pytest.fixture(scope="module")
def told_where_it_moved(read: Read) -> Callable[[str], dict[str, object]]:
    """Return what tells what a provider is told of the first page under another address, in German."""

    @cache
    def told(name: str) -> dict[str, object]:
        with read(name, is_moved=True) as visit:
            visit.show(MOVED_WHO)
            return visit.told()

    return told


def test_each_provider_has_its_stand_in_and_what_it_is_asked_for_and_told() -> None:
    expected = {*comments.PROVIDERS} - {"isso", "none"}
    assert [{*table} for table in (PROVIDERS, PUT, ASKED, FILED)] == [expected] * 4


@pytest.mark.parametrize("fake", [*PROVIDERS.values(), ISSO], ids=lambda fake: fake.name)
def test_readers_are_told_of_all_whom_the_policy_admits(fake: Fake) -> None:
    folder = built(settings(fake, "en-GB", "click"), SPARKS)
    page = (folder / "sparks" / "who" / "index.html").read_text("utf-8")
    rules = read_headers((folder / "_headers").read_text("utf-8"))
    policy = next(rule.value for rule in rules if rule.name == "Content-Security-Policy")
    # No page can name the hosts behind an asterisk.
    admitted = {host for host in re.findall(r"\w+://([^\s;]+)", policy) if not host.startswith("*")}
    told = re.findall(r'data-contacts="([^"]+)"', page)
    assert len(told) == 1
    assert (admitted | {urlsplit(address).netloc for address in fake.files}) - {*told[0].split()} == set()


@each_provider
def test_nobody_is_asked_before_the_click_and_then_the_provider_alone_in_order(
    journey: Callable[[str], Journey], name: str
) -> None:
    found = journey(name)
    asked = iter(found.asked)
    in_steps = [set(islice(asked, len(step))) for step in ASKED[name]]
    assert (found.before, in_steps, [*asked]) == ([], ASKED[name], [])


@each_provider
def test_the_provider_gets_its_own_parameters_and_no_other(journey: Callable[[str], Journey], name: str) -> None:
    assert journey(name).put == PUT[name]


@each_provider
def test_a_thread_is_filed_under_the_identity_of_its_page_wherever_that_moves(
    journey: Callable[[str], Journey], told_where_it_moved: Callable[[str], dict[str, object]], name: str
) -> None:
    told = (*journey(name).told, told_where_it_moved(name))
    filed = {key: tuple(one[key] for one in told) for key in FILED[name]}
    assert filed == {key: (first, second, first) for key, (first, second) in FILED[name].items()}


@each_provider
def test_the_policy_keeps_nothing_away_that_a_thread_needs(journey: Callable[[str], Journey], name: str) -> None:
    found = journey(name)
    assert (found.refused, found.size) == (set(PROVIDERS[name].refused), (True, True))


def test_disqus_is_told_an_address_that_stays_when_the_page_moves(
    journey: Callable[[str], Journey], told_where_it_moved: Callable[[str], dict[str, object]]
) -> None:
    found = [
        [told[name] for name in ("t_i", "t_u", "t_e", "f")]
        for told in (*journey("disqus").told, told_where_it_moved("disqus"))
    ]
    assert found == [
        [f"{TAG}/{name}", f"https://harbour.example.org{PATH.format(name)}", title, "harbour-talk"]
        for name, title in (("who", "Who?"), ("who-is", "Who is?"), ("who", "Who?"))
    ]


@pytest.mark.parametrize("title", ["$script", '{"$own": true}'])
def test_no_title_stands_for_a_script_of_the_site(read: Read, title: str) -> None:
    files = {"sparks/who.md": SPARKS["sparks/who.md"].replace("title: Who?", f"title: '{title}'")}
    with read("cusdis", files=files) as visit:
        visit.show(WHO)
        told = visit.told()
    assert (told["data-page-title"], told["data-iframe"]) == (title, "/assets/comments/cusdis.js")


def test_remark42_is_told_by_its_variable(read: Read) -> None:
    with read("remark42", scheme="dark") as visit:
        visit.show(WHO)
        told = visit.page.evaluate("remark_config")
    assert told == {
        "host": REMARK42,
        "site_id": "harbour",
        "url": f"https://harbour.example.org{PATH.format('who')}",
        "page_title": "Who?",
        "theme": "dark",
        "locale": "en",
    }


@pytest.mark.parametrize("name", WORD_FOR_SHADE, scope="module")
def test_the_widget_is_as_light_or_dark_as_the_page(read: Read, name: str) -> None:
    key, auto, light, dark = WORD_FOR_SHADE[name]
    readers: tuple[tuple[Scheme, Scheme], ...] = (("light", "dark"), ("dark", "light"))
    found = []
    for scheme, other in readers:
        with read(name, scheme=scheme) as visit:
            # A page has its reader's scheme unless its theme settled it: then it may be the other.
            for settled in ("", other):
                visit.read(WHO)
                visit.page.evaluate("scheme => { document.documentElement.style.colorScheme = scheme }", settled)
                visit.button.click()
                visit.wait()
                found.append(visit.told()[key])
    assert found == [auto or light, dark, auto or dark, light]


def test_remark42_turns_dark_with_the_page(read: Read) -> None:
    with read("remark42") as visit:
        visit.show(WHO)
        for scheme in ("dark", "light"):
            visit.page.emulate_media(color_scheme=scheme)
            visit.page.wait_for_function("scheme => remark_config.theme === scheme", arg=scheme)
            assert visit.page.evaluate("remark_config.theme") == scheme


def test_disqus_loads_anew_when_the_page_turns_dark(read: Read) -> None:
    with read("disqus") as visit:
        visit.show(WHO)
        with visit.page.expect_request("https://disqus.com/embed/comments/**"):
            visit.page.emulate_media(color_scheme="dark")
        visit.wait()
        assert [one.told["t_i"] for one in visit.asked if "t_i" in one.told] == [f"{TAG}/who"] * 2


def test_cusdis_turns_dark_by_itself(read: Read) -> None:
    with read("cusdis") as visit:
        visit.show(WHO)
        frame = visit.part("widget").frame_locator("iframe")
        for scheme in ("light", "dark"):
            visit.page.emulate_media(color_scheme=scheme)
            frame.locator(f"#root.{scheme}").wait_for()
            assert frame.locator("#root.light, #root.dark").count() == 1


@pytest.mark.parametrize("name", ["utterances", "disqus", "cusdis"])
def test_a_frame_that_knows_of_no_dark_has_the_background_of_the_page(read: Read, name: str) -> None:
    with read(name, scheme="dark") as visit:
        visit.show(WHO)
        visit.page.locator(".widget iframe").scroll_into_view_if_needed()
        box = visit.page.locator(".widget iframe").bounding_box()
        assert box
        inside, beside = (
            visit.page.screenshot(clip={"x": x, "y": box["y"] + 2, "width": 8, "height": 4})
            for x in (box["x"] + box["width"] / 2, box["x"] - 12)
        )
        assert inside == beside


@pytest.mark.parametrize("name", WORD_FOR_LANGUAGE, scope="module")
def test_the_widget_speaks_the_language_of_the_page(
    read: Read,
    journey: Callable[[str], Journey],
    told_where_it_moved: Callable[[str], dict[str, object]],
    name: str,
) -> None:
    key, *words = WORD_FOR_LANGUAGE[name]
    with read(name) as visit:
        visit.show(UKRAINIAN)
        ukrainian = visit.told()
    assert [told[key] for told in (journey(name).told[0], ukrainian, told_where_it_moved(name))] == words


@pytest.mark.parametrize(("address", "file"), [(MOVED_WHO, "de"), (UKRAINIAN, "ua")])
def test_cusdis_has_its_words_before_it_shows_them(read: Read, address: str, file: str) -> None:
    with read("cusdis", is_moved=address == MOVED_WHO) as visit:
        visit.show(address)
        visit.part("widget").frame_locator("iframe").get_by_text("Bisher:").wait_for()
        assert visit.addresses()[:2] == [
            f"GET https://cusdis.com/js/widget/lang/{file}.js",
            "GET https://cusdis.com/js/cusdis.es.js",
        ]


@each_provider
def test_a_page_is_whole_where_its_provider_is_blocked_and_may_ask_again(read: Read, name: str) -> None:
    blocked = dict.fromkeys(PROVIDERS[name].files, BLOCKED)
    with read(name, answers=blocked) as visit:
        visit.read(WHO)
        text = visit.page.locator("main").inner_text()
        visit.button.click()
        visit.part("failed").wait_for()
        failed = visit.part("failed").inner_text()
        seen = visit.page.locator("main").inner_text()
        links = visit.page.locator("#discussion a").count()
        assert (visit.part("widget").inner_html(), visit.button.is_visible()) == ("", True)
        # The box is offered with the button or not at all; the words of the failure are all that is new.
        assert [line for line in text.splitlines() if line not in seen and "From now on" not in line] == []
        assert [line for line in seen.splitlines() if line and line not in text] == [failed]
        assert links == (0 if name in WITHOUT_A_PLAIN_WAY else 1)

        visit.answers.update(visit.fake.files)
        visit.button.click()
        visit.wait()
        assert visit.part("failed").is_hidden()


@each_provider
def test_without_scripts_a_page_says_so_and_offers_the_plain_way_alone(read: Read, name: str) -> None:
    with read(name, java_script_enabled=False) as visit:
        visit.read(WHO)
        ways = visit.page.locator("#discussion a").all()
        assert (visit.page.locator("#discussion button:visible").count(), visit.addresses()) == (0, [])
        assert [way.is_visible() for way in ways] == ([] if name in WITHOUT_A_PLAIN_WAY else [True])
        # What leads to the thread on this page leads nowhere.
        told = visit.page.locator("#discussion noscript p")
        joins = visit.page.get_by_role("link", name="Join the discussion", exact=True)
        said = "Your browser runs no scripts, and without them it cannot be shown here."
        assert (told.inner_text(), told.is_visible(), joins.count()) == (said, True, 0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@each_provider
def test_a_page_is_accessible_before_and_after_the_click(read: Read, axe: Path, name: str, scheme: Scheme) -> None:
    width = 1280 if scheme == "light" else 360
    view = {"width": width, "height": 800}
    with read(name, scheme=scheme, bypass_csp=True, viewport=view, before=axe.read_text("utf-8")) as visit:
        visit.read(WHO)
        before = visit.page.evaluate(RUN_AXE, AXE_OPTIONS)
        visit.button.click()
        visit.wait()
        assert (before, visit.page.evaluate(RUN_AXE, AXE_OPTIONS)) == ([], [])
