"""`references.bib`: what its entries become, and what each mistake in it earns."""

from __future__ import annotations

import pytest

from sitegen.bibliography import MOST_BYTES, MOST_ENTRIES, read_bibliography
from sitegen.citing import reference_html, works_of
from sitegen.problems import Problem, Severity

PATH = "content/references.bib"
WHOLE = "author = {Kennedy, Aileen}, title = {Models}, year = 2005"


def read_one(text: str) -> dict[str, object]:
    """Return the one work of a file without any mistake."""
    (work,), problems = read_bibliography(text.encode(), PATH)
    assert problems == ()
    return {"id": work.id, "author": work.author, "title": work.title, "year": work.year, **work.parts}


def field(line: str) -> dict[str, object]:
    return read_one(f"@misc{{k, {WHOLE},\n {line}}}")


def problems_of(text: str | bytes) -> list[tuple[int, int, str, str]]:
    data = text.encode() if isinstance(text, str) else text
    return [(p.line, p.column, p.code, p.severity.value) for p in read_bibliography(data, PATH)[1]]


def test_an_article_has_all_that_its_line_needs() -> None:
    assert read_one(
        """% from a reference manager
        @comment{not read}
        @article{kennedy2014,
          author  = {Kennedy, Aileen},
          title   = "Understanding {CPD}: The need for theory
                     to impact on policy",
          journal = {Professional Development in Education},
          volume  = 40,
          number  = {5},
          pages   = {688--697},
          year    = 2014,
          doi     = {https://doi.org/10.1080/19415257.2014.955122},
          abstract = {50% of \\unknown{$ is} not read},
        }"""
    ) == {
        "id": "kennedy2014",
        "author": ("Kennedy, A.",),
        "title": "Understanding CPD: The need for theory to impact on policy",
        "year": "2014",
        "journal": "Professional Development in Education",
        "volume": "40",
        "issue": "5",
        "pages": "688–697",
        "doi": "10.1080/19415257.2014.955122",
    }


def test_a_chapter_has_its_book_with_editors_and_publisher() -> None:
    assert read_one(
        "@incollection(k, author={Doe, J}, title={T}, booktitle={Big}, editor={Smith, Jo and Roe, K. L.},"
        " publisher={Sage}, year={2001})"
    ) == {
        "id": "k",
        "author": ("Doe, J.",),
        "title": "T",
        "year": "2001",
        "booktitle": "Big",
        "editor": "Smith, J. & Roe, K. L.",
        "publisher": "Sage",
    }


def test_editors_stand_for_authors_where_there_are_none() -> None:
    assert read_one("@book{k, editor={Smith, Jo and Roe, Kim}, title={T}, year=2001}") == {
        "id": "k",
        "author": ("Smith, J.", "Roe, K."),
        "role": "Eds.",
        "title": "T",
        "year": "2001",
    }


def test_biblatex_s_date_subtitle_and_journaltitle_are_read() -> None:
    assert read_one("@article{k, author={A, B}, title={T}, subtitle={S}, journaltitle={J}, date={2014-05/2015}}") == {
        "id": "k",
        "author": ("A, B.",),
        "title": "T: S",
        "year": "2014",
        "journal": "J",
    }


def test_a_string_stands_for_its_words_and_names_of_fields_have_any_case() -> None:
    assert (
        read_one('@STRING{jise = "In-Service Education"}\n@Article{k, AUTHOR={A}, Title={T}, Year=1, Journal=JISE}')[
            "journal"
        ]
        == "In-Service Education"
    )


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"M{\"u}ller und M\"uller", "Müller und Müller"),
        (r"\'etude, \'{e}tude, {\'E}tude, \c{c}a, \o, \ss, \i", "étude, étude, Étude, ça, ø, ß, ı"),
        (r"{{Nested {Words}}}", "Nested Words"),
        (r"A \& B & C, 50\% of 50% and #1", "A & B & C, 50% of 50% and #1"),
        (r"a -- b --- c ``d'' ~e", "a – b — c “d” e"),
        (r"\emph{Twitter} and \href{https://x.org}{the web}", "Twitter and the web"),
        ("Teachers’ “words” – as typed: it's", "Teachers’ “words” – as typed: it's"),
        (r"an \unknowncommand{argument}", "an argument"),
        (r"\input{/etc/hostname}none", "none"),
        ("two\n   lines", "two lines"),
    ],
)
def test_a_title_reads_as_latex_prints_it(latex: str, text: str) -> None:
    assert read_one(f"@misc{{k, author={{A}}, year=1, title={{{latex}}}}}")["title"] == text


@pytest.mark.parametrize(
    ("latex", "people"),
    [
        ("Kennedy, Aileen and Fraser, C.", ("Kennedy, A.", "Fraser, C.")),
        ("Aileen Mary Kennedy\nand  J.R.R. Tolkien", ("Kennedy, A. M.", "Tolkien, J. R. R.")),
        ("Ludwig van Beethoven and Sartre, Jean-Paul", ("van Beethoven, L.", "Sartre, J.-P.")),
        ("King, Jr, Martin Luther and Kennedy, AB", ("King, M. L., Jr", "Kennedy, A. B.")),
        (r"{\'E}tienne M{\"u}ller", ("Müller, É.",)),
        ("{Department for Education and Skills}", ("Department for Education and Skills",)),
        ("UNESCO and others", ("UNESCO", "et al.")),
    ],
)
def test_people_are_by_family_and_initials(latex: str, people: tuple[str, ...]) -> None:
    assert read_one(f"@misc{{k, title={{T}}, year=1, author={{{latex}}}}}")["author"] == people


@pytest.mark.parametrize(
    ("line", "part", "text"),
    [
        (r"url = {https://x.org/a\_b_c%20~d\#e}", "url", "https://x.org/a_b_c%20~d#e"),
        (r"howpublished = {\url{https://x.org}}", "url", "https://x.org"),
        (r"doi = {10.1000/a\_b<c>}", "doi", "10.1000/a_b<c>"),
        ("doi = {doi: 10.1000/1}", "doi", "10.1000/1"),
        ("school = {University of Strathclyde}", "publisher", "University of Strathclyde"),
    ],
)
def test_addresses_and_publishers_are_found_where_managers_put_them(line: str, part: str, text: str) -> None:
    assert field(line)[part] == text


def test_a_byte_order_mark_and_other_line_ends_change_nothing() -> None:
    plain = f"@misc{{k,\n {WHOLE}\n}}\n@misc{{k,\n title = x}}"
    expected = read_bibliography(plain.encode(), PATH)
    assert expected[1][0].line == 4
    for data in (plain.replace("\n", "\r\n").encode("utf-8-sig"), plain.replace("\n", "\r").encode()):
        assert read_bibliography(data, PATH) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"@misc{{a,\n {WHOLE}\n@misc{{b, {WHOLE}}}", [(1, 1, "bad-entry", "error")]),
        (f"\n @misc{{a, {WHOLE}", [(2, 2, "bad-entry", "error")]),
        ("@misc{a title={T}}", [(1, 1, "bad-entry", "error")]),
        (f"@misc{{ , {WHOLE}}}", [(1, 1, "bad-entry", "error")]),
        ("@misc{a,\n  author = {A}\n  title = {T},\n  year = 1}", [(2, 3, "bad-entry", "error")]),
        ("@misc{a, author={A}, year=1,\n  title = nothing}", [(2, 3, "bad-entry", "error")]),
        ('@misc{a, author={A}, year=1, title="a" # "b"}', [(1, 30, "bad-entry", "error")]),
        (f"@misc{{a, {WHOLE}}}\n@misc{{b, {WHOLE}}} @misc{{a, {WHOLE}}}", [(2, 69, "duplicate-key", "error")]),
        (f"@misc{{a, {WHOLE}, title={{U}}}}", [(1, 1, "duplicate-key", "error")]),
        (f"@misc{{a, {WHOLE},\n Title={{U}}}}", [(2, 2, "duplicate-key", "error")]),
        ("@misc{a, title={T}, year=1,\n author={A, B, C, D}}", [(2, 2, "bad-latex", "error")]),
        (r"@misc{a, author={A}, year=1, title={\href{x} }}", [(1, 30, "bad-latex", "error")]),
        (
            "@misc{z,\n}\n\n  @misc{a, title={T}}",
            [(1, 1, "missing-field", "warning"), (4, 3, "missing-field", "warning")],
        ),
        (f"@misc{{2014, {WHOLE}}}", [(1, 1, "bad-key", "warning")]),
        (f"words\n misc{{a,\n {WHOLE}}}", [(2, 2, "stray-text", "warning")]),
        (f"@misc{{a, {WHOLE}}}\n\x00", [(2, 1, "control-character", "warning")]),
        ("@misc{caf\xe9,\n title={caf\xe9}}".encode("latin-1"), [(1, 10, "not-utf8", "error")]),
        (f"@misc{{a, {WHOLE}}}".encode("utf-16"), [(1, 1, "not-utf8", "error")]),
        ("", []),
        ("nothing but {words}, @ and more", []),
    ],
)
def test_a_mistake_is_told_once_where_it_stands(text: str | bytes, expected: list[tuple[int, int, str, str]]) -> None:
    assert problems_of(text) == expected


def test_what_is_lacking_is_told_with_the_words_to_write() -> None:
    assert read_bibliography(b"@misc{a, title={T}}", PATH)[1] == (
        Problem(
            PATH,
            1,
            1,
            "missing-field",
            "the work 'a' has no author and no year",
            "write in it: author = {…}, year = {…},",
            Severity.WARNING,
        ),
    )


@pytest.mark.parametrize(
    "data",
    [
        b"@misc{a, title={T}\n@misc{b, title={T}}",
        b"@misc{a title={T}}\n@misc{b,title={T}}",
        "@misc{a, title={T}}\n@misc(b , title={T})".encode("utf-16"),
        b"@misc{a, title={\xe9}}\n@misc{b}",
        b"@misc{a}\n@misc{b}" + b" " * MOST_BYTES,
    ],
)
def test_works_that_cannot_be_read_can_still_be_cited_so_that_one_mistake_is_told_once(data: bytes) -> None:
    works, problems = read_bibliography(data, PATH)
    assert {work.id for work in works} == {"a", "b"}
    assert any(problem.is_error for problem in problems)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("@misc{a, title={" + "{" * 20_000, "bad-entry"),
        ("@misc{a, year=1, author={A}, title=" + "{" * 2_000 + "}" * 2_000 + "}", "bad-latex"),
        ("@misc{a, year=1, author={A}, title={" + r"\[" * 2_000 + "}}", "bad-latex"),
        ("@misc{a, year=1, author={A}, title={" + r"\begin{a}" * 2_000 + "}}", "bad-latex"),
        ("@misc{a, year=1, author={A}, title={" + r"\'e" * 10_000 + "}}", "bad-latex"),
        ('@misc{a, year=1, title={T}, author="' + "}" * 50_000 + '"}', "bad-latex"),
        ("@misc{a, year=1, title={T}, author={" + "a" * 200_000 + "}}", "bad-latex"),
        ("@a{" * (MOST_ENTRIES + 1), "too-many-entries"),
        ("@" * MOST_BYTES, "too-many-entries"),
        (" " * (MOST_BYTES + 1), "too-big"),
    ],
)
def test_hostile_input_is_one_mistake(text: str, code: str) -> None:
    assert [problem[2] for problem in problems_of(text)] == [code]


def test_twenty_thousand_braces_outside_of_entries_are_text() -> None:
    assert read_bibliography(b"{" * 20_000, PATH) == ((), ())


def test_an_entry_is_printed_in_the_style_of_the_list() -> None:
    works, _ = read_bibliography(
        rb"""@inproceedings{k, author={M{\"u}ller, J{\"o}rg and Doe, Kim}, title={On {CPD} \& more}, booktitle={Proc.},
        editor={Smith, Jo}, pages={1-9}, year=2014, url={https://x.org/?a&b}}""",
        PATH,
    )
    assert [reference_html(work) for work in works_of(works, {}, ()).listed] == [
        (
            "Müller, J., &amp; Doe, K. (2014). On CPD &amp; more. In J. Smith (Ed.), <cite>Proc.</cite> (pp. 1–9). "
            '<a href="https://x.org/?a&amp;b">https://x.org/?a&amp;b</a>'
        )
    ]


def test_what_the_library_would_log_is_told_as_problems_alone(caplog: pytest.LogCaptureFixture) -> None:
    read_bibliography(rb"@misc{a title={T}} @misc{b, title={\frac \foo}, author={A}, year=1}", PATH)
    assert caplog.messages == []
