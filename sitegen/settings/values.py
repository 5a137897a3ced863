"""A site's settings as values: what `content/site.toml` says, typed."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from sitegen.model import Written
from sitegen.problems import Place
from sitegen.urls import BaseUrl
from sitegen.values import Value, field

PATH = "content/site.toml"


class FeedSettings(Value, frozen=True):
    """Which feeds are written, how long, and whether beside every list or for the site alone."""

    formats: tuple[str, ...] = ("rss", "atom", "json")
    limit: int = 20
    everywhere: bool = True


class Load(StrEnum):
    """When a page asks the comment provider for its thread."""

    CLICK = "click"
    VISIBLE = "visible"
    ALWAYS = "always"


class CommentSettings(Value, frozen=True):
    """Who keeps the threads, when they load, and where mail goes."""

    provider: str = ""
    """One of `comments.PROVIDERS`; empty where none was named, or one that lacks a parameter."""
    load: Load = Load.CLICK
    email: str = ""
    options: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


class Break(Value, frozen=True):
    """A pause in the schedule; `end` that is a time alone is on the day of the start."""

    title: str
    start: Written
    end: Written | str | None = None


class MenuEntry(Value, frozen=True):
    """An entry of the menu: its words and an address of the site, or a URL elsewhere."""

    title: str
    url: str


class Settings(Value, frozen=True):
    """What a site says of itself as a whole."""

    title: str = "Untitled"
    base_url: BaseUrl = field(default_factory=lambda: BaseUrl("https://example.org"))
    id: str = "example.org,2000"
    description: str = ""
    language: str = "en"
    timezone: str = "UTC"
    organiser: str = ""
    address: str = ""
    """Where the conference takes place, as people write it on a letter; search engines want it of an event."""
    theme: str = "default"
    host: str = "netlify"
    page_size: int = 10
    rooms: tuple[str, ...] = ()
    feeds: FeedSettings = field(default_factory=FeedSettings)
    post_address: str = "/posts/{slug}/"
    comments: CommentSettings = field(default_factory=CommentSettings)
    breaks: tuple[Break, ...] = ()
    menu: tuple[MenuEntry, ...] = ()
    theme_options: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    places: Mapping[str, Place] = field(default_factory=lambda: MappingProxyType({}))
    """Where each setting's value stands: `theme_options.accent`, `rooms[1]`, `menu[0].url`."""
