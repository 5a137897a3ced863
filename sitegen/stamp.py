"""The stamp of a build: all that has to be unchanged for the next one to have nothing to do.

To find that it holds takes a look at the status of every file and hardly any of this program: what is
imported here is what every build that finds nothing to do has to wait for.
"""

from __future__ import annotations

import json
import os
import re
import stat
from dataclasses import asdict, dataclass, field, fields
from hashlib import blake2b, sha256
from typing import TYPE_CHECKING

from sitegen import program
from sitegen.lock import STAMP
from sitegen.standing import GRAIN, digest_of, in_doubt

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from sitegen.standing import Row

INPUTS = ("content", "themes")
"""The folders of a site that its pages are made of."""
_FORM = 1
_MOST = 1 << 28
"""The most bytes of a stamp: a million pages are told of in less."""
_FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_FRAME = re.compile(rb'\["([0-9a-f]{32})", (.*)\]', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Request:
    """What a build was asked for, but for the time."""

    output: str = "public"
    base_url: str = ""
    has_drafts: bool = False
    is_hidden: bool = False
    is_strict: bool = False
    is_recorded: bool = False
    has_scheduled: bool = False
    has_threads: bool = True


@dataclass(frozen=True, slots=True)
class Files:
    """How files stood, in one word, and the SHA-256 of those that changed too shortly before for it to prove much."""

    standing: str
    doubtful: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Stamp:
    """What the last build was made of, what it made, and what it told."""

    program: str
    fingerprint: str
    request: Request
    since: float
    """The instant that the site shows, in seconds since 1970; from it to `until`, time alone changes nothing."""
    until: float | None
    zone: str
    """The site's time zone, by its IANA name."""
    inputs: Files
    outputs: Files
    paths: tuple[str, ...]
    """What was published, as paths within the output folder."""
    counts: tuple[tuple[str, int], ...]
    """How many there are of each kind of document, in the order in which they are told."""
    problems: tuple[tuple[str, int, int, str, str, str, str], ...] = ()
    """The fields of every problem, which is told again."""


_NAMES = tuple(field.name for field in fields(Stamp))


def read_stamp(cache: Path) -> Stamp | None:
    """Return the stamp in a site's cache folder; `None` where there is none that can be used."""
    try:
        frame = _FRAME.fullmatch(_bytes_of(cache / STAMP))
        if frame is None or frame[1] != _check(frame[2]):
            return None
        data = json.loads(frame[2])
        if data.pop("form") != _FORM:
            return None
        for name, kind in (("request", Request), ("inputs", Files), ("outputs", Files)):
            data[name] = kind(**data[name])
        for name in ("counts", "problems"):
            data[name] = tuple(tuple(one) for one in data[name])
        data["paths"] = tuple(data["paths"])
        return Stamp(**data)
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def _bytes_of(place: Path) -> bytes:
    """Return what is in an ordinary file; nothing of another one, which might have no end."""
    with os.fdopen(os.open(place, _FLAGS), "rb") as file:
        status = os.fstat(file.fileno())
        return file.read(_MOST) if stat.S_ISREG(status.st_mode) and status.st_size <= _MOST else b""


def write_stamp(cache: Path, stamp: Stamp) -> None:
    """Write the stamp whole, or leave none: without it the next build does a little more."""
    place, new = cache / STAMP, cache / f"{STAMP}.new"
    told = {name: getattr(stamp, name) for name in _NAMES}
    for name in ("request", "inputs", "outputs"):
        told[name] = asdict(told[name])
    data = json.dumps({"form": _FORM, **told}).encode()
    try:
        # A link that came with the site would be written through.
        new.unlink(missing_ok=True)
        with new.open("xb") as file:
            file.write(b'["' + _check(data) + b'", ' + data + b"]")
        new.replace(place)
    except OSError:
        remove_stamp(cache)


def _check(data: bytes) -> bytes:
    """Return what proves that a stamp is as it was written: a damaged date would be believed."""
    return blake2b(data, digest_size=16).hexdigest().encode()


def remove_stamp(cache: Path) -> None:
    """Remove a stamp that could not be written whole: what it told of may have changed."""
    for name in (STAMP, f"{STAMP}.new"):
        try:
            (cache / name).unlink(missing_ok=True)
        except OSError:
            continue


def is_asked_again(stamp: Stamp, request: Request) -> bool:
    """Tell whether the same is asked of the same program."""
    return stamp.request == request and stamp.program == program.status()


def is_for(stamp: Stamp, now: float) -> bool:
    """Tell whether a stamp was made for an instant (seconds since 1970), as time changes nothing between the two."""
    return stamp.since <= now and (stamp.until is None or now < stamp.until)


def holds(files: Files, paths: tuple[str, ...], rows: Sequence[Row | None], folder: Path) -> bool:
    """Tell whether the files of a folder are as they were; `rows` say how they stand, in the order of their paths."""
    if digest_of(paths, rows) != files.standing:
        return False
    try:
        return all(sha256((folder / path).read_bytes()).hexdigest() == found for path, found in files.doubtful.items())
    except OSError:
        return False


def files_at(
    paths: Iterable[str],
    rows: Sequence[Row | None],
    seen: int,
    find_digest: Callable[[str], str | None],
    grain: int = GRAIN,
) -> Files:
    """Return how files stand that were `seen` so; `find_digest` gives the SHA-256 of a file as it was read or written.

    Of a file in doubt that has none, nothing will be believed: it may be another one by now.
    """
    paths = tuple(paths)
    standing = {path: row for path, row in zip(paths, rows, strict=True) if row is not None}
    doubtful = in_doubt(standing, seen, grain)
    return Files(digest_of(paths, rows), {path: find_digest(path) or "unknown" for path in doubtful})


def past_doubt(files: Files, rows: Mapping[str, Row | None], seen: int, grain: int = GRAIN) -> Files:
    """Return the files, those that are past all doubt by now no longer among the doubtful."""
    mine = {path: row for path in files.doubtful if (row := rows.get(path)) is not None}
    return Files(files.standing, {path: files.doubtful[path] for path in in_doubt(mine, seen, grain)})
