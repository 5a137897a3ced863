"""Who is who: slugs and ids that stand twice, and old addresses that lead on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sitegen.site import Redirect
from tests.sitemaking import codes, make_site, read_text, told

if TYPE_CHECKING:
    from sitegen.problems import Problem

PAGE = "---\ntitle: A\n{}---\n"


def problems_of(lines: str) -> tuple[Problem, ...]:
    """Return what is wrong with a page of these lines, in itself and in the site."""
    text = PAGE.format(lines)
    return (*read_text("pages/a.md", text).problems, *make_site({"pages/a.md": text}).problems)


def test_two_documents_of_one_kind_under_one_slug_are_an_error_that_names_both() -> None:
    site = make_site({"pages/a.md": PAGE.format(""), "pages/b.md": PAGE.format("slug: a\n")})
    assert told(site.problems) == ["content/pages/b.md:3:7 error duplicate-slug"]
    assert site.problems[0].message == "'a' is also the slug of content/pages/a.md"


def test_one_slug_in_two_kinds_is_no_mistake() -> None:
    site = make_site({"pages/a.md": PAGE.format(""), "sessions/a.md": PAGE.format("")})
    assert site.problems == ()


def test_a_listed_spark_and_a_file_under_one_slug_are_an_error() -> None:
    site = make_site(
        {
            "sessions/n.md": PAGE.format("sparks:\n  who: Who?\nslowchat:\n  starts: 2007-02-01 08:00\n"),
            "sparks/who.md": PAGE.format("opens: 2007-02-01\n"),
        }
    )
    assert codes(site.problems) == ["duplicate-slug"]


def test_two_documents_under_one_id_are_an_error_that_names_both() -> None:
    site = make_site({"pages/a.md": PAGE.format(""), "pages/b.md": PAGE.format("id: pages/a\n")})
    assert told(site.problems) == ["content/pages/b.md:3:5 error duplicate-id"]
    assert site.problems[0].message == "the id 'pages/a' is also that of content/pages/a.md"


@pytest.mark.parametrize("value", ["a b", '"a#b"', '"a%b"', "a?b", '"<a>"', '"a{b}"'])
def test_an_id_that_no_tag_uri_can_hold_is_an_error(value: str) -> None:
    (problem,) = problems_of(f"id: {value}\n")
    assert (problem.code, problem.line) == ("bad-id", 3)
    offered = problem.hint.removeprefix("write id: ")
    assert problems_of(f"id: {offered}\n") == ()


@pytest.mark.parametrize("value", ["sparks/who", "2007", "tag-like:x", "été"])
def test_another_id_is_no_mistake(value: str) -> None:
    assert problems_of(f"id: {value}\n") == ()


def test_aliases_of_what_shows_lead_to_its_address() -> None:
    site = make_site(
        {
            "pages/a.md": PAGE.format("aliases: [/old/a/, /2006/a.html]\n"),
            "pages/b.md": PAGE.format("aliases: [/old/b/]\ndraft: true\n"),
            "people/jo.md": "---\nname: Jo\naliases: [/jo/]\n---\n",
            "people/al.md": "---\nname: Al\naliases: [/al/]\nlisted: true\n---\n",
        }
    )
    assert site.redirects == (
        Redirect("/2006/a.html", "/a/"),
        Redirect("/al/", "/people/al/"),
        Redirect("/old/a/", "/a/"),
    )


def test_a_frozen_id_tells_the_address_that_its_document_has_left() -> None:
    text = "---\ntitle: Reef night\nid: sessions/corals\n{}---\n"
    moved = make_site({"sessions/reef-night.md": text.format("")})
    assert [(r.alias, r.address) for r in moved.redirects] == [("/sessions/corals/", "/sessions/reef-night/")]
    named = make_site({"sessions/reef-night.md": text.format("aliases: [/c/]\n")})
    assert [(r.alias, r.address) for r in named.redirects] == [("/c/", "/sessions/reef-night/")]
    taken = {"sessions/reef-night.md": text.format(""), "sessions/corals.md": "---\ntitle: C\nid: sessions/c2\n---\n"}
    assert [r.alias for r in make_site(taken).redirects] == ["/sessions/c2/"]
