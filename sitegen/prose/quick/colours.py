"""Code in colours: what Pygments makes of it, as the sanitiser leaves it."""

from __future__ import annotations

from functools import lru_cache

from pygments import __version__, highlight
from pygments.formatters.html import HtmlFormatter
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound

from sitegen.prose.quick.sheet import UnsureError

_PROVED = "2."


@lru_cache(maxsize=1)
def _formatter() -> HtmlFormatter[str]:
    return HtmlFormatter(cssclass="highlight", linenos=False, wrapcode=True, full=False, hl_lines=[])


def coloured(code: str, language: str) -> str:
    """Return the HTML of code in a language that Pygments knows."""
    if not __version__.startswith(_PROVED):
        raise UnsureError
    try:
        lexer = get_lexer_by_name(language)
    except ClassNotFound as error:
        raise UnsureError from error
    made = highlight(code, lexer, _formatter()).rstrip("\n")
    return made.replace("<pre>", '<pre tabindex="0">', 1).replace("&quot;", '"').replace("&#39;", "'")
