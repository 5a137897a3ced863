"""The site's feeds: which there are, what is in them, in which order, whole and with absolute URLs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sitegen.feeds import Enclosure, Entry, Person
from sitegen.settings import FeedSettings
from sitegen.site import Preview
from tests.sitemaking import feeds_of, make_settings, make_site

SITE = "https://torquay07.example.org"
POST = "---\ntitle: {}\n{}---\n"
FILES = {
    "posts/2007-01-01-old.md": POST.format("Old", "session: n\nauthors: [jo, Al Green]\ntags: [CPD]\n"),
    "posts/2007-02-01-new.md": POST.format("New", ""),
    "posts/2007-03-01-later.md": POST.format("Later", "session: n\nauthors: jo\ntags: [CPD]\n"),
    "posts/2007-01-05-draft.md": POST.format("Draft", "draft: true\n"),
    "sparks/2007-01-15-who.md": POST.format("Who?", "session: n\nauthors: jo\ntags: [cpd]\n"),
    "sparks/at-once.md": POST.format("At once?", "session: n\n"),
    "sessions/n.md": POST.format("Networks", ""),
    "people/jo.md": "---\nname: Jo\n---\n",
}


def titles(place: str, **feeds: object) -> list[str]:
    """Return the titles in the feed beside an address."""
    settings = make_settings(feeds=FeedSettings(**feeds))  # type: ignore[arg-type]  # a test's own names
    return [entry.title for entry in feeds_of(make_site(FILES, settings=settings))[place].entries]


def entry_of(path: str, text: str, attachments: tuple[str, ...] = (), **more: str) -> Entry:
    """Return the one entry of a site's own feed."""
    files = {path: text} | {name.replace("__", "/") + ".md": content for name, content in more.items()}
    (entry,) = feeds_of(make_site(files, attachments=attachments))["/"].entries
    return entry


def test_the_sites_feed_has_posts_and_sparks_that_have_a_date_newest_first() -> None:
    assert titles("/") == ["New", "Who?", "Old"]


def test_every_list_session_person_and_tag_has_its_feed() -> None:
    assert {place: [e.title for e in feed.entries] for place, feed in feeds_of(make_site(FILES)).items()} == {
        "/": ["New", "Who?", "Old"],
        "/posts/": ["New", "Old"],
        "/sparks/": ["Who?"],
        "/sessions/n/": ["Who?", "Old"],
        "/people/jo/": ["Who?", "Old"],
        "/tags/cpd/": ["Who?", "Old"],
    }


def test_without_feeds_everywhere_only_the_site_has_one() -> None:
    site = make_site(FILES, settings=make_settings(feeds=FeedSettings(everywhere=False)))
    assert list(feeds_of(site)) == ["/"]


def test_a_feed_has_no_more_entries_than_the_limit() -> None:
    assert titles("/", limit=2) == ["New", "Who?"]
    assert titles("/posts/", limit=1) == ["New"]
    assert titles("/people/jo/", limit=1) == ["Who?"]
    assert titles("/tags/cpd/", limit=1) == ["Who?"]


def test_a_preview_of_drafts_and_scheduled_documents_puts_none_in_a_feed() -> None:
    site = make_site(FILES, preview=Preview(drafts=True, scheduled=True))
    assert [entry.title for entry in feeds_of(site)["/"].entries] == ["New", "Who?", "Old"]


def test_entries_of_one_instant_are_by_id() -> None:
    files = {f"posts/2007-01-01-{slug}.md": POST.format(slug, "") for slug in "cab"}
    assert [entry.title for entry in feeds_of(make_site(files))["/"].entries] == ["a", "b", "c"]


def test_a_feed_names_itself_its_page_and_its_formats() -> None:
    settings = make_settings(description="Before and after", organiser="The team", feeds=FeedSettings(("atom",)))
    feeds = feeds_of(make_site(FILES, settings=settings))
    feed = feeds["/sessions/n/"]
    assert (feed.id, feed.title, feed.page_url) == (
        "tag:torquay07.example.org,2007:feed/sessions/n",
        "Torquay 2007: Networks",
        f"{SITE}/sessions/n/",
    )
    assert dict(feed.urls) == {"atom": f"{SITE}/sessions/n/feed.atom"}
    assert feed.authors == (Person("The team", f"{SITE}/"),)
    assert (feeds["/"].title, feeds["/"].description) == ("Torquay 2007", "Before and after")


def test_a_site_without_posts_has_an_empty_feed_dated_by_its_id() -> None:
    feed = feeds_of(make_site({}))["/"]
    assert (feed.entries, feed.updated) == ((), datetime(2007, 1, 1, tzinfo=UTC))
    assert feed.authors[0].name == "Torquay 2007"


def test_an_entry_is_whole_and_absolute() -> None:
    text = POST.format(
        "A & B",
        "summary: In short\nauthors: [jo, Al Green, Team]\ntags: [CPD]\nupdated: 2007-02-02\nlang: de\nimage: h.jpg\n"
        'image_alt: ""\n',
    )
    body = "One [s](../sessions/n.md).\n\n![h](h.jpg){: loading=lazy }\n\n## Part\n\n[up](#part)\n"
    entry = entry_of(
        "posts/2007-01-01-a.md",
        text.replace("Team]", "Our Team]") + body,
        ("posts/h.jpg",),
        people__jo="---\nname: Jo\n---\n",
        sessions__n=POST.format("N", ""),
    )
    assert (entry.id, entry.title, entry.url, entry.summary) == (
        "tag:torquay07.example.org,2007:posts/a",
        "A & B",
        f"{SITE}/posts/a/",
        "In short",
    )
    assert entry.authors == (Person("Jo", f"{SITE}/people/jo/"), Person("Al Green"), Person("Our Team"))
    assert (entry.tags, entry.language, entry.image) == (("CPD",), "de", f"{SITE}/media/h.0123456789.jpg")
    assert (entry.published.isoformat(), entry.updated.isoformat()) == (
        "2007-01-01T00:00:00+00:00",
        "2007-02-02T00:00:00+00:00",
    )
    assert f'<a href="{SITE}/sessions/n/">s</a>' in entry.html
    assert f'<a href="{SITE}/posts/a/#part">up</a>' in entry.html
    assert f'src="{SITE}/media/h.0123456789.jpg"' in entry.html
    assert "loading" not in entry.html


def test_a_post_updated_before_it_appeared_is_as_new_as_it_appeared() -> None:
    entry = entry_of("posts/2007-01-02-a.md", POST.format("A", "updated: 2007-01-01\n"))
    assert entry.updated == entry.published


def test_the_title_of_an_entry_may_change_and_its_id_stays() -> None:
    one = entry_of("posts/2007-01-01-a.md", POST.format("One", ""))
    two = entry_of("posts/2007-01-01-b.md", POST.format("Two", "id: posts/a\n"))
    assert one.id == two.id


def test_a_lone_link_is_a_link_in_a_feed_and_no_card() -> None:
    entry = entry_of(
        "posts/2007-01-01-a.md", POST.format("A", "") + "[n](../sessions/n.md)\n", sessions__n=POST.format("N", "")
    )
    assert entry.html.strip() == f'<p><a href="{SITE}/sessions/n/">n</a></p>'


def test_what_was_heard_is_in_the_feed_once_a_spark_has_closed() -> None:
    text = POST.format("Q?", "opens: 2007-01-01\ncloses: 2007-01-02\n") + "Why?\n\n## What we heard\n\nMuch.\n"
    assert "Much." in entry_of("sparks/q.md", text).html
    assert "Much." not in entry_of("sparks/q.md", text.replace("2007-01-02", "2008-01-02")).html


def test_references_stand_under_an_entry_and_its_citations_lead_there() -> None:
    text = POST.format("A", 'references:\n  - b: "B, C. (2001)."\n') + "See [@b].\n"
    html = entry_of("posts/2007-01-01-a.md", text).html
    assert f'href="{SITE}/posts/a/#ref-b"' in html
    assert '<li id="ref-b">B, C. (2001).</li>' in html


def audio(value: str) -> Enclosure | None:
    """Return the enclosure of a post with this recording."""
    text = POST.format("A", f"audio: {value}\n")
    return entry_of("posts/2007-01-01-a.md", text, ("posts/talk.MP3", "static/files/talk.ogg")).enclosure


def test_a_recording_is_enclosed_with_its_type_and_size() -> None:
    assert audio("talk.MP3") == Enclosure(f"{SITE}/media/talk.0123456789.mp3", "audio/mpeg", 3)
    assert audio("https://a.org/x.m4a") == Enclosure("https://a.org/x.m4a", "audio/mp4", 0)
    assert audio("https://a.org/x") == Enclosure("https://a.org/x", "application/octet-stream", 0)
    assert audio("../static/files/talk.ogg") == Enclosure(f"{SITE}/files/talk.ogg", "audio/ogg", 3)
    assert audio("missing.mp3") is None


def test_a_recording_named_by_its_address_is_enclosed_too() -> None:
    found = audio("/files/talk.ogg")
    assert found is not None
    assert (found.url, found.media_type) == (f"{SITE}/files/talk.ogg", "audio/ogg")


def test_a_spark_that_opened_in_another_zone_is_in_its_place() -> None:
    files = {
        "sessions/n.md": POST.format("N", "timezone: Pacific/Tongatapu\n"),
        "sparks/a.md": POST.format("Tonga", "session: n\nopens: 2007-02-10 08:00\n"),
        "posts/b.md": POST.format("London", "date: 2007-02-10 00:00\n"),
    }
    entries = feeds_of(make_site(files))["/"].entries
    assert [(entry.title, entry.published.utcoffset()) for entry in entries] == [
        ("London", timedelta(0)),
        ("Tonga", timedelta(hours=13)),
    ]
