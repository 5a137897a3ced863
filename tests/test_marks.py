"""What an editor would mark: each slip where it stands, and nothing where there is none."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from sitegen.marks import CODES, manuscripts_of, marks_in
from sitegen.marks.manuscript import FILLER, running_text
from sitegen.model import Found, Source
from sitegen.settings import CommentSettings
from tests.building import NOWS, SITES, checked_in, copy_site
from tests.conftest import PROJECT
from tests.sitemaking import NOW, make_settings, make_site

if TYPE_CHECKING:
    from pathlib import Path

    from sitegen.problems import Problem

SETTINGS: dict[str, Any] = {"description": "Three days.", "comments": CommentSettings(email="a@example.org")}
POST = "posts/2007-01-09-a.md"


def marks(files: dict[str, str], now: datetime = NOW, **settings: Any) -> tuple[Problem, ...]:  # noqa: ANN401  # any of them
    """Return the marks in a site of the given files, by their path below `content/`."""
    site = make_site(files, settings=make_settings(**SETTINGS | settings), now=now)
    sources = tuple(Source(f"content/{path}", text.encode()) for path, text in files.items())
    return marks_in(site, manuscripts_of(site, Found(sources, (), None, None, None, ())))


def places(found: tuple[Problem, ...]) -> list[tuple[int, int, str]]:
    """Return where marks stand, and what they are."""
    return [(mark.line, mark.column, mark.code) for mark in found]


def in_post(body: str, fields: str = "title: A post") -> list[tuple[int, int, str]]:
    """Return what is marked in a post; its text begins on line 4 with one field."""
    return places(marks({POST: f"---\n{fields}\n---\n{body}"}))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("We met in the the hall.\n", [(4, 15, "double-word")]),
        ("We met in the\nthe hall.\n", [(5, 1, "double-word")]),
        ("The the hall.\n", [(4, 5, "double-word")]),
        ("TODO: write this\n", [(4, 1, "placeholder")]),
        ("Words.\n\n[TODO]\n", [(6, 2, "placeholder")]),
        ("She said: XXXX\n", [(4, 11, "placeholder")]),
        ("Lorem ipsum dolor.\n", [(4, 1, "placeholder")]),
        ("The room is TBC.\n", [(4, 13, "placeholder")]),
        ("The first paragraph, which lists show.\n", [(4, 1, "placeholder")]),
        ("One (two, three.\n", [(4, 5, "unpaired")]),
        ("A room (Hall 2), a plan (see plan B) and f(x) = (1 for x).\n", []),
        ("Take 1) bread (part 2) and 2) wine (part c).\n", []),
        ("All (really ;-)) of it (really :-)), over [0, 1) and (0, 1].\n", []),
        ("One (two, and plan b) or (c.\n", [(4, 5, "unpaired")]),
        ("One two), three.\n", [(4, 8, "unpaired")]),
        ('She said "yes and left.\n', [(4, 10, "unpaired")]),
        ("She said “yes and left.\n", [(4, 10, "unpaired")]),
        ("word " * 221 + "\n", [(4, 1, "long-paragraph")]),
        ("word " * 151 + "\n", [(4, 1, "long-opening")]),
        ("Words.\n\n### Deep\n\nWords.\n", [(6, 1, "heading-order")]),
        ("Words.\n\n## One\n\n#### Deep\n\nWords.\n", [(8, 1, "heading-order")]),
        ("Words.\n\n**What we did**\n\nWords.\n", [(6, 1, "bold-heading")]),
        ("See https://a.org/b now.\n", [(4, 5, "bare-address")]),
        ("See <https://a.org/a/very/long/way/to/somewhere/else>.\n", [(4, 5, "bare-address")]),
        ("[https://a.org/a/very/long/way/to/somewhere/else](https://a.org)\n", [(4, 1, "bare-address")]),
        ("![IMG_2034](a.png)\n", [(4, 1, "file-name-alt")]),
        ("![hall.jpg](hall.jpg)\n", [(4, 1, "file-name-alt")]),
        ("", [(2, 8, "no-text")]),
    ],
)
def test_a_slip_is_marked_where_it_stands(body: str, expected: list[tuple[int, int, str]]) -> None:
    assert in_post(body) == expected


@pytest.mark.parametrize(
    "body",
    [
        "I know that that is so, and she had had enough: what it is is good.\n",
        "`the` the, and `a` and `b`; <b>the</b> the.\n",
        "It was so-and-so and so, and the thethe.\n",
        "A list of what to do: TODO comments are a habit.\n",
        "Por TODO lo que hay.\n",
        "The XXX Congress meets.\n",
        "The room is TBC by 3 March.\n",
        "```\nTODO: the the (\n```\n",
        "    TODO: the the (\n",
        "<!-- TODO: the the ( -->\nWords.\n",
        "We did a) one, b) two and 1) three :-) and (four) :)\n",
        "Development (CPD): a model (2007).\n",
        'A 5" screen, "so to say".\n',
        "“One paragraph,\n\n“and another,” she said.\n",
        "- word " + "word " * 300 + "\n",
        "> word " + "word " * 300 + "\n",
        "word " * 120 + "\n",
        "word " * 151 + "\n\n<!--more-->\n\nWords.\n",
        "Words.\n\n## One\n\n### Two\n\n## Three\n\nWords.\n",
        "Words.\n\nOne\n---\n\n### Two\n\nWords.\n",
        "**Note:** this is bold.\n\n**This is a whole sentence.**\n",
        "See <https://a.org/> and [a](https://a.org/a/very/long/way/to/somewhere/else).\n",
        "[a]: https://a.org/a/very/long/way/to/somewhere/else\n\n[a] and `https://a.org/b`.\n",
        '<a href="https://a.org/b">a page</a>\n',
        "![People at round tables](IMG_2034.jpg)\n",
    ],
)
def test_what_is_meant_is_not_marked(body: str) -> None:
    assert in_post(body) == []


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("EVERYTHING ABOUT THE CONFERENCE", ["capital-title"]),
        ("We met.", ["title-stop"]),
        ("a" * 101, ["long-title"]),
        ("BBC NEWS ON CPD", []),
        ("NASA", []),
        ("2007", []),
        ("What comes next...", []),
        ("At nine a.m.", []),
        ("Sharing etc.", []),
        ("a" * 100, []),
    ],
)
def test_titles(title: str, expected: list[str]) -> None:
    assert [code for _, _, code in in_post("Words.\n", f'title: "{title}"')] == expected


@pytest.mark.parametrize("title", ["Keynote (TBC)", "TODO", "Something: TODO"])
def test_a_title_that_is_still_to_come_is_marked(title: str) -> None:
    assert in_post("Words.\n", f'title: "{title}"') == [(2, 8, "placeholder")]


def test_a_session_that_is_to_be_announced_may_say_so() -> None:
    assert marks({"sessions/a.md": "---\ntitle: Keynote (TBA)\n---\nThe speaker is TBA.\n"}) == ()


def test_two_documents_of_a_kind_with_one_title_are_told_with_the_other() -> None:
    text = "---\ntitle: News\n---\nWords.\n"
    (found,) = marks({"posts/2007-01-01-a.md": text, "posts/2007-01-02-b.md": text, "pages/c.md": text})
    assert (found.path, found.code) == ("content/posts/2007-01-02-b.md", "same-title")
    assert "content/posts/2007-01-01-a.md" in found.message


def test_a_session_that_is_held_twice_may_keep_its_title() -> None:
    def text(day: int) -> str:
        return f"---\ntitle: Lunch\nstart: 2007-02-{day} 12:00\n---\nFood.\n"

    assert marks({"sessions/a.md": text(20), "sessions/b.md": text(21)}) == ()


def test_words_of_other_languages_are_judged_by_their_own() -> None:
    assert in_post("Die, die wir mit mit dem dem.\n", "title: A\nlang: de") == [
        (5, 18, "double-word"),
        (5, 26, "double-word"),
    ]
    assert in_post("We sat in the the hall.\n", "title: A\nlang: ja") == []


def test_drafts_are_left_alone_and_what_waits_is_not() -> None:
    files = {
        "posts/2007-01-01-draft.md": "---\ntitle: A\ndraft: true\n---\nTODO: all\n",
        "posts/2008-01-01-later.md": "---\ntitle: B\n---\nTODO: all\n",
    }
    assert [mark.path for mark in marks(files)] == ["content/posts/2008-01-01-later.md"]


def test_what_is_for_members_is_not_told_of() -> None:
    text = "---\ntitle: A\naccess: members\n---\nOpen.\n\n<!-- members -->\nTODO: the the\n"
    assert marks({"sessions/a.md": text}) == ()


def test_places_are_those_in_the_file_whatever_its_lines_end_with() -> None:
    text = "\ufeff---\r\ntitle: A post\r\n---\r\n\r\n# A post\r\n\r\nIn the the hall.\r\n"
    assert places(marks({POST: text})) == [(7, 8, "double-word")]


@pytest.mark.parametrize("updated", ["2007-03-01", "2006-01-09"])
def test_a_change_in_the_future_or_before_the_post_is_a_slip(updated: str) -> None:
    assert in_post("Words.\n", f"title: A\nupdated: {updated}") == [(3, 10, "odd-updated")]


def test_a_change_on_the_day_is_none() -> None:
    assert in_post("Words.\n", "title: A\nupdated: 2007-02-14") == []


SESSION = "---\ntitle: Networks\nstart: 2007-02-21 10:00\nspeakers: [jo]\n---\nWords.\n"
JO = {"people/jo.md": "---\nname: Jo\n---\nA teacher.\n"}


def spark(fields: str = "", title: str = "Who is in your network?", body: str = "Words.") -> str:
    """Return a spark of the session `networks`."""
    return f"---\ntitle: {title}\nsession: networks\nopens: 2007-01-10\n{fields}---\n{body}\n"


def test_a_spark_asks() -> None:
    files = {"sessions/networks.md": SESSION, **JO}
    assert places(marks({**files, "sparks/a.md": spark(title="Networks")})) == [(2, 8, "no-question")]
    assert marks({**files, "sparks/a.md": spark(title="Networks", body="Who is in yours?")}) == ()
    link = "See [them](https://a.org/?who)."
    assert places(marks({**files, "sparks/a.md": spark(title="Networks", body=link)})) == [(2, 8, "no-question")]


def test_what_was_heard_wants_a_closed_spark() -> None:
    files = {"sessions/networks.md": SESSION, **JO}
    assert places(marks({**files, "sparks/a.md": spark("heard: Much.\n")})) == [(5, 8, "unheard")]
    assert marks({**files, "sparks/a.md": spark("heard: Much.\ncloses: 2007-02-01\n")}) == ()


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (datetime(2007, 2, 22, tzinfo=UTC), []),
        (datetime(2007, 2, 26, tzinfo=UTC), ["quiet-session"]),
        (datetime(2007, 4, 1, tzinfo=UTC), ["quiet-session", "open-spark"]),
        (datetime(2008, 1, 1, tzinfo=UTC), []),
    ],
)
def test_a_session_is_asked_after_for_some_weeks_and_then_left_in_peace(day: datetime, expected: list[str]) -> None:
    files = {"sessions/networks.md": SESSION, "sparks/a.md": spark(), **JO}
    assert [mark.code for mark in marks(files, day)] == expected


@pytest.mark.parametrize(
    "told",
    [
        {"sessions/networks.md": SESSION.replace("speakers", "recording: https://a.org/r\nspeakers")},
        {"sessions/networks.md": SESSION + "\n## What we heard\n\nMuch.\n"},
        {"posts/2007-02-23-after.md": "---\ntitle: After\nsession: networks\n---\nWords.\n"},
        {"sessions/networks.md": SESSION.replace("speakers", "status: cancelled\nspeakers")},
    ],
)
def test_a_session_of_which_something_was_told_is_not_quiet(told: dict[str, str]) -> None:
    files = {"sessions/networks.md": SESSION, "sparks/a.md": spark("closes: 2007-02-21\n"), **JO} | told
    assert marks(files, datetime(2007, 2, 26, tzinfo=UTC)) == ()


def test_a_session_without_a_conversation_is_not_asked_after() -> None:
    assert marks({"sessions/networks.md": SESSION, **JO}, datetime(2007, 2, 26, tzinfo=UTC)) == ()


def test_a_session_to_come_wants_a_room_where_there_are_rooms() -> None:
    files = {"sessions/networks.md": SESSION, **JO}
    (found,) = marks(files, rooms=("Main Hall",))
    assert (found.line, found.code) == (3, "no-room")
    assert marks(files) == ()
    assert marks(files, datetime(2007, 2, 22, tzinfo=UTC), rooms=("Main Hall",)) == ()
    assert marks({**files, "sessions/networks.md": SESSION.replace("speakers", "mode: online\nspeakers")}) == ()


def test_questions_have_a_host_and_a_way_to_answer() -> None:
    files = {"sessions/networks.md": SESSION.replace("speakers: [jo]\n", ""), "sparks/a.md": spark()}
    assert [mark.code for mark in marks(files)] == ["no-host"]
    assert [mark.code for mark in marks(files, comments=CommentSettings())] == ["no-host", "no-answers"]


def test_who_speaks_has_a_bio() -> None:
    (found,) = marks({"sessions/networks.md": SESSION, "people/jo.md": "---\nname: Jo\n---\n"})
    assert (found.path, found.line, found.code) == ("content/people/jo.md", 2, "no-bio")


def test_a_site_says_what_it_is() -> None:
    assert [mark.code for mark in marks({}, description="")] == ["no-description"]


def test_every_mark_is_a_warning_and_says_what_to_do() -> None:
    slips = "TODO: all\n\nIn the the (hall.\n\n#### A\n\n**B**\n\nhttps://a.org/b\n\n![a.png](a.png)\n"
    found = marks({POST: f"---\ntitle: ALL ABOUT EVERYTHING HERE.\nupdated: 2009-01-01\n---\n{slips}"}, description="")
    assert len({mark.code for mark in found}) == 11
    assert all(mark.hint and not mark.is_error for mark in found)


@pytest.mark.parametrize("name", [name for name in SITES if name not in {"empty", "minimal", "zones", "slow-chat"}])
def test_sites_that_were_written_with_care_have_hardly_a_mark(name: str, tmp_path: Path) -> None:
    checked = checked_in(copy_site(name, tmp_path / name), NOWS[name])
    found = marks_in(checked.site, manuscripts_of(checked.site, checked.found))
    assert [mark.code for mark in found if mark.code != "no-description"] == []


def test_the_table_of_marks_has_every_code() -> None:
    text = (PROJECT / "docs" / "content" / "pages" / "problems.md").read_text("utf-8")
    part = text.partition("## What an editor would mark")[2].partition("\n## ")[0]
    assert frozenset(re.findall(r"^\| `([a-z-]+)` \|", part, re.MULTILINE)) == CODES


def test_running_text_keeps_every_place() -> None:
    text = 'a `b` <b>c</b> [d](e "f") {: .g}\n\n```\nh\n```\n'
    assert len(running_text(text)) == len(text)
    assert running_text(text).replace(FILLER, "") == "a  c [d] \n\n\n\n\n"
