"""A whole build, with all that earlier ones left, and what it leaves for the next one."""

from __future__ import annotations

import time
import unicodedata
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from sitegen import program
from sitegen.build import Built, Order, build_within, check
from sitegen.code_store import CodeStore
from sitegen.content_names import CONTENT
from sitegen.disk_memo import DiskMemo
from sitegen.job import Done
from sitegen.lock import hold_lock
from sitegen.manifest import MANIFEST, read_manifest
from sitegen.memo import NoMemo, Shelf
from sitegen.output_folder import check_output
from sitegen.packing import pack, unpack
from sitegen.placed_texts import texts_of
from sitegen.problems import SiteError
from sitegen.site import Preview
from sitegen.stamp import Stamp, files_at, holds, write_stamp
from sitegen.standing import FINE_GRAIN, in_doubt, rows_of
from sitegen.texts import TABLE, Table, Text
from sitegen.values import replace
from sitegen.workbench import Workbench
from sitegen.zones import zone

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sitegen.job import Job, Look
    from sitegen.memo import Memo
    from sitegen.model import Found
    from sitegen.reporter import Reporter
    from sitegen.standing import Row


def build_whole(job: Job, stamp: Stamp | None, look: Look, reporter: Reporter, last: Stamp | None = None) -> Done:
    """Build a site; raises as `sitegen.build.build` does.

    `last` is the stamp of the last build, and so is `stamp`, if what it published stands.
    """
    request = job.request
    order = Order(
        root=job.root,
        now=job.now,
        output=Path(request.output),
        base_url=request.base_url,
        preview=Preview(
            drafts=request.has_drafts,
            scheduled=request.has_scheduled,
            is_hidden=request.is_hidden,
            has_threads=request.has_threads,
        ),
        is_strict=request.is_strict,
        is_recorded=request.is_recorded,
        may_shrink=job.may_shrink,
    )
    folder = check_output(order.root, order.output)
    if not (job.root / CONTENT).is_dir():
        # Where there is no site, nothing is left behind.
        raise SiteError(check(order).problems)
    with hold_lock(job.base):
        fingerprint = program.fingerprint()
        memo: Memo = DiskMemo(job.cache, fingerprint) if job.remembers else NoMemo()
        # Looked at again under the lock: another build may have been killed since.
        is_known = stamp is not None and holds(stamp.outputs, stamp.paths, rows_of(str(folder), stamp.paths), folder)
        manifest = read_manifest(folder) if is_known else None
        early = _early_digests(job, look)
        try:
            codes = CodeStore(job.codes) if job.codes is not None and job.remembers else None
            bench = Workbench(memo, reporter, job.jobs, codes, fingerprint, job.cache)
            order = replace(order, published=_published(job, last, folder))
            built = build_within(order, folder, bench, manifest.digests if manifest else None)
            made = _stamp(job, look, built, fingerprint, folder, early)
            if job.remembers and look.inputs is not None:
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
        read_before=len(checked.found.documents) - checked.read.made,
        made=built.rendered.made,
        made_before=built.rendered.recalled,
    )


def _published(job: Job, last: Stamp | None, folder: Path) -> tuple[str, ...]:
    """Return the files that were published last; none where that was a look at drafts, or ahead.

    A host may have the stamp alone from its last build, and not the site.
    """
    is_of_last = last is not None and last.request.output == job.request.output
    if last is not None and is_of_last:
        now = job.now if job.now.tzinfo else job.now.replace(tzinfo=zone(last.zone))
        is_ahead = last.since > now.timestamp()
        if last.request.has_drafts or last.request.has_scheduled or is_ahead:
            return ()
    manifest = read_manifest(folder)
    if manifest is not None:
        return tuple(manifest.digests)
    return last.paths if last is not None and is_of_last else ()


def _stamp(  # noqa: PLR0913, PLR0917  # all that is known of a build is put down in one place
    job: Job, look: Look, built: Built, fingerprint: str, folder: Path, early: Mapping[str, str]
) -> Stamp:
    site = built.site
    digests = dict(built.published.digests)
    paths = (*digests, MANIFEST)
    digests[MANIFEST] = sha256((folder / MANIFEST).read_bytes()).hexdigest()
    seen = time.time_ns()
    inputs = look.inputs or {}
    digest_of = _Digests(built.checked.found, early).get
    return Stamp(
        program=program.status(),
        fingerprint=fingerprint,
        request=job.request,
        since=site.now.timestamp(),
        until=site.next_change.timestamp() if site.next_change else None,
        zone=site.settings.timezone,
        inputs=files_at(inputs, tuple(inputs.values()), look.seen, digest_of),
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


def _early_digests(job: Job, look: Look) -> dict[str, str]:
    """Return the SHA-256 of files in doubt that others read, or nobody does: as they are before anything is read."""
    found: dict[str, str] = {}
    for path in in_doubt(look.inputs or {}, look.seen):
        if path.startswith("themes/") or "/_" in path or "/." in path:
            with suppress(OSError):
                found[path] = sha256((job.root / path).read_bytes()).hexdigest()
    return found


class _Digests:
    """The SHA-256 of the inputs as this build has read them."""

    def __init__(self, found: Found, early: Mapping[str, str]) -> None:
        tops = (source for source in (found.settings, found.bibliography, found.record) if source is not None)
        self._sources = {source.path: source for source in (*found.documents, *tops)}
        self._attached = {attachment.path: attachment.digest for attachment in found.attachments}
        self._early = early

    def get(self, path: str) -> str | None:
        """Return that of one file; `None` if it is not known."""
        named = unicodedata.normalize("NFC", path)
        source = self._sources.get(named)
        if source is not None:
            return sha256(source.data).hexdigest()
        return self._attached.get(named) or self._early.get(path)


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
