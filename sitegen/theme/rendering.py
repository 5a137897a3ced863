"""A theme that was read and checked: a view goes in, a page comes out, and nothing else is in a template's reach."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from sitegen.theme.engine import address_of, page_environment, render_problem
from sitegen.theme.parts import Options, RenderError
from sitegen.values import replace

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from sitegen.theme.lookup import Templates
    from sitegen.theme.parts import Asset
    from sitegen.theme.sandbox import ThemeEnvironment
    from sitegen.urls import BaseUrl
    from sitegen.views import Shell
    from sitegen.words import Words

_EMPTY_LINES = re.compile(r"\n(?:[ \t]*\n)+")
_KEPT = re.compile(r"<(pre|textarea)\b.*?</\1>", re.DOTALL)
"""Elements that show their empty lines."""


class Theme:
    """What makes pages of views. Made by `load_theme`."""

    def __init__(
        self,
        name: str,
        templates: Templates,
        assets: Mapping[str, Asset],
        options: Mapping[str, object],
    ) -> None:
        """Keep the chain's templates, its assets, and every option's value."""
        self.name = name
        self.options = options
        self.assets = tuple(assets[one] for one in sorted(assets))
        """What the theme publishes beside the pages."""
        self._templates = templates
        self._texts = {file.label: file.text for file in templates.lookup.files.values()}
        self._labels = frozenset(self._texts)
        self._addresses = {name: asset.address for name, asset in assets.items()}
        self._fingerprints: dict[str, str] = {}
        self._environments: dict[tuple[str, BaseUrl], ThemeEnvironment] = {}

    def render(self, template: str, view: object, page: Shell | None, words: Words, base: BaseUrl) -> str:
        """Return the page that `template` makes of a view, ending with one line break.

        `page` is `None` for what is no page of its own, such as a card. Raise `RenderError` with the problem
        at the template's line, and nothing else, whatever the template does.
        """
        file = self._templates.lookup.find(template)
        label = file.label if file else template
        given: dict[str, object] = {"view": view}
        if page is not None:
            given["page"] = page
        try:
            text = self._environment(words, base).make(label, given)
        except Exception as error:  # whatever a template does wrong is its author's to mend
            problem = render_problem(error, label, self._labels)
            where = f"on {page.address}" if page is not None else f"in `{template}`"
            raise RenderError(replace(problem, message=f"{problem.message} ({where})")) from error
        return _without_empty_lines(text).strip("\n") + "\n"

    @property
    def scripts(self) -> tuple[str, ...]:
        """The names of the theme's scripts, in order; every page may load them. Those in folders wait to be named."""
        return tuple(name for name in sorted(self._addresses) if name.endswith(".js") and "/" not in name)

    def asset_address(self, name: str) -> str:
        """Return the site-absolute address of an asset; raise `LookupError` that says so if there is none."""
        return address_of(name, self._addresses)

    def addresses_of(self, names: Collection[str]) -> frozenset[str]:
        """Return the site-absolute addresses of those of the named assets that the theme has."""
        return frozenset(self._addresses[name] for name in names if name in self._addresses)

    def fingerprint(self, template: str) -> str:
        """Return a digest of all that a template's pages depend on beside view, shell, language and base URL."""
        if template not in self._fingerprints:
            self._fingerprints[template] = self._fingerprint(template)
        return self._fingerprints[template]

    def _fingerprint(self, template: str) -> str:
        # Which theme extends which decides what a name means, also where a theme has no templates of its own.
        digest = hashlib.sha256("\0".join((*self._templates.lookup.themes, "")).encode())
        for label, level in sorted((file.label, file.level) for file in self._templates.lookup.files.values()):
            digest.update(f"{level}\0{label}\0".encode())
        for label in self._templates.needs.get(template, ()):
            digest.update(f"{label}\0{self._texts[label]}\0".encode())
        for name in sorted(self.options):
            digest.update(f"{name}\0{self.options[name]!r}\0".encode())
        for asset in self.assets:
            digest.update(f"{asset.address}\0".encode())
        return digest.hexdigest()

    def _environment(self, words: Words, base: BaseUrl) -> ThemeEnvironment:
        key = (words.language, base)
        if key not in self._environments:
            self._environments[key] = page_environment(
                self._templates, Options(self.options), self._addresses, words, base
            )
        return self._environments[key]


def _without_empty_lines(text: str) -> str:
    if "<pre" not in text and "<textarea" not in text:
        return _EMPTY_LINES.sub("\n", text)
    pieces: list[str] = []
    done = 0
    for kept in _KEPT.finditer(text):
        pieces += (_EMPTY_LINES.sub("\n", text[done : kept.start()]), kept[0])
        done = kept.end()
    return "".join((*pieces, _EMPTY_LINES.sub("\n", text[done:])))
