"""The report's file: parts that are measured apart from each other, each put in the place of its older self."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping


class Part(StrEnum):
    """What can be measured by itself, in the order of the report."""

    BUILDS = "builds"
    SERVE = "serve"


_MARK: Final = "<!-- Written by `make bench PARTS={part}`. -->\n"
_MARKS: Final = re.compile(r"^<!-- Written by `make bench PARTS=(?P<part>\w+)`\. -->\n", re.MULTILINE)


def with_parts(report: str, parts: Mapping[Part, str]) -> str:
    """Return a report with these parts instead of its own; the parts that are not among them stay as they are."""
    # What comes before the first mark belongs to no part.
    _, *pieces = _MARKS.split(report)
    kept = dict(zip(pieces[::2], pieces[1::2], strict=True)) | {part.value: text for part, text in parts.items()}
    return "\n".join(f"{_MARK.format(part=part)}\n{kept[part].strip()}\n" for part in Part if part in kept)
