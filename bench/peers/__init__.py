"""The generators that are compared, one file each; the first is the one that the others are measured against."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bench.peers.eleventy import ELEVENTY
from bench.peers.hugo import HUGO
from bench.peers.pelican import PELICAN
from bench.peers.sitegen import EVERY_FEED, SITEGEN

if TYPE_CHECKING:
    from bench.generator import Generator

GENERATORS: Final[dict[str, Generator]] = {one.name: one for one in (HUGO, PELICAN, ELEVENTY, SITEGEN, EVERY_FEED)}
