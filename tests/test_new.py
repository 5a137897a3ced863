"""`sitegen new` begins each kind of document so that it builds, and never overwrites one."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from sitegen.problems import UsageError
from sitegen.starters import NOUNS, NewDocument, new_document, rival
from tests.cli_runs import run
from tests.disk import put

if TYPE_CHECKING:
    from pathlib import Path

SETTINGS = b'title = "T"\nbase_url = "https://t.example.org"\nid = "t.example.org,2026"\n'
SESSION = b"---\ntitle: Networks\n---\n\nText.\n"


def site(root: Path) -> Path:
    put(root, "content/site.toml", SETTINGS)
    put(root, "content/sessions/networks.md", SESSION)
    return root


@pytest.mark.parametrize(
    ("noun", "expected"),
    [
        (
            "post",
            NewDocument(
                "content/posts/2026-01-05-who-is-in-your-network.md",
                "---\ntitle: Who is in your network?\ndate: 2026-01-05\nsession: networks\n---\n\n"
                "The first paragraph, which lists show.\n",
                "who-is-in-your-network",
            ),
        ),
        (
            "spark",
            NewDocument(
                "content/sparks/who-is-in-your-network.md",
                "---\ntitle: Who is in your network?\nsession: networks\nopens: 2026-01-05\n---\n\n"
                "Why you ask, in a few sentences.\n",
                "who-is-in-your-network",
            ),
        ),
    ],
)
def test_a_document_of_a_session_begins_with_its_fields(noun: str, expected: NewDocument) -> None:
    assert new_document(noun, " Who is  in your network? ", "2026-01-05", "networks") == expected


@pytest.mark.parametrize(
    ("title", "line"),
    [
        ("Who is in your network?", "title: Who is in your network?"),
        ("yes", 'title: "yes"'),
        ("3.10", 'title: "3.10"'),
        ("Foo: bar", 'title: "Foo: bar"'),
        ("#X", 'title: "#X"'),
        ('He said "go"', 'title: "He said \\"go\\""'),
        ("a \\ b", 'title: "a \\\\ b"'),
        ("Zuhören", "title: Zuhören"),
    ],
)
def test_a_title_that_yaml_would_misread_is_in_quotes(title: str, line: str) -> None:
    assert new_document("page", title, "2026-01-05", slug="x").text.splitlines()[1] == line


def test_a_long_title_makes_a_name_of_whole_words() -> None:
    new = new_document("page", "word " * 30, "2026-01-05")
    assert new.slug == "-".join(["word"] * 12)


def test_a_document_of_the_same_name_is_found_whatever_its_day() -> None:
    new = new_document("post", "Hello", "2026-01-05")
    present = ["content/pages/hello.md", "content/posts/2025-01-01-hello/index.md", "content/posts/2025-01-01-hell.md"]
    assert rival(new, present) == "content/posts/2025-01-01-hello/index.md"
    assert not rival(new, present[:1])


@pytest.mark.parametrize(("noun", "session"), [("person", "networks"), ("page", "networks"), ("session", "networks")])
def test_what_belongs_to_no_session_is_told(noun: str, session: str) -> None:
    with pytest.raises(UsageError, match=f"a {noun} belongs to no session"):
        new_document(noun, "X", "2026-01-05", session)


def test_all_five_kinds_build_as_they_begin(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = site(tmp_path / "site")
    for noun in NOUNS:
        assert run(capsys, "new", "-C", str(root), noun, "Foo: bar", "--slug", f"a-{noun}").code == 0
    build = run(capsys, "build", "-C", str(root), "--strict")
    assert (build.code, build.err) == (0, "")
    assert (root / f"content/posts/{datetime.now().astimezone():%Y-%m-%d}-a-post.md").exists()


@pytest.mark.parametrize(
    ("arguments", "message", "hint"),
    [
        (
            ("spark", "X", "--session", "netwroks"),
            "there is no session 'netwroks'",
            "did you mean 'networks'?",
        ),
        (
            ("session", "Networks"),
            "there is a session of this name already: content/sessions/networks.md",
            "give this one another name with --slug, or write on in that one",
        ),
        (
            ("post", "😀"),
            "no name for a file can be made of '😀'",
            'give it a short name: sitegen new post "😀" --slug a-short-name',
        ),
        (
            ("post", "X", "--date", "2 March"),
            "--date '2 March' cannot be read: it is not in the form 2026-01-05 or 2026-01-05 09:30",
            "write it as in: --date 2026-01-05T09:30, or --date 2026-01-05",
        ),
    ],
)
def test_what_cannot_be_begun_is_told_and_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], message: str, hint: str
) -> None:
    root = site(tmp_path / "site")
    before = sorted(path.name for path in root.rglob("*"))
    ran = run(capsys, "new", "-C", str(root), *arguments)
    assert (ran.code, ran.err) == (2, f"sitegen: {message}\n  {hint}\n")
    assert sorted(path.name for path in root.rglob("*")) == before
