"""Outputs wait beside the site, only those that do not stand already; and nothing of them stays behind."""

from __future__ import annotations

import os
import resource
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sitegen.manifest import MANIFEST, read_manifest
from sitegen.output import Output, Ready
from sitegen.press import open_press
from sitegen.problems import MachineError, UsageError
from sitegen.publish import publish, publish_from
from sitegen.republish import publish_changed
from tests.disk import link, put, tree, without_privileges

if TYPE_CHECKING:
    from collections.abc import Mapping

OLD = (Output("/", b"home"), Output("/a/", b"about"), Output("/feed.xml", b"feed"))


def digest(data: bytes) -> str:
    """Return the SHA-256 of bytes in hexadecimal."""
    return sha256(data).hexdigest()


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return the folder of a site that is published in `public`."""
    publish(OLD, tmp_path, Path("public"))
    return tmp_path


def known(folder: Path) -> Mapping[str, str]:
    """Return what the manifest says that stands."""
    manifest = read_manifest(folder)
    assert manifest is not None
    return manifest.digests


@pytest.mark.parametrize("is_known", [True, False])
def test_what_stands_is_not_written_again(site: Path, is_known: bool) -> None:  # noqa: FBT001  # a parameter
    folder = site / "public"
    with open_press(folder, known(folder) if is_known else None) as press:
        ready = [press.ready("/", b"home"), press.ready("/feed.xml", b"feed")]
        assert not press.staging.exists()
        assert publish_from(press, (*ready, press.ready("/a/", b"about")), site).written == ()
    assert ready == [Ready("/", digest(b"home")), Ready("/feed.xml", digest(b"feed"))]


@pytest.mark.parametrize("is_known", [True, False])
def test_what_differs_waits_beside_the_site_until_it_is_published(site: Path, is_known: bool) -> None:  # noqa: FBT001  # as above
    folder = site / "public"
    before = tree(folder)
    with open_press(folder, known(folder) if is_known else None) as press:
        outputs = [press.ready("/", b"new home"), press.ready("/a/", b"about"), press.ready("/b/", b"")]
        assert [(one.digest, bool(one.file)) for one in outputs] == [
            (digest(b"new home"), True),
            (digest(b"about"), False),
            (digest(b""), True),
        ]
        waiting = tree(press.staging)
        assert sorted(waiting.values()) == [b"", b"new home"]
        assert tree(folder) == before | {f"{press.staging.name}/{name}": data for name, data in waiting.items()}
        published = publish_from(press, outputs, site)
    assert (published.written, published.kept, published.removed) == (("b/index.html", "index.html"), 1, ("feed.xml",))
    assert {path: data for path, data in tree(folder).items() if path != MANIFEST} == {
        "index.html": b"new home",
        "a/index.html": b"about",
        "b/index.html": b"",
    }
    assert known(folder) == {path: digest(data) for path, data in tree(folder).items() if path != MANIFEST}


def test_what_is_known_to_stand_is_believed_and_nothing_else(site: Path) -> None:
    folder = site / "public"
    with open_press(folder, {"index.html": digest(b"home"), "gone/index.html": digest(b"gone")}) as press:
        said = [press.stands(*one) for one in (("/", digest(b"home")), ("/a/", digest(b"about")), ("/", digest(b"x")))]
        assert (said, press.stands("/gone/", digest(b"gone"))) == ([True, False, False], True)


@pytest.mark.parametrize("damage", [b"HOME", b"", b"home and more"])
def test_a_file_that_somebody_changed_does_not_stand(site: Path, damage: bytes) -> None:
    put(site, "public/index.html", damage)
    with open_press(site / "public") as press:
        assert press.ready("/", b"home").file


def test_a_file_without_a_manifest_does_not_stand(tmp_path: Path) -> None:
    put(tmp_path, "public/index.html", b"home")
    with open_press(tmp_path / "public") as press:
        assert not press.stands("/", digest(b"home"))


def test_what_is_reached_through_a_link_does_not_stand(site: Path) -> None:
    folder = site / "public"
    (folder / "a").rename(site / "elsewhere")
    link(folder, "a", site / "elsewhere")
    (folder / "feed.xml").rename(site / "feed.xml")
    link(folder, "feed.xml", site / "feed.xml")
    with open_press(folder) as press:
        assert [press.stands(a, digest(d)) for a, d in (("/a/", b"about"), ("/feed.xml", b"feed"))] == [False, False]


def test_a_folder_where_a_file_is_wanted_does_not_stand(site: Path) -> None:
    (site / "public/feed.xml").unlink()
    (site / "public/feed.xml").mkdir()
    with open_press(site / "public") as press:
        assert not press.stands("/feed.xml", digest(b"feed"))


def test_an_address_outside_the_site_is_refused(tmp_path: Path) -> None:
    with open_press(tmp_path / "public") as press, pytest.raises(UsageError):
        press.ready("/../x.html", b"")
    assert tree(tmp_path) == {}


@pytest.mark.parametrize("how", [None, ValueError, KeyboardInterrupt, SystemExit])
def test_what_was_prepared_and_not_published_is_removed(site: Path, how: type[BaseException] | None) -> None:
    before = tree(site)
    with suppress(ValueError, KeyboardInterrupt, SystemExit), open_press(site / "public") as press:
        press.ready("/", b"new home")
        press.put_down("any/path", b"bytes")
        assert len(tree(press.staging)) == 2
        if how is not None:
            raise how
    assert tree(site) == before
    assert sorted(place.name for place in (site / "public").iterdir()) == sorted(
        [MANIFEST, "a", "feed.xml", "index.html"]
    )


@pytest.mark.parametrize("output", ["public", "a/b/public"])
def test_an_output_folder_that_was_made_for_nothing_is_not_left(tmp_path: Path, output: str) -> None:
    with suppress(ValueError), open_press(tmp_path / output) as press:
        press.ready("/", b"home")
        assert (tmp_path / output).is_dir()
        raise ValueError
    assert list(tmp_path.iterdir()) == []


def test_folders_that_were_there_before_stay(tmp_path: Path) -> None:
    (tmp_path / "a/public").mkdir(parents=True)
    with open_press(tmp_path / "a/public") as press:
        press.ready("/", b"home")
    with open_press(tmp_path / "a/c") as press:
        press.ready("/", b"home")
        put(tmp_path, "a/theirs.txt")
    assert sorted(place.relative_to(tmp_path).as_posix() for place in tmp_path.rglob("*")) == [
        "a",
        "a/public",
        "a/theirs.txt",
    ]


def test_what_a_killed_build_left_is_removed_and_nothing_through_a_link(site: Path) -> None:
    folder = site / "public"
    put(site, "theirs/letter.txt")
    put(folder, ".sitegen-new-0123456789abcdef/1-1", b"stray")
    link(folder, ".sitegen-new-0123456789abcdef/2", site / "theirs/letter.txt")
    link(folder, ".sitegen-new-fedcba9876543210", site / "theirs")
    put(folder, ".sitegen-new-mine/1")
    with open_press(folder):
        assert sorted(place.name for place in folder.iterdir() if place.name.startswith(".sitegen-new")) == [
            ".sitegen-new-fedcba9876543210",
            ".sitegen-new-mine",
        ]
    assert tree(site / "theirs") == {"letter.txt": b"x"}


def test_several_processes_make_outputs_ready_for_one_folder(site: Path) -> None:
    folder = site / "public"
    with open_press(folder) as press:
        names = []
        for number in range(3):
            reading, writing = os.pipe()
            child = os.fork()
            if not child:
                ready = [press.ready(f"/{number}/{index}/", b"%d of %d" % (index, number)) for index in range(20)]
                os.write(writing, " ".join(one.file for one in ready).encode())
                os._exit(0)
            os.close(writing)
            assert os.waitpid(child, 0)[1] == 0
            with open(reading, "rb") as file:  # noqa: PTH123  # a pipe has no path
                names.append(file.read().decode().split(" "))
        made = {
            f"/{number}/{index}/": Ready(f"/{number}/{index}/", digest(b"%d of %d" % (index, number)), name)
            for number, files in enumerate(names)
            for index, name in enumerate(files)
        }
        publish_from(press, made.values(), site)
    assert len(made) == 60
    assert {path: data for path, data in tree(folder).items() if path != MANIFEST} == {
        f"{number}/{index}/index.html": b"%d of %d" % (index, number) for number in range(3) for index in range(20)
    }


def test_a_full_disk_is_told_with_the_files_own_name(site: Path) -> None:
    before = tree(site)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100, limits[1]))
        with pytest.raises(MachineError, match=r"b/index\.html"), open_press(site / "public") as press:
            press.ready("/b/", bytes(1000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert tree(site) == before


def test_a_folder_that_refuses_is_the_machines_fault(site: Path) -> None:
    for above in (site, *site.parents):
        if above.stat().st_uid == os.geteuid() and not above.stat().st_mode & 0o001:
            above.chmod(0o755)
    (site / "public").chmod(0o555)
    with (
        without_privileges(),
        pytest.raises(MachineError, match="permission denied"),
        open_press(site / "public") as press,
    ):
        press.ready("/b/", b"new")
    assert sorted(tree(site / "public")) == sorted([MANIFEST, "a/index.html", "feed.xml", "index.html"])


def test_other_bytes_of_a_known_file_are_put_in_its_place_and_in_the_manifest(site: Path) -> None:
    folder = site / "public"
    before = tree(folder)
    with open_press(folder, {}) as press:
        changed = {
            "a/index.html": Ready("a/index.html", digest(b"more"), press.put_down("a/index.html", b"more")),
            "index.html": Ready("index.html", digest(b"home")),
        }
        assert publish_changed(press, changed)
    after = tree(folder)
    assert {path: after[path] for path in after if path != MANIFEST} == {
        path: before[path] for path in before if path != MANIFEST
    } | {"a/index.html": b"more"}
    assert known(folder) == {path: digest(data) for path, data in after.items() if path != MANIFEST}
    assert publish(tuple(OLD), site, Path("public")).written == ("a/index.html",)


@pytest.mark.parametrize("path", ["b/index.html", "dex.html", "a/index.htm", "a.index.html", ""])
def test_a_file_that_the_manifest_does_not_know_is_not_written(site: Path, path: str) -> None:
    folder = site / "public"
    before = tree(folder)
    with open_press(folder, {}) as press:
        changed = {one: Ready(one, digest(b"more"), press.put_down(one, b"more")) for one in ("a/index.html", path)}
        assert not publish_changed(press, changed)
    assert tree(folder) == before


def test_without_a_change_the_manifest_is_not_touched(site: Path) -> None:
    folder = site / "public"
    before = (folder / MANIFEST).stat()
    with open_press(folder, {}) as press:
        assert publish_changed(press, {"index.html": Ready("index.html", digest(b"home"))})
    assert (folder / MANIFEST).stat() == before
