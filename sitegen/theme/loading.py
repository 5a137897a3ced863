"""From a theme's name and a site's options to a theme that is ready, or to all that is wrong with it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from sitegen.problems import Problem, in_order
from sitegen.theme.chain import find_chain
from sitegen.theme.engine import code_of, compiling_environment
from sitegen.theme.folder import read_assets, read_templates
from sitegen.theme.lookup import Lookup, Templates
from sitegen.theme.options import choose
from sitegen.theme.parts import Asset, AssetFiles, OptionProblem, by_name
from sitegen.theme.remembered import Codes, TemplateCache, Verdict, recall, remember, verdict_key
from sitegen.theme.rendering import Theme
from sitegen.values import Value

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from types import CodeType

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
        from sitegen.theme.examining import examine  # noqa: PLC0415  # hardly ever wanted: a theme stays as it is

        verdict, codes = examine(chain, lookup, files, values)
        remember(cache, key, verdict)
    found = in_order((*problems, *verdict.problems))
    if any(problem.is_error for problem in found):
        return LoadedTheme(None, found, tuple(option_problems))
    environment = compiling_environment(lookup)
    known = Codes(lookup, partial(code_of, environment), cache, codes)
    templates = Templates(lookup, known, verdict.needs, frozenset(verdict.lasting))
    theme = Theme(name, templates, _finished(verdict, files), values)
    return LoadedTheme(theme, found, tuple(option_problems))


def _finished(verdict: Verdict, files: AssetFiles) -> dict[str, Asset]:
    own = by_name(files)
    return {
        name: Asset(address, own[name] if text is None else text.encode())
        for name, (address, text) in verdict.assets.items()
    }


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
