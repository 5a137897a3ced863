"""The allow-list: what HTML may stand in a body. Nothing that passes it can run in a reader's browser."""

from __future__ import annotations

import re
from functools import lru_cache
from types import MappingProxyType
from urllib.parse import urlsplit

import nh3

from sitegen.prose.ids import names

SCHEMES = frozenset({"http", "https", "mailto", "tel"})
_EVERYWHERE = frozenset(
    {"class", "id", "lang", "dir", "title", "role", "aria-label", "aria-hidden", "aria-labelledby", "aria-describedby"},
)
ATTRIBUTES = MappingProxyType(
    {
        "a": frozenset({"href", "hreflang", "rel", "name"}),
        "abbr": frozenset[str](),
        "audio": frozenset({"src", "controls", "loop", "muted", "preload"}),
        "bdo": frozenset[str](),
        "blockquote": frozenset({"cite"}),
        "col": frozenset({"span"}),
        "colgroup": frozenset({"span"}),
        "data": frozenset({"value"}),
        "del": frozenset({"cite", "datetime"}),
        "details": frozenset({"open"}),
        "img": frozenset({"src", "srcset", "sizes", "alt", "width", "height", "loading", "decoding"}),
        "ins": frozenset({"cite", "datetime"}),
        "li": frozenset({"value"}),
        "ol": frozenset({"start", "reversed", "type"}),
        "q": frozenset({"cite"}),
        "source": frozenset({"src", "srcset", "sizes", "type", "media", "width", "height"}),
        "td": frozenset({"colspan", "rowspan", "headers"}),
        "th": frozenset({"colspan", "rowspan", "headers", "scope", "abbr"}),
        "time": frozenset({"datetime"}),
        "track": frozenset({"src", "kind", "srclang", "label", "default"}),
        "video": frozenset({"src", "poster", "controls", "loop", "muted", "preload", "width", "height", "playsinline"}),
    },
)
"""The attributes of single elements, beside those that every element may have."""
TAGS = frozenset(ATTRIBUTES) | names(
    """
    address article aside b bdi br caption center cite code dd dfn div dl dt em figcaption figure footer h1 h2 h3 h4
    h5 h6 header hgroup hr i kbd mark nav p picture pre rp rt ruby s samp section small span strike strong sub
    summary sup table tbody tfoot thead tr tt u ul var wbr big rb rtc
    """,
)
LINKS = frozenset({"href", "src", "cite", "poster"})
"""The attributes whose value is an address."""

_CLEANER = nh3.Cleaner(
    tags=TAGS,
    clean_content_tags={"script", "style", "svg"},
    attributes={
        tag: set(names | _EVERYWHERE) for tag, names in {**dict.fromkeys(TAGS, frozenset()), **ATTRIBUTES}.items()
    },
    strip_comments=False,
    link_rel=None,
    generic_attribute_prefixes=set(),
    url_schemes=SCHEMES,
    url_relative="pass_through",
)
HOST = re.compile(r"(?:[\w.-]|[^\x00-\xa0])+|[\da-f.]*:[\da-f:.]+")
"""A host in lower case: a name in letters of any script, with the marks that stand on them, or an IPv6 address."""

_REMEMBERED = 128
"""Of how many addresses the answers are remembered: several rooms ask for each of a text's."""

_NAMES_HOST = re.compile(r"(?:https?:)?//", re.IGNORECASE)
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_UNSEEN = re.compile("[\x00-\x20\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060\ufeff]+")


def sanitise(raw: str) -> str:
    """Return the HTML with nothing but what the allow-list names, well formed, comments included."""
    return _CLEANER.clean(raw)


def allows(tag: str, attribute: str) -> bool:
    """Tell whether an element of this name may have this attribute."""
    return attribute in _EVERYWHERE or attribute in ATTRIBUTES.get(tag, frozenset())


def scheme_of(address: str) -> str:
    """Return the scheme of an address, in lower case, as a browser reads it: blanks and controls do not hide it."""
    found = _SCHEME.match(_UNSEEN.sub("", address))
    return found[1].lower() if found else ""


@lru_cache(maxsize=_REMEMBERED)
def is_safe(address: str) -> bool:
    """Tell whether an address is relative, or has a scheme that the allow-list names and a host that can be one."""
    return scheme_of(address) in SCHEMES | {""} and can_have_host(address)


def can_have_host(address: str) -> bool:
    """Tell whether the host and port of an address are possible ones; an address without a host passes."""
    cleaned = _UNSEEN.sub("", address).replace("\\", "/")
    if not _NAMES_HOST.match(cleaned):
        return True
    try:
        parts = urlsplit(cleaned)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return False
    return HOST.fullmatch(host or "") is not None


@lru_cache(maxsize=_REMEMBERED)
def is_elsewhere(address: str) -> bool:
    """Tell whether an address leads out of the site."""
    return bool(scheme_of(address)) or _UNSEEN.sub("", address).replace("\\", "/").startswith("//")
