"""Looking at what the last build left: its manifest, its stamp, and what it remembers. Nothing is written."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sitegen import stamp as stamps
from sitegen.lock import CACHE
from sitegen.manifest import read_manifest
from sitegen.memo import Memo, Shelf
from sitegen.packing import unpack
from sitegen.problems import MachineError
from sitegen.standing import walk
from sitegen.status import LastBuild
from sitegen.texts import TABLE, Table

if TYPE_CHECKING:
    from sitegen.stamp import Stamp


def look_at_last_build(root: Path, output: str, memo: Memo) -> LastBuild:
    """Return what is known of the last build of the site at `root` into its folder `output`."""
    try:
        manifest = read_manifest(Path(os.path.realpath(root / output)))
    except MachineError:
        # What cannot be looked at is not known, which is no reason to tell nothing else.
        manifest = None
    if manifest is None:
        return LastBuild(output)
    paths = frozenset(manifest.digests)
    stamp = stamps.read_stamp(root / CACHE)
    # A stamp of another folder, or of another build since, tells nothing of this one.
    if stamp is None or stamp.request.output != output or not paths <= set(stamp.paths):
        return LastBuild(output, paths)
    table = unpack(memo.get(Shelf.TABLE, TABLE), Table)
    return LastBuild(
        output,
        paths,
        keys=table.keys if table is not None and table.standing == stamp.inputs.standing else {},
        shows=datetime.fromtimestamp(stamp.since, UTC),
        until=None if stamp.until is None else datetime.fromtimestamp(stamp.until, UTC),
        has_drafts=stamp.request.has_drafts,
        is_unchanged=_is_unchanged(stamp, root),
    )


def _is_unchanged(stamp: Stamp, root: Path) -> bool | None:
    inputs = walk(str(root), *stamps.INPUTS)
    return None if inputs is None else stamps.holds(stamp.inputs, tuple(inputs), tuple(inputs.values()), root)
