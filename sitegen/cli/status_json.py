"""`sitegen status --format json`: the report for machines. Its keys stay; new ones may come."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from sitegen.cli import reports
from sitegen.site import State
from sitegen.status import FileState

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sitegen.status import Answer, Change, DocumentReport, FileStatus, StatusReport


def as_json(report: StatusReport, clock: str, answers: Sequence[Answer]) -> str:
    """Return the report; with answers, of documents and files only those that were asked for."""
    site = report.site
    meant = {(one.status.path, one.status.id) for answer in answers for one in answer.documents}
    paths = {one.path for answer in answers for one in (*answer.files,)} | {path for path, _ in meant}
    documents = [d for d in report.documents if not answers or (d.status.path, d.status.id) in meant]
    files = [f for f in report.files if not answers or f.path in paths]
    by_path = {one.status.path: one for one in report.documents if one.status.has_own_file}
    told: dict[str, Any] = {
        "now": site.now.isoformat(),
        "clock": clock,
        "next_change": _iso(site.next_change),
        "changes_next": [_change(change) for change in report.changes_next],
        "counts": _counts(report),
        "publishable": not report.errors,
        "built": {
            "folder": report.last.folder,
            "exists": report.last.paths is not None,
            "shows": _iso(report.last.shows),
            "unchanged_since": report.last.is_unchanged,
            "drafts": report.last.has_drafts,
        },
        "documents": [_document(document) for document in documents],
        "files": [_file(file, by_path) for file in files],
        "problems": [reports.as_json(problem) for problem in report.problems],
    }
    if answers:
        told["unknown"] = [{"asked": a.asked, "nearest": a.nearest} for a in answers if not a.is_found]
    return reports.json_text(told)


def _counts(report: StatusReport) -> dict[str, Any]:
    """Return how many documents there are in each state, of each kind that is published, and files in each state."""
    states = Counter(document.status.state for document in report.documents)
    published = Counter(d.status.kind for d in report.documents if d.status.state is State.PUBLISHED)
    files = Counter(file.state for file in report.files)
    return {
        "states": {state.value: states[state] for state in State},
        "published": dict(sorted(published.items())),
        "files": {state.value: files[state] for state in FileState},
        "errors": len(report.errors),
        "warnings": len(report.problems) - len(report.errors),
    }


def _document(document: DocumentReport) -> dict[str, Any]:
    status = document.status
    return {
        "path": status.path,
        "kind": status.kind,
        "id": status.id,
        "title": status.title,
        "address": status.address,
        "url": document.url,
        "state": status.state.value,
        "since": _iso(document.since),
        "until": _iso(status.until),
        "why": status.why,
        "what_it_takes": document.what_it_takes,
        "built": document.built.value,
        "errors": len(document.errors),
    }


def _file(file: FileStatus, by_path: dict[str, DocumentReport]) -> dict[str, Any]:
    told = {
        "path": file.path,
        "state": file.state.value,
        "address": file.address,
        "why": file.why,
        "what_it_takes": file.what_it_takes,
    }
    document = by_path.get(file.path)
    if file.state is not FileState.DOCUMENT or document is None:
        return told
    takes = "; ".join(step for step in (document.what_it_takes, file.what_it_takes) if step)
    return told | {"state": document.status.state.value, "why": document.status.why, "what_it_takes": takes}


def _change(change: Change) -> dict[str, Any]:
    return {
        "at": change.at.isoformat(),
        "change": change.turn.value,
        "path": change.path,
        "kind": change.kind,
        "id": change.id,
        "title": change.title,
        "address": change.address,
        "cancelled": change.is_cancelled,
    }


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
