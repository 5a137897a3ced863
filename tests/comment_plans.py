"""What tests of comment providers share: for each, its thread on one page, and what a policy admits for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sitegen.comments import PROVIDERS, Link, LinkKind, Plan, Thread, Topic
from sitegen.comments.provider import Call, Element, OwnScript, Shade
from sitegen.host import policy

if TYPE_CHECKING:
    from sitegen.comments import Options, Provider, Sources

WITH_THREADS: Final = tuple(name for name in PROVIDERS if name != "none")
"""The providers that keep threads."""

SITE: Final = "torquay07.example.org,2007"
TAG: Final = f"tag:{SITE}:sparks/who"
PATH: Final = f"/sparks/who/?{SITE}"
TITLE: Final = "Who, “really”?"
URL: Final = "https://torquay07.example.org/sparks/who-is-in-your-network/"
STATUS: Final = "https://example.social/@jo/123456"
TOPIC: Final = Topic(SITE, "sparks/who", TITLE, URL, "en-GB", STATUS)

GISCUS: Final[dict[str, str | Shade]] = {
    "src": "https://giscus.app/client.js",
    "data-repo": "torquay/talk",
    "data-repo-id": "R_kgDOG1a2bc",
    "data-category": "Ideas & answers",
    "data-category-id": "DIC_kwDOG1a2bc4CAbcd",
    "data-mapping": "specific",
    "data-term": TAG,
    "data-strict": "1",
    "data-reactions-enabled": "1",
    "data-emit-metadata": "0",
    "data-input-position": "bottom",
    "data-theme": Shade("light", "dark", "preferred_color_scheme"),
    "data-lang": "en",
    "crossorigin": "anonymous",
    "async": "",
}
UTTERANCES: Final[dict[str, str | Shade]] = {
    "src": "https://utteranc.es/client.js",
    "repo": "torquay/talk",
    "issue-term": f"{TAG} f6cc7c5881c3",
    "theme": Shade("github-light", "github-dark", "preferred-color-scheme"),
    "crossorigin": "anonymous",
    "async": "",
}
ISSUES: Final = (
    "https://github.com/torquay/talk/issues"
    "?q=%22tag%3Atorquay07.example.org%2C2007%3Asparks/who%20f6cc7c5881c3%22%20in%3Atitle"
)
THREADS: Final[tuple[tuple[str, Options, Thread | None], ...]] = (
    (
        "giscus",
        {
            "repo": "torquay/talk",
            "repo_id": "R_kgDOG1a2bc",
            "category": "Ideas & answers",
            "category_id": "DIC_kwDOG1a2bc4CAbcd",
        },
        Thread(
            ("giscus.app", "github.com"),
            Plan((Element("script", GISCUS),), returning="giscus"),
            Link(
                "https://github.com/torquay/talk/discussions"
                "?discussions_q=%22498fbee160ac4789f1495bef105d3aa85822829f%22%20in%3Abody",
                at="GitHub",
            ),
        ),
    ),
    (
        "utterances",
        {"repo": "torquay/talk"},
        Thread(
            ("utteranc.es", "github.com"),
            Plan((Element("script", UTTERANCES),), returning="utterances"),
            Link(ISSUES, at="GitHub"),
        ),
    ),
    (
        "utterances",
        {"repo": "torquay/talk", "label": "sparks & more"},
        Thread(
            ("utteranc.es", "github.com"),
            Plan((Element("script", UTTERANCES | {"label": "sparks & more"}),), returning="utterances"),
            Link(ISSUES, at="GitHub"),
        ),
    ),
    (
        "disqus",
        {"shortname": "torquay07"},
        Thread(
            ("torquay07.disqus.com", "disqus.com", "c.disquscdn.com", "referrer.disqus.com"),
            Plan(
                (
                    Element("div", {"id": "disqus_thread"}),
                    Element("script", {"src": "https://torquay07.disqus.com/embed.js", "async": ""}),
                ),
                callbacks={
                    "disqus_config": {
                        "page": {"url": f"https://torquay07.example.org{PATH}", "identifier": TAG, "title": TITLE},
                        "language": "en",
                    }
                },
                repaint=Call("DISQUS.reset", {"reload": True}),
            ),
            Link("https://torquay07.disqus.com/"),
        ),
    ),
    (
        "isso",
        {"url": "https://talk.example.org/isso"},
        Thread(
            ("talk.example.org",),
            Plan(
                (
                    Element("section", {"id": "isso-thread", "data-isso-id": PATH, "data-title": TITLE}),
                    Element(
                        "script",
                        {
                            "src": "https://talk.example.org/isso/js/embed.min.js",
                            "data-isso": "https://talk.example.org/isso/",
                            "data-isso-lang": "en",
                            "data-isso-avatar": "false",
                            "data-isso-vote": "false",
                            "async": "",
                        },
                    ),
                ),
                stands=".isso-thread-heading:not(:empty)",
            ),
            Link("https://talk.example.org/isso/?uri=%2Fsparks%2Fwho%2F%3Ftorquay07.example.org%2C2007", LinkKind.DATA),
        ),
    ),
    (
        "remark42",
        {"host": "https://talk.example.org:8443", "site_id": "torquay"},
        Thread(
            ("talk.example.org:8443",),
            Plan(
                (
                    Element("div", {"id": "remark42"}),
                    Element(
                        "script",
                        {
                            "src": "https://talk.example.org:8443/web/embed.mjs",
                            "type": "module",
                            "async": "",
                            "defer": "",
                        },
                    ),
                ),
                variables={
                    "remark_config": {
                        "host": "https://talk.example.org:8443",
                        "site_id": "torquay",
                        "url": f"https://torquay07.example.org{PATH}",
                        "page_title": TITLE,
                        "theme": Shade("light", "dark"),
                        "locale": "en",
                    }
                },
                repaint=Call("REMARK42.changeTheme", Shade("light", "dark")),
            ),
            Link(
                "https://talk.example.org:8443/api/v1/rss/post?site=torquay"
                "&url=https%3A%2F%2Ftorquay07.example.org%2Fsparks%2Fwho%2F%3Ftorquay07.example.org%2C2007",
                LinkKind.FEED,
            ),
        ),
    ),
    (
        "cusdis",
        {"app_id": "5fce21a3-9b85", "host": "https://cusdis.com"},
        Thread(
            ("cusdis.com",),
            Plan(
                (
                    Element(
                        "div",
                        {
                            "id": "cusdis_thread",
                            "data-host": "https://cusdis.com",
                            "data-app-id": "5fce21a3-9b85",
                            "data-page-id": TAG,
                            "data-page-url": URL,
                            "data-page-title": TITLE,
                            "data-theme": Shade("light", "dark", "auto"),
                            "data-iframe": OwnScript(),
                        },
                    ),
                    Element("script", {"src": "https://cusdis.com/js/cusdis.es.js", "async": ""}),
                ),
                script="cusdis.js",
            ),
            Link(
                "https://cusdis.com/api/open/comments?page=1&appId=5fce21a3-9b85"
                "&pageId=tag%3Atorquay07.example.org%2C2007%3Asparks%2Fwho",
                LinkKind.DATA,
            ),
        ),
    ),
    (
        "hyvor",
        {"website_id": "1234"},
        Thread(
            ("talk.hyvor.com", "hyvor.com", "www.gravatar.com"),
            Plan(
                (
                    Element(
                        "hyvor-talk-comments",
                        {
                            "website-id": "1234",
                            "page-id": TAG,
                            "page-url": URL,
                            "page-title": TITLE,
                            "page-language": "en",
                            "colors": Shade("light", "dark", "os"),
                        },
                    ),
                    Element("script", {"src": "https://talk.hyvor.com/embed/embed.js", "type": "module", "async": ""}),
                )
            ),
        ),
    ),
    (
        "comentario",
        {"host": "https://talk.example.org"},
        Thread(
            ("talk.example.org",),
            Plan(
                (
                    Element("comentario-comments", {"page-id": PATH, "lang": "en", "no-fonts": "true"}),
                    Element("script", {"src": "https://talk.example.org/comentario.js", "defer": ""}),
                )
            ),
        ),
    ),
    (
        "mastodon",
        {},
        Thread(
            ("example.social",),
            Plan(
                (
                    Element(
                        "div",
                        {
                            "id": "mastodon-replies",
                            "data-context": "https://example.social/api/v1/statuses/123456/context",
                        },
                    ),
                    Element("script", {"src": OwnScript(), "async": ""}),
                ),
                script="mastodon.js",
                stands="#mastodon-replies > ol",
            ),
            Link(STATUS),
        ),
    ),
    ("none", {}, None),
)
SOURCES: Final[tuple[tuple[str, Options, Sources], ...]] = (
    (
        "giscus",
        {},
        {
            "script-src": ("https://giscus.app",),
            "style-src": ("https://giscus.app",),
            "frame-src": ("https://giscus.app",),
        },
    ),
    ("utterances", {}, {"script-src": ("https://utteranc.es",), "frame-src": ("https://utteranc.es",)}),
    (
        "disqus",
        {"shortname": "torquay07"},
        {
            "script-src": ("https://torquay07.disqus.com", "https://disqus.com", "https://c.disquscdn.com"),
            "style-src": ("https://c.disquscdn.com",),
            "img-src": ("https://c.disquscdn.com", "https://referrer.disqus.com"),
            "frame-src": ("https://disqus.com",),
        },
    ),
    (
        "isso",
        {"url": "http://127.0.0.1:8080/isso"},
        {
            "script-src": ("http://127.0.0.1:8080",),
            "style-src": ("http://127.0.0.1:8080",),
            "connect-src": ("http://127.0.0.1:8080",),
        },
    ),
    (
        "remark42",
        {"host": "https://xn--mller-kva.example/talk", "site_id": "remark"},
        {"script-src": ("https://xn--mller-kva.example",), "frame-src": ("https://xn--mller-kva.example",)},
    ),
    (
        "cusdis",
        {"host": "https://[2001:db8::1]:8443"},
        {
            "script-src": ("https://[2001:db8::1]:8443",),
            "style-src": ("https://[2001:db8::1]:8443",),
            "connect-src": ("https://[2001:db8::1]:8443",),
        },
    ),
    (
        "hyvor",
        {},
        {
            "script-src": ("https://talk.hyvor.com",),
            "connect-src": ("https://talk.hyvor.com", "wss://*.hyvor.com"),
            "frame-src": ("https://talk.hyvor.com",),
            "img-src": ("https://hyvor.com", "https://*.hyvor.com", "https://www.gravatar.com"),
            "style-src": ("'unsafe-inline'",),
        },
    ),
    (
        "comentario",
        {"host": "http://localhost:8080"},
        {
            "script-src": ("http://localhost:8080",),
            "style-src": ("http://localhost:8080",),
            "connect-src": ("http://localhost:8080", "ws://localhost:8080"),
            "img-src": ("http://localhost:8080",),
        },
    ),
    ("none", {}, {}),
)


def examples(provider: Provider) -> dict[str, str]:
    """Return the parameters of a provider as its examples have them, those that are not needed at their usual value."""
    return {one.name: one.usual or one.example for one in provider.parameters if one.is_needed or one.usual}


def admitted(extra: Sources, *, in_page: bool = False) -> dict[str, set[str]]:
    """Return the policy that admits these sources, by directive."""
    directives = (part.split() for part in policy(extra=extra, in_page=in_page).split("; "))
    return {name: set(sources) for name, *sources in directives}
