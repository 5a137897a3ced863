"""The reference as pages of a site: the fields of each kind, the settings, the commands.

Tables have a line for each: what it is called, what to write, an example. Examples of several lines, and
those of a part of the settings, stand below their table.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sitegen.fields import references
from sitegen.fields.field import Own
from sitegen.kinds import KINDS
from sitegen.kinds.kind import SHARED
from sitegen.reference.lines import in_order, toml_lines, yaml_lines
from sitegen.settings import KNOWN

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sitegen.fields.field import Field
    from sitegen.kinds.kind import Kind
    from sitegen.reference.commands import Command

_FOLDER: Final = "docs/content/pages"


def reference_pages(commands: Sequence[Command]) -> tuple[tuple[str, str], ...]:
    """Return each page's path, from the project's folder, and its text."""
    return (
        (f"{_FOLDER}/fields.md", _page("Fields", _FIELDS, _fields())),
        (f"{_FOLDER}/settings.md", _page("Settings", _SETTINGS, _settings())),
        (f"{_FOLDER}/commands.md", _page("Commands", _COMMANDS, _commands(commands))),
    )


_MADE: Final = "# Made of what the program says of itself, by make reference: what you write here is lost."
_FIELDS: Final = "Every field of front matter, with what to write and an example."
_FIELDS_STAND: Final = (
    "Fields stand at the top of a file, between two lines of three hyphens. A field with no value counts as not given."
)
_SETTINGS: Final = "Every setting of `content/site.toml`, with what to write and an example."
_SETTINGS_STAND: Final = (
    "Lines that begin with `#` are notes. Texts stand in double quotes. Only `title` and `base_url` are needed. "
    "These stand at the top of the file, above the first line in brackets:"
)
_COMMANDS: Final = "Every command and every option."
_COMMANDS_RUN: Final = (
    "Run a command in the folder that has `content/` in it, or name that folder with `-C`. Each has `--help`."
)


def _page(title: str, summary: str, parts: Sequence[str]) -> str:
    top = "\n".join(("---", _MADE, f"title: {title}", f"summary: {summary}", "---"))
    return "\n\n".join((top, *parts)) + "\n"


def _fields() -> tuple[str, ...]:
    kinds = tuple(KINDS.values())
    return (
        _FIELDS_STAND,
        *(part for kind in kinds for part in _kind(kind)),
        "## Works in `references`",
        f"A work that is not one printed line has {_listed(references.FORM.needs)}, and the others as they apply.",
        *_yaml_part(references.WORK, list(references.WORK)),
        "## Fields of every kind",
        "Where a kind has a field of the same name above, what stands there counts.",
        *_yaml_part(SHARED, [name for name in in_order(KINDS["posts"]) if name in SHARED]),
    )


def _kind(kind: Kind) -> tuple[str, ...]:
    names = [name for name in in_order(kind) if name not in SHARED or kind.known[name].says != SHARED[name].says]
    return (f"## {kind.folder.capitalize()}", *_yaml_part(kind.known, names))


def _yaml_part(fields: Mapping[str, Field], names: Sequence[str]) -> list[str]:
    """Return a table of fields, their longer examples, and the tables of those that have fields of their own."""
    rows = []
    parts = []
    longer: list[str] = []
    for name in names:
        field = fields[name]
        lines = yaml_lines(name, field)
        is_long = len(lines) > 1
        rows.append((f"`{name}`", field.says, "see below" if is_long else f"`{lines[0]}`"))
        longer += lines if is_long else ()
        if isinstance(field.form, Own):
            parts += [f"### Within `{name}`", *_yaml_part(field.form.fields(), list(field.form.fields()))]
    shown = [_table(("field", "what to write", "example"), rows)]
    if longer:
        shown += ["Several lines stand indented below their field:", _fenced("yaml", longer)]
    return [*shown, *parts]


def _settings() -> tuple[str, ...]:
    single = {name: field for name, field in KNOWN.items() if field.example and "\n" not in field.example}
    parts = {name: field for name, field in KNOWN.items() if name not in single}
    rows = [(f"`{name}`", field.says, f"`{name} = {field.example}`") for name, field in single.items()]
    return (
        _SETTINGS_STAND,
        _table(("setting", "what to write", "example"), rows),
        *(part for name, field in parts.items() for part in _section(name, field, 2)),
    )


def _section(name: str, field: Field, level: int) -> list[str]:
    is_repeated = isinstance(field.form, Own) and field.form.is_repeated
    header = f"[[{name}]]" if is_repeated else f"[{name}]"
    own = field.form.fields() if isinstance(field.form, Own) else {}
    single = {key: one for key, one in own.items() if not isinstance(one.form, Own)}
    parts = {key: one for key, one in own.items() if isinstance(one.form, Own) and one.form.fields()}
    rows = [(f"`{key}`", one.says) for key, one in single.items()]
    lines = [header, *(toml_lines(single) if own else field.example.split("\n")[1:])]
    return [
        f"{'#' * level} `{header}`",
        field.says,
        *([_table(("setting", "what to write"), rows)] if rows else ()),
        _fenced("toml", lines),
        *(part for key, one in parts.items() for part in _section(f"{name}.{key}", one, level + 1)),
    ]


def _commands(commands: Sequence[Command]) -> tuple[str, ...]:
    parts = [_COMMANDS_RUN]
    for command in commands:
        rows = [
            (f"`{one.written}`", f"{one.says} Without it, `{one.usual}`." if one.usual else one.says)
            for one in command.options
        ]
        parts += [f"## `{command.name}`", _fenced("sh", [command.usage]), *command.says]
        parts.append(_table(("option", "what it does"), rows))
    return tuple(parts)


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *(tuple(_cell(text) for text in row) for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _cell(text: str) -> str:
    """Return a text as a table takes it: nothing divides its cells, and what shows a marker is not one itself."""
    shown = re.sub(r"`<([^`]*)>`", r"<code>&#60;\1&#62;</code>", text)
    return shown.replace("|", "\\|")


def _fenced(language: str, lines: Sequence[str]) -> str:
    return "\n".join((f"```{language}", *lines, "```"))


def _listed(names: Sequence[str]) -> str:
    *others, last = (f"`{name}`" for name in names)
    return f"{', '.join(others)} and {last}"
