"""A whole build, with all that earlier ones left, and what it leaves for the next one."""

from __future__ import annotations

import time
import unicodedata
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from sitegen import program
from sitegen.build import Built, Order, build_within, check
from sitegen.code_store import CodeStore
from sitegen.content_names import CONTENT
from sitegen.job import Done
from sitegen.lock import hold_lock
from sitegen.manifest import MANIFEST, read_manifest
from sitegen.memo import DiskMemo, NoMemo, Shelf
from sitegen.output_folder import check_output
from sitegen.packing import pack, unpack
from sitegen.placed_texts import texts_of
from sitegen.problems import SiteError
from sitegen.site import Preview
from sitegen.stamp import Stamp, files_at, write_stamp
from sitegen.standing import FINE_GRAIN, rows_of
from sitegen.texts import TABLE, Table, Text
from sitegen.workbench import Workbench

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sitegen.job import Job, Look
    from sitegen.memo import Memo
    from sitegen.model import Found
    from sitegen.reporter import Reporter
    from sitegen.standing import Row


def build_whole(job: Job, stamp: Stamp | None, look: Look, reporter: Reporter) -> Done:
    """Build a site; `stamp` is the last build's, if what it published stands. Raises as `sitegen.build.build` does."""
    request = job.request
    order = Order(
        root=job.root,
        now=job.now,
        output=Path(request.output),
        base_url=request.base_url,
        preview=Preview(drafts=request.has_drafts, is_hidden=request.is_hidden),
        is_strict=request.is_strict,
        is_recorded=request.is_recorded,
    )
    folder = check_output(order.root, order.output)
    if not (job.root / CONTENT).is_dir():
        # Where there is no site, nothing is left behind.
        raise SiteError(check(order).problems)
    with hold_lock(job.root):
        fingerprint = program.fingerprint()
        memo: Memo = DiskMemo(job.cache, fingerprint) if job.remembers else NoMemo()
        manifest = read_manifest(folder) if stamp is not None else None
        try:
            codes = CodeStore(job.codes) if job.codes is not None and job.remembers else None
            bench = Workbench(memo, reporter, job.jobs, codes, job.cache)
            built = build_within(order, folder, bench, manifest.digests if manifest else None)
            made = _stamp(job, look, built, fingerprint, folder)
            if look.inputs is not None:
                _keep_texts(memo, built, look.inputs, made.inputs.standing)
        finally:
            memo.close()
        if job.remembers and look.inputs is not None:
            write_stamp(job.cache, made)
    checked, published = built.checked, built.published
    return Done(
        stamp=made,
        now=checked.site.now,
        written=published.written,
        removed=published.removed,
        read=checked.read.made,
        made=built.rendered.made,
        made_before=built.rendered.recalled,
    )


def _stamp(job: Job, look: Look, built: Built, fingerprint: str, folder: Path) -> Stamp:
    site = built.site
    digests = dict(built.published.digests)
    paths = (*digests, MANIFEST)
    digests[MANIFEST] = sha256((folder / MANIFEST).read_bytes()).hexdigest()
    seen = time.time_ns()
    inputs = look.inputs or {}
    return Stamp(
        program=program.status(),
        fingerprint=fingerprint,
        request=job.request,
        since=site.now.timestamp(),
        until=site.next_change.timestamp() if site.next_change else None,
        zone=site.settings.timezone,
        inputs=files_at(inputs, tuple(inputs.values()), look.seen, partial(_digest, built.checked.found)),
        outputs=files_at(paths, rows_of(str(folder), paths), seen, digests.get, FINE_GRAIN),
        paths=paths,
        counts=(
            ("posts", len(site.posts)),
            ("sessions", len(site.sessions)),
            ("sparks", len(site.sparks)),
            ("pages", len(site.pages)),
        ),
        problems=tuple(
            (one.path, one.line, one.column, one.code, one.message, one.hint, one.severity.value)
            for one in built.problems
        ),
    )


def _digest(found: Found, path: str) -> str | None:
    """Return the SHA-256 of an input as this build has read it; a theme's files were read by others."""
    named = unicodedata.normalize("NFC", path)
    tops = (source for source in (found.settings, found.bibliography, found.record) if source is not None)
    for source in (*found.documents, *tops):
        if source.path == named:
            return sha256(source.data).hexdigest()
    return next((attachment.digest for attachment in found.attachments if attachment.path == named), None)


def _keep_texts(memo: Memo, built: Built, inputs: Mapping[str, Row], standing: str) -> None:
    """Keep what it takes to change a text in its page."""
    checked, site = built.checked, built.site
    before = memo.everything(Shelf.DOCUMENT)
    known = {path.decode(): text for path, data in before.items() if (text := unpack(data, Text)) is not None}
    kept = set()
    for path, text in texts_of(site, checked.linker, built.rendered.drawn, built.rendered.fed, known):
        kept.add(path.encode())
        if text is not known.get(path):
            memo.put(Shelf.DOCUMENT, path.encode(), pack(text))
    # What is left of the others tells of pages, or of places in feeds, that are somebody else's now.
    memo.keep(Shelf.DOCUMENT, kept)
    keys = {source.path: key for source, key in zip(checked.found.documents, checked.read.keys, strict=True)}
    table = Table(standing, site.settings.language, dict(inputs), keys)
    memo.put(Shelf.TABLE, TABLE, pack(table))
