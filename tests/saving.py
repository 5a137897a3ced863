"""The ways in which editors save a file."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


Save: TypeAlias = "Callable[[Path, str], None]"


def written(place: Path, text: str) -> None:
    place.write_text(text, "utf-8")


def truncated_first(place: Path, text: str) -> None:
    place.open("w").close()
    place.write_text(text, "utf-8")


def truncated_long_before(place: Path, text: str) -> None:
    place.open("w").close()
    time.sleep(0.06)
    place.write_text(text, "utf-8")


def in_pieces(place: Path, text: str) -> None:
    third = len(text) // 3
    with place.open("w", encoding="utf-8") as file:
        for piece in (text[:third], text[third : 2 * third], text[2 * third :]):
            file.write(piece)
            file.flush()
            os.fsync(file.fileno())


def renamed_over(place: Path, text: str) -> None:
    new = place.with_name(f".{place.name}.tmp-4711")
    new.write_text(text, "utf-8")
    new.replace(place)


def as_vim_does(place: Path, text: str) -> None:
    probe, backup = place.with_name("4913"), place.with_name(f"{place.name}~")
    probe.touch()
    probe.unlink()
    place.rename(backup)
    place.write_text(text, "utf-8")
    backup.unlink()


def as_vim_does_with_backups(place: Path, text: str) -> None:
    swap, probe, backup = (place.with_name(n) for n in (f".{place.name}.swp", "4913", f"{place.name}~"))
    swap.write_bytes(b"b0VIM 9.0")
    probe.touch()
    probe.unlink()
    backup.unlink(missing_ok=True)
    place.rename(backup)
    place.write_text(text, "utf-8")
    swap.unlink()


def as_emacs_does(place: Path, text: str) -> None:
    lock = place.with_name(f".#{place.name}")
    lock.symlink_to("jo@harbour.4711:1170000000")
    with place.open("r+", encoding="utf-8") as file:
        file.truncate()
        file.write(text)
    lock.unlink()


def as_emacs_does_with_backups(place: Path, text: str) -> None:
    lock = place.with_name(f".#{place.name}")
    lock.symlink_to("jo@harbour.4711:1170000000")
    place.rename(place.with_name(f"{place.name}~"))
    place.write_text(text, "utf-8")
    lock.unlink()


def as_jetbrains_does(place: Path, text: str) -> None:
    new, old = place.with_name(f"{place.name}~tmp"), place.with_name(f"{place.name}~old")
    new.write_text(text, "utf-8")
    place.rename(old)
    new.rename(place)
    old.unlink()


def deleted_and_made_again(place: Path, text: str) -> None:
    place.unlink()
    place.write_text(text, "utf-8")


def touched_after(place: Path, text: str) -> None:
    place.write_text(text, "utf-8")
    place.chmod(0o600)
    os.utime(place, (2_000_000_000, 2_000_000_000))


SAVES: Final = (
    written,
    truncated_first,
    in_pieces,
    renamed_over,
    as_vim_does,
    as_vim_does_with_backups,
    as_emacs_does,
    as_emacs_does_with_backups,
    as_jetbrains_does,
    deleted_and_made_again,
    touched_after,
)
