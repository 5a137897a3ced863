"""Every command that the manual and the README show works, in the state that its page begins with."""

from __future__ import annotations

import re
import shlex
import shutil
from typing import TYPE_CHECKING, Final

import click
import pytest

from sitegen.cli import commands
from tests.conftest import PROJECT
from tests.shown import MORE, PAGES, README, Saved, Typed, answers, pages, steps
from tests.terminal import open_terminal

if TYPE_CHECKING:
    from pathlib import Path

FOLLOWED: Final = PAGES / "tutorial.md"
"""`test_first_hour` follows this one, with what stands between its commands."""
INSTEAD: Final = {
    "make site": ("it installs from a registry", "make --dry-run site && sitegen build"),
    "make test": ("it installs from a registry, and runs this test", "make --dry-run test"),
    "pip install --require-hashes -r requirements.txt": (
        "it installs from a registry",
        "test -s requirements.txt && pip --version",
    ),
    "python -m pip install -r requirements.txt": ("it installs from a registry", "test -s requirements.txt"),
    "pip install --no-deps .": ("it builds with packages from a registry", "test -s pyproject.toml && pip --version"),
}
"""What cannot run here, why, and what is run in its stead."""
CTRL_C: Final = 130


def commands_of(page: Path) -> tuple[Typed, ...]:
    return tuple(step for step in steps(page) if isinstance(step, Typed))


def bare(command: str) -> str:
    """Return a command without the note behind it."""
    return re.sub(r"\s+#\s.*", "", command).strip()


SHOWING: Final = tuple(page for page in pages() if page != FOLLOWED and commands_of(page))


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a folder with the sample in it, and what the README's commands name beside."""
    root = tmp_path / "site"
    shutil.copytree(PROJECT / "content", root / "content")
    for name in ("Makefile", "pyproject.toml", "requirements.txt", "requirements-dev.txt"):
        shutil.copy(PROJECT / name, root / name)
    for lock in (PROJECT / "tests").glob("*/package-lock.json"):
        place = root / lock.relative_to(PROJECT)
        place.parent.mkdir(parents=True)
        shutil.copy(lock, place)
    return root


@pytest.mark.parametrize("page", SHOWING, ids=lambda page: page.name)
def test_the_commands_of_a_page_do_what_it_shows(page: Path, site: Path, tmp_path: Path) -> None:
    terminal = open_terminal(tmp_path / "home", site)
    assert terminal.run("git init --quiet") == (0, "")
    for step in steps(page):
        if isinstance(step, Saved):
            place = terminal.folder / step.path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(step.text, encoding="utf-8")
            continue
        command = bare(step.command)
        command = INSTEAD.get(command, ("", command))[1]
        if command.startswith("sitegen serve"):
            code, told = terminal.serve(command)
            expected, shown = CTRL_C, (*step.answer, MORE)
        else:
            code, told = terminal.run(command)
            expected, shown = int(step.fails), step.answer
        assert code == expected, (step.where, command, told)
        assert answers(shown, told), f"{step.where}: {command}\n{told}"


def test_nothing_is_replaced_that_no_page_shows() -> None:
    shown = {bare(step.command) for page in pages() for step in commands_of(page)}
    assert sorted(INSTEAD.keys() - shown) == []


def spoken_of() -> list[tuple[str, str]]:
    """Return every command of ours that stands in a sentence, with its page."""
    found = []
    for page in pages():
        text = re.sub(r"(?ms)^```.*?^```", "", page.read_text("utf-8"))
        found += [(page.name, " ".join(code.split())) for code in re.findall(r"`(sitegen [^`]+)`", text)]
    return found


def test_the_commands_in_sentences_are_commands_with_their_flags() -> None:
    context = click.Context(commands)
    wrong = []
    for page, command in spoken_of():
        _, name, *rest = shlex.split(command)
        known = commands.get_command(context, name)
        flags = {flag for option in (known.params if known else ()) for flag in option.opts}
        if known is None or not {word for word in rest if word.startswith("-")} <= flags:
            wrong.append((page, command))
    assert wrong == []


def test_an_answer_is_compared_to_the_letter_but_for_what_is_left_out() -> None:
    told = "A line\nof 3 files\n\nThe site is at http://localhost:8001/ now.\n"
    assert answers((), told)
    assert answers(("A line", "…", "The site is at http://localhost:8000/ now."), told)
    assert answers(("…", "of … files", "…"), told)
    assert not answers(("A line",), told)
    assert not answers(("A line", "of … files", "The site is at http://localhost:8000/ now."), told)
    assert not answers(("…", "of … pages", "…"), told)


def test_commands_their_answers_and_files_are_found_as_they_are_shown(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "# A page\n\nFirst:\n\n```console\n$ one \\\n    more\nsaid\n$ two\n```\n\n## Then\n\n"
        "Write\n`content/pages/a.md`:\n\n```markdown\n# A\n```\n\n"
        "```sh\n# a note\nthree  # why\n```\n\n```text\n$ nobody types this\n```\n",
        encoding="utf-8",
    )
    assert list(steps(page)) == [
        Typed("page.md:6", "A page", "one \\\n    more", ("said",)),
        Typed("page.md:9", "A page", "two"),
        Saved("page.md:18", "Then", "content/pages/a.md", "# A\n"),
        Typed("page.md:23", "Then", "three  # why"),
    ]
    assert bare("three  # why") == "three"


def test_the_readme_and_the_manual_show_commands() -> None:
    assert {README.name, "conference-days.md", "moving.md", "slow-chat.md"} <= {page.name for page in SHOWING}
