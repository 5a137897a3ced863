"""Replies on Mastodon come from anybody: what reaches the page is text and a few harmless elements, in order."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.browser.intercepted import SILENT
from tests.browser.judges import AXE_OPTIONS, RUN_AXE, TELL_OVERFLOW
from tests.browser.providers import STATUSES, Read, readings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from playwright.sync_api import Browser

    from tests.browser.intercepted import Visit

pytestmark = pytest.mark.browser

WHO = "/sparks/who/"
CONTEXT = f"{STATUSES}/123456/context"
LURE = "https://lure.example/x.png"
RUN = "ran.push(1)"
NOTE_WHAT_RUNS = "globalThis.ran = [];"
SAFE_LINK = '<a href="https://example.org/" rel="nofollow noopener ugc">'
CLEANED = {
    f"<p>Hi</p><script>{RUN}</script>": "<p>Hi</p>",
    f'<img src="{LURE}" onerror="{RUN}"><img src="x" onerror="{RUN}">': "",
    f'<p onclick="{RUN}" style="color: red" class="button" id="the-text" data-part="ask">Hi</p>': "<p>Hi</p>",
    f'<a href="javascript:{RUN}">Hi</a>': "Hi",
    f'<a href=" jav&#x09;ascript:{RUN}">Hi</a>': "Hi",
    f'<a href="data:text/html,<script>{RUN}</script>">Hi</a>': "Hi",
    f'<a href="vbscript:{RUN}">Hi</a><a href="//lure.example/">Ho</a><a>Ha</a>': "HiHoHa",
    f'<a href="https://example.org/" onmouseover="{RUN}" target="_top" style="a">Hi</a>': f"{SAFE_LINK}Hi</a>",
    f'<a href="https://example.org/"><svg onload="{RUN}"></svg><b>Hi</b></a>': f"{SAFE_LINK}<b>Hi</b></a>",
    f'<iframe src="https://lure.example/"></iframe><iframe srcdoc="<script>{RUN}</script>"></iframe>': "",
    f'<svg onload="{RUN}"><script>{RUN}</script><a href="javascript:{RUN}"><text>Hi</text></a></svg>': "",
    f"<svg><style><img src=x onerror={RUN}></style></svg><p>Hi</p>": "<p>Hi</p>",
    f"<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=x onerror={RUN}&gt;'>": "",
    "<style>body { display: none }</style><link rel=stylesheet href=https://lure.example/a.css>Hi": "Hi",
    f"<template><img src=x onerror={RUN}></template><object data=https://lure.example/></object>": "",
    f'<noscript><p title="</noscript><img src=x onerror={RUN}>">Hi</p></noscript>': "<p>Hi</p>",
    '<form action="https://lure.example/"><input name="id"><button>Go</button></form>': "Go",
    '<base href="https://lure.example/"><meta http-equiv="refresh" content="0;url=https://lure.example/">Hi': "Hi",
    f'<video src="{LURE}" onerror="{RUN}"></video><audio src="{LURE}"></audio>': "",
    f"&lt;img src=x onerror={RUN}&gt;": f"&lt;img src=x onerror={RUN}&gt;",
    '<span class="invisible">https://</span><span class="ellipsis">example.org/a</span>': "example.org/a",
    "<h1>Hi</h1><p>a<br>b <strong>c</strong> <em>d</em></p><ul><li>e</li></ul><blockquote>f</blockquote>": (
        "Hi<p>a<br>b <strong>c</strong> <em>d</em></p><ul><li>e</li></ul><blockquote>f</blockquote>"
    ),
}
"""What replies hold, and what of it reaches the page."""
OUTLINE = """() => {
    const outline = list => list ? [...list.children].map(item =>
        [item.querySelector(":scope > .said").textContent, outline(item.querySelector(":scope > ol"))]) : [];
    return outline(document.querySelector("#mastodon-replies > ol"));
}"""


@pytest.fixture(scope="module")
def read(browser: Browser) -> Iterator[Read]:
    """Return what opens a site that uses a provider."""
    with readings(browser) as found:
        yield found


def reply(number: int, content: str = "", above: int = 123456, **fields: object) -> dict[str, object]:
    """Return a reply as Mastodon tells it; the higher its number, the later."""
    return {
        "id": str(number),
        "in_reply_to_id": str(above),
        "created_at": f"2007-02-01T09:{number:02}:00.000Z",
        "url": f"https://example.social/@ann/{number}",
        "uri": f"https://example.social/users/ann/statuses/{number}",
        "language": "en",
        "spoiler_text": "",
        "content": content or f"Reply {number}.",
        "account": {"acct": "ann", "display_name": "Ann", "url": "https://example.social/@ann"},
        **fields,
    }


def answered(read: Read, *replies: dict[str, object], **options: object) -> AbstractContextManager[Visit]:
    """Return what opens a site whose status has some replies."""
    answer = json.dumps({"ancestors": [], "descendants": replies})
    return read("mastodon", answers={CONTEXT: answer}, before=NOTE_WHAT_RUNS, timezone_id="UTC", **options)


def show(visit: Visit, address: str = WHO) -> None:
    """Open a page and ask for its replies."""
    visit.read(address)
    visit.button.click()
    visit.page.locator("#mastodon-replies > ol").wait_for(state="attached")


def test_of_a_reply_only_text_and_harmless_elements_reach_the_page(read: Read) -> None:
    replies = [reply(number, content) for number, content in enumerate(CLEANED, 1)]
    # Without the policy, which would keep most of it away a second time.
    with answered(read, *replies, bypass_csp=True) as visit:
        show(visit)
        said = visit.page.locator("#mastodon-replies .said").evaluate_all("all => all.map(one => one.innerHTML)")
        assert dict(zip(CLEANED, said, strict=True)) == CLEANED
        assert (visit.page.evaluate("ran"), visit.addresses()) == ([], [f"GET {CONTEXT}"])


def test_names_and_warnings_are_text(read: Read) -> None:
    markup = f"<img src=x onerror={RUN}><b>Ann</b>"
    account = {"acct": markup, "display_name": markup, "url": f"javascript:{RUN}"}
    said = {**reply(1), "id": f'1" onclick="{RUN}', "language": f'" onclick="{RUN}', "spoiler_text": markup}
    with answered(read, {**said, "account": account}, bypass_csp=True) as visit:
        show(visit)
        item = visit.page.locator("#mastodon-replies li")
        tags = item.locator("*").evaluate_all("all => all.map(one => one.nodeName.toLowerCase())")
        scripted = item.evaluate("item => [item, ...item.querySelectorAll('*')].filter(one => one.onclick).length")
        told = (item.locator("summary").inner_text(), item.locator(".meta").inner_text().count(markup))
        assert (told, {"img", "b"} & {*tags}, scripted) == ((markup, 2), set(), 0)
        assert visit.page.evaluate("ran") == []


def test_an_address_that_is_none_of_the_web_is_no_link(read: Read) -> None:
    account = {"acct": "ann", "display_name": "Ann", "url": f"javascript:{RUN}"}
    with answered(read, reply(1, account=account, url=f"javascript:{RUN}", uri="data:text/html,Hi")) as visit:
        show(visit)
        assert visit.page.locator("#mastodon-replies a[href]").count() == 0


def test_replies_stand_in_order_each_under_what_it_answers(read: Read) -> None:
    replies = [reply(5, above=2), reply(4), reply(2), reply(3, above=2), reply(6, above=5), reply(1, above=99)]
    with answered(read, *replies) as visit:
        show(visit)
        assert visit.page.evaluate(OUTLINE) == [
            ["Reply 1.", []],
            ["Reply 2.", [["Reply 3.", []], ["Reply 5.", [["Reply 6.", []]]]]],
            ["Reply 4.", []],
        ]


def test_replies_nest_three_deep_and_then_stand_below_each_other(read: Read) -> None:
    replies = [reply(1), *(reply(number, above=number - 1) for number in range(2, 7)), reply(7, above=3)]
    with answered(read, *replies) as visit:
        show(visit)
        third = [[f"Reply {number}.", []] for number in (3, 4, 5, 6, 7)]
        assert visit.page.evaluate(OUTLINE) == [["Reply 1.", [["Reply 2.", third]]]]


def test_a_long_talk_of_two_is_shown_whole_on_a_telephone(read: Read) -> None:
    replies = [reply(1), *({**reply(1), "id": str(n), "in_reply_to_id": str(n - 1)} for n in range(2, 3001))]
    with answered(read, *replies, viewport={"width": 360, "height": 800}) as visit:
        show(visit)
        said = visit.page.locator("#mastodon-replies .said").count()
        assert (said, visit.page.evaluate(TELL_OVERFLOW)) == (3000, [])


def test_those_that_answer_each_other_in_a_circle_stand_at_the_end(read: Read) -> None:
    with answered(read, reply(1, above=2), reply(2, above=1), reply(3, above=3), reply(4)) as visit:
        show(visit)
        assert visit.page.evaluate(OUTLINE) == [
            ["Reply 3.", []],
            ["Reply 4.", []],
            ["Reply 1.", []],
            ["Reply 2.", []],
        ]


def test_a_list_in_a_reply_is_no_list_of_replies(read: Read) -> None:
    looks = "all => all.map(one => [getComputedStyle(one).listStyleType, getComputedStyle(one).borderTopStyle])"
    with answered(read, reply(1, "<ul><li>One</li></ul><ol><li>Two</li></ol>"), reply(2)) as visit:
        show(visit)
        inside = visit.page.locator(".said li").evaluate_all(looks)
        around = visit.page.locator("#mastodon-replies > ol > li").evaluate_all(looks)
        assert (inside, around) == ([["circle", "none"], ["decimal", "none"]], [["none", "solid"]] * 2)


def test_a_reply_in_an_unknown_form_takes_no_other_along(read: Read) -> None:
    odd = [
        {**reply(2), "account": None},
        {**reply(3), "content": None},
        {**reply(4), "created_at": None},
        {**reply(5), "created_at": "yesterday"},
        {**reply(6), "language": None, "spoiler_text": None, "url": None},
    ]
    with answered(read, reply(1), *odd, reply(7)) as visit:
        show(visit)
        said = visit.page.locator("#mastodon-replies .said").all_inner_texts()
        assert sorted(said) == ["", "Reply 1.", "Reply 4.", "Reply 5.", "Reply 6.", "Reply 7."]


def test_replies_are_being_fetched_until_they_are_there(read: Read) -> None:
    with read("mastodon", answers={CONTEXT: SILENT}) as visit:
        visit.page.clock.install()
        visit.read(WHO)
        with visit.page.expect_request(CONTEXT):
            visit.button.click()
        found = [visit.seen()]
        visit.page.clock.fast_forward("00:11")
        visit.part("failed").wait_for()
        found.append(visit.seen())
        visit.answer_late()
        visit.wait()
        visit.part("failed").wait_for(state="hidden")
        assert [*found, visit.seen()] == [["loading"], ["ask", "choice", "failed"], []]


def test_a_reply_stays_under_what_it_answers_whatever_the_clocks_of_their_servers_say(read: Read) -> None:
    with answered(read, reply(2), reply(1, above=2)) as visit:
        show(visit)
        assert visit.page.evaluate(OUTLINE) == [["Reply 2.", [["Reply 1.", []]]]]


def test_what_has_a_warning_is_closed_until_its_reader_opens_it(read: Read) -> None:
    with answered(read, reply(1, "<p>Weir wins.</p>", spoiler_text="How it ends")) as visit:
        show(visit)
        text = visit.page.get_by_text("Weir wins.")
        before = text.is_visible()
        visit.page.get_by_text("How it ends").click()
        assert (before, text.is_visible()) == (False, True)


@pytest.mark.parametrize(
    ("address", "said"), [(WHO, "1 February 2007 at 09:01"), ("/sparks/whom/", "1. Februar 2007 um 09:01")]
)
def test_a_reply_says_who_wrote_it_and_when_in_the_language_of_the_page(read: Read, address: str, said: str) -> None:
    with answered(read, reply(1), is_moved=address != WHO) as visit:
        show(visit, address)
        meta = visit.page.locator("#mastodon-replies .meta")
        links = meta.locator("a").evaluate_all("all => all.map(one => [one.href, one.rel])")
        assert (meta.inner_text(), visit.page.locator(".said").get_attribute("lang")) == (f"Ann @ann · {said}", "en")
        assert links == [
            ["https://example.social/@ann", "nofollow noopener"],
            ["https://example.social/@ann/1", "nofollow noopener"],
        ]


def test_a_thread_without_replies_says_so(read: Read) -> None:
    with answered(read) as visit:
        show(visit)
        visit.part("empty").wait_for()
        assert (visit.part("failed").is_visible(), visit.button.is_visible()) == (False, False)


@pytest.mark.parametrize("answer", ["404", "500", '{ "descendants": [', "[]", '{ "descendants": null }'])
def test_an_answer_that_is_none_is_told_and_may_be_asked_for_again(read: Read, answer: str) -> None:
    with read("mastodon", answers={CONTEXT: answer}) as visit:
        visit.read(WHO)
        visit.button.click()
        visit.part("failed").wait_for()
        assert (visit.button.is_visible(), visit.part("widget").inner_html()) == (True, "")
        visit.answers.update(visit.fake.files)
        visit.button.click()
        visit.wait()


def test_the_server_is_told_neither_the_page_nor_who_is_signed_in_there(read: Read) -> None:
    with read("mastodon") as visit:
        cookie = {
            "name": "session",
            "value": "ann",
            "url": "https://example.social/",
            "sameSite": "None",
            "secure": True,
        }
        visit.page.context.add_cookies([cookie])  # type: ignore[list-item]  # its fields are those of a cookie
        visit.read(WHO)
        with visit.page.expect_request(CONTEXT) as asked:
            visit.button.click()
        visit.wait()
        assert {"cookie", "referer", "authorization"} & set(asked.value.all_headers()) == set()


def test_replies_are_accessible(read: Read, axe: Path) -> None:
    replies = [
        reply(1),
        reply(2, above=1, spoiler_text="How it ends"),
        reply(3, "<a href='https://example.org/'>It</a>"),
    ]
    answer = json.dumps({"descendants": replies})
    with read("mastodon", answers={CONTEXT: answer}, bypass_csp=True, before=axe.read_text("utf-8")) as visit:
        show(visit)
        assert visit.page.evaluate(RUN_AXE, AXE_OPTIONS) == []
