"""Each format to the letter, and what RFC 4287, RSS 2.0 and JSON Feed 1.1 each ask of theirs."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from xml.etree import ElementTree as ET

import pytest

from sitegen.feeds import Enclosure, Entry, Person
from sitegen.values import replace
from tests.test_feeds import HOSTILE, PAGE, SPRING, WINTER, make_entry, make_feed, write

ATOM = "{http://www.w3.org/2005/Atom}"
DC = "{http://purl.org/dc/elements/1.1/}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
RECORDING = Enclosure("https://torquay07.example.org/media/talk.ab12.mp3", "audio/mpeg", 1234)

THE_ATOM = """<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-GB">
  <id>tag:torquay07.example.org,2007:posts</id>
  <title>Torquay 2007</title>
  <updated>2007-04-01T08:00:00+01:00</updated>
  <author>
    <name>Torquay 2007</name>
  </author>
  <link href="https://torquay07.example.org/posts/feed.atom" rel="self" type="application/atom+xml"/>
  <link href="https://torquay07.example.org/posts/" rel="alternate" type="text/html"/>
  <generator>sitegen</generator>
  <icon>https://torquay07.example.org/icon.png</icon>
  <subtitle>Before, during and after</subtitle>
  <entry xml:lang="cy">
    <id>tag:torquay07.example.org,2007:posts/networks</id>
    <title>Networks</title>
    <updated>2007-04-01T08:00:00+01:00</updated>
    <author>
      <name>Jo Smith</name>
      <uri>https://torquay07.example.org/people/jo/</uri>
    </author>
    <author>
      <name>Communications Team</name>
    </author>
    <content type="html">&lt;p&gt;Who?&lt;/p&gt;</content>
    <link href="https://torquay07.example.org/posts/networks/" rel="alternate" type="text/html"/>
    <summary>Who is in your network?</summary>
    <category term="networks"/>
    <category term="cpd &amp; more"/>
    <published>2007-01-09T09:30:00-05:00</published>
    <link href="https://torquay07.example.org/media/talk.ab12.mp3" rel="enclosure" type="audio/mpeg" length="1234"/>
  </entry>
</feed>
"""

THE_RSS = """<?xml version='1.0' encoding='UTF-8'?>
<rss xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom" \
xmlns:content="http://purl.org/rss/1.0/modules/content/" version="2.0">
  <channel>
    <title>Torquay 2007</title>
    <link>https://torquay07.example.org/posts/</link>
    <description>Before, during and after</description>
    <atom:link href="https://torquay07.example.org/posts/feed.xml" rel="self" type="application/rss+xml"/>
    <docs>http://www.rssboard.org/rss-specification</docs>
    <generator>sitegen</generator>
    <image>
      <url>https://torquay07.example.org/icon.png</url>
      <title>Torquay 2007</title>
      <link>https://torquay07.example.org/posts/</link>
    </image>
    <language>en-GB</language>
    <lastBuildDate>Sun, 01 Apr 2007 08:00:00 +0100</lastBuildDate>
    <item>
      <title>Networks</title>
      <link>https://torquay07.example.org/posts/networks/</link>
      <description>Who is in your network?</description>
      <content:encoded>&lt;p&gt;Who?&lt;/p&gt;</content:encoded>
      <guid isPermaLink="false">tag:torquay07.example.org,2007:posts/networks</guid>
      <category>networks</category>
      <category>cpd &amp; more</category>
      <enclosure url="https://torquay07.example.org/media/talk.ab12.mp3" length="1234" type="audio/mpeg"/>
      <pubDate>Tue, 09 Jan 2007 09:30:00 -0500</pubDate>
      <dc:creator>Jo Smith</dc:creator>
      <dc:creator>Communications Team</dc:creator>
      <dc:language>cy</dc:language>
    </item>
  </channel>
</rss>
"""

THE_JSON = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Torquay 2007",
    "home_page_url": "https://torquay07.example.org/posts/",
    "feed_url": "https://torquay07.example.org/posts/feed.json",
    "description": "Before, during and after",
    "icon": "https://torquay07.example.org/icon.png",
    "language": "en-GB",
    "items": [
        {
            "id": "tag:torquay07.example.org,2007:posts/networks",
            "url": "https://torquay07.example.org/posts/networks/",
            "title": "Networks",
            "summary": "Who is in your network?",
            "image": "https://torquay07.example.org/media/hall.cd34.jpg",
            "date_published": "2007-01-09T09:30:00-05:00",
            "date_modified": "2007-04-01T08:00:00+01:00",
            "authors": [
                {"name": "Jo Smith", "url": "https://torquay07.example.org/people/jo/"},
                {"name": "Communications Team"},
            ],
            "tags": ["networks", "cpd & more"],
            "language": "cy",
            "attachments": [{"url": RECORDING.url, "mime_type": "audio/mpeg", "size_in_bytes": 1234}],
            "content_html": "<p>Who?</p>",
        },
    ],
}


@pytest.fixture
def full() -> Entry:
    image = "https://torquay07.example.org/media/hall.cd34.jpg"
    return make_entry(html="<p>Who?</p>", enclosure=RECORDING, language="cy", image=image)


def root_of(data: bytes) -> ET.Element:
    return ET.fromstring(data)  # noqa: S314 - bytes that we wrote


def test_atom_to_the_letter(full: Entry) -> None:
    feed = make_feed(full, icon="https://torquay07.example.org/icon.png")
    assert write("atom", feed).decode() == THE_ATOM


def test_rss_to_the_letter(full: Entry) -> None:
    feed = make_feed(full, icon="https://torquay07.example.org/icon.png")
    assert write("rss", feed).decode() == THE_RSS


def test_json_member_by_member_and_in_order(full: Entry) -> None:
    feed = make_feed(full, icon="https://torquay07.example.org/icon.png")
    assert write("json", feed).decode() == json.dumps(THE_JSON, ensure_ascii=False, indent=1) + "\n"


@pytest.mark.parametrize("count", [0, 1, 3])
def test_atom_has_all_that_rfc_4287_requires(count: int) -> None:
    entries = (make_entry(authors=(), summary="", html="", id=f"tag:x.example,2007:{n}") for n in range(count))
    root = root_of(write("atom", make_feed(*entries)))
    assert root.tag == f"{ATOM}feed"
    for element in (root, *root.findall(f"{ATOM}entry")):
        assert [len(element.findall(ATOM + name)) for name in ("id", "title", "updated")] == [1, 1, 1]
        assert len(element.findall(f"{ATOM}link[@rel='alternate']")) == 1
        assert datetime.fromisoformat(element.findtext(f"{ATOM}updated") or "").utcoffset() is not None
    assert root.findtext(f"{ATOM}author/{ATOM}name") == "Torquay 2007"
    assert len({entry.findtext(f"{ATOM}id") for entry in root.findall(f"{ATOM}entry")}) == count


def test_atom_names_the_feeds_own_authors_before_its_title() -> None:
    root = root_of(write("atom", make_feed(authors=(Person("The organisers"),))))
    assert [name.text for name in root.iterfind(f"{ATOM}author/{ATOM}name")] == ["The organisers"]


@pytest.mark.parametrize("count", [0, 2])
def test_rss_has_all_that_rss_2_requires(count: int) -> None:
    feed = make_feed(*(make_entry(id=f"tag:x.example,2007:{n}") for n in range(count)), description="")
    root = root_of(write("rss", feed))
    (channel,) = root
    assert (root.tag, root.get("version"), channel.tag) == ("rss", "2.0", "channel")
    assert [channel.findtext(name) for name in ("title", "link", "description")] == [feed.title, PAGE, feed.title]
    assert len(channel.findall("item")) == count
    assert {guid.get("isPermaLink") for guid in channel.iter("guid")} <= {"false"}
    for date in (*channel.iter("pubDate"), *channel.iter("lastBuildDate")):
        assert parsedate_to_datetime(date.text or "").tzinfo is not None


def test_an_empty_feed_was_updated_when_its_owner_says_and_another_when_its_entries_say() -> None:
    entry = make_entry(published=WINTER, updated=WINTER)
    feeds = (make_feed(), make_feed(entry), make_feed(entry, make_entry(updated=SPRING)))
    assert [root_of(write("atom", feed)).findtext(f"{ATOM}updated") for feed in feeds] == [
        "2006-11-01T00:00:00+00:00",
        "2007-01-09T09:30:00-05:00",
        "2007-04-01T08:00:00+01:00",
    ]


@pytest.mark.parametrize("text", HOSTILE)
def test_html_comes_out_of_both_xml_formats_as_it_went_in(text: str) -> None:
    html = f"<p>{text}</p>"
    feed = make_feed(make_entry(html=html))
    assert root_of(write("atom", feed)).findtext(f".//{ATOM}content") == html
    assert root_of(write("rss", feed)).findtext(f".//{CONTENT}encoded") == html


def test_an_rss_summary_is_html_and_an_atom_summary_is_text() -> None:
    feed = make_feed(make_entry(summary="Tips & tricks: <b>, 1 < 2 and &amp;"))
    assert root_of(write("rss", feed)).findtext(".//item/description") == ("Tips & tricks: &lt;b>, 1 < 2 and &amp;amp;")
    assert root_of(write("atom", feed)).findtext(f".//{ATOM}summary") == "Tips & tricks: <b>, 1 < 2 and &amp;"


def test_an_rss_item_without_a_summary_still_has_its_whole_text() -> None:
    feed = make_feed(make_entry(summary="", html="<p>All</p>"))
    assert root_of(write("rss", feed)).findtext(".//item/description") == "<p>All</p>"


def test_an_rss_item_without_authors_is_by_the_feeds() -> None:
    feed = make_feed(make_entry(authors=()), authors=(Person("The organisers"),))
    assert root_of(write("rss", feed)).findtext(f".//item/{DC}creator") == "The organisers"


def test_rss_shows_no_icon_that_is_no_picture_of_its_three_kinds() -> None:
    assert b"<image>" not in write("rss", make_feed(icon="https://torquay07.example.org/icon.svg"))


def test_only_an_entry_in_another_language_says_so() -> None:
    entries = (make_entry(language="en-GB"), make_entry(language="he"), make_entry())
    root = root_of(write("atom", make_feed(*entries)))
    assert [entry.get(LANG) for entry in root.iterfind(f"{ATOM}entry")] == [None, "he", None]


def test_a_json_feed_leaves_out_what_is_not_given_and_keeps_what_is_required() -> None:
    bare = make_entry(authors=(), tags=(), summary="", html="", published=WINTER.astimezone(UTC))
    document = json.loads(write("json", replace(make_feed(bare), language="", description="")))
    assert sorted(document) == ["feed_url", "home_page_url", "items", "title", "version"]
    assert document["items"] == [
        {
            "id": bare.id,
            "url": bare.url,
            "title": "Networks",
            "date_published": "2007-01-09T14:30:00+00:00",
            "date_modified": "2007-04-01T08:00:00+01:00",
            "content_html": "",
        }
    ]
    assert json.loads(write("json", make_feed()))["items"] == []
