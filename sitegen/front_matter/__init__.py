"""A file's text to its front matter and its body, with the mistakes that keep YAML from being read.

A line that YAML cannot read is mended in memory by quoting its value, so that the rest of the
file is still checked and every mistake is told in one run.
"""

from __future__ import annotations

from typing import Final

from sitegen.front_matter.nodes import Mapping, Node, Scalar, Sequence, quoted
from sitegen.front_matter.opening import find_bounds
from sitegen.front_matter.plain import read_plain
from sitegen.problems import Place, Remark
from sitegen.values import Value

__all__ = ["FrontMatter", "Mapping", "Node", "Scalar", "Sequence", "quoted", "split"]

MAX_BYTES: Final = 64 * 1024
"""The largest front matter: three hundred times a usual one, and read in an instant."""
MAX_REPAIRS: Final = 50


class FrontMatter(Value, frozen=True):
    """A file's front matter and what follows it. Places count from the file's first line."""

    node: Mapping | None
    """None: there is none, or none that can be read (then the remarks say so)."""
    body: str
    body_line: int
    remarks: tuple[Remark, ...] = ()
    is_missing: bool = False


def split(text: str) -> FrontMatter:
    """Divide a file's text (its line ends are LF) into front matter and body, and read the front matter."""
    lines = text.removeprefix("\ufeff").split("\n")
    bounds = find_bounds(lines)
    if bounds is None:
        return FrontMatter(None, text, 1, is_missing=True)
    remarks = list(bounds.remarks)
    node = None
    is_unreadable = bounds.first == bounds.end and remarks
    if not is_unreadable:
        # Lines above the opening one stay as empty ones, so that places are the file's.
        above = "\n" * (bounds.first - 1)
        node = _read(above + "\n".join(lines[bounds.first : bounds.end]) + "\n", remarks)
    return FrontMatter(node, "\n".join(lines[bounds.body :]), bounds.body + 1, tuple(remarks))


def _read(text: str, remarks: list[Remark]) -> Mapping | None:
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > MAX_BYTES:
        message = f"the front matter is {size:,} bytes long; the most that is read is {MAX_BYTES:,}"
        remarks.append(Remark(Place(1, 1), "too-big", message, "move long texts below the closing --- line"))
        return None
    plain = read_plain(text)
    if plain is not None:
        return plain
    from sitegen.front_matter.mending import read_mended  # noqa: PLC0415 - YAML takes 10 ms, and plain lines need none

    return read_mended(text, remarks, MAX_REPAIRS)
