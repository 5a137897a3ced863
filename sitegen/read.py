"""A source to a document: its text decoded, its front matter typed and checked, its body made by prose.

One file at a time and nothing else: whether the session that a spark names exists is for
`assemble` to say. A file with mistakes still becomes a document, so that one mistake is told
once and not again by everything that points there.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from sitegen.fields.notes import Notes, read_fields
from sitegen.fields.times import iso_moment
from sitegen.fields.weekdays import misnamed_days
from sitegen.front_matter import FrontMatter, split
from sitegen.kinds import KINDS
from sitegen.kinds.sessions import SessionFields
from sitegen.kinds.sparks import SparkFields
from sitegen.model import Access, Document, Fields, Written
from sitegen.problems import Place, Problem, Remark
from sitegen.prose import render
from sitegen.prose.cuts import cut_members, drop_title_heading, find_mojibake, mojibake_remark, strip_controls
from sitegen.urls import check_component, slugify
from sitegen.values import Value, replace
from sitegen.words import load_words

if TYPE_CHECKING:
    from datetime import date

    from sitegen.body import Body
    from sitegen.kinds.kind import Kind
    from sitegen.model import Source

_DATED: Final = re.compile(r"^(?P<date>\d{4}-\d{2}-\d{2})(?:[-_ ]+(?P<rest>.*))?$")
_FIRST_HEADING: Final = re.compile(r"\s*#[ \t]+(?P<words>[^\s#{][^\n{]*)")
_HEARD: Final = re.compile(r"^#{1,6}[ \t]+what we heard\b", re.IGNORECASE | re.MULTILINE)
_OTHER_ENCODINGS: Final = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
_LOOKED_AT: Final = 200
"""How many bytes are looked at to tell UTF-16 without its mark: every second byte of it is often zero."""


class Reading(Value, frozen=True):
    """A document, what is wrong with its file, and whether it could be understood at all."""

    document: Document
    problems: tuple[Problem, ...] = ()
    is_sound: bool = True
    """Whether its front matter could be read; what is said of others' references to it depends on it."""


def read(source: Source, language: str) -> Reading:
    """Read one source; `language` (BCP 47) is the site's, for documents that name no other."""
    kind = KINDS[source.path.split("/")[1]]
    notes = Notes()
    text = _decoded(source, notes)
    if text is None:
        return _stub(source, kind, notes)
    if not text.strip():
        notes.error(Place(), "empty-file", "the file is empty", "write into it, or delete it")
        return _stub(source, kind, notes)
    front = split(text)
    notes.begin(front.remarks)
    _check_characters(text, front, notes)
    heading = _FIRST_HEADING.match(front.body) if front.is_missing and not kind.needs_front_matter else None
    if front.node is None and heading is None:
        if front.is_missing:
            is_dated = bool(_DATED.match(_stem(source.path)))
            needs = [line for needed, line in kind.needs.items() if needed != "date" or not is_dated]
            lines = "\n".join(["---", *needs, "---"])
            message = f"a {kind.noun} begins with its front matter, and this file has none"
            notes.error(Place(), "no-front-matter", message, f"write at the top:\n{lines}")
        return _stub(source, kind, notes)
    file_date, name = _file_name(source.path, notes)
    notes.year = file_date.moment.year if file_date else 0
    values = read_fields(front.node, kind.readers, notes) if front.node else {}
    if heading is not None:
        values["title"] = heading["words"].rstrip(" \t#")
    fields = _fields(kind, values, notes, name, has_date=bool(_DATED.match(_stem(source.path))))
    slug = fields.slug or _slug_of(name, kind, notes)
    body, title_anchor = _body(front, fields, notes, fields.lang or language, file_date)
    document = Document(
        kind=kind.folder,
        path=source.path,
        slug=slug,
        fields=fields,
        body=body,
        file_date=file_date,
        body_line=front.body_line,
        title_anchor=title_anchor,
        places=MappingProxyType(dict(notes.places)),
    )
    return Reading(document, _problems(source, notes))


def _problems(source: Source, notes: Notes) -> tuple[Problem, ...]:
    return tuple(remark.in_file(source.path) for remark in notes.remarks)


def _stub(source: Source, kind: Kind, notes: Notes) -> Reading:
    """Return a document in the place of one that cannot be read: it can be pointed to, and nothing more."""
    date, name = _file_name(source.path, Notes())
    slug = slugify(name) or "unreadable"
    document = Document(kind.folder, source.path, slug, kind.fields(title=slug), file_date=date)
    return Reading(document, _problems(source, notes), is_sound=False)


def _decoded(source: Source, notes: Notes) -> str | None:
    """Return the text with its line ends as LF; note where it is not UTF-8, which is never guessed away."""
    data = source.data
    start = data[:_LOOKED_AT]
    if data.startswith(_OTHER_ENCODINGS) or start.count(0) > len(start) // 3:
        notes.error(Place(), "not-utf8", "the file is not UTF-8 but UTF-16 or UTF-32", "save it as UTF-8")
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
        place = Place(before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1)
        likely = data[error.start : error.start + 1].decode("cp1252", "replace")
        message = f"the file is not UTF-8: there is a byte here that cannot be read (it may have been '{likely}')"
        notes.error(place, "not-utf8", message, "save the file as UTF-8")
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _check_characters(text: str, front: FrontMatter, notes: Notes) -> None:
    """Note mojibake and lost characters in the front matter; the body's are found with the body."""
    lines = text.split("\n")[: front.body_line - 1]
    for place, written, repaired in find_mojibake("\n".join(lines)):
        notes.remarks.append(mojibake_remark(place, written, repaired))
    for number, line in enumerate(lines, start=1):
        if "\ufffd" in line:
            place = Place(number, line.index("\ufffd") + 1)
            notes.warn(
                place, "replacement-character", "a character was lost here (U+FFFD)", "write the character again"
            )


def _file_name(path: str, notes: Notes) -> tuple[Written | None, str]:
    """Return the date in front of a file's name, if any, and the rest; `x/index.md` is named by its folder."""
    name = _stem(path)
    dated = _DATED.match(name)
    if dated is None:
        return None, name
    try:
        date = iso_moment(dated["date"])
    except ValueError as error:
        notes.error(
            Place(), "bad-date", f"the date in front of the file's name cannot be read: {error}", "rename the file"
        )
        return None, dated["rest"] or ""
    return date, dated["rest"] or ""


def _stem(path: str) -> str:
    """Return what names a document: its file's name without ending, or for `index.md` its folder's."""
    parts = path.split("/")
    name = parts[-1][: -len(".md")]
    return parts[-2] if name == "index" and len(parts) > len(("content", "posts", "index.md")) else name


def _slug_of(name: str, kind: Kind, notes: Notes) -> str:
    slug = slugify(name)
    try:
        check_component(slug)
    except ValueError as error:
        reason = f": {error}" if slug else ": it has no letter and no digit"
        message = f"the name of this {kind.noun}'s file cannot be part of an address{reason}"
        notes.error(Place(), "no-slug", message, "give it one in the front matter, as in: slug: a-short-name")
        return slug or "no-slug"
    return slug


def _fields(kind: Kind, values: dict[str, Any], notes: Notes, name: str, *, has_date: bool) -> Fields:
    is_named = "name" in kind.own
    if is_named:
        if "name" in values and "title" in values:
            message = "'name' and 'title' say the same for a person, and both are given; the name is taken"
            notes.warn(notes.places["title"], "name-and-title", message, "delete one of the two")
        named = values.pop("name", None) or values.pop("title", None)
        values = {**values, "title": named} if named else values
    for needed, line in kind.needs.items():
        is_given = needed in values or (needed == "date" and has_date)
        spoken = "name" if is_named and needed == "title" else needed
        if not is_given:
            place = notes.places.get(spoken) or notes.places.get(needed, Place())
            notes.missing(spoken, place, f"this {kind.noun} has no '{spoken}'", f"write {line}")
    values.setdefault("title", name or kind.noun)
    return kind.fields(**values)


def _body(
    front: FrontMatter, fields: Fields, notes: Notes, language: str, file_date: Written | None
) -> tuple[Body, str]:
    is_members = isinstance(fields, SessionFields) and fields.access is Access.MEMBERS
    cut = cut_members(front.body, in_code_too=is_members)
    remarks = list(cut.remarks)
    if cut.line is not None and not is_members and not cut.remarks:
        message = "what stands below this line is left out, though access: members is not given"
        hint = "write access: members in the session's front matter, or delete this line"
        if not isinstance(fields, SessionFields):
            message, hint = "what stands below this line is left out: only sessions have members", "delete it"
        notes.warn(Place(cut.line + front.body_line - 1, 1), "members-marker", message, hint)
    if is_members and cut.line is None and cut.text.strip():
        message = "access: members is given, and yet everybody can read this whole text"
        hint = "put a line <!-- members --> above what is for members alone; at the end, if nothing is"
        notes.warn(notes.places["access"], "no-members-marker", message, hint)
    text, title_anchor = drop_title_heading(cut.text, fields.title)
    text, controls = strip_controls(text)
    own_lines = text.count("\n") + 1
    text += _heard_section(text, fields, notes, is_members=is_members)
    body = render(text, language, load_words(language).quotes)
    for remark in (*remarks, *controls, *body.remarks):
        is_of_field = remark.place.line > own_lines
        place = notes.places["heard"] if is_of_field else _lower(remark, front.body_line - 1)
        notes.remarks.append(replace(remark, place=place))
    near = _day_of(fields) or (file_date.moment.date() if file_date else None)
    notes.remarks.extend(replace(r, place=_lower(r, front.body_line - 1)) for r in misnamed_days(text, near))
    for field in ("title", "summary"):
        for remark in misnamed_days(getattr(fields, field), near):
            notes.remarks.append(replace(remark, place=notes.places.get(field, Place())))
    return replace(body, remarks=()), title_anchor


def _heard_section(text: str, fields: Fields, notes: Notes, *, is_members: bool) -> str:
    """Return the field `heard` as the section that it says the same as; members' sessions do not publish it."""
    if not isinstance(fields, SessionFields | SparkFields) or not fields.heard or is_members:
        return ""
    if _HEARD.search(text):
        message = "what was heard is given twice: here, and under a heading of the text"
        notes.error(notes.places["heard"], "heard-twice", message, "keep one of the two")
        return ""
    heard, controls = strip_controls(cut_members(fields.heard).text)
    notes.remarks.extend(replace(remark, place=notes.places["heard"]) for remark in controls)
    return f"\n\n## What we heard\n\n{heard}"


def _day_of(fields: Fields) -> date | None:
    """Return the day that a document is about, or is from, as its author wrote it."""
    written = (getattr(fields, name, None) for name in ("start", "opens", "date", "updated"))
    return next((moment.moment.date() for moment in written if isinstance(moment, Written)), None)


def _lower(remark: Remark, lines: int) -> Place:
    return Place(remark.place.line + lines, remark.place.column)
