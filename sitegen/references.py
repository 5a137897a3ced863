"""Names in front matter that mean something else in the site: sessions, sparks, people, rooms, cited works."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sitegen.body import Citation
from sitegen.nearest import did_you_mean
from sitegen.placing import error, warning
from sitegen.problems import Problem
from sitegen.site import AnyEntry, Person, Post, Session, Spark, State
from sitegen.urls import slugify

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.model import Document, Fields, Reference
    from sitegen.settings import Settings


def named_people(entry: AnyEntry) -> Iterator[str]:
    """Yield the slugs of the people whom an entry names as author, speaker or host."""
    for _, name in _people_fields(entry):
        if is_slug(name):
            yield name


def is_slug(name: str) -> bool:
    """Whether a person's name is a slug, which has a file, rather than a printed name, which has none."""
    return not re.search(r"\s", name)


def _people_fields(entry: AnyEntry) -> Iterator[tuple[str, str]]:
    lists: dict[str, tuple[str, ...]] = {"authors": entry.fields.authors}
    if isinstance(entry, Session):
        lists["speakers"] = entry.fields.speakers
        lists["host"] = entry.fields.host
        if entry.fields.slowchat:
            lists["slowchat.host"] = entry.fields.slowchat.host
    for field, names in lists.items():
        for number, name in enumerate(names):
            yield f"{field}[{number}]", name


def references_of(fields: Fields) -> tuple[Reference, ...]:
    """Return the references in a document's front matter, for the kinds that have any."""
    found: tuple[Reference, ...] = getattr(fields, "references", ())
    return found


def check_references(
    entries: tuple[AnyEntry, ...], settings: Settings, unsound: frozenset[str], cited_elsewhere: frozenset[str]
) -> tuple[Problem, ...]:
    """Return the problems of names that lead nowhere, with the nearest known one.

    Nothing is said of names that may mean one of the files in `unsound`, which could not be read.
    """
    known: dict[str, dict[str, AnyEntry]] = {"session": {}, "spark": {}, "person": {}}
    for entry in entries:
        noun = {Session: "session", Spark: "spark", Person: "person"}.get(type(entry))
        if noun:
            known[noun][entry.slug] = entry
    lost = _Lost(known)
    problems: list[Problem] = []
    for entry in entries:
        if entry.document.path in unsound:
            continue
        problems += _documents(entry, known, lost)
        for field, name in _people_fields(entry):
            if is_slug(name) and name not in known["person"]:
                problems.append(lost.problem(entry.document, field, "person", name))
            elif is_slug(name) and not known["person"][name].shows and entry.shows:
                message = f"'{name}' is not shown, so only this short name is printed here"
                hint = f"publish {known['person'][name].document.path}, or write the whole name"
                problems.append(warning(entry.document, field, "draft-named", message, hint))
        if isinstance(entry, Session):
            problems += _room(entry, settings)
        problems += _citations(entry, cited_elsewhere)
    return tuple(problems)


def _documents(entry: AnyEntry, known: dict[str, dict[str, AnyEntry]], lost: _Lost) -> Iterator[Problem]:
    names: list[tuple[str, str, str]] = []
    if isinstance(entry, Post):
        names = [("session", "session", entry.fields.session), ("spark", "spark", entry.fields.spark)]
    elif isinstance(entry, Spark):
        names = [("session", "session", entry.fields.session)]
    elif isinstance(entry, Person):
        names = [(f"attending[{n}]", "session", name) for n, name in enumerate(entry.fields.attending)]
    for field, noun, name in names:
        if not name:
            continue
        target = known[noun].get(name)
        if target is None:
            yield lost.problem(entry.document, field, noun, name)
        elif target.state is State.DRAFT and not target.shows and entry.shows:
            message = f"the {noun} '{name}' is a draft, so this does not show that it belongs to it"
            yield warning(entry.document, field, "draft-named", message, f"publish {target.document.path}")


class _Lost:
    """Tells of names that nothing has; the nearest to each is looked for once, as it takes long."""

    def __init__(self, known: dict[str, dict[str, AnyEntry]]) -> None:
        self._known = known
        self._hints: dict[tuple[str, str], str] = {}

    def problem(self, document: Document, field: str, noun: str, name: str) -> Problem:
        """Return the problem of a name in a document's field."""
        if (noun, name) not in self._hints:
            self._hints[noun, name] = self._hint(noun, name)
        return error(document, field, f"unknown-{noun}", f"there is no {noun} '{name}'", self._hints[noun, name])

    def _hint(self, noun: str, name: str) -> str:
        folder = "people" if noun == "person" else f"{noun}s"
        file = f"content/{folder}/{slugify(name) or 'name'}.md"
        create = f"create {file}"
        if noun == "person":
            create += ", or write the whole name as it is printed"
        found = did_you_mean(name, self._known[noun])
        return f"{found} Otherwise {create}" if found else create


def _room(session: Session, settings: Settings) -> Iterator[Problem]:
    room = session.fields.room
    if room and settings.rooms and room not in settings.rooms:
        told = f"the rooms in content/site.toml are: {', '.join(settings.rooms)}"
        hint = did_you_mean(room, settings.rooms, told)
        yield error(session.document, "room", "unknown-room", f"there is no room '{room}'", hint)


def _citations(entry: AnyEntry, cited_elsewhere: frozenset[str]) -> Iterator[Problem]:
    document = entry.document
    listed = {reference.id for reference in references_of(entry.fields)}
    known = listed | cited_elsewhere
    cited: set[str] = set()
    for part in (*document.body.parts, *document.body.heard):
        if not isinstance(part, Citation):
            continue
        for work in part.works:
            cited.add(work.key)
            if work.key not in known and not part.is_narrative:
                line = part.place.line + document.body_line - 1
                paste = f'write in the front matter:\nreferences:\n  {work.key}: "Author, A. (2007). Title."'
                hint = did_you_mean(work.key, known, paste)
                message = f"'{work.key}' is cited and stands in no list of references"
                yield Problem(document.path, line, part.place.column, "unknown-citation", message, hint)
    for reference in sorted(listed - cited):
        message = f"the reference '{reference}' is listed and never cited"
        hint = f"cite it, as in: [@{reference}]"
        yield warning(document, f"references.{reference}", "not-cited", message, hint)
