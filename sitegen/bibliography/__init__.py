"""`references.bib` to references: BibTeX as reference managers write it. No disk; what is cited is for others."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING, Final

from sitegen.bibliography.entries import ID, EntryReader
from sitegen.file_problems import too_big
from sitegen.model import Reference
from sitegen.problems import Place, Problem, Remark, Severity
from sitegen.prose.characters import strip_controls
from sitegen.values import replace

if TYPE_CHECKING:
    from bibtexparser.model import Block, ParsingFailedBlock

__all__ = ["MOST_BYTES", "MOST_ENTRIES", "read_bibliography"]

MOST_BYTES: Final = 1024 * 1024
MOST_ENTRIES: Final = 10_000

_NAMED = re.compile(r"@(?!comment|string|preamble)\w+[ \t]*[{(][ \t]*([^\s,{}()=\"@]+)", re.IGNORECASE)
_UNMARKED = re.compile(r"^[ \t]*\w+[ \t]*\{[ \t]*[\w:.-]+[ \t]*,", re.MULTILINE)
_OTHER_ENCODINGS: Final = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
_FEWER: Final = "keep in it only the works that the site cites"
_NOT_CLOSED: Final = "look for a { without its }, or a quotation mark without its second"
_ABORTED: Final = (
    ("Unexpectedly reached end", "this entry is not closed before the file ends", _NOT_CLOSED),
    ("Unexpected block start", "this entry is not closed before the next one begins", _NOT_CLOSED),
    ("Expected comma", "this entry has no comma after its id", "begin it as in: @article{kennedy2014,"),
    ("Expected a `=`", "a field of this entry has no =", "write each field as in: title = {Understanding CPD},"),
)


def read_bibliography(data: bytes, path: str) -> tuple[tuple[Reference, ...], tuple[Problem, ...]]:
    """Return the works of a BibTeX file in its order, each id once, and the problems of the file `path`.

    Works that cannot be read are there by their ids if there is an error, so that nobody is told
    of citations that only seem to lead nowhere.
    """
    if len(data) > MOST_BYTES:
        return _stubs(data), (replace(too_big(path, len(data), MOST_BYTES), hint=_FEWER),)
    text, trouble = _decoded(data)
    if trouble is None and text.count("@") > MOST_ENTRIES:
        message = f"this file has more than {MOST_ENTRIES:,} entries"
        trouble = Remark(Place(), "too-many-entries", message, _FEWER)
    if trouble is not None:
        return _stubs(data), (trouble.in_file(path),)
    text, controls = strip_controls(text)
    reader = EntryReader(tuple(text.split("\n")), list(controls))
    found: dict[str, Reference] = {}
    for block in _blocks(text):
        _read_block(block, reader, found)
    problems = tuple(remark.in_file(path) for remark in reader.remarks)
    if any(problem.is_error for problem in problems):
        found = {stub.id: stub for stub in _stubs(data)} | found
    return tuple(found.values()), problems


def _decoded(data: bytes) -> tuple[str, Remark | None]:
    if data.startswith(_OTHER_ENCODINGS):
        message = "the file is not UTF-8 but UTF-16 or UTF-32"
        return "", Remark(Place(), "not-utf8", message, "save it as UTF-8")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
        place = Place(before.count("\n") + 1, len(before) - before.rfind("\n"))
        likely = data[error.start : error.start + 1].decode("cp1252", "replace")
        message = f"the file is not UTF-8: there is a byte here that cannot be read (it may have been '{likely}')"
        return "", Remark(place, "not-utf8", message, "save the file as UTF-8")
    return text.replace("\r\n", "\n").replace("\r", "\n"), None


def _stubs(data: bytes) -> tuple[Reference, ...]:
    """Return the works by their ids alone, in whatever encoding and shape the file is."""
    text = data.replace(b"\x00", b"").decode("utf-8", "replace")
    return tuple(Reference(key, title=key) for key in dict.fromkeys(_NAMED.findall(text)))


def _blocks(text: str) -> list[Block]:
    from bibtexparser.entrypoint import parse_string  # noqa: PLC0415 - it takes 30 ms; most sites have no bibliography

    # The library logs what it could not read; here that is told as problems, and nobody else listens.
    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)
    return parse_string(text).blocks


def _read_block(block: Block, reader: EntryReader, found: dict[str, Reference]) -> None:
    from bibtexparser import model  # noqa: PLC0415 - as above

    line = block.start_line or 0
    match block:
        case model.Entry() if not block.key:
            hint = "begin it as in: @article{kennedy2014,"
            reader.remarks.append(Remark(reader.of_entry(line), "bad-entry", "this entry has no id", hint))
        case model.Entry():
            if not ID.fullmatch(block.key):
                message = f"the work '{block.key}' cannot be cited by this id"
                hint = "begin it with a letter, then letters, digits and hyphens, as in: kennedy2014"
                place = reader.of_entry(line, block.key)
                reader.remarks.append(Remark(place, "bad-key", message, hint, Severity.WARNING))
            found[block.key] = reader.reference(block)
        case model.DuplicateBlockKeyBlock() if isinstance(block.ignore_error_block, model.Entry):
            first = (block.previous_block.start_line or 0) + 1
            message = f"there are two works '{block.key}'; the first is in line {first}"
            place = reader.of_entry(line, block.key)
            reader.remarks.append(Remark(place, "duplicate-key", message, "give one of them another id"))
        case model.DuplicateFieldKeyBlock():
            names = ", ".join(f"'{name}'" for name in sorted(block.duplicate_keys))
            message = f"this entry gives more than once: {names}"
            reader.remarks.append(Remark(reader.of_entry(line), "duplicate-key", message, "keep one of each"))
        case model.ParsingFailedBlock() if not isinstance(block, model.DuplicateBlockKeyBlock):
            reader.remarks.append(_broken(block, reader.of_entry(line)))
        case model.ImplicitComment() if unmarked := _UNMARKED.search(block.comment):
            place = reader.place(line + block.comment.count("\n", 0, unmarked.start()), r"\S")
            message = "this looks like an entry without its @, so it is not read"
            hint = f"write @{unmarked[0].strip()}"
            reader.remarks.append(Remark(place, "stray-text", message, hint, Severity.WARNING))
        case _:
            pass


def _broken(block: ParsingFailedBlock, place: Place) -> Remark:
    reason = str(getattr(block.error, "abort_reason", ""))
    for begins, message, hint in _ABORTED:
        if reason.startswith(begins):
            return Remark(place, "bad-entry", message, hint)
    return Remark(place, "bad-entry", "this entry cannot be read", _NOT_CLOSED)
