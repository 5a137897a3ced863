"""What the allow-list takes out of a body, told to its author: where it stands, what goes, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.problems import Remark, Severity
from sitegen.prose.raw import RawTag
from sitegen.prose.sanitise import LINKS, TAGS, allows, can_have_host, is_safe, scheme_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.prose.places import Places
    from sitegen.prose.raw import Raw

_WHY = {
    "script": "a script cannot run in a reader's browser from here",
    "style": "the looks of a page are the theme's",
    "iframe": "a page of another site cannot stand inside this one; link to it instead",
    "embed": "another program's content cannot stand inside the page; link to it instead",
    "object": "another program's content cannot stand inside the page; link to it instead",
    "form": "a form has nowhere to send what is filled in; link to one instead",
    "input": "a form has nowhere to send what is filled in; link to one instead",
    "button": "a button would need a script; write a link instead",
    "svg": "a drawing in the text can carry a script; save it as a picture file and show that",
    "math": "formulas in MathML are not let through; write the formula in words, or as a picture",
}


def removals(raw: Raw, places: Places) -> tuple[Remark, ...]:
    """Return a warning for every tag, attribute and address that the allow-list takes out."""
    remarks: list[Remark] = []
    sound: set[int] = set()
    for piece in raw:
        if isinstance(piece, RawTag) and not piece.is_end and id(piece) not in sound:
            told = tuple(_of_tag(piece, places))
            remarks += told
            if not told:
                sound.add(id(piece))
    return tuple(remarks)


def _of_tag(tag: RawTag, places: Places) -> Iterator[Remark]:
    if tag.name not in TAGS:
        place = places.of_tag(tag.name)
        why = _WHY.get(tag.name, "it is not among the elements that a text may have; its words stay where it has any")
        hint = f"`<{tag.name}>` is left out: {why}"
        yield Remark(place, "removed-html", f"`<{tag.name}>` was removed", hint, Severity.WARNING)
        return
    for name, value in tag.attributes:
        if not allows(tag.name, name):
            place = places.of_attribute(name)
            message = f"the attribute `{name}` of `<{tag.name}>` was removed"
            yield Remark(place, "removed-html", message, _why_not(name), Severity.WARNING)
        elif name in LINKS and not is_safe(value):
            yield _of_address(tag, name, value, places)
        elif name == "srcset":
            for piece in value.split(","):
                if piece.strip() and not is_safe(piece.split()[0]):
                    yield _of_address(tag, name, piece.split()[0], places)


def _why_not(name: str) -> str:
    if name.startswith("on"):
        return "what runs a script in a reader's browser is left out; the text around it stays"
    if name == "style":
        return "the looks of a page are the theme's; give the element a class instead: `{: .name}`"
    return "it is not among the attributes that a text may have; the element itself stays"


def _of_address(tag: RawTag, name: str, value: str, places: Places) -> Remark:
    scheme = scheme_of(value)
    place = places.of_target(value)
    if not can_have_host(value):
        message = f"`{value}` is no address: there can be no host of that name, or no such port"
        return Remark(place, "bad-url", message, "write it as a browser's address bar shows it")
    why = {
        "javascript": "a script cannot run in a reader's browser from here",
        "vbscript": "a script cannot run in a reader's browser from here",
        "data": "save it as a file beside this one, and name that file",
        "file": "a file of your own machine is not on the site; put it beside this file",
    }.get(scheme, "addresses begin with http:, https:, mailto: or tel:, or name a file of the site")
    return Remark(
        place,
        "removed-html",
        f"the address of `<{tag.name} {name}>` was removed: it begins with `{scheme}:`",
        why,
        Severity.WARNING,
    )
