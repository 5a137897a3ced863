"""A line that YAML cannot read, mended in memory, and the words that tell its author the line to paste.

The rest of the file is then still checked, so that every mistake is told in one run.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sitegen.front_matter.characters import plain_lines
from sitegen.front_matter.events import ENTRY, EventReader, UnreadableError, paste_hint
from sitegen.front_matter.nodes import FIRST_LINE, Mapping, quoted, shown
from sitegen.problems import Place, Remark

if TYPE_CHECKING:
    from collections.abc import Callable

_ITEM: Final = re.compile(r"^(?P<lead>\s*(?:- +)+)(?P<value>\S(?:.*\S)?)\s*$")
_SUSPICIOUS: Final = re.compile(r"^[@`%&*!|>{}\[\],?#-]|:\s|:$")
_HASH_ITEM: Final = re.compile(r"([\[,]\s*)(#[^,\]]+)")
_UNSPACED: Final = re.compile(r"^(?P<head>\s*(?:- +)*(?P<key>[A-Za-z_][\w-]*))(?:：\s*|:(?!\s|//))(?P<value>\S.*)$")
_WHOLE: Final = re.compile(r"""^(?:'(?:[^']|'')*'|"(?:[^"\\]|\\.)*")\s*(?:#.*)?$""")
_NO_ESCAPE: Final = re.compile(r"""\\[^0abtnvfre "/\\N_LPxuU\t]""")
_NO_ITEM: Final = re.compile(r"[\[,]\s*,")
_CLOSING: Final = {"[": "]", "{": "}"}

Mended = tuple[list[str], Remark]
"""All lines with one of them mended, and what its author is told."""


def read_mended(text: str, remarks: list[Remark], repairs: int) -> Mapping | None:
    """Return the fields of a front matter; note every line that had to be mended, `repairs` at most, or cannot be."""
    text = plain_lines(text, FIRST_LINE, remarks)
    for _ in range(repairs):
        reader = EventReader(text)
        try:
            node = reader.read()
        except UnreadableError as error:
            mended = mend(text, error)
            if mended is None:
                remarks.append(Remark(error.place, "front-matter", error.message, error.hint))
                return None
            text = mended[0]
            remarks.append(mended[1])
        else:
            remarks.extend(reader.remarks)
            return node
    message = f"{repairs} lines of this front matter cannot be read; there may be more below"
    remarks.append(Remark(remarks[-1].place, "front-matter", message, "mend these, and build again"))
    return None


def mend(text: str, error: UnreadableError) -> tuple[str, Remark] | None:
    """Return the text with the line mended that `error` is about, and the remark on it; None where no way is known."""
    lines = text.split("\n")
    ways: tuple[Callable[[list[str], int], Mended | None], ...] = (
        _spaced,
        _requoted,
        _closed,
        _emptied,
        _put_in_quotes,
    )
    row = error.place.line - FIRST_LINE
    for index in (row, row - 1):
        for way in ways if 0 <= index < len(lines) else ():
            found = way(list(lines), index)
            if found:
                return "\n".join(found[0]), found[1]
    moved = _moved(lines, row) if 0 <= row < len(lines) else None
    return ("\n".join(moved[0]), moved[1]) if moved else None


def _value(line: str) -> tuple[int, str]:
    """Return where a line's value begins, and the value; an empty one for a line of another form."""
    found = ENTRY.match(line) or _ITEM.match(line)
    return (found.start("value"), found["value"]) if found else (0, "")


def _spaced(lines: list[str], index: int) -> Mended | None:
    found = _UNSPACED.match(lines[index])
    if found is None:
        return None
    lines[index] = f"{found['head']}: {found['value']}"
    message = f"there is no space after the colon of '{shown(found['key'])}'"
    hint = f"put a space after the colon: {shown(lines[index].strip())}"
    return lines, Remark(Place(index + FIRST_LINE, found.end("head") + 1), "front-matter", message, hint)


def _requoted(lines: list[str], index: int) -> Mended | None:
    """Mend a value whose quotation marks do not enclose it."""
    line = lines[index]
    start, value = _value(line)
    mark = value[:1]
    escape = _NO_ESCAPE.search(value) if mark == '"' else None
    if mark not in {"'", '"'} or (_WHOLE.match(value) and not escape):
        return None
    place = Place(index + FIRST_LINE, start + 1)
    code, message = "unquoted", f"this value cannot be read as it stands: {shown(value)}"
    if escape and _WHOLE.match(value):
        message = f"{escape[0]} means nothing inside double quotes"
        written = "'" + value.rstrip()[1:-1].replace('\\"', '"').replace("'", "''") + "'"
    elif mark == '"' and mark not in value[1:]:
        code, message, written = "front-matter", "a quotation mark that opens here is never closed", quoted(value[1:])
    else:
        written = _enclosed(_meant(value))
    lines[index] = line[:start] + written
    return lines, Remark(place, code, message, f"write {lines[index].strip()}" if len(written) < len(line) + 9 else "")


def _meant(value: str) -> str:
    """Return the text that was meant by a value in which the marks at its ends stand between others as well."""
    mark, inner = value[0], value[1:-1]
    again = inner.find(mark)
    is_closed_early = re.match(r"[\s,.;:!?)]", inner[again + 1 :]) and not inner[again - 1 : again].isspace()
    return inner if value.endswith(mark) and len(value) > 1 and not is_closed_early else value


def _enclosed(text: str) -> str:
    return f"'{text}'" if '"' in text and "'" not in text else quoted(text)


def _closed(lines: list[str], index: int) -> Mended | None:
    """Close a bracket, below the last line that is indented under it."""
    line = lines[index]
    start, value = _value(line)
    value = re.split(r"\s#\s", value)[0]
    closing = _CLOSING.get(value[:1], "")
    left_open = value.count(value[0]) - value.count(closing) if closing else 0
    if left_open < 1:
        return None
    last = index
    while last + 1 < len(lines) and lines[last + 1].startswith(" ") and left_open == 1:
        last += 1
    hint = "close it, or put the whole value in quotes"
    if left_open > 1:
        lines[index] = line[:start] + quoted(value)
    else:
        lines[last] = (line[:start] + value if last == index else lines[last].rstrip()) + closing
        hint = "close it after the last item"
        if last == index:
            hint = f"close it: {shown(lines[last].strip())}\nor {paste_hint(line, start, value)}"
    message = "a bracket that opens here is never closed"
    return lines, Remark(Place(index + FIRST_LINE, start + 1), "unquoted", message, hint)


def _emptied(lines: list[str], index: int) -> Mended | None:
    """Mend a list in which two commas stand together, or one stands before its first item."""
    line = lines[index]
    start, value = _value(line)
    if not re.fullmatch(r"\[[^\[\]'\"]*\]", value) or not _NO_ITEM.search(value):
        return None
    items = [item.strip() for item in value[1:-1].split(",") if item.strip()]
    lines[index] = f"{line[:start]}[{', '.join(items)}]"
    message = "there is nothing between two commas of this list"
    hint = f"write {shown(lines[index].strip())}"
    return lines, Remark(Place(index + FIRST_LINE, start + 1), "unquoted", message, hint)


def _put_in_quotes(lines: list[str], index: int) -> Mended | None:
    line = lines[index]
    start, value = _value(line)
    if not value or value[0] in "\"'" or not _SUSPICIOUS.search(value):
        return None
    value = re.split(r"\s#\s", value)[0]
    place = Place(index + FIRST_LINE, start + 1)
    if value.startswith("[") and value.endswith("]") and _HASH_ITEM.search(value):
        lines[index] = line[:start] + _HASH_ITEM.sub(lambda item: item[1] + quoted(item[2]), value)
        hint = f"put it in quotes: {lines[index].strip()}"
        return lines, Remark(place, "unquoted", "an item that begins with # is lost", hint)
    lines[index] = line[:start] + quoted(value)
    message = f"this value cannot be read as it stands: {shown(value)}"
    return lines, Remark(place, "unquoted", message, paste_hint(line, start, value))


def _moved(lines: list[str], index: int) -> Mended | None:
    """Move a field that is indented under another one's value to where that one begins."""
    above = next((line for line in reversed(lines[:index]) if line.strip()), "")
    first = next((n for n, line in enumerate(lines) if line.strip()), index)
    if lines[first].startswith(" ") and lines[first + 1 : index + 1] and not lines[index].startswith(" "):
        indent = len(lines[first]) - len(lines[first].lstrip(" "))
        lines[first:index] = [line.removeprefix(" " * indent) for line in lines[first:index]]
        message, hint = "there is a space in front of the first field", "begin every field at the start of its line"
        return lines, Remark(Place(first + FIRST_LINE, 1), "front-matter", message, hint)
    found, below = ENTRY.match(lines[index]) or re.match(r"^\s+(?P<key>[\w-]+):$", lines[index]), lines[index]
    indent = len(below) - len(below.lstrip(" "))
    wanted = len(above) - len(above.lstrip(" "))
    if found is None or not ENTRY.match(above) or indent <= wanted:
        return None
    lines[index] = " " * wanted + below.lstrip(" ")
    key = shown(found["key"].strip())
    hint = f"move '{key}' to the start of its line" if not wanted else f"indent '{key}' like the line above it"
    remark = Remark(
        Place(index + FIRST_LINE, indent + 1), "front-matter", "this line does not fit the lines above it", hint
    )
    return lines, remark
