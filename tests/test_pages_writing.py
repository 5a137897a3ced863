"""Posts, pages, tags and the archive."""

from __future__ import annotations

from sitegen.views import (
    ArchiveView,
    Author,
    Image,
    PageView,
    Pagination,
    PostsView,
    PostView,
    Ref,
    Section,
    TagsView,
    TagView,
)
from tests.sitemaking import codes, make_settings, make_site, pages_of, view_of

POSTS = {f"posts/2007-01-0{day}-p{day}.md": f"---\ntitle: P{day}\n---\nText.\n" for day in range(1, 6)}


def post_view(lines: str, body: str = "Text.\n", **more: str) -> PostView:
    """Return the page of one post."""
    files = {"posts/2007-02-01-a.md": f"---\ntitle: A\n{lines}---\n{body}"}
    files |= {name.replace("__", "/") + ".md": text for name, text in more.items()}
    site = make_site(files, attachments=["posts/talk.mp3", "people/jo.jpg"])
    return view_of(site, "/posts/a/", PostView)


def test_posts_are_listed_newest_first_a_page_at_a_time() -> None:
    site = make_site(POSTS, settings=make_settings(page_size=2))
    pages = pages_of(site)
    views = [pages[address].view for address in ("/posts/", "/posts/page/2/", "/posts/page/3/")]
    held = [([post.title for post in view.posts], view.pagination) for view in views if isinstance(view, PostsView)]
    assert held == [
        (["P5", "P4"], Pagination(1, 3, "", "/posts/page/2/")),
        (["P3", "P2"], Pagination(2, 3, "/posts/", "/posts/page/3/")),
        (["P1"], Pagination(3, 3, "/posts/page/2/", "")),
    ]
    assert pages["/posts/page/2/"].shell.newer == Ref("", "/posts/")
    assert pages["/posts/"].shell.newer is None


def test_a_site_without_posts_has_one_empty_list_of_them() -> None:
    assert view_of(make_site({}), "/posts/", PostsView) == PostsView((), Pagination(1, 1, "", ""))


def test_a_post_has_its_neighbours_newer_and_older() -> None:
    site = make_site(POSTS)
    middle = view_of(site, "/posts/p3/", PostView)
    assert (middle.newer, middle.older) == (Ref("P4", "/posts/p4/"), Ref("P2", "/posts/p2/"))
    assert view_of(site, "/posts/p5/", PostView).newer is None
    assert view_of(site, "/posts/p1/", PostView).older is None


def test_a_post_names_its_session_its_spark_and_what_it_answers() -> None:
    view = post_view(
        "session: n\nspark: s\nstep: [refine]\nopinion: true\nin_reply_to: https://a.org/x\ntags: [CPD, cpd]\n",
        sessions__n="---\ntitle: N\n---\n",
        sparks__s="---\ntitle: S?\nopens: 2007-01-01\n---\n",
    )
    item = view.item
    assert (item.stage, item.steps, item.is_opinion, view.in_reply_to) == (
        "before",
        ("refine",),
        True,
        "https://a.org/x",
    )
    assert item.session == Ref("N", "/sessions/n/")
    assert view.session is not None
    assert view.spark is not None
    assert view.spark.question == "S?"
    assert item.tags == (Ref("CPD", "/tags/cpd/"),)


def test_a_post_without_any_of_these_is_whole_too() -> None:
    view = post_view("")
    assert (view.session, view.spark, view.audio, view.answer, view.updated, view.bios) == (
        None,
        None,
        None,
        None,
        None,
        (),
    )


def test_a_post_of_a_session_that_does_not_show_names_none() -> None:
    view = post_view("session: n\n", sessions__n="---\ntitle: N\ndraft: true\n---\n")
    assert (view.session, view.item.session) == (None, None)


def test_a_recording_of_the_site_is_played_and_one_elsewhere_is_named_by_its_host() -> None:
    assert post_view("audio: talk.mp3\n").audio == Ref("", "/media/talk.0123456789.mp3")
    assert post_view("audio: https://a.org/x.mp3\n").audio == Ref("a.org", "https://a.org/x.mp3")
    assert post_view("audio: lost.mp3\n").audio is None


def test_authors_with_a_page_are_linked_and_their_bios_stand_below_without_ids() -> None:
    bio = "---\nname: Jo\nrole: Chair\nphoto: jo.jpg\n---\n\n## Me\n\nSee [me](#me).\n"
    view = post_view("authors: [jo, Al Green, quiet]\n", people__jo=bio, people__quiet="---\nname: Quiet\n---\n")
    assert view.item.authors == (
        Author("Jo", "/people/jo/", "Chair"),
        Author("Al Green"),
        Author("Quiet", "/people/quiet/"),
    )
    (found,) = view.bios
    assert (found.author.name, found.photo) == ("Jo", Image("/media/jo.0123456789.jpg", ""))
    assert found.html.text.strip() == '<h2>Me</h2>\n<p>See <a href="/people/jo/#me">me</a>.</p>'


def test_a_summary_is_the_authors_else_what_stands_first() -> None:
    written = post_view("summary: In <short>\n", "One.\n\nTwo.\n").item
    assert (written.summary.text, written.has_more) == ("<p>In &lt;short&gt;</p>", True)
    first = post_view("", "One.\n\nTwo.\n").item
    assert (first.summary.text.strip(), first.has_more) == ("<p>One.</p>", True)
    whole = post_view("", "One.\n").item
    assert (whole.summary.text.strip(), whole.has_more) == ("<p>One.</p>", False)
    above = post_view("", "One.\n\nTwo.\n\n<!--more-->\n\nThree.\n").item
    assert above.summary.text.split() == ["<p>One.</p>", "<p>Two.</p>"]


def test_a_posts_day_is_as_written_and_its_time_only_if_there_is_one() -> None:
    day = post_view("").item.date
    assert (day.iso, day.text, day.clock, day.zone, day.short) == (
        "2007-02-01",
        "Thursday 1 February 2007",
        "",
        "",
        "1 Feb",
    )
    timed = post_view("date: 2007-02-01 09:30\nupdated: 2007-02-02\n")
    assert (timed.item.date.iso, timed.item.date.clock, timed.item.date.zone) == (
        "2007-02-01T09:30:00+00:00",
        "09:30",
        "GMT",
    )
    assert timed.updated is not None
    assert timed.updated.iso == "2007-02-02"


def test_a_midnight_that_was_written_is_a_time() -> None:
    view = post_view("date: 2007-02-01 00:00\n")
    assert (view.item.date.clock, view.item.date.iso) == ("00:00", "2007-02-01T00:00:00+00:00")


def test_a_post_in_another_language_says_so_in_the_lists_and_not_on_its_own_page() -> None:
    files = {"posts/2007-01-01-a.md": "---\ntitle: A\nlang: de\n---\n"}
    site = make_site(files)
    assert view_of(site, "/posts/", PostsView).posts[0].language == "de"
    own = view_of(site, "/posts/a/", PostView).item
    assert (own.language, own.date.text) == ("", "Montag, 1. Januar 2007")


def test_a_page_has_its_text_its_headings_and_no_way_to_answer() -> None:
    text = (
        "---\ntitle: About\nupdated: 2007-02-01\nimage: a.jpg\nimage_alt: All of us\ncanonical: https://a.org/x\n---\n"
    )
    site = make_site({"pages/about.md": f"{text}# About\n\n## Who\n\n### Where\n"}, attachments=["pages/a.jpg"])
    page = pages_of(site)["/about/"]
    view = page.view
    assert isinstance(view, PageView)
    assert (view.title, view.anchor, view.answer) == ("About", "about", None)
    assert view.sections == (Section(2, "s-who", "Who"), Section(3, "where", "Where"))
    assert page.shell.image == Image("/media/a.0123456789.jpg", "All of us")
    assert (page.shell.canonical, page.modified) == ("https://a.org/x", "2007-02-01T00:00:00+00:00")


def test_tags_that_differ_in_case_are_one_by_the_most_frequent_spelling() -> None:
    files = {
        "posts/2007-01-01-a.md": "---\ntitle: A\ntags: [cpd]\n---\n",
        "posts/2007-01-02-b.md": "---\ntitle: B\ntags: [CPD, networks]\n---\n",
        "sessions/n.md": "---\ntitle: N\ntags: [CPD]\n---\n",
        "sparks/2007-01-01-s.md": "---\ntitle: S?\ntags: [cpd]\n---\n",
        "pages/about.md": "---\ntitle: About\ntags: [CPD]\n---\n",
        "people/jo.md": "---\nname: Jo\nlisted: true\ntags: [people only]\n---\n",
        "posts/2007-01-03-c.md": "---\ntitle: C\ntags: [secret]\ndraft: true\n---\n",
    }
    site = make_site(files)
    assert codes(site.problems) == []
    counted = view_of(site, "/tags/", TagsView).tags
    assert [(count.tag, count.count) for count in counted] == [
        (Ref("CPD", "/tags/cpd/"), 5),
        (Ref("networks", "/tags/networks/"), 1),
    ]
    view = view_of(site, "/tags/cpd/", TagView)
    assert view.tag == Ref("CPD", "/tags/cpd/")
    assert [p.title for p in view.posts] == ["B", "A"]
    assert ([s.question for s in view.sparks], [s.title for s in view.sessions]) == (["S?"], ["N"])


def test_tags_that_would_share_one_page_are_a_warning() -> None:
    files = {
        "posts/2007-01-01-a.md": "---\ntitle: A\ntags: [web 2]\n---\n",
        "posts/2007-01-02-b.md": "---\ntitle: B\ntags: [other, web-2]\n---\n",
    }
    (problem,) = make_site(files).problems
    assert (problem.path, problem.line, problem.column, problem.code) == (
        "content/posts/2007-01-02-b.md",
        3,
        15,
        "same-tag",
    )


def test_the_archive_has_every_post_by_month_newest_first() -> None:
    files = POSTS | {"posts/2006-12-31-old.md": "---\ntitle: Old\n---\n"}
    months = view_of(make_site(files), "/archive/", ArchiveView).months
    assert [(month.month, month.id, len(month.posts)) for month in months] == [
        ("January 2007", "month-2007-01", 5),
        ("December 2006", "month-2006-12", 1),
    ]
    assert view_of(make_site(files), "/archive/", ArchiveView).pagination == Pagination(1, 1, "", "")


def test_a_long_archive_is_several_pages_and_they_know_each_other() -> None:
    files = {f"posts/2007-02-01-n{n}.md": "---\ntitle: N\n---\n" for n in range(101)}
    pages = pages_of(make_site(files | POSTS))
    assert [address for address in pages if address.startswith("/archive/")] == ["/archive/", "/archive/page/2/"]
    views = [view for page in pages.values() if isinstance(view := page.view, ArchiveView)]
    assert [[(month.id, len(month.posts)) for month in view.months] for view in views] == [
        [("month-2007-02", 100)],
        [("month-2007-02", 1), ("month-2007-01", 5)],
    ]


def test_a_tag_with_many_posts_has_several_pages_and_the_first_has_what_is_no_post() -> None:
    files = {f"posts/2007-01-09-p{n:03}.md": f"---\ntitle: P{n}\ntags: [CPD]\n---\n" for n in range(101)}
    files |= {
        "sessions/n.md": "---\ntitle: N\ntags: [cpd]\n---\n",
        "sparks/2007-01-01-s.md": "---\ntitle: S?\ntags: [CPD]\n---\n",
    }
    pages = pages_of(make_site(files))
    first, second = (pages[address] for address in ("/tags/cpd/", "/tags/cpd/page/2/"))
    assert isinstance(first.view, TagView)
    assert isinstance(second.view, TagView)
    assert [len(first.view.posts), len(first.view.sparks), len(first.view.sessions)] == [100, 1, 1]
    assert ([p.title for p in second.view.posts], second.view.sparks, second.view.sessions) == (["P100"], (), ())
    assert first.view.pagination == Pagination(1, 2, "", "/tags/cpd/page/2/")
    assert second.view.pagination == Pagination(2, 2, "/tags/cpd/", "")
    assert (first.shell.newer, first.shell.older) == (None, Ref("", "/tags/cpd/page/2/"))
    assert (second.shell.newer, second.shell.older) == (Ref("", "/tags/cpd/"), None)
    assert [first.shell.title, second.shell.title] == ["CPD", "CPD, Page 2 of 2"]
    assert second.shell.canonical == "https://torquay07.example.org/tags/cpd/page/2/"
    assert view_of(make_site(files), "/tags/", TagsView).tags[0].count == 103
