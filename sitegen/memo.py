"""What is remembered between builds, on disk or in memory: data by key, where the key is all that made the data.

Losing any of it, or all, costs time and changes nothing; so whatever is wrong with it is answered by forgetting.
"""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from enum import IntEnum
from hashlib import blake2b
from typing import TYPE_CHECKING, Protocol

from sitegen.lock import MEMO

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

_SCHEMA = 1
_CHECK = 8
_TROUBLE = (sqlite3.Error, UnicodeError)
"""What a damaged file can come to: SQLite quotes it in a message, which is no text then."""
_TABLES = """
    CREATE TABLE memo (shelf INTEGER NOT NULL, key BLOB NOT NULL, data BLOB NOT NULL, PRIMARY KEY (shelf, key));
    CREATE TABLE program (fingerprint TEXT NOT NULL);
"""


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


class DiskMemo:
    """A memo in a file of the site's cache folder, for one fingerprint of this program: another one begins anew."""

    def __init__(self, cache: Path, program: str) -> None:
        """Open the memo in the folder `cache`, or begin a new one where there is none that can be used."""
        self._place = cache / MEMO
        self._journal = cache / f"{MEMO}-journal"
        self._program = program
        self._has_gaps = False
        self._base = self._opened() or self._begun()

    def get(self, shelf: Shelf, key: bytes) -> bytes | None:
        """Return what was put under the key, or `None`; what was damaged since is not there."""
        try:
            found = self._base.execute("SELECT data FROM memo WHERE shelf = ? AND key = ?", (shelf, key)).fetchone()
        except _TROUBLE:
            self._base = self._begun()
            return None
        return _checked(shelf, key, found[0]) if found else None

    def everything(self, shelf: Shelf) -> Mapping[bytes, bytes]:
        """Return all that is on a shelf, by key, but for what was damaged."""
        try:
            rows = self._base.execute("SELECT key, data FROM memo WHERE shelf = ?", (shelf,)).fetchall()
        except _TROUBLE:
            self._base = self._begun()
            return {}
        return {key: data for key, kept in rows if (data := _checked(shelf, key, kept)) is not None}

    def put(self, shelf: Shelf, key: bytes, data: bytes) -> None:
        """Remember data under a key."""
        try:
            kept = _check(shelf, key, data) + data
            self._base.execute("INSERT OR REPLACE INTO memo VALUES (?, ?, ?)", (shelf, key, kept))
        except _TROUBLE:
            self._base = self._begun()

    def keep(self, shelf: Shelf, keys: Collection[bytes]) -> None:
        """Forget all of a shelf but these keys; of the others not a byte is in the file once it is closed."""
        kept = set(keys)
        try:
            there = self._base.execute("SELECT key FROM memo WHERE shelf = ?", (shelf,)).fetchall()
            gone = [(shelf, key) for (key,) in there if key not in kept]
            self._base.executemany("DELETE FROM memo WHERE shelf = ? AND key = ?", gone)
            self._has_gaps = self._has_gaps or bool(gone)
        except _TROUBLE:
            self._base = self._begun()

    def drop(self, shelf: Shelf, key: bytes) -> None:
        """Forget what is under a key; a copy that the file may have of it, from when pages moved, goes with `keep`."""
        try:
            self._base.execute("DELETE FROM memo WHERE shelf = ? AND key = ?", (shelf, key))
        except _TROUBLE:
            self._base = self._begun()

    def close(self) -> None:
        """Write what was put, and close the file; a memo that cannot be written is removed."""
        try:
            self._base.commit()
            if self._has_gaps:
                # What is deleted is overwritten, but for old copies of rows that were moved from page to page.
                self._base.execute("VACUUM")
            self._base.close()
        except _TROUBLE:
            self._base = self._begun()
            self._base.close()

    def _opened(self) -> sqlite3.Connection | None:
        base = None
        try:
            # SQLite would write its journal through a link.
            if not self._place.is_file() or self._place.is_symlink() or self._journal.is_symlink():
                return None
            base = self._connected(str(self._place))
            if base.execute("PRAGMA user_version").fetchone() == (_SCHEMA,) and base.execute(
                "SELECT fingerprint FROM program"
            ).fetchall() == [(self._program,)]:
                return base
        except (OSError, *_TROUBLE):
            pass
        if base is not None:
            base.close()
        return None

    def _begun(self) -> sqlite3.Connection:
        """Return a new memo; in memory, where the disk will not have it: this build must not fail for that."""
        if hasattr(self, "_base"):
            with suppress(*_TROUBLE):
                self._base.close()
        try:
            for place in (self._place, self._journal):
                place.unlink(missing_ok=True)
            return self._made(str(self._place))
        except (OSError, *_TROUBLE):
            return self._made(":memory:")

    def _made(self, name: str) -> sqlite3.Connection:
        base = self._connected(name)
        try:
            base.executescript(_TABLES)
            base.execute(f"PRAGMA user_version = {_SCHEMA:d}")
            base.execute("INSERT INTO program VALUES (?)", (self._program,))
            base.commit()
        except _TROUBLE:
            base.close()
            raise
        return base

    @staticmethod
    def _connected(name: str) -> sqlite3.Connection:
        base = sqlite3.connect(name, timeout=0)
        try:
            # A power cut may cost the memo, which is only time; what is deleted is overwritten: it may be about people.
            base.execute("PRAGMA synchronous = OFF")
            base.execute("PRAGMA secure_delete = ON")
        except _TROUBLE:
            base.close()
            raise
        return base


def _checked(shelf: Shelf, key: object, kept: object) -> bytes | None:
    """Return the data that was kept, if it is what was put under this key."""
    if not isinstance(key, bytes) or not isinstance(kept, bytes):
        return None
    return kept[_CHECK:] if kept[:_CHECK] == _check(shelf, key, kept[_CHECK:]) else None


def _check(shelf: Shelf, key: bytes, data: bytes) -> bytes:
    """Return what proves that the data is what was put under this key."""
    digest = blake2b(b"%d %d " % (shelf, len(key)) + key, digest_size=_CHECK)
    digest.update(data)
    return digest.digest()
