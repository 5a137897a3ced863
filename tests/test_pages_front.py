"""The home page's choices, the page on subscribing, the one for lost addresses, and the menu of them all."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from sitegen.settings import CommentSettings, FeedSettings, MenuEntry
from sitegen.site import Preview, Redirect
from sitegen.views import HomeView, Image, MenuItem, NotFoundView, PageView, Ref, SafeHtml, SubscribeView
from tests.sitemaking import make_settings, make_site, pages_of, view_of

if TYPE_CHECKING:
    from sitegen.site import Site


WELCOME = "---\ntitle: Welcome\n---\nCome [in](about.md).\n"


def session(start: str, more: str = "") -> str:
    """Return the text of a session that is named by its start."""
    return f"---\ntitle: At {start}\nstart: {start}\n{more}---\n"


def home(files: dict[str, str], now: str = "2007-02-14T12:00:00+00:00", **settings: object) -> HomeView:
    """Return the home page of a site."""
    site = make_site(files, now=datetime.fromisoformat(now), settings=make_settings(**settings))
    return view_of(site, "/", HomeView)


def test_a_page_called_index_is_the_home_pages_own_text() -> None:
    view = home({"pages/index.md": WELCOME, "pages/about.md": "---\ntitle: About\n---\n"})
    assert (view.title, view.html.text) == ("Welcome", '<p>Come <a href="/about/">in</a>.</p>')
    assert (view.text_language, view.waits, view.references, view.answer) == ("", "", (), None)


def test_a_page_called_index_has_no_address_but_the_home_pages() -> None:
    files = {
        "pages/index.md": "---\ntitle: Welcome\nmenu: 1\naliases: [/welcome/]\n---\n",
        "pages/about.md": "---\ntitle: About\n---\n[Home](index.md).\n",
    }
    site = make_site(files)
    pages = pages_of(site)
    assert sorted(set(pages) - set(pages_of(make_site({})))) == ["/about/"]
    assert view_of(site, "/about/", PageView).html.text == '<p><a href="/">Home</a>.</p>'
    assert pages["/"].shell.menu == (MenuItem("Welcome", "/", is_current=True),)
    assert site.redirects == (Redirect("/welcome/", "/"),)


def test_the_picture_of_the_home_pages_text_is_the_one_to_share() -> None:
    text = "---\ntitle: Welcome\nimage: hall.jpg\nimage_alt: The hall\n---\n"
    site = make_site({"pages/index.md": text}, attachments=["pages/hall.jpg"])
    assert pages_of(site)["/"].shell.image == Image("/media/hall.0123456789.jpg", "The hall")


def test_a_site_without_a_page_called_index_has_no_text_there() -> None:
    view = home({"pages/about.md": "---\ntitle: About\n---\nUs.\n"})
    assert (view.title, view.html) == ("", SafeHtml())


def test_only_a_page_is_the_home_page() -> None:
    site = make_site({"people/index.md": "---\nname: I. Ndex\nlisted: true\n---\n"})
    assert "/people/index/" in pages_of(site)


def test_the_home_pages_text_says_what_keeps_readers_from_it_and_which_language_it_is_in() -> None:
    site = make_site(
        {"pages/index.md": "---\ntitle: Willkommen\nlang: de\ndraft: true\n---\nHerein.\n"},
        preview=Preview(drafts=True),
    )
    view = view_of(site, "/", HomeView)
    assert (view.text_language, view.waits) == ("de", "Draft: readers do not see this.")


def test_the_home_page_has_what_its_text_cites_and_the_way_to_answer_that_it_asks_for() -> None:
    files = {"pages/index.md": "---\ntitle: Welcome\ncomments: true\n---\n[@k2014]\n"}
    settings = make_settings(comments=CommentSettings(email="a@b.org"))
    view = view_of(make_site(files, settings=settings, cited_elsewhere=frozenset({"k2014"})), "/", HomeView)
    assert [one.id for one in view.references] == ["k2014"]
    assert view.answer is not None
    assert view.answer.email == "a@b.org"


def test_the_home_pages_text_describes_a_site_that_has_no_description() -> None:
    files = {"pages/index.md": "---\ntitle: Welcome\n---\nWho comes to Torquay.\n"}
    assert pages_of(make_site(files))["/"].shell.description == "Who comes to Torquay."
    described = make_site(files, settings=make_settings(description="Before and after"))
    assert pages_of(described)["/"].shell.description == "Before and after"


def test_pages_know_whether_there_is_a_spark_to_answer() -> None:
    later = make_site({"sparks/s.md": spark("2017-01-01")})
    assert (pages_of(make_site(FULL))["/"].shell.has_sparks, pages_of(later)["/"].shell.has_sparks) == (True, False)


DAY = {
    "sessions/a.md": session("2007-02-21 09:00"),
    "sessions/b.md": session("2007-02-21 10:00"),
    "sessions/c.md": session("2007-02-21 10:00", "timezone: UTC\n"),
    "sessions/off.md": session("2007-02-21 08:00", "status: cancelled\nupdated: 2007-02-01\n"),
    "sessions/tba.md": "---\ntitle: Some day\n---\n",
}


@pytest.mark.parametrize(
    ("now", "on", "ahead", "is_over"),
    [
        ("2007-02-21T07:00:00+00:00", [], ["a"], False),
        ("2007-02-21T08:30:00+00:00", [], ["a"], False),
        ("2007-02-21T09:00:00+00:00", ["a"], ["b", "c"], False),
        ("2007-02-21T10:00:00+00:00", ["b", "c"], [], False),
        ("2007-02-21T11:00:00+00:00", [], [], True),
    ],
)
def test_the_home_page_shows_what_is_on_and_all_that_starts_next(
    now: str, on: list[str], ahead: list[str], *, is_over: bool
) -> None:
    view = home(DAY, now)
    assert [item.address for item in view.now] == [f"/sessions/{slug}/" for slug in on]
    assert [item.address for item in view.next] == [f"/sessions/{slug}/" for slug in ahead]
    assert view.is_over is is_over


def test_a_site_without_sessions_is_not_over() -> None:
    view = home({})
    assert (view.now, view.next, view.is_over, view.dates, view.heard) == ((), (), False, "", None)


def spark(opens: str, closes: str = "", heard: str = "") -> str:
    """Return the text of a spark that is named by its opening."""
    lines = (f"closes: {closes}\n" if closes else "") + (f"heard: {heard}\n" if heard else "")
    return f"---\ntitle: Of {opens}?\nopens: {opens}\n{lines}---\n"


def test_a_preview_calls_no_spark_open_that_waits() -> None:
    files = {
        "sessions/networks.md": "---\ntitle: Networks\nstart: 2099-01-01 10:00\n---\n",
        "sparks/now.md": "---\ntitle: Now?\nsession: networks\nopens: 2000-01-01\n---\n",
        "sparks/later.md": "---\ntitle: Later?\nsession: networks\nopens: 2098-12-01\n---\n",
    }
    site = make_site(files, preview=Preview(scheduled=True))
    view = view_of(site, "/", HomeView)
    assert [session.open_sparks for session in view.next] == [1]


def test_the_five_newest_open_sparks_are_shown() -> None:
    files = {f"sparks/s{day}.md": spark(f"2007-02-0{day}") for day in range(1, 8)}
    files["sparks/closed.md"] = spark("2007-02-10", "2007-02-11", "Much")
    files["sparks/later.md"] = spark("2007-03-10")
    files["sparks/undated.md"] = "---\ntitle: U?\n---\n"
    view = home(files)
    assert [item.question for item in view.sparks] == [f"Of 2007-02-0{day}?" for day in (7, 6, 5, 4, 3)]
    assert view.heard is None


def test_without_an_open_spark_the_last_that_closed_with_something_heard_is_shown() -> None:
    files = {
        "sparks/a.md": spark("2007-01-03", "2007-01-04", "Early"),
        "sparks/b.md": spark("2007-01-01", "2007-01-20", "Late"),
        "sparks/c.md": spark("2007-01-02", "2007-01-25"),
    }
    view = home(files)
    assert view.sparks == ()
    assert view.heard is not None
    assert (view.heard.address, view.heard.heard.text.strip()) == ("/sparks/b/", "<p>Late</p>")


def test_the_newest_posts_fill_a_page_and_say_whether_there_are_more() -> None:
    files = {f"posts/2007-01-0{day}-p{day}.md": "---\ntitle: P\n---\n" for day in range(1, 4)}
    few, all_of_them = home(files, page_size=2), home(files, page_size=3)
    assert ([p.address for p in few.posts], few.has_more_posts) == (["/posts/p3/", "/posts/p2/"], True)
    assert (len(all_of_them.posts), all_of_them.has_more_posts) == (3, False)


def test_the_dates_are_those_of_the_largest_event() -> None:
    files = {
        "sessions/a.md": session("2006-11-01 09:00"),
        "sessions/b.md": session("2007-02-20 09:00"),
        "sessions/c.md": session("2007-02-21 09:00"),
        "sessions/d.md": session("2008-02-22 09:00"),
    }
    assert home(files).dates == "20–21 February 2007"
    assert home({"sessions/a.md": session("2007-02-20 09:00")}).dates == "20 February 2007"


def test_a_day_without_a_time_counts_among_the_dates() -> None:
    files = {"sessions/a.md": "---\ntitle: A\nstart: 2007-02-20\n---\n", "sessions/b.md": session("2007-02-22 09:00")}
    assert home(files).dates == "20–22 February 2007"


def test_the_page_on_subscribing_names_every_feed() -> None:
    files = {
        "sessions/n.md": "---\ntitle: Networks\ntags: [CPD]\n---\n",
        "people/jo.md": "---\nname: Jo\nlisted: true\n---\n",
    }
    settings = make_settings(comments=CommentSettings(email="a@b.org"), feeds=FeedSettings(("rss", "json")))
    view = view_of(make_site(files, settings=settings), "/subscribe/", SubscribeView)
    assert view.site is not None
    assert [(f.title, f.address, f.media_type) for f in view.site.feeds] == [
        ("Torquay 2007 (RSS)", "/feed.xml", "application/rss+xml"),
        ("Torquay 2007 (JSON Feed)", "/feed.json", "application/feed+json"),
    ]
    assert [s.title for s in (*view.kinds, *view.sessions, *view.people, *view.tags)] == [
        "Posts",
        "Sparks",
        "Networks",
        "Jo",
        "CPD",
    ]
    assert view.sessions[0].feeds[0].address == "/sessions/n/feed.xml"
    assert view.email == "a@b.org"


def test_the_page_on_subscribing_names_no_feed_that_is_not_written() -> None:
    files = {"sessions/n.md": "---\ntitle: N\n---\n"}
    alone = make_site(files, settings=make_settings(feeds=FeedSettings(everywhere=False)))
    view = view_of(alone, "/subscribe/", SubscribeView)
    assert (view.kinds, view.sessions, view.people, view.tags) == ((), (), (), ())
    without = make_site(files, settings=make_settings(feeds=FeedSettings(())))
    assert view_of(without, "/subscribe/", SubscribeView).site is None


def test_the_page_for_lost_addresses_offers_the_newest_posts_and_is_not_to_be_found() -> None:
    site = make_site({f"posts/2007-01-0{n}-p{n}.md": "---\ntitle: P\n---\n" for n in range(1, 8)})
    assert len(view_of(site, "/404.html", NotFoundView).posts) == 5
    pages = pages_of(site)
    assert (pages["/404.html"].shell.is_hidden, pages["/"].shell.is_hidden) == (True, False)


def menu(site: Site, address: str = "/") -> tuple[MenuItem, ...]:
    """Return the menu of a page."""
    return pages_of(site)[address].shell.menu


FULL = {
    "sessions/n.md": session("2007-02-21 09:00"),
    "sparks/s.md": spark("2007-01-01"),
    "posts/2007-01-01-p.md": "---\ntitle: P\n---\n",
    "people/jo.md": "---\nname: Jo\nlisted: true\n---\n",
}


def test_a_menu_that_nobody_wrote_holds_what_the_site_has() -> None:
    assert [item.address for item in menu(make_site(FULL))] == [
        "/schedule/",
        "/sessions/",
        "/sparks/",
        "/posts/",
        "/people/",
    ]
    assert menu(make_site({})) == ()
    assert [item.address for item in menu(make_site({"sessions/n.md": "---\ntitle: N\n---\n"}))] == ["/sessions/"]


def test_pages_stand_in_the_menu_where_they_ask_to() -> None:
    files = FULL | {
        "pages/about.md": "---\ntitle: About\nmenu: 99\n---\n",
        "pages/travel.md": "---\ntitle: Travel\nmenu: 2\n---\n",
        "pages/zero.md": "---\ntitle: Zero\nmenu: 0\n---\n",
        "pages/quiet.md": "---\ntitle: Quiet\n---\n",
    }
    titles = [item.title for item in menu(make_site(files))]
    assert titles[1] == "Travel"
    assert (titles[0], titles[-1]) == ("Zero", "About")
    assert "Quiet" not in titles


def test_a_written_menu_stands_as_written_and_a_page_is_in_it_once() -> None:
    entries = (MenuEntry("Home", "/"), MenuEntry("Who we are", "/about/"), MenuEntry("Away", "https://a.org/"))
    site = make_site(
        FULL | {"pages/about.md": "---\ntitle: About\nmenu: 1\n---\n"}, settings=make_settings(menu=entries)
    )
    assert [item.title for item in menu(site)] == ["Home", "Who we are", "Away"]


def test_the_menu_marks_the_page_itself_or_the_one_above_it() -> None:
    site = make_site(FULL, settings=make_settings(menu=(MenuEntry("Home", "/"), MenuEntry("Posts", "/posts/"))))
    assert [item.is_current for item in menu(site)] == [True, False]
    assert [item.is_current for item in menu(site, "/posts/")] == [False, True]
    assert [item.is_current for item in menu(site, "/posts/p/")] == [False, True]


def test_a_page_names_its_own_feeds_before_the_sites() -> None:
    shell = pages_of(make_site(FULL))["/sessions/n/"].shell
    assert [feed.address for feed in shell.feeds] == [
        "/sessions/n/feed.xml",
        "/sessions/n/feed.atom",
        "/sessions/n/feed.json",
        "/feed.xml",
        "/feed.atom",
        "/feed.json",
    ]
    assert shell.feeds[0].title == "Torquay 2007: At 2007-02-21 09:00 (RSS)"
    assert [feed.address for feed in pages_of(make_site(FULL))["/schedule/"].shell.feeds] == [
        "/feed.xml",
        "/feed.atom",
        "/feed.json",
    ]


def test_the_home_pages_head_describes_the_site() -> None:
    site = make_site({}, settings=make_settings(description="Before and after", organiser="The team"))
    shell = pages_of(site)["/"].shell
    assert (shell.title, shell.description, shell.organiser, shell.canonical, shell.language, shell.direction) == (
        "",
        "Before and after",
        "The team",
        "https://torquay07.example.org/",
        "en-GB",
        "ltr",
    )
    assert Ref(shell.site_title) == Ref("Torquay 2007")
