"""What providers are told of in the settings, and whether a value can be meant."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, urlsplit

from sitegen.values import Value

if TYPE_CHECKING:
    from collections.abc import Mapping


class Form(StrEnum):
    """What a parameter's value has to look like."""

    TEXT = "a text"
    ADDRESS = "a server's address and nothing behind it, as https://comments.example.org"
    REPOSITORY = "a repository, as owner/name"
    NAME = "letters, digits, hyphens and underscores"
    LABEL = "letters, digits and hyphens, as in a domain"
    NUMBER = "a number"


class Parameter(Value, frozen=True):
    """A parameter of a provider, under the provider's own name for it."""

    name: str
    form: Form
    example: str
    where: str
    """Where its value is found, as the end of a sentence that begins with 'its value'."""
    is_needed: bool = True
    usual: str = ""
    script: str = ""
    """The path of the provider's script, which is cut off an address that was copied with it."""


_FORMS: Mapping[Form, re.Pattern[str]] = MappingProxyType(
    {
        Form.TEXT: re.compile(r".+"),
        Form.REPOSITORY: re.compile(r"(?!\.+/)[\w.-]+/(?!\.+$)[\w.-]+", re.ASCII),
        Form.NAME: re.compile(r"[\w=-]+", re.ASCII),
        Form.LABEL: re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"),
        Form.NUMBER: re.compile(r"[0-9]+"),
    }
)
_HOST: Final = re.compile(
    r"[a-z0-9](?:[a-z0-9_-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9_-]*[a-z0-9])?)*|[0-9a-f:.]*:[0-9a-f:.]*"
)
_PATH: Final = re.compile(r"(?:/[\w.~%+-]+)*")


def settled(parameter: Parameter, written: str) -> str | None:
    """Return a parameter's value as the provider wants it, or None for one that cannot be meant."""
    value = written
    match parameter.form:
        case Form.ADDRESS:
            found = _address(value if "//" in value else f"https://{value}")
            found = found and re.sub(parameter.script + "$", "", found) if parameter.script else found
            is_script = found is not None and urlsplit(found).path.endswith((".js", ".mjs"))
            return None if is_script else found
        case Form.REPOSITORY:
            value = re.sub(r"(?i)^(?:https?://)?(?:www\.)?github\.com/", "", value).rstrip("/").removesuffix(".git")
        case Form.LABEL:
            value = re.sub(r"^https?://|/$", "", value.lower()).removesuffix(".disqus.com")
        case Form.TEXT | Form.NAME | Form.NUMBER:
            pass
    return value if _FORMS[parameter.form].fullmatch(value) else None


def _address(written: str) -> str | None:
    """Return an http(s) address with nothing but a host, a port and a path, normalised (RFC 3986, section 6.2.2)."""
    try:
        parts = urlsplit(written)
        host, port = _in_ascii(parts.hostname or ""), parts.port
    except ValueError:
        return None
    path = parts.path.rstrip("/")
    extras = parts.query or parts.fragment or parts.username is not None or re.search(r"\s", written)
    if "[" in parts.netloc and ":" not in host:
        return None
    if (
        extras
        or port == 0
        or parts.scheme not in {"http", "https"}
        or not _HOST.fullmatch(host)
        or not _PATH.fullmatch(path)
    ):
        return None
    usual = {"http": 80, "https": 443}[parts.scheme]
    shown = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{shown}{f':{port}' if port and port != usual else ''}{quote(path, safe='/%.~+')}"


def _in_ascii(host: str) -> str:
    """Return a host as browsers ask for it; ValueError where they follow a newer standard than Python's codec."""
    if host.isascii():
        return host
    encoded = host.encode("idna")
    if encoded.decode("idna") != unicodedata.normalize("NFC", host):
        raise ValueError("the host is written differently in ASCII by different standards")
    return encoded.decode("ascii")


def origin(address: str) -> str:
    """Return the origin of a settled address (RFC 6454, section 4)."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def host_of(address: str) -> str:
    """Return the host of a settled address, with its port if that is not the usual one."""
    return urlsplit(address).netloc
