"""Titles: short, in ordinary letters, without a full stop, and each for one thing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sitegen.marks.manuscript import is_to_be_read
from sitegen.placing import warning
from sitegen.site import Person, Session, Spark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.marks.manuscript import Manuscript
    from sitegen.problems import Problem
    from sitegen.site import AnyEntry, Site

_LONGEST: Final = 100
"""The longest title, in characters: about what a search engine and two lines of a telephone show."""
_LONGEST_QUESTION: Final = 160
_CAPITALS: Final = 3
"""How many words in capitals are no longer a name."""
_LONG_WORD: Final = 4
_SHORT_FORM: Final = re.compile(r"(?:\b\w|\b(?:etc|Inc|Ltd|Co|vs|Jr|Sr|Dr|St|No|Nr|bzw|ca|approx)|\.\w+|\.\.)\.$")


def marks(manuscript: Manuscript) -> Iterator[Problem]:
    """Yield what is wrong with a title by itself."""
    yield from _of_one(manuscript.entry)


def marks_together(site: Site) -> Iterator[Problem]:
    """Yield titles that two documents of a kind share, and those of sparks that a session lists."""
    seen: dict[tuple[str, str, str], AnyEntry] = {}
    for entry in sorted(filter(is_to_be_read, site.everything()), key=lambda each: each.document.path):
        if _is_listed(entry):
            yield from _of_one(entry)
        name = (entry.document.kind, entry.language, " ".join(entry.title.casefold().split()))
        other = seen.setdefault(name, entry)
        if other is entry or (isinstance(entry, Session) and isinstance(other, Session) and _are_apart(entry, other)):
            continue
        field = "name" if isinstance(entry, Person) and "name" in entry.document.places else "title"
        message = f"this has the title of {other.document.path}, and lists and searches show the two as one"
        yield warning(entry.document, field, "same-title", message, "say in one of the titles what tells them apart")


def _is_listed(entry: AnyEntry) -> bool:
    return isinstance(entry, Spark) and entry.document.path.split("/")[1] != entry.document.kind


def _are_apart(one: Session, other: Session) -> bool:
    """Whether two sessions of one title are the same thing at two times, such as a lunch."""
    return one.start != other.start


def _of_one(entry: AnyEntry) -> Iterator[Problem]:
    if isinstance(entry, Person):
        return
    title, document = entry.title, entry.document
    longest = _LONGEST_QUESTION if isinstance(entry, Spark) else _LONGEST
    if len(title) > longest:
        message = f"the title has {len(title)} characters, and lists, feeds and search engines cut it"
        hint = f"keep it under {longest}; the rest is a good first sentence, or a good summary"
        yield warning(document, "title", "long-title", message, hint)
    words = [word for word in re.findall(r"[^\W\d_]+", title) if word != word.lower() or word != word.upper()]
    if len(words) >= _CAPITALS and title == title.upper() and any(len(word) > _LONG_WORD for word in words):
        hint = "write it in ordinary letters: capitals are harder to read, and some people hear them letter by letter"
        yield warning(document, "title", "capital-title", "the title is in capitals", hint)
    if title.endswith((".", "。")) and not _SHORT_FORM.search(title):
        hint = "take it out: a title is no sentence, and it stands in menus, lists and links"
        yield warning(document, "title", "title-stop", "the title ends with a full stop", hint)
