"""The nouns of a theme: its options, its files, its finished assets, and what is wrong with how it is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Final, TypeAlias

from sitegen.problems import Place, Problem, Severity
from sitegen.values import Value


class OptionType(StrEnum):
    """What an option's value can be."""

    COLOUR = "colour"
    TEXT = "text"
    NUMBER = "number"
    BOOLEAN = "boolean"
    CHOICE = "choice"


class Option(Value, frozen=True):
    """Something about a theme that a site can choose in `[theme_options]`."""

    name: str
    type: OptionType
    default: object
    choices: tuple[str, ...] = ()
    description: str = ""


class Options:
    """The values of a theme's options, as templates read them."""

    def __init__(self, values: Mapping[str, object]) -> None:
        """Make every value an attribute."""
        self.__dict__.update(values)


class OptionProblem(Value, frozen=True):
    """Something wrong with what `site.toml` says of the theme; `key` is what its reader has a line for.

    `key` is `theme`, or `theme_options.accent`.
    """

    key: str
    code: str
    message: str
    hint: str = ""
    severity: Severity = Severity.ERROR

    def at(self, path: str, place: Place) -> Problem:
        """Return the problem this is at a place of the settings file."""
        return Problem(path, place.line, place.column, self.code, self.message, self.hint, self.severity)


class ThemeFolder(Value, frozen=True):
    """A theme's folder, and what its `theme.toml` says."""

    name: str
    folder: Path
    label: str
    """The folder as problems name it: within the site, or `sitegen/themes/…` for one that came along."""
    options: Mapping[str, Option]
    """As declared, over those of its parents."""


class TemplateFile(Value, frozen=True):
    """A template as it lies in one theme of the chain."""

    name: str
    """Within `templates/`: `post.html`, `parts/card.html`."""
    theme: str
    level: int
    """The theme's place in the chain: 0 is the one that the site chose."""
    label: str
    """The path as problems name it, different for every file."""
    text: str


AssetFiles: TypeAlias = tuple[tuple[int, str, str, bytes], ...]
"""The assets of a chain as they lie there: level, name, label and bytes, child first."""


TEMPLATE_OF_STYLES: Final = ".css.jinja"
"""The ending of a style sheet that is worked out from the theme's options."""


def published_name(name: str) -> str:
    """Return an asset's name as it is published, without the ending of a template."""
    return name.removesuffix(".jinja") if name.endswith(TEMPLATE_OF_STYLES) else name


def by_name(files: AssetFiles) -> dict[str, bytes]:
    """Return the bytes of each asset's nearest file by the name that it is published under."""
    return {published_name(name): data for _, name, _, data in reversed(files)}


class Asset(Value, frozen=True):
    """A file of the theme's as it is published: a site-absolute address, with a fingerprint, and its bytes."""

    address: str
    data: bytes


class RenderError(Exception):
    """A template that could not be rendered; carries the problem, at the template's line."""

    def __init__(self, problem: Problem) -> None:
        """Keep the problem."""
        super().__init__(problem.message)
        self.problem = problem
