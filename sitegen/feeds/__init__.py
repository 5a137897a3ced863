"""Feeds: what there is to read, as bytes that feed readers understand. No disk, no clock.

A format is one file here, and one name in the tuple below.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from sitegen.feeds import atom, json_feed, rss
from sitegen.feeds.model import Enclosure, Entry, Feed, Format, Person
from sitegen.feeds.scrub import scrub_for_feed

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["FORMATS", "Enclosure", "Entry", "Feed", "Format", "Person", "scrub_for_feed"]

FORMATS: Mapping[str, Format] = MappingProxyType({f.name: f for f in (rss.FORMAT, atom.FORMAT, json_feed.FORMAT)})
"""The formats by name, in the order in which pages offer them."""
