"""What the nouns of this program are made of: small frozen values, equal if all their fields are.

They are msgspec's structs and not the standard library's dataclasses: a class of them is defined some ten times
faster, which every build waits for, and an instance is made several times faster, of which a site needs thousands.
What a build that finds nothing to do needs is made of dataclasses all the same, and so does without msgspec.
"""

from __future__ import annotations

import dataclasses
from typing import Any, TypeVar

from msgspec import Struct as Value
from msgspec import field, structs

__all__ = ["Value", "field", "replace"]

T = TypeVar("T")


def replace(value: T, /, **changes: Any) -> T:  # noqa: ANN401  # fields are of any type
    """Return a value like this one with other values for some fields; `TypeError` for a field that it has not."""
    if isinstance(value, Value):
        return structs.replace(value, **changes)
    made: Any = value
    changed: T = dataclasses.replace(made, **changes)
    return changed
