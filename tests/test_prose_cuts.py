"""The helpers that work on a text before it is rendered: the members' cut, the title's heading, odd characters."""

from __future__ import annotations

import pytest

from sitegen.problems import Place, Severity
from sitegen.prose.cuts import MembersCut, cut_members, drop_title_heading, find_mojibake, strip_controls
from sitegen.prose.ids import safe_id, slug


@pytest.mark.parametrize(
    ("text", "left", "line"),
    [
        ("a\n<!-- members -->\nsecret", "a\n", 2),
        ("<!--members-->\nsecret", "", 1),
        ("a\n\n    <!-- members -->\nsecret", "a\n\n", 3),
        ("> a\n> <!-- members -->\n> secret", "> a\n", 2),
        ("- a\n- <!-- members -->\nsecret", "- a\n", 2),
        (f"a\n<!--{' ' * 300}members{' ' * 300}-->\nsecret", "a\n", 2),
        ("```\n<!-- members -->\nsecret", "```\n", 2),
        ("```\n<!-- members -->\n```\na\n<!-- members -->\nsecret", "```\n<!-- members -->\n```\na\n", 5),
    ],
)
def test_what_stands_below_the_members_marker_is_cut_away(text: str, left: str, line: int) -> None:
    assert cut_members(text) == MembersCut(left, line)


@pytest.mark.parametrize(
    "marker",
    [
        "<!-- memebrs -->",
        "<!-- member -->",
        "<!- members ->",
        "<!-- members ->",
        "<!-- members",
        "<!-- Members -->",
        "<!-- members only -->",
        "<!-- for members -->",
        "text <!-- members -->",
        "<!-- members --> text",
        "<!--- members --->",
        "<!— members —>",
        "<!--\nmembers\n-->",
        "<!-- mem\u200bbers -->",
        "&lt;!-- members --&gt;",
        "!-- members -->",
    ],
)
def test_a_misspelt_members_marker_is_an_error_and_cuts_too(marker: str) -> None:
    made = cut_members(f"a\n{marker}\nsecret")
    assert (made.text, made.line) == ("a\n", 2)
    assert [(r.place.line, r.code, r.severity) for r in made.remarks] == [(2, "members-marker", Severity.ERROR)]
    assert "<!-- members -->" in made.remarks[0].hint


@pytest.mark.parametrize(
    "text",
    [
        "```\n<!-- members -->\n```\na",
        "~~~~ html\n<!-- members -->\n~~~~",
        "We are members.\n\n## Members\n\n- members\n- **Members** --- all",
        "<!-- more -->",
        "<!-- remember the milk -->",
        "<!-- a note to the members of staff -->",
        "<!-- membership fees of 2027 -->",
        "<members>",
        "| members |\n|---------|\n",
    ],
)
def test_other_comments_and_words_are_left_alone(text: str) -> None:
    assert cut_members(text) == MembersCut(text, None)


@pytest.mark.parametrize(
    ("text", "left", "anchor"),
    [
        ("# Who's *there*?\n\na", "\n\na", "whos-there"),
        ("\n## Who’s there {#knock}\na", "\n\na", "knock"),
        ('# Who’s there {: .big id="k" }', "", "k"),
        ("Who’s  there?\n====\na", "\n\na", "whos-there"),
        ("# Who’s [there](x.md) ##\na", "\na", "whos-there"),
        ("### Who’s there?\na", None, ""),
        ("# Who’s here?\na", None, ""),
        ("a\n\n# Who’s there?", None, ""),
        ("Who’s there?\na", None, ""),
        ("", None, ""),
        (f"# Who’s there?{' ' * 500}#", "", "whos-there"),
        (f"# Who’s there?{' ' * 100_000}#", None, ""),
        (f"{' ' * 100_000}x", None, ""),
    ],
)
def test_a_first_heading_that_repeats_the_title_is_blanked(text: str, left: str | None, anchor: str) -> None:
    assert drop_title_heading(text, "Who’s there?") == (text if left is None else left, anchor)


@pytest.mark.parametrize(
    ("written", "repaired"),
    [
        ("whatâ€™s", "what’s"),
        ("cafÃ©", "café"),
        ("â€œsoâ€\x9d", "“so”"),
        ("Â£5", "£5"),
        ("Ã\xa0", "à"),
        ("ÃœBER", "ÜBER"),
    ],
)
def test_mojibake_is_found_with_its_repair(written: str, repaired: str) -> None:
    assert find_mojibake(f"a\nis {written} b") == ((Place(2, 4), written, repaired),)


@pytest.mark.parametrize(
    "text", ["São Ângelo à Paris, 10 €", "« où »", "“So” – it’s…", "Ünïcödé", "naïve", "日本", "Â “", "Â\xad", "ÂME"]
)
def test_legitimate_accents_are_no_mojibake(text: str) -> None:
    assert find_mojibake(text) == ()


def test_controls_go_with_one_warning_a_line() -> None:
    text, remarks = strip_controls("a\x00b\x01\tc\n\x02d\x03\ne\ufffdf\nwhatâ€™s\ng\x85\n")
    assert text == "ab\tc\nd\ne\ufffdf\nwhatâ€™s\ng\n"
    assert [(r.place, r.code, r.severity) for r in remarks] == [
        (Place(1, 2), "control-character", Severity.WARNING),
        (Place(3, 2), "replacement-character", Severity.WARNING),
        (Place(4, 1), "mojibake", Severity.WARNING),
        (Place(5, 2), "control-character", Severity.WARNING),
    ]
    assert "what’s" in remarks[2].hint


def test_ids_that_clobber_are_prefixed_and_others_stay() -> None:
    assert [safe_id(word) for word in ("main", "location", "getElementById", "outline", "fn:1")] == [
        *("s-main", "s-location", "s-getElementById", "outline", "fn:1"),
    ]


def test_a_slug_keeps_letters_of_every_script_and_is_never_empty() -> None:
    assert [slug(words) for words in ("What’s new?", "Über – uns", "日本 語", "!")] == [
        *("whats-new", "über-uns", "日本-語", "section"),
    ]
