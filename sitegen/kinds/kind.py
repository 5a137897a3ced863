"""What makes a kind of document, and the fields that all kinds share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from sitegen.fields import lists, texts, times, web
from sitegen.fields.field import Anything, Field, ListOf, One, readers_of
from sitegen.model import Fields
from sitegen.values import Value, replace

if TYPE_CHECKING:
    from sitegen.fields.notes import Reader


class Start(Value, frozen=True):
    """What a new document begins with."""

    title: str
    """As it goes behind a field's name, in quotes if it needs them."""
    day: str
    """A day, or a day and a time of day, as fields take it."""
    session: str = ""
    """The slug of the session that it belongs to."""


class Kind(Value, frozen=True, dict=True):
    """A kind of document: its folder, the word for one, its own fields and what they make."""

    folder: str
    noun: str
    fields: type[Fields]
    """Made from the values read, by field name."""
    own: Mapping[str, Field]
    """Its own fields, and shared ones that it explains in its own words."""
    needs: Mapping[str, str]
    """The fields it cannot be without, and a line to paste for each; `title` is always needed."""
    begin: Callable[[Start], str]
    """Makes the text of a new document: valid as it stands, and ready to be written on."""
    needs_front_matter: bool = True
    is_dated: bool = False
    """Whether the name of a new document's file begins with its day."""

    @cached_property
    def known(self) -> Mapping[str, Field]:
        """All its fields by name, shared ones first."""
        return MappingProxyType({**SHARED, **self.own})

    @cached_property
    def readers(self) -> Mapping[str, Reader]:
        """The readers of all its fields, shared ones first."""
        return MappingProxyType(readers_of(self.known))


SHARED: Mapping[str, Field] = MappingProxyType(
    {
        "title": Field(
            texts.title, One.TEXT, "What it is called. Every file needs one.", "What a hundred people sound like"
        ),
        "slug": Field(
            texts.slug,
            One.NAME,
            "Its short name in addresses, if that is not to be the file's name without date and ending.",
            "in-the-hall",
        ),
        "id": Field(
            texts.identity,
            One.TEXT,
            "What it was first known by, so that feeds, calendars and threads still know a file that was renamed: "
            "its kind and its old short name.",
            "posts/in-the-main-hall",
        ),
        "summary": Field(
            texts.text,
            One.TEXT,
            "A sentence or two, for lists, feeds and search engines. Without it, what stands above a line "
            "`<!--more-->` is taken, else the first paragraph.",
            "Written over coffee.",
        ),
        "tags": Field(lists.tags, ListOf(One.TEXT), "What it is about: a list of words.", "[networks, listening]"),
        "authors": Field(
            lists.people,
            ListOf(One.PERSON),
            "Who wrote it: the name of a file in `people/`, or a name as it should be printed, which then has no page.",
            "[jo-smith, Ros Tallentire]",
        ),
        "draft": Field(texts.yes_or_no, One.YES_OR_NO, "`true`: it is not ready, and stays off the site.", "true"),
        "aliases": Field(
            lists.paths, ListOf(One.OLD_ADDRESS), "Old addresses that should lead here.", "[/2007/02/21/hall/]"
        ),
        "image": Field(
            web.file_or_address, One.FILE_OR_ADDRESS, "A picture beside this file, for whoever shares it.", "hall.jpg"
        ),
        "image_alt": Field(
            texts.optional_text,
            One.TEXT,
            'What one sees in that picture; `""` if it adds nothing.',
            "People at round tables",
        ),
        "comments": Field(
            texts.yes_or_no, One.YES_OR_NO, "`false`: there is no way to answer under this one.", "false"
        ),
        "lang": Field(texts.language, One.LANGUAGE, "The language, where it is not the site's.", "de"),
        "updated": Field(
            times.moment,
            One.MOMENT,
            "When you changed it in a way that readers should know about.",
            "2007-02-22",
        ),
        "expires": Field(
            times.moment, One.MOMENT, "When it leaves the site: a moment, or the end of a day.", "2007-12-31"
        ),
        "canonical": Field(
            web.web_address,
            One.WEB_ADDRESS,
            "Where the text was published first, if that was elsewhere.",
            "https://jo.example.net/a-post/",
        ),
        "mastodon": Field(
            web.web_address,
            One.WEB_ADDRESS,
            "The status on Mastodon whose replies are the conversation: the page links to it, and shows them where "
            "Mastodon keeps the threads.",
            "https://example.social/@jo/123456",
        ),
        "extra": Field(lists.own_data, Anything(), "Fields of your own, indented, for your theme.", "\n  colour: red"),
    }
)
"""The fields of every kind; a kind that has one of the same name explains it in its own words."""


def shared(**examples: str) -> dict[str, Field]:
    """Return shared fields with examples that suit a kind."""
    return {name: replace(SHARED[name], example=example) for name, example in examples.items()}


TITLE_LINE: Mapping[str, str] = MappingProxyType({"title": 'title: "…"'})
