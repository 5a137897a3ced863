"""The mending of pages whose own text has changed and nothing else: the new text is put where the old one stood.

It rests on two facts. A page is drawn around a gap and never sees its own text, so what surrounds the text
does not depend on it; and of a document's text no other page shows more than is in its outline. What is
not certain to be such a case is left to a whole build.
"""

from __future__ import annotations

import time
from hashlib import sha256
from typing import TYPE_CHECKING

from sitegen import texts
from sitegen.body import Html
from sitegen.disk_memo import DiskMemo
from sitegen.job import Done
from sitegen.lock import hold_lock
from sitegen.manifest import MANIFEST, place_of
from sitegen.memo import Shelf
from sitegen.model import Source
from sitegen.output import Ready
from sitegen.packing import pack, unpack
from sitegen.press import open_press
from sitegen.read import read
from sitegen.readings import key_of
from sitegen.recall import DamagedError, decode_reading, encode_reading, outline_of
from sitegen.republish import publish_changed
from sitegen.site_files import locate, read_source
from sitegen.stamp import files_at, write_stamp
from sitegen.standing import FINE_GRAIN, rows_of
from sitegen.texts import Table, Text, text_of
from sitegen.values import Value, replace

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from pathlib import Path

    from sitegen.job import Job, Look
    from sitegen.press import Press
    from sitegen.stamp import Stamp
    from sitegen.standing import Row

MOST = 20
"""The most texts that are changed one by one: with more of them a whole build is as quick."""


class Change(Value, frozen=True):
    """A text that has changed, and where it stands now."""

    source: Source
    key: bytes
    reading: bytes
    text: Text


def touch_up(job: Job, stamp: Stamp, now: datetime, look: Look, rows: list[Row | None]) -> Done | None:
    """Mend the pages of the texts that have changed since the stamp; `None` if there is more to do than that.

    `rows` say how the outputs stand, which is as the stamp has it. Raises `MachineError`.
    """
    with hold_lock(job.base):
        memo = DiskMemo(job.cache, stamp.fingerprint)
        try:
            table = _table(memo, stamp)
            if table is None or look.inputs is None:
                return None
            changed = _changed(job.root, stamp, look.inputs, table)
            if changed is None:
                return None
            files = _Files(job.folder)
            changes: list[Change] = []
            for path in changed:
                change = _change(job.root, memo, table, path, files)
                if change is None:
                    return None
                changes.append(change)
            with open_press(job.folder, {}) as press:
                ready = files.ready(press)
                if not publish_changed(press, ready):
                    return None
            done = _done(job, stamp, now, look, rows, memo, table, changes, ready)
        finally:
            memo.close()
        write_stamp(job.cache, done.stamp)
        return done


def _table(memo: DiskMemo, stamp: Stamp) -> Table | None:
    table = unpack(memo.get(Shelf.TABLE, texts.TABLE), Table)
    return table if table is not None and table.standing == stamp.inputs.standing else None


def _changed(root: Path, stamp: Stamp, inputs: Mapping[str, Row], table: Table) -> tuple[str, ...] | None:
    """Return the documents that have changed; `None` if something else has, or too many of them."""
    if inputs.keys() != table.rows.keys():
        return None
    changed = {path for path, row in inputs.items() if table.rows[path] != row}
    for path in stamp.inputs.doubtful.keys() - changed:
        try:
            if sha256((root / path).read_bytes()).hexdigest() != stamp.inputs.doubtful[path]:
                changed.add(path)
        except OSError:
            return None
    # A problem that the last build told of may stand on another line now.
    troubled = {problem[0] for problem in stamp.problems}
    if len(changed) > MOST or any(path not in table.keys or path in troubled for path in changed):
        return None
    return tuple(sorted(changed))


def _change(root: Path, memo: DiskMemo, table: Table, path: str, files: _Files) -> Change | None:
    """Make the change of a document in the files; `None` if it can show anywhere but in its own text."""
    place, text = locate(root, path), unpack(memo.get(Shelf.DOCUMENT, path.encode()), Text)
    source = read_source(place, path) if place else None
    before = memo.get(Shelf.READING, table.keys[path])
    if text is None or before is None or not isinstance(source, Source):
        return None
    try:
        old = decode_reading(before)
    except DamagedError:
        return None
    new = read(source, table.language)
    if outline_of(new) != outline_of(old):
        return None
    parts, old_parts = new.document.body.parts, old.document.body.parts
    near, far = text.pieces, text.pieces_in_feeds
    count = sum(not isinstance(part, Html) for part in parts)
    if len(near) != count or (text.feeds and len(far) != count):
        return None
    size = files.mend_page(text, text_of(old_parts, near), text_of(parts, near))
    if size is None or not all(
        files.mend_feed(feed, text_of(old_parts, far), text_of(parts, far)) for feed in text.feeds
    ):
        return None
    return Change(source, key_of(source, table.language), encode_reading(new), replace(text, size=size))


class _Files:
    """The files of the output in which texts are changed, each read once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read: dict[str, bytes] = {}
        self._mended: dict[str, bytes] = {}

    def mend_page(self, text: Text, old: str, new: str) -> int | None:
        """Put a new text where the old one stands, and return how many bytes it takes; `None` if it is not there."""
        data, (was, now) = self._data(text.page), (one.strip("\n").encode() for one in (old, new))
        end = text.start + text.size
        if data[text.start : end] != was or not now:
            return None
        self._mended[text.page] = data[: text.start] + now + data[end:]
        return len(now)

    def mend_feed(self, path: str, old: str, new: str) -> bool:
        """Put a new text where the old one stands in a feed, and tell whether it stood there, and only once."""
        from sitegen.feeds import FORMATS, scrub_for_feed  # noqa: PLC0415  # few texts stand in a feed

        form = next((form for form in FORMATS.values() if path.endswith(form.file)), None)
        if form is None:
            return False
        was, now = (form.written(scrub_for_feed(one)).encode() for one in (old, new))
        data = self._data(path)
        if data.count(was) != 1:
            return False
        self._mended[path] = data.replace(was, now)
        return True

    def ready(self, press: Press) -> dict[str, Ready]:
        """Return the files, those that are not as they were written down beside the site."""
        return {
            path: Ready(path, sha256(data).hexdigest(), press.put_down(path, data) if data != self._read[path] else "")
            for path, data in self._mended.items()
        }

    def _data(self, path: str) -> bytes:
        if path not in self._read:
            try:
                self._read[path] = place_of(self._folder, path).read_bytes()
            except OSError:
                self._read[path] = b""
        return self._mended.get(path, self._read[path])


def _done(  # noqa: PLR0913, PLR0917  # all that has become of a change is put down in one place
    job: Job,
    stamp: Stamp,
    now: datetime,
    look: Look,
    rows: list[Row | None],
    memo: DiskMemo,
    table: Table,
    changes: list[Change],
    ready: Mapping[str, Ready],
) -> Done:
    """Put down what the next build needs to know."""
    keys = dict(table.keys)
    for change in changes:
        memo.drop(Shelf.READING, keys[change.source.path])
    for change in changes:
        keys[change.source.path] = change.key
        memo.put(Shelf.READING, change.key, change.reading)
        memo.put(Shelf.DOCUMENT, change.source.path.encode(), pack(change.text))
    written = tuple(sorted(path for path, one in ready.items() if one.file))
    seen = time.time_ns()
    anew = dict(zip((*written, MANIFEST), rows_of(str(job.folder), (*written, MANIFEST)), strict=True))
    standing = [anew.get(path, row) for path, row in zip(stamp.paths, rows, strict=True)]
    digests = {path: one.digest for path, one in ready.items()}
    digests[MANIFEST] = sha256((job.folder / MANIFEST).read_bytes()).hexdigest()
    inputs = look.inputs or {}
    sources = {change.source.path: sha256(change.source.data).hexdigest() for change in changes}
    files = files_at(inputs, tuple(inputs.values()), look.seen, (stamp.inputs.doubtful | sources).get)
    outputs = files_at(stamp.paths, standing, seen, (stamp.outputs.doubtful | digests).get, FINE_GRAIN)
    again = Table(files.standing, table.language, inputs, keys)
    memo.put(Shelf.TABLE, texts.TABLE, pack(again))
    return Done(
        stamp=replace(stamp, inputs=files, outputs=outputs),
        now=now,
        written=written,
        read=len(changes),
        read_before=len(keys) - len(changes),
        made=len(written),
        made_before=len(stamp.paths) - 1 - len(written),
    )
