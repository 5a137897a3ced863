"""People on their pages: what they wrote, where they speak, and what of them is told only if they agreed."""

from __future__ import annotations

from sitegen.views import Author, Image, PeopleView, PersonItem, PersonView, Ref
from tests.sitemaking import make_site, view_of

FILES = {
    "sessions/n.md": "---\ntitle: N\nstart: 2007-02-21 10:30\nspeakers: jo\n---\n",
    "sessions/m.md": "---\ntitle: M\nstart: 2007-02-21 09:00\nhost: [jo, Al Green]\n---\n",
    "sessions/o.md": "---\ntitle: O\n---\n",
    "posts/2007-01-01-p.md": "---\ntitle: P\nauthors: [jo]\n---\n",
    "sparks/2007-01-01-s.md": "---\ntitle: S?\nauthors: [jo]\n---\n",
}
JO = """---
name: Jo Smith
role: Chair
organisation: The Trust
organisation_url: https://trust.example.org/
pronouns: she/her
links:
  Blog: https://jo.example.org
  Mastodon: "@jo@social.example"
  Signal: jo.42
feed: https://jo.example.org/feed
photo: jo.jpg
photo_alt: Jo on a beach
attending: [n, o]
attendance: remote
{}---

## Me

Bio, [see](#me).
"""


def person(more: str = "") -> PersonView:
    """Return Jo's page."""
    site = make_site(FILES | {"people/jo.md": JO.format(more)}, attachments=["people/jo.jpg"])
    return view_of(site, "/people/jo/", PersonView)


def test_a_persons_page_has_all_that_they_say_of_themselves() -> None:
    view = person()
    assert view.author == Author("Jo Smith", "/people/jo/", "Chair, The Trust")
    assert (view.pronouns, view.feed) == ("she/her", "https://jo.example.org/feed")
    assert view.organisation == Ref("The Trust", "https://trust.example.org/")
    assert view.photo == Image("/media/jo.0123456789.jpg", "Jo on a beach")
    assert view.links == (
        Ref("Blog", "https://jo.example.org"),
        Ref("Mastodon: @jo@social.example", "https://social.example/@jo"),
        Ref("Signal: jo.42"),
    )
    assert '<h2 id="me">Me</h2>' in view.html.text


def test_a_persons_page_lists_what_they_wrote_and_where_they_speak() -> None:
    view = person()
    assert [item.title for item in view.speaks] == ["M", "N"]
    assert [item.title for item in view.posts] == ["P"]
    assert [item.question for item in view.sparks] == ["S?"]


def test_where_somebody_goes_is_told_only_if_they_agreed() -> None:
    assert (person().attends, person().attendance) == ((), "")
    listed = person("listed: true\n")
    assert ([item.title for item in listed.attends], listed.attendance) == (["O"], "remote")


def test_people_are_listed_by_name_with_those_who_are_coming_counted() -> None:
    files = FILES | {
        "people/jo.md": JO.format(""),
        "people/al.md": "---\nname: al green\nlisted: true\nattending: [n]\n---\n",
        "people/zed.md": "---\nname: Zed\nlisted: true\n---\n",
        "people/hidden.md": "---\nname: Hidden\nattending: [n]\n---\n",
    }
    view = view_of(make_site(files, attachments=["people/jo.jpg"]), "/people/", PeopleView)
    assert [item.author.name for item in view.people] == ["al green", "Jo Smith", "Zed"]
    assert [item.is_speaking for item in view.people] == [False, True, False]
    assert view.coming == 1


def test_how_somebody_attends_is_in_the_list_only_if_they_agreed() -> None:
    files = {
        "sessions/n.md": "---\ntitle: N\nspeakers: jo\n---\n",
        "people/jo.md": "---\nname: Jo\nattendance: remote\n---\n",
        "people/al.md": "---\nname: Al\nattendance: in-person\nlisted: true\n---\n",
    }
    assert view_of(make_site(files), "/people/", PeopleView).people == (
        PersonItem(Author("Al", "/people/al/"), "in-person", is_speaking=False, feed=""),
        PersonItem(Author("Jo", "/people/jo/"), "", is_speaking=True, feed=""),
    )


def test_somebody_who_says_little_has_a_page_that_says_little() -> None:
    site = make_site({"people/jo.md": "---\nname: Jo\nlisted: true\n---\n"})
    view = view_of(site, "/people/jo/", PersonView)
    assert (view.author, view.organisation, view.photo, view.links, view.attendance) == (
        Author("Jo", "/people/jo/"),
        None,
        None,
        (),
        "",
    )
