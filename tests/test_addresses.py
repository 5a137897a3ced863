"""Every address has one owner, and two owners of one address are told of."""

from __future__ import annotations

from datetime import date

import pytest

from sitegen.addresses import (
    MOST_LISTED,
    archive_pages,
    feed_places,
    list_page_address,
    post_pages,
    tag_address,
    tag_pages,
)
from sitegen.claims import claim_addresses
from sitegen.settings import FeedSettings
from sitegen.site import Tag
from sitegen.values import replace
from tests.factories import make_post
from tests.sitemaking import codes, make_settings, make_site, pages_of, told

PAGE = "---\ntitle: A\n{}---\n"


def clashes(files: dict[str, str], attachments: tuple[str, ...] = ()) -> list[str]:
    """Return where two owners of one address are told of."""
    return told(claim_addresses(make_site(files, attachments=attachments))[1])


def test_a_site_serves_its_lists_its_documents_its_feeds_and_its_files() -> None:
    settings = make_settings(page_size=1)
    files = {
        "posts/2007-01-01-a.md": PAGE.format("tags: [CPD]\naliases: [/old/]\n"),
        "posts/2007-01-02-b.md": PAGE.format(""),
        "sessions/n.md": PAGE.format(""),
        "people/jo.md": "---\nname: Jo\nlisted: true\n---\n",
        "pages/about.md": PAGE.format(""),
        "pages/secret.md": PAGE.format("draft: true\n"),
    }
    addresses, problems = claim_addresses(
        make_site(files, settings=settings, attachments=["static/robots.png", "posts/hall.jpg"])
    )
    assert problems == ()
    assert addresses["/posts/a/"] == "content/posts/2007-01-01-a.md"
    assert addresses["/old/"] == "an alias of content/posts/2007-01-01-a.md"
    assert addresses["/robots.png"] == "content/static/robots.png"
    for address in (
        "/",
        "/posts/",
        "/posts/page/2/",
        "/about/",
        "/tags/cpd/",
        "/tags/cpd/feed.xml",
        "/feed.xml",
        "/feed.atom",
        "/feed.json",
        "/posts/feed.xml",
        "/sparks/feed.json",
        "/sessions/n/feed.atom",
        "/people/jo/feed.xml",
        "/schedule/",
        "/subscribe/",
        "/404.html",
        "/sitemap.xml",
        "/robots.txt",
    ):
        assert address in addresses
    assert "/posts/page/3/" not in addresses
    assert "/secret/" not in addresses
    assert not any("hall" in address for address in addresses)


def test_without_feeds_everywhere_only_the_site_has_one() -> None:
    site = make_site({"sessions/n.md": PAGE.format("")}, settings=make_settings(feeds=FeedSettings(everywhere=False)))
    assert [place for place, _ in feed_places(site)] == ["/"]


def test_feeds_stand_beside_what_content_md_says() -> None:
    files = {
        "sessions/n.md": PAGE.format("tags: [CPD]\n"),
        "people/jo.md": "---\nname: Jo\nlisted: true\n---\n",
    }
    assert [place for place, _ in feed_places(make_site(files))] == [
        "/",
        "/posts/",
        "/sparks/",
        "/sessions/n/",
        "/people/jo/",
        "/tags/cpd/",
    ]


@pytest.mark.parametrize(
    ("path", "lines", "place"),
    [
        ("pages/schedule.md", "", "1:1"),
        ("pages/x.md", "slug: tags\n", "3:7"),
        ("pages/x.md", "aliases: [/a/, /archive/]\n", "3:16"),
        ("pages/x.md", "aliases: [/feed.xml]\n", "3:11"),
        ("pages/x.md", "aliases: [/404.html]\n", "3:11"),
        ("pages/x.md", "aliases: [/Schedule/]\n", "3:11"),
    ],
)
def test_a_document_at_an_address_of_the_sites_own_is_an_error(path: str, lines: str, place: str) -> None:
    assert clashes({path: PAGE.format(lines)}) == [f"content/{path}:{place} error same-address"]


def test_two_documents_at_one_address_are_an_error_that_names_both() -> None:
    files = {"pages/a.md": PAGE.format(""), "posts/2007-01-01-b.md": PAGE.format("aliases: [/a/]\n")}
    _, (problem,) = claim_addresses(make_site(files))
    assert (problem.path, problem.line) == ("content/posts/2007-01-01-b.md", 3)
    assert "content/pages/a.md" in problem.message


def test_two_aliases_that_are_one_are_an_error() -> None:
    files = {"pages/a.md": PAGE.format("aliases: [/old/]\n"), "pages/b.md": PAGE.format("aliases: [/old/]\n")}
    assert codes(claim_addresses(make_site(files))[1]) == ["same-address"]


@pytest.mark.parametrize(("one", "other"), [("été", "e\u0301te\u0301"), ("straße", "STRASSE"), ("Über", "über")])
def test_addresses_that_some_disk_takes_for_one_are_an_error(one: str, other: str) -> None:
    files = {"pages/a.md": PAGE.format(f"slug: {one}\n"), "pages/b.md": PAGE.format(f"aliases: [/{other}/]\n")}
    assert codes(claim_addresses(make_site(files))[1]) == ["same-address"]


def test_a_page_and_a_file_at_one_address_are_an_error() -> None:
    assert clashes({"pages/x.md": PAGE.format("aliases: [/old.html]\n")}, ("static/old.html",)) == [
        "content/pages/x.md:3:11 error same-address"
    ]
    assert len(clashes({}, ("static/robots.txt",))) == 1
    assert len(clashes({}, ("static/schedule/index.html",))) == 1


def test_a_file_where_another_address_needs_a_folder_is_an_error_told_once() -> None:
    found = clashes({"pages/a.md": PAGE.format("")}, ("static/a",))
    assert len(found) == 1
    assert found[0].endswith("same-address")


@pytest.mark.parametrize(
    "path",
    [
        "static/assets/x.css",
        "static/media/x.png",
        "static/_headers",
        "static/_redirects",
        "static/media/a/b.png",
        "static/sitemap-12.xml",
    ],
)
def test_what_the_site_itself_writes_is_nobody_elses(path: str) -> None:
    (problem,) = claim_addresses(make_site({}, attachments=[path]))[1]
    assert (problem.path, problem.code) == (f"content/{path}", "bad-address")


def test_a_name_that_no_disk_takes_is_an_error() -> None:
    site = make_site({}, attachments=[f"static/{'a' * 300}", f"static/{'a' * 255}"])
    assert codes(claim_addresses(site)[1]) == ["bad-address"]


def test_an_alias_that_is_its_documents_own_address_is_told_once() -> None:
    assert len(clashes({"pages/a.md": PAGE.format("aliases: [/a/]\n")})) == 1


def test_two_documents_under_one_slug_are_told_once() -> None:
    site = make_site({"pages/a.md": PAGE.format(""), "pages/b.md": PAGE.format("slug: a\n")})
    assert codes((*site.problems, *claim_addresses(site)[1])) == ["duplicate-slug"]


def test_lists_of_posts_have_pages_from_one() -> None:
    files = {f"posts/2007-01-0{n}-p{n}.md": PAGE.format("") for n in range(1, 6)}
    assert [post_pages(make_site(files, settings=make_settings(page_size=n))) for n in (1, 2, 5, 10)] == [5, 3, 1, 1]
    assert post_pages(make_site({})) == 1
    assert [list_page_address("/posts/", number) for number in (1, 2)] == ["/posts/", "/posts/page/2/"]
    assert tag_address("cpd") == "/tags/cpd/"


def test_a_tags_page_holds_a_hundred_posts() -> None:
    assert [tag_pages(Tag("cpd", "CPD", posts)) for posts in (0, 1, 100, 101, 200, 201)] == [1, 1, 1, 2, 2, 3]


@pytest.mark.parametrize(
    ("months", "pages"),
    [
        ([], [0]),
        ([100], [100]),
        ([60, 40], [100]),
        ([60, 41], [60, 41]),
        ([101], [100, 1]),
        ([1, 250, 50], [100, 100, 51, 50]),
        ([200, 1], [100, 100, 1]),
        ([30, 30, 30, 30], [90, 30]),
    ],
)
def test_a_page_of_the_archive_ends_with_a_month_where_it_can(months: list[int], pages: list[int]) -> None:
    """`months` are how many posts there are in each, the newest month first."""
    posts = tuple(
        replace(make_post(), day=date(2007, 12 - number, 1)) for number, held in enumerate(months) for _ in range(held)
    )
    found = archive_pages(posts)
    assert [len(page) for page in found] == pages
    assert tuple(post for page in found for post in page) == posts
    assert max(len(page) for page in found) <= MOST_LISTED


def test_every_page_of_a_long_list_has_an_owner() -> None:
    files = {f"posts/2007-01-09-p{n}.md": PAGE.format("tags: [CPD]\n") for n in range(201)}
    site = make_site(files, settings=make_settings(page_size=150))
    owners, problems = claim_addresses(site)
    assert problems == ()
    assert {address: owner for address, owner in owners.items() if "/page/" in address} == {
        "/posts/page/2/": "the list of posts",
        "/archive/page/2/": "the archive",
        "/archive/page/3/": "the archive",
        "/tags/cpd/page/2/": "the tag 'CPD'",
        "/tags/cpd/page/3/": "the tag 'CPD'",
    }
    assert {address for address in pages_of(site) if address not in owners} == set()


def test_a_document_at_the_address_of_a_later_page_is_an_error_that_names_both() -> None:
    files = {f"posts/2007-01-09-p{n}.md": PAGE.format("tags: [CPD]\n") for n in range(101)}
    files["pages/a.md"] = PAGE.format("aliases: [/tags/cpd/page/2/, /archive/page/2/]\n")
    assert clashes(files) == [
        "content/pages/a.md:3:11 error same-address",
        "content/pages/a.md:3:30 error same-address",
    ]
