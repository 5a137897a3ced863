"""Fenced code of the quick path: as it is without a language, else as Pygments colours it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sitegen.prose.fences import find_fences
from sitegen.prose.quick.inline import escaped
from sitegen.prose.quick.sheet import UnsureError

if TYPE_CHECKING:
    from sitegen.prose.fences import Fence
    from sitegen.prose.quick.sheet import Sheet

_INFO = re.compile(r"[a-zA-Z0-9_+#-]*")
_OPENS = re.compile(r"^ {0,3}(?:`{3}|~{3})", re.MULTILINE)
_BLANK_LINE = re.compile(r"(?<=\n) +\n")


def without_fences(sheet: Sheet) -> str:
    """Return the text with a mark for every fence, in a block of its own, and blank lines that are empty."""
    text = sheet.text
    if "\n " in text:
        text = _BLANK_LINE.sub("\n", text)
    if "```" not in text and "~~~" not in text:
        return text
    lines = text.split("\n")
    kept: list[str] = []
    at = 0
    for fence in find_fences(lines):
        kept += [*lines[at : fence.first], "", sheet.mark(_html(fence)), ""]
        at = fence.last + 1
    rest = "\n".join([*kept, *lines[at:]])
    if _OPENS.search(rest):
        raise UnsureError
    return rest


def _html(fence: Fence) -> str:
    code = "\n".join(fence.code).strip("\n")
    if not code.strip() or _INFO.fullmatch(fence.info) is None or "](" in code or "[^" in code:
        raise UnsureError
    if fence.info in {"", "text"}:
        return f'<div class="highlight"><pre tabindex="0"><span></span><code>{escaped(code)}\n</code></pre></div>'
    from sitegen.prose.quick.colours import coloured  # noqa: PLC0415 - most texts must not pay for importing Pygments

    return coloured(code, fence.info)
