"""Reader of the `[comments]` part: who keeps the threads, when they load, and what the provider is told."""

from __future__ import annotations

import re
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from sitegen.comments import PROVIDERS, Form, Parameter, Provider, load_provider, settled
from sitegen.fields import texts
from sitegen.fields.field import Choice, Field, One, Own, readers_of
from sitegen.fields.notes import read_fields
from sitegen.front_matter.nodes import Mapping, shown
from sitegen.nearest import did_you_mean
from sitegen.settings.tables import table
from sitegen.settings.values import CommentSettings, Load
from sitegen.values import replace

if TYPE_CHECKING:
    from collections.abc import Mapping as ReadOnly

    from sitegen.fields.notes import Notes, Reader
    from sitegen.front_matter.nodes import Node
    from sitegen.urls import BaseUrl


_AT_HOME: Final = frozenset({"host"})
"""A setting of the whole site that some providers have too: below another one it was meant for that."""


def fields() -> ReadOnly[str, Field]:
    """Return what `[comments]` says: its own fields, and a part for each provider, which may have no field."""
    parts = {}
    for name in PROVIDERS:
        found = load_provider(name)
        says = f"What {found.title} is told." if found.parameters else "There is nothing to tell."
        parts[name] = Field(_parameters, Own(partial(_parameter_fields, found)), says)
    return MappingProxyType({**_OWN, **parts})


def comments(node: Node, name: str, notes: Notes) -> CommentSettings | None:
    """Read the `[comments]` part and those of the providers."""
    values = table(readers_of(_OWN) | dict.fromkeys(PROVIDERS, _parameters))(node, name, notes)
    if values is None:
        return None
    provider = values.get("provider", "").lower()
    if not provider:
        _warn_of_idle_parts(values, name, notes)
    if provider and provider not in PROVIDERS:
        told = did_you_mean(provider, PROVIDERS, f"known are: {', '.join(sorted(PROVIDERS))}")
        place = notes.places[f"{name}.provider"]
        notes.error(place, "unknown-value", f"there is no comment provider '{shown(provider)}'", told)
        return None
    options: dict[str, str] = dict(values.get(provider) or {})
    email = values.get("email", "")
    if provider:
        found = load_provider(provider)
        if not _is_whole(found, options, f"{name}.{provider}", notes):
            provider = ""
        elif not found.has_link and f"{name}.email" not in notes.places:
            message = f"where scripts do not run, nobody can answer: {found.title} has no other way to its threads"
            hint = f'write under [{name}]: email = "sparks@example.org", with an address of yours'
            notes.warn(notes.places[f"{name}.provider"], "no-plain-way", message, hint)
    provider = "" if provider == "none" else provider
    return CommentSettings(provider, values.get("load", Load.CLICK), email, MappingProxyType(options))


def _warn_of_idle_parts(values: dict[str, object], name: str, notes: Notes) -> None:
    """Warn of a provider's part where no provider is named: nothing comes of it."""
    for one in PROVIDERS:
        if values.get(one):
            message = f"pages show no threads of {load_provider(one).title}, since '{name}' names no provider"
            notes.warn(
                notes.places[f"{name}.{one}"], "missing-field", message, f'write under [{name}]: provider = "{one}"'
            )


def warn_of_plain_http(settings: CommentSettings, base_url: BaseUrl, notes: Notes) -> None:
    """Warn of a provider that a page served over https cannot reach, because browsers refuse to mix the two."""
    if not settings.provider or not base_url.origin.startswith("https:"):
        return
    for one in load_provider(settings.provider).parameters:
        value = settings.options.get(one.name, "")
        if one.form is not Form.ADDRESS or not value.startswith("http:"):
            continue
        if urlsplit(value).hostname not in {"localhost", "127.0.0.1", "::1"}:
            place = notes.places[f"comments.{settings.provider}.{one.name}"]
            message = f"browsers do not fetch '{shown(value)}' for pages that come over https"
            notes.warn(place, "plain-http", message, f'write {one.name} = "https{value.removeprefix("http")}"')


def _parameters(node: Node, name: str, notes: Notes) -> dict[str, str] | None:
    """Read the parameters of the provider that a part is named after."""
    if not isinstance(node, Mapping):
        table({})(node, name, notes)
        return None
    found = load_provider(name.rpartition(".")[2])
    node = _without_astray(node, found, name, notes)
    if not found.parameters:
        for key, _ in node.entries:
            hint = "it has no settings: delete the line"
            notes.warn(key.place, "unknown-field", f"there is no field '{name}.{shown(key.text)}'", hint)
        return {}
    return read_fields(node, readers_of(_parameter_fields(found)), notes, prefix=f"{name}.", at_home=_AT_HOME)


def _without_astray(node: Mapping, found: Provider, name: str, notes: Notes) -> Mapping:
    """Note what belongs to `[comments]` itself and was written below its provider's line, and return the rest."""
    own = {one.name for one in found.parameters}
    kept = []
    for key, value in node.entries:
        if key.text in _OWN.keys() - own:
            hint = "move it up, to the lines below [comments]"
            notes.warn(key.place, "unknown-field", f"there is no field '{name}.{key.text}'", hint)
        else:
            kept.append((key, value))
    return Mapping(tuple(kept), node.place)


def _parameter_fields(provider: Provider) -> dict[str, Field]:
    return {
        one.name: Field(
            _reader(provider, one),
            One.TEXT,
            f"Its value {one.where}.{f' Without it, `{one.usual}`.' if one.usual else ''}",
            f'"{one.example}"',
        )
        for one in provider.parameters
    }


def _reader(provider: Provider, parameter: Parameter) -> Reader:
    def read(node: Node, name: str, notes: Notes) -> str | None:
        written = texts.plain(node, name, notes)
        value = settled(parameter, written) if written else None
        if written and value is None:
            message = f"'{name}' wants {parameter.form.value}, not '{shown(written)}'"
            if "<" in written:
                message = f"'{name}' holds a whole script, and of that it wants one value alone"
            notes.error(node.place, "bad-parameter", message, _advice(provider, parameter))
        return value

    return read


def _is_whole(provider: Provider, options: dict[str, str], part: str, notes: Notes) -> bool:
    """Fill in usual values, warn of parameters that are not given, and tell whether there was none of them."""
    is_whole = True
    is_told = part in notes.places and notes.has_noted(notes.places[part])
    for one in provider.parameters:
        if one.name in options:
            continue
        if one.usual:
            options[one.name] = one.usual
        elif one.is_needed:
            is_whole = False
            if not is_told:
                _warn_of_missing(provider, one, part, notes)
    return is_whole


def _warn_of_missing(provider: Provider, one: Parameter, part: str, notes: Notes) -> None:
    """Warn of a parameter that is not given, unless its name or its value is what is wrong, and told already."""
    name = f"{part}.{one.name}"
    misspelt = notes.misspelt.get(name)
    if misspelt:
        hint = f"{misspelt.hint} For {provider.title} it {one.where}"
        notes.remarks[notes.remarks.index(misspelt)] = replace(misspelt, hint=hint)
    elif name not in notes.places or not notes.has_noted(notes.places[name]):
        place = notes.places.get(name) or notes.places.get(part) or notes.places[f"{part.rpartition('.')[0]}.provider"]
        message = f"{provider.title} cannot do without its '{one.name}', so pages show no threads"
        notes.warn(place, "missing-field", message, _advice(provider, one, f"under [{part}]: "))


def _advice(provider: Provider, parameter: Parameter, under: str = "") -> str:
    line = f'write {under}{parameter.name} = "{parameter.example}"'
    return f"{line}, with the value that is yours: for {provider.title} it {parameter.where}"


def _email(node: Node, name: str, notes: Notes) -> str | None:
    found = texts.plain(node, name, notes)
    found = re.sub(r"(?i)^mailto:", "", found) if found else None
    if found is None or re.fullmatch(r"[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+", found):
        return found
    notes.error(
        node.place, "bad-email", f"'{found}' is not a mail address", 'write it as in: email = "sparks@example.org"'
    )
    return None


_OWN: Final[ReadOnly[str, Field]] = MappingProxyType(
    {
        "provider": Field(
            texts.plain,
            Choice(PROVIDERS),
            f"Who keeps the threads of the pages: {', '.join(f'`{name}`' for name in PROVIDERS)}. "
            "Without it, pages have none.",
            '"isso"',
        ),
        "load": Field(
            texts.choice(Load),
            Choice(Load),
            "When a page fetches its thread: `click` (readers are asked first), `visible` (when it is in sight) or "
            "`always`. Without it, `click`.",
            '"click"',
        ),
        "email": Field(
            _email, One.TEXT, "An address of yours: a way to answer without any account.", '"sparks@example.org"'
        ),
    }
)
"""What `[comments]` says beside the parts of the providers."""
