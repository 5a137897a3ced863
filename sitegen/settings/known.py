"""The settings that there are: how each is read, what it looks like, and what it does."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from sitegen.fields import lists, texts
from sitegen.fields.field import Anything, Choice, Field, ListOf, One, Own, readers_of
from sitegen.settings import parts, single
from sitegen.settings.tables import table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sitegen.fields.notes import Notes
    from sitegen.front_matter.nodes import Node
    from sitegen.settings.values import CommentSettings


def _comments(node: Node, name: str, notes: Notes) -> CommentSettings | None:
    from sitegen.settings.commenting import comments  # noqa: PLC0415  # a site pays for what it uses

    return comments(node, name, notes)


def _comment_fields() -> Mapping[str, Field]:
    from sitegen.settings.commenting import fields  # noqa: PLC0415  # as above

    return fields()


KNOWN: Mapping[str, Field] = MappingProxyType(
    {
        "title": Field(texts.title, One.TEXT, "The name of the site.", '"Torquay 2007"'),
        "base_url": Field(
            single.base_url,
            One.WEB_ADDRESS,
            "The address at which the site lives. It may have a path.",
            '"https://example.org/2007"',
        ),
        "id": Field(
            single.site_id,
            One.TEXT,
            "A host that is yours, and a year in which it was. Feeds, calendars and threads hang on it: never change "
            "it, even if the site moves. Without it, the host of `base_url` and 2000 serve, with a warning.",
            '"example.org,2007"',
        ),
        "description": Field(
            texts.text,
            One.TEXT,
            "One sentence about the site, for search engines and feeds.",
            '"Three days by the sea, and the conversation around them."',
        ),
        "language": Field(
            texts.language,
            One.LANGUAGE,
            "The language of the site. The words of the pages are there in English and German. Without it, `en`.",
            '"en-GB"',
        ),
        "timezone": Field(
            texts.zone_name,
            One.ZONE,
            "Where the site's clock is: times without a zone of their own are meant so. Without it, `UTC`.",
            '"Europe/London"',
        ),
        "organiser": Field(texts.text, One.TEXT, "Who runs it.", '"The programme team"'),
        "address": Field(
            texts.text,
            One.TEXT,
            "Where it takes place, as on a letter. Search engines show no event without it.",
            '"Sea Road 1, Torquay"',
        ),
        "theme": Field(
            single.theme, One.NAME, "The name of a theme: a folder in `themes/`. Without it, `default`.", '"default"'
        ),
        "host": Field(
            texts.choice(single.Host),
            Choice(single.Host),
            "Whose files for headers and old addresses to write: `netlify`, `pages` (for hosts that read none: "
            "old addresses become small pages) or `any` (both). Without it, `netlify`.",
            '"netlify"',
        ),
        "page_size": Field(
            single.page_size, One.NUMBER, "How many posts stand on a page of their list. Without it, 10.", "10"
        ),
        "rooms": Field(
            lists.list_of(texts.text),
            ListOf(One.TEXT),
            "The rooms, in the order of the schedule. With this line, sessions can be in no other; without it, in any.",
            '["Main Hall", "Seminar Room"]',
        ),
        "feeds": Field(parts.feeds, Own(lambda: parts.FEEDS), "Which feeds there are."),
        "permalinks": Field(
            table(readers_of(single.PERMALINKS)), Own(lambda: single.PERMALINKS), "What the addresses of posts are."
        ),
        "comments": Field(_comments, Own(_comment_fields), "How readers answer."),
        "break": Field(
            parts.breaks,
            Own(lambda: parts.BREAK, needs=("title", "start"), is_repeated=True),
            "A pause, as often as you like. It stands in the schedule, and has no page.",
        ),
        "menu": Field(
            parts.menu,
            Own(lambda: parts.MENU, needs=("title", "url"), is_repeated=True),
            "An entry of the menu, as often as you like, in this order. Without any, the menu makes itself.",
        ),
        "theme_options": Field(
            single.options, Anything(), "What the theme offers; its own page says what that is.", '\naccent = "#0b5d6e"'
        ),
    }
)
"""By their names in `site.toml`, in the order in which they are explained."""
