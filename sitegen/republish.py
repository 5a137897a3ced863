"""Other bytes for files that are published already: which files there are does not change, nor anything else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sitegen.changes import is_reachable
from sitegen.machine import in_plain_words
from sitegen.manifest import MANIFEST, place_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sitegen.output import Ready
    from sitegen.press import Press


def publish_changed(press: Press, changed: Mapping[str, Ready]) -> bool:
    """Put what a press has made ready in the place of files that are published, by their paths.

    Return whether it could be done: the manifest has to know every one of the files. Killed at any instant, it
    leaves each file as it was or as it is to be. Raises `MachineError`.
    """
    folder = press.folder
    try:
        text = (folder / MANIFEST).read_text(encoding="utf-8")
        for path, ready in changed.items():
            old = re.search(rf"^[0-9a-f]{{64}}(?=  {re.escape(path)}$)", text, re.MULTILINE)
            if old is None or not is_reachable(folder, path):
                return False
            text = text[: old.start()] + ready.digest + text[old.end() :]
        written = {path: ready for path, ready in changed.items() if ready.file}
        if written:
            after = press.staging / "after"
            after.write_bytes(text.encode())
            for path, ready in written.items():
                (press.staging / ready.file).replace(place_of(folder, path))
            after.replace(folder / MANIFEST)
    except OSError as error:
        raise in_plain_words(error, folder) from error
    return True
