"""From a theme's name and a site's options to a theme that is ready, or to all that is wrong with it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from sitegen.problems import Problem, in_order
from sitegen.theme.assets import AssetFinisher, published_name
from sitegen.theme.chain import find_chain
from sitegen.theme.checks import VIEWS, Checker
from sitegen.theme.engine import code_of, compile_template, compiling_environment, parse_template
from sitegen.theme.folder import read_assets, read_templates
from sitegen.theme.lookup import Lookup, Templates
from sitegen.theme.options import choose
from sitegen.theme.parts import Asset, AssetFiles, OptionProblem, Options
from sitegen.theme.remembered import Codes, TemplateCache, Verdict, recall, remember, verdict_key
from sitegen.theme.rendering import Theme
from sitegen.values import Value
from sitegen.words import word_keys

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from types import CodeType

    from jinja2.nodes import Template as Tree

    from sitegen.theme.parts import TemplateFile, ThemeFolder


class LoadedTheme(Value, frozen=True):
    """A theme, and what is wrong: in its own files, and in what `site.toml` says of it.

    The theme is there unless an error of its own files leaves nothing to render with.
    """

    theme: Theme | None
    problems: tuple[Problem, ...] = ()
    option_problems: tuple[OptionProblem, ...] = ()


def load_theme(root: Path, name: str, chosen: Mapping[str, object], cache: TemplateCache | None = None) -> LoadedTheme:
    """Read the theme `name` of the site at `root` with all that it extends, and check it whole.

    `chosen` is the site's `[theme_options]`. A wrong choice is told, and the theme's default stands in for it.
    With a `cache`, files that are as they were are neither parsed nor checked again.
    """
    chain, trouble = find_chain(root, name)
    problems = [problem for problem in trouble if isinstance(problem, Problem)]
    option_problems = [problem for problem in trouble if isinstance(problem, OptionProblem)]
    if not chain:
        return LoadedTheme(None, in_order(tuple(problems)), tuple(option_problems))
    values, wrong_choices = choose(chain[0].options, chosen)
    option_problems += wrong_choices
    files = _read_assets(chain, problems)
    lookup = _read_templates(chain, problems)
    labels = [(theme.name, theme.label) for theme in chain]
    key = verdict_key(labels, lookup.files.values(), files, values)
    codes: Mapping[str, CodeType] = {}
    verdict = recall(cache, key)
    if verdict is None:
        verdict, codes = _examine(chain, lookup, files, values)
        remember(cache, key, verdict)
    found = in_order((*problems, *verdict.problems))
    if any(problem.is_error for problem in found):
        return LoadedTheme(None, found, tuple(option_problems))
    environment = compiling_environment(lookup)
    templates = Templates(lookup, Codes(lookup, partial(code_of, environment), cache, codes), verdict.needs)
    theme = Theme(name, templates, _finished(verdict, files), values)
    return LoadedTheme(theme, found, tuple(option_problems))


def _examine(
    chain: tuple[ThemeFolder, ...], lookup: Lookup, files: AssetFiles, values: Mapping[str, object]
) -> tuple[Verdict, dict[str, CodeType]]:
    """Look at every file of a chain: return what is found, and the code that its templates became meanwhile."""
    finisher = AssetFinisher(lookup.themes, files, Options(values))
    assets = finisher.finish()
    problems = list(finisher.problems)
    trees, codes = _compile(lookup, problems)
    checker = Checker(lookup, trees, assets, values, word_keys())
    problems += checker.check(chain[-1].label)
    own = _by_name(files)
    verdict = Verdict(
        problems=in_order(tuple(problems)),
        needs={template: _needs(template, lookup, checker) for template in VIEWS},
        assets={
            name: (asset.address, None if asset.data == own[name] else asset.data.decode())
            for name, asset in assets.items()
        },
    )
    return verdict, codes


def _finished(verdict: Verdict, files: AssetFiles) -> dict[str, Asset]:
    own = _by_name(files)
    return {
        name: Asset(address, own[name] if text is None else text.encode())
        for name, (address, text) in verdict.assets.items()
    }


def _by_name(files: AssetFiles) -> dict[str, bytes]:
    """Return the bytes of each asset's nearest file by the name that it is published under."""
    return {published_name(name): data for _, name, _, data in reversed(files)}


def _read_assets(chain: tuple[ThemeFolder, ...], problems: list[Problem]) -> AssetFiles:
    files: list[tuple[int, str, str, bytes]] = []
    for level, theme in enumerate(chain):
        assets, trouble = read_assets(theme)
        problems += trouble
        files += ((level, *asset) for asset in assets)
    return tuple(files)


def _read_templates(chain: tuple[ThemeFolder, ...], problems: list[Problem]) -> Lookup:
    files: dict[tuple[int, str], TemplateFile] = {}
    for level, theme in enumerate(chain):
        templates, trouble = read_templates(theme, level)
        problems += trouble
        files |= {(level, template.name): template for template in templates}
    return Lookup(tuple(theme.name for theme in chain), files)


def _compile(lookup: Lookup, problems: list[Problem]) -> tuple[dict[str, Tree], dict[str, CodeType]]:
    """Parse and compile every template, also those that no page uses: a mistake shows at once or never."""
    environment = compiling_environment(lookup)
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


def _needs(template: str, lookup: Lookup, checker: Checker) -> tuple[str, ...]:
    """Return the labels of what a template rests on: itself, and what it names in turn; all if a name is worked out."""
    first = lookup.find(template)
    waiting = [first] if first else []
    found: set[str] = set()
    while waiting:
        file = waiting.pop()
        if file.label in found:
            continue
        found.add(file.label)
        targets, is_all = checker.references(file)
        if not is_all:
            return tuple(lookup.files[key].label for key in sorted(lookup.files))
        waiting += targets
    return tuple(sorted(found))
