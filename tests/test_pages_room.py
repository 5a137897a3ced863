"""What pages are made with: each thing that several pages show is made once in each language."""

from __future__ import annotations

from sitegen.pages.items import author, post_item, session_item, spark_item, tags
from sitegen.views import Author
from tests.sitemaking import make_room, make_site, pages_of

FILES = {
    "sessions/n.md": "---\ntitle: N\nstart: 2007-02-21 10:30\nspeakers: jo\n---\n",
    "sessions/m.md": "---\ntitle: M\nstart: 2007-02-22 10:30\n---\n",
    "sessions/o.md": "---\ntitle: O\n---\n",
    "posts/2007-01-01-p.md": "---\ntitle: P\nauthors: [jo]\nsession: n\ntags: [a, b]\n---\nText.\n",
    "posts/2007-01-02-q.md": "---\ntitle: Q\nauthors: [jo]\nlang: de\ntags: [A]\n---\nText.\n",
    "sparks/2007-01-01-s.md": "---\ntitle: S?\nsession: n\n---\n",
    "people/jo.md": "---\nname: Jo\nattending: [n, m, n]\nlisted: true\n---\nBio.\n",
}


def test_what_several_pages_show_is_made_once() -> None:
    room = make_room(make_site(FILES))
    site = room.site
    assert all(post_item(room, post) is post_item(room, post) for post in site.posts)
    assert all(session_item(room, session) is session_item(room, session) for session in site.sessions)
    assert all(spark_item(room, spark) is spark_item(room, spark) for spark in site.sparks)
    assert author(room, "jo") is author(room, "jo")
    assert tags(room, site.posts[0])[0] is tags(room, site.posts[1])[0]


def test_every_language_has_its_own_and_one_room() -> None:
    room = make_room(make_site(FILES))
    german = room.in_language("de")
    post = room.site.posts[0]
    assert (german.in_language("de"), german.in_language("en-GB")) == (german, room)
    assert german.in_language("en-GB") is room.in_language("de").in_language("en-GB")
    assert room.in_language("de") is german
    assert (post_item(room, post).date.day, post_item(german, post).date.day) == (
        "Tuesday 2 January 2007",
        "Dienstag, 2. Januar 2007",
    )
    assert (post_item(room, post).language, post_item(german, post).language) == ("de", "")


def test_the_index_knows_who_belongs_to_whom() -> None:
    index = make_room(make_site(FILES)).index
    assert {slug: [s.slug for s in held] for slug, held in index.held_by.items()} == {"jo": ["n"]}
    assert {slug: [p.slug for p in coming] for slug, coming in index.attending.items()} == {"n": ["jo"], "m": ["jo"]}
    around = {slug: [s and s.slug for s in pair] for slug, pair in index.around.items()}
    assert around == {"n": [None, "m"], "m": ["n", None]}
    assert index.order == {"n": 0, "m": 1, "o": 2}
    assert [day.isoformat() for day in index.days] == ["2007-02-21", "2007-02-22"]


def test_only_the_pages_own_place_in_the_menu_is_marked() -> None:
    pages = pages_of(make_site(FILES))
    marked = {
        address: [item.title for item in page.shell.menu if item.is_current]
        for address, page in pages.items()
        if address in {"/", "/posts/", "/sessions/n/"}
    }
    assert marked == {"/": [], "/posts/": ["Posts"], "/sessions/n/": ["Sessions"]}


def test_a_name_without_a_page_is_a_name_alone() -> None:
    assert author(make_room(make_site(FILES)), "Jo Other") == Author("Jo Other")
