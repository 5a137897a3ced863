"""From a theme's name and a site's options to a theme that is ready, or to all that is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sitegen.problems import Problem, in_order
from sitegen.theme.assets import AssetFinisher
from sitegen.theme.chain import find_chain
from sitegen.theme.checks import VIEWS, Checker
from sitegen.theme.engine import compile_template, late, parse_template
from sitegen.theme.folder import read_assets, read_templates
from sitegen.theme.lookup import Lookup
from sitegen.theme.options import choose
from sitegen.theme.parts import OptionProblem, Options
from sitegen.theme.rendering import Templates, Theme
from sitegen.theme.sandbox import ThemeEnvironment
from sitegen.words import word_keys

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from types import CodeType

    from jinja2.nodes import Template as Tree

    from sitegen.theme.parts import TemplateFile, ThemeFolder


@dataclass(frozen=True, slots=True)
class LoadedTheme:
    """A theme, and what is wrong: in its own files, and in what `site.toml` says of it.

    The theme is there unless an error of its own files leaves nothing to render with.
    """

    theme: Theme | None
    problems: tuple[Problem, ...] = ()
    option_problems: tuple[OptionProblem, ...] = ()


def load_theme(root: Path, name: str, chosen: Mapping[str, object]) -> LoadedTheme:
    """Read the theme `name` of the site at `root` with all that it extends, and check it whole.

    `chosen` is the site's `[theme_options]`. A wrong choice is told, and the theme's default stands in for it.
    """
    chain, trouble = find_chain(root, name)
    problems = [problem for problem in trouble if isinstance(problem, Problem)]
    option_problems = [problem for problem in trouble if isinstance(problem, OptionProblem)]
    if not chain:
        return LoadedTheme(None, in_order(tuple(problems)), tuple(option_problems))
    values, wrong_choices = choose(chain[0].options, chosen)
    option_problems += wrong_choices
    names = tuple(theme.name for theme in chain)
    finisher = _read_assets(chain, names, values, problems)
    assets = finisher.finish()
    problems += finisher.problems
    lookup = _read_templates(chain, names, problems)
    trees, codes = _compile(lookup, problems)
    checker = Checker(lookup, trees, assets, values, word_keys())
    problems += checker.check(chain[-1].label)
    found = in_order(tuple(problems))
    if any(problem.is_error for problem in found):
        return LoadedTheme(None, found, tuple(option_problems))
    needs = {template: _needs(template, lookup, checker) for template in VIEWS}
    return LoadedTheme(Theme(name, Templates(lookup, codes, needs), assets, values), found, tuple(option_problems))


def _read_assets(
    chain: tuple[ThemeFolder, ...], names: tuple[str, ...], values: Mapping[str, object], problems: list[Problem]
) -> AssetFinisher:
    files: list[tuple[int, str, str, bytes]] = []
    for level, theme in enumerate(chain):
        assets, trouble = read_assets(theme)
        problems += trouble
        files += ((level, *asset) for asset in assets)
    return AssetFinisher(names, tuple(files), Options(values))


def _read_templates(chain: tuple[ThemeFolder, ...], names: tuple[str, ...], problems: list[Problem]) -> Lookup:
    files: dict[tuple[int, str], TemplateFile] = {}
    for level, theme in enumerate(chain):
        templates, trouble = read_templates(theme, level)
        problems += trouble
        files |= {(level, template.name): template for template in templates}
    return Lookup(names, files)


def _compile(lookup: Lookup, problems: list[Problem]) -> tuple[dict[str, Tree], dict[str, CodeType]]:
    """Parse and compile every template, also those that no page uses: a mistake shows at once or never."""
    environment = ThemeEnvironment(lookup, {})
    environment.filters |= {"url": late(str), "absolute": late(str)}
    trees: dict[str, Tree] = {}
    codes: dict[str, CodeType] = {}
    for file in lookup.files.values():
        tree = parse_template(environment, file)
        if isinstance(tree, Problem):
            problems.append(tree)
            continue
        trees[file.label] = tree
        code = compile_template(environment, file, tree)
        if isinstance(code, Problem):
            problems.append(code)
        else:
            codes[file.label] = code
    return trees, codes


def _needs(template: str, lookup: Lookup, checker: Checker) -> tuple[TemplateFile, ...]:
    """Return the files that a template rests on: itself, and what they name in turn; all if a name is worked out."""
    first = lookup.find(template)
    waiting = [first] if first else []
    found: dict[str, TemplateFile] = {}
    while waiting:
        file = waiting.pop()
        if file.label in found:
            continue
        found[file.label] = file
        targets, is_all = checker.references(file)
        if not is_all:
            return tuple(lookup.files[key] for key in sorted(lookup.files))
        waiting += targets
    return tuple(found[label] for label in sorted(found))
