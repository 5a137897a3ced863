"""What files that are no ordinary readable files earn: links, pipes, permissions, changes, sizes, numbers."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import threading
import time
from pathlib import Path

import pytest

from tests.disk import link, put, without_privileges
from tests.mistaken import POST, SETTINGS, build, document, make_site

TITLED = document("title: Preparing")
STOPPED = "Nothing was published: 1 error.\n"
WORSE = "content/posts/2007-01-10-worse.md"


def test_a_link_that_leaves_the_site_is_told_and_not_read(tmp_path: Path) -> None:
    put(tmp_path, "secret.md", document("title: Secret\ndate: 2007-01-01").encode())
    root = make_site(tmp_path / "site", {POST: TITLED})
    link(root, "content/posts/secret.md", "../../../secret.md")
    link(root, "content/static/passwords", "/etc/passwd")
    told = build(root)
    words = "error: this link leads to a place outside the site's folder [outside-link]\n  put the file itself here\n"
    assert (told.exit, told.report) == (
        1,
        f"content/posts/secret.md:1:1: {words}content/static/passwords:1:1: {words}Nothing was published: 2 errors.\n",
    )


def test_a_loop_of_links_is_told_and_ends(tmp_path: Path) -> None:
    root = make_site(tmp_path, {POST: TITLED})
    link(root, "content/posts/a.md", "b.md")
    link(root, "content/posts/b.md", "a.md")
    link(root, "content/static/again", "..")
    began = time.monotonic()
    told = build(root)
    words = "error: this link leads back to itself or to where it is [link-loop]\n  remove the link\n"
    assert (told.exit, told.report) == (
        1,
        (
            f"content/posts/a.md:1:1: {words}content/posts/b.md:1:1: {words}content/static/again:1:1: {words}"
            "Nothing was published: 3 errors.\n"
        ),
    )
    assert time.monotonic() - began < 10


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no named pipes in folders")
def test_a_pipe_is_told_and_never_opened(tmp_path: Path) -> None:
    root = make_site(tmp_path, {POST: TITLED})
    os.mkfifo(root / "content/posts/pipe.md")
    (root / "content/static").mkdir()
    os.mkfifo(root / "content/static/pipe")
    told = build(root)
    words = "warning: this is neither a file nor a folder, so it is passed over [not-a-file]\n  remove it\n"
    assert (told.exit, told.report) == (0, f"content/posts/pipe.md:1:1: {words}content/static/pipe:1:1: {words}")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other permissions")
def test_an_unreadable_file_is_told_and_the_others_are_still_checked() -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        root.chmod(0o777)
        make_site(root, {POST: TITLED, WORSE: document("titel: Worse")})
        (root / POST).chmod(0)
        with without_privileges():
            told = build(root)
    assert (told.exit, told.report) == (
        1,
        (
            f"{POST}:1:1: error: this cannot be read: permission denied [unreadable]\n"
            "  give the user who builds the site permission to read it\n"
            f"{WORSE}:2:1: error: there is no field 'titel' [unknown-field]\n"
            "  did you mean 'title'?\n"
            "Nothing was published: 2 errors.\n"
        ),
    )


@pytest.mark.slow
def test_a_file_that_changes_while_it_is_read_is_told(tmp_path: Path) -> None:
    root = make_site(tmp_path, {POST: TITLED})
    film = put(root, "content/static/film.mp4")
    os.truncate(film, 300 * 1024 * 1024)
    is_over = threading.Event()

    def touch() -> None:
        while not is_over.wait(0.002):
            os.utime(film)

    toucher = threading.Thread(target=touch)
    toucher.start()
    try:
        told = build(root)
    finally:
        is_over.set()
        toucher.join()
    assert (told.exit, told.report) == (
        1,
        (
            "content/static/film.mp4:1:1: error: this changed while it was being read [changed-while-read]\n"
            f"  build again\n{STOPPED}"
        ),
    )


def test_a_post_of_fifty_megabytes_is_told_at_once(tmp_path: Path) -> None:
    root = make_site(tmp_path, {WORSE: TITLED})
    put(root, POST)
    os.truncate(root / POST, 50 * 1024 * 1024)
    began = time.monotonic()
    told = build(root)
    assert (told.exit, told.report) == (
        1,
        (
            f"{POST}:1:1: error: this file has 52,428,800 bytes; the limit is 5,242,880 (5 MiB) [too-big]\n"
            f"  divide it into several files\n{STOPPED}"
        ),
    )
    assert time.monotonic() - began < 5


def test_times_of_change_in_the_future_change_nothing(tmp_path: Path) -> None:
    root = make_site(tmp_path, {POST: TITLED})
    for place in (root / POST, root / "content/site.toml"):
        os.utime(place, (4_000_000_000, 4_000_000_000))
    assert (build(root).exit, "0 files written, " in build(root).output) == (0, True)


def test_names_that_differ_in_case_only_are_told(tmp_path: Path) -> None:
    root = make_site(tmp_path, {"content/pages/about.md": TITLED, "content/pages/About.md": TITLED})
    if len(list((root / "content/pages").iterdir())) == 1:
        shutil.rmtree(root)
        pytest.skip("this disk keeps no names that differ in case only")
    told = build(root)
    assert (told.exit, told.report) == (
        1,
        (
            "content/pages/about.md:1:1: error: 'about.md' and 'About.md' differ only in their case, and are one name"
            f" on some machines [same-name]\n  rename one of the two\n{STOPPED}"
        ),
    )


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no files of such names")
def test_a_file_with_the_name_of_a_device_is_told(tmp_path: Path) -> None:
    told = build(make_site(tmp_path, {POST: document("title: A post"), "content/static/aux.txt": "x"}))
    assert (told.exit, told.report) == (
        1,
        (
            "content/static/aux.txt:1:1: error: '/aux.txt' cannot be an address: 'aux.txt' is a device's name on"
            f" Windows [bad-address]\n  rename the file\n{STOPPED}"
        ),
    )


def test_a_folder_without_a_site_says_where_to_go(tmp_path: Path) -> None:
    told = build(tmp_path)
    assert (told.exit, told.report.partition("\n")[0]) == (
        2,
        "content:1:1: error: there is no such folder here, so there is no site [no-content]",
    )


def test_settings_that_cannot_be_read_do_not_hide_the_other_mistakes(tmp_path: Path) -> None:
    told = build(make_site(tmp_path, {"content/site.toml": SETTINGS + "host = netlify\n", POST: document("title: [")}))
    assert told.exit == 2
    assert [line.split(":")[0] for line in told.report.split("\n") if ": error: " in line] == [
        POST,
        "content/site.toml",
    ]
