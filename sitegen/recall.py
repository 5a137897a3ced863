"""A reading to bytes and back; and its outline, by which one tells that no other page can show what changed.

Data only, in MessagePack behind a checksum: what is not exactly as it was written is `DamagedError`.
Where the bytes are kept is for others to say.
"""

from __future__ import annotations

from functools import cache
from hashlib import blake2b
from operator import attrgetter
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, Generic, TypeAlias, TypeVar
from zlib import crc32

import msgspec

from sitegen.body import Body, Card, Citation, Cite, Heading, Html, LinkEnd, LinkStart, Part, Picture, Resource
from sitegen.kinds import KINDS, people
from sitegen.kinds.posts import PostFields
from sitegen.kinds.sessions import SessionFields
from sitegen.model import Document, Fields, Written
from sitegen.problems import Place, Problem, Remark
from sitegen.read import Reading
from sitegen.values import replace

if TYPE_CHECKING:
    from collections.abc import Callable

F = TypeVar("F", bound=Fields)
_PartData: TypeAlias = str | tuple[Any, ...]
"""A part: HTML as its text, a link's end as an empty tuple, another as its place in `_TAGGED`, texts, line, column."""

_CHECK: Final = 4
_OUTLINE: Final = 16
_FOLDERS: Final = tuple(KINDS)
_TAGGED: Final = (LinkStart, Picture, Resource, Card, Citation)
_TABLE_OF_CONTENTS: Final = '<div class="toc"'
"""What pages look for in a text, to leave out their own table of contents."""


class DamagedError(ValueError):
    """These bytes are not a reading as it was written."""


class _Data(msgspec.Struct, Generic[F], array_like=True, gc=False):
    """A reading as MessagePack has it, in the order of `encode_reading`; what msgspec can make stands as it is."""

    path: str
    slug: str
    fields: F
    file_date: Written | None
    body_line: int
    title_anchor: str
    places: dict[str, Place]
    parts: tuple[_PartData, ...]
    summary: tuple[_PartData, ...]
    heard: tuple[_PartData, ...]
    plain: str
    headings: tuple[Heading, ...]
    anchors: frozenset[str]
    words: int
    origins: tuple[str, ...]
    remarks: tuple[Remark, ...]
    problems: tuple[Problem, ...]
    is_sound: bool


def encode_reading(reading: Reading) -> bytes:
    """Return the reading as bytes, the same in every process."""
    document, body = reading.document, reading.document.body
    data = _encoder.encode(
        (
            document.path,
            document.slug,
            _fields_data(document.kind, document.fields),
            _builtins(document.file_date),
            document.body_line,
            document.title_anchor,
            dict(document.places),
            [_part_data(part) for part in body.parts],
            [_part_data(part) for part in body.summary],
            [_part_data(part) for part in body.heard],
            body.plain,
            body.headings,
            sorted(body.anchors),
            body.words,
            body.origins,
            body.remarks,
            reading.problems,
            reading.is_sound,
        )
    )
    kind = bytes((_FOLDERS.index(document.kind),))
    return _checksum(kind + data) + kind + data


def decode_reading(data: bytes) -> Reading:
    """Return the reading that `encode_reading` wrote; raise DamagedError for any other bytes."""
    checked = memoryview(data)[_CHECK:]
    if _checksum(checked) != data[:_CHECK] or not checked:
        raise DamagedError("a reading that was kept is not as it was written")
    try:
        kind = _FOLDERS[checked[0]]
        found = _decoder(kind).decode(checked[1:])
        parts, summary, heard = (tuple(map(_part, data)) for data in (found.parts, found.summary, found.heard))
    except (msgspec.DecodeError, IndexError, TypeError, ValueError) as error:
        raise DamagedError("a reading that was kept was written by another version") from error
    body = Body(
        parts, summary, heard, found.plain, found.headings, found.anchors, found.words, found.origins, found.remarks
    )
    document = Document(
        kind,
        found.path,
        found.slug,
        _with_mappings(found.fields),
        body,
        found.file_date,
        found.body_line,
        found.title_anchor,
        MappingProxyType(found.places),
    )
    return Reading(document, found.problems, found.is_sound)


def outline_of(reading: Reading) -> bytes:
    """Return a digest of all of a reading that anything but its own page and feeds with its whole text depends on.

    Left out are the HTML of the text, its number of words, and the places of what nothing is wrong
    with; what only the whole site finds wrong has its own places. Beside what people wrote stands
    their whole text, so that theirs counts.
    """
    document, body = reading.document, reading.document.body
    is_shown_elsewhere = document.kind == people.KIND.folder
    texts = [part.text for part in body.parts if isinstance(part, Html)]
    data = _encoder.encode(
        (
            document.path,
            document.slug,
            _fields_data(document.kind, document.fields),
            _builtins(document.file_date),
            document.title_anchor,
            [_unplaced(part) if is_shown_elsewhere or not isinstance(part, Html) else None for part in body.parts],
            body.parts == body.summary,
            any(text.strip() for text in texts),
            any(_TABLE_OF_CONTENTS in text for text in texts),
            [_unplaced(part) for part in body.summary],
            [_unplaced(part) for part in body.heard],
            body.plain,
            body.headings,
            sorted(body.anchors),
            body.origins,
            (document.body_line, body.remarks, reading.problems) if reading.problems or body.remarks else None,
            dict(document.places) if reading.problems else list(document.places),
            reading.is_sound,
        )
    )
    return blake2b(data, digest_size=_OUTLINE).digest()


_encoder: Final = msgspec.msgpack.Encoder()


@cache
def _decoder(kind: str) -> msgspec.msgpack.Decoder[_Data[Fields]]:
    typed: Any = _Data
    decoder: msgspec.msgpack.Decoder[_Data[Fields]] = msgspec.msgpack.Decoder(typed[KINDS[kind].fields])
    return decoder


def _checksum(data: bytes | memoryview) -> bytes:
    return crc32(data).to_bytes(_CHECK, "little")


def _builtins(value: object) -> Any:  # noqa: ANN401  # plain data of any shape
    """Return a value as plain data; moments as text, since MessagePack's own would lose their offsets."""
    return msgspec.to_builtins(value, enc_hook=dict)


@cache
def _defaults(kind: str) -> tuple[Callable[[Fields], tuple[object, ...]], tuple[str, ...], tuple[object, ...]]:
    """Return what gets all fields of a kind, their names, and their values where nothing is given."""
    blank = KINDS[kind].fields(title="")
    names = blank.__struct_fields__
    return attrgetter(*names), names, tuple(getattr(blank, name) if name != "title" else None for name in names)


def _fields_data(kind: str, given: Fields) -> Any:  # noqa: ANN401  # plain data of any shape
    values, names, defaults = _defaults(kind)
    found = zip(names, values(given), defaults, strict=True)
    return _builtins({name: value for name, value, default in found if value != default})


def _with_mappings(found: Fields) -> Fields:
    """Return the fields with their mappings read-only, as they were before they were kept."""
    changes: dict[str, Any] = {}
    if found.extra:
        changes["extra"] = _read_only(found.extra)
    if isinstance(found, PostFields | SessionFields) and found.references:
        changes["references"] = tuple(
            replace(reference, parts=MappingProxyType(reference.parts)) for reference in found.references
        )
    return replace(found, **changes) if changes else found


def _read_only(value: object) -> object:
    if isinstance(value, dict):
        return MappingProxyType({key: _read_only(item) for key, item in value.items()})
    return tuple(map(_read_only, value)) if isinstance(value, list) else value


def _part_data(part: Part) -> _PartData:
    if isinstance(part, Html):
        return part.text
    data = _unplaced(part)
    return data if isinstance(part, LinkEnd) else (*data, part.place.line, part.place.column)


def _unplaced(part: Part) -> _PartData:
    """Return a part as data without its place."""
    match part:
        case Html():
            return part.text
        case LinkEnd():
            return ()
        case LinkStart() | Picture():
            return (_TAGGED.index(type(part)), part.target, part.attributes)
        case Resource():
            return (_TAGGED.index(Resource), part.attribute, part.target)
        case Card():
            return (_TAGGED.index(Card), part.target, part.words)
        case Citation():
            works = [(work.key, work.locator) for work in part.works]
            return (_TAGGED.index(Citation), part.text, (works, part.is_narrative))


def _part(data: _PartData) -> Part:
    if isinstance(data, str):
        return Html(data)
    if not data:
        return LinkEnd()
    tag, first, second, line, column = data
    kind, place = _TAGGED[tag], Place(line, column)
    if kind is not Citation:
        return kind(first, second, place)
    works, is_narrative = second
    return Citation(tuple(Cite(key, locator) for key, locator in works), first, place, is_narrative)
