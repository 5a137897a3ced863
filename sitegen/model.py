"""The nouns of what is read: a source, and the document that its front matter and its text make.

Values only: small, frozen and without behaviour beyond reading themselves. What the whole
site makes of them is in `site.py`; what a page shows of that is in `views.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from sitegen.body import EMPTY_BODY, Body
from sitegen.problems import Place, Problem
from sitegen.values import Value, field


class Source(Value, frozen=True):
    """A file of `content/`, as found: `path` is relative to the site's folder, with `/` between its parts."""

    path: str
    data: bytes


class Attachment(Value, frozen=True):
    """A file that is published as it is: a picture beside a document, or anything under `static/`."""

    path: str
    size: int
    digest: str
    """SHA-256 of the bytes, in hexadecimal."""


class Written(Value, frozen=True):
    """A date or a time as its author wrote it. A naive `moment` is in a zone that only the site knows."""

    moment: datetime
    has_time: bool
    text: str


class Found(Value, frozen=True):
    """All that `content/` holds, in the order of paths, and what is wrong with the files as files."""

    documents: tuple[Source, ...]
    attachments: tuple[Attachment, ...]
    settings: Source | None
    bibliography: Source | None
    record: Source | None
    problems: tuple[Problem, ...]


class Stage(StrEnum):
    """Where a post stands in the conversation of its session."""

    BEFORE = "before"
    DURING = "during"
    AFTER = "after"


class Step(StrEnum):
    """The steps of professional learning after a session, in their order."""

    TRY = "try"
    EVALUATE = "evaluate"
    REFLECT = "reflect"
    REFINE = "refine"


class Mode(StrEnum):
    """How one takes part in a session."""

    IN_PERSON = "in-person"
    ONLINE = "online"
    HYBRID = "hybrid"


class Access(StrEnum):
    """Whom a session is for."""

    OPEN = "open"
    MEMBERS = "members"


class SessionStatus(StrEnum):
    """Whether a session takes place as planned."""

    SCHEDULED = "scheduled"
    MOVED = "moved"
    CANCELLED = "cancelled"


class Attendance(StrEnum):
    """How a person takes part in the conference."""

    IN_PERSON = "in-person"
    REMOTE = "remote"


class Announce(StrEnum):
    """What a slow chat says ahead of its days: the questions, or only their dates."""

    QUESTIONS = "questions"
    DATES = "dates"


class NamedLink(Value, frozen=True):
    """A name and where it leads: an address elsewhere, a handle, or a file beside the document."""

    name: str
    target: str


class SlowChat(Value, frozen=True):
    """A session's questions spread over days: from when, at what time of day, and who hosts it."""

    starts: Written
    weekends: bool = False
    hashtag: str = ""
    host: tuple[str, ...] = ()
    announce: Announce = Announce.QUESTIONS


class FollowUp(Value, frozen=True):
    """A check-in some time after a session; `text` is as written (`6 weeks`)."""

    after: timedelta
    text: str


class Reference(Value, frozen=True):
    """A work in a list of references: a `printed` line, or the parts it is made of."""

    id: str
    printed: str = ""
    title: str = ""
    author: tuple[str, ...] = ()
    year: str = ""
    parts: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """`journal`, `volume`, `issue`, `pages`, `publisher`, `editor`, `url`, `doi`, as they apply."""


class Fields(Value, frozen=True, kw_only=True):
    """What every kind of document can say of itself. Empty text and `None` mean: not given."""

    title: str
    slug: str = ""
    id: str = ""
    summary: str = ""
    tags: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    draft: bool = False
    aliases: tuple[str, ...] = ()
    image: str = ""
    image_alt: str | None = None
    comments: bool | None = None
    lang: str = ""
    updated: Written | None = None
    expires: Written | None = None
    canonical: str = ""
    mastodon: str = ""
    extra: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))


class Document(Value, frozen=True):
    """One file of content, read: who it is, what its front matter says, what its text became."""

    kind: str
    """The folder of its kind: `posts`, `sessions`, `sparks`, `people`, `pages`."""
    path: str
    slug: str
    fields: Fields
    body: Body = EMPTY_BODY
    file_date: Written | None = None
    """The date in front of the file's name, if there is one."""
    body_line: int = 1
    """The line of the file on which the body's first line stands."""
    title_anchor: str = ""
    """The `id` of a first heading that repeated the title and was dropped."""
    places: Mapping[str, Place] = field(default_factory=lambda: MappingProxyType({}))
    """Where each field's value stands: `session`, `authors[1]`, `links.Blog`, `slowchat.starts`."""

    def place(self, name: str) -> Place:
        """Return where the value of the field `name` stands, else where the file begins."""
        return self.places.get(name) or self.places.get(name.partition("[")[0]) or Place()
