"""YAML's event stream to nodes: no scalar is given a type, and what YAML would lose in silence is reported."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import yaml

from sitegen.front_matter.characters import CONTROLS
from sitegen.front_matter.nodes import FIRST_LINE, Mapping, Node, Scalar, Sequence, quoted, shown
from sitegen.problems import Place, Remark

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_DEPTH: Final = 12

ENTRY = re.compile(r"^(?P<lead>\s*(?:- +)*)(?P<key>[^\s:#'\"\[\]{},&*!|>%@`-][^:#]*):[ \t]+(?P<value>\S(?:.*\S)?)\s*$")
_LOST = re.compile(r"(?:^|\s)#\S")
_HALF_CHARACTER = re.compile(r"\\u[dD][89a-fA-F]")
_LONGEST_LINE = 320


class UnreadableError(Exception):
    """YAML cannot be read on from here; `place` is where, counted from the file's first line."""

    def __init__(self, place: Place, message: str, hint: str = "") -> None:
        """Keep where, what and what to do."""
        super().__init__(message)
        self.place = place
        self.message = message
        self.hint = hint


def paste_hint(line: str, value_start: int, value: str) -> str:
    """Return the hint whose last part is the line to paste, its value quoted."""
    pasted = f"{line[:value_start].strip()} {quoted(value)}".strip()
    return f"put it in quotes: {pasted}" if len(pasted) <= _LONGEST_LINE else "put the value in quotes"


class EventReader:
    """Reads one front matter; `remarks` holds what was noticed on the way."""

    def __init__(self, text: str) -> None:
        """Take the text between the two lines of hyphens."""
        self.remarks: list[Remark] = []
        self._text = text
        self._lines = text.split("\n")
        self._events: Iterator[yaml.Event] = iter(())

    def read(self) -> Mapping:
        """Return the fields, or raise UnreadableError."""
        # The pure-Python parser is the same grammar, for machines whose PyYAML came without its C half.
        loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
        try:
            self._events = iter(yaml.parse(self._text, Loader=loader))
            return self._document()
        except yaml.MarkedYAMLError as error:
            is_open = any(word in (error.context or "") for word in ("quoted", "flow"))
            mark = (error.context_mark if is_open else None) or error.problem_mark or error.context_mark
            place = Place(mark.line + FIRST_LINE, mark.column + 1) if mark else Place(FIRST_LINE, 1)
            raise UnreadableError(place, *_in_plain_words(error.context or "", error.problem or "")) from error
        except (yaml.YAMLError, UnicodeError, ValueError) as error:
            raise UnreadableError(Place(FIRST_LINE, 1), "the front matter cannot be read") from error

    def _document(self) -> Mapping:
        nodes: list[Node] = []
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent) and nodes:
                message = "a line of hyphens stands in the middle of the front matter"
                raise UnreadableError(_place(event), message, "delete it, or close the front matter here")
            if isinstance(event, yaml.NodeEvent):
                nodes.append(self._node(event, 1))
        if not nodes or (isinstance(nodes[0], Scalar) and not nodes[0].text):
            return Mapping((), Place(FIRST_LINE, 1))
        if isinstance(nodes[0], Mapping):
            return nodes[0]
        hint = "write one field to a line, as in: title: Preparing for the conference"
        raise UnreadableError(nodes[0].place, "the front matter is not a list of fields", hint)

    def _node(self, event: yaml.Event, depth: int, *, is_key: bool = False) -> Node:
        place = _place(event)
        if depth > MAX_DEPTH:
            raise UnreadableError(place, f"lists and fields are nested more than {MAX_DEPTH} deep here")
        if self._has_mark(event, place) and isinstance(event, yaml.CollectionStartEvent):
            self._skip()
            return Scalar("", place)
        match event:
            case yaml.ScalarEvent():
                return self._scalar(event, place, is_key=is_key)
            case yaml.SequenceStartEvent():
                items: list[Node] = []
                while not isinstance(inner := next(self._events), yaml.SequenceEndEvent):
                    items.append(self._node(inner, depth + 1))
                return Sequence(tuple(items), place, bool(event.flow_style))
            case yaml.MappingStartEvent():
                return self._mapping(event, place, depth)
            case _:
                return Scalar("", place)

    def _mapping(self, event: yaml.MappingStartEvent, place: Place, depth: int) -> Node:
        line = self._line(place)
        is_braces = line[place.column - 1 :].startswith("{{")
        told = len(self.remarks)
        entries: dict[str, tuple[Scalar, Node]] = {}
        while not isinstance(inner := next(self._events), yaml.MappingEndEvent):
            key = self._node(inner, depth + 1, is_key=True)
            value = self._node(next(self._events), depth + 1)
            if not isinstance(key, Scalar) or key.text in {"", "~", "null"}:
                hint = "a field's name is a word, followed by a colon and its value"
                self.remarks.append(Remark(key.place, "front-matter", "this field has no name that can be read", hint))
            elif key.text in entries:
                message = f"'{shown(key.text)}' is given twice; the first is on line {entries[key.text][0].place.line}"
                self.remarks.append(Remark(key.place, "duplicate-key", message, "keep one of the two"))
            else:
                entries[key.text] = (key, value)
        if not is_braces:
            return Mapping(tuple(entries.values()), place, bool(event.flow_style))
        del self.remarks[told:]
        value_text = line[place.column - 1 :].rstrip()
        hint = paste_hint(line, place.column - 1, value_text)
        message = f"this value cannot be read as it stands: {shown(value_text)}"
        self.remarks.append(Remark(place, "unquoted", message, hint))
        return Scalar(value_text, place, is_quoted=True)

    def _skip(self) -> None:
        """Read on to the end of the list or the fields that have just begun."""
        depth = 1
        while depth:
            event = next(self._events)
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)

    def _has_mark(self, event: yaml.Event, place: Place) -> bool:
        """Tell, and note, whether a value carries one of YAML's own marks."""
        tag = None if isinstance(event, yaml.AliasEvent) else getattr(event, "tag", None)
        sign = (
            "*" if isinstance(event, yaml.AliasEvent) else "&" if getattr(event, "anchor", None) else "!" if tag else ""
        )
        if not sign:
            return False
        line = self._line(place)
        found = ENTRY.match(line)
        hint = "put the value in quotes"
        if found and found["value"].startswith(sign):
            hint = paste_hint(line, found.start("value"), found["value"])
        message = f"a value that begins with {sign} means something else to YAML and is not allowed here"
        self.remarks.append(Remark(place, "yaml-mark", message, hint))
        return True

    def _scalar(self, event: yaml.ScalarEvent, place: Place, *, is_key: bool) -> Scalar:
        is_plain = not event.style
        if is_plain and not is_key:
            return self._plain(event, place)
        if event.style == '"' and _HALF_CHARACTER.search(self._line(place)):
            message = "an escaped half of a character stands here"
            self.remarks.append(Remark(place, "surrogate", message, "write the character itself"))
            return Scalar(re.sub(r"[\ud800-\udfff]", "", event.value), place, is_quoted=True)
        control = re.search(CONTROLS, event.value)
        if control:
            message = f"an invisible control character (U+{ord(control[0]):04X}) is written here with a backslash"
            self.remarks.append(Remark(place, "control-character", message, "delete it"))
            return Scalar(re.sub(CONTROLS, "", event.value), place, is_quoted=True)
        return Scalar(event.value, place, is_quoted=not is_plain)

    def _plain(self, event: yaml.ScalarEvent, place: Place) -> Scalar:
        """Return a plain value, with the part that YAML took for a comment: `#X`, but not `# a comment`."""
        row, column = (event.end_mark.line, event.end_mark.column) if event.end_mark else (len(self._lines), 0)
        line = self._lines[row] if row < len(self._lines) else ""
        lost = _LOST.search(line[column:])
        if lost is None or line[column : column + lost.start()].strip() or line.lstrip().startswith("#"):
            return Scalar(event.value, place)
        found = ENTRY.match(line)
        whole = found["value"] if found else (event.value + line[column:]).strip()
        start = found.start("value") if found else len(line) - len(line.lstrip("- "))
        where = Place(row + FIRST_LINE, column + line[column:].index("#") + 1)
        message = f"everything from the # on is lost here: {shown(line[column:].strip())}"
        self.remarks.append(Remark(where, "unquoted", message, paste_hint(line, start, whole)))
        return Scalar(whole, place, is_quoted=True)

    def _line(self, place: Place) -> str:
        row = place.line - FIRST_LINE
        return self._lines[row] if 0 <= row < len(self._lines) else ""


def _place(event: yaml.Event) -> Place:
    mark = event.start_mark
    return Place(mark.line + FIRST_LINE, mark.column + 1) if mark else Place(FIRST_LINE, 1)


def _in_plain_words(context: str, problem: str) -> tuple[str, str]:
    """Return YAML's complaint as a message and a hint for somebody who never heard of YAML."""
    if "unicode" in problem.lower():
        return "an escaped half of a character stands here", "write the character itself"
    if "quoted" in context:
        return "a quotation mark that opens here is never closed", 'close it; inside double quotes write \\" for one'
    if "flow" in context:
        return "a bracket that opens here is never closed", "close it, or put the whole value in quotes"
    if "mapping" in context or "sequence" in context or "simple key" in context or "not allowed" in problem:
        hint = "a field begins at the start of its line, as in: name: value; the items of a list are indented alike"
        return "this line does not fit the lines above it", hint
    return f"this line cannot be read ({shown(problem)})", "write: name: value; put a value with odd signs in quotes"
