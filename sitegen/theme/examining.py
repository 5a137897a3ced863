"""Looking at every file of a chain of themes: what is wrong in it, and what each page's template rests on. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2 import nodes

from sitegen.problems import Problem, in_order
from sitegen.theme.assets import AssetFinisher
from sitegen.theme.checks import VIEWS, Checker
from sitegen.theme.engine import compile_template, compiling_environment, parse_template
from sitegen.theme.parts import AssetFiles, Options, by_name
from sitegen.theme.remembered import Verdict
from sitegen.words import word_keys

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import CodeType

    from jinja2.nodes import Template as Tree

    from sitegen.theme.lookup import Lookup
    from sitegen.theme.parts import TemplateFile, ThemeFolder


def examine(
    chain: tuple[ThemeFolder, ...], lookup: Lookup, files: AssetFiles, values: Mapping[str, object]
) -> tuple[Verdict, dict[str, CodeType]]:
    """Look at every file of a chain: return what is found, and the code that its templates became meanwhile."""
    finisher = AssetFinisher(lookup.themes, files, Options(values))
    assets = finisher.finish()
    problems = list(finisher.problems)
    trees, codes = _compile(lookup, problems)
    checker = Checker(lookup, trees, assets, values, word_keys())
    problems += checker.check(chain[-1].label)
    own = by_name(files)
    verdict = Verdict(
        problems=in_order(tuple(problems)),
        needs={template: _needs(template, lookup, checker) for template in VIEWS},
        assets={
            name: (asset.address, None if asset.data == own[name] else asset.data.decode())
            for name, asset in assets.items()
        },
        lasting=_lasting(lookup, trees),
    )
    return verdict, codes


def _lasting(lookup: Lookup, trees: Mapping[str, Tree]) -> tuple[str, ...]:
    """Return the labels of the templates whose every export is a macro or a constant, and what they import is too."""
    found = {file.label for file in lookup.files.values() if file.label in trees}
    while True:
        known = {
            file.label
            for file in lookup.files.values()
            if file.label in found and all(_lasts(node, file, lookup, found) for node in trees[file.label].body)
        }
        if known == found:
            return tuple(sorted(known))
        found = known


def _lasts(node: nodes.Node, file: TemplateFile, lookup: Lookup, lasting: set[str]) -> bool:
    match node:
        case nodes.Macro():
            return True
        case nodes.Output(nodes=parts):
            return all(isinstance(part, nodes.TemplateData) for part in parts)
        case nodes.Assign(node=nodes.Const()):
            return True
        case (
            nodes.Import(template=nodes.Const(value=str(name)))
            | nodes.FromImport(template=nodes.Const(value=str(name)))
        ):
            target = lookup.find(name, file)
            return target is not None and target.label in lasting
        case _:
            return False


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
