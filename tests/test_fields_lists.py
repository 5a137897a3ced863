"""Lists and fields within fields: tags, people, aliases, links, sparks, references, a theme's own data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from sitegen.fields import lists, references, texts
from sitegen.fields.notes import Notes
from sitegen.front_matter import Node, Scalar, split
from sitegen.model import NamedLink, Reference
from sitegen.problems import Place

if TYPE_CHECKING:
    from sitegen.fields.notes import Reader

READERS: dict[str, Reader] = {
    "list_of": lists.list_of(texts.text),
    "tags": lists.tags,
    "people": lists.people,
    "paths": lists.paths,
    "named": lists.named(texts.text),
    "sparks": lists.sparks,
    "references": references.references,
    "own_data": lists.own_data,
}


def node(typed: str) -> Node:
    """Return the value of the field `f`, as an author typed it."""
    front = split(f"---\nf: {typed}\n---\n")
    assert front.node is not None
    return front.node.entries[0][1]


def read(reader: str, typed: str) -> tuple[Any, list[tuple[str, str]]]:
    """Return what a reader makes of a typed value, and the codes and hints of what it notes."""
    notes = Notes()
    found = READERS[reader](node(typed), "f", notes)
    return found, [(remark.code, remark.hint) for remark in notes.remarks]


@pytest.mark.parametrize("reader", READERS)
def test_an_empty_value_is_nothing(reader: str) -> None:
    found, noted = read(reader, "")
    assert not found
    assert noted == []


@pytest.mark.parametrize("reader", ["list_of", "tags", "people", "paths"])
def test_fields_where_a_list_belongs_are_a_wrong_type(reader: str) -> None:
    found, noted = read(reader, "\n  a: b")
    assert not found
    assert noted == [("wrong-type", "write f: [one, two]")]


@pytest.mark.parametrize("reader", ["named", "sparks", "own_data"])
@pytest.mark.parametrize("typed", ["[a, b]", "words"])
def test_a_list_or_a_text_where_fields_belong_is_a_wrong_type(reader: str, typed: str) -> None:
    found, noted = read(reader, typed)
    assert found is None
    assert [code for code, _ in noted] == ["wrong-type"]


@pytest.mark.parametrize("typed", ["[a, b, a]", "\n  - a\n  - b\n  -\n  - a", "[a, '', b]"])
@pytest.mark.parametrize("reader", ["list_of", "tags"])
def test_a_list_holds_each_item_once_and_none_that_is_empty(reader: str, typed: str) -> None:
    assert read(reader, typed) == (("a", "b"), [])


def test_a_single_value_is_a_list_of_one() -> None:
    assert read("list_of", "a b") == (("a b",), [])
    assert read("tags", "cpd") == (("cpd",), [])
    assert read("people", "Jo Smith") == (("Jo Smith",), [])


def test_the_items_of_a_list_keep_their_spelling() -> None:
    assert read("tags", "[2007, no, 3.10, 0123]") == (("2007", "no", "3.10", "0123"), [])


def test_each_item_of_a_list_has_its_place() -> None:
    notes = Notes()
    lists.tags(node("[a, b]"), "tags", notes)
    assert notes.places == {"tags[0]": Place(2, 5), "tags[1]": Place(2, 8)}


def test_tags_with_commas_are_a_list_that_lacks_its_brackets() -> None:
    assert read("tags", "cpd, networks,") == (None, [("wrong-type", "write f: [cpd, networks]")])


def test_a_tag_without_a_letter_or_digit_is_an_error() -> None:
    assert read("tags", "['!?', cpd, '👩‍🏫']") == (("cpd",), [("bad-tag", "write another word")] * 2)


def test_people_are_slugs_or_printed_names() -> None:
    assert read("people", "[jo-smith, Jo Smith, Communications Team]") == (
        ("jo-smith", "Jo Smith", "Communications Team"),
        [],
    )


def test_people_with_a_comma_are_told_how_to_write_them() -> None:
    assert read("people", "jo-smith, al") == (None, [("wrong-type", "write f: [jo-smith, al]")])
    assert read("people", '"Fraser, C."') == (None, [("wrong-type", 'write f: ["Fraser, C."]')])


def test_initials_that_became_people_are_told_with_the_line_to_paste() -> None:
    assert read("people", "[Fraser, C., Kennedy, A.]") == (
        None,
        [("unquoted", 'write f: ["Fraser, C.", "Kennedy, A."]')],
    )


def test_quoted_initials_are_people() -> None:
    assert read("people", '["Fraser, C.", "Kennedy, A. J."]') == (("Fraser, C.", "Kennedy, A. J."), [])


def test_aliases_are_addresses_each_once() -> None:
    assert read("paths", "[/2007/01/preparing/, /old.html, /old.html, /]") == (
        ("/2007/01/preparing/", "/old.html", "/"),
        [],
    )


@pytest.mark.parametrize("typed", ["/../x", "/%2e%2e%2fx", "/a\\\\b", "/CON/", "/c:/x", "/.git/", "//evil.org/"])
def test_an_alias_that_leaves_the_site_is_refused(typed: str) -> None:
    found, noted = read("paths", f'["{typed}"]')
    assert found == ()
    assert [code for code, _ in noted] == ["bad-address"]


def test_an_alias_without_its_slash_is_told_with_it() -> None:
    assert read("paths", "[old/page/]") == ((), [("bad-address", "write /old/page/")])


def test_names_lead_to_addresses_and_handles() -> None:
    assert read("named", '\n  Blog: https://jo.example.org\n  Mastodon: "@jo@a.org"\n  Empty:') == (
        (NamedLink("Blog", "https://jo.example.org"), NamedLink("Mastodon", "@jo@a.org")),
        [],
    )


def test_a_sessions_sparks_are_slugs_and_questions() -> None:
    notes = Notes()
    found = lists.sparks(node("\n  who: Who is it for?\n  2007: '2007?'"), "sparks", notes)
    assert found == (NamedLink("who", "Who is it for?"), NamedLink("2007", "2007?"))
    assert notes.places == {"sparks.who": Place(3, 8), "sparks.2007": Place(4, 9)}


def test_a_listed_sparks_slug_that_is_none_is_told_with_one() -> None:
    assert read("sparks", "\n  Who Is: Who?") == ((), [("bad-slug", "write who-is: Who?")])
    assert read("sparks", '\n  "?!": Who?') == ((), [("bad-slug", "write a-short-name: Who?")])


def test_a_listed_spark_without_a_question_is_told() -> None:
    found, noted = read("sparks", "\n  who:")
    assert found == ()
    assert [code for code, _ in noted] == ["missing-field"]


def test_a_reference_may_be_a_printed_line() -> None:
    typed = '\n  - kennedy2014: "Kennedy, A. (2014). Understanding CPD. Routledge."'
    assert read("references", typed) == (
        (
            Reference(
                "kennedy2014",
                "Kennedy, A. (2014). Understanding CPD. Routledge.",
                author=("Kennedy, A.",),
                year="2014",
            ),
        ),
        [],
    )


@pytest.mark.parametrize(
    ("printed", "author", "year"),
    [
        ("Fraser, C. & Kennedy, A. (2007). X.", ("Fraser, C.", "Kennedy, A."), "2007"),
        ("Fraser, C., & Kennedy, A. (2007). X.", ("Fraser, C.", "Kennedy, A."), "2007"),
        (
            "Fraser, C., Kennedy, A., Reid, L. and McKinney, S. (2007). X.",
            ("Fraser, C.", "Kennedy, A.", "Reid, L.", "McKinney, S."),
            "2007",
        ),
        ("Wenger, E.-J. (1998a). Communities.", ("Wenger, E.-J.",), "1998"),
        ("Learning Council. (2005) X", ("Learning Council",), "2005"),
        ("Department for Education 2010. Teaching.", ("Department for Education",), "2010"),
        ("Anon. No year at all", ("Anon",), ""),
    ],
)
def test_author_and_year_are_taken_from_a_printed_line(printed: str, author: tuple[str, ...], year: str) -> None:
    (found,), noted = read("references", f'\n  - x: "{printed}"')
    assert noted == []
    assert (found.year, [name.rstrip(".") for name in found.author]) == (year, [name.rstrip(".") for name in author])


def test_a_reference_may_be_made_of_its_parts() -> None:
    typed = """
  - fraser2007:
      title: Teachers' continuing professional development
      author: ["Fraser, C.", "Kennedy, A."]
      year: 2007
      journal: Journal of In-service Education
      volume: 33
      issue: 2
      pages: 153-169
      doi: 10.1080/13674580701292913"""
    ((found,), noted) = read("references", typed)
    assert noted == []
    assert (found.title, found.author, found.year) == (
        "Teachers' continuing professional development",
        ("Fraser, C.", "Kennedy, A."),
        "2007",
    )
    assert dict(found.parts) == {
        "journal": "Journal of In-service Education",
        "volume": "33",
        "issue": "2",
        "pages": "153-169",
        "doi": "10.1080/13674580701292913",
    }


def test_references_may_be_fields_without_hyphens() -> None:
    (found, other), noted = read("references", '\n  a: "A, B. (2001)."\n  b: "C, D. (2002)."')
    assert ((found.id, other.id), noted) == (("a", "b"), [])


@pytest.mark.parametrize("author", ["", " []", " ['']"])
def test_a_reference_without_its_author_is_told(author: str) -> None:
    _, noted = read("references", f"\n  - x:\n      title: T\n      year: 2001\n      author:{author}")
    assert [code for code, _ in noted] == ["missing-field"]


@pytest.mark.parametrize("missing", ["title", "author", "year"])
def test_a_reference_without_what_it_needs_is_told(missing: str) -> None:
    parts = {"title": "T", "author": '["A, B."]', "year": "2001"}
    typed = "".join(f"\n      {key}: {value}" for key, value in parts.items() if key != missing)
    notes = Notes()
    references.references(node(f"\n  - x:{typed}"), "references", notes)
    assert [(r.code, r.message) for r in notes.remarks] == [("missing-field", f"the reference 'x' has no '{missing}'")]


def test_a_misspelt_part_of_a_reference_is_a_warning_with_the_nearest() -> None:
    _, noted = read("references", "\n  - x:\n      title: T\n      author: A\n      year: 2001\n      jurnal: J")
    assert noted == [("unknown-field", "did you mean 'journal'?")]


def test_two_references_under_one_id_are_an_error() -> None:
    found, noted = read("references", '\n  - x: "A, B. (2001)."\n  - x: "C, D. (2002)."')
    assert [reference.year for reference in found] == ["2001"]
    assert [code for code, _ in noted] == ["duplicate-key"]


def test_an_id_that_cannot_be_cited_is_an_error() -> None:
    found, noted = read("references", '\n  - "2001 a": "A, B. (2001)."')
    assert found == ()
    assert noted == [("bad-key", "write it as in: kennedy2014")]


def test_a_reference_that_is_a_text_alone_is_an_error() -> None:
    found, noted = read("references", '\n  - "Kennedy, A. (2014). X."')
    assert found == ()
    assert noted == [("wrong-type", 'write it as in:\nf:\n  - kennedy2014: "Kennedy, A. (2014). A title."')]


def test_a_themes_own_data_keeps_its_shape_and_spelling() -> None:
    found, noted = read("own_data", "\n  colour: 0123\n  list: [1, no]\n  deep:\n    er: ~")
    assert noted == []
    assert (found["colour"], found["list"], dict(found["deep"])) == ("0123", ("1", "no"), {"er": "~"})


def test_an_item_that_is_no_text_is_told() -> None:
    found, noted = read("list_of", "[a, [b]]")
    assert found == ("a",)
    assert [code for code, _ in noted] == ["wrong-type"]


def test_an_items_place_is_kept_for_a_single_value_too() -> None:
    assert isinstance(node("a"), Scalar)
    notes = Notes()
    assert lists.items(node("a"), "f", notes) == (Scalar("a", Place(2, 4)),)


def test_a_person_named_by_a_path_is_told_with_the_slug() -> None:
    assert read("people", "[../people/jo.md]") == ((), [("bad-reference", "write jo")])


def test_a_person_named_with_an_at_sign_is_known_without() -> None:
    assert read("people", '["@jo"]') == (("jo",), [])
