"""A theme that was read and checked: a view goes in, a page comes out, and nothing else is in a template's reach."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import CodeType
from typing import TYPE_CHECKING

from sitegen.theme.engine import page_environment, render_problem
from sitegen.theme.lookup import Lookup
from sitegen.theme.parts import Asset, Options, RenderError, TemplateFile
from sitegen.theme.sandbox import ThemeEnvironment, bounded_range

if TYPE_CHECKING:
    from sitegen.urls import BaseUrl
    from sitegen.views import Shell
    from sitegen.words import Words

_EMPTY_LINES = re.compile(r"(?P<keep><(?P<tag>pre|textarea)\b.*?</(?P=tag)>)|\n(?:[ \t]*\n)+", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Templates:
    """The templates of a chain of themes, ready to render."""

    lookup: Lookup
    codes: Mapping[str, CodeType]
    """By the label of the file."""
    needs: Mapping[str, tuple[TemplateFile, ...]]
    """The files that each required template rests on."""


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
        self._assets = assets
        self._environments: dict[tuple[str, BaseUrl], ThemeEnvironment] = {}

    def render(self, template: str, view: object, page: Shell | None, words: Words, base: BaseUrl) -> str:
        """Return the page that `template` makes of a view, ending with one line break.

        `page` is `None` for what is no page of its own, such as a card. Raise `RenderError` with the problem
        at the template's line, and nothing else, whatever the template does.
        """
        file = self._templates.lookup.find(template)
        label = file.label if file else template
        given: dict[str, object] = {"view": view, "range": bounded_range()}
        if page is not None:
            given["page"] = page
        try:
            text = self._environment(words, base).get_template(label).render(given)
        except Exception as error:  # whatever a template does wrong is its author's to mend
            problem = render_problem(error, label, frozenset(self._templates.codes))
            where = f"on {page.address}" if page is not None else f"in `{template}`"
            raise RenderError(replace(problem, message=f"{problem.message} ({where})")) from error
        return _EMPTY_LINES.sub(lambda match: match["keep"] or "\n", text).strip("\n") + "\n"

    @property
    def scripts(self) -> tuple[str, ...]:
        """The names of the theme's scripts, in order; every page may load them."""
        return tuple(name for name in sorted(self._assets) if name.endswith(".js"))

    def asset_address(self, name: str) -> str:
        """Return the site-absolute address of an asset; raise `LookupError` that says so if there is none."""
        if name not in self._assets:
            message = f"there is no asset `{name}`"
            raise LookupError(message)
        return self._assets[name].address

    def fingerprint(self, template: str) -> str:
        """Return a digest of all that a template's pages depend on beside view, shell, language and base URL."""
        digest = hashlib.sha256()
        for file in self._templates.needs.get(template, ()):
            digest.update(f"{file.label}\0{file.text}\0".encode())
        for name in sorted(self.options):
            digest.update(f"{name}\0{self.options[name]!r}\0".encode())
        for asset in self.assets:
            digest.update(f"{asset.address}\0".encode())
        return digest.hexdigest()

    def _environment(self, words: Words, base: BaseUrl) -> ThemeEnvironment:
        key = (words.language, base)
        if key not in self._environments:
            given: dict[str, object] = {
                "options": Options(self.options),
                "asset": lambda name: base.path(self.asset_address(name)),
            }
            self._environments[key] = page_environment(
                self._templates.lookup, self._templates.codes, given, words, base
            )
        return self._environments[key]
