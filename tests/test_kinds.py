"""Every field of every kind: a good value read, an empty one as not given, a wrong one and a misspelt key told."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from sitegen.kinds import KINDS
from sitegen.model import (
    Access,
    Announce,
    Attendance,
    Fields,
    FollowUp,
    Mode,
    NamedLink,
    Reference,
    SessionStatus,
    SlowChat,
    Stage,
    Step,
    Written,
)
from tests.sitemaking import codes, read_text

START = Written(datetime(2007, 2, 21, 10, 30), has_time=True, text="2007-02-21 10:30")  # noqa: DTZ001  # as written
DAY = Written(datetime(2007, 2, 21), has_time=False, text="2007-02-21")  # noqa: DTZ001  # as written
PATHS = {
    "posts": "posts/2007-02-01-x.md",
    "sessions": "sessions/x.md",
    "sparks": "sparks/x.md",
    "people": "people/x.md",
    "pages": "pages/x.md",
}
PRINTED = Reference("kennedy2014", "Kennedy, A. (2014). CPD.", author=("Kennedy, A.",), year="2014")

SHARED: dict[str, tuple[str, Any]] = {
    "slug": ("0123", "0123"),
    "id": ("sparks/old", "sparks/old"),
    "summary": ("no", "no"),
    "tags": ("[cpd, 2007]", ("cpd", "2007")),
    "authors": ("[jo, Jo Smith]", ("jo", "Jo Smith")),
    "draft": ("true", True),
    "aliases": ("[/old/]", ("/old/",)),
    "image": ("hall.jpg", "hall.jpg"),
    "image_alt": ('""', ""),
    "comments": ("false", False),
    "lang": ("de", "de"),
    "updated": ("2007-02-21", DAY),
    "expires": ("2007-02-21 10:30", START),
    "canonical": ("https://a.org/x", "https://a.org/x"),
    "mastodon": ("https://a.org/@jo/1", "https://a.org/@jo/1"),
}
OWN: dict[str, dict[str, tuple[str, Any]]] = {
    "posts": {
        "date": ("2007-02-21", DAY),
        "session": ("0123", "0123"),
        "spark": ("who", "who"),
        "stage": ("after", Stage.AFTER),
        "step": ("[try, reflect]", (Step.TRY, Step.REFLECT)),
        "opinion": ("yes", True),
        "in_reply_to": ("https://a.org/x", "https://a.org/x"),
        "references": ('\n  - kennedy2014: "Kennedy, A. (2014). CPD."', (PRINTED,)),
        "audio": ("talk.mp3", "talk.mp3"),
    },
    "sessions": {
        "start": ("2007-02-21 10:30", START),
        "end": ("12:00", "12:00"),
        "day": ("2007-02-21", date(2007, 2, 21)),
        "timezone": ("Pacific/Tongatapu", "Pacific/Tongatapu"),
        "room": ("3.10", "3.10"),
        "track": ("no", "no"),
        "format": ("0x10", "0x10"),
        "mode": ("Hybrid", Mode.HYBRID),
        "audience": ("1e3", "1e3"),
        "level": ("2", "2"),
        "speakers": ("[jo, Jo Smith]", ("jo", "Jo Smith")),
        "host": ("jo", ("jo",)),
        "coming": ("150", 150),
        "access": ("members", Access.MEMBERS),
        "register": ("mailto:a@b.org", "mailto:a@b.org"),
        "join": ("https://a.org/x", "https://a.org/x"),
        "hashtag": ('"#t07"', "t07"),
        "slides": ("a.pdf", "a.pdf"),
        "recording": ("https://a.org/x", "https://a.org/x"),
        "resources": ("\n  Handout: a.pdf", (NamedLink("Handout", "a.pdf"),)),
        "references": ('\n  - kennedy2014: "Kennedy, A. (2014). CPD."', (PRINTED,)),
        "status": ("cancelled", SessionStatus.CANCELLED),
        "previous_start": ("2007-02-21", DAY),
        "sparks": ("\n  who: Who?", (NamedLink("who", "Who?"),)),
        "slowchat": ("\n  starts: 2007-02-21 10:30", SlowChat(START)),
        "follow_up": (
            "[1 week, 6 weeks]",
            (FollowUp(timedelta(days=7), "1 week"), FollowUp(timedelta(days=42), "6 weeks")),
        ),
        "heard": ("Much", "Much"),
    },
    "sparks": {
        "session": ("networks", "networks"),
        "order": ("007", 7),
        "opens": ("2007-02-21 10:30", START),
        "closes": ("2007-02-21", DAY),
        "hashtag": ("t07", "t07"),
        "heard": ("|\n  One.\n\n  Two.", "One.\n\nTwo."),
    },
    "people": {
        "role": ("Chair", "Chair"),
        "organisation": ("2007", "2007"),
        "organisation_url": ("https://a.org/", "https://a.org/"),
        "pronouns": ("they/them", "they/them"),
        "links": ('\n  Mastodon: "@jo@a.org"', (NamedLink("Mastodon", "@jo@a.org"),)),
        "feed": ("https://a.org/feed", "https://a.org/feed"),
        "photo": ("jo.jpg", "jo.jpg"),
        "photo_alt": ('""', ""),
        "attending": ("[networks, keynote]", ("networks", "keynote")),
        "attendance": ("remote", Attendance.REMOTE),
        "listed": ("true", True),
    },
    "pages": {"menu": ("3", 3)},
}
EVERY_FIELD = [
    pytest.param(kind, name, typed, expected, id=f"{kind}.{name}")
    for kind, own in OWN.items()
    for name, (typed, expected) in (SHARED | own).items()
]
WRONG = {
    "slug": "Two Words",
    "draft": "maybe",
    "aliases": "[../x]",
    "image": "javascript:x",
    "comments": "perhaps",
    "lang": "English",
    "updated": "soon",
    "expires": "soon",
    "canonical": "x",
    "mastodon": '"@jo@a.org"',
    "date": "soon",
    "session": "a.md",
    "spark": "two words",
    "stage": "later",
    "step": "[tries]",
    "opinion": "mine",
    "in_reply_to": "x",
    "references": "[a]",
    "audio": "c:/a.mp3",
    "start": "soon",
    "end": "25:00",
    "day": "2007-02-21 10:30",
    "timezone": "Europe/Torquay",
    "mode": "in person and online",
    "coming": "many",
    "access": "nobody",
    "register": "jo",
    "join": "javascript:x",
    "hashtag": "two words",
    "slides": "data:x",
    "recording": "data:x",
    "resources": "[a]",
    "status": "off",
    "previous_start": "soon",
    "sparks": "[a]",
    "slowchat": "2007-02-21",
    "follow_up": "soon",
    "order": "first",
    "opens": "soon",
    "closes": "soon",
    "organisation_url": "x",
    "links": "[a]",
    "feed": "x",
    "photo": "data:x",
    "attending": "[a.md]",
    "attendance": "maybe",
    "listed": "perhaps",
    "menu": "first",
    "tags": "a, b",
    "authors": "a, b",
}
EVERY_WRONG_VALUE = [
    pytest.param(kind, name, WRONG[name], id=f"{kind}.{name}")
    for kind, own in OWN.items()
    for name in SHARED | own
    if name in WRONG
]


def fields_of(kind: str, text: str) -> Fields:
    """Return the fields of a document with a title and these lines, about which nothing is wrong."""
    reading = read_text(PATHS[kind], f"---\ntitle: T\n{text}\n---\n")
    assert codes(reading.problems) == []
    return reading.document.fields


def test_there_are_five_kinds_each_under_its_folder() -> None:
    assert {folder: (kind.folder, kind.noun) for folder, kind in KINDS.items()} == {
        "posts": ("posts", "post"),
        "sessions": ("sessions", "session"),
        "sparks": ("sparks", "spark"),
        "people": ("people", "person"),
        "pages": ("pages", "page"),
    }


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_that_a_kind_reads_is_tried_below(kind: str) -> None:
    assert set(KINDS[kind].readers) - {"title", "name", "extra"} == set(SHARED | OWN[kind])


@pytest.mark.parametrize(("kind", "name", "typed", "expected"), EVERY_FIELD)
def test_a_good_value_is_read(kind: str, name: str, typed: str, expected: object) -> None:
    assert getattr(fields_of(kind, f"{name}: {typed}"), name) == expected


@pytest.mark.parametrize(("kind", "name", "typed", "expected"), EVERY_FIELD)
def test_an_empty_value_is_as_if_not_given(kind: str, name: str, typed: str, expected: object) -> None:
    del typed, expected
    assert fields_of(kind, f"{name}:") == fields_of(kind, "")


@pytest.mark.parametrize(("kind", "name", "typed"), EVERY_WRONG_VALUE)
def test_a_wrong_value_is_one_error_at_its_place(kind: str, name: str, typed: str) -> None:
    problems = read_text(PATHS[kind], f"---\ntitle: T\n{name}: {typed}\n---\n").problems
    assert [(p.line, p.is_error) for p in problems] == [(3, True)]
    assert problems[0].column > len(name)


@pytest.mark.parametrize(("kind", "name", "typed", "expected"), EVERY_FIELD)
def test_a_value_of_the_wrong_type_is_one_error(kind: str, name: str, typed: str, expected: object) -> None:
    del typed
    wrong = "[[a]]" if isinstance(expected, tuple) else "[a, b]"
    problems = read_text(PATHS[kind], f"---\ntitle: T\n{name}: {wrong}\n---\n").problems
    assert [(p.line, p.is_error) for p in problems] == [(3, True)]


@pytest.mark.parametrize(("kind", "name", "typed", "expected"), EVERY_FIELD)
def test_a_misspelt_key_is_a_warning_with_the_nearest(kind: str, name: str, typed: str, expected: object) -> None:
    del expected
    misspelt = f"{name}x"
    (problem,) = read_text(PATHS[kind], f"---\ntitle: T\n{misspelt}: {typed}\n---\n").problems
    assert (problem.line, problem.column, problem.code, problem.is_error) == (3, 1, "unknown-field", False)
    assert problem.hint == f"did you mean '{name}'?"


@pytest.mark.parametrize("kind", KINDS)
def test_a_themes_own_data_goes_under_extra(kind: str) -> None:
    assert dict(fields_of(kind, "extra:\n  colour: 0123\n  list: [no]").extra) == {"colour": "0123", "list": ("no",)}


def test_a_person_may_be_named_by_name_or_by_title() -> None:
    assert read_text("people/jo.md", "---\nname: 2007\n---\n").document.fields.title == "2007"
    assert read_text("people/jo.md", "---\ntitle: Jo\n---\n").document.fields.title == "Jo"
    assert read_text("people/jo.md", "---\ntitle: Jo\nname: Joanna\n---\n").document.fields.title == "Joanna"
    assert codes(read_text("people/jo.md", "---\nname: Jo\n---\n").problems) == []


def test_a_slow_chat_says_when_how_and_by_whom() -> None:
    typed = """slowchat:
  starts: 2007-02-21 10:30
  weekends: yes
  hashtag: "#slow"
  host: [jo, Communications Team]
  announce: dates"""
    assert getattr(fields_of("sessions", typed), "slowchat", None) == SlowChat(
        START, weekends=True, hashtag="slow", host=("jo", "Communications Team"), announce=Announce.DATES
    )


def test_a_slow_chat_that_says_no_more_than_its_start_has_no_weekends_and_announces_its_questions() -> None:
    chat = SlowChat(START)
    assert (chat.weekends, chat.announce) == (False, Announce.QUESTIONS)


@pytest.mark.parametrize(
    ("typed", "code", "hint"),
    [
        ("2007-02-21 08:00", "wrong-type", "write it as in:\nslowchat:\n  starts: 2026-03-02 08:00"),
        ("\n  weekends: true", "missing-field", "write under slowchat:\n  starts: 2026-03-02 08:00"),
        ("\n  starts: 2007-02-21", "bad-date", "write starts: 2007-02-21 08:00"),
    ],
)
def test_a_slow_chat_without_its_start_and_time_of_day_is_told(typed: str, code: str, hint: str) -> None:
    reading = read_text("sessions/x.md", f"---\ntitle: T\nslowchat: {typed}\n---\n")
    assert [(p.code, p.hint) for p in reading.problems] == [(code, hint)]
    assert getattr(reading.document.fields, "slowchat", None) is None


@pytest.mark.parametrize("typed", ["\n  starts: soon", "\n  starts: [a]"])
def test_a_slow_chat_whose_start_cannot_be_read_is_told_once(typed: str) -> None:
    assert len(read_text("sessions/x.md", f"---\ntitle: T\nslowchat: {typed}\n---\n").problems) == 1


def test_a_slow_chat_whose_start_is_empty_is_told() -> None:
    problems = read_text("sessions/x.md", "---\ntitle: T\nslowchat:\n  starts:\n---\n").problems
    assert codes(problems) == ["missing-field"]


def test_a_misspelt_field_of_a_slow_chat_is_offered_the_nearest() -> None:
    text = "---\ntitle: T\nslowchat:\n  starts: 2007-02-21 08:00\n  weekend: true\n---\n"
    (problem,) = read_text("sessions/x.md", text).problems
    assert (problem.message, problem.hint) == ("there is no field 'slowchat.weekend'", "did you mean 'weekends'?")
