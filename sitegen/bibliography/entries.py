"""One entry of a BibTeX file to a reference, with what is wrong with it; entries know nothing of each other."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from sitegen.bibliography.latex import LatexError, address, plain
from sitegen.bibliography.names import people
from sitegen.model import Reference
from sitegen.problems import Place, Remark, Severity
from sitegen.values import Value, field

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bibtexparser.model import Entry, Field

ID: Final = re.compile(r"[^\W\d_](?:[\w:.\-]*\w)?")
"""What a citation can name; a file's ids may be anything."""

_MOST_COLUMNS: Final = 1000
_TEXTS: Final = {
    "journal": ("journal", "journaltitle"),
    "booktitle": ("booktitle",),
    "volume": ("volume",),
    "issue": ("number", "issue"),
    "pages": ("pages",),
    "publisher": ("publisher", "school", "institution", "organization"),
}
_PEOPLE: Final = ("author", "editor")
_ADDRESSES: Final = ("doi", "url", "howpublished")
_READ: Final = {"title", "subtitle", "year", "date", *_PEOPLE, *_ADDRESSES, *(n for ns in _TEXTS.values() for n in ns)}
_DOI = re.compile(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)


class EntryReader(Value, frozen=True):
    """Reads entries of the file whose lines these are; `remarks` collects."""

    lines: tuple[str, ...]
    remarks: list[Remark] = field(default_factory=list)

    def place(self, line: int, pattern: str) -> Place:
        """Return where the pattern stands in a line, which the library counts from 0."""
        # A whole file may stand on one line, and each of its mistakes is looked for.
        found = re.search(pattern, self.lines[line][:_MOST_COLUMNS], re.IGNORECASE)
        return Place(line + 1, found.start() + 1 if found else 1)

    def of_entry(self, line: int, key: str = "") -> Place:
        """Return where an entry begins."""
        if not key:
            return self.place(line, "@")
        return self.place(line, rf"@\w+\s*[{{(]\s*{re.escape(key)}(?=[\s,)}}]|$)")

    def reference(self, entry: Entry) -> Reference:
        """Return the work of an entry; what it lacks is empty."""
        values = self._values(entry)
        texts = {name: "".join(value) for name, value in values.items() if name not in _PEOPLE}
        authors, editors = (values.get(name, ()) for name in _PEOPLE)
        parts = {part: _first(texts, names) for part, names in _TEXTS.items()}
        if authors:
            parts["editor"] = _joined(editors)
        elif editors:
            parts["role"] = "Eds." if len(editors) > 1 else "Ed."
        parts["doi"] = _DOI.sub("", texts.get("doi", ""))
        parts["url"] = texts.get("url", "") or _url(texts.get("howpublished", ""))
        title = ": ".join(filter(None, (texts.get("title"), texts.get("subtitle"))))
        year = texts.get("year") or re.split("[-/]", texts.get("date", ""))[0]
        self._missing(entry, {"title": title, "author": authors or editors, "year": year})
        given = MappingProxyType({part: text for part, text in parts.items() if text})
        return Reference(entry.key, title=title or entry.key, author=authors or editors, year=year, parts=given)

    def _missing(self, entry: Entry, needed: dict[str, object]) -> None:
        lacking = [name for name, value in needed.items() if not value]
        wrong = {remark.place.line for remark in self.remarks}
        is_told = any(f.start_line + 1 in wrong for f in entry.fields if f.key.lower() in _READ)
        if lacking and not is_told:
            message = f"the work '{entry.key}' has no {' and no '.join(lacking)}"
            hint = "write in it: " + " ".join(f"{name} = {{…}}," for name in lacking)
            place = self.of_entry(entry.start_line or 0, entry.key)
            self.remarks.append(Remark(place, "missing-field", message, hint, Severity.WARNING))

    def _values(self, entry: Entry) -> dict[str, tuple[str, ...]]:
        values: dict[str, tuple[str, ...]] = {}
        for one in entry.fields:
            name = one.key.lower()
            if name not in _READ or not self._is_plain(one):
                continue
            if name in values:
                self._error(one, "duplicate-key", f"'{name}' is given twice in the work '{entry.key}'", "keep one")
                continue
            try:
                values[name] = _value(name, str(one.value))
            except LatexError as error:
                usual = "Kennedy, Aileen and Fraser, Christine" if name in _PEOPLE else "Understanding CPD"
                message = f"the '{name}' of '{entry.key}' cannot be read: {error}"
                self._error(one, "bad-latex", message, f"write it plainly, as in: {name} = {{{usual}}},")
        return values

    def _is_plain(self, one: Field) -> bool:
        """Whether a value is one text in braces or quotes, or a number; tells what else it is."""
        value = str(one.value)
        if one.enclosing != "no-enclosing":
            return True
        if re.search(r"[}\"]\s*\w+\s*=", value):
            self._error(one, "bad-entry", f"there is no comma after '{one.key}'", "end each field with a comma")
        elif "#" in value:
            message = f"'{one.key}' is joined of parts with #, which is not read"
            self._error(one, "bad-entry", message, f"write it whole, as in: {one.key} = {{…}},")
        elif value:
            shown = " ".join(value.split())[:60]
            message = f"'{shown}' stands without braces, and there is no @string of that name"
            self._error(one, "bad-entry", message, f"write {one.key} = {{{shown}}},")
        return False

    def _error(self, one: Field, code: str, message: str, hint: str) -> None:
        place = self.place(one.start_line, rf"(?<!\w){re.escape(one.key)}(?=\s*=)")
        self.remarks.append(Remark(place, code, message, hint))


def _value(name: str, written: str) -> tuple[str, ...]:
    if name in _PEOPLE:
        return people(written)
    return (address(written) if name in _ADDRESSES else plain(written),)


def _first(texts: Mapping[str, str], names: tuple[str, ...]) -> str:
    return next((texts[name] for name in names if texts.get(name)), "")


def _joined(names: tuple[str, ...]) -> str:
    return " & ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def _url(text: str) -> str:
    return text if text.lower().startswith(("http://", "https://")) else ""
