"""Every name that stands in `content/`, whether it is read or not: for telling why one is not.

It follows no link, opens no file, and goes into no hidden folder but the one that the web asks for.
"""

from __future__ import annotations

import os
from pathlib import Path

from sitegen.content_names import CONTENT, WELL_KNOWN, escaped, spelled


def list_content(root: Path) -> tuple[str, ...]:
    """Return the paths of all files and links below the site's `content/`, sorted.

    A hidden folder stands for all that is in it, and its path ends in a slash. What the machine
    does not let anybody look into is left out.
    """
    found: list[str] = []
    waiting = [(Path(os.path.realpath(root)) / CONTENT, CONTENT)]
    while waiting:
        place, path = waiting.pop()
        try:
            with os.scandir(place) as listing:
                entries = [(entry.name, entry.is_dir(follow_symlinks=False)) for entry in listing]
        except OSError:
            continue
        for raw, is_folder in entries:
            name = f"{path}/{spelled(raw) or escaped(raw)}"
            if not is_folder:
                found.append(name)
            elif raw.startswith(".") and raw != WELL_KNOWN:
                found.append(f"{name}/")
            else:
                waiting.append((place / raw, name))
    return tuple(sorted(found))
