"""The pages of the reference: every field, setting and command is there, and the pages are as they are made."""

from __future__ import annotations

import re
import tomllib
from typing import Final

import pytest
from click.testing import CliRunner

from sitegen.cli import commands
from sitegen.cli.reference import explained_commands, reference_files
from sitegen.fields.field import Own
from sitegen.fields.references import WORK
from sitegen.kinds import KINDS
from sitegen.kinds.kind import SHARED, Kind
from sitegen.model import Source
from sitegen.reference import Command, Option, reference_pages
from sitegen.settings import KNOWN, PATH, read_settings
from tests.conftest import PROJECT
from tests.sitemaking import read_text

FILES: Final = reference_files()
FIELDS: Final = FILES["docs/content/pages/fields.md"]
SETTINGS: Final = FILES["docs/content/pages/settings.md"]
COMMANDS: Final = FILES["docs/content/pages/commands.md"]


def named(text: str) -> list[str]:
    """Return what the first cells of a text's tables name."""
    return re.findall(r"(?m)^\| `([^`]+)` \|", text)


def part(text: str, heading: str) -> str:
    """Return what stands under a heading."""
    return text.partition(f"\n{heading}\n")[2].partition("\n## ")[0]


@pytest.mark.parametrize("path", FILES)
def test_a_file_is_as_it_is_made(path: str) -> None:
    assert (PROJECT / path).read_text(encoding="utf-8") == FILES[path], "run: make reference"


@pytest.mark.parametrize("path", [path for path in FILES if path.startswith("docs/")])
def test_a_page_reads_without_a_problem(path: str) -> None:
    assert read_text(f"pages/{path.rpartition('/')[2]}", FILES[path]).problems == ()


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_every_field_of_a_kind_stands_in_its_table(kind: Kind) -> None:
    own = set(kind.own) - set(SHARED)
    assert own - set(named(part(FIELDS, f"## {kind.folder.capitalize()}"))) == set()


def test_every_shared_field_stands_in_its_table() -> None:
    assert sorted(named(part(FIELDS, "## Fields of every kind"))) == sorted(SHARED)


def test_a_shared_field_that_means_something_else_in_a_kind_stands_there_too() -> None:
    assert "| `comments` | `true`: there is a way to answer under this page. |" in part(FIELDS, "## Pages")


def test_every_setting_stands_in_a_table_or_has_a_part() -> None:
    parts = re.findall(r"(?m)^## `\[+(\w+)\]+`$", SETTINGS)
    assert [name for name in KNOWN if name not in {*named(SETTINGS), *parts}] == []
    for name in parts:
        form = KNOWN[name].form
        if isinstance(form, Own):
            header = f"[[{name}]]" if form.is_repeated else f"[{name}]"
            single = [key for key, field in form.fields().items() if not isinstance(field.form, Own)]
            assert named(part(SETTINGS, f"## `{header}`"))[: len(single)] == single


def test_the_examples_of_all_settings_read_without_a_problem() -> None:
    single = "\n".join(re.findall(r"(?m)\| `([a-z_]+ = [^`]+)` \|$", SETTINGS.partition("\n## ")[0]))
    parts = "\n".join(re.findall(r"(?s)```toml\n(.*?)```", SETTINGS))
    _, problems = read_settings(Source(PATH, f"{single}\n{parts}".encode()))
    assert problems == ()
    assert sorted(tomllib.loads(f"{single}\n{parts}")) == sorted(KNOWN)


def test_the_examples_of_a_work_read_without_a_problem() -> None:
    shown = re.findall(r"(?m)\| `([a-z]+: [^`]+)` \|$", part(FIELDS, "## Works in `references`"))
    lines = "".join(f"    {line}\n" for line in shown)
    text = f"---\ntitle: One\ndate: 2007-02-21\nreferences:\n  smith2006:\n{lines}---\nAs in [@smith2006].\n"
    reading = read_text("posts/one.md", text)
    assert reading.problems == ()
    assert len(shown) == len(WORK)


def test_every_command_and_option_stands_in_the_page() -> None:
    names = re.findall(r"(?m)^  (\w+)  ", CliRunner().invoke(commands, ["--help"]).output.partition("Commands:")[2])
    assert [command.name for command in explained_commands()] == names != []
    for name in names:
        shown = part(COMMANDS, f"## `{name}`")
        told = CliRunner().invoke(commands, [name, "--help"]).output
        options = set(re.findall(r"(?m)^  (?:-\w, )?(--[a-z-]+|-C)", told))
        assert {re.sub(r"[ ,].*", "", option) for option in named(shown)} >= options - {"--help"}
        assert options


def test_a_command_becomes_a_part_with_its_options() -> None:
    options = (Option("--form [a|b]", "How.", "a"), Option("--all", "Everything."))
    pages = dict(reference_pages((Command("count", "sitegen count [OPTIONS]", ("Count.", "Twice."), options),)))
    assert part(pages["docs/content/pages/commands.md"], "## `count`") == (
        "\n```sh\nsitegen count [OPTIONS]\n```\n\nCount.\n\nTwice.\n\n"
        "| option | what it does |\n| --- | --- |\n"
        "| `--form [a\\|b]` | How. Without it, `a`. |\n| `--all` | Everything. |\n"
    )


def test_commands_are_explained_in_the_words_of_their_help() -> None:
    clean = next(command for command in explained_commands() if command.name == "clean")
    assert clean.usage == "sitegen clean [OPTIONS]"
    assert clean.says[0].startswith("Remove what `build` made")
    assert Option("--output DIR", "Where the site was written.", "public") in clean.options
