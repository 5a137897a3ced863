"""docs/content/pages/problems.md has every code that the program can tell, once, and no other."""

from __future__ import annotations

import ast
import re
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sitegen.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ROOT = Path(__file__).resolve().parents[1]
_ROW = re.compile(r"^\| (`[^|]+) \|", re.MULTILINE)
_NAME = re.compile(r"`([^`]+)`")
_CODE = re.compile(r"[a-z]+(?:-[a-z0-9]+)*")


class Collector:
    """Finds the codes in calls that make a problem: whatever is called takes a `code` and a `message`."""

    def __init__(self, sources: Mapping[str, str]) -> None:
        """Parse the sources, by path, and look up who takes a code and in which place."""
        self.trees = {path: ast.parse(text) for path, text in sources.items()}
        self.takers: dict[str, dict[str, int]] = defaultdict(dict)
        self.methods: dict[str, dict[str, int]] = defaultdict(dict)
        for path, tree in self.trees.items():
            self._look_up(path, tree)

    def _look_up(self, path: str, tree: ast.Module) -> None:
        for node in tree.body:
            if isinstance(node, ast.FunctionDef):
                self._take(self.takers[node.name], path, [argument.arg for argument in node.args.args])
            elif isinstance(node, ast.ClassDef):
                fields = [part.target for part in node.body if isinstance(part, ast.AnnAssign)]
                self._take(self.takers[node.name], path, [f.id for f in fields if isinstance(f, ast.Name)])
                for part in node.body:
                    if isinstance(part, ast.FunctionDef):
                        self._take(self.methods[part.name], path, [argument.arg for argument in part.args.args][1:])

    def _take(self, known: dict[str, int], path: str, names: list[str]) -> None:
        if {"code", "message"} <= set(names):
            known[path] = names.index("code")

    def codes(self) -> Iterator[tuple[str, str]]:
        """Yield every code and where it is told; raise ValueError for one that cannot be worked out."""
        for path, tree in self.trees.items():
            for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
                for call in (node for node in ast.walk(function) if isinstance(node, ast.Call)):
                    for argument in self._arguments(path, call):
                        for code in self._values(argument, function, tree):
                            if not _CODE.fullmatch(code):
                                raise ValueError(f"{path}:{call.lineno}: '{code}' is no code")
                            yield code, f"{path}:{call.lineno}"

    def _arguments(self, path: str, call: ast.Call) -> Iterator[ast.expr]:
        match call.func:
            case ast.Name(id=name):
                known = self.takers.get(name, {})
            case ast.Attribute(value=ast.Name(id=owner), attr=name) if self._module(owner, name):
                known = {path: self.takers[name][self._module(owner, name)]}
            case ast.Attribute(attr=name):
                known = self.methods.get(name, {})
            case _:
                known = {}
        places = {known[path]} if path in known else set(known.values())
        if len(places) > 1:
            raise ValueError(f"{path}:{call.lineno}: the code stands in different places")
        yield from (call.args[place] for place in places if place < len(call.args))
        yield from (keyword.value for keyword in call.keywords if places and keyword.arg == "code")

    def _module(self, owner: str, name: str) -> str:
        return next((path for path in self.takers.get(name, {}) if Path(path).stem == owner), "")

    def _values(self, node: ast.expr, function: ast.FunctionDef, tree: ast.Module) -> Iterator[str]:
        """Yield the texts that an expression may be; what was handed in is told where it was made."""
        match node:
            case ast.Constant(value=str(text)):
                yield text
            case ast.IfExp(body=one, orelse=other):
                yield from self._values(one, function, tree)
                yield from self._values(other, function, tree)
            case ast.Attribute(attr="code"):
                pass
            case ast.JoinedStr(values=[ast.Constant(value=str(start)), ast.FormattedValue(value=ast.Name(id="noun"))]):
                texts = {part.value for part in ast.walk(tree) if isinstance(part, ast.Constant)}
                yield from (start + kind.noun for kind in KINDS.values() if kind.noun in texts)
            case ast.Name(id=name) if name in {argument.arg for argument in function.args.args}:
                pass
            case ast.Name(id=name):
                found = list(_assigned(name, function))
                if not found:
                    raise ValueError(f"the code {name} in {function.name} cannot be worked out")
                for value in found:
                    yield from self._values(value, function, tree)
            case _:
                raise ValueError(f"the code {ast.unparse(node)} in {function.name} cannot be worked out")


def _assigned(name: str, function: ast.FunctionDef) -> Iterator[ast.expr]:
    """Yield every value that a function gives to one of its names, alone or among others."""
    for node in ast.walk(function):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                yield from _parts(name, target, node.value)


def _parts(name: str, target: ast.expr, value: ast.expr) -> Iterator[ast.expr]:
    match target, value:
        case ast.Name(id=own), _ if own == name:
            yield value
        case ast.Tuple(), ast.IfExp(body=one, orelse=other):
            yield from _parts(name, target, one)
            yield from _parts(name, target, other)
        case ast.Tuple(elts=targets), ast.Tuple(elts=values):
            for part, given in zip(targets, values, strict=True):
                yield from _parts(name, part, given)


def documented(text: str) -> list[str]:
    """Return the codes in the first column of a document's tables."""
    return [code for row in _ROW.finditer(text) for code in _NAME.findall(row[1])]


@cache
def told() -> dict[str, str]:
    """Return every code that the program can tell, with a place that tells it."""
    paths = sorted((ROOT / "sitegen").rglob("*.py"))
    return dict(Collector({path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for path in paths}).codes())


def test_every_code_that_can_be_told_has_its_entry() -> None:
    known = documented((ROOT / "docs" / "content" / "pages" / "problems.md").read_text("utf-8"))
    assert {code: place for code, place in told().items() if code not in known} == {}


def test_every_entry_is_of_a_code_that_can_be_told() -> None:
    known = documented((ROOT / "docs" / "content" / "pages" / "problems.md").read_text("utf-8"))
    assert sorted(set(known) - set(told())) == []


def test_no_code_has_two_entries() -> None:
    known = documented((ROOT / "docs" / "content" / "pages" / "problems.md").read_text("utf-8"))
    assert [code for code, count in Counter(known).items() if count > 1] == []


def test_codes_are_found_however_they_are_written() -> None:
    made = """
class Remark:
    place: int
    code: str
    message: str

def direct():
    return Remark(1, "plain", "a message")

def by_name():
    return Remark(1, message="a message", code="named")

def one_of_two(flag):
    code, message = ("one", "a") if flag else ("two", "b")
    return Remark(1, code, message)

def handed_on(code, message):
    return Remark(1, code, message)

def handing():
    return handed_on("handed", "a message")
"""
    found = sorted(code for code, _ in Collector({"made.py": made}).codes())
    assert found == ["handed", "named", "one", "plain", "two"]


def test_a_code_that_cannot_be_worked_out_is_not_passed_over() -> None:
    made = """
class Remark:
    code: str
    message: str

def hidden():
    return Remark(look_up("code"), "a message")
"""
    with pytest.raises(ValueError, match="cannot be worked out"):
        list(Collector({"made.py": made}).codes())
