"""A reading kept as bytes comes back as it was, or not at all; its outline changes with what others can show of it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING
from zlib import crc32

import pytest

from sitegen.body import Card, Citation, Html, LinkEnd, LinkStart, Picture, Resource
from sitegen.kinds import KINDS
from sitegen.kinds.sessions import SessionFields
from sitegen.model import Source
from sitegen.read import Reading, read
from sitegen.recall import DamagedError, decode_reading, encode_reading, outline_of
from sitegen.values import Value
from tests.conftest import PROJECT
from tests.sitemaking import read_text

if TYPE_CHECKING:
    from pathlib import Path

SITES = sorted(PROJECT.glob("tests/sites/*")) + sorted(PROJECT.glob("tests/mistakes/*")) + [PROJECT]

SESSION = """---
title: Networks
tags: [one, two]
summary: "What is it for?"
image: hall.jpg
image_alt: ""
comments: false
updated: 2007-01-09 08:00+05:30
expires: 2008-01-09T08:00:00Z
extra: {colour: red, deep: [a, {b: c}, []], none: {}}
start: 2007-02-21 09:30
end: 12:00
day: 2007-02-21
mode: online
coming: 150
access: members
previous_start: 2007-02-20 09:30-03:00
resources: {Slides: slides.pdf, Film: "https://example.org/film"}
sparks: {who: "Who is it for?"}
slowchat: {starts: 2007-03-05 08:00+01:00, weekends: yes, host: [ben-orme], announce: dates}
follow_up: [6 weeks, 10 days]
references:
  - kennedy: "Kennedy, A. (2014). A title."
  - fraser: {title: Learning, author: [Fraser], year: 2007, url: "https://example.org/x"}
unknown: 1
---
Words
<!-- members -->
More words.
"""
BODY = """---
title: A
date: 2007-01-09
---
First [a link](other.md#x) and a ![picture](a.png).

## Heading {#here}

<video src="a.mp4"></video> and [@kennedy, p. 4; @fraser] and @lee.

[Card](spark.md)

## What we heard

That [it](x.md) works.
"""
USUAL = (
    "---\ntitle: A\ndate: 2007-01-09\nslug: a\n---\nFirst words.\n\nSecond [words](b.md).\n\n## A heading\n\nThird.\n"
)


def typed(value: object) -> object:
    """Return a value as plain data in which every type is told, so that what is equal is of the same types too."""
    told: object = repr(value)
    if isinstance(value, Value):
        told = tuple((name, typed(getattr(value, name))) for name in value.__struct_fields__)
    elif isinstance(value, Mapping):
        told = tuple((key, typed(item)) for key, item in value.items())
    elif isinstance(value, tuple):
        told = tuple(map(typed, value))
    elif isinstance(value, frozenset):
        told = tuple(sorted(value))
    return type(value), told


def readings_of(site: Path) -> list[Reading]:
    """Read every document of a site's folder."""
    found = ((path.relative_to(site).as_posix(), path) for path in sorted(site.glob("content/*/**/*.md")))
    return [read(Source(name, path.read_bytes()), "en-GB") for name, path in found if name.split("/")[1] in KINDS]


def kept(reading: Reading) -> Reading:
    return decode_reading(encode_reading(reading))


@pytest.mark.parametrize("site", SITES, ids=lambda site: site.name)
def test_every_document_comes_back_as_it_was(site: Path) -> None:
    readings = readings_of(site)
    again = [kept(reading) for reading in readings]
    assert again == readings
    assert [typed(reading) for reading in again] == [typed(reading) for reading in readings]


def test_documents_of_every_kind_are_kept() -> None:
    assert {reading.document.kind for site in SITES for reading in readings_of(site)} == set(KINDS)


def test_every_field_with_parts_of_its_own_comes_back_as_it_was() -> None:
    reading = read_text("sessions/networks.md", SESSION)
    assert [problem.code for problem in reading.problems] == ["unknown-field"]
    given = reading.document.fields
    assert isinstance(given, SessionFields)
    assert all((given.slowchat, given.follow_up, given.references, given.extra, given.end, given.updated, given.day))
    assert typed(kept(reading)) == typed(reading)


def test_every_part_of_a_body_comes_back_as_it_was() -> None:
    reading = read_text("posts/a.md", BODY)
    body = reading.document.body
    kinds = {type(part) for part in (*body.parts, *body.heard)}
    assert kinds == {Html, LinkStart, LinkEnd, Picture, Resource, Card, Citation}
    assert typed(kept(reading)) == typed(reading)


def test_bytes_cut_short_are_damaged() -> None:
    data = encode_reading(read_text("posts/a.md", BODY))
    for length in range(len(data)):
        with pytest.raises(DamagedError):
            decode_reading(data[:length])


def test_bytes_that_changed_are_damaged() -> None:
    data = encode_reading(read_text("posts/a.md", BODY))
    for position in range(len(data)):
        changed = bytearray(data)
        changed[position] ^= 1 << position % 8
        with pytest.raises(DamagedError):
            decode_reading(bytes(changed))


@pytest.mark.parametrize("other", [b"", b"\x00", b"\x00\x90", b"\x09\x90", b"\x00\xc1", b"\x00\x81\xa1a\x01"])
def test_what_is_whole_and_no_reading_is_damaged(other: bytes) -> None:
    with pytest.raises(DamagedError):
        decode_reading(crc32(other).to_bytes(4, "little") + other)


def test_parts_of_another_form_are_damaged() -> None:
    data = encode_reading(read_text("posts/a.md", BODY))[8:]
    other = data.replace(b"\x95\x00\xaaother.md#x", b"\x95\x0f\xaaother.md#x")
    assert other != data
    with pytest.raises(DamagedError):
        decode_reading(crc32(other).to_bytes(4, "little") + other)


def test_bytes_and_outlines_are_the_same_in_every_process() -> None:
    program = (
        "from tests.test_recall import *\n"
        "for name, text in (('sessions/a.md', SESSION), ('posts/a.md', BODY)):\n"
        "    reading = read_text(name, text)\n"
        "    print(encode_reading(reading).hex(), outline_of(reading).hex())\n"
    )
    told = {
        subprocess.run(  # noqa: S603  # this very Python, with a program that stands here
            [sys.executable, "-c", program],
            cwd=PROJECT,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(PROJECT)},
            capture_output=True,
            timeout=60,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(told) == 1
    assert told != {b""}


def outline(text: str, path: str = "posts/a.md") -> bytes:
    return outline_of(read_text(path, text))


def test_an_outline_has_sixteen_bytes() -> None:
    assert len(outline(USUAL)) == 16


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Second [", "Another ["),
        ("[words]", "[*other* words]"),
        ("Third.", "Third.\n\nFourth."),
        ("First words.\n", "First words.\n\n\n"),
        ("title: A\n", "# a comment\ntitle: A\n"),
    ],
)
def test_what_only_its_own_page_shows_keeps_an_outline(old: str, new: str) -> None:
    assert USUAL.replace(old, new) != USUAL
    assert outline(USUAL.replace(old, new)) == outline(USUAL)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: A", "title: B"),
        ("slug: a", "slug: b"),
        ("2007-01-09", "2007-01-10"),
        ("date: 2007-01-09", "date: 2007-01-09 00:00"),
        ("title: A", "title: A\ntags: [b]"),
        ("title: A", "title: A\nextra: {b: c}"),
        ("First words", "Other words"),
        ("A heading", "Another heading"),
        ("## A", "### A"),
        ("b.md", "c.md"),
        ("[words](b.md)", '[words](b.md "title")'),
        ("[words](b.md)", "words"),
        ("Second [words](b.md).\n\n## A heading\n\nThird.\n", ""),
        ("Third.", "[TOC]"),
        ("Third.", "<span id=c>Third.</span>"),
        ("Third.", "![](https://example.org/a.png)"),
        ("Third.", "## What we heard\n\nThird."),
        ("Third.", "Third [@kennedy]."),
        ("title: A", "title: A\nunknown: 1"),
        ("Third.", "Third â€™."),
        ("date: 2007-01-09\n", ""),
    ],
)
def test_what_others_can_show_or_tell_changes_an_outline(old: str, new: str) -> None:
    assert USUAL.replace(old, new) != USUAL
    assert outline(USUAL.replace(old, new)) != outline(USUAL)


def test_a_problem_on_another_line_changes_an_outline() -> None:
    wrong = USUAL.replace("title: A", "title: A\nunknown: 1")
    assert outline(wrong.replace("title: A", "# a comment\ntitle: A")) != outline(wrong)


def test_another_name_of_the_file_changes_an_outline() -> None:
    assert outline(USUAL, "posts/b.md") != outline(USUAL)


def test_what_was_heard_changes_an_outline() -> None:
    assert outline(BODY.replace("works.", "fails.")) != outline(BODY)


def test_the_whole_text_of_people_changes_their_outline() -> None:
    text = USUAL.replace("date: 2007-01-09\n", "")
    assert outline(text.replace("Third.", "Fourth."), "people/a.md") != outline(text, "people/a.md")


def test_a_file_that_cannot_be_read_has_an_outline_of_its_own() -> None:
    assert outline("---\ntitle: [\n") != outline("---\n- a\n---\n") != outline("")
