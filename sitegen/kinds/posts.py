"""Posts: what organisers and guests write, before, during and after a session."""

from __future__ import annotations

from sitegen.fields import lists, references, texts, times, web
from sitegen.kinds.kind import TITLE_LINE, Kind, Start
from sitegen.model import Fields, Reference, Stage, Step, Written


class PostFields(Fields, frozen=True, kw_only=True):
    """What a post says of itself."""

    date: Written | None = None
    session: str = ""
    spark: str = ""
    stage: Stage | None = None
    step: tuple[Step, ...] = ()
    opinion: bool = False
    in_reply_to: str = ""
    references: tuple[Reference, ...] = ()
    audio: str = ""


def _begin(start: Start) -> str:
    session = f"session: {start.session}\n" if start.session else ""
    return f"---\ntitle: {start.title}\ndate: {start.day}\n{session}---\n\nThe first paragraph, which lists show.\n"


KIND = Kind(
    folder="posts",
    noun="post",
    fields=PostFields,
    own={
        "date": times.moment,
        "session": texts.name_of("sessions"),
        "spark": texts.name_of("sparks"),
        "stage": texts.choice(Stage),
        "step": lists.list_of(texts.choice(Step)),
        "opinion": texts.yes_or_no,
        "in_reply_to": web.web_address,
        "references": references.references,
        "audio": web.file_or_address,
    },
    needs={**TITLE_LINE, "date": "date: 2026-01-05"},
    begin=_begin,
    is_dated=True,
)
