"""Writing the record of what was published: the one file of `content/` that a build writes, and only when asked."""

from __future__ import annotations

import os
from pathlib import Path

from sitegen.content_names import CONTENT, RECORD
from sitegen.machine import in_plain_words


def write_record(root: Path, data: bytes) -> None:
    """Write the record of the site at `root` whole or not at all, and not when it says the same already.

    Raises MachineError where the machine will not.
    """
    place = Path(os.path.realpath(root)) / CONTENT / RECORD
    part = place.with_name(f".{RECORD}.new")
    try:
        if place.is_file() and not place.is_symlink() and place.read_bytes() == data:
            return
        part.write_bytes(data)
        part.replace(place)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise in_plain_words(error, place) from error
