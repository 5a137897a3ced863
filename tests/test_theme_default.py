"""The built-in theme makes a page of every view, however much or little the view holds."""

from __future__ import annotations

import types
from dataclasses import fields, is_dataclass
from typing import Union, get_args, get_origin, get_type_hints

import html5lib
import pytest

from sitegen import views
from sitegen.theme import VIEWS, Theme
from sitegen.words import known_languages, load_words
from tests.test_theme import BASE, loaded, make_shell

NASTY = "</title><script>&\"'"


def make(kind: object, *, full: bool) -> object:
    """Return a value of a view's type: with something in every field, or with nothing in any."""
    if kind is views.SafeHtml:
        return views.SafeHtml("<p>html</p>" if full else "")
    if isinstance(kind, type) and is_dataclass(kind):
        hints = get_type_hints(kind, vars(views))
        return kind(**{field.name: make(hints[field.name], full=full) for field in fields(kind)})
    if get_origin(kind) is tuple:
        return (make(get_args(kind)[0], full=full),) * 2 if full else ()
    if get_origin(kind) in {types.UnionType, Union}:
        return make(get_args(kind)[0], full=full) if full else None
    examples: dict[object, tuple[object, object]] = {str: ("", NASTY), int: (0, 2), bool: (False, True)}
    return examples[kind][full]


@pytest.fixture(scope="module")
def theme(tmp_path_factory: pytest.TempPathFactory) -> Theme:
    """Return the built-in theme, as a site without themes of its own has it."""
    return loaded(tmp_path_factory.mktemp("site"), "default")


@pytest.mark.parametrize("language", sorted(known_languages()))
@pytest.mark.parametrize("template", sorted(VIEWS))
def test_every_view_makes_a_page_full_or_empty(theme: Theme, template: str, language: str) -> None:
    for full in (True, False):
        shell = make_shell(title=NASTY, template=template.removesuffix(".html"), site_title=NASTY)
        page = theme.render(template, make(VIEWS[template], full=full), shell, load_words(language), BASE)
        assert "<script" not in page
        if not template.startswith("cards/"):
            # A strict parse stops at the first mistake in the HTML.
            html5lib.HTMLParser(strict=True).parse(page)
