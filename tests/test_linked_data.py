"""What pages tell search engines: read back by somebody else's reader, compared whole, safe with any title."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import html5lib
import pytest
from extruct.jsonld import JsonLdExtractor  # type: ignore[import-untyped]  # extruct ships no types

from sitegen.linked_data import as_script, linked_data, site_linked_data
from sitegen.site import Preview
from sitegen.urls import BaseUrl
from tests.sitemaking import make_room, make_settings, make_site

BASE = "https://torquay07.example.org"
TAG = "tag:torquay07.example.org,2007"
HOSTILE = '</script><img src=x onerror=alert(1)> <!-- <script> & \u2028\u2029 "quoted" \\ ]]> it\'s'
ADA = {"people/ada-quist.md": "---\nname: Ada Quist\n---\nAda listens.\n"}
ADA_REF = {"@type": "Person", "@id": f"{TAG}:people/ada-quist", "name": "Ada Quist", "url": f"{BASE}/people/ada-quist/"}
NETWORKS = """---
title: Networks
start: 2007-02-21 09:30
end: 10:30
room: Main Hall
mode: hybrid
speakers: [ada-quist, Bo Lind]
tags: [networks, cpd]
image: plan.png
image_alt: The plan
register: https://example.com/register?a=1&b=2
join: https://meet.example.org/open
slides: slides.pdf
recording: https://media.example.org/recording.mp3
---
What each person does.
"""
CONFERENCE = {
    "@type": "Event",
    "@id": f"{BASE}/#conference",
    "name": "Torquay 2007",
    "url": f"{BASE}/",
    "startDate": "2007-02-21",
    "endDate": "2007-02-21",
}
ORGANISER = {"@type": "Organization", "@id": f"{BASE}/#organiser", "name": "The team", "url": f"{BASE}/"}


def page_with(script: str) -> str:
    return (
        '<!DOCTYPE html><html lang="en"><head><title>x</title>'
        f'<script type="application/ld+json">{script}</script></head><body><p>After.</p></body></html>'
    )


def read_back(data: dict[str, object]) -> Any:  # noqa: ANN401  # JSON
    """Return what a reader of structured data finds in a page that holds this."""
    [found] = JsonLdExtractor().extract(page_with(as_script(data).text))
    return found


def told(files: dict[str, str], slug: str, **changes: Any) -> Any:  # noqa: ANN401  # JSON, and all that a site takes
    """Return what the page of the document with a slug tells, as read back; None for nothing."""
    site = make_site(files, **changes)
    data = linked_data(make_room(site), next(entry for entry in site.shown() if entry.slug == slug))
    return read_back(data) if data is not None else None


def session(lines: str) -> Any:  # noqa: ANN401  # JSON
    """Return what the page of a session with these lines of front matter tells."""
    return told({"sessions/talk.md": f"---\ntitle: Talk\nstart: 2007-02-21 09:30\n{lines}\n---\nx\n"}, "talk")


def test_a_session_is_an_event_at_a_time_and_a_place_with_its_people() -> None:
    files = {"sessions/networks.md": NETWORKS, **ADA}
    attachments = ["sessions/plan.png", "sessions/slides.pdf"]
    event = told(files, "networks", settings=make_settings(organiser="The team"), attachments=attachments)
    assert event == {
        "@context": "https://schema.org",
        "@type": "Event",
        "@id": f"{TAG}:sessions/networks",
        "name": "Networks",
        "url": f"{BASE}/sessions/networks/",
        "startDate": "2007-02-21T09:30:00+00:00",
        "endDate": "2007-02-21T10:30:00+00:00",
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": "https://schema.org/MixedEventAttendanceMode",
        "location": [
            {"@type": "Place", "name": "Main Hall, Torquay 2007"},
            {"@type": "VirtualLocation", "url": f"{BASE}/sessions/networks/"},
        ],
        "description": "What each person does.",
        "image": f"{BASE}/media/plan.0123456789.png",
        "inLanguage": "en-GB",
        "keywords": ["networks", "cpd"],
        "organizer": ORGANISER,
        "performer": [ADA_REF, {"@type": "Person", "name": "Bo Lind"}],
        "offers": {"@type": "Offer", "url": "https://example.com/register?a=1&b=2"},
        "superEvent": CONFERENCE,
    }


@pytest.mark.parametrize("lines", ["room: Main Hall", "mode: in-person", "mode: online", "mode: hybrid"])
def test_an_event_has_what_search_engines_require_save_for_the_postal_address(lines: str) -> None:
    event = session(lines)
    assert event["name"] == "Talk"
    assert datetime.fromisoformat(event["startDate"]) == datetime(2007, 2, 21, 9, 30, tzinfo=UTC)
    wanted = {"Place": "name", "VirtualLocation": "url"}
    assert [place for place in event["location"] if not place[wanted[place["@type"]]]] == []
    assert event["location"] != []


@pytest.mark.parametrize(
    ("lines", "mode", "kinds"),
    [
        ("mode: in-person\nroom: Hall", "Offline", ["Place"]),
        ("mode: in-person", "Offline", ["Place"]),
        ("mode: online\nroom: Hall", "Online", ["VirtualLocation"]),
        ("mode: hybrid\nroom: Hall", "Mixed", ["Place", "VirtualLocation"]),
        ("room: Hall", "", ["Place"]),
        ("track: Learning", "", []),
    ],
)
def test_how_one_takes_part_says_where_a_session_is(lines: str, mode: str, kinds: list[str]) -> None:
    event = session(lines)
    told_mode = f"https://schema.org/{mode}EventAttendanceMode" if mode else ""
    assert event.get("eventAttendanceMode", "") == told_mode
    assert [place["@type"] for place in event.get("location", [])] == kinds


@pytest.mark.parametrize(
    ("lines", "status", "previous"),
    [
        ("status: cancelled", "EventCancelled", None),
        ("status: moved\nprevious_start: 2007-02-20 14:00", "EventRescheduled", "2007-02-20T14:00:00+00:00"),
        ("status: moved\nprevious_start: 2007-02-20", "EventRescheduled", "2007-02-20"),
        ("status: moved", "EventScheduled", None),
        ("status: cancelled\nprevious_start: 2007-02-20 14:00", "EventCancelled", None),
    ],
)
def test_a_session_says_that_it_was_cancelled_or_moved(lines: str, status: str, previous: str | None) -> None:
    event = session(lines)
    assert event["eventStatus"] == f"https://schema.org/{status}"
    assert event.get("previousStartDate") == previous
    assert event["startDate"] == "2007-02-21T09:30:00+00:00"


def test_a_start_carries_the_offset_of_its_own_zone_and_day() -> None:
    files = {"sessions/t.md": "---\ntitle: T\nstart: 2007-07-02 09:30\ntimezone: America/New_York\n---\nx\n"}
    assert told(files, "t")["startDate"] == "2007-07-02T09:30:00-04:00"


def test_an_end_that_nobody_wrote_is_not_told() -> None:
    assert "endDate" not in session("room: Hall")


@pytest.mark.parametrize("start", ["", "start: 2007-02-21\n"])
def test_a_session_without_a_time_tells_of_no_event(start: str) -> None:
    assert told({"sessions/t.md": f"---\ntitle: T\n{start}---\nx\n"}, "t") is None


@pytest.mark.parametrize(
    ("lines", "now"),
    [
        ("register: mailto:a@example.org", None),
        ("register: https://example.org/in\nstatus: cancelled", None),
        ("register: https://example.org/in", datetime(2007, 3, 1, tzinfo=UTC)),
    ],
)
def test_there_is_no_offer_without_a_page_to_register_on_or_once_it_is_over(lines: str, now: datetime | None) -> None:
    files = {"sessions/t.md": f"---\ntitle: T\nstart: 2007-02-21 09:30\n{lines}\n---\nx\n"}
    assert "offers" not in (told(files, "t", now=now) if now else told(files, "t"))


def test_members_matter_and_the_ways_in_stay_out() -> None:
    files = {
        "sessions/open.md": NETWORKS,
        "sessions/closed.md": NETWORKS.replace("---\nWhat", "access: members\n---\nFor all. What")
        + "\n<!-- members -->\n\nThe word is marmalade.\n\n## What we heard\n\nOf saffron.\n",
        **ADA,
    }
    site = make_site(files, attachments=["sessions/plan.png", "sessions/slides.pdf"])
    room = make_room(site)
    scripts = [as_script(linked_data(room, s) or {}).text for s in site.sessions]
    everything = "\n".join([*scripts, as_script(site_linked_data(room)).text])
    secrets = ["marmalade", "saffron", "meet.example.org", "slides", "recording"]
    assert [secret for secret in secrets if secret in everything] == []
    assert [script.count("For all. What each person does.") for script in scripts] == [1, 0]
    assert [script.count("https://example.com/register") for script in scripts] == [1, 1]


def test_a_post_is_one_of_the_blogs_about_a_session_and_a_question() -> None:
    post = """---
title: Questions before slides
date: 2007-02-10
updated: 2007-02-11 08:00
authors: [ada-quist, Bo Lind]
session: networks
spark: who
summary: Ask first.
tags: [cpd]
references:
  kennedy2014: {title: Understanding CPD, author: ["Kennedy, A."], year: 2014, doi: 10.1080/19415}
  boud1985: "Boud, D. (1985). Reflection."
---
Ask [@kennedy2014; @boud1985].
"""
    files = {
        "posts/questions.md": post,
        "sessions/networks.md": "---\ntitle: Networks\nstart: 2007-02-21 09:30\n---\nx\n",
        "sparks/who.md": "---\ntitle: Who?\nsession: networks\nopens: 2007-01-10\n---\nx\n",
        **ADA,
    }
    assert told(files, "questions") == {
        "@context": "https://schema.org",
        "@type": "BlogPosting",
        "@id": f"{TAG}:posts/questions",
        "headline": "Questions before slides",
        "url": f"{BASE}/posts/questions/",
        "mainEntityOfPage": f"{BASE}/posts/questions/",
        "datePublished": "2007-02-10",
        "dateModified": "2007-02-11T08:00:00+00:00",
        "author": [ADA_REF, {"@type": "Person", "name": "Bo Lind"}],
        "description": "Ask first.",
        "inLanguage": "en-GB",
        "keywords": ["cpd"],
        "about": [{"@id": f"{TAG}:sessions/networks"}, {"@id": f"{TAG}:sparks/who"}],
        "citation": [
            {
                "@type": "CreativeWork",
                "name": "Understanding CPD",
                "author": [{"@type": "Person", "name": "Kennedy, A."}],
                "datePublished": "2014",
                "url": "https://doi.org/10.1080/19415",
            },
            "Boud, D. (1985). Reflection.",
        ],
        "isPartOf": {"@type": "Blog", "@id": f"{BASE}/#blog", "name": "Torquay 2007", "url": f"{BASE}/posts/"},
    }


def test_a_post_that_was_first_elsewhere_says_where() -> None:
    files = {"posts/p.md": "---\ntitle: P\ndate: 2007-02-10 08:00\ncanonical: https://elsewhere.example/p\n---\nx\n"}
    post = told(files, "p")
    assert [post["@id"], post["url"], post["datePublished"]] == [
        f"{TAG}:posts/p",
        "https://elsewhere.example/p",
        "2007-02-10T08:00:00+00:00",
    ]


def test_nothing_is_about_a_session_that_tells_of_no_event() -> None:
    files = {
        "posts/p.md": "---\ntitle: P\ndate: 2007-02-10\nsession: later\n---\nx\n",
        "sessions/later.md": "---\ntitle: Later\n---\nx\n",
    }
    assert "about" not in told(files, "p")


def test_a_spark_is_a_question_and_claims_no_answers() -> None:
    spark = """---
title: Who is in your network?
session: networks
opens: 2007-01-10
closes: 2007-01-20
authors: [Bo Lind]
---
Name three.

## What we heard

Mostly colleagues.
"""
    files = {
        "sparks/who.md": spark,
        "sessions/networks.md": "---\ntitle: Networks\nstart: 2007-02-21 09:30\n---\nx\n",
    }
    assert told(files, "who") == {
        "@context": "https://schema.org",
        "@type": "Question",
        "@id": f"{TAG}:sparks/who",
        "name": "Who is in your network?",
        "text": "Who is in your network?",
        "url": f"{BASE}/sparks/who/",
        "datePublished": "2007-01-10",
        "author": [{"@type": "Person", "name": "Bo Lind"}],
        "description": "Name three.",
        "inLanguage": "en-GB",
        "about": [{"@id": f"{TAG}:sessions/networks"}],
    }


def test_a_spark_is_dated_by_its_files_name_or_by_the_day_that_its_slow_chat_gives_it() -> None:
    chat = "slowchat:\n  starts: 2007-01-08 08:00\nsparks:\n  first: First?\n  second: Second?"
    files = {
        "sessions/talk.md": f"---\ntitle: Talk\nstart: 2007-02-21 09:30\n{chat}\n---\nx\n",
        "sparks/2007-01-10-who.md": "---\ntitle: Who?\n---\nx\n",
    }
    assert [told(files, slug)["datePublished"] for slug in ("who", "second")] == [
        "2007-01-10",
        "2007-01-09T08:00:00+00:00",
    ]


@pytest.mark.parametrize(
    ("parts", "told_parts"),
    [
        ("year: in press", {}),
        ("year: 2014, url: https://example.org/w", {"datePublished": "2014", "url": "https://example.org/w"}),
        ("year: 2014, doi: 'doi: 10.1000/10.2'", {"datePublished": "2014", "url": "https://doi.org/10.1000/10.2"}),
        ("year: 2014, doi: http://dx.doi.org/10.1000/2", {"datePublished": "2014", "url": "https://doi.org/10.1000/2"}),
    ],
)
def test_a_cited_work_has_a_date_and_a_link_only_where_they_are_ones(parts: str, told_parts: dict[str, str]) -> None:
    work = f"references:\n  w: {{title: Work, author: [A], {parts}}}"
    files = {"posts/p.md": f"---\ntitle: P\ndate: 2007-02-10\n{work}\n---\nSee [@w].\n"}
    usual = {"@type": "CreativeWork", "name": "Work", "author": [{"@type": "Person", "name": "A"}]}
    assert told(files, "p")["citation"] == [usual | told_parts]


def test_a_person_is_whom_their_profile_is_about() -> None:
    person = """---
name: Ada Quist
role: Adviser
organisation: Harbour College
organisation_url: https://college.example.org
listed: true
photo: ada.png
links:
  Site: https://ada.example.org
  Mail: mailto:ada@example.org
  Mastodon: "@ada@social.example"
---
Ada listens.
"""
    assert told({"people/ada-quist.md": person}, "ada-quist", attachments=["people/ada.png"]) == {
        "@context": "https://schema.org",
        "@type": "ProfilePage",
        "url": f"{BASE}/people/ada-quist/",
        "inLanguage": "en-GB",
        "mainEntity": {
            "@type": "Person",
            "@id": f"{TAG}:people/ada-quist",
            "name": "Ada Quist",
            "url": f"{BASE}/people/ada-quist/",
            "jobTitle": "Adviser",
            "worksFor": {
                "@type": "Organization",
                "name": "Harbour College",
                "url": "https://college.example.org",
            },
            "description": "Ada listens.",
            "image": f"{BASE}/media/ada.0123456789.png",
            "sameAs": ["https://ada.example.org"],
        },
    }


def test_a_page_tells_of_nothing() -> None:
    assert told({"pages/about.md": "---\ntitle: About\n---\nx\n"}, "about") is None


def test_the_home_page_is_the_site_and_the_conference_with_its_sessions() -> None:
    files = {
        "sessions/a.md": "---\ntitle: A\nstart: 2007-02-20 14:00\nroom: Hall\n---\nx\n",
        "sessions/b.md": "---\ntitle: B\nstart: 2007-02-21 23:00\nend: 2007-02-22 00:30\n---\nx\n",
        "sessions/off.md": "---\ntitle: Off\nstart: 2007-02-25 10:00\nstatus: cancelled\n---\nx\n",
        "sessions/later.md": "---\ntitle: Later\n---\nx\n",
    }
    settings = make_settings(description="Two days.", organiser="The team")
    scheduled = {"@type": "Event", "eventStatus": "https://schema.org/EventScheduled"}
    assert read_back(site_linked_data(make_room(make_site(files, settings=settings)))) == {
        "@context": "https://schema.org",
        "@graph": [
            {
                "@type": "WebSite",
                "@id": f"{BASE}/#website",
                "name": "Torquay 2007",
                "url": f"{BASE}/",
                "description": "Two days.",
                "inLanguage": "en-GB",
                "publisher": ORGANISER,
            },
            {
                **CONFERENCE,
                "startDate": "2007-02-20",
                "endDate": "2007-02-22",
                "description": "Two days.",
                "inLanguage": "en-GB",
                "organizer": ORGANISER,
                "subEvent": [
                    scheduled
                    | {
                        "@id": f"{TAG}:sessions/a",
                        "name": "A",
                        "url": f"{BASE}/sessions/a/",
                        "startDate": "2007-02-20T14:00:00+00:00",
                        "location": [{"@type": "Place", "name": "Hall, Torquay 2007"}],
                    },
                    scheduled
                    | {
                        "@id": f"{TAG}:sessions/b",
                        "name": "B",
                        "url": f"{BASE}/sessions/b/",
                        "startDate": "2007-02-21T23:00:00+00:00",
                        "endDate": "2007-02-22T00:30:00+00:00",
                    },
                    {
                        "@type": "Event",
                        "@id": f"{TAG}:sessions/off",
                        "name": "Off",
                        "url": f"{BASE}/sessions/off/",
                        "startDate": "2007-02-25T10:00:00+00:00",
                        "eventStatus": "https://schema.org/EventCancelled",
                    },
                ],
            },
        ],
    }


def test_a_conference_that_is_cancelled_whole_keeps_its_days() -> None:
    assert session("status: cancelled")["superEvent"] == CONFERENCE


def test_a_site_without_times_is_a_site_and_no_conference() -> None:
    site = make_site({}, settings=make_settings(base_url=BaseUrl("https://example.org", "/07")))
    website = {
        "@type": "WebSite",
        "@id": "https://example.org/07/#website",
        "name": "Torquay 2007",
        "url": "https://example.org/07/",
        "inLanguage": "en-GB",
    }
    assert read_back(site_linked_data(make_room(site))) == {"@context": "https://schema.org", "@graph": [website]}


def test_a_draft_is_told_of_in_a_preview_alone() -> None:
    files = {"sessions/d.md": "---\ntitle: Dotterel\nstart: 2007-02-21 09:30\ndraft: true\n---\nx\n"}
    graphs = [
        read_back(site_linked_data(make_room(make_site(files, preview=preview))))["@graph"]
        for preview in (Preview(), Preview(drafts=True))
    ]
    assert [len(graph) for graph in graphs] == [1, 2]
    assert graphs[1][1]["subEvent"][0]["name"] == "Dotterel"


def test_a_hostile_title_stays_a_title() -> None:
    files = {
        "sessions/t.md": f"---\ntitle: {json.dumps(HOSTILE)}\nstart: 2007-02-21 09:30\nroom: '{HOSTILE[:9]}'\n---\nx\n"
    }
    site = make_site(files)
    [entry] = site.sessions
    data = linked_data(make_room(site), entry)
    assert data is not None
    script = as_script(data).text
    assert [c for c in "<>&\u2028\u2029\n" if c in script] == []
    assert read_back(data)["name"] == entry.title
    assert "</script><img" in entry.title
    page = html5lib.parse(page_with(script), namespaceHTMLElements=False)
    assert [element.tag for element in page.iter()] == ["html", "head", "title", "script", "body", "p"]
    assert [json.loads(element.text or "")["name"] for element in page.iter("script")] == [entry.title]


def test_every_character_comes_back_as_it_was() -> None:
    assert read_back({"name": HOSTILE, "ä": "ß 漢 🜂"}) == {"name": HOSTILE, "ä": "ß 漢 🜂"}


def test_letters_beyond_ascii_are_written_as_they_are() -> None:
    assert as_script({"name": "Jutta Keß", "url": "a&b"}).text == '{"name":"Jutta Keß","url":"a\\u0026b"}'


def test_the_same_site_tells_the_same_bytes() -> None:
    files = {"sessions/networks.md": NETWORKS, **ADA}
    texts = {as_script(site_linked_data(make_room(make_site(files)))).text for _ in range(2)}
    assert len(texts) == 1


def test_a_place_has_the_address_of_the_conference() -> None:
    settings = make_settings(address="Sea Road 1, Torquay")
    site = make_site({"sessions/n.md": "---\ntitle: N\nstart: 2007-02-21 10:30\nroom: Hall\n---\n"}, settings=settings)
    node = linked_data(make_room(site), site.sessions[0])
    assert node is not None
    assert node["location"] == [{"@type": "Place", "name": "Hall, Torquay 2007", "address": "Sea Road 1, Torquay"}]
