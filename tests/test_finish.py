"""A body's parts to HTML, for its own page, for another's, and for feeds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.pages import make_pages
from sitegen.urls import BaseUrl
from sitegen.values import replace
from sitegen.views import PersonItem, SessionItem, SparkItem
from tests.sitemaking import make_room, make_settings, make_site

if TYPE_CHECKING:
    from sitegen.settings import Settings
    from sitegen.site import AnyEntry
    from sitegen.words import Words

OTHERS = {
    "posts/2007-03-01-later.md": "---\ntitle: L\n---\n",
    "posts/2007-01-02-draft.md": "---\ntitle: D\ndraft: true\n---\n",
    "sessions/networks.md": "---\ntitle: Networks & co\n---\n## Outline\n",
    "sparks/who.md": "---\ntitle: Who?\nopens: 2007-01-01\n---\n",
    "people/jo.md": "---\nname: Jo\nlisted: true\n---\n",
    "pages/about.md": "---\ntitle: About\n---\n",
}
ATTACHED = ("posts/hall.jpg", "posts/small.jpg", "posts/talk.mp4")


def draw(view: SparkItem | SessionItem | PersonItem, words: Words) -> str:
    """Draw a card as one line."""
    name = (
        view.question
        if isinstance(view, SparkItem)
        else view.title
        if isinstance(view, SessionItem)
        else view.author.name
    )
    return f"({name} in {words.language})"


def finished(
    body: str,
    *,
    elsewhere: bool = False,
    absolute: bool = False,
    cards: bool = False,
    settings: Settings | None = None,
) -> str:
    """Return the HTML of a post with this body."""
    files = OTHERS | {"posts/2007-01-01-a.md": f"---\ntitle: A\n---\n{body}\n"}
    site = make_site(files, attachments=ATTACHED, settings=settings)
    room = make_room(site, draw if cards else None)
    entry: AnyEntry = next(post for post in site.posts if post.slug == "a")
    finisher = replace(room.finisher, absolute=absolute)
    return finisher.html(entry, entry.document.body.parts, elsewhere=elsewhere).text.strip()


def test_a_link_becomes_its_address_and_keeps_its_attributes() -> None:
    assert finished('See [it](../sessions/networks.md#outline "Go & see").') == (
        '<p>See <a href="/sessions/networks/#outline" title="Go &amp; see">it</a>.</p>'
    )


def test_everything_respects_the_path_of_the_base_url() -> None:
    settings = make_settings(base_url=BaseUrl("https://example.org", "/t"))
    body = "See [a](/schedule/), ![h](hall.jpg), [b](https://b.org/)."
    assert finished(body, settings=settings) == (
        '<p>See <a href="/t/schedule/">a</a>, <img src="/t/media/hall.0123456789.jpg" alt="h">, '
        '<a href="https://b.org/">b</a>.</p>'
    )


def test_a_link_to_a_scheduled_document_is_its_words_and_its_day() -> None:
    day = '(<time datetime="2007-03-01T00:00:00+00:00">Thursday 1 March 2007</time>)'
    for target in ("2007-03-01-later.md", "/posts/later/"):
        assert finished(f"See [a *b*]({target}).") == (f'<p>See <span class="scheduled">a <em>b</em> {day}</span>.</p>')
    assert finished("[a](2007-03-01-later.md)", cards=True) == f'<p><span class="scheduled">a {day}</span></p>'


def test_a_link_to_a_draft_is_its_words() -> None:
    assert finished("See [a](2007-01-02-draft.md).") == "<p>See <span>a</span>.</p>"


def test_a_lone_link_to_a_spark_a_session_or_a_person_is_its_card() -> None:
    body = "[x](../sparks/who.md)\n\n[x](../sessions/networks.md)\n\n[x](../people/jo.md)"
    assert finished(body, cards=True).split("\n") == [
        "(Who? in en-GB)",
        "(Networks & co in en-GB)",
        "(Jo in en-GB)",
    ]


def test_a_lone_link_to_anything_else_is_a_paragraph() -> None:
    assert finished("[x *y*](../pages/about.md)", cards=True) == '<p><a href="/about/">x <em>y</em></a></p>'
    assert finished("[x](../sparks/who.md)") == '<p><a href="/sparks/who/">x</a></p>'


def test_cards_that_hold_each_other_come_to_an_end() -> None:
    closed = "opens: 2007-01-01\ncloses: 2007-01-02\n"
    files = {
        "sparks/a.md": f'---\ntitle: A?\n{closed}heard: "[b](b.md)"\n---\n[a](a.md)\n',
        "sparks/b.md": f'---\ntitle: B?\n{closed}heard: "[a](a.md)"\n---\n[a](a.md)\n',
        "sparks/self.md": f'---\ntitle: Self?\n{closed}heard: "[me](self.md)"\n---\n[me](self.md)\n',
    }

    def draw_heard(view: SparkItem | SessionItem | PersonItem, words: Words) -> str:
        return draw(view, words) + (view.heard.text if isinstance(view, SparkItem) else "")

    pages = {page.address: page for page in make_pages(make_room(make_site(files), draw_heard))}
    assert {"/sparks/a/", "/sparks/b/", "/sparks/self/"} <= set(pages)


def test_a_text_on_anothers_page_loses_its_ids_and_its_anchors_lead_home() -> None:
    body = "## Part\n\nSee [up](#part)."
    assert finished(body) == '<h2 id="part">Part</h2>\n<p>See <a href="#part">up</a>.</p>'
    assert finished(body, elsewhere=True) == '<h2>Part</h2>\n<p>See <a href="/posts/a/#part">up</a>.</p>'


def test_a_feeds_urls_are_absolute() -> None:
    body = (
        "## Part\n\n[a](#part) [b](../sessions/networks.md#outline) ![h](hall.jpg) "
        '<img src="hall.jpg" srcset="small.jpg 1x, hall.jpg 2x" alt=""> '
        '<video src="talk.mp4" poster="hall.jpg" controls></video>'
    )
    html = finished(body, absolute=True)
    site = "https://torquay07.example.org"
    assert f'href="{site}/posts/a/#part"' in html
    assert f'href="{site}/sessions/networks/#outline"' in html
    assert f'src="{site}/media/hall.0123456789.jpg"' in html
    assert f'srcset="{site}/media/small.0123456789.jpg 1x, {site}/media/hall.0123456789.jpg 2x"' in html
    assert f'poster="{site}/media/hall.0123456789.jpg"' in html
    assert f'src="{site}/media/talk.0123456789.mp4"' in html
    assert not any(mark in html for mark in ('="/', '="#', " /media"))


def test_an_address_is_escaped_once() -> None:
    assert 'href="/schedule/?a=b&amp;c=d"' in finished("See [x](/schedule/?a=b&c=d).")
