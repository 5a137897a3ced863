"""Sessions: the hub of one conversation, with its time and place, its people and its questions."""

from __future__ import annotations

from datetime import date

from sitegen.fields import lists, references, texts, times, web
from sitegen.fields.field import Choice, Field, ListOf, Named, One, Own
from sitegen.kinds.kind import TITLE_LINE, Kind, Start, shared
from sitegen.kinds.slow_chats import SLOW_CHAT, slow_chat
from sitegen.model import (
    Access,
    Fields,
    FollowUp,
    Mode,
    NamedLink,
    Reference,
    SessionStatus,
    SlowChat,
    Written,
)


class SessionFields(Fields, frozen=True, kw_only=True):
    """What a session says of itself. An `end` that is a time alone is on the day of the start."""

    start: Written | None = None
    end: Written | str | None = None
    day: date | None = None
    timezone: str = ""
    room: str = ""
    track: str = ""
    format: str = ""
    mode: Mode | None = None
    audience: str = ""
    level: str = ""
    speakers: tuple[str, ...] = ()
    host: tuple[str, ...] = ()
    coming: int = 0
    access: Access = Access.OPEN
    register: str = ""
    join: str = ""
    hashtag: str = ""
    slides: str = ""
    recording: str = ""
    resources: tuple[NamedLink, ...] = ()
    references: tuple[Reference, ...] = ()
    status: SessionStatus = SessionStatus.SCHEDULED
    previous_start: Written | None = None
    sparks: tuple[NamedLink, ...] = ()
    slowchat: SlowChat | None = None
    follow_up: tuple[FollowUp, ...] = ()
    heard: str = ""


def _begin(start: Start) -> str:
    return (
        f"---\ntitle: {start.title}\nstart: {start.day}\n---\n\n"
        "What it is about, and what is asked of those who come.\n"
    )


KIND = Kind(
    folder="sessions",
    noun="session",
    fields=SessionFields,
    own={
        **shared(
            slug="networks",
            id="sessions/school-networks",
            summary="Who is in the room, and whom do they know?",
            tags="[networks, listening]",
            aliases="[/networking/]",
        ),
        "title": Field(
            texts.title, One.TEXT, "What it is called. A session needs nothing else.", "Networks and how we learn"
        ),
        "start": Field(
            times.moment,
            One.MOMENT,
            'When it begins. Without it, or with a day alone, the session is "to be announced".',
            "2007-02-21 09:30",
        ),
        "end": Field(
            times.moment_or_time,
            One.MOMENT_OR_TIME,
            "When it ends; a time alone is on the same day. Without it, an hour later.",
            "10:30",
        ),
        "day": Field(
            times.day, One.DAY, "The conference day it belongs to, for a session after midnight.", "2007-02-20"
        ),
        "timezone": Field(texts.zone_name, One.ZONE, "Where its clock is, if not the site's.", "Asia/Hong_Kong"),
        "room": Field(
            texts.plain,
            One.TEXT,
            "One of the rooms in `site.toml`; without it, the session goes across all of them.",
            "Main Hall",
        ),
        "track": Field(texts.plain, One.TEXT, "A thread through the programme: any words.", "Classroom"),
        "format": Field(texts.text, One.TEXT, "What sort of session it is: any words.", "Workshop"),
        "mode": Field(
            texts.choice(Mode), Choice(Mode), "How people take part: `in-person`, `online` or `hybrid`.", "in-person"
        ),
        "audience": Field(texts.text, One.TEXT, "Whom it is for.", "Primary teachers"),
        "level": Field(texts.text, One.TEXT, "What they should know already.", "No experience needed"),
        "speakers": Field(
            lists.people,
            ListOf(One.PERSON),
            "Who speaks: the name of a file in `people/`, or a name as it should be printed.",
            "[jo-smith, Ros Tallentire]",
        ),
        "host": Field(
            lists.people, ListOf(One.PERSON), "Who leads the conversation: people, as in `speakers`.", "jo-smith"
        ),
        "coming": Field(texts.whole_number, One.NUMBER, "How many have put their names down.", "150"),
        "access": Field(
            texts.choice(Access),
            Choice(Access),
            "`open` or `members`. With `members`, what stands below a line `<!-- members -->`, and `join`, `slides` "
            "and `recording`, stay off the site.",
            "open",
        ),
        "register": Field(
            web.way_in, One.WAY_IN, "Where to sign up, shown until it is over.", "https://example.org/sign-up"
        ),
        "join": Field(
            web.way_in, One.WAY_IN, "Where to take part online, shown until it is over.", "https://example.org/room"
        ),
        "hashtag": Field(
            texts.hashtag,
            One.HASHTAG,
            "The word under which people talk about it; in quotes, because of its `#`.",
            '"#example"',
        ),
        "slides": Field(
            web.file_or_address,
            One.FILE_OR_ADDRESS,
            "The slides: a file beside this one, or an address.",
            "https://example.org/slides",
        ),
        "recording": Field(
            web.file_or_address,
            One.FILE_OR_ADDRESS,
            "The recording: a file beside this one, or an address.",
            "https://example.org/video",
        ),
        "resources": Field(
            lists.named(web.file_or_address),
            Named(One.FILE_OR_ADDRESS),
            "What belongs to it: a name and a file or an address, a line each, indented.",
            "\n  The sheet we filled in: /files/network-map.txt",
        ),
        "references": Field(
            references.references,
            references.FORM,
            "Works that the text cites, as in `[@smith2006]`: each under its short name a printed line, or its parts. "
            "What several files cite goes into `references.bib`.",
            '\n  smith2006: "Smith, J. (2006). Listening. Exampleton: Example Press."',
        ),
        "status": Field(
            texts.choice(SessionStatus),
            Choice(SessionStatus),
            "`scheduled`, `moved` or `cancelled`. The last two want `updated`, with when you said so.",
            "scheduled",
        ),
        "previous_start": Field(
            times.moment, One.MOMENT, "When a session that was moved was to begin.", "2007-02-20 11:00"
        ),
        "sparks": Field(
            lists.sparks,
            Named(One.TEXT),
            "Questions without a file of their own: a short name and the question, a line each, indented.",
            "\n  what-is-in-the-way: What is in the way of a conversation?"
            "\n  who-is-it-for: Who is this networking for?",
        ),
        "slowchat": Field(
            slow_chat,
            Own(lambda: SLOW_CHAT, needs=("starts",)),
            "One question a day, for people in other time zones or with other things to do. Each of the session's "
            "sparks without an `opens` of its own gets a day.",
        ),
        "follow_up": Field(
            lists.list_of(times.duration),
            ListOf(One.DURATION),
            "When to ask everybody what they tried: so many days or weeks after the end.",
            "[1 week, 6 weeks]",
        ),
        "heard": Field(
            texts.markdown,
            One.MARKDOWN,
            "What was heard, shown once the session has begun; or write it below a heading `## What we heard`.",
            '"Take the microphone away."',
        ),
        "comments": Field(
            texts.yes_or_no,
            One.YES_OR_NO,
            "`true`: a thread on its own page too, where the site has threads. `false`: no way to answer at all.",
            "true",
        ),
    },
    needs=TITLE_LINE,
    begin=_begin,
)
