"""What is remembered between builds: data by key, where the key is all that made the data.

Losing any of it, or all, costs time and changes nothing.
"""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping


class Shelf(IntEnum):
    """What kind of thing is remembered; each has keys of its own."""

    READING = 1
    """By a source's path and bytes: the document that it is."""
    OUTPUT = 2
    """By all that goes into a file of the output: the SHA-256 of its bytes."""
    THEME = 3
    """By a theme's files: what was found out about them."""
    DOCUMENT = 4
    """By a source's path: what a change of its text alone would change."""
    TABLE = 5
    """By name: the status of files, as the last build left them."""


class Memo(Protocol):
    """What a build is handed to remember by."""

    def get(self, shelf: Shelf, key: bytes) -> bytes | None:
        """Return what was put under the key, or `None`."""

    def everything(self, shelf: Shelf) -> Mapping[bytes, bytes]:
        """Return all that is on a shelf, by key."""

    def put(self, shelf: Shelf, key: bytes, data: bytes) -> None:
        """Remember data under a key."""

    def keep(self, shelf: Shelf, keys: Collection[bytes]) -> None:
        """Forget all of a shelf but these keys: what is no longer used leaves no trace."""

    def close(self) -> None:
        """Make what was put last; nothing is asked of the memo after that."""


class NoMemo:
    """A memo that remembers nothing."""

    def get(self, shelf: Shelf, key: bytes) -> bytes | None:  # noqa: ARG002  # what every memo is asked
        """Return nothing."""
        return None

    def everything(self, shelf: Shelf) -> Mapping[bytes, bytes]:  # noqa: ARG002  # as above
        """Return nothing."""
        return {}

    def put(self, shelf: Shelf, key: bytes, data: bytes) -> None:
        """Do nothing."""

    def keep(self, shelf: Shelf, keys: Collection[bytes]) -> None:
        """Do nothing."""

    def close(self) -> None:
        """Do nothing."""


class MemoryMemo:
    """A memo that lasts as long as its process."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._data: dict[tuple[Shelf, bytes], bytes] = {}

    def get(self, shelf: Shelf, key: bytes) -> bytes | None:
        """Return what was put under the key, or `None`."""
        return self._data.get((shelf, key))

    def everything(self, shelf: Shelf) -> Mapping[bytes, bytes]:
        """Return all that is on a shelf, by key."""
        return {key: data for (own, key), data in self._data.items() if own is shelf}

    def put(self, shelf: Shelf, key: bytes, data: bytes) -> None:
        """Remember data under a key."""
        self._data[shelf, key] = data

    def keep(self, shelf: Shelf, keys: Collection[bytes]) -> None:
        """Forget all of a shelf but these keys."""
        kept = set(keys)
        for one in [one for one in self._data if one[0] is shelf and one[1] not in kept]:
            del self._data[one]

    def close(self) -> None:
        """Do nothing: what is put lasts as long as it can."""
