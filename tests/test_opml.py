"""Lists of feeds: what feed readers import, whatever the titles hold."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

import listparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.opml import Outline, write_opml

JO = Outline("Jo's diary", "https://jo.example/feed.xml", "https://jo.example/", "en-GB")
BEA = Outline("Béa & co", "http://bea.example/feed?a=1&b=2", "http://bea.example/")
SITE = Outline("Torquay 2007", "https://torquay07.example.org/feed.atom", "https://torquay07.example.org/")
GROUPS = (("Speakers", (JO, BEA)), ("This site", (SITE,)))
SPECIMEN = """\
<?xml version='1.0' encoding='utf-8'?>
<opml version="2.0">
 <head>
  <title>Torquay 2007</title>
  <ownerName>The hosts</ownerName>
 </head>
 <body>
  <outline text="Speakers" title="Speakers">
   <outline type="rss" text="Jo's diary" title="Jo's diary" xmlUrl="https://jo.example/feed.xml" \
htmlUrl="https://jo.example/" language="en-GB" />
   <outline type="rss" text="Béa &amp; co" title="Béa &amp; co" xmlUrl="http://bea.example/feed?a=1&amp;b=2" \
htmlUrl="http://bea.example/" />
  </outline>
  <outline text="This site" title="This site">
   <outline type="rss" text="Torquay 2007" title="Torquay 2007" \
xmlUrl="https://torquay07.example.org/feed.atom" htmlUrl="https://torquay07.example.org/" />
  </outline>
 </body>
</opml>
"""


def outlines(data: bytes, path: str) -> list[dict[str, str]]:
    """Return the attributes of the outlines on a path below the body."""
    root = ET.fromstring(data)  # noqa: S314 - bytes that we wrote
    return [element.attrib for element in root.findall(f"body/{path}")]


def addresses(*feed_urls: str) -> list[str]:
    """Return what of these addresses is kept in a list."""
    data = write_opml("T", "", (("", tuple(Outline("x", url, "") for url in feed_urls)),))
    return [attributes["xmlUrl"] for attributes in outlines(data, "outline")]


def test_a_list_is_written_as_the_standard_says() -> None:
    assert write_opml("Torquay 2007", "The hosts", GROUPS).decode() == SPECIMEN


def test_a_feed_reader_finds_every_feed_in_its_group() -> None:
    found = listparser.parse(write_opml("Torquay 2007", "The hosts", GROUPS))
    assert (found.bozo, found.version, found.meta.title, found.meta.author.name) == (
        False,
        "opml2",
        "Torquay 2007",
        "The hosts",
    )
    assert [(feed.title, feed.url, feed.categories) for feed in found.feeds] == [
        (JO.title, JO.feed_url, [["Speakers"]]),
        (BEA.title, BEA.feed_url, [["Speakers"]]),
        (SITE.title, SITE.feed_url, [["This site"]]),
    ]


def test_the_feeds_of_a_single_group_stand_alone() -> None:
    alone = write_opml("T", "", (("Speakers", (JO, BEA)),))
    assert [attributes["text"] for attributes in outlines(alone, "outline")] == [JO.title, BEA.title]
    assert write_opml("T", "", (("Speakers", (JO, BEA)), ("Nobody", ()))) == alone


@pytest.mark.parametrize(
    "url",
    [
        "",
        "feed.xml",
        "/feed.xml",
        "//jo.example/feed.xml",
        "ftp://jo.example/feed.xml",
        "javascript:alert(1)",
        "data:text/xml,x",
        "feed:https://jo.example/",
        " https://jo.example/",
        "https://jo.example/ feed",
        "https://jo.example/\x00",
        "https://",
        "https:///feed.xml",
        "https://jo.example/\n",
    ],
)
def test_a_feed_that_is_not_on_the_web_is_left_out(url: str) -> None:
    assert addresses("https://jo.example/1", url, "HTTP://jo.example/2") == [
        "https://jo.example/1",
        "HTTP://jo.example/2",
    ]


def test_a_page_that_is_not_on_the_web_is_not_linked() -> None:
    data = write_opml("T", "", (("", (Outline("x", JO.feed_url, "javascript:alert(1)"),)),))
    assert outlines(data, "outline") == [{"type": "rss", "text": "x", "title": "x", "xmlUrl": JO.feed_url}]


def test_what_xml_cannot_hold_is_taken_out() -> None:
    dirty = write_opml("T\x00", "\x01", (("\x02", (Outline("a\x0bb\ud800\uffff\nc", JO.feed_url, "", "e\x1fn"),)),))
    clean = write_opml("T", "", (("", (Outline("ab c", JO.feed_url, "", "en"),)),))
    assert dirty == clean


def test_a_feed_without_a_title_is_called_by_its_address() -> None:
    data = write_opml("T", "", (("", (Outline(" \x00", JO.feed_url, ""),)),))
    assert [attributes["text"] for attributes in outlines(data, "outline")] == [JO.feed_url]


def test_a_group_without_a_name_is_named_nothing_and_keeps_its_feeds() -> None:
    data = write_opml("T", "", (("", (JO,)), ("B", (BEA,))))
    assert outlines(data, "outline") == [{"text": "", "title": ""}, {"text": "B", "title": "B"}]
    assert [attributes["xmlUrl"] for attributes in outlines(data, "outline/outline")] == [JO.feed_url, BEA.feed_url]


def test_a_list_of_no_feeds_is_well_formed() -> None:
    assert outlines(write_opml("T", "", ()), "*") == []


@given(st.text(), st.text(), st.text(), st.integers(0, 2))
def test_the_bytes_are_those_that_an_xml_library_would_write(title: str, owner: str, path: str, groups: int) -> None:
    feed = Outline(title, f"https://jo.example/{path}", f"https://jo.example/'\"&<>{path}", owner)
    data = write_opml(title, owner, ((title, (feed, JO)), (owner, (BEA,)))[:groups])
    root = ET.fromstring(data)  # noqa: S314 - what we just wrote
    ET.indent(root, " ")
    assert data == ET.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


@given(st.text(min_size=1))
def test_a_title_reaches_the_reader_as_one_line(title: str) -> None:
    data = write_opml(title, title, ((title, (Outline(f"a{title}", JO.feed_url, ""),)), ("B", (BEA,))))
    (read, _) = [attributes["title"] for attributes in outlines(data, "outline/outline")]
    assert read.split() == read.split(" ")
    assert read.startswith("a")
    kept = [character for character in title if character.isprintable() and not character.isspace()]
    assert [character for character in read[1:] if character in kept] == kept


def test_a_list_from_2007_knows_nothing_of_today() -> None:
    assert str(datetime.now(UTC).year).encode() not in write_opml("Torquay 2007", "The hosts", GROUPS)


def test_the_bytes_are_the_same_on_another_machine() -> None:
    program = "import sys; from tests.test_opml import *; sys.stdout.buffer.write(write_opml('T', 'x', GROUPS))"
    there = subprocess.run(  # noqa: S603 - this very Python, with arguments that stand here
        [sys.executable, "-c", program],
        env=os.environ | {"TZ": "Pacific/Auckland", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONHASHSEED": "7"},
        capture_output=True,
        check=True,
        timeout=60,
    )
    assert there.stdout == write_opml("T", "x", GROUPS)
