"""Feeds in every format: what a reader gets, whatever the titles hold, and whenever and wherever they are written."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from xml.etree import ElementTree as ET

import feedparser
import pytest

from sitegen.feeds import FORMATS, Enclosure, Entry, Feed, Person
from sitegen.values import replace

WINTER = datetime(2007, 1, 9, 9, 30, tzinfo=timezone(timedelta(hours=-5)))
SPRING = datetime(2007, 4, 1, 8, 0, tzinfo=timezone(timedelta(hours=1)))
PAGE = "https://torquay07.example.org/posts/"
EVERY_FORMAT = pytest.mark.parametrize("name", FORMATS)
HOSTILE = (
    "Q&A",
    "&amp; and &lt;",
    "</title><script>alert(1)</script>",
    "a ]]> b <![CDATA[ c",
    "👩‍🏫 Fün 漢字",
    "שלום, 2007",
    "1 < 2 > 0",
    "'single' \"double\"",
)


def make_entry(**changes: Any) -> Entry:  # noqa: ANN401 - any field of an entry
    entry = Entry(
        id="tag:torquay07.example.org,2007:posts/networks",
        title="Networks",
        url=f"{PAGE}networks/",
        html='<p>Who is in <a href="https://torquay07.example.org/sparks/">your network</a>?</p>',
        summary="Who is in your network?",
        published=WINTER,
        updated=SPRING,
        authors=(Person("Jo Smith", "https://torquay07.example.org/people/jo/"), Person("Communications Team")),
        tags=("networks", "cpd & more"),
    )
    return replace(entry, **changes)


def make_feed(*entries: Entry, **changes: Any) -> Feed:  # noqa: ANN401 - any field of a feed
    feed = Feed(
        id="tag:torquay07.example.org,2007:posts",
        title="Torquay 2007",
        description="Before, during and after",
        language="en-GB",
        page_url=PAGE,
        urls={name: PAGE + f.file for name, f in FORMATS.items()},
        updated=datetime(2006, 11, 1, tzinfo=UTC),
        entries=entries,
    )
    return replace(feed, **changes)


def write(name: str, feed: Feed) -> bytes:
    return FORMATS[name].write(feed)


def titles(name: str, data: bytes) -> list[str | None]:
    """Return the titles of the entries as a program reads them that makes up for no mistakes."""
    if name == "json":
        return [item["title"] for item in json.loads(data)["items"]]
    root = ET.fromstring(data)  # noqa: S314 - bytes that we wrote
    return [element.text for element in root.findall("./{*}entry/{*}title") + root.findall(".//item/title")]


def test_the_formats_have_the_names_files_and_media_types_that_are_public() -> None:
    assert [(name, f.name, f.file, f.media_type) for name, f in FORMATS.items()] == [
        ("rss", "rss", "feed.xml", "application/rss+xml"),
        ("atom", "atom", "feed.atom", "application/atom+xml"),
        ("json", "json", "feed.json", "application/feed+json"),
    ]


@EVERY_FORMAT
def test_a_title_reaches_the_reader_as_it_was_written(name: str) -> None:
    feed = make_feed(*(make_entry(title=title, id=f"tag:x.example,2007:{n}") for n, title in enumerate(HOSTILE)))
    assert titles(name, write(name, feed)) == list(HOSTILE)


@EVERY_FORMAT
def test_what_no_format_can_hold_is_taken_out(name: str) -> None:
    entry = make_entry(
        title="a\x00b\x0bc\ud800d\uffff\ne",
        html="<p>\x08x\x1b</p>",
        summary="s\x01\x85",
        tags=("\x02",),
        authors=(Person("\x03"), Person("J\x04o")),
    )
    clean = make_entry(title="abcd e", html="<p>x</p>", summary="s", tags=(), authors=(Person("Jo"),))
    assert write(name, make_feed(entry, title="T\x05")) == write(name, make_feed(clean, title="T"))


@EVERY_FORMAT
def test_a_title_of_nothing_that_shows_gives_way_to_the_address(name: str) -> None:
    assert titles(name, write(name, make_feed(make_entry(title="\x00 ")))) == [f"{PAGE}networks/"]


@EVERY_FORMAT
def test_entries_stay_in_the_order_given(name: str) -> None:
    order = ("newest", "newer", "old")
    feed = make_feed(*(make_entry(title=title, id=f"tag:x.example,2007:{title}") for title in order))
    assert titles(name, write(name, feed)) == list(order)


@EVERY_FORMAT
def test_a_feed_without_entries_is_a_feed(name: str) -> None:
    data = write(name, make_feed())
    assert titles(name, data) == []
    assert b"Torquay 2007" in data


@EVERY_FORMAT
def test_a_feed_from_2007_knows_nothing_of_today(name: str) -> None:
    for feed in (make_feed(), make_feed(make_entry())):
        assert str(datetime.now(UTC).year).encode() not in write(name, feed)


@EVERY_FORMAT
@pytest.mark.parametrize("zone", ["Pacific/Auckland", "UTC"])
def test_the_bytes_are_the_same_on_another_machine(name: str, zone: str) -> None:
    program = (
        "import sys; from tests.test_feeds import *;"
        "sys.stdout.buffer.write(write(sys.argv[1], make_feed(make_entry(), make_entry(title='👩‍🏫'))))"
    )
    there = subprocess.run(  # noqa: S603 - this very Python, with arguments that stand here
        [sys.executable, "-c", program, name],
        env=os.environ | {"TZ": zone, "LC_ALL": "C", "PYTHONHASHSEED": "7"},
        capture_output=True,
        check=True,
        timeout=60,
    )
    assert there.stdout == write(name, make_feed(make_entry(), make_entry(title="👩‍🏫")))


@EVERY_FORMAT
def test_a_feed_ends_with_its_line(name: str) -> None:
    data = write(name, make_feed(make_entry()))
    assert data.endswith(b"\n")
    assert not data.endswith(b"\n\n")


@EVERY_FORMAT
def test_an_offset_of_a_time_before_zones_is_written_in_utc(name: str) -> None:
    local_mean_time = timezone(-timedelta(minutes=1, seconds=15))
    old = datetime(1840, 1, 1, 12, 0, tzinfo=local_mean_time)
    same = datetime(1840, 1, 1, 12, 1, 15, tzinfo=UTC)
    assert write(name, make_feed(make_entry(published=old, updated=old))) == write(
        name, make_feed(make_entry(published=same, updated=same))
    )


@EVERY_FORMAT
def test_a_date_without_an_offset_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="offset"):
        write(name, make_feed(make_entry(updated=datetime(2007, 1, 1))))  # noqa: DTZ001 - the mistake itself


def test_feedgen_is_not_imported_before_a_feed_is_written() -> None:
    program = "import sys, sitegen.feeds; print('feedgen' in sys.modules)"
    answer = subprocess.run(  # noqa: S603 - this very Python, with arguments that stand here
        [sys.executable, "-c", program], capture_output=True, check=True, timeout=60
    )
    assert answer.stdout.split() == [b"False"]


@pytest.mark.parametrize("name", ["rss", "atom"])
def test_a_feed_reader_finds_nothing_to_mend(name: str) -> None:
    recording = Enclosure("https://torquay07.example.org/media/talk.ab12.mp3", "audio/mpeg", 1234)
    feed = make_feed(make_entry(enclosure=recording), make_entry(id="tag:x.example,2007:b", authors=(), summary=""))
    for data in (write(name, make_feed()), write(name, feed)):
        read = feedparser.parse(data)
        assert (read.bozo, read.feed.title, read.feed.link, read.feed.language) == (
            False,
            "Torquay 2007",
            PAGE,
            "en-GB",
        )
    first = read.entries[0]
    assert (first.id, first.link, first.title, first.summary, first.content[0].value) == (
        "tag:torquay07.example.org,2007:posts/networks",
        f"{PAGE}networks/",
        "Networks",
        "Who is in your network?",
        make_entry().html,
    )
    assert [(e.href, e.type, e.length) for e in first.enclosures] == [(recording.url, "audio/mpeg", "1234")]
    assert [tag.term for tag in first.tags] == ["networks", "cpd & more"]
    assert first.published_parsed[:5] == (2007, 1, 9, 14, 30)
