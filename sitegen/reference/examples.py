"""The `_example.md` of each kind: a file to copy, with every field explained and most of them switched off.

What explains is behind `# `; what is switched off is behind a `#` alone, so that taking that sign away, and
nothing else, switches it on.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from sitegen.reference.lines import in_order, notes, yaml_lines
from sitegen.values import Value

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sitegen.kinds.kind import Kind


class _Example(Value, frozen=True):
    """What an example says beside its fields. The five are of one conference, and together a site."""

    copied: str
    """What to call the copy, and what comes of it: the end of a sentence."""
    used: tuple[str, ...]
    """The fields that are switched on, in order."""
    body: str


def example_file(kind: Kind) -> str:
    """Return the text of a kind's example: valid as it stands, and with every line of it that is switched on."""
    example = _EXAMPLES[kind.folder]
    lines = ["---", *notes(_NOT_PUBLISHED), *notes(f"To use it, copy it, and {example.copied}"), *notes(_NOTES), ""]
    for name in example.used:
        lines += [*notes(kind.known[name].says), *yaml_lines(name, kind.known[name], explained=True), ""]
    lines += [*notes(_WHAT_IS_OFF), ""]
    for name in (name for name in in_order(kind) if name not in example.used):
        field = kind.known[name]
        lines += [*notes(field.says), *(f"#{line}" for line in yaml_lines(name, field, explained=True)), ""]
    return "\n".join([*lines[:-1], "---", example.body])


_NOT_PUBLISHED: Final = "This file is an example. It is not published, because its name begins with _."
_NOTES: Final = "Lines that begin with # are notes. They change nothing, and you may delete them."
_WHAT_IS_OFF: Final = (
    "What follows is switched off, and nothing of it is needed. To switch a line on, delete the # in front of it; "
    "where lines stand indented below it, theirs too. Its names of people, sessions and files are only examples."
)
_EXAMPLES: Final[Mapping[str, _Example]] = MappingProxyType(
    {
        "posts": _Example(
            copied="give the copy a date and a short name: 2007-02-21-in-the-hall.md becomes /posts/in-the-hall/.",
            used=("title", "date", "summary", "tags"),
            body="""\
The first paragraph should make somebody want the second.

<!--more-->

What stands above that line is shown in lists. A picture beside this file, and a link to
another file of the site, look like this:

    ![What one sees in the picture](hall.jpg)
    [the networks session](../sessions/networks.md)
""",
        ),
        "sessions": _Example(
            copied="give the copy a short name: networks.md becomes /sessions/networks/, and posts and sparks then "
            "say `session: networks`.",
            used=("title", "summary", "start", "end", "room", "format"),
            body="""\
What the session is about, in the first paragraph.

## Outline

What happens in it, and in which order.
""",
        ),
        "sparks": _Example(
            copied="give the copy the question's short name: who-is-in-your-network.md becomes "
            "/sparks/who-is-in-your-network/.",
            used=("title", "opens", "closes"),
            body="""\
Why you are asking, in a few sentences. A spark is best when it can be answered
from memory, in two minutes, by somebody who disagrees with you.
""",
        ),
        "people": _Example(
            copied="give the copy the person's name: jo-smith.md becomes /people/jo-smith/, and other files then say "
            "`authors: [jo-smith]` or `host: jo-smith`.",
            used=("name", "role", "organisation", "links", "listed"),
            body="""\
A few sentences about Jo. They are printed on Jo's own page and under everything
that Jo has written here.
""",
        ),
        "pages": _Example(
            copied="give the copy a short name: travel.md becomes the address /travel/.",
            used=("title", "summary", "menu"),
            body="""\
Write the page here: what belongs to no date, such as the way there, or a code of conduct.
A picture beside this file, a link to another file of the site and an address of the site
look like this:

    ![What one sees in the picture](harbour.jpg)
    [the networks session](../sessions/networks.md)
    [the schedule](/schedule/)
""",
        ),
    }
)
