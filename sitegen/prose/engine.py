"""Markdown to HTML: the one place where Python-Markdown and Pygments are set up; what it returns is not yet safe."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from markdown import Markdown, __version__
from markdown.extensions.admonition import AdmonitionExtension
from markdown.extensions.codehilite import CodeHiliteExtension
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.tables import TableExtension
from markdown.extensions.toc import TocExtension
from pygments.lexers import find_lexer_class_by_name
from pygments.util import ClassNotFound

from sitegen.prose.dialect import Attributes, BodiesAreData, Fences, SmartPunctuation
from sitegen.prose.ids import slug
from sitegen.prose.quickened import PROVED, QuickMarkdown

if TYPE_CHECKING:
    from sitegen.quotes import Quotes

_HIGHLIGHT = {"css_class": "highlight", "guess_lang": False, "linenums": False, "use_pygments": True}


def kind_for(release: str) -> type[Markdown]:
    """Return the class to use with this release of Python-Markdown: the stock one where nothing has been proved."""
    return QuickMarkdown if release in PROVED else Markdown


@lru_cache(maxsize=8)
def _markdown(quotes: Quotes, *, is_stock: bool) -> Markdown:
    kind = Markdown if is_stock else kind_for(__version__)
    made = kind(
        extensions=[
            TableExtension(),
            FootnoteExtension(),
            Attributes(),
            AdmonitionExtension(),
            DefListExtension(),
            CodeHiliteExtension(**_HIGHLIGHT),
            Fences(),
            TocExtension(slugify=slug),
            SmartPunctuation(quotes),
            BodiesAreData(),
        ],
        output_format="html",
    )
    if isinstance(made, QuickMarkdown):
        made.quicken()
    return made


def convert(text: str, quotes: Quotes, *, is_stock: bool = False) -> str:
    """Return the HTML that the Markdown text becomes, as Python-Markdown makes it; `is_stock` does without our speed.

    Raises RecursionError for what is nested too deeply; the next text is not affected by it.
    """
    engine = _markdown(quotes, is_stock=is_stock)
    is_done = False
    try:
        made = engine.reset().convert(text)
        is_done = True
    finally:
        if not is_done:
            _markdown.cache_clear()
    return made


def knows_language(name: str) -> bool:
    """Tell whether code in the language of this name can be highlighted."""
    try:
        find_lexer_class_by_name(name)
    except ClassNotFound:
        return False
    return True
