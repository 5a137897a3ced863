"""The providers that stand in for the real ones, by their names in the settings, and the sites that use them."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, TypeAlias

from tests.browser.intercepted import Fake, opened_sites, visiting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from contextlib import AbstractContextManager

    from playwright.sync_api import Browser

    from tests.browser.intercepted import Visit

Read: TypeAlias = "Callable[..., AbstractContextManager[Visit]]"
"""Opens a site that uses a provider, in a browser for which a fake is that provider."""

REMARK42: Final = "https://remark42.example.org"
COMENTARIO: Final = "https://comentario.example.org"
STATUSES: Final = "https://example.social/api/v1/statuses"

PROVIDERS: Final = {
    fake.name: fake
    for fake in (
        Fake(
            "giscus",
            'repo = "harbour/talk"\nrepo_id = "R_kgDO"\ncategory = "Sparks & all"\ncategory_id = "DIC_kwDO"\n',
            {
                "https://giscus.app/client.js": "giscus.js",
                "https://giscus.app/default.css": "nothing.css",
                "https://giscus.app/en/widget": "frame.html",
                "https://giscus.app/de/widget": "frame.html",
                "https://giscus.app/uk/widget": "frame.html",
            },
            is_framed=True,
        ),
        Fake(
            "utterances",
            'repo = "harbour/talk"\nlabel = "spark"\n',
            {
                "https://utteranc.es/client.js": "utterances.js",
                "https://utteranc.es/utterances.html": "frame.html",
            },
            is_framed=True,
            refused=frozenset({"style-src-elem forbids inline"}),
        ),
        Fake(
            "disqus",
            'shortname = "harbour-talk"\n',
            {
                "https://harbour-talk.disqus.com/embed.js": "disqus.js",
                "https://c.disquscdn.com/next/embed/styles/lounge.css": "nothing.css",
                "https://c.disquscdn.com/next/embed/lounge.js": "nothing.js",
                "https://disqus.com/next/config.js": "nothing.js",
                "https://disqus.com/embed/comments/": "frame.html",
            },
            is_framed=True,
        ),
        Fake(
            "remark42",
            f'host = "{REMARK42}/"\nsite_id = "harbour"\n',
            {
                f"{REMARK42}/web/embed.mjs": "remark42.mjs",
                f"{REMARK42}/web/iframe.html": "frame.html",
            },
            is_framed=True,
        ),
        Fake(
            "cusdis",
            'app_id = "5fce21a3-9b85"\n',
            {
                "https://cusdis.com/js/cusdis.es.js": "cusdis.js",
                "https://cusdis.com/js/widget/lang/de.js": "cusdis-words.js",
                "https://cusdis.com/js/widget/lang/ua.js": "cusdis-words.js",
                "https://cusdis.com/js/style.css": "nothing.css",
                "https://cusdis.com/js/iframe.umd.js": "cusdis-frame.js",
                "https://cusdis.com/api/open/comments": "comments.json",
            },
            is_framed=True,
            refused=frozenset({"script-src-elem forbids inline"}),
        ),
        Fake(
            "hyvor",
            "website_id = 1234\n",
            {
                "https://talk.hyvor.com/embed/embed.js": "hyvor.js",
                "https://talk.hyvor.com/api/embed/comments": "comments.json",
            },
        ),
        Fake(
            "comentario",
            f'host = "{COMENTARIO}"\n',
            {
                f"{COMENTARIO}/comentario.js": "comentario.js",
                f"{COMENTARIO}/comentario.css": "nothing.css",
                f"{COMENTARIO}/api/embed/comments": "comments.json",
            },
        ),
        Fake(
            "mastodon",
            "",
            {
                f"{STATUSES}/123456/context": "replies.json",
                f"{STATUSES}/1234567/context": "replies.json",
            },
        ),
    )
}

WHO: Final = "---\ntitle: Who?\nopens: 2007-01-31 08:00\nid: sparks/who\nmastodon: https://example.social/@jo/123456\n---\nText.\n"
SPARKS: Final[Mapping[str, str]] = {
    "sparks/who.md": WHO.replace("id: sparks/who\n", ""),
    "sparks/who-is.md": (
        "---\ntitle: Who is?\nopens: 2007-01-31 08:00\nmastodon: https://example.social/@jo/1234567\n---\nText.\n"
    ),
    "sparks/khto.md": (
        "---\ntitle: Хто?\nlang: uk\nopens: 2007-01-31 08:00\nmastodon: https://example.social/@jo/123456\n---\nText.\n"
    ),
}
MOVED: Final[Mapping[str, str]] = {"sparks/whom.md": WHO}
"""The first of the sparks under another name, in a site that is in German."""


@contextmanager
def readings(browser: Browser) -> Iterator[Read]:
    """Yield what opens sites."""
    with opened_sites() as site:

        def read(
            provider: str | Fake,
            *,
            is_moved: bool = False,
            load: str = "click",
            files: Mapping[str, str] = SPARKS,
            **options: object,
        ) -> AbstractContextManager[Visit]:
            fake = PROVIDERS[provider] if isinstance(provider, str) else provider
            written = settings(fake, "de" if is_moved else "en-GB", load)
            return visiting(browser, site(written, MOVED if is_moved else files), fake, **options)  # type: ignore[arg-type]  # passed on

        yield read


def settings(fake: Fake, language: str, load: str) -> str:
    """Return the settings of a site that uses a provider."""
    return (
        'title = "Harbour"\nbase_url = "https://harbour.example.org"\nid = "harbour.example.org,2007"\n'
        f'language = "{language}"\n\n[comments]\nprovider = "{fake.name}"\nload = "{load}"\n'
        + (f"\n[comments.{fake.name}]\n{fake.settings}" if fake.settings else "")
    )
