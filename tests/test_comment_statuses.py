"""Replies on Mastodon: which addresses are a status, whose server is asked, and what is told of the others."""

from __future__ import annotations

import json

import pytest

from sitegen.comments import LinkKind
from sitegen.pages import thread_sources
from sitegen.threads import check_threads
from sitegen.urls import BaseUrl
from tests.sitemaking import make_site, told
from tests.test_discussions import STATUS, documents, only_thread, settled, site_of, threads


@pytest.mark.parametrize(
    ("status", "context", "host"),
    [
        (STATUS, "https://example.social/api/v1/statuses/1/context", "example.social"),
        (f"{STATUS}/", "https://example.social/api/v1/statuses/1/context", "example.social"),
        (f"{STATUS}?lang=de#reply", "https://example.social/api/v1/statuses/1/context", "example.social"),
        ("https://a.org/@jo@b.org/109", "https://a.org/api/v1/statuses/109/context", "a.org"),
        ("https://a.org/users/jo/statuses/109", "https://a.org/api/v1/statuses/109/context", "a.org"),
        ("https://a.org/ap/users/116/statuses/109", "https://a.org/api/v1/statuses/109/context", "a.org"),
        ("https://a.org/web/statuses/109", "https://a.org/api/v1/statuses/109/context", "a.org"),
        ("https://a.org/web/@jo/109", "https://a.org/api/v1/statuses/109/context", "a.org"),
        ("https://a.org:8443/@jo/109", "https://a.org:8443/api/v1/statuses/109/context", "a.org:8443"),
        ("https://A.org/@jo/109", "https://a.org/api/v1/statuses/109/context", "a.org"),
        (
            "https://müller.example/@jo/109",
            "https://xn--mller-kva.example/api/v1/statuses/109/context",
            "xn--mller-kva.example",
        ),
    ],
)
def test_replies_are_those_to_the_status_that_a_document_names(status: str, context: str, host: str) -> None:
    files = {"posts/2007-01-09-a.md": f"---\ntitle: A\nmastodon: {status}\n---\n"}
    thread, site = only_thread(files, "mastodon"), site_of(files, "mastodon")
    assert json.loads(thread.plan) == {
        "elements": [
            ["div", {"id": "mastodon-replies", "data-context": context}],
            ["script", {"src": {"$own": True}, "async": ""}],
        ],
        "stands": "#mastodon-replies > ol",
    }
    assert (thread.contacts, thread.link, thread.link_kind, thread.script, thread.account) == (
        (host,),
        status,
        LinkKind.PAGE,
        "comments/mastodon.js",
        "Mastodon",
    )
    assert thread_sources(site) == {"connect-src": (context.partition("/api/")[0],)}
    assert list(check_threads(site)) == []


@pytest.mark.parametrize(
    "status",
    [
        "https://example.social/",
        "https://example.social/@jo",
        "https://example.social/@jo/about",
        "https://example.social/tags/12",
        "https://example.social/ap/@jo/12",
        "https://example.social/ap/users/116",
        "https://example.social/@jo/1/embed",
        "https://example.social/@jo/１２",
        "https://jo@example.social/@jo/1",
        "https://[::1/@jo/1",
        "https://*.social/@jo/1",
        "https://example.social./@jo/1",
        "https://straße.example/@jo/1",
    ],
)
def test_an_address_that_is_no_status_is_told_and_has_no_thread(status: str) -> None:
    text = f"---\ntitle: A\nmastodon: {status}\n---\n"
    site = site_of({"posts/2007-01-09-a.md": text}, "mastodon")
    assert (threads(site), thread_sources(site)) == ({}, {"connect-src": ()})
    (problem,) = check_threads(site)
    assert told([problem]) == ["content/posts/2007-01-09-a.md:3:11 warning no-status"]
    assert problem.message == f"'{status}' is not the address of one status, so the page cannot show its replies"
    assert problem.hint == "write it as in: mastodon: https://example.social/@jo/123456"
    assert list(check_threads(site_of({"posts/2007-01-09-a.md": text}, "isso"))) == []


@pytest.mark.parametrize(
    ("base_url", "status", "meant"),
    [
        ("https://harbour.example.org", "http://example.social/@jo/1", "https://example.social/@jo/1"),
        ("https://harbour.example.org", "HTTP://example.social/@jo/1", "https://example.social/@jo/1"),
        ("https://harbour.example.org", "https://example.social/@jo/1", ""),
        ("http://harbour.example.org", "http://example.social/@jo/1", ""),
        ("https://harbour.example.org", "http://example.social/@jo", "no status"),
    ],
)
def test_a_status_that_browsers_would_not_fetch_from_a_secure_page_is_told(
    base_url: str, status: str, meant: str
) -> None:
    settings = settled("mastodon", base_url=BaseUrl(base_url))
    text = f"---\ntitle: A\nmastodon: {status}\n---\n"
    site = make_site({"posts/2007-01-09-a.md": text}, settings=settings)
    found = [(one.line, one.column, one.code, one.message, one.hint) for one in check_threads(site)]
    expected = {
        "": [],
        "no status": [
            (
                3,
                11,
                "no-status",
                f"'{status}' is not the address of one status, so the page cannot show its replies",
                "write it as in: mastodon: https://example.social/@jo/123456",
            )
        ],
    }
    message = f"browsers do not fetch '{status}' for pages that come over https"
    assert found == expected.get(meant, [(3, 11, "plain-http", message, f"write mastodon: {meant}")])
    assert {one.is_error for one in check_threads(site)} <= {False}


def test_a_status_that_is_only_linked_may_be_reached_plainly() -> None:
    files = documents("mastodon: http://example.social/@jo/1")
    assert [told(check_threads(site_of(files, provider))) for provider in ("", "isso", "hyvor")] == [[], [], []]
    places = sorted(told(check_threads(site_of(files, "mastodon"))))
    assert places == [
        f"content/{path} warning plain-http" for path in ("posts/2007-01-09-post.md:3:11", "sparks/spark.md:4:11")
    ]


def test_a_document_without_a_status_has_no_replies_to_show() -> None:
    assert threads(site_of(documents("comments: true"), "mastodon")) == {}


def test_a_document_without_a_thread_names_its_status_to_nobody() -> None:
    files = documents("mastodon: https://{}.example/@jo/1")
    files = {path: text.format(path.partition("/")[0]) for path, text in files.items()}
    every = tuple(f"https://{kind}.example" for kind in ("pages", "posts", "sessions", "sparks"))
    assert thread_sources(site_of(files, "mastodon")) == {"connect-src": (every[1], every[3])}
    for says, expected in (("true", every), ("false", ())):
        said = {path: text.replace("mastodon:", f"comments: {says}\nmastodon:") for path, text in files.items()}
        assert thread_sources(site_of(said, "mastodon")) == {"connect-src": expected}


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ((), ["posts/2007-01-09-post.md:3:11", "sparks/spark.md:4:11"]),
        (
            ("comments: true",),
            ["pages/page.md:4:11", "posts/2007-01-09-post.md:4:11", "sessions/session.md:6:11", "sparks/spark.md:5:11"],
        ),
        (("comments: false",), []),
    ],
)
def test_an_address_that_is_no_status_is_told_only_where_there_would_be_a_thread(
    fields: tuple[str, ...], expected: list[str]
) -> None:
    site = site_of(documents(*fields, "mastodon: https://example.social/@jo"), "mastodon")
    assert sorted(told(check_threads(site))) == [f"content/{place} warning no-status" for place in expected]
