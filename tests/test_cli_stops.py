"""Builds that are stopped: by a signal, by another build, by the machine; nothing is left lying, nothing is lost."""

from __future__ import annotations

import signal
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sitegen.lock import hold_lock
from tests.building import SETTINGS, built_site, write_site
from tests.cli_runs import run, run_apart, start
from tests.disk import put, tree, without_privileges

if TYPE_CHECKING:
    from collections.abc import Iterator

NOW = ("--now", "2007-02-14T12:00Z")
WAIT = 120.0
unix_signals = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
unix_permissions = pytest.mark.skipif(sys.platform == "win32", reason="Windows knows other permissions")


def big_site(root: Path, posts: int) -> Path:
    paragraph = "A sentence with *emphasis*, a [link](https://example.net/) and `code`.\n\n"
    files = {
        f"posts/2007-01-{1 + n % 28:02}-n{n}.md": f"---\ntitle: Number {n}\ntags: [t{n % 9}]\n---\n{paragraph * 12}"
        for n in range(posts)
    }
    return write_site(root, files)


@unix_signals
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_build_ends_with_130_and_leaves_the_site_as_it_was(
    number: signal.Signals, tmp_path: Path
) -> None:
    site = big_site(tmp_path / "site", 300)
    (site / "content/posts").rename(site / "away")
    assert run_apart("build", "--allow-shrink", *NOW, cwd=site).code == 0
    published = tree(site / "public")
    (site / "away").rename(site / "content/posts")
    lock = site / ".sitegen/lock"
    lock.unlink()
    with start("build", *NOW, cwd=site) as process:
        deadline = time.monotonic() + WAIT
        while not lock.exists() and time.monotonic() < deadline:
            time.sleep(0.005)
        assert lock.exists()
        process.send_signal(number)
        out, err = process.communicate(timeout=WAIT)
    assert (process.returncode, out) == (130, "")
    assert err.strip() == "Interrupted; what it may have begun to change, the next build puts right."
    assert tree(site / "public") == published


@unix_signals
def test_a_build_after_an_interrupted_one_is_a_clean_one(tmp_path: Path) -> None:
    site = big_site(tmp_path / "site", 60)
    with start("build", *NOW, cwd=site) as process:
        deadline = time.monotonic() + WAIT
        while not (site / ".sitegen/lock").exists() and time.monotonic() < deadline:
            time.sleep(0.005)
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=WAIT)
    assert run_apart("build", *NOW, cwd=site).code == 0
    assert run_apart("build", *NOW, "--output", "again", cwd=site).code == 0
    assert tree(site / "public") == tree(site / "again")


def test_a_second_build_at_once_ends_with_3_and_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = big_site(tmp_path / "site", 1)
    with hold_lock(site):
        ran = run_apart("build", *NOW, cwd=site)
        assert (ran.code, ran.out) == (3, "")
        assert "another build of this site is running" in ran.err
        assert not (site / "public").exists()
        assert run_apart("clean", cwd=site).code == 3
    assert run(capsys, "build", "-C", site, *NOW).code == 0


@pytest.fixture
def open_site(capsys: pytest.CaptureFixture[str]) -> Iterator[Path]:
    """Give a site that everybody can reach; the folders above pytest's own are closed to others.

    Python's own modules may be closed to others as well, so what a build imports late is imported before.
    """
    run(capsys, "build", "-C", built_site("own-theme").root, "--output", "warm", *NOW)
    run(capsys, "build", "-C", built_site("own-theme").root, "--now", "never")
    with tempfile.TemporaryDirectory() as folder:
        root = big_site(Path(folder), 1)
        (root / ".sitegen").mkdir()
        (root / "closed").mkdir()
        (root / "themes/own").mkdir(parents=True)
        for place in (root, *root.rglob("*")):
            place.chmod(0o755 if place.is_dir() else 0o644)
        (root / ".sitegen").chmod(0o777)
        (root / "closed").chmod(0o555)
        yield root
        for place in (root, *root.rglob("*")):
            place.chmod(0o755)


@unix_permissions
def test_what_the_machine_refuses_to_write_ends_with_3_in_words(
    open_site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with without_privileges():
        ran = run(capsys, "build", "-C", open_site, "--output", "closed/public", *NOW)
    assert (ran.code, ran.out) == (3, "")
    assert "permission denied" in ran.err
    assert "Traceback" not in ran.err
    assert list((open_site / "closed").iterdir()) == []


@unix_permissions
@pytest.mark.parametrize("command", ["build", "status", "clean"])
def test_a_site_that_cannot_be_reached_ends_with_3_in_words(
    command: str, open_site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    open_site.chmod(0)
    with without_privileges():
        ran = run(capsys, command, "-C", open_site / "content")
    assert (ran.code, ran.out) == (3, "")
    assert "permission denied" in ran.err
    assert "Traceback" not in ran.err


@unix_permissions
@pytest.mark.parametrize("path", ["content", "content/posts", "content/site.toml", "themes", "themes/own"])
def test_what_cannot_be_read_is_told_in_words_and_nothing_is_published(
    path: str, open_site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(open_site, "content/site.toml", (SETTINGS + 'theme = "own"\n').encode())
    put(open_site, "themes/own/theme.toml", b'api = 1\nextends = "default"\n')
    (open_site / path).chmod(0)
    with without_privileges():
        ran = run(capsys, "build", "-C", open_site, *NOW)
    assert ran.code in {1, 2, 3}
    assert "Traceback" not in ran.err
    assert path in ran.err
    assert not (open_site / "public").exists()


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("content", b"a file"),
        ("themes", b"a file"),
        ("content/posts", b"a file"),
        ("public", b"a file"),
        (".sitegen", b""),
    ],
)
def test_a_file_where_a_folder_should_be_is_told_in_words(
    path: str, data: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = tmp_path / "site"
    put(site, path, data)
    if path != "content":
        put(site, "content/site.toml", (SETTINGS + 'theme = "own"\n' if path == "themes" else SETTINGS).encode())
    ran = run(capsys, "build", "-C", site, *NOW)
    assert "Traceback" not in ran.err
    assert ran.err != ""
    assert (site / path).read_bytes() == data
