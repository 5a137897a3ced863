"""No byte of the output holds what is not published: members' matter, drafts, what is to come or over, or nobody's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.building import NOWS, built_in, built_site, told, words, write_site

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

MEMBERS = (
    "zanzibar",
    "tamarind",
    "osprey",
    "marmalade",
    "saffron",
    "vestibule",
    "pomegranate",
    "how to get in",
    "back door",
)
DRAFTS = ("kingfisher", "pelican", "heron", "ibis", "godwit", "dotterel", "draftonly")
TO_COME = ("cormorant", "bittern", "curlew", "scheduledonly")
NOBODYS = ("ulric", "unlisted", "sparrow", "xerxes", "to copy")
OVER = ("avocet",)
NEVER = (*MEMBERS, *TO_COME, *NOBODYS, *OVER)


def holding(files: Mapping[str, bytes], secrets: Iterable[str]) -> set[tuple[str, str]]:
    """Return the secrets that stand in a file's bytes or name, with the file."""
    return {
        (secret, path)
        for path, data in files.items()
        for secret in secrets
        if secret.encode() in data.lower() or secret in path.lower()
    }


def test_the_secrets_are_in_the_sources() -> None:
    root = built_site("conference").root
    sources = {place.name: place.read_bytes() for place in root.rglob("content/**/*") if place.is_file()}
    assert {secret for secret, _ in holding(sources, (*NEVER, *DRAFTS))} == {*NEVER, *DRAFTS}


def test_nothing_that_is_not_published_is_in_any_output() -> None:
    assert holding(built_site("conference").files, (*NEVER, *DRAFTS)) == set()


def test_with_drafts_only_drafts_show_besides() -> None:
    files = built_site("conference", drafts=True).files
    assert holding(files, NEVER) == set()
    assert {secret for secret, _ in holding(files, DRAFTS)} == {*DRAFTS}


def test_with_drafts_no_feed_holds_one() -> None:
    feeds = {
        path: data
        for path, data in built_site("conference", drafts=True).files.items()
        if path.endswith(("feed.xml", "feed.atom", "feed.json"))
        and not path.startswith(("sessions/dotterel/", "people/dora-draftonly/", "tags/ibis/"))
    }
    assert holding(feeds, ["kingfisher plan", "pelican", "heron", "ibis", "dotterel", "draftonly"]) == set()


def test_members_see_that_there_is_a_session_and_how_to_register() -> None:
    page = built_site("conference").page("/sessions/members-evening/")
    links = [link.get("href") for link in page.iter("a")]
    assert "https://members.example.org/register" in links
    assert "Supper and talk." in words(page)


def test_an_open_session_has_its_way_in_and_its_slides() -> None:
    links = [link.get("href", "") for link in built_site("conference").page("/sessions/networks/").iter("a")]
    assert "https://meet.example.org/open-to-all" in links
    assert [link for link in links if link.startswith("/media/networks-slides.")] != []


def test_a_link_to_what_is_to_come_prints_its_words_and_its_day_alone() -> None:
    page = built_site("conference").page("/posts/questions/")
    waiting = [words(span) for span in page.iter("span") if span.get("class") == "scheduled"]
    assert waiting == [
        "a last question (Wednesday 21 February 2007)",
        "a word on it (Thursday 1 March 2007)",
    ]


def test_what_was_to_come_shows_from_its_instant_and_not_a_second_before(tmp_path: Path) -> None:
    root = write_site(
        tmp_path / "site",
        {
            "posts/curlew.md": "---\ntitle: The curlew\ndate: 2007-03-01 12:00:00\n---\nIt calls.\n",
            "posts/2007-01-01-first.md": "---\ntitle: First\nexpires: 2007-03-01 12:00:00\n---\nIt waits, an avocet.\n",
        },
    )
    moment = NOWS["minimal"].replace(month=3, day=1, hour=11, minute=59, second=59)
    before = built_in(root, moment)
    after = built_in(root, moment.replace(hour=12, minute=0, second=0))
    assert (holding(before.files, ["curlew"]), holding(after.files, ["avocet"])) == (set(), set())
    assert "posts/curlew/index.html" in after.files
    assert "posts/first/index.html" in before.files


CUT = """---
title: For members
access: members
{fields}
---
{before}
<!-- members -->
{after}
"""


@pytest.mark.parametrize(
    ("fields", "before", "after"),
    [
        ("", "", "The plover text is all there is."),
        ("", "Above.", "## A plover heading\n\nText."),
        ("", "Above[^1].", "[^1]: The plover note."),
        ("", "See [this one][it].", '[it]: https://plover.example.org "plover"'),
        ("", "Above.", "![A plover](https://plover.example.net/a.png)"),
        ("", "Above.", "<!--more-->\n\nThe plover rest."),
        ("", "Above.", "## What we heard\n\nA plover."),
        ("", "Above.\n\n```", "plover"),
        ("", "- Above.\n", "    plover"),
        ("", "<div>Above.", "plover</div>"),
        ("join: https://plover.example.org/", "Above.", "Below."),
        ("slides: https://plover.example.org/a.pdf", "Above.", "Below."),
        ("recording: https://plover.example.org/a.mp3", "Above.", "Below."),
    ],
)
def test_no_way_of_writing_it_lets_members_matter_out(fields: str, before: str, after: str, tmp_path: Path) -> None:
    text = CUT.format(fields=fields, before=before, after=after)
    root = write_site(tmp_path / "site", {"sessions/evening.md": text})
    assert "plover" in text
    assert holding(built_in(root, NOWS["minimal"]).files, ["plover"]) == set()


def test_a_marker_in_code_cuts_too_where_there_is_something_to_keep(tmp_path: Path) -> None:
    text = CUT.format(fields="", before="```", after="```\n\nThe plover text.")
    site = built_in(write_site(tmp_path / "site", {"sessions/evening.md": text}), NOWS["minimal"])
    assert holding(site.files, ["the plover text."]) == set()
    assert told(site.built.problems) == (("content/sessions/evening.md", 6, "open-fence"),)


def test_a_picture_of_a_draft_alone_gives_the_policy_no_origin(tmp_path: Path) -> None:
    picture = "![Far away](https://pictures.example.net/far.png)\n"
    root = write_site(
        tmp_path / "site",
        {
            "posts/2007-01-01-draft.md": f"---\ntitle: Draft\ndraft: true\n---\n{picture}",
            "posts/2007-01-02-plain.md": "---\ntitle: Plain\n---\nNothing.\n",
        },
    )
    assert holding(built_in(root, NOWS["minimal"]).files, ["pictures.example.net"]) == set()
    assert "pictures.example.net" in built_in(root, NOWS["minimal"], drafts=True).text("_headers")


def test_a_question_kept_for_its_day_is_nowhere_and_a_told_one_is_where_it_was_announced() -> None:
    files = built_site("slow-chat").files
    assert holding(files, ["opening question", "guarded question"]) == set()
    announced = {path for _, path in holding(files, ["who is it for?"])}
    assert {"sessions/told/index.html", "sparks/index.html"} <= announced
    feeds = {path: data for path, data in files.items() if "feed." in path}
    assert holding(feeds, ["who is it for?", "what are the risks?"]) == set()


def test_a_kept_question_tells_its_day() -> None:
    stamps = {time.get("datetime", "")[:10] for time in built_site("slow-chat").page("/sessions/kept/").iter("time")}
    assert {"2020-03-05", "2020-03-06", "2020-03-07"} <= stamps


def test_a_slow_chat_asks_one_question_a_day_and_none_at_a_weekend() -> None:
    stamps = {time.get("datetime", "")[:10] for time in built_site("slow-chat").page("/sessions/told/").iter("time")}
    assert {"2020-03-05", "2020-03-06", "2020-03-09"} <= stamps
    assert not {"2020-03-07", "2020-03-08"} & stamps
