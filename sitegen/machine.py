"""What the machine refuses, in words for people."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING

from sitegen.problems import MachineError

if TYPE_CHECKING:
    from pathlib import Path

_WORDS = {
    errno.ENOSPC: ("the disk is full", "make room on the disk and build again"),
    errno.EDQUOT: ("your share of the disk is used up", "make room and build again"),
    errno.EROFS: ("the disk can only be read", "choose another output folder"),
    errno.EACCES: ("permission denied", "give the user who builds the site permission to write there"),
    errno.EPERM: ("permission denied", "give the user who builds the site permission to write there"),
    errno.EFBIG: ("a file would be larger than is allowed here", "raise the limit on the size of files"),
    errno.EXDEV: ("a part of this folder is on another disk", "choose an output folder that is on one disk"),
    errno.EMFILE: ("too many files are open", "close other programs and build again"),
    errno.ENAMETOOLONG: ("a name is too long for this disk", "shorten the slug or the file's name"),
}


def in_plain_words(error: OSError, place: Path) -> MachineError:
    """Return the error of the machine that `error`, met at `place`, is."""
    words, hint = _WORDS.get(error.errno or 0, ((error.strerror or str(error)).lower(), "the site is as it was"))
    return MachineError(f"{place}: {words}", hint)
