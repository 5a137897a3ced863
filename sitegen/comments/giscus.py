"""giscus: threads are discussions of a repository on GitHub (https://giscus.app).

Parameters: https://github.com/giscus/giscus/blob/main/ADVANCED-USAGE.md and the form at https://giscus.app.
"""

from __future__ import annotations

from hashlib import sha1
from typing import Final
from urllib.parse import quote

from sitegen.comments.parameters import Form, Parameter
from sitegen.comments.provider import Element, Link, Options, Plan, Provider, Shade, Sources, Thread, Topic, closest

_ORIGIN: Final = "https://giscus.app"
_PRINTED: Final = "is in the script that https://giscus.app prints once a repository and a category are chosen"
_LANGUAGES: Final = {
    **dict.fromkeys(("bs", "hr", "sr"), "hbs"),
    **{
        tag: tag
        for tag in (
            *("ar", "be", "bg", "ca", "cs", "da", "de", "en", "eo", "es", "eu", "fa", "fr", "gsw", "he", "hu", "id"),
            *("it", "ja", "ko", "nl", "pl", "pt", "ro", "ru", "th", "tr", "uk", "uz", "vi"),
            *("zh-CN", "zh-HK", "zh-TW"),
        )
    },
    "el": "gr",
    "km": "kh",
    "zh": "zh-CN",
    "zh-Hant": "zh-TW",
}
"""The languages of its frame, by the tags of BCP 47; a language that it has not would be an empty frame."""


def _thread(options: Options, topic: Topic) -> Thread:
    script: dict[str, str | Shade] = {
        "src": f"{_ORIGIN}/client.js",
        "data-repo": options["repo"],
        "data-repo-id": options["repo_id"],
        "data-category": options["category"],
        "data-category-id": options["category_id"],
        "data-mapping": "specific",
        "data-term": topic.tag,
        "data-strict": "1",
        "data-reactions-enabled": "1",
        "data-emit-metadata": "0",
        "data-input-position": "bottom",
        "data-theme": Shade("light", "dark", "preferred_color_scheme"),
        "data-lang": closest(topic.language, _LANGUAGES, "en"),
        "crossorigin": "anonymous",
        "async": "",
    }
    # With `strict`, a discussion is found by the hash of its term, which stands in its text.
    found_by = sha1(topic.tag.encode(), usedforsecurity=False).hexdigest()
    search = quote(f'"{found_by}" in:body')
    return Thread(
        ("giscus.app", "github.com"),
        Plan((Element("script", script),), returning="giscus"),
        Link(f"https://github.com/{options['repo']}/discussions?discussions_q={search}", at="GitHub"),
    )


def _sources(_options: Options, _statuses: tuple[str, ...]) -> Sources:
    return {"script-src": (_ORIGIN,), "style-src": (_ORIGIN,), "frame-src": (_ORIGIN,)}


PROVIDER: Final = Provider(
    "giscus",
    (
        Parameter("repo", Form.REPOSITORY, "owner/name", "is the repository's address after github.com/"),
        Parameter("repo_id", Form.NAME, "R_kgDOG1a2bc", _PRINTED),
        Parameter("category", Form.TEXT, "Announcements", _PRINTED),
        Parameter("category_id", Form.NAME, "DIC_kwDOG1a2bc4CAbcd", _PRINTED),
    ),
    _thread,
    _sources,
    account="GitHub",
)
