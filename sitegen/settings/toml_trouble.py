"""Why a TOML text cannot be read, in the words that its author is told, with the line to paste."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sitegen.front_matter.nodes import quoted, shown
from sitegen.problems import Place, Remark
from sitegen.settings.toml_lines import KEY, STRING, TABLE

if TYPE_CHECKING:
    from collections.abc import Sequence

_AT: Final = re.compile(r"\(at line (\d+), column (\d+)\)")
_CURLY: Final = re.compile("[“”„‟]")
_ENCLOSED: Final = re.compile("^[“”„‟‘‚‛]([^“”„‟]*)[”“‟’‛]\\s*(?:#.*)?$")


def complaint(message: str, text: str) -> Remark:
    """Return the remark on a text that the parser refused with `message`."""
    at = _AT.search(message)
    place = Place(int(at[1]), int(at[2])) if at else Place(max(text.count("\n"), 1), 1)
    reason = _AT.sub("", message).replace("(at end of document)", "").strip()
    lines = text.split("\n")
    line = lines[place.line - 1] if place.line <= len(lines) else ""
    opened = _opened(lines[: place.line], is_last="unclosed array" in reason.lower())
    key = KEY.match(line)
    hint = "write: name = value, with texts in double quotes"
    if line.lstrip().startswith("<"):
        reason = "this is a script or another piece of a page, and settings are names and values"
        hint = "delete it; only its values are wanted, in the lines that the manual has under 'Threads on the page'"
    elif opened is not None:
        place, reason, hint = opened, "the list that opens here is never closed", "close the list with ]"
    elif key and re.match("[“”„‟‘‚‛]", line[key.end() :].lstrip("[ ")):
        reason, hint = "these are curly quotes, and it wants straight ones", f"write {_straight(line, key)}"
    elif key and re.match(r"[^\"'\[{\d+-]", line[key.end() :]) and line[key.end() :].strip() not in {"true", "false"}:
        hint = f"put the text in quotes: {key['key']} = {quoted(line[key.end() :].strip())}"
    if "illegal character '\\n'" in reason.lower() or "unterminated" in reason.lower():
        reason, hint = "a text that begins here with a quotation mark is never closed", 'close it with another "'
    elif "illegal character" in reason.lower():
        reason, hint = "there is an invisible control character here", "delete it"
    twice = TABLE.match(line)
    if "overwrite" in reason or "twice" in reason:
        reason, hint = "this is given twice", "keep one of the two"
        if twice:
            path = shown(twice["path"])
            reason, hint = f"[{path}] is given twice", f"put the fields of both under one line [{path}]"
    reason = shown(reason)
    return Remark(
        place, "settings", f"the settings cannot be read from here on: {reason[:1].lower()}{reason[1:]}", hint
    )


def _opened(lines: Sequence[str], *, is_last: bool) -> Place | None:
    """Return where the list opens that the last of these lines ends in the middle of.

    With `is_last` nothing can follow; without, only a line that begins something else proves it.
    """
    opened, depth = None, 0
    before = lines if is_last else lines[:-1]
    for number, line in enumerate(before, start=1):
        key = KEY.match(line)
        value = line[key.end() :] if key else line
        if key and value.startswith("["):
            opened, depth = Place(number, key.end() + 1), 0
        elif depth <= 0:
            continue
        inner = STRING.sub("", value)
        depth += inner.count("[") - inner.count("]")
    is_proved = is_last or bool(KEY.match(lines[-1]) or TABLE.match(lines[-1]))
    return opened if depth > 0 and is_proved else None


def _straight(line: str, key: re.Match[str]) -> str:
    """Return a line whose curly quotes are straight ones."""
    value = line[key.end() :].strip()
    enclosed = _ENCLOSED.match(value)
    text = enclosed[1] if enclosed else value.strip("“”„‟‘’‚‛")
    return f"{key['key']} = {_CURLY.sub(chr(34), value) if value.startswith('[') else quoted(text)}"
