"""That every mistake in tests/mistakes earns exactly the words beside it, and that the table of them is true."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.disk import put, tree
from tests.mistaken import SETTINGS, build, document, make_site, stamps

TESTS = Path(__file__).parent
MISTAKES = TESTS / "mistakes"
FIXTURES = sorted(folder.name for folder in MISTAKES.iterdir() if folder.is_dir())
ROWS = {*range(1, 58), *range(71, 83)}
_WITHOUT_SETTINGS = {"no-settings"}


@pytest.fixture(scope="session")
def sound_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = make_site(
        tmp_path_factory.mktemp("sound") / "site", {"content/site.toml": SETTINGS.replace("Torquay", "Sound")}
    )
    assert build(root, "--allow-shrink").exit == 0
    return root


@pytest.mark.parametrize("name", FIXTURES)
def test_a_mistake_earns_exactly_its_words(name: str, sound_site: Path, tmp_path: Path) -> None:
    root = tmp_path / "site"
    shutil.copytree(sound_site, root)
    shutil.rmtree(root / "content")
    shutil.copytree(MISTAKES / name, root, dirs_exist_ok=True, ignore=shutil.ignore_patterns("expected.txt"))
    if name not in _WITHOUT_SETTINGS and not (root / "content/site.toml").exists():
        make_site(root, {})
    if (root / "content").is_dir() and not any((root / "content").rglob("*.md")):
        put(root, "content/pages/about.md", document("title: About").encode())
    public = root / "public"
    before, stamps_before = tree(public), stamps(public)
    told = build(root)
    assert f"{told.report}exit {told.exit}\n" == (MISTAKES / name / "expected.txt").read_text(encoding="utf-8")
    if told.exit == 0:
        assert tree(public) != before
    else:
        assert stamps(public) == stamps_before


def test_every_row_is_named_once_and_leads_to_a_fixture_or_a_test() -> None:
    readme = (MISTAKES / "README.md").read_text(encoding="utf-8")
    table = re.findall(r"^\| (\d+) \| (.+) \|$", readme, re.MULTILINE)
    rows = [int(row) for row, _ in table]
    assert sorted(rows) == sorted(set(rows))
    assert ROWS - set(rows) == set()
    named = [name for _, cell in table for name in re.findall(r"`([^`]+)`", cell)]
    assert [cell for _, cell in table if "`" not in cell] == []
    assert [name for name in named if not _exists(name)] == []
    assert [name for name in FIXTURES if f"`{name}`" not in readme] == []


def _exists(name: str) -> bool:
    """Whether `fixture` is a folder with its words, or `test_file.py::test_name` a test."""
    file, is_test, test = name.partition("::")
    if not is_test:
        return (MISTAKES / name / "expected.txt").is_file()
    text = (TESTS / file).read_text(encoding="utf-8") if (TESTS / file).is_file() else ""
    return f"def {test}(" in text
