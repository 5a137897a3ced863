"""Sparks: short questions that start a conversation, keep it going, and close with what was heard."""

from __future__ import annotations

from sitegen.fields import texts, times
from sitegen.kinds.kind import TITLE_LINE, Kind, Start
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
        "session": texts.name_of("sessions"),
        "order": texts.whole_number,
        "opens": times.moment,
        "closes": times.moment,
        "hashtag": texts.hashtag,
        "heard": texts.markdown,
    },
    needs=TITLE_LINE,
    begin=_begin,
)
