"""That being killed, refused by the machine or lied to never harms a site, nor anybody's files."""

from __future__ import annotations

import hashlib
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from sitegen.manifest import MANIFEST
from sitegen.output import Copy, Output
from sitegen.problems import MachineError, SiteError
from sitegen.publish import Published, publish, remove_site
from tests import publish_and_die
from tests.disk import tree, without_privileges

PUBLIC = Path("public")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    root = tmp_path / "site"
    (root / "content").mkdir(parents=True)
    return root


def test_nothing_is_written_or_removed_through_a_link(site: Path, tmp_path: Path) -> None:
    publish((Output("/a/x", b"x"), Output("/b", b"b")), site, PUBLIC)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/x").write_bytes(b"theirs")
    (site / "public/a/x").unlink()
    (site / "public/a").rmdir()
    (site / "public/a").symlink_to(tmp_path / "elsewhere")
    (site / "public/b").unlink()
    (site / "public/b").symlink_to(tmp_path / "elsewhere/x")
    with pytest.raises(MachineError, match="is a link"):
        publish((Output("/a/x", b"new"), Output("/b", b"b")), site, PUBLIC)
    assert publish((Output("/b", b"b"),), site, PUBLIC) == Published(("b",), 0, ())
    assert (site / "public/b").is_symlink() is False
    assert tree(tmp_path / "elsewhere") == {"x": b"theirs"}


@pytest.mark.parametrize(
    "path", ["../victim", "a/../../victim", "/etc/victim", "C:/victim", "a\\..\\victim", "", ".", "..", "caf\udce9"]
)
def test_a_hostile_manifest_removes_nothing_outside(site: Path, path: str) -> None:
    publish((Output("/", b"h"),), site, PUBLIC)
    (site / "victim").write_bytes(b"v")
    with (site / "public" / MANIFEST).open("ab") as manifest:
        manifest.write(b"0" * 64 + b"  " + path.encode(errors="surrogateescape") + b"\nrubbish\n\xff\xfe")
    assert publish((Output("/", b"h"),), site, PUBLIC) == Published((), 1, ())
    assert remove_site(site / "public") == ("index.html",)
    assert tree(site) == {"victim": b"v"}


def test_a_file_to_copy_that_has_changed_or_gone_or_left_is_the_authors_to_mend(site: Path, tmp_path: Path) -> None:
    (site / "content/a").write_bytes(b"new")
    (tmp_path / "secret").write_bytes(b"s")
    (site / "content/c").symlink_to(tmp_path / "secret")
    copies = (
        Copy("/a", "content/a", hashlib.sha256(b"old").hexdigest()),
        Copy("/b", "content/b", hashlib.sha256(b"b").hexdigest()),
        Copy("/c", "content/c", hashlib.sha256(b"s").hexdigest()),
    )
    with pytest.raises(SiteError) as caught:
        publish(copies, site, PUBLIC)
    assert [(problem.path, problem.code) for problem in caught.value.problems] == [
        ("content/a", "changed-while-read"),
        ("content/b", "changed-while-read"),
        ("content/c", "changed-while-read"),
    ]
    assert tree(site / "public") == {}


def test_a_refused_write_leaves_the_old_site_as_it_was(site: Path) -> None:
    publish((Output("/a/", b"old"), Output("/b/", b"old"), Output("/gone/", b"g")), site, PUBLIC)
    before = tree(site / "public")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limits[1]))
    try:
        with pytest.raises(MachineError) as caught:
            publish((Output("/a/", b"new"), Output("/b/", b"x" * 5000)), site, PUBLIC)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert caught.value.message == f"{site}/public/b/index.html: a file would be larger than is allowed here"
    assert tree(site / "public") == before


@pytest.mark.skipif(
    sys.platform != "linux" or os.geteuid() != 0, reason="only root mounts a small disk; a limit on files stands in"
)
def test_a_full_disk_leaves_the_old_site_as_it_was(site: Path) -> None:
    public = site / "public"
    public.mkdir()
    command = ["/bin/mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(public)]
    subprocess.run(command, capture_output=True, check=True)  # noqa: S603 -- the system's own mount
    try:
        publish((Output("/a/", b"old"), Output("/b/", b"old")), site, PUBLIC)
        before = tree(public)
        with pytest.raises(MachineError) as caught:
            publish((Output("/a/", b"new"), Output("/b/", b"x" * 100_000)), site, PUBLIC)
        after = tree(public)
    finally:
        subprocess.run(["/bin/umount", str(public)], check=True)  # noqa: S603 -- the system's own umount
    assert caught.value.message == f"{public}/b/index.html: the disk is full"
    assert after == before


def test_killed_at_any_step_no_half_file_stands_and_the_next_publishing_heals(tmp_path: Path) -> None:
    driver = [sys.executable, "-m", "tests.publish_and_die", str(tmp_path)]
    project = Path(publish_and_die.__file__).parent.parent
    steps = int(subprocess.run(driver, cwd=project, capture_output=True, check=True, timeout=120).stdout)  # noqa: S603 -- our own driver
    wholes = tree(tmp_path / str(steps) / "public")
    publish(publish_and_die.LATER, tmp_path / str(steps), PUBLIC)
    later = tree(tmp_path / str(steps) / "public")
    assert steps > 20
    for step in range(1, steps):
        root = tmp_path / str(step)
        stands = {path: data for path, data in tree(root / "public").items() if not path.startswith(".sitegen-")}
        assert set(stands.values()) <= {*wholes.values(), b"old home", b"gone", b"old file", b"old page", b"old bytes"}
        assert {"index.html", "same/index.html", "gone/theirs.txt"} <= set(stands)
        shutil.copytree(root, tmp_path / f"{step}-later")
        publish(publish_and_die.NEW, root, PUBLIC)
        assert tree(root / "public") == wholes
        publish(publish_and_die.LATER, tmp_path / f"{step}-later", PUBLIC)
        assert tree(tmp_path / f"{step}-later" / "public") == later


@pytest.mark.parametrize("locked", ["public", "public/b"])
def test_an_output_that_cannot_be_written_leaves_the_old_site_as_it_was(locked: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        root.chmod(0o777)
        with without_privileges():
            publish((Output("/a/", b"old"), Output("/b/", b"old")), root, PUBLIC)
            before = tree(root / "public")
            (root / locked).chmod(0o555)
            with pytest.raises(MachineError) as caught:
                publish((Output("/a/", b"new"), Output("/b/", b"new"), Output("/c/", b"new")), root, PUBLIC)
            (root / locked).chmod(0o755)
            after = tree(root / "public")
            is_clean = sorted(place.name for place in (root / "public").iterdir()) == [MANIFEST, "a", "b"]
    assert caught.value.message == f"{Path(folder).resolve()}/{locked}: permission denied"
    assert (after, is_clean) == (before, True)
