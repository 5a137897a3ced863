"""What tests of the status share: the report on a site that stands in a folder, as the command makes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.build import Order, check
from sitegen.last_built import look_at_last_build
from sitegen.listing import list_content
from sitegen.memo import NoMemo
from sitegen.status import StatusReport, tell_status
from tests.building import write_site
from tests.sitemaking import NOW

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from pathlib import Path

    from sitegen.status import DocumentReport, FileStatus


def report_on(root: Path, now: datetime = NOW) -> StatusReport:
    """Return the report on the site in a folder."""
    checked = check(Order(root=root, now=now))
    keys = {source.path: key for source, key in zip(checked.found.documents, checked.read.keys, strict=True)}
    last = look_at_last_build(root, "public", NoMemo())
    return tell_status(checked.site, checked.linker, checked.problems, listed=list_content(root), last=last, keys=keys)


def report_of(root: Path, files: Mapping[str, str | bytes], now: datetime = NOW) -> StatusReport:
    """Return the report on a site of the given files, by their path below `content/`."""
    return report_on(write_site(root, files), now)


def file_of(report: StatusReport, path: str) -> FileStatus:
    """Return the status of a file, by its path below `content/`."""
    (found,) = (file for file in report.files if file.path == f"content/{path}")
    return found


def document_of(report: StatusReport, identity: str) -> DocumentReport:
    """Return the report on a document, by its id."""
    (found,) = (document for document in report.documents if document.status.id == identity)
    return found
