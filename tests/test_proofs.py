"""What is made for programs is proved: what is right passes, and every way of being wrong is told."""

from __future__ import annotations

import pytest

from sitegen.proofs import Fault, is_provable, prove
from tests.building import SITES, built_site


@pytest.mark.parametrize("name", SITES)
def test_what_the_sites_make_is_as_its_standard_wants_it(name: str) -> None:
    files = {f"/{path}": data for path, data in built_site(name).files.items() if is_provable(f"/{path}")}
    assert len(files) > 5
    assert [fault for address, data in files.items() for fault in prove(address, data)] == []


def test_pages_have_no_proof_here() -> None:
    assert not is_provable("/posts/a/")
    assert prove("/posts/a/", b"<p>") == ()


ATOM = b"""<?xml version='1.0'?>
<feed xmlns="http://www.w3.org/2005/Atom"><id>tag:a.org,2007:f</id><title>F</title>
<updated>2007-01-01T00:00:00Z</updated><author><name>A</name></author>
<link rel="self" href="https://a.org/feed.atom"/>
<entry><id>tag:a.org,2007:e</id><title>E</title><updated>2007-01-01T00:00:00+01:00</updated>
<link href="https://a.org/e/"/><content type="html">&lt;a href="https://a.org/"&gt;a&lt;/a&gt;</content></entry></feed>
"""
RSS = b"""<?xml version='1.0'?>
<rss version="2.0"><channel><title>F</title><link>https://a.org/</link><description>D</description>
<item><title>E</title><guid isPermaLink="false">tag:a.org,2007:e</guid><link>https://a.org/e/</link>
<pubDate>Mon, 01 Jan 2007 00:00:00 +0000</pubDate>
<enclosure url="https://a.org/a.mp3" length="1" type="audio/mpeg"/></item></channel></rss>
"""
JSON = b"""{"version": "https://jsonfeed.org/version/1.1", "title": "F", "home_page_url": "https://a.org/",
"items": [{"id": "e", "url": "https://a.org/e/", "content_html": "<img src='https://a.org/a.png'>",
"date_published": "2007-01-01T00:00:00+00:00", "authors": [{"name": "A"}]}]}
"""
ICS = (
    b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//a//EN\r\nBEGIN:VEVENT\r\nUID:e\r\nDTSTAMP:20070101T000000Z\r\n"
    b"DTSTART:20070101T090000Z\r\nDTEND:20070101T100000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)
OPML = b"""<opml version="2.0"><head><title>T</title></head>
<body><outline type="rss" text="A" xmlUrl="https://a.org/f" htmlUrl="https://a.org/"/></body></opml>"""
MAP = b"""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc>https://a.org/</loc><lastmod>2007-01-01</lastmod></url></urlset>"""
GOOD = {
    "/feed.atom": ATOM,
    "/feed.xml": RSS,
    "/feed.json": JSON,
    "/schedule.ics": ICS,
    "/network.opml": OPML,
    "/sitemap.xml": MAP,
}


@pytest.mark.parametrize("address", GOOD)
def test_a_small_one_that_is_right_passes(address: str) -> None:
    assert prove(address, GOOD[address]) == ()


@pytest.mark.parametrize(
    ("address", "right", "wrong", "told"),
    [
        ("/feed.atom", b"</feed>", b"", "it is not well formed: no element found: line 7, column 0"),
        ("/feed.atom", b"<id>tag:a.org,2007:e</id>", b"", "entry 1 has no <id>, and one is required"),
        ("/feed.atom", b"<title>F</title>", b"<title/>", "the <title> of the feed is empty"),
        ("/feed.atom", b"tag:a.org,2007:e", b"e 1", "the id of entry 1, “e 1”, is no URI"),
        (
            "/feed.atom",
            b"2007-01-01T00:00:00Z",
            b"2007-01-01",
            "the feed has the time “2007-01-01”, which RFC 3339 does not know",
        ),
        (
            "/feed.atom",
            b"<author><name>A</name></author>",
            b"",
            "entry 1 has no author, and the feed has none",
        ),
        (
            "/feed.atom",
            b'rel="self" ',
            b"",
            "the feed does not say where it is (rel=self, which section 4.1.1 asks for)",
        ),
        (
            "/feed.atom",
            b'href="https://a.org/e/"',
            b'href="/e/"',
            "entry 1 has the address “/e/”, which is not absolute",
        ),
        (
            "/feed.atom",
            b'href="https://a.org/"&gt;',
            b'href="../a"&gt;',
            "entry 1 has the address “../a”, which is not absolute",
        ),
        (
            "/feed.atom",
            b"&lt;a ",
            b"&lt;script &gt;&lt;a ",
            "entry 1 carries <script>, which feed readers take out or must not run",
        ),
        ("/feed.xml", b'version="2.0"', b'version="0.91"', "its root is rss 0.91 with 1 channels"),
        ("/feed.xml", b"<description>D</description>", b"", "the channel has no <description>, and one is required"),
        (
            "/feed.xml",
            b"01 Jan 2007",
            b"someday",
            "item 1 has the pubDate “Mon, someday 00:00:00 +0000”, which RFC 822 does not know",
        ),
        (
            "/feed.xml",
            b' isPermaLink="false"',
            b"",
            "the guid of item 1 has the address “tag:a.org,2007:e”, which is not absolute",
        ),
        ("/feed.xml", b' length="1"', b"", "the enclosure of item 1 has no length"),
        ("/feed.json", b'"id": "e", ', b"", "item 1 has no id"),
        ("/feed.json", b"version/1.1", b"version/1", "its version is 'https://jsonfeed.org/version/1'"),
        (
            "/feed.json",
            b"T00:00:00+00:00",
            b"",
            "item 1 has the date_published '2007-01-01', which RFC 3339 does not know",
        ),
        ("/feed.json", b"'https://a.org/a.png'", b"a.png", "item 1 has the address “a.png”, which is not absolute"),
        ("/feed.json", b'{"name": "A"}', b"{}", "an author of item 1 has neither name nor address"),
        ("/schedule.ics", b"UID:e\r\n", b"", "the event “” has no UID, or several"),
        ("/schedule.ics", b"DTSTAMP:20070101T000000Z\r\n", b"", "the event “e” has no DTSTAMP, or several"),
        ("/schedule.ics", b"\r\n", b"\n", "its lines do not end with CR and LF (section 3.1)"),
        ("/schedule.ics", b"UID:e", b"UID:" + b"e" * 80, "a line has 84 octets, and 75 are the most (section 3.1)"),
        ("/schedule.ics", b"T100000Z", b"T080000Z", "the event “e” does not end after it starts (section 3.8.2.2)"),
        ("/schedule.ics", b"PRODID:-//a//EN\r\n", b"", "it has no PRODID, or several"),
        ("/network.opml", b'text="A" ', b"", "an outline has no text"),
        ("/network.opml", b"https://a.org/f", b"/f", "“A” has the address “/f”, which is not absolute"),
        ("/sitemap.xml", b"https://a.org/<", b"/<", "it has the address “/”, which is not absolute"),
        ("/sitemap.xml", b"2007-01-01", b"1 January", "“1 January” is no date in the form that W3C gives"),
    ],
)
def test_what_is_wrong_is_told(address: str, right: bytes, wrong: bytes, told: str) -> None:
    assert right in GOOD[address]
    assert told in [fault.message for fault in prove(address, GOOD[address].replace(right, wrong))]


@pytest.mark.parametrize(
    ("address", "first", "last", "told"),
    [
        ("/feed.atom", b"<entry>", b"</entry>", "the id “tag:a.org,2007:e” stands there twice"),
        ("/feed.xml", b"<item>", b"</item>", "the guid “tag:a.org,2007:e” stands there twice"),
        ("/schedule.ics", b"BEGIN:VEVENT", b"END:VEVENT\r\n", "the UID “e” stands there twice"),
        ("/sitemap.xml", b"<url>", b"</url>", "the address “https://a.org/” stands there twice"),
    ],
)
def test_what_stands_there_twice_is_told(address: str, first: bytes, last: bytes, told: str) -> None:
    data = GOOD[address]
    part = data[data.index(first) : data.index(last) + len(last)]
    assert prove(address, data.replace(part, part + part)) == (Fault(address, _standard(address), told),)


def _standard(address: str) -> str:
    return prove(address, b"")[0].standard


def test_a_calendar_that_cannot_be_read_is_told() -> None:
    assert prove("/a.ics", b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n") != ()


def test_a_part_of_a_large_sitemap_is_proved_too() -> None:
    assert prove("/sitemap-2.xml", MAP) == ()
    assert prove("/sitemap-2.xml", MAP[:-3]) != ()
