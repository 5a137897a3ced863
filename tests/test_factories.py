"""The factories make whole values: a site of them has its status told, one line a document."""

from __future__ import annotations

from sitegen.site import State
from sitegen.status import DocumentStatus, statuses
from sitegen.values import replace
from tests.factories import OPENS, make_page, make_person, make_post, make_session, make_site, make_spark


def test_every_document_has_its_status_once_by_path() -> None:
    site = make_site(
        posts=(make_post(),),
        sessions=(make_session(),),
        sparks=(make_spark(),),
        people=(make_person(),),
        pages=(make_page(),),
    )
    assert [(one.path, one.state) for one in statuses(site)] == [
        ("content/pages/about.md", State.PUBLISHED),
        ("content/people/ben-orme.md", State.PUBLISHED),
        ("content/posts/questions.md", State.PUBLISHED),
        ("content/sessions/networks.md", State.PUBLISHED),
        ("content/sparks/who-is-in-your-network.md", State.PUBLISHED),
    ]


def test_a_scheduled_spark_says_until_when_and_which_line_says_so() -> None:
    spark = make_spark(state=State.SCHEDULED, shows=False)
    assert statuses(make_site(hidden=(spark,))) == (
        DocumentStatus(
            path="content/sparks/who-is-in-your-network.md",
            kind="sparks",
            id="sparks/who-is-in-your-network",
            title="Who is in your network?",
            address="/sparks/who-is-in-your-network/",
            state=State.SCHEDULED,
            until=OPENS,
            why="its 'opens' is still to come",
        ),
    )


def test_what_is_published_stays_so_until_it_expires() -> None:
    (status,) = statuses(make_site(pages=(replace(make_page(), expires=OPENS),)))
    assert (status.state, status.until, status.why) == (State.PUBLISHED, OPENS, "")
