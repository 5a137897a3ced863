"""What word processors leave in content: curly quotes around names, and files that are no Markdown."""

from __future__ import annotations

import pytest

from tests.sitemaking import link_problems, make_site, read_text

POST = "posts/2007-01-09-x.md"
SESSION = "sessions/x.md"


def problems(path: str, lines: str) -> list[tuple[int, str, str]]:
    """Return the line, code and hint of what is wrong with a document's own fields, the first on line 3."""
    found = read_text(path, f"---\ntitle: “X”\n{lines}\n---\nA body.\n").problems
    return [(problem.line, problem.code, problem.hint) for problem in found]


def unread(files: dict[str, str], attachments: list[str]) -> list[tuple[str, str, str]]:
    """Return the path, message and hint of what is said of files beside the documents."""
    found = link_problems(make_site(files, attachments=attachments))
    return [(problem.path, problem.message, problem.hint) for problem in found if problem.code == "file-ending"]


@pytest.mark.parametrize(
    ("path", "line", "hint"),
    [
        (POST, "session: “s”", "write session: s"),
        (POST, "session: ”s”", "write session: s"),
        (POST, "session: ‘s’", "write session: s"),
        (POST, "date: “2007-01-09”", "write date: 2007-01-09"),
        (POST, "slug: “a-slug”", "write slug: a-slug"),
        (POST, "id: “posts/x”", "write id: posts/x"),
        (POST, "stage: “before”", "write stage: before"),
        (POST, "draft: “false”", "write draft: false"),
        (POST, "image: “https://a.org/a.png”", "write image: https://a.org/a.png"),
        (POST, "tags: [“alpha beta”]", "write tags: [alpha beta]"),
        (POST, "tags: [one, “two”, three]", "write tags: [one, two, three]"),
        (POST, "tags: “one”", "write tags: [one]"),
        (POST, "authors: [“Jo Smith”]", "write authors: [Jo Smith]"),
        (POST, "authors: [“Smith, J.”, ‘Al Bee’]", 'write authors: ["Smith, J.", Al Bee]'),
        (SESSION, "room: “Lagoon”", "write room: Lagoon"),
        (SESSION, "mode: “online”", "write mode: online"),
        (SESSION, "coming: “150”", "write coming: 150"),
        (SESSION, "timezone: “Europe/London”", "write timezone: Europe/London"),
    ],
)
def test_curly_quotes_around_a_name_are_told_with_the_line_to_paste(path: str, line: str, hint: str) -> None:
    assert problems(path, line) == [(3, "curly-quotes", hint)]


def test_what_stands_in_curly_quotes_is_read_without_them() -> None:
    text = "---\ntitle: X\nsession: “s”\ntags: [“Smith, J.”, b]\n---\n"
    reading = read_text(POST, text)
    assert getattr(reading.document.fields, "session", "") == "s"
    assert reading.document.fields.tags == ("Smith, J.", "b")


@pytest.mark.parametrize(
    "line", ["summary: “All of it”", "tags: [the ‘new’ normal, ’tis]", "authors: [Jo “Joe” Smith]"]
)
def test_curly_quotes_that_belong_to_a_text_are_no_mistake(line: str) -> None:
    assert problems(POST, line) == []


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("authors: “Jo Smith”, “Al Bee”", "write authors: [Jo Smith, Al Bee]"),
        ("tags: “one”, “two”", "write tags: [one, two]"),
    ],
)
def test_a_list_without_its_brackets_is_offered_without_curly_quotes(line: str, hint: str) -> None:
    assert problems(POST, line) == [(3, "wrong-type", hint)]


@pytest.mark.parametrize("name", ["a.docx", "a.DOC", "a.odt", "a.rtf", "a.pages", "a.html", "a.htm"])
def test_a_word_processors_file_that_nobody_links_to_is_told(name: str) -> None:
    hint = "save it as Markdown: a.md, or link to it from a page"
    assert unread({}, [f"posts/{name}"]) == [(f"content/posts/{name}", "no page is made of this file", hint)]


def test_a_word_processors_file_for_visitors_is_no_mistake() -> None:
    page = {"pages/x.md": "---\ntitle: X\n---\n[a form](form.docx)\n"}
    assert unread(page, ["pages/form.docx", "pages/~$form.docx", "static/b.html", "pages/c.pdf"]) == []


def test_a_document_with_a_second_ending_is_offered_its_first() -> None:
    assert [hint for _, _, hint in unread({}, ["posts/q.md.txt", "posts/r.txt"])] == ["name it q.md", "name it r.md"]
