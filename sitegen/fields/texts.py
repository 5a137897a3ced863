"""Readers of single values: texts, slugs, numbers, yes and no, choices, addresses, languages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, TypeVar

from sitegen.fields.curly import uncurled
from sitegen.fields.notes import key_of
from sitegen.front_matter.characters import CONTROLS
from sitegen.front_matter.nodes import Mapping, Node, Scalar, Sequence, quoted, shown
from sitegen.nearest import did_you_mean
from sitegen.urls import check_component, slugify
from sitegen.zones import zone_names

if TYPE_CHECKING:
    from collections.abc import Callable
    from enum import StrEnum

    from sitegen.fields.notes import Notes

MAX_LENGTH: Final = 2000
"""The longest value of one field, in characters; longer texts belong in the body."""

_INVISIBLE = "[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
"""A pattern; no text that `isprintable` has any of these."""
_LANGUAGE = re.compile(r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")
_IDENTITY = re.compile(r"^[^\s?#%<>\"{}|\\^`]+$")
_LONGEST_IDENTITY = 200
_TRUE = frozenset({"true", "yes", "on"})
_FALSE = frozenset({"false", "no", "off"})
_MAX_DIGITS = 7
_SHORT_SLUG = 60
_EXAMPLES = {"coming": 150, "limit": 20, "page_size": 10}
"""Numbers to offer, by field; elsewhere 1."""

E = TypeVar("E", bound="StrEnum")


def text(node: Node, name: str, notes: Notes) -> str | None:
    """Read a text on one line; white space is folded."""
    if not isinstance(node, Scalar):
        _wrong_type(node, name, notes, "a text", f"{key_of(name)}: {_one_line(node)}")
        return None
    folded = " ".join(node.text.split())
    if not folded.isprintable() and (control := re.search(CONTROLS, folded)):
        message = f"an invisible control character (U+{ord(control[0]):04X}) is written here with a backslash"
        notes.error(node.place, "control-character", message, "delete it")
        folded = re.sub(CONTROLS, "", folded)
    if len(folded) > MAX_LENGTH:
        message = f"'{name}' is {len(folded):,} characters long; the most is {MAX_LENGTH:,}"
        notes.error(node.place, "too-big", message, "long texts go below the closing --- line")
        return None
    return folded or None


def plain(node: Node, name: str, notes: Notes) -> str | None:
    """Read a name or a sign: a text that nobody would put in quotes."""
    found = text(node, name, notes)
    return (uncurled(found, node, name, notes) or None) if found else None


def markdown(node: Node, name: str, notes: Notes) -> str | None:
    """Read a text that may have several paragraphs (`|` keeps their lines)."""
    if not isinstance(node, Scalar):
        _wrong_type(node, name, notes, "a text", f"{key_of(name)}: {_one_line(node)}")
        return None
    return node.text.strip() or None


def title(node: Node, name: str, notes: Notes) -> str | None:
    """Read a title: a text in which nothing invisible may hide (row for bidirectional and zero-width characters)."""
    found = text(node, name, notes)
    if found and not found.isprintable() and (hidden := re.search(_INVISIBLE, found)):
        message = f"there is an invisible character (U+{ord(hidden[0]):04X}) in '{name}'"
        notes.warn(node.place, "invisible-character", message, "delete it, unless the script of your language needs it")
    return found


def optional_text(node: Node, name: str, notes: Notes) -> str | None:
    """Read a text for which `""` says something: an empty alternative text is a decision."""
    if isinstance(node, Scalar) and node.is_quoted and not node.text.strip():
        return ""
    return text(node, name, notes)


def slug(node: Node, name: str, notes: Notes) -> str | None:
    """Read a slug: one part of an address, as written."""
    found = title(node, name, notes)
    if found is None:
        return None
    found = uncurled(re.sub(_INVISIBLE, "", found), node, name, notes)
    wrong = "it has a space in it, or begins with _" if re.search(r"\s|^_", found) else ""
    try:
        check_component(found)
    except ValueError as error:
        wrong = str(error)
    if wrong:
        message = f"'{shown(found)}' cannot be part of an address: {wrong}"
        better = slugify(found)[:_SHORT_SLUG].rstrip("-")
        hint = f"write {key_of(name)}: {better}" if better else "use letters and hyphens"
        notes.error(node.place, "bad-slug", message, hint if better != found else "choose another word")
        return None
    return found


def identity(node: Node, name: str, notes: Notes) -> str | None:
    """Read what a document is known by for ever: a part of a tag URI (RFC 4151), as its kind and slug would be."""
    found = plain(node, name, notes)
    if found is None or (_IDENTITY.match(found) and len(found) <= _LONGEST_IDENTITY):
        return found
    why = f"is longer than {_LONGEST_IDENTITY} characters" if _IDENTITY.match(found) else "has a space or an odd sign"
    better = "/".join(filter(None, (slugify(part) for part in found.split("/"))))[:_SHORT_SLUG].rstrip("-/")
    hint = f"write {key_of(name)}: {better}" if better else "use letters, digits and hyphens"
    notes.error(node.place, "bad-id", f"'{shown(found)}' cannot be an id: it {why}", hint)
    return None


def name_of(kind: str) -> Callable[[Node, str, Notes], str | None]:
    """Return a reader of another document's slug; whether it exists is for the whole site to say."""

    def read(node: Node, name: str, notes: Notes) -> str | None:
        if isinstance(node, Sequence) and node.items and isinstance(first := node.items[0], Scalar):
            _wrong_type(node, name, notes, f"the name of one of the {kind}", f"{key_of(name)}: {slug_in(first.text)}")
            return None
        found = plain(node, name, notes)
        if found and (" " in found or "/" in found or found.endswith(".md")):
            message = f"'{name}' wants the slug of one of the {kind}, which is its file's name without date and ending"
            notes.error(node.place, "bad-reference", message, f"write {key_of(name)}: {slug_in(found)}")
            return None
        return found

    return read


def slug_in(found: str) -> str:
    """Return the slug that a path to a document, or its title, was written for."""
    return slugify(found.rpartition("/")[2].removesuffix(".md"))


def yes_or_no(node: Node, name: str, notes: Notes) -> bool | None:
    """Read `true` or `false`; `yes`, `no`, `on` and `off` say the same."""
    found = plain(node, name, notes)
    if found is None:
        return None
    if found.lower() in _TRUE | _FALSE:
        return found.lower() in _TRUE
    notes.error(
        node.place,
        "wrong-type",
        f"'{name}' wants true or false, and '{shown(found)}' is neither",
        f"write {key_of(name)}: true",
    )
    return None


def whole_number(node: Node, name: str, notes: Notes) -> int | None:
    """Read a whole number from 0 up, with at most seven digits."""
    found = plain(node, name, notes)
    if found is None:
        return None
    if re.fullmatch(r"[0-9]+", found) and len(found) <= _MAX_DIGITS:
        return int(found)
    message = f"'{name}' wants a whole number up to 9,999,999, and '{shown(found)}' is none"
    notes.error(node.place, "wrong-type", message, f"write {key_of(name)}: {_EXAMPLES.get(key_of(name), 1)}")
    return None


def choice(options: type[E]) -> Callable[[Node, str, Notes], E | None]:
    """Return a reader of one of an enum's values, in any case."""
    known = {option.value: option for option in options}

    def read(node: Node, name: str, notes: Notes) -> E | None:
        found = plain(node, name, notes)
        if found is None:
            return None
        if found.lower() in known:
            return known[found.lower()]
        told = f"write one of: {', '.join(known)}"
        notes.error(
            node.place, "unknown-value", f"'{name}' cannot be '{shown(found)}'", did_you_mean(found, known, told)
        )
        return None

    return read


def language(node: Node, name: str, notes: Notes) -> str | None:
    """Read a language tag (BCP 47), such as `en-GB`."""
    found = plain(node, name, notes)
    if found is None or _LANGUAGE.match(found):
        return found
    message = f"'{shown(found)}' is not a language's short name"
    notes.error(node.place, "bad-language", message, f"write it as in: {key_of(name)}: en-GB, or de, or cy")
    return None


def zone_name(node: Node, name: str, notes: Notes) -> str | None:
    """Read the name of a time zone, as the IANA database has it (`Europe/London`)."""
    found = plain(node, name, notes)
    if found is None:
        return None
    known = zone_names()
    if found in known:
        return found
    by_city = next(
        (zone for zone in sorted(known) if zone.rpartition("/")[2].lower() == slugify(found).replace("-", "_")), ""
    )
    told = f"did you mean '{by_city}'?" if by_city else did_you_mean(found, known, "write it as in: Europe/London")
    notes.error(node.place, "unknown-zone", f"there is no time zone '{shown(found)}'", told)
    return None


def hashtag(node: Node, name: str, notes: Notes) -> str | None:
    """Read a hashtag with or without its `#`; it is kept without."""
    found = plain(node, name, notes)
    if found is None:
        return None
    bare = found.lstrip("#")
    if re.fullmatch(r"\w+", bare):
        return bare
    better = re.sub(r"\W+", "", bare)
    hint = f"write {key_of(name)}: {better}" if better else ""
    notes.error(
        node.place, "bad-hashtag", f"'{shown(found)}' is not a hashtag: it is one word of letters and digits", hint
    )
    return None


def _one_line(node: Node) -> str:
    """Return what a list of one may have been meant as, else a place for a text."""
    only = node.items[0] if isinstance(node, Sequence) and len(node.items) == 1 else None
    return quoted(only.text) if isinstance(only, Scalar) and only.text else '"…"'


def _wrong_type(node: Node, name: str, notes: Notes, wanted: str, example: str) -> None:
    got = {Sequence: "a list", Mapping: "a list of fields"}.get(type(node), "something else")
    notes.error(node.place, "wrong-type", f"'{name}' wants {wanted}, and this is {got}", f"write {example}")
