"""Which folders are refused for the built site, before anything is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from sitegen.output import Output
from sitegen.output_folder import check_output
from sitegen.problems import UsageError
from sitegen.publish import publish


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "home/somebody").mkdir(parents=True)
    monkeypatch.setenv("HOME", str(tmp_path / "home/somebody"))
    root = tmp_path / "sites/mine"
    (root / "content/posts").mkdir(parents=True)
    return root


@pytest.mark.parametrize(
    "folder",
    [
        "/",
        ".",
        "..",
        "../..",
        "public/..",
        "content",
        "content/posts",
        "content/new/public",
        "themes",
        "themes/mine",
        ".sitegen",
        ".git/public",
        "../../home",
        "../../home/somebody",
    ],
)
def test_a_folder_that_is_dear_to_somebody_is_refused(site: Path, folder: str) -> None:
    with pytest.raises(UsageError, match=r"^the output folder .* is "):
        check_output(site, Path(folder))


@pytest.mark.parametrize("folder", ["content", "content/posts", ".", "../../home/somebody"])
def test_a_link_to_such_a_folder_is_refused_too(site: Path, folder: str) -> None:
    (site / "public").symlink_to(site / folder)
    with pytest.raises(UsageError, match=r"^the output folder .* is "):
        check_output(site, Path("public"))


def test_a_link_inside_the_content_is_refused_wherever_it_leads(site: Path, tmp_path: Path) -> None:
    (tmp_path / "free").mkdir()
    (site / "content/out").symlink_to(tmp_path / "free")
    with pytest.raises(UsageError, match="inside the site's content"):
        check_output(site, Path("content/out"))


def test_the_real_place_of_a_good_folder_is_returned(site: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (site / "link").symlink_to(tmp_path / "empty")
    assert [check_output(site, Path(folder)) for folder in ("public", "link", "../other", str(tmp_path / "x/y"))] == [
        site / "public",
        tmp_path / "empty",
        tmp_path / "sites/other",
        tmp_path / "x/y",
    ]
    assert not (site / "public").exists()


def test_a_folder_that_holds_files_and_no_mark_is_refused(site: Path) -> None:
    (site / "public").mkdir()
    (site / "public/index.html").write_bytes(b"theirs")
    with pytest.raises(UsageError, match="holds files and was not made by sitegen"):
        publish((Output("/", b"h"),), site, Path("public"))
    assert (site / "public/index.html").read_bytes() == b"theirs"


@pytest.mark.parametrize("text", ["", "something else\n", "sitegen manifest 99\n"])
def test_a_foreign_mark_is_none(site: Path, text: str) -> None:
    (site / "public").mkdir()
    (site / "public/.sitegen-manifest").write_text(text)
    with pytest.raises(UsageError, match="was not made by sitegen"):
        check_output(site, Path("public"))


@pytest.mark.parametrize("is_folder", [True, False])
def test_a_repository_is_refused_even_with_our_mark(site: Path, *, is_folder: bool) -> None:
    publish((Output("/", b"h"),), site, Path("public"))
    git = site / "public/.git"
    git.mkdir() if is_folder else git.write_text("gitdir: ../.git/worktrees/public")
    with pytest.raises(UsageError, match="git repository"):
        check_output(site, Path("public"))


def test_a_file_is_no_folder(site: Path) -> None:
    (site / "public").write_bytes(b"x")
    with pytest.raises(UsageError, match="is a file"):
        check_output(site, Path("public"))


def test_what_a_killed_first_build_left_is_no_obstacle(site: Path) -> None:
    (site / "public/.sitegen-new-0123456789abcdef").mkdir(parents=True)
    (site / "public/.sitegen-new-0123456789abcdef/0").write_bytes(b"half")
    publish((Output("/", b"h"),), site, Path("public"))
    assert sorted(place.name for place in (site / "public").iterdir()) == [".sitegen-manifest", "index.html"]
