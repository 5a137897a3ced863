"""Characters that a text should not have: controls, lost characters, and UTF-8 once read as Windows-1252."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from sitegen.problems import Place, Remark, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

_PLACEHOLDERS = str.maketrans("", "", "\x02\x03")
_CONTROL = "[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]"
_LOST = "\ufffd"
_RUN = re.compile(
    "[\x80-\xff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]{2,}"
)
_UNDEFINED = {0x81, 0x8D, 0x8F, 0x90, 0x9D}
_LEAD_TWO = range(0xC2, 0xE0)
_LEAD_THREE = range(0xE0, 0xF0)
_LEAD_FOUR = range(0xF0, 0xF5)
_PLAUSIBLE = {"L", "N", "P", "S"}
_NEAREST = {0xA0: " "}


def strip_controls(text: str) -> tuple[str, tuple[Remark, ...]]:
    """Return the text without characters that no page may have, and a warning for each line with trouble.

    Tabs and line ends stay. U+FFFD stays too, and so does mojibake, whose repair is in the hint.
    """
    if _is_clean(text):
        return text, ()
    text = text.translate(_PLACEHOLDERS)
    mojibake = find_mojibake(text)
    damaged = {place.line for place, _, _ in mojibake}
    remarks: list[Remark] = []
    lines: list[str] = []
    for number, line in enumerate(text.split("\n"), start=1):
        found = None if number in damaged else re.search(_CONTROL, line)
        if found:
            remarks.append(_control(Place(number, found.start() + 1), found[0]))
        if _LOST in line:
            remarks.append(_replacement(Place(number, line.index(_LOST) + 1)))
        lines.append(re.sub(_CONTROL, "", line))
    remarks += [mojibake_remark(*found) for found in mojibake]
    return "\n".join(lines), tuple(sorted(remarks, key=lambda remark: (remark.place, remark.code)))


def _is_clean(text: str) -> bool:
    """Tell at little cost that a text has no trouble; a text of which it does not tell may have none either."""
    # What can be printed is no control, no half of a pair, and nothing that stands for no character.
    is_printable = text.replace("\n", "").replace("\t", "").isprintable() or not re.search(_CONTROL, text)
    return is_printable and (text.isascii() or (_LOST not in text and not _RUN.search(text)))


def _control(place: Place, character: str) -> Remark:
    message = f"a control character (U+{ord(character):04X}) was left out"
    return Remark(place, "control-character", message, "delete it; it is invisible in most editors", Severity.WARNING)


def _replacement(place: Place) -> Remark:
    message = "`\ufffd` stands for a character that was lost when the text was converted"
    return Remark(place, "replacement-character", message, "put the right character in its place", Severity.WARNING)


def mojibake_remark(place: Place, written: str, repaired: str) -> Remark:
    """Return the warning about a run of mojibake, with the repaired words as its hint."""
    message = f"`{re.sub(_CONTROL, '', written)}` looks like text in UTF-8 that was read as Windows-1252"
    return Remark(place, "mojibake", message, f"did you mean `{repaired}`?", Severity.WARNING)


def find_mojibake(text: str) -> tuple[tuple[Place, str, str], ...]:
    """Return where UTF-8 was read as Windows-1252: the place, the words as written, the words repaired."""
    if text.isascii():
        return ()
    return tuple(
        (Place(number, word.start() + 1), word[0], repaired)
        for number, line in enumerate(text.split("\n"), start=1)
        if not line.isascii() and _RUN.search(line)
        for word in re.finditer(r"[^ \t]+(?:\xa0[^ \t]*)*", line)
        if (repaired := _repaired(word[0])) != word[0]
    )


def _repaired(word: str) -> str:
    return _RUN.sub(lambda run: "".join(_decoded(run[0])), word)


def _decoded(run: str) -> Iterator[str]:
    data = bytes(byte for character in run for byte in _byte(character))
    at = 0
    while at < len(run):
        size = _size(data[at])
        character = _character(data[at : at + size]) if size else ""
        yield character or run[at]
        at += size if character else 1


def _byte(character: str) -> bytes:
    if ord(character) < 0x100 and (ord(character) >= 0xA0 or ord(character) in _UNDEFINED):  # noqa: PLR2004 - Latin-1
        return bytes([ord(character)])
    try:
        return character.encode("cp1252")
    except UnicodeEncodeError:
        return b"?"


def _size(lead: int) -> int:
    return 2 if lead in _LEAD_TWO else 3 if lead in _LEAD_THREE else 4 if lead in _LEAD_FOUR else 0


def _character(data: bytes) -> str:
    try:
        character = data.decode("utf-8")
    except UnicodeDecodeError:
        return ""
    if character in {"\xa0", "\ufeff"}:
        return _NEAREST.get(ord(character), character)
    return character if unicodedata.category(character)[0] in _PLAUSIBLE else ""
