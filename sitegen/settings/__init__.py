"""`content/site.toml` to `Settings`: every key typed, checked and reported as front matter is."""

from __future__ import annotations

import json
import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from sitegen.fields.field import readers_of
from sitegen.fields.notes import Notes, read_fields
from sitegen.problems import Place, Problem
from sitegen.settings.known import KNOWN
from sitegen.settings.toml_nodes import read_toml
from sitegen.settings.values import PATH, Break, CommentSettings, FeedSettings, MenuEntry, Settings
from sitegen.urls import BaseUrl, parse_base_url
from sitegen.values import replace

if TYPE_CHECKING:
    from sitegen.model import Source

__all__ = ["KNOWN", "PATH", "Break", "CommentSettings", "FeedSettings", "MenuEntry", "Settings", "read_settings"]


_NUMBERED = re.compile(r"'(?P<part>\w+)\[(?P<number>\d+)\]\.(?P<field>\w+)'")
_YAML_LINE = re.compile(
    r"(?P<verb>(?:write |as in: |\bor )+)(?:[\w\[\]]+\.)*(?P<name>\w+): (?P<value>[^,(]+?)(?=,| \(|$)"
)


def read_settings(source: Source | None, base_url: str = "") -> tuple[Settings, tuple[Problem, ...]]:
    """Read the settings; `base_url` wins over the one that is written there.

    Problems are in the settings' file. With a file that cannot be read, the settings are the
    usual ones, so that the content is still checked.
    """
    if source is None:
        hint = 'take the file back from an earlier version, or write into it:\ntitle = "My conference"\nbase_url = "https://example.org"'
        return Settings(), (Problem(PATH, 1, 1, "no-settings", "the site has no settings", hint),)
    try:
        text = source.data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = source.data[: error.start].count(b"\n") + 1
        return Settings(), (Problem(PATH, line, 1, "not-utf8", "the settings are not UTF-8", "save the file as UTF-8"),)
    node, remarks = read_toml(text)
    if node is None:
        return Settings(), tuple(remark.in_file(PATH) for remark in remarks)
    notes = Notes(at_the_top=frozenset(_READERS))
    values = read_fields(node, _READERS, notes)
    settings = _made(values, notes, base_url)
    return settings, tuple(
        replace(remark, message=_spoken(remark.message), hint=_in_toml(remark.hint)).in_file(PATH)
        for remark in notes.remarks
    )


def _spoken(message: str) -> str:
    """Return a message that counts the parts of a list as people do."""
    return _NUMBERED.sub(lambda m: f"'{m['field']}' of [[{m['part']}]] number {int(m['number']) + 1}", message)


def _in_toml(hint: str) -> str:
    """Return a hint's lines to paste as TOML has them: `name = "value"` for `name: value`."""

    def line(found: re.Match[str]) -> str:
        value = found["value"]
        is_toml = re.fullmatch(r'\d+|true|false|\[.*\]|".*"', value)
        return f"{found['verb']}{found['name']} = {value if is_toml else json.dumps(value, ensure_ascii=False)}"

    return _YAML_LINE.sub(line, hint)


def _made(values: dict[str, Any], notes: Notes, base_url: str) -> Settings:
    for needed, line in (("title", 'title = "My conference"'), ("base_url", 'base_url = "https://example.org"')):
        if needed not in values:
            place = notes.places.get(needed, Place())
            notes.missing(needed, place, f"the settings have no '{needed}'", f"write {line}")
    usual_id = _usual_id(values["base_url"]) if "base_url" in values else ""
    if base_url:
        values["base_url"] = parse_base_url(base_url)
    permalinks = values.pop("permalinks", {})
    if "posts" in permalinks:
        values["post_address"] = permalinks["posts"]
    settings = Settings(
        **{name: value for name, value in values.items() if name != "break"},
        breaks=values.get("break", ()),
        places=MappingProxyType(dict(notes.places)),
    )
    if settings.comments.provider:
        from sitegen.settings.commenting import warn_of_plain_http  # noqa: PLC0415  # a site pays for what it uses

        warn_of_plain_http(settings.comments, settings.base_url, notes)
    if "id" in values:
        return settings
    if usual_id and "id" not in notes.misspelt and not notes.has_noted(notes.places.get("id", Place())):
        message = "the site has no 'id', and its threads and feeds would change with its address"
        where = "write at the top of the file, above the first line in [brackets], and never change it again"
        notes.warn(Place(), "no-id", message, f'{where}: id = "{usual_id}"')
    return replace(settings, id=usual_id or _usual_id(settings.base_url))


def _usual_id(base_url: BaseUrl) -> str:
    """Return the id of a site that was given none: its host, without a preview's, and the year 2000."""
    return f"{base_url.origin.partition('://')[2].partition(':')[0]},2000"


_READERS: Final = readers_of(KNOWN)
