"""Complete and unsurprising values of the program's own types, for tests to change in the one way that matters."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sitegen.body import Body, Html
from sitegen.kinds.pages import PageFields
from sitegen.kinds.people import PersonFields
from sitegen.kinds.posts import PostFields
from sitegen.kinds.sessions import SessionFields
from sitegen.kinds.sparks import SparkFields
from sitegen.model import Document, Source, Stage, Written
from sitegen.problems import Problem
from sitegen.settings import Settings
from sitegen.site import Page, Person, Post, Preview, Session, SessionPhase, Site, Spark, SparkPhase, State
from sitegen.urls import BaseUrl
from sitegen.values import replace

LONDON = ZoneInfo("Europe/London")
SITE_ID = "harbour.example.org,2007"
OPENS = datetime(2007, 1, 10, 8, tzinfo=LONDON)
WRITTEN = datetime(2007, 1, 9, tzinfo=LONDON)
START = datetime(2007, 2, 21, 9, 30, tzinfo=LONDON)
END = datetime(2007, 2, 21, 10, 30, tzinfo=LONDON)


def make_settings(**changes: Any) -> Settings:  # noqa: ANN401  # any of the settings
    settings = Settings(
        title="Harbour 2007",
        base_url=BaseUrl("https://harbour.example.org"),
        id=SITE_ID,
        description="Two days of talk.",
        language="en-GB",
        timezone="Europe/London",
        organiser="The harbour team",
    )
    return replace(settings, **changes)


def make_source(path: str = "content/posts/2007-01-09-hello.md", text: str = "---\ntitle: Hello\n---\nHi.\n") -> Source:
    return Source(path, text.encode())


def make_problem(**changes: Any) -> Problem:  # noqa: ANN401  # any part of a problem
    problem = Problem(
        path="content/sparks/who.md",
        line=4,
        column=10,
        code="unknown-session",
        message="there is no session 'netwroks'",
        hint="did you mean 'networks'?",
    )
    return replace(problem, **changes)


def make_written(text: str = "2007-02-21 09:30") -> Written:
    return Written(datetime.fromisoformat(text), has_time=":" in text, text=text)


def make_body(text: str = "<p>The first words.</p>\n") -> Body:
    return Body(parts=(Html(text),), summary=(Html(text),), plain="The first words.", words=3)


def make_document(kind: str, slug: str, fields: Any, **changes: Any) -> Document:  # noqa: ANN401  # of any kind
    document = Document(kind, f"content/{kind}/{slug}.md", slug, fields, make_body(), body_line=4)
    return replace(document, **changes)


def make_post(**changes: Any) -> Post:  # noqa: ANN401  # any part of a post
    fields = PostFields(title="Questions before slides", authors=("ben-orme",), tags=("networks",), session="networks")
    post = Post(
        **_entry(make_document("posts", "questions", fields)),
        appears=WRITTEN,
        date=WRITTEN,
        day=WRITTEN.date(),
        has_time=False,
        stage=Stage.BEFORE,
    )
    return replace(post, **changes)


def make_session(**changes: Any) -> Session:  # noqa: ANN401  # any part of a session
    fields = SessionFields(title="Networks", start=make_written(), room="Main Hall", speakers=("ada-quist",))
    session = Session(
        **_entry(make_document("sessions", "networks", fields)),
        zone=LONDON,
        start=START,
        end=END,
        day=START.date(),
        phase=SessionPhase.BEFORE,
        previous_start=None,
    )
    return replace(session, **changes)


def make_spark(**changes: Any) -> Spark:  # noqa: ANN401  # any part of a spark
    fields = SparkFields(title="Who is in your network?", session="networks", opens=make_written("2007-01-10 08:00"))
    spark = Spark(
        **_entry(make_document("sparks", "who-is-in-your-network", fields)),
        appears=OPENS,
        session="networks",
        opens=OPENS,
        closes=None,
        phase=SparkPhase.OPEN,
        number=1,
        total=1,
    )
    return replace(spark, **changes)


def make_person(**changes: Any) -> Person:  # noqa: ANN401  # any part of a person
    person = Person(**_entry(make_document("people", "ben-orme", PersonFields(title="Ben Orme", role="Adviser"))))
    return replace(person, **changes)


def make_page(**changes: Any) -> Page:  # noqa: ANN401  # any part of a page
    entry = _entry(make_document("pages", "about", PageFields(title="About")))
    return replace(Page(**entry | {"address": "/about/"}), **changes)


def make_site(**changes: Any) -> Site:  # noqa: ANN401  # any part of a site
    site = Site(
        settings=make_settings(),
        now=datetime(2007, 2, 14, 12, tzinfo=UTC).astimezone(LONDON),
        preview=Preview(),
    )
    return replace(site, **changes)


def _entry(document: Document) -> dict[str, Any]:
    identity = f"{document.kind}/{document.slug}"
    return {
        "document": document,
        "fields": document.fields,
        "id": identity,
        "uri": f"tag:{SITE_ID}:{identity}",
        "address": f"/{identity}/",
        "language": "en-GB",
        "state": State.PUBLISHED,
        "shows": True,
    }
