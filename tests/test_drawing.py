"""A page is made once for all that goes into it, and its own text is put in last, wherever its template prints it."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from sitegen.drawing import GAP, Drawing, Gap, remembered_as
from sitegen.output import Ready
from sitegen.pages import Page
from sitegen.press import open_press
from sitegen.publish import publish_from
from sitegen.theme import RenderError
from sitegen.urls import BaseUrl
from sitegen.views import PageView, SafeHtml
from sitegen.words import load_words
from tests.test_theme import BASE, ENGLISH, loaded, make_shell, write_theme

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from sitegen.drawing import Drawn
    from sitegen.press import Press
    from sitegen.theme import Theme

ARTICLE = "<h1>{{ view.title }}</h1>\n<article>{{ view.html }}</article>"
TEXT = "<p>What’s <b>new</b>?</p>"
DATA = "<h1>A title</h1>\n<article><p>What’s <b>new</b>?</p></article>\n".encode()


@pytest.fixture
def press(tmp_path: Path) -> Iterator[Press]:
    """Return the press of an output folder that is not there yet."""
    with open_press(tmp_path / "public") as opened:
        yield opened


def page_of(text: str = TEXT, title: str = "A title", language: str = "en-GB", *, is_hidden: bool = False) -> Page:
    """Return a page that an organiser wrote."""
    view = PageView(title, "", SafeHtml(text), None, (), (), None)
    return Page("/about/", "page.html", view, make_shell(address="/about/", is_hidden=is_hidden), load_words(language))


def theme_of(root: Path, template: str = ARTICLE) -> Theme:
    """Return a theme with this template for pages."""
    write_theme(root, templates__page_html=template)
    return loaded(root)


def made(press: Press, drawn: Drawn) -> bytes:
    """Return the bytes of an output that was made."""
    data = (press.staging / drawn.file).read_bytes()
    assert (drawn.is_made, drawn.digest) == (True, sha256(data).hexdigest())
    assert drawn.ready == Ready(drawn.address, drawn.digest, drawn.file)
    return data


def test_a_page_is_made_with_its_text_in_its_place(tmp_path: Path, press: Press) -> None:
    drawn = Drawing(theme_of(tmp_path), BASE, press, {}).page(page_of())
    data = made(press, drawn)
    assert (drawn.address, data) == ("/about/", DATA)
    assert drawn.gap is not None
    assert data[drawn.gap.start : drawn.gap.start + drawn.gap.size] == TEXT.encode()


def published(root: Path, draw: Callable[[Drawing], Drawn]) -> tuple[dict[bytes, bytes], Drawn]:
    """Return what is remembered of an output that is published, and how it was drawn."""
    with open_press(root / "public") as press:
        drawn = draw(Drawing(theme_of(root), BASE, press, {}))
        publish_from(press, (drawn.ready,), root)
    return {drawn.key: remembered_as(drawn)}, drawn


def test_the_same_view_and_text_are_remembered(tmp_path: Path) -> None:
    known, first = published(tmp_path, lambda drawing: drawing.page(page_of()))
    with open_press(tmp_path / "public") as press:
        again = Drawing(theme_of(tmp_path), BASE, press, known).page(page_of())
        assert not press.staging.exists()
    assert (again.is_made, again.file, again.ready) == (False, "", Ready("/about/", first.digest))
    assert (again.key, again.gap, remembered_as(again)) == (first.key, first.gap, remembered_as(first))


@pytest.mark.parametrize("damage", [b"another page", None])
def test_what_does_not_stand_is_made_again(tmp_path: Path, damage: bytes | None) -> None:
    known, first = published(tmp_path, lambda drawing: drawing.page(page_of()))
    place = tmp_path / "public/about/index.html"
    if damage is None:
        place.unlink()
    else:
        place.write_bytes(damage)
    with open_press(tmp_path / "public") as press:
        again = Drawing(theme_of(tmp_path), BASE, press, known).page(page_of())
        assert (made(press, again), again.digest) == (DATA, first.digest)


def test_rubbish_that_is_remembered_is_not_believed(tmp_path: Path) -> None:
    known, first = published(tmp_path, lambda drawing: drawing.page(page_of()))
    with open_press(tmp_path / "public") as press:
        again = Drawing(theme_of(tmp_path), BASE, press, {first.key: known[first.key][:-1]}).page(page_of())
    assert (again.is_made, again.digest, again.gap) == (True, first.digest, first.gap)


def test_another_text_stands_in_the_same_surroundings(tmp_path: Path, press: Press) -> None:
    drawing = Drawing(theme_of(tmp_path), BASE, press, {})
    pages = [drawing.page(page_of(text)) for text in (TEXT, "<p>ä</p>" * 9)]
    texts = [made(press, page) for page in pages]
    gaps = [page.gap or Gap(0, 0) for page in pages]
    assert pages[0].key != pages[1].key
    assert [data[gap.start : gap.start + gap.size].decode() for data, gap in zip(texts, gaps, strict=True)] == [
        TEXT,
        "<p>ä</p>" * 9,
    ]
    frames = [(data[: gap.start], data[gap.start + gap.size :]) for data, gap in zip(texts, gaps, strict=True)]
    assert frames[0] == frames[1] == (b"<h1>A title</h1>\n<article>", b"</article>\n")


def test_whatever_goes_into_a_page_makes_another_key(tmp_path: Path, press: Press) -> None:
    (tmp_path / "other").mkdir()
    theme, other = theme_of(tmp_path), theme_of(tmp_path / "other", ARTICLE + "!")
    draw = Drawing(theme, BASE, press, {}).page
    pages = [
        draw(page_of()),
        draw(page_of(text="<p>Other</p>")),
        draw(page_of(title="Other")),
        draw(page_of(language="de")),
        draw(page_of(is_hidden=True)),
        Drawing(other, BASE, press, {}).page(page_of()),
        Drawing(theme, BaseUrl("https://example.com", "/conf"), press, {}).page(page_of()),
        Drawing(theme, BaseUrl("https://example.org"), press, {}).page(page_of()),
    ]
    assert len({page.key for page in pages}) == len(pages)
    assert draw(page_of()).key == pages[0].key


def test_text_and_view_do_not_run_into_each_other(tmp_path: Path, press: Press) -> None:
    draw = Drawing(theme_of(tmp_path), BASE, press, {}).page
    assert draw(page_of("ab", "c")).key != draw(page_of("b", "ca")).key


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("<i>{{ view.html }}</i><b>{{ view.html }}</b>", "<i><p>x</p></i><b><p>x</p></b>\n"),
        ("{{ view.html }}{{ view.html }}{{ view.html }}", "<p>x</p><p>x</p><p>x</p>\n"),
        ("<p>{{ view.title }}</p>", "<p>A title</p>\n"),
    ],
)
def test_a_text_that_stands_more_than_once_or_nowhere_has_no_one_place(
    tmp_path: Path, press: Press, template: str, expected: str
) -> None:
    drawn = Drawing(theme_of(tmp_path, template), BASE, press, {}).page(page_of("<p>x</p>"))
    assert (drawn.gap, made(press, drawn).decode()) == (None, expected)
    assert remembered_as(drawn) != b""


def test_a_text_at_the_very_beginning_has_its_place(tmp_path: Path, press: Press) -> None:
    drawn = Drawing(theme_of(tmp_path, "{{ view.html }}"), BASE, press, {}).page(page_of("<p>x</p>"))
    assert (drawn.gap, made(press, drawn)) == (Gap(0, 8), b"<p>x</p>\n")


def test_the_empty_lines_of_a_text_are_its_own(tmp_path: Path, press: Press) -> None:
    template = "<div>\n\n\n{{ view.html }}\n\n\n</div>"
    drawn = Drawing(theme_of(tmp_path, template), BASE, press, {}).page(page_of("\n\n<pre>a\n\n\nb</pre>\n\n"))
    assert made(press, drawn) == b"<div>\n<pre>a\n\n\nb</pre>\n</div>\n"


def test_a_page_without_a_text_is_seen_to_have_none(tmp_path: Path, press: Press) -> None:
    template = "{% if view.html %}<div>{{ view.html }}</div>{% else %}<p>Nothing yet</p>{% endif %}"
    draw = Drawing(theme_of(tmp_path, template), BASE, press, {}).page
    pages = [draw(page_of("")), draw(page_of("<p>x</p>"))]
    assert [made(press, page) for page in pages] == [b"<p>Nothing yet</p>\n", b"<div><p>x</p></div>\n"]
    assert [page.gap for page in pages] == [None, Gap(5, 8)]


def test_a_view_without_such_a_text_is_drawn_as_it_is(tmp_path: Path, press: Press) -> None:
    write_theme(tmp_path, templates__404_html="<p>{{ page.title }}</p>")
    page = Page("/404.html", "404.html", {"html": "<i>"}, make_shell(), ENGLISH)
    drawn = Drawing(loaded(tmp_path), BASE, press, {}).page(page)
    assert (drawn.gap, made(press, drawn)) == (None, b"<p>A title</p>\n")


@pytest.mark.parametrize(
    "template",
    [
        '<p title="{{ view.html }}">x</p>',
        "<p title='{{ view.html }}'>x</p>",
        "<p {{ view.html }}>x</p>",
        "<{{ view.html }}>",
        '<div>{{ view.html }}</div><meta content="{{ view.html }}">',
        "<!-- {{ view.html }} -->",
    ],
)
def test_a_text_within_a_tag_is_the_themes_mistake(tmp_path: Path, press: Press, template: str) -> None:
    drawing = Drawing(theme_of(tmp_path, template), BASE, press, {})
    with pytest.raises(RenderError) as told:
        drawing.page(page_of())
    problem = told.value.problem
    assert (problem.path, problem.line, problem.column, problem.code) == ("page.html", 1, 1, "theme-error")
    assert problem.message == (
        "`view.html` stands within a tag on a page of `page.html`; it can only stand as an element's content"
    )
    assert problem.hint == "for a tag's attribute there is `page.description`"
    assert not press.staging.exists()


def test_nothing_of_the_gap_is_left_in_a_page(tmp_path: Path, press: Press) -> None:
    drawn = Drawing(theme_of(tmp_path), BASE, press, {}).page(page_of())
    assert GAP.encode() not in made(press, drawn)


def test_what_is_no_page_is_made_once_for_all_that_it_is_made_of(tmp_path: Path) -> None:
    known, first = published(tmp_path, lambda drawing: drawing.other("/feed.xml", ("rss", 1), lambda: b"feed"))
    assert (first.is_made, first.gap) == (True, None)

    def refuse() -> bytes:
        raise AssertionError

    with open_press(tmp_path / "public") as press:
        drawing = Drawing(theme_of(tmp_path), BASE, press, known)
        again = drawing.other("/feed.xml", ("rss", 1), refuse)
        assert (again.is_made, again.ready) == (False, Ready("/feed.xml", first.digest))
        others = [
            drawing.other("/feed.xml", ("rss", 2), lambda: b"other"),
            drawing.other("/atom.xml", ("rss", 1), lambda: b"feed"),
        ]
        assert [made(press, one) for one in others] == [b"other", b"feed"]
    assert len({first.key, *(one.key for one in others)}) == 3
