"""What is found in a site's folder, and what names earn."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from sitegen.discover import discover
from sitegen.model import Attachment, Found, Source
from sitegen.problems import Severity
from tests.disk import link, put


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


def test_every_file_is_found_by_what_its_folder_and_ending_mean(site: Path) -> None:
    put(site, "content/site.toml", b"title = 'T'")
    put(site, "content/references.bib", b"@book{}")
    put(site, "content/posts/b.md", b"B")
    put(site, "content/posts/2007/a/index.md", b"A")
    picture = put(site, "content/posts/2007/a/hall.jpg", b"JPEG")
    put(site, "content/static/notes.md", b"N")
    put(site, "public/posts/other.md")
    assert discover(site) == Found(
        documents=(Source("content/posts/2007/a/index.md", b"A"), Source("content/posts/b.md", b"B")),
        attachments=(
            Attachment("content/posts/2007/a/hall.jpg", 4, hashlib.sha256(picture.read_bytes()).hexdigest()),
            Attachment("content/static/notes.md", 1, hashlib.sha256(b"N").hexdigest()),
        ),
        settings=Source("content/site.toml", b"title = 'T'"),
        bibliography=Source("content/references.bib", b"@book{}"),
        record=None,
        problems=(),
    )


def test_a_folder_without_content_is_no_site(tmp_path: Path) -> None:
    assert problems(discover(tmp_path)) == [("content", "no-content")]
    assert problems(discover(tmp_path / "nowhere")) == [("content", "no-content")]


def test_missing_settings_are_left_for_others_to_tell(site: Path) -> None:
    assert discover(site) == Found((), (), None, None, None, ())


def test_noise_and_underscore_names_are_passed_over(site: Path) -> None:
    for name in ("README.md", "LICENSE", "LICENSE-MIT", ".git/config", "_notes/x.md", ".DS_Store"):
        put(site, f"content/{name}")
    for name in ("_example.md", "_old/x.md", ".x.md", ".#a.md", "#a.md#", "a.md~", "4913", "Thumbs.db", ".a.md.swp"):
        put(site, f"content/posts/{name}")
    for name in (".DS_Store", "._logo.png", "Thumbs.db", ".gitkeep", ".gitignore", ".keep", "a~", ".#a", "4913"):
        put(site, f"content/static/{name}")
    assert discover(site) == Found((), (), None, None, None, ())


def test_other_endings_of_documents_earn_a_warning(site: Path) -> None:
    put(site, "content/posts/a.MD")
    put(site, "content/posts/b.markdown")
    put(site, "content/pages/c.txt")
    found = discover(site)
    assert documents(found) == ["content/posts/a.MD"]
    assert attachments(found) == ["content/pages/c.txt"]
    assert [(problem.path, problem.code, problem.hint, problem.severity) for problem in found.problems] == [
        ("content/posts/a.MD", "file-ending", "name it a.md", Severity.WARNING),
        ("content/posts/b.markdown", "file-ending", "name it b.md", Severity.WARNING),
    ]


def test_unknown_names_at_the_top_earn_the_nearest_known(site: Path) -> None:
    put(site, "content/post/a.md")
    put(site, "content/sit.toml")
    put(site, "content/about.md")
    put(site, "content/people")
    found = discover(site)
    homes = "documents live in posts, sessions, sparks, people, pages; other files in static"
    assert [(problem.path, problem.code, problem.hint, problem.severity) for problem in found.problems] == [
        ("content/about.md", "unknown-file", homes, Severity.WARNING),
        ("content/people", "unknown-file", "this is to be a folder", Severity.WARNING),
        ("content/post", "unknown-folder", "did you mean 'posts'?", Severity.WARNING),
        ("content/sit.toml", "unknown-file", "did you mean 'site.toml'?", Severity.WARNING),
    ]
    assert documents(found) == []


def test_dot_names_and_hosts_files_are_not_published(site: Path) -> None:
    put(site, "content/static/.well-known/security.txt")
    put(site, "content/static/.well-known/.hidden")
    put(site, "content/static/.env")
    put(site, "content/static/.secret/key")
    put(site, "content/static/_headers")
    put(site, "content/static/_Redirects")
    put(site, "content/static/below/_headers")
    found = discover(site)
    assert attachments(found) == ["content/static/.well-known/security.txt", "content/static/below/_headers"]
    assert problems(found) == [
        ("content/static/.env", "unpublishable-name"),
        ("content/static/.secret", "unpublishable-name"),
        ("content/static/.well-known/.hidden", "unpublishable-name"),
        ("content/static/_Redirects", "reserved-file"),
        ("content/static/_headers", "reserved-file"),
    ]
    assert [problem.hint for problem in found.problems if problem.code == "reserved-file"] == [
        "write the old addresses as `aliases:` in the document that has moved",
        "set `host` in content/site.toml: it chooses what is written for the host",
    ]


@pytest.mark.skipif(sys.platform == "darwin", reason="names on macOS's disks are UTF-8")
def test_a_name_that_is_not_utf8_or_has_control_characters_is_an_error(site: Path) -> None:
    put(site, "content/posts/good.md")
    for raw in (b"caf\xe9.md", b"a\nb.md", b"c\\d.md"):
        Path(os.fsdecode(os.fsencode(site) + b"/content/posts/" + raw)).write_bytes(b"x")
    found = discover(site)
    assert problems(found) == [
        ("content/posts/a\\nb.md", "file-name"),
        ("content/posts/c\\d.md", "file-name"),
        ("content/posts/caf\\xe9.md", "file-name"),
    ]
    assert documents(found) == ["content/posts/good.md"]


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS's disks do not tell such names apart")
def test_names_that_some_disks_take_for_one_are_an_error_naming_both(site: Path) -> None:
    put(site, "content/posts/Post.md")
    put(site, "content/posts/post.md")
    put(site, "content/posts/caf\u00e9.md")
    put(site, "content/posts/cafe\u0301.md")
    put(site, "content/sparks/post.md")
    found = discover(site)
    assert [(problem.path, problem.code, problem.message) for problem in found.problems] == [
        (
            "content/posts/caf\u00e9.md",
            "same-name",
            "two names here both read 'caf\u00e9.md', with their accents stored in two ways",
        ),
        (
            "content/posts/post.md",
            "same-name",
            "'post.md' and 'Post.md' differ only in their case, and are one name on some machines",
        ),
    ]


def test_paths_are_composed_however_the_disk_spells_them(site: Path) -> None:
    put(site, "content/posts/cafe\u0301/e\u0301.md", b"E")
    assert discover(site).documents == (Source("content/posts/caf\u00e9/\u00e9.md", b"E"),)


def test_the_locale_changes_nothing(site: Path) -> None:
    put(site, "content/posts/\u00e9.md")
    link(site, "content/sessions/\u00fc.md", "../../shared/\u00fc.md")
    put(site, "shared/\u00fc.md")
    script = (
        "import pathlib, sys; from sitegen.discover import discover; "
        "found = discover(pathlib.Path(sys.argv[1])); "
        "print(ascii([source.path for source in found.documents]), found.problems)"
    )
    environment = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    command = [sys.executable, "-c", script, str(site)]
    run = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=60)  # noqa: S603 -- our own interpreter and script
    assert run.stdout == "['content/posts/\\xe9.md', 'content/sessions/\\xfc.md'] ()\n"
