"""What `init` is told of a site, each answer checked by the reader of the setting that it becomes. Asks nobody."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sitegen.beginning.toml_texts import quoted
from sitegen.model import Source
from sitegen.nearest import nearest
from sitegen.problems import UsageError
from sitegen.settings import PATH, read_settings
from sitegen.values import Value
from sitegen.zones import zone_names

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sitegen.problems import Problem

EXAMPLE_ADDRESS: Final = "https://example.org"
"""Stands for the address of a site that has none yet (RFC 2606 section 3)."""

_AS_IN: Final[Mapping[str, str]] = {
    "title": "write it as in: Torquay 2007",
    "base_url": "write it as in: https://torquay07.example.org",
    "timezone": "write it as in: Europe/London",
    "language": "write it as in: en-GB, or de",
    "email": "write it as in: sparks@example.org",
    "organiser": "write it as in: The programme team",
    "host": "write one of: netlify, pages, any",
}
_SPOKEN: Final = {
    "'base_url'": "the address",
    "'host'": "the host",
    "'title'": "the name",
    "'language'": "the language",
}
_BARE_HOST: Final = re.compile(r"[^\s:/@]+\.[^\s:/@]+(:[0-9]+)?(/\S*)?")
"""An address that lacks only its beginning."""
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f]")


class Answers(Value, frozen=True):
    """What a site begins with. An empty text is no answer, and leaves its setting out."""

    title: str
    timezone: str
    base_url: str = EXAMPLE_ADDRESS
    language: str = "en"
    host: str = "netlify"
    email: str = ""
    organiser: str = ""


def checked(name: str, text: str) -> str:
    """Return an answer as its setting takes it, without idle spaces; raise UsageError for one that it does not take.

    What would only be a warning is refused too: a new site has none.
    """
    words = " ".join(text.split())
    hidden = _CONTROL.search(words)
    if hidden:
        raise UsageError(f"there is an invisible character (U+{ord(hidden[0]):04X}) in it", _AS_IN[name])
    try:
        data = _settings_with(name, words).encode()
    except UnicodeEncodeError as error:
        raise UsageError(f"{words!a} cannot be read: it is not UTF-8", _AS_IN[name]) from error
    settings, problems = read_settings(Source(PATH, data))
    for problem in problems:
        message = problem.message
        for key, spoken in _SPOKEN.items():
            message = message.replace(key, spoken)
        raise UsageError(message, _hint(name, words, problem))
    if name == "base_url":
        return settings.base_url.origin + settings.base_url.prefix
    return words.lower() if name == "host" else words


def _settings_with(name: str, text: str) -> str:
    """Return settings that are sound but for what `text` may bring."""
    sound = {"title": "T", "base_url": EXAMPLE_ADDRESS, "id": "example.org,2000"}
    others = "".join(f"{key} = {quoted(value)}\n" for key, value in sound.items() if key != name)
    return f"{others}{'[comments]' if name == 'email' else ''}\n{name} = {quoted(text)}\n"


def _hint(name: str, text: str, problem: Problem) -> str:
    """Return what to write in place of an answer that cannot be used."""
    if problem.hint.startswith("did you mean"):
        return problem.hint
    if name == "base_url" and _BARE_HOST.fullmatch(text):
        return f"write it as in: https://{text}"
    if name == "timezone":
        by_city = {zone.rpartition("/")[2].replace("_", " "): zone for zone in sorted(zone_names()) if "/" in zone}
        city = nearest(text, by_city)
        return f"did you mean '{by_city[city]}'?" if city else _AS_IN[name]
    if problem.code == "invisible-character":
        return "leave it out; if your script needs it, write it into content/site.toml afterwards"
    return _AS_IN[name]
