"""A memo in a file of a site's cache folder. Whatever is wrong with it is answered by forgetting."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from hashlib import blake2b
from typing import TYPE_CHECKING

from sitegen.lock import MEMO

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from sitegen.memo import Shelf

_SCHEMA = 1
_CHECK = 8
_TROUBLE = (sqlite3.Error, UnicodeError)
"""What a damaged file can come to: SQLite quotes it in a message, which is no text then."""
_TABLES = """
    CREATE TABLE memo (shelf INTEGER NOT NULL, key BLOB NOT NULL, data BLOB NOT NULL, PRIMARY KEY (shelf, key));
    CREATE TABLE program (fingerprint TEXT NOT NULL);
"""


class DiskMemo:
    """A memo in a file of the site's cache folder, for one fingerprint of this program: another one begins anew."""

    def __init__(self, cache: Path, program: str) -> None:
        """Open the memo in the folder `cache`, or begin a new one where there is none that can be used."""
        self._place = cache / MEMO
        self._journals = [cache / f"{MEMO}-{kind}" for kind in ("journal", "wal", "shm")]
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
            if not self._place.is_file() or self._place.is_symlink():
                return None
            # A journal is not believed: it may have come with the site, and would be carried out.
            for journal in self._journals:
                journal.unlink(missing_ok=True)
            base = self._connected(str(self._place))
            if _is_ours(base, self._program):
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
            for place in (self._place, *self._journals):
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
            base.execute("PRAGMA journal_mode = MEMORY")
            base.execute("PRAGMA trusted_schema = OFF")
            base.execute("PRAGMA secure_delete = ON")
        except _TROUBLE:
            base.close()
            raise
        return base


class KeptMemo:
    """What a memo's file has, for somebody who writes nothing: not into it, and not beside it.

    A build may be writing it meanwhile. What is read then is believed only as far as it proves to be what was put.
    """

    def __init__(self, cache: Path, program: str) -> None:
        """Look into the memo in the folder `cache`; where there is none that can be used, nothing is remembered."""
        self._base: sqlite3.Connection | None = None
        place = cache / MEMO
        base = None
        try:
            if place.is_file() and not place.is_symlink():
                # `immutable`: no lock is taken and no journal looked for, since both would be files.
                base = sqlite3.connect(f"{place.absolute().as_uri()}?immutable=1", timeout=0, uri=True)
                base.execute("PRAGMA trusted_schema = OFF")
                if _is_ours(base, program):
                    self._base = base
        except (OSError, ValueError, *_TROUBLE):
            self._base = None
        if base is not None and self._base is None:
            base.close()

    def get(self, shelf: Shelf, key: bytes) -> bytes | None:
        """Return what was put under the key, or `None`."""
        try:
            found = self._ask("SELECT data FROM memo WHERE shelf = ? AND key = ?", shelf, key)
        except _TROUBLE:
            return None
        return _checked(shelf, key, found[0][0]) if found else None

    def everything(self, shelf: Shelf) -> Mapping[bytes, bytes]:
        """Return all that is on a shelf, by key."""
        try:
            rows = self._ask("SELECT key, data FROM memo WHERE shelf = ?", shelf)
        except _TROUBLE:
            return {}
        return {key: data for key, kept in rows if (data := _checked(shelf, key, kept)) is not None}

    def put(self, shelf: Shelf, key: bytes, data: bytes) -> None:
        """Do nothing."""

    def keep(self, shelf: Shelf, keys: Collection[bytes]) -> None:
        """Do nothing."""

    def close(self) -> None:
        """Close the file."""
        if self._base is not None:
            self._base.close()

    def _ask(self, question: str, *values: object) -> list[tuple[bytes, bytes]]:
        return self._base.execute(question, values).fetchall() if self._base is not None else []


def _is_ours(base: sqlite3.Connection, program: str) -> bool:
    """Whether a file has our tables and nothing else, such as views that never end, and is of this program."""
    made = base.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name").fetchall()
    return (
        base.execute("PRAGMA user_version").fetchone() == (_SCHEMA,)
        and made == [(table.strip(),) for table in sorted(_TABLES.split(";")) if table.strip()]
        and base.execute("SELECT fingerprint FROM program").fetchall() == [(program,)]
    )


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
