"""What publishing writes, keeps, refuses and removes."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from sitegen.manifest import MANIFEST, STAGING_PREFIX
from sitegen.output import Copy, Output
from sitegen.problems import UsageError
from sitegen.publish import Published, publish, remove_site
from tests.disk import tree

PUBLIC = Path("public")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    root = tmp_path / "site"
    (root / "content").mkdir(parents=True)
    return root


def stats(folder: Path) -> dict[Path, tuple[int, int]]:
    return {place: (place.stat().st_ino, place.stat().st_mtime_ns) for place in (folder, *folder.rglob("*"))}


def test_every_address_becomes_its_file_and_the_manifest_lists_them(site: Path) -> None:
    (site / "content/a.png").write_bytes(b"PNG")
    outputs = (
        Output("/", b"home"),
        Output("/posts/x/", b"x"),
        Output("/feed.xml", b"feed"),
        Output("/caf\u00e9/", b"c"),
        Copy("/media/a.png", "content/a.png"),
    )
    assert publish(outputs, site, PUBLIC) == Published(
        ("caf\u00e9/index.html", "feed.xml", "index.html", "media/a.png", "posts/x/index.html"), 0, ()
    )
    files = {
        "caf\u00e9/index.html": b"c",
        "feed.xml": b"feed",
        "index.html": b"home",
        "media/a.png": b"PNG",
        "posts/x/index.html": b"x",
    }
    lines = [f"{hashlib.sha256(data).hexdigest()}  {path}\n" for path, data in files.items()]
    assert tree(site / "public") == {**files, MANIFEST: "".join(["sitegen manifest 1\n", *lines]).encode()}


def test_files_have_the_mode_of_the_umask(site: Path) -> None:
    (site / "content/a.png").write_bytes(b"PNG")
    (site / "content/a.png").chmod(0o600)
    before = os.umask(0o022)
    try:
        publish((Output("/x/", b"x"), Copy("/a.png", "content/a.png")), site, PUBLIC)
    finally:
        os.umask(before)
    modes = {name: (site / "public" / name).stat().st_mode & 0o777 for name in ("x", "x/index.html", "a.png", MANIFEST)}
    assert modes == {"x": 0o755, "x/index.html": 0o644, "a.png": 0o644, MANIFEST: 0o644}


def test_a_second_publishing_writes_nothing(site: Path) -> None:
    (site / "content/a.png").write_bytes(b"PNG")
    outputs = (Output("/", b"home"), Output("/x/", b"x"), Copy("/a.png", "content/a.png"))
    publish(outputs, site, PUBLIC)
    before = stats(site)
    assert publish(outputs, site, PUBLIC) == Published((), 3, ())
    assert stats(site) == before


def test_only_what_differs_is_written_and_a_file_edited_by_hand_is_put_right(site: Path) -> None:
    outputs = (Output("/a", b"aaaa"), Output("/b", b"bbbb"), Output("/c", b"cccc"))
    publish(outputs, site, PUBLIC)
    (site / "public/b").write_bytes(b"edit")
    kept = (site / "public/a").stat()
    assert publish((*outputs[:2], Output("/c", b"new")), site, PUBLIC) == Published(("b", "c"), 1, ())
    assert (site / "public/a").stat().st_ino == kept.st_ino
    assert {**tree(site / "public"), MANIFEST: b""} == {"a": b"aaaa", "b": b"bbbb", "c": b"new", MANIFEST: b""}


def test_only_our_own_files_are_removed_and_folders_that_this_empties(site: Path) -> None:
    publish((Output("/", b"h"), Output("/a/b/c/", b"c"), Output("/d/", b"d")), site, PUBLIC)
    (site / "public/d/theirs.txt").write_bytes(b"t")
    (site / "public/empty").mkdir()
    assert publish((Output("/", b"h"),), site, PUBLIC).removed == ("a/b/c/index.html", "d/index.html")
    assert sorted(place.relative_to(site / "public").as_posix() for place in (site / "public").rglob("*")) == [
        MANIFEST,
        "d",
        "d/theirs.txt",
        "empty",
        "index.html",
    ]


def test_somebody_elses_file_in_the_way_is_refused_before_any_write(site: Path) -> None:
    publish((Output("/", b"h"),), site, PUBLIC)
    (site / "public/x").mkdir()
    (site / "public/x/index.html").write_bytes(b"theirs")
    (site / "public/y").write_bytes(b"theirs")
    (site / "public/z").mkdir()
    before = tree(site / "public")
    with pytest.raises(UsageError) as caught:
        publish((Output("/", b"new"), Output("/x/", b"x"), Output("/y/", b"y"), Output("/z", b"z")), site, PUBLIC)
    assert caught.value.message.endswith("sitegen did not make them: x/index.html, y, z")
    assert tree(site / "public") == before


def test_somebody_elses_file_with_our_bytes_becomes_ours(site: Path) -> None:
    publish((Output("/", b"h"),), site, PUBLIC)
    (site / "public/x").write_bytes(b"same")
    assert publish((Output("/", b"h"), Output("/x", b"same")), site, PUBLIC) == Published((), 2, ())
    assert publish((Output("/", b"h"),), site, PUBLIC).removed == ("x",)


def test_our_file_gives_way_to_a_folder_and_our_folder_to_a_file(site: Path) -> None:
    publish((Output("/a", b"a"), Output("/b/c/d", b"d"), Output("/b/e", b"e")), site, PUBLIC)
    published = publish((Output("/a/x", b"x"), Output("/b", b"b")), site, PUBLIC)
    assert published == Published(("a/x", "b"), 0, ("a", "b/c/d", "b/e"))
    assert {path: data for path, data in tree(site / "public").items() if path != MANIFEST} == {"a/x": b"x", "b": b"b"}


def test_a_folder_that_holds_somebody_elses_file_gives_way_to_nothing(site: Path) -> None:
    publish((Output("/b/c", b"c"),), site, PUBLIC)
    (site / "public/b/theirs").write_bytes(b"t")
    with pytest.raises(UsageError, match=r"did not make them: b$"):
        publish((Output("/b", b"b"),), site, PUBLIC)
    assert (site / "public/b/c").read_bytes() == b"c"


@pytest.mark.parametrize(
    "address",
    [
        "x",
        "",
        "//x",
        "/../x",
        "/a/../../x",
        "/./x",
        "/a//b",
        "/a\\..\\b",
        "/C:/x",
        "/a\0b",
        "/%2e%2e/x",
        "/%252e%252e%252fx",
        "/a%5cb",
        "/.git/config",
        f"/{MANIFEST}",
        f"/{STAGING_PREFIX}0123456789abcdef/x",
        "/" + "x" * 256,
    ],
)
def test_an_address_that_is_no_place_within_the_output_is_refused(site: Path, address: str) -> None:
    with pytest.raises(UsageError, match="no place within the site"):
        publish((Output(address, b"x"),), site, PUBLIC)
    assert os.listdir(site) == ["content"]  # noqa: PTH208 -- names to compare are what is wanted


def test_two_outputs_for_one_place_are_refused(site: Path) -> None:
    with pytest.raises(UsageError, match=r"^/a/ and /a/index.html would be one file$"):
        publish((Output("/a/", b"x"), Output("/a/index.html", b"x")), site, PUBLIC)
    with pytest.raises(UsageError, match=r"^/a would be a file, and a folder for /a/b$"):
        publish((Output("/a", b"x"), Output("/a/b", b"x")), site, PUBLIC)


def test_a_file_to_copy_is_found_however_its_name_is_composed(site: Path) -> None:
    (site / "content/cafe\u0301.png").write_bytes(b"PNG")
    publish((Copy("/a.png", "content/caf\u00e9.png"),), site, PUBLIC)
    assert (site / "public/a.png").read_bytes() == b"PNG"


def test_cleaning_removes_what_was_published_and_nothing_else(site: Path) -> None:
    publish((Output("/", b"h"), Output("/a/b/", b"b")), site, PUBLIC)
    (site / "public/theirs.txt").write_bytes(b"t")
    stray = site / "public" / f"{STAGING_PREFIX}0123456789abcdef"
    stray.mkdir()
    (stray / "0").write_bytes(b"half")
    assert remove_site(site / "public") == ("a/b/index.html", "index.html")
    assert (tree(site), sorted((site / "public").iterdir())) == (
        {"public/theirs.txt": b"t"},
        [site / "public/theirs.txt"],
    )
    assert remove_site(site / "public") == ()
    assert remove_site(site / "nowhere") == ()


def test_cleaning_leaves_no_empty_output(site: Path) -> None:
    publish((Output("/a/", b"h"),), site, PUBLIC)
    remove_site(site / "public")
    assert sorted(site.iterdir()) == [site / "content"]


def test_a_name_that_only_changes_its_case_survives_on_disks_that_ignore_case(site: Path) -> None:
    publish((Output("/Logo.png", b"logo"),), site, PUBLIC)
    # One file under two spellings, as such a disk would show it.
    (site / "public/logo.png").hardlink_to(site / "public/Logo.png")
    assert publish((Output("/logo.png", b"logo"),), site, PUBLIC) == Published((), 1, ())
    assert (site / "public/logo.png").read_bytes() == b"logo"
