"""Posts: what organisers and guests write, before, during and after a session."""

from __future__ import annotations

from sitegen.fields import lists, references, texts, times, web
from sitegen.fields.field import Choice, Field, ListOf, One
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
        "date": Field(
            times.moment,
            One.MOMENT,
            "When it appears; a post of the future waits until then. Needed here or in front of the file's name.",
            "2007-02-21 10:50",
        ),
        "session": Field(
            texts.name_of("sessions"),
            One.NAME,
            "The session it is about: the name of a file in `sessions/`.",
            "networks",
        ),
        "spark": Field(
            texts.name_of("sparks"),
            One.NAME,
            "The question it answers: the name of a file in `sparks/`.",
            "who-is-in-your-network",
        ),
        "stage": Field(
            texts.choice(Stage),
            Choice(Stage),
            "`before`, `during` or `after` the session; without it, the session's time decides.",
            "during",
        ),
        "step": Field(
            lists.list_of(texts.choice(Step)),
            ListOf(Choice(Step)),
            "What became of it in practice: one or several of `try`, `evaluate`, `reflect`, `refine`.",
            "[try, evaluate]",
        ),
        "opinion": Field(
            texts.yes_or_no, One.YES_OR_NO, "`true`: it is the author's own view, and the page says so.", "true"
        ),
        "in_reply_to": Field(
            web.web_address, One.WEB_ADDRESS, "What it answers, if that is elsewhere.", "https://example.org/a-post/"
        ),
        "references": Field(
            references.references,
            references.FORM,
            "Works that the text cites, as in `[@smith2006]`: each under its short name a printed line, or its parts. "
            "What several files cite goes into `references.bib`.",
            '\n  smith2006: "Smith, J. (2006). Listening. Exampleton: Example Press."',
        ),
        "audio": Field(
            web.file_or_address,
            One.FILE_OR_ADDRESS,
            "A recording: a file beside this one, or an address. Podcast programs find it in the feed.",
            "table-nineteen.mp3",
        ),
    },
    needs={**TITLE_LINE, "date": "date: 2026-01-05"},
    begin=_begin,
    is_dated=True,
)
