"""Sparks: short questions that start a conversation, keep it going, and close with what was heard."""

from __future__ import annotations

from sitegen.fields import texts, times
from sitegen.fields.field import Field, One
from sitegen.kinds.kind import TITLE_LINE, Kind, Start, shared
from sitegen.model import Fields, Written


class SparkFields(Fields, frozen=True, kw_only=True):
    """What a spark says of itself; its title is the question."""

    session: str = ""
    order: int | None = None
    opens: Written | None = None
    closes: Written | None = None
    hashtag: str = ""
    heard: str = ""


def _begin(start: Start) -> str:
    session = f"session: {start.session}\n" if start.session else ""
    return f"---\ntitle: {start.title}\n{session}opens: {start.day}\n---\n\nWhy you ask, in a few sentences.\n"


KIND = Kind(
    folder="sparks",
    noun="spark",
    fields=SparkFields,
    own={
        **shared(
            slug="who-is-in-your-network",
            id="sparks/your-network",
            summary="Count the people.",
            tags="[networks]",
            aliases="[/questions/1/]",
            image="network.jpg",
            image_alt="Names on a sheet of paper, and lines between them",
        ),
        "title": Field(
            texts.title, One.TEXT, "The question itself. A spark needs nothing else.", "Who is in your network?"
        ),
        "session": Field(
            texts.name_of("sessions"),
            One.NAME,
            "The session it belongs to: the name of a file in `sessions/`.",
            "networks",
        ),
        "order": Field(
            texts.whole_number,
            One.NUMBER,
            "Its place among the session's sparks; without it, they come as they open.",
            "1",
        ),
        "opens": Field(
            times.moment,
            One.MOMENT,
            "When it appears; the day may stand in front of the file's name instead. "
            "With neither, and no slow chat, it is there at once, and in no feed.",
            "2007-01-10 08:00",
        ),
        "closes": Field(
            times.moment, One.MOMENT, "When answers end; without it, the question stays open.", "2007-02-19 18:00"
        ),
        "hashtag": Field(
            texts.hashtag,
            One.HASHTAG,
            "The word under which people talk about it; in quotes, because of its `#`.",
            '"#example"',
        ),
        "heard": Field(
            texts.markdown,
            One.MARKDOWN,
            "What was heard, shown once it has closed; or write it below a heading `## What we heard`.",
            "Most people named one friend.",
        ),
    },
    needs=TITLE_LINE,
    begin=_begin,
)
