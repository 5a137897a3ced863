"""Markdown text to Body: the one room that knows Markdown, HTML sanitising and highlighting.

The doors are `render` and the text-level helpers of `cuts`; neither touches disk, clock or environment.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.quotes import Quotes

if TYPE_CHECKING:
    from sitegen.body import Body

__all__ = ["VERSION", "prepare", "render"]

VERSION = "3"
"""Names what `render` makes of a text; it changes whenever the same text would become another body."""

_ENGLISH = Quotes()


def prepare() -> None:
    """Import what every text needs: what is done before work is divided is done once for all processes."""
    from sitegen.prose.quick import quick_body  # noqa: PLC0415 - a warm build must not pay for it

    quick_body("", "en", _ENGLISH)


def render(text: str, language: str = "en", quotes: Quotes = _ENGLISH) -> Body:
    """Return the body that the Markdown `text`, written in `language` (BCP 47), becomes.

    It depends on its three arguments alone, never raises for anything an author can write, and
    tells what is wrong with the text in the body's remarks. Lines end with a line feed.
    """
    from sitegen.prose.quick import quick_body  # noqa: PLC0415 - a warm build must not pay for any of this
    from sitegen.prose.quick.releases import is_proved  # noqa: PLC0415 - as above

    body = quick_body(text, language, quotes) if is_proved() else None
    if body is not None:
        return body
    from sitegen.prose.renderer import make_body  # noqa: PLC0415 - everyday texts must not pay for importing Markdown

    return make_body(text, language, quotes)
