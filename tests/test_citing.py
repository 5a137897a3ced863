"""Citations and lists of references: what a reader sees of a work, in the text and below it."""

from __future__ import annotations

from types import MappingProxyType

import pytest

from sitegen.body import Citation, Cite, Html
from sitegen.citing import Works, authors_label, reference_html, works_of
from sitegen.model import Reference
from sitegen.problems import Place
from sitegen.references import references_of
from tests.sitemaking import read_text

FRASER = (
    "Fraser, C., Kennedy, A., Reid, L. & McKinney, S. (2007). Teachers’ continuing professional development (CPD): "
    "contested concepts, understandings and models. Journal of In-Service Education, 33(2), 153-169."
)
KENNEDY_2005 = (
    "Kennedy, A. (2005). Models of continuing professional development (CPD): a framework for analysis. "
    "Journal of In-Service Education, 31(2), 235 – 250."
)
KENNEDY_2014 = (
    "Kennedy, A. (2014). Understanding CPD: The need for theory to impact on policy and practice. "
    "Professional Development in Education, 40(5), 688-697."
)
SEED = f"""---
title: Networking as professional learning
access: members
references:
  kennedy2014: "{KENNEDY_2014}"
  fraser2007: "{FRASER}"
  kennedy2005: "{KENNEDY_2005}"
---
Drawing on [@fraser2007; @kennedy2005, p. 4], and as @kennedy2014 argues.
"""


def cite(*works: str | Cite, text: str = "[typed]", is_narrative: bool = False) -> Citation:
    return Citation(
        tuple(Cite(work) if isinstance(work, str) else work for work in works), text, Place(), is_narrative=is_narrative
    )


def built(
    key: str = "k", /, title: str = "T", author: str = "Kennedy, A.", year: str = "2014", **parts: str
) -> Reference:
    authors = tuple(filter(None, author.split("; ")))
    return Reference(key, title=title, author=authors, year=year, parts=MappingProxyType(parts))


def seed_works() -> tuple[Works, tuple[Citation, ...]]:
    document = read_text("sessions/networks.md", SEED).document
    citations = tuple(part for part in document.body.parts if isinstance(part, Citation))
    return works_of(references_of(document.fields), {}, document.body.parts), citations


def test_the_seed_s_references_come_out_as_their_authors_printed_them_by_author_and_year() -> None:
    works, _ = seed_works()
    assert [works.html(work) for work in works.listed] == [
        FRASER.replace(" & ", " &amp; "),
        KENNEDY_2005,
        KENNEDY_2014,
    ]


def test_the_seed_s_citations_name_author_and_year_and_lead_to_the_list() -> None:
    works, citations = seed_works()
    assert [works.citation_html(citation) for citation in citations] == [
        (
            '(<a class="citation" href="#ref-fraser2007">Fraser et al., 2007</a>; '
            '<a class="citation" href="#ref-kennedy2005">Kennedy, 2005, p. 4</a>)'
        ),
        '<a class="citation" href="#ref-kennedy2014">Kennedy (2014)</a>',
    ]


@pytest.mark.parametrize(
    ("printed", "label"),
    [
        ("Fraser, C. & Kennedy, A. (2007). X.", "Fraser & Kennedy, 2007"),
        ("Fraser, C., Kennedy, A., Reid, L. and McKinney, S. (2007). X.", "Fraser et al., 2007"),
        ("Department for Education (2007, March). X.", "Department for Education, 2007"),
        ("A handbook. X.", "A handbook, n.d."),
    ],
)
def test_printed_lines_are_cited_by_their_authors_and_years(printed: str, label: str) -> None:
    text = f'---\ntitle: A\nreferences:\n  - a: "{printed}"\n---\n[@a]\n'
    document = read_text("posts/2007-01-01-a.md", text).document
    assert works_of(references_of(document.fields), {}, document.body.parts).label("a") == label


def test_a_citation_in_a_text_that_stands_elsewhere_leads_to_the_list_of_its_own_page() -> None:
    works = works_of((built(),), {}, ())
    assert (
        works.citation_html(cite("k"), "https://example.org/posts/a/?b&c")
        == '(<a class="citation" href="https://example.org/posts/a/?b&amp;c#ref-k">Kennedy, 2014</a>)'
    )


def test_works_in_one_bracket_stay_in_the_order_typed() -> None:
    works = works_of((built("a", author="Adams, B."), built("z", author="Zola, E.")), {}, ())
    assert works.citation_html(cite("z", "a")).count('#ref-z">Zola, 2014</a>; <a') == 1


def test_a_citation_with_an_unknown_work_stays_as_typed() -> None:
    works = works_of((built(),), {}, ())
    assert works.citation_html(cite("k", "nobody", text="[@k; @nobody, &lt;p. 4]")) == "[@k; @nobody, &lt;p. 4]"


def test_a_locator_is_escaped_once() -> None:
    works = works_of((built(),), {}, ())
    assert works.citation_html(cite(Cite("k", "pp. 1 & <2"))) == (
        '(<a class="citation" href="#ref-k">Kennedy, 2014, pp. 1 &amp; &lt;2</a>)'
    )


@pytest.mark.parametrize(
    ("author", "label"),
    [
        ("Kennedy, A.", "Kennedy"),
        ("Kennedy, A.; Fraser, C.", "Kennedy & Fraser"),
        ("Kennedy, A.; Fraser, C.; Reid, L.", "Kennedy et al."),
        ("Kennedy, A.; et al.", "Kennedy et al."),
        ("Department for Education", "Department for Education"),
        ("", "Models of CPD"),
    ],
)
def test_a_label_names_one_or_two_authors_or_the_first_of_more(author: str, label: str) -> None:
    assert authors_label(built(title="Models of CPD: a framework", author=author)) == label


def test_a_printed_line_that_says_et_al_is_cited_so() -> None:
    work = Reference("f", "Fraser, C. et al. (2007). Models.", author=("Fraser, C.",), year="2007")
    assert works_of((work,), {}, ()).label("f") == "Fraser et al., 2007"


def test_a_work_without_a_year_is_of_no_date() -> None:
    works = works_of((built(year=""),), {}, ())
    assert (works.label("k"), works.html(works.listed[0])) == ("Kennedy, n.d.", "Kennedy, A. (n.d.). <cite>T</cite>.")


def test_only_what_is_cited_comes_from_the_bibliography_and_the_front_matter_wins() -> None:
    bibliography = {key: built(key, title="from the bib", author=key) for key in ("a", "b", "c")}
    own = built("b", title="own", author="b")
    works = works_of((own,), bibliography, (Html("<p>"), cite("a", "b"), cite("x", is_narrative=True)))
    assert [(work.id, work.title) for work in works.listed] == [("a", "from the bib"), ("b", "own")]


def test_the_list_is_by_author_year_and_title_whatever_the_accents_and_case() -> None:
    listed = (
        built("5", author="Zola, E."),
        built("4", author="Öberg, A.", year="2001"),
        built("3", author="Kennedy, A.; Fraser, C.", year="1999"),
        built("2", author="kennedy, A.", year="2014", title="b"),
        built("1", author="Kennedy, A.", year="2005"),
    )
    assert [work.id for work in works_of(listed, {}, ()).listed] == ["1", "2", "3", "4", "5"]


def test_works_that_would_be_named_alike_get_letters_in_order_of_title_wherever_they_come_from() -> None:
    listed = (
        Reference("z", "Kennedy, A. (2014). Zest. 2014 again.", author=("Kennedy, A.",), year="2014"),
        built("other", year="2015"),
    )
    works = works_of(listed, {"m": built("m", title="Models")}, (cite("m"),))
    assert [works.label(work.id) for work in works.listed] == ["Kennedy, 2014a", "Kennedy, 2014b", "Kennedy, 2015"]
    assert [works.html(work) for work in works.listed] == [
        "Kennedy, A. (2014a). <cite>Models</cite>.",
        "Kennedy, A. (2014b). Zest. 2014 again.",
        "Kennedy, A. (2015). <cite>T</cite>.",
    ]


def test_a_narrative_citation_has_the_letter_too() -> None:
    works = works_of((built("a", title="A"), built("b", title="B")), {}, ())
    assert works.citation_html(cite("b", is_narrative=True)) == (
        '<a class="citation" href="#ref-b">Kennedy (2014b)</a>'
    )


def test_letters_that_authors_printed_themselves_stay_and_are_not_given_again() -> None:
    printed = {
        "b": "Kennedy, A. (2014b). Beyond.",
        "a": "Kennedy, A. (2014a). Again.",
        "c": "Kennedy, A. (2014). Common.",
        "d": "Kennedy, A. (2014). Different.",
    }
    listed = tuple(Reference(key, line, author=("Kennedy, A.",), year="2014") for key, line in printed.items())
    works = works_of(listed, {}, ())
    assert [works.html(work) for work in works.listed] == [
        printed["a"],
        printed["b"],
        "Kennedy, A. (2014c). Common.",
        "Kennedy, A. (2014d). Different.",
    ]


def test_more_works_than_letters_are_still_told_apart() -> None:
    works = works_of(tuple(built(f"k{n}", title=f"{n:03}") for n in range(30)), {}, ())
    assert len({works.label(work.id) for work in works.listed}) == 30


def test_works_of_no_date_are_told_apart_with_a_hyphen() -> None:
    works = works_of((built("a", title="A", year=""), built("b", title="B", year="")), {}, ())
    assert [works.label(key) for key in "ab"] == ["Kennedy, n.d.-a", "Kennedy, n.d.-b"]


@pytest.mark.parametrize(
    ("work", "line"),
    [
        (
            built(
                author="Kennedy, A.; Reid, L.",
                title="Understanding CPD",
                journal="Professional Development in Education",
                volume="40",
                issue="5",
                pages="688-697",
                doi="10.1080/19415257.2014.955122",
            ),
            (
                "Kennedy, A., &amp; Reid, L. (2014). Understanding CPD. "
                '<cite>Professional Development in Education</cite>, <em>40</em>(5), 688–697. <a href="https://doi.org/10.1080/19415257.2014.955122">'
                "https://doi.org/10.1080/19415257.2014.955122</a>"
            ),
        ),
        (
            built(title="Is it a good thing?", publisher="Sage & Co.", editor="Smith, J. and Doe, J.-L."),
            "Kennedy, A. (2014). <cite>Is it a good thing?</cite> (J. Smith and J.-L. Doe, Eds.). Sage &amp; Co.",
        ),
        (built(title="What next?", author="A, B."), "A, B. (2014). <cite>What next?</cite>"),
        (
            built(booktitle="Big", editor="Smith, J. & Doe, K.", pages="1–9", volume="2", publisher="Sage"),
            "Kennedy, A. (2014). T. In J. Smith &amp; K. Doe (Eds.), <cite>Big</cite> (Vol. 2, pp. 1–9). Sage.",
        ),
        (built(author="Smith, J.", role="Ed."), "Smith, J. (Ed.). (2014). <cite>T</cite>."),
        (built(author="UNESCO"), "UNESCO. (2014). <cite>T</cite>."),
        (built(author="", journal="J"), "T. (2014). <cite>J</cite>."),
        (built(author="A, B.; et al."), "A, B., et al. (2014). <cite>T</cite>."),
        (
            built(url="https://example.org/a?b=1&c=2"),
            (
                "Kennedy, A. (2014). <cite>T</cite>. "
                '<a href="https://example.org/a?b=1&amp;c=2">https://example.org/a?b=1&amp;c=2</a>'
            ),
        ),
        (built(url="javascript:alert(1)"), "Kennedy, A. (2014). <cite>T</cite>. javascript:alert(1)"),
        (
            built(doi="https://doi.org/10.1002/(SICI)1<2::A>3.0"),
            (
                'Kennedy, A. (2014). <cite>T</cite>. <a href="https://doi.org/10.1002/(SICI)1%3C2::A%3E3.0">'
                "https://doi.org/10.1002/(SICI)1&lt;2::A&gt;3.0</a>"
            ),
        ),
    ],
)
def test_a_line_is_built_of_parts_as_apa_has_it(work: Reference, line: str) -> None:
    assert reference_html(work) == line


def test_of_more_than_twenty_authors_the_first_nineteen_and_the_last_are_named() -> None:
    names = [f"N{n}" for n in range(1, 22)]
    line = reference_html(built(author="; ".join(names)))
    assert line == f"{', '.join(names[:19])}, … N21. (2014). <cite>T</cite>."


@pytest.mark.parametrize(
    ("printed", "html"),
    [
        ("A & B’s “<b>” 'x' – y.", "A &amp; B’s “&lt;b&gt;” 'x' – y."),
        ("See https://x.org/a_(b), and.", 'See <a href="https://x.org/a_(b)">https://x.org/a_(b)</a>, and.'),
        ("(https://x.org/a).", '(<a href="https://x.org/a">https://x.org/a</a>).'),
        ("doi: 10.1080/1.2.", '<a href="https://doi.org/10.1080/1.2">doi: 10.1080/1.2</a>.'),
        ("https://doi.org/10.1080/1", '<a href="https://doi.org/10.1080/1">https://doi.org/10.1080/1</a>'),
        ("https://x.org/?a&b", '<a href="https://x.org/?a&amp;b">https://x.org/?a&amp;b</a>'),
    ],
)
def test_a_printed_line_is_escaped_once_and_its_addresses_are_links(printed: str, html: str) -> None:
    assert reference_html(Reference("k", printed)) == html
