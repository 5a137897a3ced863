"""All sources to readings: those that were read before are recalled, the others read by as many processes as it takes.

Every reading comes out of its bytes, so what is recalled and what is new cannot differ.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

from sitegen.crew import share
from sitegen.memo import Shelf
from sitegen.prose import prepare
from sitegen.read import Reading, read
from sitegen.recall import DamagedError, decode_reading, encode_reading
from sitegen.reporter import Step
from sitegen.values import Value

if TYPE_CHECKING:
    from sitegen.model import Source
    from sitegen.workbench import Workbench

_KEY = 16


class Read(Value, frozen=True):
    """The readings of a site, in the order of their sources, and how many of them had to be made."""

    readings: tuple[Reading, ...]
    keys: tuple[bytes, ...]
    """What each is remembered by."""
    made: int


def read_all(sources: tuple[Source, ...], language: str, bench: Workbench, *, is_certain: bool = True) -> Read:
    """Return the reading of every source; `language` is the site's.

    While that is not `is_certain`, as the settings have a mistake, what was read otherwise is not forgotten.
    """
    memo, reporter = bench.memo, bench.reporter
    reporter.begin(Step.READ, len(sources))
    keys = [key_of(source, language) for source in sources]
    found: list[Reading | None] = [_recalled(memo.get(Shelf.READING, key)) for key in keys]
    missing = [number for number, reading in enumerate(found) if reading is None]
    reporter.advance(len(sources) - len(missing))
    if missing:
        prepare()
    made = share(
        len(missing),
        lambda number: encode_reading(read(sources[missing[number]], language)),
        bench.scratch,
        bench.jobs,
        reporter.advance,
    )

    for number, data in zip(missing, made, strict=True):
        found[number] = decode_reading(data)
        memo.put(Shelf.READING, keys[number], data)
    if is_certain:
        memo.keep(Shelf.READING, keys)
    return Read(tuple(reading for reading in found if reading is not None), tuple(keys), len(missing))


def key_of(source: Source, language: str) -> bytes:
    """Return what a source's reading is remembered by: all that goes into it."""
    digest = blake2b(source.data, digest_size=_KEY)
    digest.update(f"\0{source.path}\0{language}".encode())
    return digest.digest()


def _recalled(data: bytes | None) -> Reading | None:
    if data is None:
        return None
    try:
        return decode_reading(data)
    except DamagedError:
        return None
