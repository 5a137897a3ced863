"""What links, pipes, permissions, sizes and changes earn when a site's content is found."""

from __future__ import annotations

import os
import socket
import tempfile
import threading
from pathlib import Path

import pytest

from sitegen.discover import DEPTH_LIMIT, discover
from sitegen.model import Found, Source
from sitegen.problems import Severity
from sitegen.site_files import SOURCE_LIMIT
from tests.disk import link, put, without_privileges


@pytest.fixture
def site(tmp_path: Path) -> Path:
    root = tmp_path / "site"
    (root / "content").mkdir(parents=True)
    return root


def documents(found: Found) -> list[str]:
    return [source.path for source in found.documents]


def attachments(found: Found) -> list[str]:
    return [attachment.path for attachment in found.attachments]


def problems(found: Found) -> list[tuple[str, str]]:
    return [(problem.path, problem.code) for problem in found.problems]


def test_a_link_that_leaves_the_site_is_not_read(site: Path, tmp_path: Path) -> None:
    put(tmp_path, "secret.md", b"secret")
    put(tmp_path, "site-of-another/x.md")
    put(site, ".git/config")
    link(site, "content/posts/a.md", tmp_path / "secret.md")
    link(site, "content/posts/b", "../../../site-of-another")
    link(site, "content/static/c", "../../.git/config")
    link(site, "content/pages", tmp_path)
    found = discover(site)
    assert problems(found) == [
        ("content/pages", "outside-link"),
        ("content/posts/a.md", "outside-link"),
        ("content/posts/b", "outside-link"),
        ("content/static/c", "outside-link"),
    ]
    assert (found.documents, found.attachments) == ((), ())


def test_content_that_is_a_link_out_of_the_site_is_not_read(tmp_path: Path) -> None:
    put(tmp_path, "elsewhere/posts/a.md")
    link(tmp_path, "site/content", tmp_path / "elsewhere")
    assert problems(discover(tmp_path / "site")) == [("content", "outside-link")]


def test_loops_of_links_end(site: Path) -> None:
    link(site, "content/posts/self.md", "self.md")
    link(site, "content/posts/up", "..")
    link(site, "content/posts/here", ".")
    link(site, "content/sparks/site", "../..")
    link(site, "content/sparks/lib", "../../lib")
    link(site, "lib/back", "../content/sparks")
    found = discover(site)
    assert problems(found) == [
        ("content/posts/here", "link-loop"),
        ("content/posts/self.md", "link-loop"),
        ("content/posts/up", "link-loop"),
        ("content/sparks/lib/back", "link-loop"),
        ("content/sparks/site", "link-loop"),
    ]


def test_links_within_the_site_are_followed_and_each_document_is_read_once(site: Path) -> None:
    put(site, "content/sparks/real.md", b"R")
    put(site, "shared/talks/one.md", b"1")
    put(site, "shared/talks/one.png", b"P")
    link(site, "content/posts/again.md", "../sparks/real.md")
    link(site, "content/posts/gone.md", "nothing.md")
    link(site, "content/sessions/talks", "../../shared/talks")
    link(site, "content/sparks/talks", "../../shared/talks")
    link(site, "content/static/logo.png", "../../shared/talks/one.png")
    found = discover(site)
    assert found.documents == (
        Source("content/sessions/talks/one.md", b"1"),
        Source("content/sparks/real.md", b"R"),
    )
    assert attachments(found) == ["content/sessions/talks/one.png", "content/static/logo.png"]
    assert [(problem.path, problem.code, problem.severity) for problem in found.problems] == [
        ("content/posts/again.md", "linked-twice", Severity.WARNING),
        ("content/posts/gone.md", "broken-link", Severity.ERROR),
        ("content/sparks/talks", "linked-twice", Severity.WARNING),
    ]


def test_pipes_and_sockets_are_never_opened(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(site, "content/posts/a.md")
    os.mkfifo(site / "content/posts/pipe.md")
    link(site, "content/posts/to-pipe.md", "pipe.md")
    monkeypatch.chdir(site / "content/posts")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("socket.md")
        found = discover(site)
    assert documents(found) == ["content/posts/a.md"]
    assert [(problem.path, problem.code, problem.severity) for problem in found.problems] == [
        ("content/posts/pipe.md", "not-a-file", Severity.WARNING),
        ("content/posts/socket.md", "not-a-file", Severity.WARNING),
        ("content/posts/to-pipe.md", "not-a-file", Severity.WARNING),
    ]


def test_what_cannot_be_read_is_told_and_the_others_are_read() -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        root.chmod(0o755)
        put(root, "content/posts/a.md")
        put(root, "content/posts/b.md").chmod(0)
        put(root, "content/sparks/c.md")
        (root / "content/sparks").chmod(0)
        put(root, "content/static/d.png").chmod(0)
        with without_privileges():
            found = discover(root)
        (root / "content/sparks").chmod(0o755)
    assert documents(found) == ["content/posts/a.md"]
    assert problems(found) == [
        ("content/posts/b.md", "unreadable"),
        ("content/sparks", "unreadable"),
        ("content/static/d.png", "unreadable"),
    ]
    assert found.problems[0].message == "this cannot be read: permission denied"


def test_a_file_that_changes_while_it_is_read_is_an_error(site: Path) -> None:
    place = put(site, "content/static/film.mp4")
    os.truncate(place, 300 * 1024 * 1024)
    is_over = threading.Event()

    def touch() -> None:
        while not is_over.wait(0.002):
            os.utime(place)

    toucher = threading.Thread(target=touch)
    toucher.start()
    try:
        found = discover(site)
    finally:
        is_over.set()
        toucher.join()
    assert (problems(found), attachments(found)) == ([("content/static/film.mp4", "changed-while-read")], [])


def test_a_document_over_the_limit_is_not_read(site: Path) -> None:
    put(site, "content/posts/fits.md", b"x" * SOURCE_LIMIT)
    put(site, "content/posts/long.md", b"x" * (SOURCE_LIMIT + 1))
    put(site, "content/static/long.bin", b"x" * (SOURCE_LIMIT + 1))
    found = discover(site)
    assert documents(found) == ["content/posts/fits.md"]
    assert attachments(found) == ["content/static/long.bin"]
    assert [(problem.path, problem.code, problem.message) for problem in found.problems] == [
        ("content/posts/long.md", "too-big", "this file has 5,242,881 bytes; the limit is 5,242,880 (5 MiB)"),
    ]


def test_folders_beyond_the_bound_are_an_error(site: Path) -> None:
    put(site, "content/posts/" + "d/" * (DEPTH_LIMIT - 2) + "a.md")
    put(site, "content/sparks/" + "d/" * (DEPTH_LIMIT - 1) + "a.md")
    found = discover(site)
    assert documents(found) == ["content/posts/" + "d/" * (DEPTH_LIMIT - 2) + "a.md"]
    assert problems(found) == [("content/sparks/" + "/".join("d" * (DEPTH_LIMIT - 1)), "too-deep")]
