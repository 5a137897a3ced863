"""Cusdis: threads at cusdis.com or on a server of one's own (https://cusdis.com).

Parameters: https://cusdis.com/doc#/advanced/sdk. Its widget stands in a frame whose first script is inline, and no
policy of this site's runs that; the widget's `data-iframe` names the script of the frame, and the theme's own says
there what the inline one would have said.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import urlencode

from sitegen.comments.parameters import Form, Parameter, host_of, origin
from sitegen.comments.provider import (
    Element,
    Link,
    LinkKind,
    Options,
    OwnScript,
    Plan,
    Provider,
    Shade,
    Sources,
    Thread,
    Topic,
    closest,
)

_LANGUAGES: Final = {
    **{
        tag: tag
        for tag in (
            *("ar", "bg", "ca", "cs", "de", "es", "fa", "fi", "fr", "ha", "hu", "id", "it", "ja", "ko", "nl", "oc"),
            *("pl", "th", "tr"),
        )
    },
    "en": "",
    "pt-BR": "pt-br",
    "uk": "ua",
    "zh": "zh-cn",
    "zh-TW": "zh-tw",
    "zh-HK": "zh-tw",
    "zh-Hant": "zh-tw",
}
"""The names of its files of words; English is in the widget itself."""


def _thread(options: Options, topic: Topic) -> Thread:
    host = options["host"]
    place: dict[str, str | Shade | OwnScript] = {
        "id": "cusdis_thread",
        "data-host": host,
        "data-app-id": options["app_id"],
        "data-page-id": topic.tag,
        "data-page-url": topic.url,
        "data-page-title": topic.title,
        "data-theme": Shade("light", "dark", "auto"),
        "data-iframe": OwnScript(),
    }
    words = closest(topic.language, _LANGUAGES)
    scripts = [f"{host}/js/widget/lang/{words}.js"] if words else []
    scripts.append(f"{host}/js/cusdis.es.js")
    data = urlencode({"page": "1", "appId": options["app_id"], "pageId": topic.tag})
    return Thread(
        (host_of(host),),
        Plan(
            (Element("div", place), *(Element("script", {"src": src, "async": ""}) for src in scripts)),
            script="cusdis.js",
        ),
        Link(f"{host}/api/open/comments?{data}", LinkKind.DATA),
    )


def _sources(options: Options, _statuses: tuple[str, ...]) -> Sources:
    server = (origin(options["host"]),)
    return {"script-src": server, "style-src": server, "connect-src": server}


PROVIDER: Final = Provider(
    "Cusdis",
    (
        Parameter(
            "app_id",
            Form.NAME,
            "5fce21a3-9b85-4794-b6f6-000000000000",
            "is under Embed Code in the dashboard of Cusdis, as data-app-id",
        ),
        Parameter(
            "host",
            Form.ADDRESS,
            "https://cusdis.example.org",
            "is the address of your Cusdis server",
            is_needed=False,
            usual="https://cusdis.com",
            script=r"/js/cusdis\.(?:es|umd)\.js",
        ),
    ),
    _thread,
    _sources,
    is_open_to_all=True,
)
