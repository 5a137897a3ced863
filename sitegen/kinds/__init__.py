"""The kinds of document: one file a kind, and the one line for each that names it."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from sitegen.kinds import pages, people, posts, sessions, sparks

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sitegen.kinds.kind import Kind

KINDS: Mapping[str, Kind] = MappingProxyType(
    {kind.folder: kind for kind in (posts.KIND, sessions.KIND, sparks.KIND, people.KIND, pages.KIND)}
)
"""By the folder of `content/` that holds them."""
