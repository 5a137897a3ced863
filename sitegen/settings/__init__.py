"""`content/site.toml` to `Settings`: every key typed, checked and reported as front matter is."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from sitegen.fields import lists, texts, times
from sitegen.fields.notes import Notes, read_fields
from sitegen.front_matter.nodes import Mapping, Node, Scalar, Sequence
from sitegen.model import Written
from sitegen.nearest import did_you_mean
from sitegen.problems import Place, Problem
from sitegen.settings.toml_nodes import read_toml
from sitegen.settings.values import PATH, Break, CommentSettings, FeedSettings, MenuEntry, Settings
from sitegen.urls import BaseUrl, is_external, parse_base_url, safe_address

if TYPE_CHECKING:
    from sitegen.fields.notes import Reader
    from sitegen.model import Source

__all__ = ["PATH", "Break", "CommentSettings", "FeedSettings", "MenuEntry", "Settings", "read_settings"]


class _Host(StrEnum):
    NETLIFY = "netlify"
    PAGES = "pages"
    ANY = "any"


class _Format(StrEnum):
    RSS = "rss"
    ATOM = "atom"
    JSON = "json"


class _Load(StrEnum):
    CLICK = "click"
    VISIBLE = "visible"
    ALWAYS = "always"


_PROVIDERS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "none": ((), ()),
    "giscus": (("repo", "repo_id", "category", "category_id"), ()),
    "utterances": (("repo",), ("label",)),
    "disqus": (("shortname",), ()),
    "isso": (("url",), ()),
    "remark42": (("host", "site_id"), ()),
    "cusdis": (("app_id",), ("host",)),
    "hyvor": (("website_id",), ()),
    "comentario": (("host",), ()),
    "mastodon": ((), ()),
}
"""What each comment provider is told: what it cannot do without, and the rest."""

_YAML_LINE = re.compile(r"(?P<verb>write (?:it as in: )?)(?:[\w\[\]]+\.)*(?P<name>\w+): (?P<value>[^,(]+?)(?=,| \(|$)")
_SITE_ID = re.compile(r"^[A-Za-z0-9@._-]+,\d{4}(-\d{2}(-\d{2})?)?$")
_PERMALINK_PARTS = frozenset({"slug", "year", "month", "day"})


def read_settings(source: Source | None, base_url: str = "") -> tuple[Settings, tuple[Problem, ...]]:
    """Read the settings; `base_url` wins over the one that is written there.

    Problems are in the settings' file. With a file that cannot be read, the settings are the
    usual ones, so that the content is still checked.
    """
    if source is None:
        hint = 'write into it:  title = "My conference"  and on the next line  base_url = "https://example.org"'
        return Settings(), (Problem(PATH, 1, 1, "no-settings", "the site has no settings", hint),)
    try:
        text = source.data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = source.data[: error.start].count(b"\n") + 1
        return Settings(), (Problem(PATH, line, 1, "not-utf8", "the settings are not UTF-8", "save the file as UTF-8"),)
    node, remarks = read_toml(text)
    if node is None:
        return Settings(), tuple(remark.in_file(PATH) for remark in remarks)
    notes = Notes()
    values = read_fields(node, _READERS, notes)
    settings = _made(values, notes, base_url)
    return settings, tuple(replace(remark, hint=_in_toml(remark.hint)).in_file(PATH) for remark in notes.remarks)


def _in_toml(hint: str) -> str:
    """Return a hint's lines to paste as TOML has them: `name = "value"` for `name: value`."""

    def line(found: re.Match[str]) -> str:
        value = found["value"]
        is_bare = re.fullmatch(r"\d+|true|false|\[.*\]", value)
        return f"{found['verb']}{found['name']} = {value if is_bare else json.dumps(value, ensure_ascii=False)}"

    return _YAML_LINE.sub(line, hint)


def _made(values: dict[str, Any], notes: Notes, base_url: str) -> Settings:
    for needed, line in (("title", 'title = "My conference"'), ("base_url", 'base_url = "https://example.org"')):
        if needed not in values and needed not in notes.places:
            notes.error(Place(), "missing-field", f"the settings have no '{needed}'", f"write {line}")
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
    if "id" in values:
        return settings
    host = settings.base_url.origin.partition("://")[2].partition(":")[0]
    if "id" not in notes.places and "base_url" in values:
        message = "the site has no 'id', and its threads and feeds would change with its address"
        notes.warn(Place(), "no-id", message, f'write id = "{host},2000" and never change it again')
    return replace(settings, id=f"{host},2000")


def _base_url(node: Node, name: str, notes: Notes) -> BaseUrl | None:
    found = texts.text(node, name, notes)
    if found is None:
        return None
    try:
        return parse_base_url(found)
    except ValueError as error:
        message = f"'{name}' cannot be '{found}': {error}"
        notes.error(node.place, "bad-url", message, f'write {name} = "https://example.org"')
        return None


def _site_id(node: Node, name: str, notes: Notes) -> str | None:
    found = texts.text(node, name, notes)
    if found is None or _SITE_ID.match(found):
        return found
    message = f"'{name}' wants a host name and a year with a comma between them (RFC 4151)"
    notes.error(node.place, "bad-id", message, f'write {name} = "example.org,2026"')
    return None


def _post_address(node: Node, name: str, notes: Notes) -> str | None:
    found = texts.text(node, name, notes)
    if found is None:
        return None
    parts = re.findall(r"\{([^{}]*)\}", found)
    unknown = next((part for part in parts if part not in _PERMALINK_PARTS), None)
    if unknown is not None:
        told = did_you_mean(unknown, _PERMALINK_PARTS, "known are: {slug}, {year}, {month}, {day}")
        notes.error(node.place, "bad-permalink", f"'{name}' has {{{unknown}}}, which is not known", told)
        return None
    try:
        sample = safe_address(re.sub(r"\{[^{}]*\}", "x", found))
        wrong = "" if "slug" in parts and sample.endswith("/") else "it needs {slug} in it, and a slash at its end"
    except ValueError as error:
        wrong = str(error)
    if wrong:
        message = f"'{name}' cannot be '{found}': {wrong}"
        notes.error(node.place, "bad-permalink", message, f'write {name.rpartition(".")[2]} = "/posts/{{slug}}/"')
        return None
    return found


def _table(readers: dict[str, Reader]) -> Reader:
    def read(node: Node, name: str, notes: Notes) -> dict[str, Any] | None:
        if isinstance(node, Mapping):
            return read_fields(node, readers, notes, prefix=f"{name}.")
        notes.error(
            node.place, "wrong-type", f"'{name}' wants its own part", f"write a line [{name}] and its fields below"
        )
        return None

    return read


def _tables(readers: dict[str, Reader], needs: tuple[str, ...]) -> Reader:
    def read(node: Node, name: str, notes: Notes) -> list[dict[str, Any]]:
        if not isinstance(node, Sequence) or not all(isinstance(item, Mapping) for item in node.items):
            message = f"'{name}' wants its own parts, one for each"
            notes.error(node.place, "wrong-type", message, f"write a line [[{name}]] and its fields below")
            return []
        found = []
        for number, item in enumerate(node.items):
            values = read_fields(item, readers, notes, prefix=f"{name}[{number}].") if isinstance(item, Mapping) else {}
            missing = [need for need in needs if need not in values and f"{name}[{number}].{need}" not in notes.places]
            for need in missing:
                notes.error(item.place, "missing-field", f"this [[{name}]] has no '{need}'", f'write {need} = "…"')
            if all(need in values for need in needs):
                found.append(values)
        return found

    return read


def _breaks(node: Node, name: str, notes: Notes) -> tuple[Break, ...]:
    readers: dict[str, Reader] = {"title": texts.title, "start": times.moment, "end": times.moment_or_time}
    found = _tables(readers, ("title", "start"))(node, name, notes)
    return tuple(Break(**values) for values in found if isinstance(values["start"], Written))


def _menu(node: Node, name: str, notes: Notes) -> tuple[MenuEntry, ...]:
    readers: dict[str, Reader] = {"title": texts.title, "url": _menu_url}
    return tuple(MenuEntry(**values) for values in _tables(readers, ("title", "url"))(node, name, notes))


def _menu_url(node: Node, name: str, notes: Notes) -> str | None:
    found = texts.text(node, name, notes)
    if found is None or (found.startswith("/") and not found.startswith("//")):
        return found
    if is_external(found):
        return texts.web_address(node, name, notes)
    notes.error(node.place, "bad-url", f"'{name}' wants an address of the site", f'write url = "/{found.strip("/")}/"')
    return None


def _feeds(node: Node, name: str, notes: Notes) -> FeedSettings | None:
    readers: dict[str, Reader] = {
        "formats": lists.list_of(texts.choice(_Format)),
        "limit": texts.whole_number,
        "everywhere": texts.yes_or_no,
    }
    values = _table(readers)(node, name, notes)
    if values is None:
        return None
    if "formats" in values:
        values["formats"] = tuple(str(choice) for choice in values["formats"])
    return FeedSettings(**values)


def _comments(node: Node, name: str, notes: Notes) -> CommentSettings | None:
    readers: dict[str, Reader] = {"provider": texts.text, "load": texts.choice(_Load), "email": _email}
    for one, (wanted, others) in _PROVIDERS.items():
        readers[one] = _table(dict.fromkeys((*wanted, *others), texts.text))
    values = _table(readers)(node, name, notes)
    if values is None:
        return None
    provider = values.get("provider", "")
    if provider and provider not in _PROVIDERS:
        told = did_you_mean(provider, _PROVIDERS, f"known are: {', '.join(sorted(_PROVIDERS))}")
        place = notes.places[f"{name}.provider"]
        notes.error(place, "unknown-value", f"there is no comment provider '{provider}'", told)
        return None
    options = values.get(provider) or {}
    for needed in _PROVIDERS[provider][0] if provider else ():
        if needed not in options and f"{name}.{provider}.{needed}" not in notes.places:
            place = notes.places.get(f"{name}.{provider}") or notes.places[f"{name}.provider"]
            hint = f'write under [{name}.{provider}]: {needed} = "…"'
            notes.warn(place, "missing-field", f"{provider} cannot do without its '{needed}'", hint)
    load = str(values.get("load", "click"))
    return CommentSettings(provider, load, values.get("email", ""), MappingProxyType(options))


def _email(node: Node, name: str, notes: Notes) -> str | None:
    found = texts.text(node, name, notes)
    if found is None or re.fullmatch(r"[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+", found):
        return found
    notes.error(
        node.place, "bad-email", f"'{found}' is not a mail address", 'write it as in: email = "sparks@example.org"'
    )
    return None


def _page_size(node: Node, name: str, notes: Notes) -> int | None:
    found = texts.whole_number(node, name, notes)
    if found == 0:
        notes.error(node.place, "wrong-type", f"'{name}' wants at least 1", f"write {name} = 10")
        return None
    return found


def _options(node: Node, name: str, notes: Notes) -> MappingProxyType[str, object] | None:
    if not isinstance(node, Mapping):
        notes.error(
            node.place, "wrong-type", f"'{name}' wants its own part", f"write a line [{name}] and options below"
        )
        return None
    found: dict[str, object] = {}
    for key, value in node.entries:
        notes.places[f"{name}.{key.text}"] = value.place
        found[key.text] = value.text if isinstance(value, Scalar) else None
    return MappingProxyType(found)


def _rooms(node: Node, name: str, notes: Notes) -> tuple[str, ...] | None:
    return lists.list_of(texts.text)(node, name, notes)


_READERS: dict[str, Reader] = {
    "title": texts.title,
    "base_url": _base_url,
    "id": _site_id,
    "description": texts.text,
    "language": texts.language,
    "timezone": texts.zone_name,
    "organiser": texts.text,
    "theme": texts.slug,
    "host": texts.choice(_Host),
    "page_size": _page_size,
    "rooms": _rooms,
    "feeds": _feeds,
    "permalinks": _table({"posts": _post_address}),
    "comments": _comments,
    "break": _breaks,
    "menu": _menu,
    "theme_options": _options,
}
