"""What of a theme is remembered from one build to the next: its templates' code, and what was found out about it.

The keys are made of everything that the values depend on, so nothing here goes out of date; whatever is
damaged is made again. A template's code is a program, and is run: a cache is to be as safe as the program is.
"""

from __future__ import annotations

import hashlib
import json
import marshal
from collections.abc import Iterator, Mapping
from importlib.util import MAGIC_NUMBER
from types import CodeType
from typing import TYPE_CHECKING, Final, Protocol

import jinja2

from sitegen.problems import Problem, Severity
from sitegen.values import Value, replace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sitegen.theme.lookup import Lookup
    from sitegen.theme.parts import TemplateFile

_SHAPE: Final = 1
"""To be counted up when the sandbox compiles templates otherwise, or when what is kept here changes its shape."""
_DIGEST: Final = 32


class TemplateCache(Protocol):
    """Keeps bytes under a key; forgetting them costs time and changes nothing."""

    def get(self, key: str) -> bytes | None:
        """Return what was put under the key, or `None`."""

    def put(self, key: str, data: bytes) -> None:
        """Keep bytes under the key."""


class Verdict(Value, frozen=True):
    """What looking at all files of a chain of themes found out."""

    problems: tuple[Problem, ...]
    needs: Mapping[str, tuple[str, ...]]
    """The labels of the files that each required template rests on."""
    assets: Mapping[str, tuple[str, str | None]]
    """The address of each asset by its name, and its text where that is not the file's own bytes."""
    lasting: tuple[str, ...] = ()
    """The labels of the templates that can be imported once for all pages."""


class Codes(Mapping[str, CodeType]):
    """The code of a chain's templates by label, each remembered, or made when it is first asked for."""

    def __init__(
        self,
        lookup: Lookup,
        compile_: Callable[[TemplateFile], CodeType | Problem],
        cache: TemplateCache | None,
        made: Mapping[str, CodeType],
    ) -> None:
        """Take the templates, how one is compiled, and those that were just now."""
        self._files = {file.label: file for file in lookup.files.values()}
        self._compile = compile_
        self._cache = cache
        self._codes = dict(made)
        for label, code in made.items():
            self._keep(self._files[label], code)

    def __getitem__(self, label: str) -> CodeType:
        """Return the code of the file with this label; `KeyError` where there is none."""
        if label not in self._codes:
            file = self._files[label]
            code = self._remembered(file)
            if code is None:
                compiled = self._compile(file)
                if isinstance(compiled, Problem):
                    raise KeyError(label)
                code = compiled
                self._keep(file, code)
            self._codes[label] = code
        return self._codes[label]

    def __iter__(self) -> Iterator[str]:
        """Iterate over the labels of all templates."""
        return iter(self._files)

    def __len__(self) -> int:
        """Return how many templates there are."""
        return len(self._files)

    def _remembered(self, file: TemplateFile) -> CodeType | None:
        data = _get(self._cache, _code_key(file))
        if data is None:
            return None
        try:
            code = marshal.loads(data)  # noqa: S302  the cache is as safe as the program, as said above
        except (EOFError, TypeError, ValueError):
            return None
        return code if isinstance(code, CodeType) else None

    def _keep(self, file: TemplateFile, code: CodeType) -> None:
        _put(self._cache, _code_key(file), marshal.dumps(code))


def verdict_key(
    themes: Iterable[tuple[str, str]],
    templates: Iterable[TemplateFile],
    assets: Iterable[tuple[int, str, str, bytes]],
    options: Mapping[str, object],
) -> str:
    """Return the key over all that a verdict depends on: names and labels of themes, their files, and the options."""
    digest = hashlib.sha256(_maker())
    for name, label in themes:
        digest.update(f"\0theme\0{name}\0{label}".encode())
    for file in templates:
        digest.update(f"\0template\0{file.level}\0{file.label}\0{_hash(file.text.encode())}".encode())
    for level, _, label, data in assets:
        digest.update(f"\0asset\0{level}\0{label}\0{_hash(data)}".encode())
    digest.update(f"\0options\0{sorted(options.items())!r}".encode())
    return f"theme-{digest.hexdigest()}"


def recall(cache: TemplateCache | None, key: str) -> Verdict | None:
    """Return the verdict that is remembered under a key, if it is sound."""
    data = _get(cache, key)
    if data is None:
        return None
    try:
        read = json.loads(data)
        return Verdict(
            tuple(replace(Problem(*fields), severity=Severity(severity)) for *fields, severity in read["problems"]),
            {template: tuple(labels) for template, labels in read["needs"].items()},
            {name: (address, text) for name, (address, text) in read["assets"].items()},
            tuple(read["lasting"]),
        )
    except (AttributeError, KeyError, TypeError, ValueError, RecursionError):
        return None


def remember(cache: TemplateCache | None, key: str, verdict: Verdict) -> None:
    """Keep a verdict under its key."""
    written = {
        "problems": [(p.path, p.line, p.column, p.code, p.message, p.hint, p.severity) for p in verdict.problems],
        "needs": dict(verdict.needs),
        "assets": dict(verdict.assets),
        "lasting": verdict.lasting,
    }
    _put(cache, key, json.dumps(written).encode())


def _code_key(file: TemplateFile) -> str:
    text = f"{file.label}\0{file.text}".encode()
    return f"template-{_hash(_maker() + text)}"


def _maker() -> bytes:
    """Return what makes code of templates: Jinja, Python, and this room."""
    return f"{_SHAPE}\0{jinja2.__version__}\0{MAGIC_NUMBER.hex()}\0".encode()


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _get(cache: TemplateCache | None, key: str) -> bytes | None:
    found = cache.get(key) if cache is not None else None
    if found is None or hashlib.sha256(found[_DIGEST:]).digest() != found[:_DIGEST]:
        return None
    return found[_DIGEST:]


def _put(cache: TemplateCache | None, key: str, data: bytes) -> None:
    if cache is not None:
        cache.put(key, hashlib.sha256(data).digest() + data)
