"""What reading a file's fields gathers: remarks, each mistake once, and the place of each value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from sitegen.fields.other_names import advice, meant_by
from sitegen.front_matter.nodes import Scalar, Sequence, escaped, shown
from sitegen.problems import Place, Remark, Severity
from sitegen.values import Value, field, replace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from sitegen.front_matter.nodes import Mapping as Fields
    from sitegen.front_matter.nodes import Node


class Notes(Value):
    """Collects while one file is read; handed on as tuples when it has been."""

    remarks: list[Remark] = field(default_factory=list)
    places: dict[str, Place] = field(default_factory=dict)
    year: int = 0
    """The year that the file is about, for advice on dates; 0: unknown."""
    settled: list[Place] = field(default_factory=list)
    """Where something was noted before the fields were read."""
    misspelt: dict[str, Remark] = field(default_factory=dict)
    """The remark on a field's misspelt name, by the name that it is nearest to."""
    at_the_top: frozenset[str] = frozenset()
    """The fields that stand above all sections, and end up in one when they are written below its name."""

    def begin(self, remarks: Iterable[Remark]) -> None:
        """Take what was noted before the fields were read; what is wrong with those values is told already."""
        self.remarks.extend(remarks)
        self.settled.extend(remark.place for remark in self.remarks)

    def error(self, place: Place, code: str, message: str, hint: str = "") -> None:
        """Note something that has to be mended, unless its value has been noted already."""
        if not self._is_settled(place):
            self._note(Remark(place, code, message, hint))

    def warn(self, place: Place, code: str, message: str, hint: str = "") -> None:
        """Note something worth a look."""
        self._note(Remark(place, code, message, hint, Severity.WARNING))

    def missing(self, name: str, place: Place, message: str, hint: str = "") -> None:
        """Note a field that is not given; where its name was misspelt, that is the mistake, and an error then."""
        told = self.misspelt.get(name)
        if told:
            self.remarks[self.remarks.index(told)] = replace(told, severity=Severity.ERROR)
        elif not self.has_noted(place):
            self.error(place, "missing-field", message, hint)

    def has_noted(self, place: Place) -> bool:
        """Whether something about the value at a place was noted already; the file's beginning is no value's."""
        return place != Place() and (self._is_settled(place) or any(remark.place == place for remark in self.remarks))

    def _is_settled(self, place: Place) -> bool:
        told = (noted for noted in self.settled if noted.line == place.line)
        return place != Place() and any(noted.column >= place.column for noted in told)

    def _note(self, remark: Remark) -> None:
        hint = "\n".join(escaped(line) for line in remark.hint.split("\n"))
        self.remarks.append(replace(remark, message=escaped(remark.message), hint=hint))


Reader: TypeAlias = "Callable[[Node, str, Notes], Any]"
"""Reads one field's node; returns its value, or None for one that is empty or wrong (then it has noted why)."""


def key_of(name: str) -> str:
    """Return a field's name as it stands in front of its colon: `starts` for `slowchat.starts`."""
    return name.rpartition(".")[2].partition("[")[0]


def read_fields(
    node: Fields,
    readers: Mapping[str, Reader],
    notes: Notes,
    *,
    prefix: str = "",
    at_home: frozenset[str] = frozenset(),
) -> dict[str, Any]:
    """Read the known fields of a mapping; note unknown ones, with the nearest known name.

    `at_home` are names of fields at the top that may well have been meant for this part.
    """
    values: dict[str, Any] = {}
    for key, value in node.entries:
        name = key.text
        if name not in readers:
            is_astray = bool(prefix) and name in notes.at_the_top - at_home and isinstance(value, Scalar | Sequence)
            meant = name if is_astray else f"{prefix}{meant_by(name, readers)}"
            hint = advice(name, readers, has_body="extra" in readers and not prefix)
            hint = "move it to the top, above the first line in [brackets]" if is_astray else hint
            notes.warn(key.place, "unknown-field", f"there is no field '{prefix}{shown(name)}'", hint)
            notes.misspelt.setdefault(meant, notes.remarks[-1])
            continue
        notes.places[f"{prefix}{name}"] = value.place
        found = readers[name](value, f"{prefix}{name}", notes)
        if found is not None:
            values[name] = found
    return values
