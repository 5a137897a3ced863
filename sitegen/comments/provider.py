"""What every comment provider is made of: its parameters, its thread on one page, and whom a browser asks for it.

A provider says what a reader's browser is to do once the reader has agreed, as plain values; the theme's own
script does it. So no provider brings code into the page before, and none can forget to ask.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import TypeAlias
from urllib.parse import quote

from sitegen.comments.parameters import Parameter
from sitegen.values import Value, field

Options: TypeAlias = Mapping[str, str]
"""A provider's parameters by name, checked; those with a usual value always have one."""

Sources: TypeAlias = Mapping[str, tuple[str, ...]]
"""What a content security policy has to admit, by directive (CSP Level 3, section 6.1)."""


class Shade(Value, frozen=True):
    """A provider's words for a light page and a dark one, and for one that follows its reader's system."""

    light: str
    dark: str
    auto: str = ""


class OwnScript(Value, frozen=True):
    """Stands for the URL of the theme's own script that a provider needs."""


Told: TypeAlias = "str | bool | Shade | Mapping[str, Told]"
"""What a provider's script is told: JSON, with shades in it that the browser settles."""


class Element(Value, frozen=True):
    """An element to put into the page; a script is waited for before the next."""

    tag: str
    attributes: Mapping[str, str | Shade | OwnScript] = field(default_factory=lambda: MappingProxyType({}))


class Call(Value, frozen=True):
    """A function of the provider's script, by its global name, and what it is called with."""

    function: str
    argument: Told


class Plan(Value, frozen=True):
    """What a reader's browser is to do, in this order, once the reader has agreed."""

    elements: tuple[Element, ...]
    variables: Mapping[str, Told] = field(default_factory=lambda: MappingProxyType({}))
    """Global variables that the provider's script reads."""
    callbacks: Mapping[str, Told] = field(default_factory=lambda: MappingProxyType({}))
    """Global functions that the script calls, by name, and what they set on their `this`."""
    repaint: Call | None = None
    """What to call when the page turns light or dark, for a widget that does not see it itself."""
    script: str = ""
    """The theme's own script that the provider needs, below `comments/`."""
    stands: str = ""
    """A CSS selector of what is there once the widget stands, for one whose script may fail without a word."""
    returning: str = ""
    """The query parameter with which readers come back who signed in elsewhere."""


class LinkKind(StrEnum):
    """What stands behind the plain way to a discussion."""

    PAGE = "page"
    FEED = "feed"
    DATA = "data"


class Link(Value, frozen=True):
    """A way to the discussion that needs nothing of this site's scripts."""

    url: str
    kind: LinkKind = LinkKind.PAGE
    at: str = ""
    """Where it leads, as readers know it; empty for the provider itself."""


class Thread(Value, frozen=True):
    """One page's thread at its provider."""

    contacts: tuple[str, ...]
    """The hosts that the reader's browser contacts, the provider's own first."""
    plan: Plan
    link: Link | None = None


class Topic(Value, frozen=True):
    """What a thread is about. It is filed under the document's identity, so that a page may move."""

    site_id: str
    """An authority and a date, as in tag URIs (RFC 4151): `torquay07.example.org,2007`."""
    id: str
    """The document's identity within its site: `sparks/who-is-in-your-network`."""
    title: str
    url: str
    """The page's own, absolute; told for people who moderate, never to file by."""
    language: str
    """A language tag (BCP 47)."""
    status: str = ""
    """The address of a status on Mastodon."""

    @property
    def tag(self) -> str:
        """The document's tag URI (RFC 4151): unique among all pages of all sites."""
        return f"tag:{self.site_id}:{self.id}"

    @property
    def path(self) -> str:
        """A path made of both identities, for providers that file by path; it leads to the page that has not moved."""
        return f"/{quote(self.id)}/?{quote(self.site_id, safe=',@')}"

    @property
    def identity_url(self) -> str:
        """A URL made of both identities, for providers that file by URL. It does not change with the site's address."""
        host = self.site_id.partition(",")[0].rpartition("@")[2]
        return f"https://{host}{self.path}"


class Provider(Value, frozen=True):
    """A comment provider: what it is called and told, and the thread that it keeps for a page."""

    title: str
    parameters: tuple[Parameter, ...]
    thread: Callable[[Options, Topic], Thread | None]
    """Returns a page's thread, or None for a page that has none."""
    sources: Callable[[Options, tuple[str, ...]], Sources]
    """Returns what the policy admits for it, given the statuses on Mastodon that documents name."""
    has_link: bool = True
    """Whether there is a way to its threads without scripts."""
    account: str = ""
    """With whom readers need an account to write; empty if they need none, or if that is the server's choice."""
    is_open_to_all: bool = False
    """Whether readers never need an account to write."""
    is_status: Callable[[str], bool] | None = None
    """Tells whether what a document gives as `mastodon` can be its thread, for a provider whose threads these are."""


def closest(language: str, known: Mapping[str, str] | tuple[str, ...], usual: str = "") -> str:
    """Return what a provider calls a language, or the nearest that it knows (RFC 4647, section 3.4), or `usual`."""
    names = known if isinstance(known, Mapping) else {name: name for name in known}
    by_tag = {tag.lower(): name for tag, name in names.items()}
    tag = language.lower()
    while tag:
        if tag in by_tag:
            return by_tag[tag]
        tag = tag.rpartition("-")[0]
    return usual
