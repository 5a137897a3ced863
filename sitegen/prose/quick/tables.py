"""Tables of the quick path: rows of cells between pipes, each column with its alignment."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sitegen.prose.quick.inline import inline
from sitegen.prose.quick.sheet import UnsureError
from sitegen.prose.quick.words import text_of

if TYPE_CHECKING:
    from sitegen.prose.quick.sheet import Sheet

MOST_COLUMNS = 50
_DELIMITER = re.compile(r" *(:?)-+(:?) *")
_ALIGNMENT = {(":", ":"): "center", (":", ""): "left", ("", ":"): "right", ("", ""): ""}


def table(block: str, sheet: Sheet) -> str | None:
    """Return the table that a block becomes, or `None` if it is none."""
    rows = [row.strip(" ") for row in block.split("\n")]
    if not set(rows[1]) <= set("|:- "):
        return None
    has_border = rows[0].startswith("|") or rows[0].endswith("|")
    header, delimiters, *cells = (_cells(row, has_border=has_border) for row in rows)
    if not 1 < len(header) == len(delimiters) <= MOST_COLUMNS or not cells or "-" not in rows[1]:
        raise UnsureError
    tags = [_alignment(delimiter) for delimiter in delimiters]
    head = [inline(cell, sheet) for cell in header]
    body = [_row(row, "td", tags, sheet) for row in cells]
    label = next((words for cell in head if (words := text_of(sheet.html(cell)))), "").replace("&", "&amp;")
    label = label.replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    frame = f'<div class="table" role="group" tabindex="0" aria-label="{label}">'
    shown = "\n".join(f"<th{tag}>{cell}</th>" for tag, cell in zip(tags, head, strict=True))
    return (
        f"{frame if label else _FRAME}<table>\n<thead>\n<tr>\n{shown}\n</tr>\n</thead>\n<tbody>\n"
        + "\n".join(body)
        + "\n</tbody>\n</table></div>"
    )


_FRAME = '<div class="table" tabindex="0">'


def _cells(row: str, *, has_border: bool) -> list[str]:
    kept = row
    if has_border:
        kept = kept.removeprefix("|").removesuffix("|")
    return [cell.strip(" ") for cell in kept.split("|")]


def _alignment(delimiter: str) -> str:
    found = _DELIMITER.fullmatch(delimiter)
    if found is None:
        raise UnsureError
    name = _ALIGNMENT[found[1], found[2]]
    return f' class="align-{name}"' if name else ""


def _row(cells: list[str], tag: str, tags: list[str], sheet: Sheet) -> str:
    if len(cells) != len(tags):
        raise UnsureError
    made = (f"<{tag}{start}>{inline(cell, sheet)}</{tag}>" for start, cell in zip(tags, cells, strict=True))
    return "<tr>\n" + "\n".join(made) + "\n</tr>"
