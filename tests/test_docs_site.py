"""The manual is a site without a fault, in which every page is found, at a host of repositories too."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from sitegen.build import Order, build
from tests.building import NOWS, copy_manual
from tests.conftest import PROJECT
from tests.shown import PAGES

if TYPE_CHECKING:
    from pathlib import Path

MANUAL = tuple(sorted(PAGES.rglob("*.md")))
_LINK = re.compile(r"\]\(((?!https?:)[^)\s#]*)(?:#([^)\s]+))?\)")


def without_code(text: str) -> str:
    return re.sub(r"`[^`\n]+`", "", re.sub(r"(?ms)^```.*?^```", "", text))


def links(page: Path) -> list[tuple[str, str]]:
    """Return the targets of a page's links within the repository: a path and an anchor, each empty if it has none."""
    return _LINK.findall(without_code(page.read_text("utf-8")))


def anchors(page: Path) -> set[str]:
    """Return the anchors that hosts of repositories give the headings of a page."""
    headings = re.findall(r"(?m)^#+ (.*)$", re.sub(r"(?ms)^```.*?^```", "", page.read_text("utf-8")))
    return {re.sub(r"[^\w -]", "", heading).strip().lower().replace(" ", "-") for heading in headings}


def test_the_manual_builds_without_a_word(tmp_path: Path) -> None:
    built = build(Order(root=copy_manual(tmp_path / "docs"), now=NOWS["minimal"]))
    assert [str(problem.message) for problem in built.problems] == []


@pytest.mark.parametrize("page", MANUAL, ids=lambda page: page.name)
def test_links_lead_somewhere_at_a_host_of_repositories_too(page: Path) -> None:
    lost = []
    for path, anchor in links(page):
        if path.startswith("/"):
            continue
        target = page.parent / path if path else page
        if not target.is_file() or (anchor and anchor not in anchors(target)):
            lost.append(f"{path}#{anchor}")
    assert lost == []


def test_every_page_is_named_on_the_first() -> None:
    first = PAGES / "index.md"
    named = {path for path, _ in links(first)}
    assert sorted({page.name for page in MANUAL} - named - {first.name}) == []


def test_links_to_the_manual_from_the_project_lead_somewhere() -> None:
    for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md"):
        text = (PROJECT / name).read_text("utf-8")
        named = re.findall(r"(docs/[\w/.-]+\.\w+)", text)
        assert [path for path in named if not (PROJECT / path).is_file()] == [], name
