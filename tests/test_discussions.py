"""Threads on pages: which pages have one, and what a page's browser is told."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

import pytest

from sitegen.comments import LinkKind
from sitegen.pages import thread_sources
from sitegen.settings import CommentSettings
from sitegen.settings.values import Load
from sitegen.site import Preview
from sitegen.urls import BaseUrl
from sitegen.values import replace
from sitegen.views import Answer, Discussion
from tests.sitemaking import make_settings, make_site, pages_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sitegen.settings import Settings
    from sitegen.site import Site

OPTIONS: Final[Mapping[str, Mapping[str, str]]] = {
    "cusdis": {"app_id": "5fce", "host": "https://talk.example.org"},
    "giscus": {"repo": "a/b", "repo_id": "R_1", "category": "Ideas", "category_id": "DIC_1"},
    "isso": {"url": "https://talk.example.org"},
}
SERVER: Final = "https://talk.example.org"
HOSTILE: Final = "</script><img src=x onerror=alert(1)>"
STATUS: Final = "https://example.social/@jo/1"
DOCUMENTS: Final = {
    "posts/2007-01-09-post.md": "---\ntitle: A post\n{}---\nText.\n",
    "sparks/spark.md": "---\ntitle: A spark?\nopens: 2007-02-01\n{}---\nText.\n",
    "sessions/session.md": "---\ntitle: A session\nstart: 2007-02-21 10:30\nend: 12:00\n{}---\nText.\n",
    "pages/page.md": "---\ntitle: A page\n{}---\nText.\n",
}
"""A document of each kind that can have a thread, with room for more fields."""


def settled(provider: str, load: Load = Load.CLICK, **changes: Any) -> Settings:  # noqa: ANN401  # any of the settings
    """Return the settings of a site with a provider."""
    options = MappingProxyType(dict(OPTIONS.get(provider, {})))
    return make_settings(comments=CommentSettings(provider, load, changes.pop("email", ""), options), **changes)


def site_of(
    files: Mapping[str, str], provider: str = "isso", preview: Preview | None = None, now: str = "2007-02-14"
) -> Site:
    """Return a site with a provider, at noon of a day."""
    moment = datetime.fromisoformat(f"{now}T12:00:00").replace(tzinfo=UTC)
    return make_site(files, settings=settled(provider), preview=preview, now=moment)


def answers(site: Site) -> dict[str, Answer]:
    """Return the ways to answer of each page that has any, by its address."""
    found = {address: getattr(page.view, "answer", None) for address, page in pages_of(site).items()}
    return {address: answer for address, answer in sorted(found.items()) if answer}


def threads(site: Site) -> dict[str, Discussion]:
    """Return the thread of each page that has one, by its address."""
    return {address: answer.thread for address, answer in answers(site).items() if answer.thread}


def only_thread(files: Mapping[str, str], provider: str = "isso", **changes: Any) -> Discussion:  # noqa: ANN401  # as `site_of` has them
    """Return the one thread of a site."""
    (thread,) = threads(site_of(files, provider, **changes)).values()
    return thread


def documents(*fields: str) -> dict[str, str]:
    """Return a document of each kind, with these fields."""
    return {path: text.format("".join(f"{line}\n" for line in fields)) for path, text in DOCUMENTS.items()}


def test_posts_and_sparks_have_threads_and_others_do_not() -> None:
    assert list(threads(site_of(documents()))) == ["/posts/post/", "/sparks/spark/"]


def test_every_document_has_a_thread_that_says_yes() -> None:
    expected = ["/page/", "/posts/post/", "/sessions/session/", "/sparks/spark/"]
    assert list(threads(site_of(documents("comments: true")))) == expected


def test_no_document_has_a_thread_that_says_no() -> None:
    assert answers(site_of(documents("comments: false", f"mastodon: {STATUS}"))) == {}


def test_without_a_provider_there_is_no_thread_and_nothing_to_admit() -> None:
    site = site_of(documents("comments: true"), "")
    assert (threads(site), thread_sources(site)) == ({}, {})


def test_a_thread_is_told_whole_and_nothing_else_of_its_page() -> None:
    thread = only_thread({"posts/2007-01-09-a.md": "---\ntitle: Über uns\nlang: de\nsummary: Kurz.\n---\nLang.\n"})
    assert json.loads(thread.plan) == {
        "elements": [
            [
                "section",
                {
                    "id": "isso-thread",
                    "data-isso-id": "/posts/a/?torquay07.example.org,2007",
                    "data-title": "Über uns",
                },
            ],
            [
                "script",
                {
                    "src": "https://talk.example.org/js/embed.min.js",
                    "data-isso": "https://talk.example.org/",
                    "data-isso-lang": "de",
                    "data-isso-avatar": "false",
                    "data-isso-vote": "false",
                    "async": "",
                },
            ],
        ],
        "stands": ".isso-thread-heading:not(:empty)",
    }
    assert replace(thread, plan="") == Discussion(
        site="torquay07.example.org,2007",
        provider="isso",
        title="Isso",
        contacts=("talk.example.org",),
        load=Load.CLICK,
        plan="",
        script="",
        account="",
        is_open_to_all=True,
        link="https://talk.example.org/?uri=%2Fposts%2Fa%2F%3Ftorquay07.example.org%2C2007",
        link_kind=LinkKind.DATA,
        link_at="Isso",
        is_open=True,
    )


def test_a_thread_without_a_plain_link_has_none_and_one_with_an_account_says_where() -> None:
    files = {"posts/2007-01-09-a.md": "---\ntitle: A\n---\n"}
    hyvor = make_settings(comments=CommentSettings("hyvor", options=MappingProxyType({"website_id": "1"})))
    (thread,) = threads(make_site(files, settings=hyvor)).values()
    assert (thread.title, thread.link, thread.link_kind, thread.link_at) == ("Hyvor Talk", "", "", "")
    assert (thread.account, thread.is_open_to_all) == ("", False)
    giscus = only_thread(files, "giscus")
    assert (giscus.account, giscus.is_open_to_all) == ("GitHub", False)
    assert (giscus.link_kind, giscus.link_at) == (LinkKind.PAGE, "GitHub")


def test_a_thread_names_its_site_so_that_another_at_the_same_host_asks_for_itself() -> None:
    spring, autumn = (settled("isso", id=f"example.org,{year}") for year in (2007, 2008))
    files = {"posts/2007-01-09-a.md": "---\ntitle: A\n---\n"}
    found = [thread for one in (spring, autumn) for thread in threads(make_site(files, settings=one)).values()]
    assert [thread.site for thread in found] == ["example.org,2007", "example.org,2008"]


@pytest.mark.parametrize("load", Load)
def test_a_thread_loads_when_the_settings_say(load: Load) -> None:
    site = make_site({"posts/2007-01-09-a.md": "---\ntitle: A\n---\n"}, settings=settled("isso", load))
    assert [thread.load for thread in threads(site).values()] == [load]


def test_a_provider_is_told_the_whole_url_of_a_page_below_a_path() -> None:
    settings = settled("cusdis", base_url=BaseUrl("https://example.org", "/events"), post_address="/{year}/{slug}/")
    site = make_site({"posts/2007-01-09-a.md": "---\ntitle: A\n---\n"}, settings=settings)
    place = json.loads(threads(site)["/2007/a/"].plan)["elements"][0][1]
    assert place["data-page-url"] == "https://example.org/events/2007/a/"
    assert place["data-page-id"] == "tag:torquay07.example.org,2007:posts/a"


def test_a_title_that_would_break_out_is_told_as_it_is_written() -> None:
    thread = only_thread({"posts/2007-01-09-a.md": f"---\ntitle: '{HOSTILE}'\n---\n"})
    assert json.loads(thread.plan)["elements"][0][1]["data-title"] == HOSTILE


def test_a_file_that_is_renamed_keeps_its_thread_where_its_id_is_frozen() -> None:
    text = "---\ntitle: Who?\nopens: 2007-02-01\n{}---\n"
    before = only_thread({"sparks/who.md": text.format("")})
    assert only_thread({"sparks/who-is-in.md": text.format("id: sparks/who\n")}) == before
    assert only_thread({"sparks/who-is-in.md": text.format("")}) != before


def test_two_pages_never_have_the_same_thread() -> None:
    files = {f"sparks/{name}.md": "---\ntitle: Who?\nopens: 2007-02-01\n---\n" for name in ("who", "who-is", "is")}
    files |= {"posts/2007-01-09-who.md": "---\ntitle: Who?\n---\n"}
    for provider in OPTIONS:
        found = threads(site_of(files, provider))
        assert (len(found), len({thread.plan for thread in found.values()})) == (4, 4)
        assert len({thread.link for thread in found.values()}) == 4


@pytest.mark.parametrize(("now", "is_open"), [("2007-02-10", True), ("2007-02-11", False)])
def test_a_closed_spark_keeps_its_thread_and_says_that_it_is_closed(now: str, *, is_open: bool) -> None:
    files = {"sparks/who.md": "---\ntitle: Who?\nopens: 2007-02-01\ncloses: 2007-02-10\n---\n"}
    (answer,) = answers(site_of(files, now=now)).values()
    assert answer.thread is not None
    assert (answer.is_open, answer.thread.is_open) == (is_open, is_open)
    assert answer.thread == replace(only_thread(files), is_open=is_open)


def test_the_thread_of_a_session_stays_open_after_it() -> None:
    thread = only_thread({"sessions/n.md": documents("comments: true")["sessions/session.md"]}, now="2007-03-01")
    assert thread.is_open


def test_members_threads_are_there_and_tell_nothing_that_members_alone_read() -> None:
    fields = ("comments: true", "access: members", "summary: Hush")
    public, hidden = threads(site_of(documents("comments: true"))), threads(site_of(documents(*fields)))
    assert hidden == public
    sessions = {path: text for path, text in documents("access: members").items() if path.startswith("sessions/")}
    assert threads(site_of(sessions)) == {}


def test_drafts_and_scheduled_documents_have_a_thread_in_a_preview_alone() -> None:
    files = {
        "posts/2007-01-09-draft.md": f"---\ntitle: D\ndraft: true\nmastodon: {STATUS}\n---\n",
        "sparks/later.md": "---\ntitle: L?\nopens: 2007-03-01\nmastodon: https://later.example/@jo/1\n---\n",
    }
    site = site_of(files, "mastodon")
    assert (threads(site), thread_sources(site)) == ({}, {"connect-src": ()})
    previewed = site_of(files, "mastodon", Preview(drafts=True, scheduled=True))
    assert list(threads(previewed)) == ["/posts/draft/", "/sparks/later/"]
    assert thread_sources(previewed) == {"connect-src": ("https://example.social", "https://later.example")}


def test_a_preview_without_threads_shows_their_places_and_asks_nobody() -> None:
    files = documents("comments: true", f"mastodon: {STATUS}")
    for provider in ("isso", "mastodon", "cusdis"):
        site, preview = site_of(files, provider), site_of(files, provider, Preview(has_threads=False))
        assert {thread.plan != "" for thread in threads(site).values()} == {True}
        assert threads(preview) == {address: replace(one, plan="") for address, one in threads(site).items()}
        assert thread_sources(site) != {}
        assert thread_sources(preview) == {}


def test_mail_and_a_status_elsewhere_stand_beside_a_thread() -> None:
    site = make_site(documents(f"mastodon: {STATUS}"), settings=settled("isso", email="jo@a.org"))
    found = {address: (one.mailto, one.discussion, one.thread is not None) for address, one in answers(site).items()}
    assert found == {
        "/posts/post/": ("mailto:jo@a.org?subject=A%20post", STATUS, True),
        "/sessions/session/": ("mailto:jo@a.org?subject=A%20session", STATUS, False),
        "/sparks/spark/": ("mailto:jo@a.org?subject=A%20spark%3F", STATUS, True),
    }
