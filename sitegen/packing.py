"""Small frozen values to bytes and back, in MessagePack: data and never code, the same bytes for the same value."""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec

T = TypeVar("T")
_encoder = msgspec.msgpack.Encoder(order="deterministic")
_decoders: dict[type[Any], msgspec.msgpack.Decoder[Any]] = {}


def pack(value: object) -> bytes:
    """Return a value made of dataclasses, tuples, mappings, texts, bytes and numbers as bytes."""
    return _encoder.encode(value)


def unpack(data: bytes | None, kind: type[T]) -> T | None:
    """Return the value of this kind that was packed; `None` for anything else."""
    if data is None:
        return None
    try:
        return _decoder(kind).decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def _decoder(kind: type[T]) -> msgspec.msgpack.Decoder[T]:
    if kind not in _decoders:
        _decoders[kind] = msgspec.msgpack.Decoder(kind)
    return _decoders[kind]
