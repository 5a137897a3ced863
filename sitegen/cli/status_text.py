"""`sitegen status` for people: what is not live first, and what to do about each; and answers about single files."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from sitegen.cli.status_words import (
    built_words,
    change_words,
    counted,
    files_with_errors,
    kind_words,
    listed,
    plain,
    worth_telling,
)
from sitegen.site import State
from sitegen.status import Built, FileState, is_behind_time, moment_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sitegen.status import Answer, DocumentReport, FileStatus, StatusReport

_MOST_WAITING: Final = 40
_MOST_PUBLISHED: Final = 40
_MOST_FILES: Final = 10
_MOST_CHANGES: Final = 8
_INDENT: Final = " " * 12
_HEADINGS: Final = (
    (State.SCHEDULED, "Scheduled", ": each appears with the first build after its time"),
    (State.DRAFT, "Drafts", ""),
    (State.EXPIRED, "Expired", ""),
    (State.UNLISTED, "People who are not listed", ""),
)
_FILES: Final = (
    (FileState.ERROR, "Files with an error"),
    (FileState.UNREAD, "Files that are not read"),
    (FileState.UNUSED, "Pictures and files that nobody shows"),
    (FileState.WAITING, "Pictures and files that wait for their document"),
    (FileState.IGNORED, "Files that are passed over on purpose"),
)
_QUIET: Final = frozenset({FileState.PUBLISHED, FileState.READ})


def overview(report: StatusReport, clock: str, *, is_whole: bool) -> Iterator[str]:
    """Yield the lines of the whole report; unless it is to be whole, long lists are cut."""
    yield f"As of {moment_words(report.site.now)} ({clock}):"
    if report.errors:
        yield ""
        yield f"NOTHING NEW IS PUBLISHED until what is wrong is mended: {files_with_errors(report, 5)}."
    yield from _of_last_build(report)
    yield from _documents(report, is_whole=is_whole)
    yield from _files(report, is_whole=is_whole)
    yield ""
    yield from _next(report)


def _of_last_build(report: StatusReport) -> Iterator[str]:
    last = report.last
    folder = f"{plain(last.folder).rstrip('/')}/"
    if last.paths is None:
        return
    yield ""
    shows = (
        f" It shows the site as of {moment_words(last.shows.astimezone(report.site.now.tzinfo))}." if last.shows else ""
    )
    behind = [d for d in report.documents if _waits_for_build(d) or d.built is Built.LEFT_OVER]
    if last.has_drafts:
        yield f"{folder} was built with drafts in it, for looking at: do not publish it.{shows}"
    elif behind:
        number = counted(len(behind), "document")
        yield f"{folder} is older than the site: {number} will differ after the next build.{shows}"
    elif last.is_unchanged is False or is_behind_time(last, report.site.now):
        why = "something else has changed" if last.is_unchanged is False else "time has changed the site"
        yield f"{folder} has every document as it is, but {why} since it was built: build again.{shows}"
    else:
        yield f"{folder} has every document as it is.{shows}"


def _waits_for_build(document: DocumentReport) -> bool:
    return document.is_live and document.built in {Built.MISSING, Built.CHANGED}


def _documents(report: StatusReport, *, is_whole: bool) -> Iterator[str]:
    mistaken = [d for d in report.documents if d.errors and d.status.state is State.PUBLISHED]
    yield from _group("With an error", ": published once it is mended", mistaken, is_whole=is_whole)
    for state, heading, remark in _HEADINGS:
        held = [document for document in report.documents if document.status.state is state]
        held.sort(key=lambda d: (d.status.until is None, d.status.until.timestamp() if d.status.until else 0.0))
        yield from _group(heading, remark, held, is_whole=is_whole)
    waiting = [document for document in report.documents if _waits_for_build(document)]
    yield from _group("Published by the next build", "", waiting, is_whole=is_whole)
    live = [document for document in report.documents if document.is_live and not _waits_for_build(document)]
    if not live:
        return
    kinds = Counter(document.status.kind for document in live)
    yield ""
    yield f"Published ({len(live):,}): {listed([kind_words(kind, kinds[kind]) for kind in sorted(kinds)])}"
    shown = live if is_whole or len(live) <= _MOST_PUBLISHED else [d for d in live if d.status.until]
    for document in shown:
        yield first_line(document)
    if len(shown) < len(live):
        yield f"  (and {len(live) - len(shown):,} more: --all lists them)" if shown else "  (--all lists them)"


def _group(heading: str, remark: str, documents: Sequence[DocumentReport], *, is_whole: bool) -> Iterator[str]:
    if not documents:
        return
    yield ""
    yield f"{heading} ({len(documents):,}){remark}"
    most = len(documents) if is_whole else _MOST_WAITING
    for document in documents[:most]:
        yield first_line(document)
        if document.steps:
            yield f"{_INDENT}to do: {plain(_mending(document) or document.steps)}"
        if document.built is Built.LEFT_OVER:
            yield f"{_INDENT}still in the built site: the next build takes it away"
    if len(documents) > most:
        yield f"  (and {len(documents) - most:,} more: --all lists them)"


def first_line(document: DocumentReport) -> str:
    """Return a document's line: its state, its path, until when, and why."""
    status = document.status
    own = "" if status.has_own_file else f" ({plain(status.id)})"
    until = f" until {moment_words(status.until)}" if status.until else ""
    why, state = status.why, status.state.value
    if document.errors and status.state is State.PUBLISHED:
        state, why = "error", f"line {document.errors[0].line}: {document.errors[0].message}"
    elif _waits_for_build(document):
        why = "published by the next build" if document.built is Built.MISSING else "changed since the last build"
    return f"  {state:<10}{plain(status.path)}{own}{until}{f': {plain(why)}' if why else ''}"


def _mending(document: DocumentReport) -> str:
    """Return how to mend what a document's own line has told already; nothing where that tells of something else."""
    if not document.errors or document.status.state is not State.PUBLISHED:
        return ""
    more = len(document.errors) - 1
    others = f" (and {counted(more, 'more error')} in this file)" if more else ""
    return f"{document.errors[0].hint or 'mend it'}{others}"


def _files(report: StatusReport, *, is_whole: bool) -> Iterator[str]:
    of_documents = {document.status.path for document in report.documents}
    for state, heading in _FILES:
        held = [file for file in report.files if file.state is state and file.path not in of_documents]
        if not held:
            continue
        yield ""
        yield f"{heading} ({len(held):,})"
        most = len(held) if is_whole else _MOST_FILES
        for file in held[:most]:
            yield _file_line(file)
            if file.what_it_takes and state is not FileState.IGNORED:
                yield f"{_INDENT}to do: {plain(file.what_it_takes)}"
        if len(held) > most:
            yield f"  (and {len(held) - most:,} more: --all lists them)"
    quiet = [file for file in report.files if file.state in _QUIET]
    published = sum(file.state is FileState.PUBLISHED for file in quiet)
    if is_whole and quiet:
        yield ""
        yield f"Pictures, static files and what is read ({len(quiet):,})"
        yield from map(_file_line, quiet)
    elif published:
        yield ""
        yield f"Published pictures and static files: {published:,} (--all lists them)"


def _file_line(file: FileStatus) -> str:
    address = f" at {plain(file.address)}" if file.address else ""
    return f"  {file.state.value:<10}{plain(file.path)}{address}{f': {plain(file.why)}' if file.why else ''}"


def _next(report: StatusReport) -> Iterator[str]:
    following = report.site.next_change
    if following is None:
        yield "Time alone changes nothing more."
        return
    yield f"The site next changes by itself at {moment_words(following)}: build it again then."
    for change in report.changes_next[:_MOST_CHANGES]:
        yield f"  {change_words(change, _quoted)}: {plain(change.path)}"
    if len(report.changes_next) > _MOST_CHANGES:
        yield f"  (and {len(report.changes_next) - _MOST_CHANGES:,} more)"
    if not worth_telling(report.changes_next):
        for change in worth_telling(report.coming)[:1]:
            yield f"After that, at {moment_words(change.at)}, {change_words(change, _quoted)}: {plain(change.path)}"
    yield "No page changes without a build: run one then, unless your host does by itself, once an hour for example."


def _quoted(title: str) -> str:
    return f"“{plain(title)}”"


def answers_lines(answers: Sequence[Answer], report: StatusReport) -> Iterator[str]:
    """Yield what there is to say of what was asked for, in words."""
    for answer in answers:
        for document in answer.documents:
            yield from _answer(document, report)
        for file in answer.files:
            yield _file_line(file).strip()
            if file.what_it_takes:
                yield f"  to do: {plain(file.what_it_takes)}"
    if any(d.is_live and d.built is Built.UNKNOWN for answer in answers for d in answer.documents):
        yield f"Whether the host has built it, is not known here: {built_words(Built.UNKNOWN, report.last)}."


def _answer(document: DocumentReport, report: StatusReport) -> Iterator[str]:
    status = document.status
    yield first_line(document).strip()
    is_to_come = status.state is State.PUBLISHED and (report.errors or document.built is Built.MISSING)
    verb = "will be at" if is_to_come else _VERBS[status.state]
    yield f"  {_quoted(status.title)} {verb} {plain(document.url)}"
    if document.since:
        yield f"  since {moment_words(document.since)}"
    if status.until:
        leaves = status.state is State.PUBLISHED
        yield f"  until {moment_words(status.until)}, when it {'leaves the site' if leaves else 'appears'}"
    if document.what_it_takes:
        yield f"  to do: {plain(_mending(document) or document.what_it_takes)}"
    if document.built is not Built.UNKNOWN:
        yield f"  built: {built_words(document.built, report.last)}"
    warnings = [p for p in report.problems_at.get(status.path, ()) if not p.is_error]
    if warnings and status.has_own_file:
        yield f"  also: {counted(len(warnings), 'warning')} in its file, the first in line {warnings[0].line}"


_VERBS: Final = {
    State.PUBLISHED: "is at",
    State.SCHEDULED: "will be at",
    State.DRAFT: "would be at",
    State.EXPIRED: "was at",
    State.UNLISTED: "would be at",
}
