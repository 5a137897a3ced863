"""A new document before it is written: where it goes, and the text it begins with. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sitegen.front_matter.nodes import quoted
from sitegen.kinds import KINDS
from sitegen.kinds.kind import Kind, Start
from sitegen.problems import UsageError
from sitegen.urls import slugify
from sitegen.values import Value

if TYPE_CHECKING:
    from collections.abc import Collection

NOUNS: Final = {kind.noun: kind for kind in KINDS.values()}
"""The kinds by the word for one: what `new` is asked for."""
_PLAIN: Final = re.compile(r"[^\W\d_][\w ,.()?!’'/-]*", re.UNICODE)
"""A title that YAML takes as it stands."""
_WORDS: Final = frozenset({"true", "false", "yes", "no", "on", "off", "null"})
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_LONGEST: Final = 60
"""The longest name that is made of a title, in characters; it is cut at a word."""


class NewDocument(Value, frozen=True):
    """A document to be written."""

    path: str
    """From the site's folder: `content/posts/2026-01-05-a-title.md`."""
    text: str
    slug: str


def new_document(noun: str, title: str, day: str, session: str = "", slug: str = "") -> NewDocument:
    """Return a new document of a kind; `day` may have a time of day. Raises UsageError."""
    kind = NOUNS[noun]
    words = " ".join(title.split())
    name = slugify(slug or words)
    if not slug and len(name) > _LONGEST:
        name = name[: name.rfind("-", 0, _LONGEST + 1)] if "-" in name[:_LONGEST] else name[:_LONGEST]
    if not words or not name:
        hint = f'give it a short name: sitegen new {noun} "{words or "A title"}" --slug a-short-name'
        raise UsageError(f"no name for a file can be made of '{words}'", hint)
    if session and "session" not in kind.own:
        raise UsageError(f"a {noun} belongs to no session", "leave out --session")
    text = kind.begin(Start(_in_yaml(words), day, session))
    return NewDocument(f"content/{kind.folder}/{_dated(kind, day)}{name}.md", text, name)


def rival(new: NewDocument, present: Collection[str]) -> str:
    """Return the path among those present of a document of the same kind and name; empty if there is none."""
    folder = new.path.rsplit("/", 1)[0] + "/"
    for path in sorted(present):
        stem = path.removesuffix(".md").removesuffix("/index").rsplit("/", 1)[-1]
        if path.startswith(folder) and re.sub(r"^\d{4}-\d{2}-\d{2}-", "", stem) == new.slug:
            return path
    return ""


def _dated(kind: Kind, day: str) -> str:
    found = _DAY.match(day)
    return f"{found[0]}-" if kind.is_dated and found else ""


def _in_yaml(words: str) -> str:
    return words if _PLAIN.fullmatch(words) and words.lower() not in _WORDS else quoted(words)
