"""Remark42: threads on a server of one's own (https://remark42.com).

Parameters: https://remark42.com/docs/configuration/frontend/.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import urlencode

from sitegen.comments.parameters import Form, Parameter, host_of, origin
from sitegen.comments.provider import (
    Call,
    Element,
    Link,
    LinkKind,
    Options,
    Plan,
    Provider,
    Shade,
    Sources,
    Thread,
    Told,
    Topic,
    closest,
)

_LANGUAGES: Final = {
    **{
        tag: tag
        for tag in (
            *("ar", "be", "bg", "cs", "de", "en", "es", "fa", "fi", "fr", "he", "it", "ja", "ko", "mk", "pl", "ro"),
            *("ru", "sv", "th", "tr", "vi", "zh"),
        )
    },
    "pt-BR": "bp",
    "uk": "ua",
    "zh-TW": "zh-tw",
    "zh-HK": "zh-tw",
    "zh-Hant": "zh-tw",
}
_SCHEME: Final = Shade("light", "dark")


def _thread(options: Options, topic: Topic) -> Thread:
    host, site = options["host"], options["site_id"]
    told: dict[str, Told] = {
        "host": host,
        "site_id": site,
        "url": topic.identity_url,
        "page_title": topic.title,
        "theme": _SCHEME,
        "locale": closest(topic.language, _LANGUAGES, "en"),
    }
    script = {"src": f"{host}/web/embed.mjs", "type": "module", "async": "", "defer": ""}
    return Thread(
        (host_of(host),),
        Plan(
            (Element("div", {"id": "remark42"}), Element("script", script)),
            variables={"remark_config": told},
            repaint=Call("REMARK42.changeTheme", _SCHEME),
        ),
        Link(f"{host}/api/v1/rss/post?{urlencode({'site': site, 'url': topic.identity_url})}", LinkKind.FEED),
    )


def _sources(options: Options, _statuses: tuple[str, ...]) -> Sources:
    server = (origin(options["host"]),)
    return {"script-src": server, "frame-src": server}


PROVIDER: Final = Provider(
    "Remark42",
    (
        Parameter(
            "host",
            Form.ADDRESS,
            "https://remark42.example.org",
            "is the address of your Remark42 server: its REMARK_URL",
            script=r"/web(?:/embed\.m?js)?",
        ),
        Parameter("site_id", Form.NAME, "remark", "is the server's SITE, which is remark if nobody set it"),
    ),
    _thread,
    _sources,
)
