"""Why a file is on the site or not: an answer for every file below `content/`, whatever it is."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

import pytest

from sitegen.listing import list_content
from sitegen.status import FileState, FileStatus
from tests.building import write_site
from tests.builds import workshop
from tests.disk import link, put
from tests.status_reports import file_of, report_of, report_on

if TYPE_CHECKING:
    from sitegen.status import StatusReport

PNG = b"\x89PNG\r\n\x1a\n-"
NO_DOCUMENT_SHOWS = "no document shows it or links to it, and such a file is published only where one does"
FILES: dict[str, str | bytes] = {
    "README.md": "Read me.\n",
    "_notes/plan.txt": b"plan",
    ".obsidian/app.json": b"{}",
    "loose.md": "---\ntitle: L\n---\n",
    "published.json": "{}\n",
    "references.bib": "@book{weir2007,\n  author = {Weir, Ann},\n  title = {The Weir},\n  year = {2007}\n}\n",
    "pages/_draft.md": "---\ntitle: D\n---\n",
    "pages/.hidden.md": "---\ntitle: H\n---\n",
    "pages/about.md": "---\ntitle: About\n---\n![The hall](hall.png)\n",
    "pages/about.md~": b"old",
    "pages/hall.png": PNG + b"hall",
    "pages/lost.png": PNG + b"lost",
    "pages/lost.zip": b"zip",
    "pages/words.docx": b"docx",
    "pages/note.txt": b"note",
    "pages/old.markdown": "---\ntitle: O\n---\n",
    "pages/LOUD.MD": "---\ntitle: Loud\n---\nText.\n",
    "posts/_old/2006.md": "---\ntitle: P\n---\n",
    "posts/later/index.md": "---\ntitle: Later\ndate: 2007-03-01\n---\n![The gate](gate.png)\n",
    "posts/later/gate.png": PNG + b"gate",
    "sessions/n.md": (
        "---\ntitle: N\nstart: 2007-02-21 09:00\naccess: members\nregister: https://example.org/\nslides: n.pdf\n---\n"
        "Open.\n\n<!-- members -->\n\nNot.\n"
    ),
    "sessions/n.pdf": b"pdf",
    "sparks/s.md": (
        "---\ntitle: S?\nopens: 2007-02-01\ncloses: 2007-03-01\n---\nSay.\n\n"
        "## What we heard\n\n[The notes](notes.pdf).\n"
    ),
    "sparks/notes.pdf": b"notes",
    "static/files/map.txt": b"map",
    "static/_kept.txt": b"kept",
    "static/.well-known/security.txt": b"security",
    "talks/a.md": "---\ntitle: T\n---\n",
}
DOCUMENTS = ("pages/LOUD.MD", "pages/about.md", "posts/later/index.md", "sessions/n.md", "sparks/s.md")


@cache
def report() -> StatusReport:
    """Return the report on a site that has one file of every sort."""
    return report_of(Path(mkdtemp(dir=workshop())), FILES)


def test_every_file_is_told_of_once() -> None:
    assert [one.path for one in report().files] == sorted(
        {f"content/{path}" for path in FILES if not path.startswith(".obsidian/")}
        | {"content/site.toml", "content/.obsidian/"}
    )
    assert {one.path.removeprefix("content/") for one in report().files if one.state is FileState.DOCUMENT} == {
        *DOCUMENTS
    }


def test_every_file_that_is_not_live_says_why() -> None:
    quiet = {FileState.DOCUMENT, FileState.PUBLISHED}
    assert [one.path for one in report().files if not one.why and one.state not in quiet] == []
    assert [one.path for one in report().files if one.state is FileState.PUBLISHED and not one.address] == []


@pytest.mark.parametrize(
    ("path", "state", "address", "why", "takes"),
    [
        ("site.toml", "read", "", "these are the settings of the whole site; they are read, and published nowhere", ""),
        ("references.bib", "read", "", "works are cited from it; where they are, their lines stand on the page", ""),
        (
            "published.json",
            "read",
            "",
            "the record of what was published, which 'sitegen build --record' writes; it is published nowhere",
            "",
        ),
        ("static/files/map.txt", "published", "/files/map.txt", "", ""),
        ("static/_kept.txt", "published", "/_kept.txt", "", ""),
        ("static/.well-known/security.txt", "published", "/.well-known/security.txt", "", ""),
        (
            "pages/_draft.md",
            "ignored",
            "",
            "its name begins with '_': it is passed over",
            "to have it read, name the file 'draft.md'",
        ),
        ("pages/.hidden.md", "ignored", "", "its name begins with a dot: it is passed over", ""),
        (
            "pages/about.md~",
            "ignored",
            "",
            "its name is one that editors, computers or people give to their own notes: it is passed over",
            "",
        ),
        (
            "README.md",
            "ignored",
            "",
            "its name is one that editors, computers or people give to their own notes: it is passed over",
            "",
        ),
        (
            "posts/_old/2006.md",
            "ignored",
            "",
            "the name of the folder content/posts/_old begins with '_': it is passed over",
            "to have it read, name the folder 'old'",
        ),
        (
            "_notes/plan.txt",
            "ignored",
            "",
            "the name of the folder content/_notes begins with '_': it is passed over",
            "to have it read, name the folder 'notes'",
        ),
        (
            ".obsidian/",
            "ignored",
            "",
            "the name of the folder content/.obsidian begins with a dot: it is passed over",
            "",
        ),
        (
            "talks/a.md",
            "unread",
            "",
            "its folder content/talks: no such folder is known, so it is not read",
            "move it to a folder that is read, or rename content/talks: did you mean 'sessions'?",
        ),
        (
            "loose.md",
            "unread",
            "",
            "no such file is known here, so it is not read",
            "documents live in posts, sessions, sparks, people, pages; other files in static",
        ),
        (
            "pages/old.markdown",
            "unread",
            "",
            "the names of documents end in .md, so this one is not read",
            "name it old.md",
        ),
        (
            "pages/note.txt",
            "unread",
            "",
            "the names of documents end in .md, so this one is not read",
            "name it note.md",
        ),
        (
            "pages/words.docx",
            "unread",
            "",
            "no page is made of this file",
            "save it as Markdown: words.md, or link to it from a page",
        ),
        ("pages/LOUD.MD", "document", "/loud/", "", "the names of documents end in .md: name it LOUD.md"),
        ("pages/about.md", "document", "/about/", "", ""),
        (
            "pages/lost.png",
            "unused",
            "",
            NO_DOCUMENT_SHOWS,
            "write into the document beside it: ![What one sees](<lost.png>)",
        ),
        (
            "pages/lost.zip",
            "unused",
            "",
            NO_DOCUMENT_SHOWS,
            "link to it: [Its title](<lost.zip>), or move it to content/static/",
        ),
        (
            "posts/later/gate.png",
            "waiting",
            "",
            "only content/posts/later/index.md names it, which is scheduled",
            "see content/posts/later/index.md",
        ),
        ("sessions/n.pdf", "unused", "", "content/sessions/n.md keeps it for members", ""),
        (
            "sparks/notes.pdf",
            "waiting",
            "",
            "it belongs to what was heard, which content/sparks/s.md tells once the spark has closed",
            "",
        ),
    ],
)
def test_each_sort_of_file_has_its_answer(path: str, state: str, address: str, why: str, takes: str) -> None:
    assert file_of(report(), path) == FileStatus(f"content/{path}", FileState(state), address, why, takes)


def test_a_picture_that_is_shown_has_its_address() -> None:
    found = file_of(report(), "pages/hall.png")
    assert (found.state, found.address[:12], found.address[-4:]) == (FileState.PUBLISHED, "/media/hall.", ".png")


@pytest.mark.parametrize(
    ("path", "data", "why", "takes"),
    [
        (
            "pages/a.md",
            b"---\ntitle: A\n",
            "line 1: the front matter that begins here never ends",
            "put a line of three hyphens, ---, under the last field",
        ),
        (
            "pages/a.md",
            b"---\ntitle: A\ndraft: maybe\nmenu: x\n---\n",
            "line 3: 'draft' wants true or false, and 'maybe' is neither, and 1 more",
            "write draft: true",
        ),
        ("pages/a.md", b"", "line 1: the file is empty", "write into it, or delete it"),
        (
            "static/.env",
            b"x",
            "names that begin with a dot are not published, but for the folder .well-known",
            "rename it or remove it",
        ),
        (
            "static/_headers",
            b"x",
            "_headers is written by the site itself",
            "set `host` in content/site.toml: it chooses what is written for the host",
        ),
        (
            "published.json",
            b"[",
            "the record of what was published cannot be read",
            "each line is an id and its addresses, with a comma between lines; or take the last version from git",
        ),
        (
            "pages/b\\c.md",
            b"x",
            "this name is not UTF-8, or has control characters or backslashes in it",
            "rename it, best of all with plain letters, digits and hyphens",
        ),
    ],
)
def test_a_file_with_an_error_says_which(path: str, data: bytes, why: str, takes: str, tmp_path: Path) -> None:
    root = write_site(tmp_path, {"pages/other.md": "---\ntitle: O\n---\n"})
    put(root, f"content/{path}", data)
    (found,) = (one for one in report_on(root).files if one.state is FileState.ERROR)
    assert (found.path[:11], found.why, found.what_it_takes) == (f"content/{path}"[:11], why, takes)


def test_links_are_told_of_by_their_own_names(tmp_path: Path) -> None:
    root = write_site(tmp_path, {"pages/a.md": "---\ntitle: A\n---\nText.\n"})
    put(root, "shared/files/map.txt", b"map")
    link(root, "content/static/files", root / "shared/files")
    link(root, "content/pages/gone.md", root / "nothing")
    link(root, "content/pages/again.md", root / "content/pages/a.md")
    told = {one.path: (one.state.value, one.address, one.why) for one in report_on(root).files}
    assert told == {
        "content/pages/a.md": ("document", "/a/", ""),
        "content/pages/again.md": (
            "unread",
            "",
            "this is 'content/pages/a.md' again, which the site has already, so it is passed over",
        ),
        "content/pages/gone.md": ("error", "", "this is a link to something that is not there"),
        "content/site.toml": (
            "read",
            "",
            "these are the settings of the whole site; they are read, and published nowhere",
        ),
        "content/static/files/map.txt": ("published", "/files/map.txt", ""),
    }


def test_listing_follows_no_link_and_names_everything_once(tmp_path: Path) -> None:
    put(tmp_path, "content/posts/a.md")
    put(tmp_path, "content/.git/objects/x")
    link(tmp_path, "content/loop", tmp_path / "content")
    assert list_content(tmp_path) == ("content/.git/", "content/loop", "content/posts/a.md")
    assert list_content(tmp_path / "nowhere") == ()
