"""The files that are made of the program's own explanations: the pages of the reference, and the sample's examples.

No command: `make reference` runs it in the project's folder.
"""

from __future__ import annotations

from inspect import cleandoc
from typing import TYPE_CHECKING

import click

from sitegen.cli import commands
from sitegen.reference import Command, Option, example_file, reference_pages

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def reference_files() -> Mapping[str, str]:
    """Return the text of each such file by its path from the project's folder."""
    from sitegen.kinds import KINDS  # noqa: PLC0415  # as commands do

    examples = {f"content/{folder}/_example.md": example_file(kind) for folder, kind in KINDS.items()}
    return {**dict(reference_pages(explained_commands())), **examples}


def write_reference(project: Path) -> None:
    """Write each such file below the project's folder."""
    for path, text in reference_files().items():
        (project / path).parent.mkdir(parents=True, exist_ok=True)
        (project / path).write_text(text, encoding="utf-8", newline="\n")


def explained_commands() -> tuple[Command, ...]:
    """Return every command as a value, in the order of the alphabet; the help that each has is left out."""
    found = []
    with commands.make_context("sitegen", [], resilient_parsing=True) as above:
        for name in commands.list_commands(above):
            command = commands.get_command(above, name)
            if command is not None:
                with click.Context(command, parent=above, info_name=name) as context:
                    found.append(_command(name, command, context))
    return tuple(found)


def _command(name: str, command: click.Command, context: click.Context) -> Command:
    words = " ".join(command.collect_usage_pieces(context))
    options = tuple(_option(one, context) for one in command.params if isinstance(one, click.Option))
    return Command(name, f"sitegen {name} {words}", _paragraphs(command.help or ""), options)


def _option(option: click.Option, context: click.Context) -> Option:
    metavar = "" if option.is_flag else f" {option.make_metavar(context)}"
    usual = option.get_default(context)
    is_word = isinstance(usual, str | int) and not isinstance(usual, bool) and usual != ""
    return Option(f"{', '.join(option.opts)}{metavar}", option.help or "", str(usual) if is_word else "")


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(" ".join(part.split()) for part in cleandoc(text).replace("\b\n", "").split("\n\n") if part.strip())
