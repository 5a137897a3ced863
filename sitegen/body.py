"""What prose makes of Markdown: a body, in parts, between sanitised HTML what only the whole site can finish.

The parts are typed, so an author cannot forge one; pages and feeds finish them each in their own way.
"""

from __future__ import annotations

from typing import TypeAlias

from sitegen.problems import Place, Remark
from sitegen.values import Value


class Html(Value, frozen=True):
    """Sanitised HTML that needs nothing more."""

    text: str


class LinkStart(Value, frozen=True):
    """The opening of a link to somewhere in the site: a document, a file, an address, or `#anchor`.

    `target` is as the author typed it; `attributes` are the others, escaped, each with a leading space.
    """

    target: str
    attributes: str
    place: Place


class LinkEnd(Value, frozen=True):
    """The end of the link that the last `LinkStart` opened; links do not nest."""


class Picture(Value, frozen=True):
    """A picture from the site itself; `attributes` are all but `src`, escaped, each with a leading space."""

    target: str
    attributes: str
    place: Place


class Resource(Value, frozen=True):
    """An attribute of another element that names a file of the site: ` src="…"`, `poster`, `srcset`, `cite`."""

    attribute: str
    target: str
    place: Place


class Card(Value, frozen=True):
    """A paragraph that holds nothing but one link to a Markdown file; `words` is the link's sanitised inner HTML.

    It becomes a card when the file is a spark, a session or a person, and the plain paragraph otherwise.
    """

    target: str
    words: str
    place: Place


class Cite(Value, frozen=True):
    """One work in a citation: `key` as in the references, `locator` as written after the comma (`p. 4`)."""

    key: str
    locator: str = ""


class Citation(Value, frozen=True):
    """A citation in brackets, `[@a; @b, p. 4]`, or (`is_narrative`) a bare `@a`; `text` is what was typed, escaped."""

    works: tuple[Cite, ...]
    text: str
    place: Place
    is_narrative: bool = False


Part: TypeAlias = Html | LinkStart | LinkEnd | Picture | Resource | Card | Citation


class Heading(Value, frozen=True):
    """A heading of a body: its level (2 to 6), the `id` it stands under, its words as plain text."""

    level: int
    id: str
    text: str


class Body(Value, frozen=True):
    """What prose makes of one Markdown text. Places are within that text, from line 1."""

    parts: tuple[Part, ...] = ()
    summary: tuple[Part, ...] = ()
    """What stands before `<!--more-->`, else the first paragraph; links and pictures included."""
    heard: tuple[Part, ...] = ()
    """What stands under the heading `What we heard`, without the heading; it is not in `parts` then."""
    plain: str = ""
    """The summary as plain text on one line, for descriptions."""
    headings: tuple[Heading, ...] = ()
    anchors: frozenset[str] = frozenset()
    """Every `id` that a link can point to."""
    words: int = 0
    origins: tuple[str, ...] = ()
    """Origins (`https://host`) of the pictures from elsewhere, sorted."""
    remarks: tuple[Remark, ...] = ()


EMPTY_BODY = Body()
