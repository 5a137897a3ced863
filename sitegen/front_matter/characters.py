"""The characters that look like nothing and break front matter: tabs, no-break spaces, control characters."""

from __future__ import annotations

import re
from typing import Final

from sitegen.front_matter.nodes import shown
from sitegen.problems import Place, Remark

CONTROLS: Final = r"[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]"
"""A pattern; no text that `isprintable` has any of these."""
_WIDE: Final = "\u00a0\u2000-\u200a\u202f\u205f\u3000"
_NO_BREAK: Final = "\u00a0\u202f"
_HEAD: Final = rf"^[ {_WIDE}]*(?:-[ {_WIDE}]+)*(?:[\w-]+:[{_WIDE}][ {_WIDE}]*)?"


def plain_lines(text: str, first_line: int, remarks: list[Remark]) -> str:
    """Note what only looks like a space, and what cannot be seen, once a line; return the text without."""
    lines = text.split("\n")
    for index, line in enumerate(lines):
        number = index + first_line
        tab = re.match(r"^( *)\t\s*", line)
        if tab and line.strip():
            place = Place(number, len(tab[1]) + 1)
            remarks.append(
                Remark(place, "tab", "there is a tab in front of this line", "use spaces, two for each level")
            )
            above = lines[index - 1] if index else ""
            is_nested = above.rstrip().endswith((":", "|", ">")) or above.startswith(" ")
            lines[index] = ("  " if is_nested else "") + line[tab.end() :]
        lines[index] = _spaced(lines[index], number, remarks)
        control = re.search(CONTROLS, line)
        if control:
            message = f"there is an invisible control character (U+{ord(control[0]):04X}) in the front matter"
            remarks.append(Remark(Place(number, control.start() + 1), "control-character", message, "delete it"))
            lines[index] = re.sub(CONTROLS, "", lines[index])
    return "\n".join(lines)


def _spaced(line: str, number: int, remarks: list[Remark]) -> str:
    """Return a line with plain spaces wherever a space has a meaning; within a value they are the author's own."""
    found = re.match(_HEAD, line)
    head = found[0] if found else ""
    wide = re.search(f"[{_WIDE}]", head)
    if wide is None:
        return line
    plain = re.sub(f"[{_WIDE}]", " ", head) + line[len(head) :]
    if line.strip():
        kind = "no-break space" if wide[0] in _NO_BREAK else f"space of another kind (U+{ord(wide[0]):04X})"
        message = f"there is a {kind} here, which only looks like a space"
        is_nested = not line[: wide.start()].strip()
        hint = "use plain spaces, two for each level" if is_nested else f"write {shown(plain.strip())}"
        remarks.append(Remark(Place(number, wide.start() + 1), "no-break-space", message, hint))
    return plain
