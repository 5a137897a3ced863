"""What hostile, broken and huge texts become: nothing of them runs, nothing hangs, nothing is lost in silence."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from tests.disk import tree
from tests.mistaken import POST, SESSION, build, document, make_site

if TYPE_CHECKING:
    from pathlib import Path

SECONDS = 3
"""Of the processor: enough for the first build of a process, which also imports everything."""

PAGE = "public/posts/preparing/index.html"


def body(root: Path, text: str, fields: str = "title: Preparing") -> str:
    """Return the page of a post with this text, from its heading on."""
    told = build(make_site(root, {POST: document(fields, text)}))
    assert told.exit == 0
    return (root / PAGE).read_text(encoding="utf-8").partition("<main")[2].partition("</main>")[0]


def test_what_an_unclosed_comment_or_marked_section_stands_before_is_not_lost(tmp_path: Path) -> None:
    assert "Still here." in body(tmp_path / "a", "<!-- never closed\n\nStill here.")
    assert "Still here." in body(tmp_path / "b", "<![ not closed\n\nStill here.")
    assert "Still here." in body(tmp_path / "c", "<![CDATA[ not closed\n\nStill here.")
    assert "Still here." in body(tmp_path / "d", "<?php not closed\n\nStill here.")


def test_nothing_that_an_author_writes_can_run(tmp_path: Path) -> None:
    text = """\
<script>alert(1)</script><img src="x:" onerror="alert(1)" alt="x">

[one](javascript:alert(1)) [two](JaVaScRiPt:alert(1)) <a href="java&#10;script:alert(1)">three</a>
<a href="&#x6A;avascript:alert(1)">four</a> <a href=" javascript:alert(1)">five</a>
<a href="vbscript:x">six</a> <a href="data:text/html,x">seven</a>

A paragraph.
{: onclick="alert(1)" style="color: red" }

<svg onload="alert(1)"><script>alert(1)</script></svg><math><mtext><img src="x:" onerror="alert(1)"></mtext></math>

<iframe src="https://evil.example/"></iframe><object data="x"></object><base href="https://evil.example/">

<form action="https://evil.example/"><input name="q"><button formaction="javascript:alert(1)">Go</button></form>

[safe](https://safe.example/)
"""
    page = body(tmp_path, text).lower()
    for word in (
        "alert(1)", "javascript:", "vbscript:", "data:text", "onclick=", "onerror=", "onload=", "style=", "<svg",
        "<iframe", "<object", "<base", "<input", "formaction", "evil.example",
    ):  # fmt: skip
        assert page.count(word) == 0, word
    assert page.count('href="https://safe.example/"') == 1


@pytest.mark.parametrize("address", ["javascript:alert(1)", "JavaScript:x", "data:text/html,x", "//evil.example/x"])
def test_no_field_can_hold_an_address_that_runs(tmp_path: Path, address: str) -> None:
    person = f"name: Jo\nlisted: true\norganisation_url: '{address}'\nfeed: '{address}'\nlinks:\n  Blog: '{address}'"
    session = f"title: Networks\nregister: '{address}'\nslides: '{address}'\nresources:\n  Map: '{address}'"
    post = f"title: Preparing\ncanonical: '{address}'\nin_reply_to: '{address}'\naudio: '{address}'"
    files = {"content/people/jo.md": document(person), SESSION: document(session), POST: document(post)}
    told = build(make_site(tmp_path, files))
    found = [line.split(": ")[0] for line in told.report.splitlines() if line.endswith("[bad-url]")]
    assert (told.exit, found) == (
        1,
        [
            *(f"content/people/jo.md:{place}" for place in ("4:19", "5:7", "7:9")),
            *(f"{POST}:{place}" for place in ("3:12", "4:14", "5:8")),
            *(f"{SESSION}:{place}" for place in ("3:11", "4:9", "6:8")),
        ],
    )


def test_ids_that_an_author_writes_cannot_take_a_pages_own_names(tmp_path: Path) -> None:
    page = body(tmp_path, '<p id="location">A</p>\n\n<p id="body">B</p>\n\n<a id="main">C</a>\n\n[Back](#location)')
    for name in ("location", "body", "main"):
        assert f'id="{name}"' not in page
    target = page.partition('href="#')[2].partition('"')[0]
    assert page.count(f'id="{target}"') == 1


def test_headings_with_the_same_words_have_ids_that_stay(tmp_path: Path) -> None:
    first = body(tmp_path / "one", "## Notes\n\nA.\n\n## Notes\n\nB.")
    later = body(tmp_path / "two", "## Notes\n\nA.\n\n## Notes\n\nB.\n\n## Notes\n\nC.")
    ids = [part.partition('"')[0] for part in first.split('<h2 id="')[1:]]
    assert len(set(ids)) == len(ids) == 2
    assert [part.partition('"')[0] for part in later.split('<h2 id="')[1:]][:2] == ids


def test_markup_in_a_title_is_text_wherever_it_stands(tmp_path: Path) -> None:
    evil = "</title><script>alert(1)</script>"
    told = build(
        make_site(tmp_path, {POST: document(f'title: "{evil}"\nsummary: "</script><b>x</b> & y"\ntags: ["<i>"]')})
    )
    assert (told.exit, told.report) == (0, "")
    for path, data in tree(tmp_path / "public").items():
        if path.endswith(".html"):
            assert (b"<script>alert" in data, b"</script><b>" in data, b"<i>" in data, b"&amp;lt;" in data) == (
                False,
                False,
                False,
                False,
            ), path
    assert b"&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt;" in (tmp_path / PAGE).read_bytes()


def test_braces_in_a_body_are_text(tmp_path: Path) -> None:
    page = body(
        tmp_path, "{{ year }} and {% if x %}y{% endif %} and *em*{{ y }}.\n\n## Then {{ y }}\n\n`{{ z }}` {# n #}"
    )
    assert page.count("{{ year }} and {% if x %}y{% endif %} and <em>em</em>{{ y }}.") == 1
    assert page.count("Then {{ y }}") >= 1
    assert page.count("<code>{{ z }}</code> {# n #}") == 1


@pytest.mark.parametrize(
    "text",
    [
        "- " * 5000,
        "\n".join("  " * depth + "- x" for depth in range(250)),
        ">" * 250 + " x",
        "<div>" * 3000,
        "![" * 10_000,
        "[" * 20_000,
    ],
    ids=["items", "lists", "quotes", "elements", "pictures", "brackets"],
)
def test_what_is_nested_too_deep_is_an_error_that_names_the_file(tmp_path: Path, text: str) -> None:
    began = time.process_time()
    told = build(make_site(tmp_path, {POST: document("title: Preparing", text)}))
    assert (told.exit, told.report.startswith(f"{POST}:"), told.report.count("error: ")) == (1, True, 1)
    assert time.process_time() - began < SECONDS


@pytest.mark.parametrize(
    "text",
    [
        "```" + " " * 8000 + "\nx",
        "\n".join(["|a" * 300, "|-" * 300, *["|a" * 300] * 300]),
        " ".join("`" * length for length in range(1, 400)),
        " " * 200_000 + "x",
        "x" + " " * 200_000 + "x",
        "a  \n" * 20_000,
        "# a" + " " * 20_000 + "#",
        "*a " * 20_000,
        "<" * 50_000,
        "<!--" * 20_000,
        "<a " * 20_000,
        "[a](" + "(" * 20_000,
        "&" * 50_000,
        "[@a" + ";@a" * 5000 + "]",
        "\n".join(f"[a{number}]: x" for number in range(20_000)),
        "word " * 200_000,
        "\u00e2\u20ac" * 50_000,
    ],
    ids=[
        "fence", "table", "backticks", "spaces", "gap", "breaks", "heading", "stars", "angles", "comments", "tags",
        "parentheses", "ampersands", "citations", "definitions", "words", "mojibake",
    ],
)  # fmt: skip
def test_a_text_made_to_be_slow_is_rendered_or_refused_at_once(tmp_path: Path, text: str) -> None:
    root = make_site(tmp_path, {POST: document("title: Preparing", text)})
    began = time.process_time()
    told = build(root)
    seconds = time.process_time() - began
    assert (told.exit in {0, 1}, "Traceback" in told.report) == (True, False)
    assert seconds < SECONDS


@pytest.mark.parametrize(
    "fields",
    [
        "title: A\nextra: " + "[" * 3000,
        "title: A\nextra: " + "[" * 3000 + "]" * 3000,
        "title: A\n" + "\n".join(f"k{number}: v" for number in range(100_000)),
        "title: A\nextra:\n" + "\n".join("  " * depth + "- " for depth in range(1, 300)),
        "title: A\nextra:\n" + "\n".join("  " * depth + "k:" for depth in range(1, 300)),
        "title: A\nextra: " + "{a: " * 2000,
        "title: A\n? " * 2000,
    ],
    ids=["open-brackets", "brackets", "keys", "deep-lists", "deep-fields", "braces", "questions"],
)
def test_front_matter_made_to_be_slow_is_refused_at_once(tmp_path: Path, fields: str) -> None:
    root = make_site(tmp_path, {POST: document(fields)})
    began = time.process_time()
    told = build(root)
    assert (told.exit, told.report.startswith(f"{POST}:"), "Traceback" in told.report) == (1, True, False)
    assert time.process_time() - began < SECONDS


def test_a_number_of_five_thousand_digits_is_refused_and_not_repeated(tmp_path: Path) -> None:
    told = build(make_site(tmp_path, {SESSION: document("title: Networks\ncoming: " + "9" * 5000)}))
    assert (told.exit, told.report.count("error: "), len(told.report) < 400) == (1, 1, True)
    assert told.report.startswith(f"{SESSION}:3:9: error: ")


def test_texts_keep_the_spelling_that_they_were_given(tmp_path: Path) -> None:
    fields = "title: 2007\nslug: 0123\ntags: [no, 3.10, 2024, 1_000]"
    room = "title: 0x10\ntrack: no\nroom: 3.10\nstart: 2007-02-21 09:30\nend: 12:30\naudience: 12:30"
    told = build(make_site(tmp_path, {POST: document(fields), SESSION: document(room)}))
    assert (told.exit, told.report) == (0, "")
    page = (tmp_path / "public/posts/0123/index.html").read_text(encoding="utf-8")
    for tag in ("no", "3.10", "2024", "1_000"):
        assert f">{tag}<" in page
    session = (tmp_path / "public/sessions/networks/index.html").read_text(encoding="utf-8")
    for text in ("0x10", "3.10", "12:30"):
        assert text in session


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago", "UTC", "Europe/London"])
def test_the_day_shown_is_the_day_written_in_every_zone(
    tmp_path: Path, zone: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        page = body(tmp_path, "A.", "title: Preparing\ndate: 2007-01-09")
    finally:
        monkeypatch.undo()
        time.tzset()
    assert "9 January 2007" in page
    assert ("8 January" in page, "10 January" in page) == (False, False)


def test_what_members_pay_for_is_in_no_published_file_however_the_marker_is_spelt(tmp_path: Path) -> None:
    for number, marker in enumerate(["<!-- members -->", "<!--members-->", "<!--   members -->"]):
        root = tmp_path / str(number)
        fields = "title: Networks\naccess: members\nregister: https://example.org/join\njoin: https://hush.example/"
        told = build(make_site(root, {SESSION: document(fields, f"Open.\n\n{marker}\n\nHush-hush.")}))
        assert told.exit == 0
        found = [path for path, data in tree(root / "public").items() if b"hush" in data.lower()]
        assert found == []
