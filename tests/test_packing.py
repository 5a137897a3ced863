"""Values come back as they were, and nothing else does."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

import pytest

from sitegen.packing import pack, unpack


@dataclass(frozen=True, slots=True)
class Inner:
    """A part."""

    name: str
    size: int | None = None


@dataclass(frozen=True, slots=True)
class Outer:
    """A value with all that is packed."""

    parts: tuple[Inner, ...]
    data: bytes
    rows: dict[str, tuple[int, int]] = field(default_factory=dict)
    is_there: bool = False


VALUE = Outer(
    (Inner("ä\U0001f642", -1), Inner("")), b"\0\xff", {"b": (1, 2), "a": (2**64 - 1, -(2**63))}, is_there=True
)


def test_a_value_comes_back_as_it_was() -> None:
    assert unpack(pack(VALUE), Outer) == VALUE
    assert unpack(pack(Inner("x")), Inner) == Inner("x")


def test_the_same_value_is_the_same_bytes_in_whatever_order_it_was_made() -> None:
    one, two = ({name: (len(name), 0) for name in names} for names in (("a", "b", "c"), ("c", "a", "b")))
    assert pack(Outer((), b"", one)) == pack(Outer((), b"", two))


def test_values_that_differ_are_other_bytes() -> None:
    values = (1, 1.0, True, "1", b"1", (1,), None, {"1": 1}, Inner("1"), Inner("1", 1))
    assert len({pack(value) for value in values}) == len(values)


@pytest.mark.parametrize(
    "data",
    [
        None,
        b"",
        b"\xc1",
        pack(VALUE)[:-1],
        pack(VALUE) + b"\0",
        pack(Inner("x")),
        pack(VALUE).replace(b"\xc4", b"\xff"),
        pack(("a", "b")),
        pack({"parts": (), "data": "no bytes"}),
        b"\x91" * 100_000,
        b"\xdd\xff\xff\xff\xff",
        b"\xdf\xff\xff\xff\xff",
        b"\xc6\xff\xff\xff\xff",
        b"\x82\xa5parts\xdd\xff\xff\xff\xff",
    ],
)
def test_anything_else_is_nothing(data: bytes | None) -> None:
    assert unpack(data, Outer) is None


def test_damage_is_nothing_or_a_value_of_the_same_kind() -> None:
    chance = random.Random(7)  # noqa: S311  # the same each time, and guards nothing
    sound = pack(VALUE)
    for _ in range(3000):
        data = bytearray(sound)
        for _ in range(chance.choice((1, 2, 9))):
            data[chance.randrange(len(data))] = chance.randrange(256)
        assert isinstance(unpack(bytes(data), Outer), Outer | None)
    assert unpack(sound, Outer) == VALUE
