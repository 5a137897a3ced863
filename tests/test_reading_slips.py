"""What is told of a document's and the settings' values: each mistake once, at its place, with what to write."""

from __future__ import annotations

import pytest

from sitegen.model import Source
from sitegen.problems import Problem, Severity
from sitegen.read import Reading, read
from sitegen.settings import PATH, read_settings

POST = "posts/2007-01-09-p.md"
PERSON = "people/jo.md"
SESSION = "sessions/s.md"


def reading(path: str, text: str) -> Reading:
    """Return what is read from a whole file."""
    return read(Source(f"content/{path}", text.encode()), "en-GB")


def told(path: str, fields: str) -> list[tuple[int, int, str, str]]:
    """Return place, code and hint of what is noted on a document of these fields."""
    problems = reading(path, f"---\n{fields}\n---\nWords.\n").problems
    return [(problem.line, problem.column, problem.code, problem.hint) for problem in problems]


def of_settings(more: str) -> list[Problem]:
    """Return the problems of these settings below the needed ones."""
    text = f'title = "T"\nbase_url = "https://t.example.org"\nid = "t,2007"\n{more}\n'
    return list(read_settings(Source(PATH, text.encode()))[1])


@pytest.mark.parametrize(
    ("fields", "place", "code"),
    [
        ("title: [A]", (2, 8), "wrong-type"),
        ("title: A\ntags: [a, b", (3, 7), "unquoted"),
        ("title: A\nextra: {a: b", (3, 8), "unquoted"),
        ("title: A\nextra: " + "[" * 20, (3, 8), "unquoted"),
        ("title: A\ndate: @monday", (3, 7), "unquoted"),
        ("title: !!python/object/apply:os.system ['x']", (2, 8), "yaml-mark"),
        ("titel: A", (2, 1), "unknown-field"),
    ],
)
def test_a_mistake_is_told_once_and_not_by_what_follows_from_it(fields: str, place: tuple[int, int], code: str) -> None:
    assert [noted[:3] for noted in told(POST, fields)] == [(*place, code)]


def test_a_misspelt_name_of_a_field_that_is_needed_is_an_error() -> None:
    for path, fields in (
        (POST, "titel: A"),
        (PERSON, "nam: Jo"),
        (SESSION, "title: A\nslowchat:\n  start: 2007-01-01"),
    ):
        (problem,) = reading(path, f"---\n{fields}\n---\n").problems
        assert (problem.code, problem.severity) == ("unknown-field", Severity.ERROR)


def test_two_mistakes_in_one_line_are_both_told() -> None:
    assert sorted(noted[2] for noted in told(POST, "title: A\nsumary: a: b")) == ["unknown-field", "unquoted"]


@pytest.mark.parametrize(
    ("target", "column"), [("javascript:alert(1)", 9), ("data:text/html,x", 9), ("//evil.example/x", 9), ("c:/x", 9)]
)
def test_a_persons_link_that_no_reader_may_follow_is_an_error(target: str, column: int) -> None:
    hint = "write it as in: Blog: https://example.org, or the name alone"
    assert told(PERSON, f"name: Jo\nlinks:\n  Blog: {target}") == [(4, column, "bad-url", hint)]


@pytest.mark.parametrize("target", ["https://jo.example.org", "mailto:jo@example.org", "'@jo@x.social'", "jo"])
def test_a_persons_link_may_be_an_address_or_a_handle(target: str) -> None:
    assert told(PERSON, f"name: Jo\nlinks:\n  Blog: {target}") == []


def test_a_references_address_and_doi_are_checked() -> None:
    head = 'title: A\nreferences:\n  - k:\n      title: T\n      author: ["Fraser, C."]\n      year: 2001\n'
    assert told(POST, f"{head}      url: javascript:x\n      doi: 'x\"y'") == [
        (8, 12, "bad-url", "write it in full, as in: url: https://example.org/a-page/"),
        (9, 12, "bad-doi", "write it as in: doi: 10.1000/182"),
    ]
    for doi in ("10.1000/182", "https://doi.org/10.1000/182", "doi:10.1000/182"):
        assert told(POST, f"{head}      doi: {doi}") == []


def test_a_reference_that_says_nothing_is_an_error() -> None:
    assert told(POST, 'title: A\nreferences:\n  - k: ""') == [
        (4, 8, "missing-field", 'write k: "Kennedy, A. (2014). A title."')
    ]


@pytest.mark.parametrize(
    ("fields", "place", "hint"),
    [
        (
            "mastodon: '@jo@x.social'",
            11,
            "write the address of the status, as in: mastodon: https://x.social/@jo/123456",
        ),
        ("canonical: ../a.md", 12, "write it in full, as in: canonical: https://example.org/a-page/"),
        ("canonical: example.org/a", 12, "write canonical: https://example.org/a"),
        ("session: [a, b]", 10, "write session: a"),
        ("authors: [people/jo.md]", 11, "write jo"),
        (
            "aliases: ['/x.php?id=3']",
            11,
            "delete it: what stands after ? never reaches the site, so it cannot be led on",
        ),
        ("aliases: ['/a#b']", 11, "delete it: what stands after # never reaches the site, so it cannot be led on"),
        ("aliases: ['old\\place']", 11, "write /old/place"),
        ("aliases: ['/a|b/']", 11, "delete it: no page can be made at that address"),
        ("id: 'a b/../c'", 5, "write id: a-b/c"),
        ("id: " + "x" * 300, 5, "write id: " + "x" * 60),
        ("tags: [con]", 8, "write another word"),
    ],
)
def test_a_wrong_value_earns_what_to_write(fields: str, place: int, hint: str) -> None:
    assert [(line, column, said) for line, column, _, said in told(POST, f"title: A\n{fields}")] == [(3, place, hint)]


def test_a_feeds_file_is_not_taken_for_a_host() -> None:
    assert told(PERSON, "name: Jo\nfeed: feed.xml") == [
        (3, 7, "bad-url", "write it in full, as in: feed: https://example.org/feed.xml")
    ]


def test_hints_on_fields_within_fields_can_be_pasted_as_they_stand() -> None:
    for fields, hint in (
        ("slowchat: x", "write it as in:\nslowchat:\n  starts: 2026-03-02 08:00"),
        ("resources: x", "write it as in:\nresources:\n  Blog: https://example.org"),
        ("sparks: x", "write it as in:\nsparks:\n  who-is-it-for: Who is this networking for?"),
        ("references: x", 'write it as in:\nreferences:\n  - kennedy2014: "Kennedy, A. (2014). A title."'),
    ):
        assert [noted[3] for noted in told(SESSION, f"title: A\n{fields}")] == [hint]


def test_a_spark_of_a_session_that_no_address_can_have_is_told_at_its_slug() -> None:
    assert told(SESSION, "title: A\nsparks:\n  con: B?") == [(4, 3, "bad-slug", "choose another word")]


def test_a_tag_keeps_its_place_where_one_before_it_is_wrong() -> None:
    document = reading(POST, "---\ntitle: A\ntags: ['!', a, a, b]\n---\n").document
    assert document.fields.tags == ("a", "b")
    assert (document.place("tags[0]").column, document.place("tags[1]").column) == (13, 19)


def test_a_person_with_a_name_and_a_title_is_told() -> None:
    assert told(PERSON, "name: Jo\ntitle: Dr") == [(3, 8, "name-and-title", "delete one of the two")]


def test_an_invisible_character_in_a_slug_is_told_and_left_out() -> None:
    document = reading(POST, "---\ntitle: A\nslug: pre\u200bparing\n---\n")
    assert [(p.code, p.severity) for p in document.problems] == [("invisible-character", Severity.WARNING)]
    assert document.document.slug == "preparing"


def test_the_lines_to_paste_hold_no_date_that_the_files_name_has() -> None:
    assert reading(POST, "Words").problems[0].hint == 'write at the top:\n---\ntitle: "…"\n---'
    assert (
        reading("posts/p.md", "Words").problems[0].hint == 'write at the top:\n---\ntitle: "…"\ndate: 2026-01-05\n---'
    )


def test_a_date_without_its_year_is_advised_with_the_file_names() -> None:
    assert told(POST, "title: A\nupdated: 12 January")[0][3] == "write it with its year, as in: updated: 2007-01-12"


def test_a_members_marker_in_a_post_is_told_in_a_posts_words() -> None:
    (problem,) = reading(POST, "---\ntitle: A\n---\na\n\n<!-- members -->\n\nb\n").problems
    assert (problem.line, problem.code, problem.hint) == (6, "members-marker", "delete it")
    assert problem.message == "what stands below this line is left out: only sessions have members"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_utf_16_without_its_mark_is_known(encoding: str) -> None:
    data = "---\ntitle: Zoë\n---\n".encode(encoding)
    (problem,) = read(Source(f"content/{POST}", data), "en-GB").problems
    assert (problem.code, problem.hint) == ("not-utf8", "save it as UTF-8")


def test_a_heading_of_spaces_is_read_at_once() -> None:
    assert not reading("pages/x.md", "#" + " " * 100_000 + "{").is_sound
    assert reading("pages/x.md", "# A title ##  \n").document.fields.title == "A title"


def test_messages_hold_no_control_character() -> None:
    problems = reading(POST, '---\ntitle: A\nroom\\u0007: x\nslug: "a/\\x1b"\nstage: "\\x1b"\n---\n').problems
    assert problems
    assert all((p.message + p.hint).isprintable() for p in problems)


@pytest.mark.parametrize("folder", ["assets", "media"])
def test_posts_cannot_be_put_where_the_themes_files_and_pictures_are(folder: str) -> None:
    (problem,) = of_settings(f'permalinks.posts = "/{folder}/{{slug}}/"')
    assert (problem.line, problem.code, problem.hint) == (4, "bad-permalink", 'write posts = "/posts/{slug}/"')


@pytest.mark.parametrize(
    ("line", "code", "hint"),
    [
        ('host = ["netlify"]', "wrong-type", 'write host = "netlify"'),
        ("page_size = 1.5", "wrong-type", "write page_size = 10"),
        ('theme = "../../etc"', "bad-theme", 'write the folder\'s name, as in: theme = "default"'),
        ("[feeds]\nlimit = 1\n[feeds]", "settings", "put the fields of both under one line [feeds]"),
        ('description = "a\x00b"', "settings", "delete it"),
        ('description = "a\\u0007b"', "control-character", "delete it"),
        ('description = "a', "settings", 'close it with another "'),
        ('[[break]]\ntitle = "x"\nstart = "9.1.2007 10.30"', "bad-date", ""),
    ],
)
def test_a_wrong_setting_earns_what_to_write_in_toml(line: str, code: str, hint: str) -> None:
    (problem,) = of_settings(line)
    assert problem.code == code
    assert problem.hint == hint or "start = " in problem.hint


def test_parts_of_one_kind_are_counted_from_one() -> None:
    (problem,) = of_settings('[[menu]]\ntitle = "a"\nurl = "/a/"\n[[menu]]\ntitle = "b"\nurl = "b"')
    assert problem.message == "'url' of [[menu]] number 2 wants an address of the site"
    assert problem.hint == 'write url = "/b/"'


def test_settings_without_a_title_are_told_once() -> None:
    for text in (
        'base_url = "https://t.example.org"\nid = "t,2007"\ntitel = "T"',
        'base_url = "https://t.example.org"\nid = "t,2007"\ntitle = ""',
    ):
        (problem,) = read_settings(Source(PATH, text.encode()))[1]
        assert (problem.line, problem.severity) == (3, Severity.ERROR)
