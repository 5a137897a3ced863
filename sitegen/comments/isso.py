"""Isso: threads on a small server of one's own (https://isso-comments.de).

Parameters: https://isso-comments.de/docs/reference/client-config/.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

from sitegen.comments.parameters import Form, Parameter, host_of, origin
from sitegen.comments.provider import Element, Link, LinkKind, Options, Plan, Provider, Sources, Thread, Topic, closest

_LANGUAGES: Final = {
    **{
        tag: tag
        for tag in (
            *("bg", "ca", "cs", "da", "de", "el", "en", "eo", "es", "fa", "fi", "fr", "gl", "hr", "hu", "id"),
            *("it", "ja", "ko", "nl", "oc", "pl", "pt", "pt-BR", "pt-PT", "ru", "sk", "sv", "tr", "uk", "vi"),
            *("zh", "zh-CN", "zh-TW"),
        )
    },
    "zh-HK": "zh-TW",
    "zh-Hant": "zh-TW",
}


def _thread(options: Options, topic: Topic) -> Thread:
    url = options["url"]
    # Its votes are links without a name, which nobody hears; its avatars have inline styles, which no policy admits.
    script = {
        "src": f"{url}/js/embed.min.js",
        "data-isso": f"{url}/",
        "data-isso-lang": closest(topic.language, _LANGUAGES, "en"),
        "data-isso-avatar": "false",
        "data-isso-vote": "false",
        "async": "",
    }
    # Without a title Isso would fetch the page from the address that it takes the identity for.
    place = {"id": "isso-thread", "data-isso-id": topic.path, "data-title": topic.title}
    return Thread(
        (host_of(url),),
        Plan((Element("section", place), Element("script", script)), stands=".isso-thread-heading:not(:empty)"),
        Link(f"{url}/?uri={quote(topic.path, safe='')}", LinkKind.DATA),
    )


def _sources(options: Options, _statuses: tuple[str, ...]) -> Sources:
    server = (origin(options["url"]),)
    return {"script-src": server, "style-src": server, "connect-src": server}


PROVIDER: Final = Provider(
    "Isso",
    (
        Parameter(
            "url",
            Form.ADDRESS,
            "https://comments.example.org",
            "is the address at which readers reach your Isso server: public-endpoint in its isso.cfg",
            script=r"/js/embed\.(?:min|dev)\.js",
        ),
    ),
    _thread,
    _sources,
    is_open_to_all=True,
)
