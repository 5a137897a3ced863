"""What `render` makes of a Markdown text, by the parts and the remarks it returns."""

from __future__ import annotations

import subprocess
import sys

import pytest

from sitegen.body import Body, Card, Citation, Cite, Heading, Html, LinkEnd, LinkStart, Part, Picture, Resource
from sitegen.problems import Place
from sitegen.prose import render
from sitegen.quotes import Quotes


def html_of(parts: tuple[Part, ...]) -> str:
    """Return the finished HTML among the parts, with a mark for each other part."""
    marks = {LinkStart: "[[", LinkEnd: "]]", Picture: "(picture)", Card: "(card)", Citation: "(cited)"}
    return "".join(part.text if isinstance(part, Html) else marks.get(type(part), "(resource)") for part in parts)


def shown(text: str) -> str:
    return html_of(render(text).parts).strip()


def codes(body: Body) -> list[tuple[str, int]]:
    return [(remark.code, remark.place.line) for remark in body.remarks]


def test_an_empty_text_becomes_an_empty_body() -> None:
    assert render("") == Body()


def test_a_text_without_links_is_one_part() -> None:
    assert render("One *two* three.").parts == (Html("<p>One <em>two</em> three.</p>"),)


def test_the_same_text_in_another_languages_quotes() -> None:
    german = Quotes("„", "“", "‚", "‘", "’")
    assert render("\"So 'ist' es, Jo's\"", "de", german).parts == (Html("<p>„So ‚ist‘ es, Jo’s“</p>"),)
    assert shown("\"So 'it' is, Jo's\" -- '90s...") == "<p>“So ‘it’ is, Jo’s” – ’90s…</p>"


def test_a_link_into_the_site_is_a_part_with_its_place() -> None:
    body = render('A\n\nsee [the *session*](../sessions/networks.md#outline "Go"){: .big } now')
    assert body.parts == (
        Html("<p>A</p>\n<p>see "),
        LinkStart("../sessions/networks.md#outline", ' class="big" title="Go"', Place(3, 5)),
        Html("the <em>session</em>"),
        LinkEnd(),
        Html(" now</p>"),
    )


def test_a_link_elsewhere_is_html() -> None:
    assert shown("[a](https://a.org) [b](mailto:b@b.org) [c](//c.org/)") == (
        '<p><a href="https://a.org">a</a> <a href="mailto:b@b.org">b</a> <a href="//c.org/">c</a></p>'
    )


def test_links_to_one_file_have_each_their_own_place() -> None:
    body = render("`[x](a.md)`\n\n[x](a.md) and [y](a.md)\n\n```\n[x](a.md)\n```\n\nsee [z][ref]\n\n[ref]: a.md\n")
    places = [part.place for part in body.parts if isinstance(part, LinkStart)]
    assert places == [Place(3, 1), Place(3, 15), Place(9, 5)]


def test_a_picture_of_the_site_is_a_part_and_only_the_first_loads_at_once() -> None:
    body = render("![the hall](hall.jpg)\n\n![the bar](bar.jpg)")
    assert body.parts == (
        Html("<p>"),
        Picture("hall.jpg", ' alt="the hall"', Place(1, 1)),
        Html("</p>\n<p>"),
        Picture("bar.jpg", ' alt="the bar" loading="lazy" decoding="async"', Place(3, 1)),
        Html("</p>"),
    )


def test_a_picture_from_elsewhere_stays_with_a_warning_and_its_origin() -> None:
    body = render("a\n\n![x](https://b.example.org:8443/x.png) ![y](//a.example.org/y.png)")
    assert body.origins == ("https://a.example.org", "https://b.example.org:8443")
    assert codes(body) == [("picture-elsewhere", 3), ("picture-elsewhere", 3)]
    assert '<img alt="x" src="https://b.example.org:8443/x.png">' in shown("![x](https://b.example.org:8443/x.png)")


def test_an_origin_is_in_ascii_and_left_out_where_browsers_differ() -> None:
    body = render("![x](https://bücher.example/x.png) ![y](https://straße.example/y.png)")
    assert body.origins == ("https://xn--bcher-kva.example",)
    assert codes(body) == [("picture-elsewhere", 1), ("picture-elsewhere", 1)]


def test_media_of_the_site_are_resources() -> None:
    body = render('<video poster="p.jpg" controls><source src="v.mp4"></video>')
    assert body.parts == (
        Html("<video"),
        Resource("poster", "p.jpg", Place(1, 8)),
        Html(' controls=""><source'),
        Resource("src", "v.mp4", Place(1, 40)),
        Html("></video>"),
    )


def test_a_paragraph_with_one_link_to_a_markdown_file_is_a_card() -> None:
    body = render("[The *session*](../sessions/x.md#top)\n\n[no](x.pdf)\n\n[yes](y.md) and words")
    assert [part for part in body.parts if isinstance(part, Card)] == [
        Card("../sessions/x.md#top", "The <em>session</em>", Place(1, 1)),
    ]


def test_citations_are_parts_but_not_in_code_links_or_addresses() -> None:
    body = render("See [@fraser2007; @kennedy2005, p. 4] by (@bob) a@b.org `[@no]` [@no](x.md) [x]\n\n    [@no]")
    assert [part for part in body.parts if isinstance(part, Citation)] == [
        Citation((Cite("fraser2007"), Cite("kennedy2005", "p. 4")), "[@fraser2007; @kennedy2005, p. 4]", Place(1, 6)),
        Citation((Cite("bob"),), "@bob", Place(1, 43), is_narrative=True),
    ]


@pytest.mark.parametrize("mark", ["{{ y }}", "{% x %}", "{% include 'a' \"b\" %}", "{{ a -- b *c* }}"])
@pytest.mark.parametrize(
    "frame", ["{}", "# {}", "*a*{}", "**a** {}", "a\n{}", "`{}`", "- {}", "|{}|b|\n|-|-|\n|{}|c|", 'see [a](x.md "{}")']
)
def test_template_marks_are_text_everywhere(frame: str, mark: str) -> None:
    parts = render(frame.replace("{}", mark)).parts
    written = "".join(p.text if isinstance(p, Html) else getattr(p, "attributes", "") for p in parts)
    assert mark in written.replace("&quot;", '"')


@pytest.mark.parametrize("braces", ["{x}", "{ note }", "{: wide }", "{1, 2}"])
def test_braces_that_hold_no_attributes_are_text(braces: str) -> None:
    assert shown(f"*a*{braces}") == f"<p><em>a</em>{braces}</p>"
    assert render(f"## a {braces}").headings[0].text == f"a {braces}"


def test_attribute_lists_are_read() -> None:
    assert shown("## a {#b .c title='d e'}") == '<h2 class="c" id="b" title="d e">a</h2>'
    assert shown("a\n{: .c }") == '<p class="c">a</p>'


def test_the_summary_has_no_ids() -> None:
    body = render("a <span id='b'>b</span>\n{: #c }")
    assert (html_of(body.summary), body.anchors) == ("<p>a <span>b</span></p>", frozenset({"b", "c"}))


def test_headings_go_one_deeper_when_the_text_has_an_h1() -> None:
    assert render("# A\n\n## B\n\n###### C").headings == (
        Heading(2, "a", "A"),
        Heading(3, "b", "B"),
        Heading(6, "c", "C"),
    )
    assert render("## B").headings == (Heading(2, "b", "B"),)


def test_ids_are_legible_unique_and_stand_in_nobodys_way() -> None:
    body = render('<p id="x">a</p>\n\n## x\n\n## Überblick\n\n## main\n\n[a](#main) [b](#x)')
    assert [heading.id for heading in body.headings] == ["x_1", "überblick", "s-main"]
    assert [part.target for part in body.parts if isinstance(part, LinkStart)] == ["#s-main", "#x"]
    assert body.anchors == {"x", "x_1", "überblick", "s-main"}


def test_a_link_to_a_place_that_the_text_has_not_stays_as_it_was_typed() -> None:
    body = render("[up](#top) [a](#menu)\n\n## Menu\n\n<table><tr><th id=dir><td headers='dir main'></table>")
    assert [part.target for part in body.parts if isinstance(part, LinkStart)] == ["#top", "#s-menu"]
    assert '<td headers="s-dir main">' in html_of(body.parts)


def test_tables_scroll_by_keyboard_and_align_by_class() -> None:
    assert shown("| Day | Room |\n|----:|------|\n| 1 | A |").startswith(
        '<div class="table" role="group" tabindex="0" aria-label="Day"><table>\n<thead>\n<tr>\n'
        '<th class="align-right">Day</th>'
    )


def test_code_is_highlighted_by_class_and_an_unknown_language_is_told() -> None:
    assert shown("```python\nx = 1\n```") == (
        '<div class="highlight"><pre tabindex="0"><span></span><code><span class="n">x</span> '
        '<span class="o">=</span> <span class="mi">1</span>\n</code></pre></div>'
    )
    assert codes(render("a\n\n```wibble\nx\n```")) == [("unknown-language", 3)]
    assert render("```\nx\n```").remarks == ()


def test_the_summary_is_what_stands_before_more_and_well_formed() -> None:
    body = render("A [b](b.md)[^1]\n\n- c\n- d<!-- more -->\n- e\n\n[^1]: f")
    assert html_of(body.summary) == "<p>A [[b]]</p>\n<ul>\n<li>c</li>\n<li>d</li></ul>"
    assert body.plain == "A b c d"
    assert "more" not in html_of(body.parts)


def test_the_summary_is_else_the_first_paragraph_with_words() -> None:
    assert render("![x](x.jpg)\n\n## H\n\nWords *here*.\n\nMore.").plain == "Words here."
    assert render("[The session](s.md)\n\nWords.").plain == "Words."
    assert render("[The session](s.md)").plain == "The session"
    assert render("![x](x.jpg)").summary == ()


def test_the_plain_summary_has_no_citations_in_brackets_and_the_summary_has() -> None:
    body = render("A network [@a, p. 4], as @b says [@c; @d].")
    assert body.plain == "A network, as @b says."
    assert [part.text for part in body.summary if isinstance(part, Citation)] == ["[@a, p. 4]", "@b", "[@c; @d]"]


def test_the_plain_summary_is_cut_at_a_word() -> None:
    plain = render("word, " * 100).plain
    assert (len(plain), plain[-6:]) == (299, " word…")


def test_what_was_heard_is_taken_out() -> None:
    body = render("a\n\n## What we *heard*!\n\nLots[^1].\n\n### sub\n\nb\n\n## Next\n\nc\n\n[^1]: n")
    assert html_of(body.heard).strip() == (
        '<p id="what-we-heard">Lots<sup id="fnref:1">[[1]]</sup>.</p>\n<h3 id="sub">sub</h3>\n<p>b</p>'
    )
    assert body.headings == (Heading(2, "next", "Next"),)
    assert html_of(body.parts).startswith('<p>a</p>\n\n<h2 id="next">Next</h2>\n<p>c</p>\n<div class="footnote">')


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("[TOC]\n\n## A\n\n## What we heard\n\n### sub\n\nx\n\n## B", ["#a", "#b"]),
        ("[TOC]\n\n## A\n\n### What we heard\n\nx\n\n## B", ["#a", "#b"]),
        ("[TOC]\n\n## What we heard\n\nx", []),
    ],
)
def test_a_table_of_contents_does_not_list_what_was_heard(text: str, targets: list[str]) -> None:
    parts = render(text).parts
    assert [part.target for part in parts if isinstance(part, LinkStart)] == targets
    assert ('<div class="toc">' in html_of(parts), html_of(parts).count("<ul>")) == (bool(targets), len(targets[:1]))


def test_footnotes_stay_when_what_was_heard_comes_last() -> None:
    body = render("## What we heard\n\nLots[^1].\n\n[^1]: n")
    assert 'class="footnote"' in html_of(body.parts)
    assert 'class="footnote"' not in html_of(body.heard)


def test_words_are_counted() -> None:
    assert render("It's *one* two-part `thing`.\n\n- x").words == 5


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("![](x.jpg)", [("no-alt", 1)]),
        ('![](x.jpg){: alt="" }', []),
        ('<img src="x.jpg" alt="">', []),
        ('a\n\n<img src="x.jpg">', [("no-alt", 3)]),
        ("a\n\n[Click here!](x.md)", [("link-text", 3)]),
        ("[](x.md)", [("link-text", 1)]),
        ("[![the hall](h.jpg)](x.md)", []),
        ("[a]()", [("empty-link", 1)]),
        ("[this session](x.md)", []),
    ],
)
def test_pictures_and_links_without_words_are_told(text: str, expected: list[tuple[str, int]]) -> None:
    assert codes(render(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a[^1]\n\n[^1]: b", []),
        ("a\n\n[^1]: b", [("unused-footnote", 3)]),
        ("a[^1]\n\n[^1]: b\n\n[^1]: c", [("duplicate-footnote", 5)]),
        ("a\n\nb[^9]", [("missing-footnote", 3)]),
        ("`[^9]` \\[^9]\n\n```\n[^1]: b\n```", []),
        ("a\n\n```python\nb", [("open-fence", 3)]),
        ("a\n\n````\nb\n```\n\n~~~\nc\n~~~", [("open-fence", 3)]),
        ("a\n\n<!--mroe-->\n\nb", [("more-marker", 3)]),
        ("a\n\n!-- more -->\n\nb", [("more-marker", 3)]),
        ("a\n\n<!--more-->\n\nb\n\n<!-- more -->", [("more-marker", 7)]),
        ("a\n\n<!-- more -->\n\n<!-- say more of this -->\n\n`<!--mroe-->` &lt;!--mroe--&gt;", []),
    ],
)
def test_marks_that_do_nothing_are_told(text: str, expected: list[tuple[str, int]]) -> None:
    assert codes(render(text)) == expected


def test_a_footnote_that_is_never_used_has_no_link_back() -> None:
    assert shown("a\n\n[^3]: three").endswith('<li id="fn:3">\n<p>three</p>\n</li>\n</ol>\n</div>')
    assert shown("a\n\n[^3]: three\n\n    - b").endswith("</ul>\n\n</li>\n</ol>\n</div>")


def test_vague_words_are_known_in_the_pages_language() -> None:
    assert codes(render("[hier](x.md)", "de-AT")) == [("link-text", 1)]
    assert codes(render("[hier](x.md)", "en-GB")) == []


def test_importing_the_room_and_its_cuts_does_not_import_markdown() -> None:
    program = (
        "import sys, sitegen.prose.cuts, sitegen.prose.ids;"
        "sys.exit(bool({'markdown', 'nh3', 'pygments'} & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", program], check=False)  # noqa: S603 - our own interpreter
    assert ran.returncode == 0
