"""What reading a file's fields gathers: remarks, and the place of each value."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from sitegen.nearest import did_you_mean
from sitegen.problems import Place, Remark, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sitegen.front_matter.nodes import Mapping as Fields
    from sitegen.front_matter.nodes import Node


@dataclass(slots=True)
class Notes:
    """Collects while one file is read; handed on as tuples when it has been."""

    remarks: list[Remark] = field(default_factory=list)
    places: dict[str, Place] = field(default_factory=dict)

    def error(self, place: Place, code: str, message: str, hint: str = "") -> None:
        """Note something that has to be mended."""
        self.remarks.append(Remark(place, code, message, hint))

    def has_noted(self, place: Place) -> bool:
        """Whether something about the value at a place was noted already; the file's beginning is no value's."""
        return place != Place() and any(remark.place == place for remark in self.remarks)

    def warn(self, place: Place, code: str, message: str, hint: str = "") -> None:
        """Note something worth a look."""
        self.remarks.append(Remark(place, code, message, hint, Severity.WARNING))


Reader: TypeAlias = "Callable[[Node, str, Notes], Any]"
"""Reads one field's node; returns its value, or None for one that is empty or wrong (then it has noted why)."""


def read_fields(node: Fields, readers: Mapping[str, Reader], notes: Notes, *, prefix: str = "") -> dict[str, Any]:
    """Read the known fields of a mapping; note unknown ones, with the nearest known name."""
    values: dict[str, Any] = {}
    for key, value in node.entries:
        name = key.text
        if name not in readers:
            has_own = "extra" in readers and not prefix
            told = (
                "your own data goes under extra:" if has_own else f"the fields here are: {', '.join(sorted(readers))}"
            )
            message = f"there is no field '{prefix}{name}'"
            notes.warn(key.place, "unknown-field", message, did_you_mean(name, readers, told))
            continue
        notes.places[f"{prefix}{name}"] = value.place
        found = readers[name](value, f"{prefix}{name}", notes)
        if found is not None:
            values[name] = found
    return values
