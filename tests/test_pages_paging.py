"""Lists of sparks and of what somebody wrote take several pages where they are long."""

from __future__ import annotations

from sitegen.claims import claim_addresses
from sitegen.views import Pagination, PersonView, Ref, SparksView
from tests.sitemaking import make_site, pages_of

JO = {"people/jo.md": "---\nname: Jo\nlinks:\n  Site: https://jo.example.org/\n---\nMy bio.\n"}


def test_many_sparks_take_several_pages_the_open_ones_first() -> None:
    files = {f"sparks/2007-01-01-o{n}.md": "---\ntitle: Open?\n---\n" for n in range(60)}
    files |= {f"sparks/2007-01-02-c{n}.md": "---\ntitle: C?\ncloses: 2007-01-09\n---\n" for n in range(141)}
    site = make_site(files)
    pages = pages_of(site)
    views = [view for page in pages.values() if isinstance(view := page.view, SparksView)]
    assert [(len(view.open), len(view.closed)) for view in views] == [(60, 40), (0, 100), (0, 1)]
    assert [view.pagination for view in views] == [
        Pagination(1, 3, "", "/sparks/page/2/"),
        Pagination(2, 3, "/sparks/", "/sparks/page/3/"),
        Pagination(3, 3, "/sparks/page/2/", ""),
    ]
    assert [pages[address].shell.title for address in ("/sparks/", "/sparks/page/2/")] == [
        "Sparks",
        "Sparks, Page 2 of 3",
    ]
    assert [address for address in claim_addresses(site)[0] if "/page/" in address] == [
        "/sparks/page/2/",
        "/sparks/page/3/",
    ]


def test_whoever_wrote_over_a_hundred_posts_has_further_pages_of_these_alone() -> None:
    files = {f"posts/2007-01-01-p{n}.md": "---\ntitle: P\nauthors: [jo]\n---\n" for n in range(101)}
    files |= JO | {"sparks/2007-01-01-s.md": "---\ntitle: S?\nauthors: [jo]\n---\n"}
    site = make_site(files)
    pages = pages_of(site)
    first, second = (pages[address] for address in ("/people/jo/", "/people/jo/page/2/"))
    assert isinstance(first.view, PersonView)
    assert isinstance(second.view, PersonView)
    assert [len(page.posts) for page in (first.view, second.view)] == [100, 1]
    assert (len(first.view.sparks), len(first.view.links), bool(first.view.html)) == (1, 1, True)
    assert (second.view.sparks, second.view.links, bool(second.view.html)) == ((), (), False)
    assert (first.shell.newer, first.shell.older) == (None, Ref("", "/people/jo/page/2/"))
    assert (second.shell.newer, second.shell.older) == (Ref("", "/people/jo/"), None)
    assert [first.shell.title, second.shell.title] == ["Jo", "Jo, Page 2 of 2"]
    assert claim_addresses(site)[0]["/people/jo/page/2/"] == "the page of content/people/jo.md"


def test_two_people_under_one_slug_with_many_posts_are_told_once() -> None:
    files = {f"posts/2007-01-01-p{n}.md": "---\ntitle: P\nauthors: [jo]\n---\n" for n in range(101)}
    files |= JO | {"people/other.md": "---\nname: Other\nslug: jo\n---\n"}
    site = make_site(files)
    assert [problem.code for problem in (*site.problems, *claim_addresses(site)[1])] == ["duplicate-slug"]
