"""Slow chats: a session's questions spread over days, and the fields that say from when and how."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from sitegen.fields import lists, texts, times
from sitegen.fields.field import Choice, Field, ListOf, One, readers_of
from sitegen.fields.notes import Notes, read_fields
from sitegen.front_matter.nodes import Mapping, Node, Scalar
from sitegen.model import Announce, SlowChat, Written

if TYPE_CHECKING:
    from collections.abc import Mapping as ReadOnly


def slow_chat(node: Node, name: str, notes: Notes) -> SlowChat | None:
    """Read a slow chat: `starts` with its time of day, and what else it says."""
    if isinstance(node, Scalar) and not node.text.strip():
        return None
    if not isinstance(node, Mapping):
        hint = f"write it as in:\n{name}:\n  starts: 2026-03-02 08:00"
        notes.error(node.place, "wrong-type", f"'{name}' wants its own fields, with 'starts' first", hint)
        return None
    values = read_fields(node, readers_of(SLOW_CHAT), notes, prefix=f"{name}.")
    starts = values.get("starts")
    if not isinstance(starts, Written):
        hint = f"write under {name}:\n  starts: 2026-03-02 08:00"
        place = notes.places.get(f"{name}.starts", node.place)
        notes.missing(f"{name}.starts", place, f"'{name}' does not say when it starts", hint)
        return None
    if not starts.has_time:
        hint = f"write starts: {starts.text} 08:00"
        notes.error(notes.places[f"{name}.starts"], "bad-date", f"'{name}.starts' wants its time of day too", hint)
        return None
    return SlowChat(**values)


SLOW_CHAT: ReadOnly[str, Field] = MappingProxyType(
    {
        "starts": Field(
            times.moment,
            One.MOMENT,
            "The first day, with the time of day at which each question opens. A slow chat needs nothing else.",
            "2007-02-12 08:00",
        ),
        "weekends": Field(
            texts.yes_or_no, One.YES_OR_NO, "`true`: Saturdays and Sundays too; else they are left out.", "true"
        ),
        "hashtag": Field(
            texts.hashtag, One.HASHTAG, "The word for these questions, if it is not the session's.", '"#example"'
        ),
        "host": Field(lists.people, ListOf(One.PERSON), "Who leads it: people, as in `authors`.", "jo-smith"),
        "announce": Field(
            texts.choice(Announce),
            Choice(Announce),
            "`questions`: all are listed ahead. `dates`: only the days are, and each question waits for its own.",
            "questions",
        ),
    }
)
