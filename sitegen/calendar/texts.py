"""What every calendar says of its maker, and texts as calendars can hold them."""

from __future__ import annotations

import re
from typing import Final

PRODUCT: Final = "-//sitegen//sitegen//EN"
# What no TEXT can hold (RFC 5545 section 3.3.11) but tabs and line breaks, with the C1 controls, at which some
# programs break lines, and what is no character at all.
_UNPRINTABLE: Final = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]"


def on_one_line(text: str) -> str:
    """Return text on one line, with single blanks."""
    return " ".join(re.sub(_UNPRINTABLE, "", text).split())


def on_lines(text: str) -> str:
    """Return text with one kind of line break, so that no program breaks it where another does not."""
    return "\n".join(re.sub(_UNPRINTABLE, "", text).strip().splitlines())
