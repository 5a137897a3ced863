"""Finishing a theme's assets: style sheets worked out from the options, and every name given a fingerprint. Pure."""

from __future__ import annotations

import hashlib
import posixpath
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from sitegen.nearest import did_you_mean
from sitegen.problems import Problem
from sitegen.theme import colours
from sitegen.theme.engine import compile_template, parse_template, render_problem
from sitegen.theme.lookup import Lookup
from sitegen.theme.parts import TEMPLATE_OF_STYLES, Asset, AssetFiles, Options, TemplateFile, published_name
from sitegen.theme.sandbox import ThemeEnvironment

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import CodeType

FOLDER = "/assets/"
"""The address below which a theme's assets are published."""

_FINGERPRINT_LENGTH = 10
_URL = re.compile(r"""url\(\s*(?P<quote>["']?)(?P<target>[^"')]+)(?P=quote)\s*\)""")
_ELSEWHERE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|/|#")
_COMMENT_OR_STRING = re.compile(r"""(?P<keep>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|/\*!.*?\*/)|/\*.*?\*/""", re.DOTALL)


class AssetFinisher:
    """Finishes assets as they are asked for, so that a style sheet can name a picture that comes after it."""

    def __init__(self, themes: tuple[str, ...], files: AssetFiles, options: Options) -> None:
        """Take the chain's names, its files (level, name, label and bytes, child first), and the options' values."""
        self.problems: list[Problem] = []
        self._options = options
        self._files: dict[str, tuple[int, str, str, bytes]] = {}
        for file in files:
            self._files.setdefault(published_name(file[1]), file)
        self._done: dict[str, Asset] = {}
        self._begun: list[str] = []
        self._sheets = Lookup(themes, {(one.level, one.name): one for one in self._read_sheets(files)})
        self._codes: dict[str, CodeType] = {}
        self._compile()

    def finish(self) -> Mapping[str, Asset]:
        """Return every asset by its name without a fingerprint; what went wrong is in `problems`."""
        for name in sorted(self._files):
            self.asset(name)
        return self._done

    def asset(self, name: str) -> Asset:
        """Return one finished asset; raise `LookupError` that says so if there is none, or if it needs itself."""
        if name in self._done:
            return self._done[name]
        if name not in self._files:
            message = f"there is no asset `{name}`"
            hint = did_you_mean(name, self._files)
            raise LookupError(f"{message}; {hint}" if hint else message)
        if name in self._begun:
            raise LookupError("the style sheets need each other in a circle: " + " → ".join([*self._begun, name]))
        self._begun.append(name)
        data = self._data(name)
        self._begun.pop()
        stem, ending = posixpath.splitext(name)
        digest = hashlib.sha256(data).hexdigest()[:_FINGERPRINT_LENGTH]
        self._done[name] = Asset(f"{FOLDER}{stem}.{digest}{ending}", data)
        return self._done[name]

    def _data(self, name: str) -> bytes:
        level, file_name, label, data = self._files[name]
        if not name.endswith(".css"):
            return data
        sheet = self._sheets.files.get((level, file_name))
        if sheet is None:
            return self._with_addresses(data.decode("utf-8", "replace"), name, label).encode()
        return self._with_addresses(shortened(self._rendered(sheet, name)), name, label).encode()

    def _rendered(self, sheet: TemplateFile, name: str) -> str:
        if sheet.label not in self._codes:
            return ""
        environment = ThemeEnvironment(self._sheets, self._codes, autoescape=False)
        environment.globals.update(_colour_functions())
        environment.globals.update(options=self._options, asset=lambda target: self._relative(target, name))
        try:
            return environment.make(sheet.label, {})
        except Exception as error:  # noqa: BLE001  whatever a style sheet does wrong is its author's to mend
            self.problems.append(render_problem(error, sheet.label, frozenset(self._codes)))
            return ""

    def _relative(self, target: str, sheet: str) -> str:
        """Return where an asset is, seen from a style sheet: it holds under any base URL."""
        return posixpath.relpath(self.asset(target).address, posixpath.dirname(FOLDER + sheet))

    def _with_addresses(self, text: str, name: str, label: str) -> str:
        """Put the fingerprinted name into every `url(…)` that names an asset from beside it."""

        def replaced(match: re.Match[str]) -> str:
            target, mark, rest = re.match(r"([^?#]*)([?#]?)(.*)", match["target"].strip(), re.DOTALL).groups()  # type: ignore[union-attr]  # the pattern matches any text
            if not target or _ELSEWHERE.match(target):
                return match[0]
            wanted = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(target)))
            if any(asset.address == FOLDER + wanted for asset in self._done.values()):
                return match[0]
            try:
                return f'url("{self._relative(wanted, name)}{mark}{rest}")'
            except LookupError as error:
                message, _, hint = str(error).partition("; ")
                line = text.count("\n", 0, match.start()) + 1
                self.problems.append(Problem(label, line, 1, "theme-missing", message, hint))
                return match[0]

        return _URL.sub(replaced, text)

    def _read_sheets(self, files: AssetFiles) -> list[TemplateFile]:
        sheets = []
        for level, name, label, data in files:
            if not name.endswith(TEMPLATE_OF_STYLES):
                continue
            try:
                text = data.decode("utf-8-sig").replace("\r\n", "\n")
            except UnicodeDecodeError as error:
                line = data[: error.start].count(b"\n") + 1
                self.problems.append(Problem(label, line, 1, "not-utf8", "the file is not UTF-8", "save it as UTF-8"))
                continue
            sheets.append(TemplateFile(name, "", level, label, text))
        return sheets

    def _compile(self) -> None:
        environment = ThemeEnvironment(self._sheets, {}, autoescape=False)
        for sheet in self._sheets.files.values():
            tree = parse_template(environment, sheet)
            code = tree if isinstance(tree, Problem) else compile_template(environment, sheet, tree)
            if isinstance(code, Problem):
                self.problems.append(code)
            else:
                self._codes[sheet.label] = code


def shortened(css: str) -> str:
    """Return a style sheet without its comments (except `/*!`), indents and empty lines."""
    without = _COMMENT_OR_STRING.sub(lambda match: match["keep"] or "", css)
    lines = (line.strip() for line in without.splitlines())
    return "\n".join(line for line in lines if line) + "\n"


def _colour_functions() -> dict[str, object]:
    return {
        "readable": colours.readable,
        "mix": colours.mix,
        "contrast": colours.contrast,
        "ink": colours.ink,
    }
