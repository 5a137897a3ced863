"""A file's text to its front matter and its body, with the mistakes that keep YAML from being read.

A line that YAML cannot read is mended in memory by quoting its value, so that the rest of the
file is still checked and every mistake is told in one run.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from sitegen.front_matter.events import ENTRY, FIRST_LINE, EventReader, UnreadableError, paste_hint, shown
from sitegen.front_matter.nodes import Mapping, Node, Scalar, Sequence, quoted
from sitegen.problems import Place, Remark

__all__ = ["FrontMatter", "Mapping", "Node", "Scalar", "Sequence", "quoted", "split"]

MAX_BYTES: Final = 64 * 1024
"""The largest front matter: three hundred times a usual one, and read in an instant."""
_MAX_REPAIRS: Final = 50
_SEARCHED_FOR_END: Final = 60
_ITEM = re.compile(r"^(?P<lead>\s*(?:- +)+)(?P<value>\S.*?)\s*$")
_SUSPICIOUS = re.compile(r"^[@`%&*!|>{}\[\],?#-]|:\s|:$")
_HASH_ITEM = re.compile(r"([\[,]\s*)(#[^,\]]+)")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """A file's front matter and what follows it. Places count from the file's first line."""

    node: Mapping | None
    """None: there is none, or none that can be read (then the remarks say so)."""
    body: str
    body_line: int
    remarks: tuple[Remark, ...] = ()
    is_missing: bool = False


def split(text: str) -> FrontMatter:
    """Divide a file's text (its line ends are LF) into front matter and body, and read the front matter."""
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        return _unopened(text, lines)
    end = next((n for n in range(1, len(lines)) if lines[n].rstrip() in {"---", "..."}), None)
    if end is None:
        hint = "put a line of three hyphens, ---, under the last field"
        remark = Remark(Place(1, 1), "front-matter-open", "the front matter that begins here never ends", hint)
        return FrontMatter(None, "", len(lines) + 1, (remark,))
    remarks: list[Remark] = []
    node = _read("\n".join(lines[1:end]) + "\n", remarks)
    return FrontMatter(node, "\n".join(lines[end + 1 :]), end + 2, tuple(remarks))


def _unopened(text: str, lines: list[str]) -> FrontMatter:
    end = next((n for n, line in enumerate(lines[:_SEARCHED_FOR_END]) if line.rstrip() == "---"), 0)
    written = [line for line in lines[:end] if line.strip()]
    if not written or not all(re.match(r"^(\s|[\w-]+:(\s|$)|- )", line) for line in written):
        return FrontMatter(None, text, 1, is_missing=True)
    hint = "put a line of three hyphens, ---, above the first field too"
    remark = Remark(Place(1, 1), "front-matter-unopened", "the front matter has no opening --- line", hint)
    return FrontMatter(None, "\n".join(lines[end + 1 :]), end + 2, (remark,))


def _read(text: str, remarks: list[Remark]) -> Mapping | None:
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > MAX_BYTES:
        message = f"the front matter is {size:,} bytes long; the most that is read is {MAX_BYTES:,}"
        remarks.append(Remark(Place(1, 1), "too-big", message, "move long texts below the closing --- line"))
        return None
    text = _without_bad_characters(text, remarks)
    for _ in range(_MAX_REPAIRS):
        reader = EventReader(text)
        try:
            node = reader.read()
        except UnreadableError as error:
            mended = _mend(text, error, remarks)
            if mended is None:
                return None
            text = mended
        else:
            remarks.extend(reader.remarks)
            return node
    return None


def _without_bad_characters(text: str, remarks: list[Remark]) -> str:
    """Report tabs in the indentation and control characters, once a line, and read on without them."""
    lines = text.split("\n")
    for index, line in enumerate(lines):
        tab = re.match(r"^( *)\t\s*", line)
        if tab and line.strip():
            place = Place(index + FIRST_LINE, len(tab[1]) + 1)
            remarks.append(
                Remark(place, "tab", "there is a tab in front of this line", "use spaces, two for each level")
            )
            above = lines[index - 1] if index else ""
            is_nested = above.rstrip().endswith((":", "|", ">")) or above.startswith(" ")
            lines[index] = ("  " if is_nested else "") + line[tab.end() :]
        control = _CONTROLS.search(line)
        if control:
            message = f"there is an invisible control character (U+{ord(control[0]):04X}) in the front matter"
            place = Place(index + FIRST_LINE, control.start() + 1)
            remarks.append(Remark(place, "control-character", message, "delete it"))
            lines[index] = _CONTROLS.sub("", lines[index])
    return "\n".join(lines)


def _mend(text: str, error: UnreadableError, remarks: list[Remark]) -> str | None:
    """Report what YAML could not read, with the line to paste; return the text with that line quoted."""
    lines = text.split("\n")
    for index in (error.place.line - FIRST_LINE, error.place.line - FIRST_LINE - 1):
        line = lines[index] if 0 <= index < len(lines) else ""
        found = ENTRY.match(line) or _ITEM.match(line)
        if found is None or found["value"][0] in "\"'" or not _SUSPICIOUS.search(found["value"]):
            continue
        head, start = line[: found.start("value")], found.start("value")
        value = re.split(r"\s#\s", found["value"])[0]
        place = Place(index + FIRST_LINE, start + 1)
        if value.startswith("[") and value.endswith("]") and _HASH_ITEM.search(value):
            lines[index] = head + _HASH_ITEM.sub(lambda item: item[1] + quoted(item[2]), value)
            message, hint = "an item that begins with # is lost", f"put it in quotes: {lines[index].strip()}"
        elif value[0] in "[{" and value.count(value[0]) != value.count("]" if value[0] == "[" else "}"):
            lines[index] = head + quoted(value)
            message, hint = "a bracket that opens here is never closed", "close it, or put the whole value in quotes"
        else:
            lines[index] = head + quoted(value)
            message, hint = f"this value cannot be read as it stands: {shown(value)}", paste_hint(line, start, value)
        remarks.append(Remark(place, "unquoted", message, hint))
        return "\n".join(lines)
    remarks.append(Remark(error.place, "front-matter", error.message, error.hint))
    return None
