"""Citations and references in words, linked and escaped."""

from __future__ import annotations

from types import MappingProxyType

import pytest

from sitegen.body import Citation, Cite
from sitegen.citing import authors_label, citation_html, reference_html
from sitegen.model import Reference
from sitegen.pages.items import references
from sitegen.problems import Place
from tests.sitemaking import make_room, make_site

KENNEDY = Reference("kennedy2014", "Kennedy, A. (2014). CPD.", author=("Kennedy, A.",), year="2014")
FRASER = Reference("fraser2007", title="T", author=("Fraser, C.", "Kennedy, A.", "Reid, L."), year="2007")
KNOWN = {"kennedy2014": KENNEDY, "fraser2007": FRASER}


def cite(*works: Cite, is_narrative: bool = False) -> str:
    """Return a citation of works as HTML on their own page."""
    return citation_html(Citation(works, "[typed &amp; escaped]", Place(), is_narrative), KNOWN, "")


@pytest.mark.parametrize(
    ("author", "label"),
    [
        (("Kennedy, A.",), "Kennedy"),
        (("Fraser, C.", "Kennedy, A."), "Fraser & Kennedy"),
        (("Fraser, C.", "Kennedy, A.", "Reid, L."), "Fraser et al."),
        (("Department for Education",), "Department for Education"),
        ((), "x"),
    ],
)
def test_authors_are_named_as_a_citation_names_them(author: tuple[str, ...], label: str) -> None:
    assert authors_label(Reference("x", author=author)) == label


def test_a_citation_names_author_and_year_and_leads_to_its_line() -> None:
    assert cite(Cite("kennedy2014")) == '(<a class="citation" href="#ref-kennedy2014">Kennedy, 2014</a>)'


def test_several_works_stand_in_one_pair_of_brackets_with_their_locators() -> None:
    assert cite(Cite("fraser2007"), Cite("kennedy2014", "p. 4 & 5")) == (
        '(<a class="citation" href="#ref-fraser2007">Fraser et al., 2007</a>; '
        '<a class="citation" href="#ref-kennedy2014">Kennedy, 2014, p. 4 &amp; 5</a>)'
    )


def test_a_narrative_citation_has_its_year_alone_in_brackets() -> None:
    assert cite(Cite("kennedy2014"), is_narrative=True) == (
        '<a class="citation" href="#ref-kennedy2014">Kennedy (2014)</a>'
    )


def test_an_unknown_work_stays_as_it_was_typed() -> None:
    assert cite(Cite("nobody"), Cite("kennedy2014")) == "[typed &amp; escaped]"


def test_a_work_without_a_year_says_so() -> None:
    undated = Reference("x", author=("A & B",))
    html = citation_html(Citation((Cite("x"),), "", Place()), {"x": undated}, "/a/")
    assert html == '(<a class="citation" href="/a/#ref-x">A &amp; B, n.d.</a>)'


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("See [@a].", "(<a class=\"citation\" href=\"#ref-a\">Fraser &amp; Kennedy, 2007</a>)"),
        ("See [@b, p. 4].", "(<a class=\"citation\" href=\"#ref-b\">Fraser et al., 2007, p. 4</a>)"),
        ("As @c says.", '<a class="citation" href="#ref-c">Kennedy (2014)</a>'),
        ("Ask @nobody.", "@nobody"),
    ],
)
def test_printed_lines_are_cited_by_their_authors_and_years(body: str, expected: str) -> None:
    text = f"""---
title: A
references:
  - a: "Fraser, C. & Kennedy, A. (2007). X."
  - b: "Fraser, C., Kennedy, A., Reid, L. and McKinney, S. (2007). X."
  - c: "Kennedy, A. (2014). X."
---
{body}
"""
    site = make_site({"posts/2007-01-01-a.md": text})
    assert expected in make_room(site).body(site.posts[0]).text


def made(**parts: str) -> str:
    """Return the line of a reference that is made of its parts."""
    names = {"title": parts.pop("title", "T"), "year": parts.pop("year", "2007")}
    author = tuple(parts.pop("author", "Fraser, C.").split("; "))
    return reference_html(Reference("x", author=author, parts=MappingProxyType(parts), **names))


def test_an_article_is_printed_with_its_journal() -> None:
    assert made(
        author="Fraser, C.; Kennedy, A.", title="CPD & more", journal="J", volume="33", issue="2", pages="153-169"
    ) == "Fraser, C. &amp; Kennedy, A. (2007). CPD &amp; more. <cite>J</cite>, 33(2), 153-169."


def test_a_book_is_printed_with_its_editor_and_publisher() -> None:
    assert made(title="B", editor="Reid, L.", publisher="Sage & Co") == (
        "Fraser, C. (2007). <cite>B</cite> (ed. Reid, L.). Sage &amp; Co."
    )


def test_three_authors_are_joined() -> None:
    assert made(author="A, B.; C, D.; E, F.").startswith("A, B., C, D. &amp; E, F. (2007).")


def test_a_doi_or_else_a_url_is_linked() -> None:
    doi = '<a href="https://doi.org/10.1080/1367">10.1080/1367</a>'
    assert made(doi="10.1080/1367", url="https://a.org/x") == f"Fraser, C. (2007). <cite>T</cite>. {doi}"
    assert made(url="https://a.org/x") == (
        'Fraser, C. (2007). <cite>T</cite>. <a href="https://a.org/x">https://a.org/x</a>'
    )


@pytest.mark.parametrize(
    ("printed", "html"),
    [
        ("A <b> & \"c\"", "A &lt;b&gt; &amp; &quot;c&quot;"),
        ("See https://a.org/x?a=1&b=2.", 'See <a href="https://a.org/x?a=1&amp;b=2">https://a.org/x?a=1&amp;b=2</a>.'),
        ("X. doi:10.1080/1367.", 'X. <a href="https://doi.org/10.1080/1367">doi:10.1080/1367</a>.'),
        ("X. 10.1080/1367.5.", 'X. <a href="https://doi.org/10.1080/1367.5">10.1080/1367.5</a>.'),
        (
            "X. https://doi.org/10.1080/1367.",
            'X. <a href="https://doi.org/10.1080/1367">https://doi.org/10.1080/1367</a>.',
        ),
    ],
)
def test_a_printed_line_is_escaped_and_its_urls_and_dois_are_linked(printed: str, html: str) -> None:
    assert reference_html(Reference("x", printed)) == html


def test_a_documents_references_are_views_in_their_order() -> None:
    text = '---\ntitle: A\nreferences:\n  - b: "B, C. (2001)."\n  - a: "A, C. (2002)."\n---\n[@a; @b]\n'
    (post,) = make_site({"posts/2007-01-01-a.md": text}).posts
    assert [(reference.id, reference.html.text) for reference in references(post)] == [
        ("b", "B, C. (2001)."),
        ("a", "A, C. (2002)."),
    ]
