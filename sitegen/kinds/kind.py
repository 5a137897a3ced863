"""What makes a kind of document, and the fields that all kinds share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from sitegen.fields import lists, texts, times, web
from sitegen.fields.notes import Reader
from sitegen.model import Fields
from sitegen.values import Value


class Start(Value, frozen=True):
    """What a new document begins with."""

    title: str
    """As it goes behind a field's name, in quotes if it needs them."""
    day: str
    """A day, or a day and a time of day, as fields take it."""
    session: str = ""
    """The slug of the session that it belongs to."""


class Kind(Value, frozen=True):
    """A kind of document: its folder, the word for one, its own fields and what they make."""

    folder: str
    noun: str
    fields: type[Fields]
    """Made from the values read, by field name."""
    own: Mapping[str, Reader]
    """The readers of its own fields, by field name."""
    needs: Mapping[str, str]
    """The fields it cannot be without, and a line to paste for each; `title` is always needed."""
    begin: Callable[[Start], str]
    """Makes the text of a new document: valid as it stands, and ready to be written on."""
    needs_front_matter: bool = True
    is_dated: bool = False
    """Whether the name of a new document's file begins with its day."""

    @property
    def readers(self) -> Mapping[str, Reader]:
        """The readers of all its fields, shared ones first."""
        return {**SHARED, **self.own}


SHARED: dict[str, Reader] = {
    "title": texts.title,
    "slug": texts.slug,
    "id": texts.identity,
    "summary": texts.text,
    "tags": lists.tags,
    "authors": lists.people,
    "draft": texts.yes_or_no,
    "aliases": lists.paths,
    "image": web.file_or_address,
    "image_alt": texts.optional_text,
    "comments": texts.yes_or_no,
    "lang": texts.language,
    "updated": times.moment,
    "expires": times.moment,
    "canonical": web.web_address,
    "mastodon": web.web_address,
    "extra": lists.own_data,
}

TITLE_LINE: Mapping[str, str] = MappingProxyType({"title": 'title: "…"'})
