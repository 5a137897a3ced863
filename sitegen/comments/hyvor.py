"""Hyvor Talk: threads at a company that is paid for it (https://talk.hyvor.com).

Parameters: https://talk.hyvor.com/docs/comments.
"""

from __future__ import annotations

from typing import Final

from sitegen.comments.parameters import Form, Parameter
from sitegen.comments.provider import Element, Options, Plan, Provider, Shade, Sources, Thread, Topic

_ORIGIN: Final = "https://talk.hyvor.com"


def _thread(options: Options, topic: Topic) -> Thread:
    place: dict[str, str | Shade] = {
        "website-id": options["website_id"],
        "page-id": topic.tag,
        "page-url": topic.url,
        "page-title": topic.title,
        "page-language": topic.language.lower().partition("-")[0],
        "colors": Shade("light", "dark", "os"),
    }
    script = {"src": f"{_ORIGIN}/embed/embed.js", "type": "module", "async": ""}
    return Thread(
        ("talk.hyvor.com", "hyvor.com", "www.gravatar.com"),
        Plan((Element("hyvor-talk-comments", place), Element("script", script))),
    )


def _sources(_options: Options, _statuses: tuple[str, ...]) -> Sources:
    """Return what its web component needs; its styles are inline, and it has no other way to bring them."""
    return {
        "script-src": (_ORIGIN,),
        "connect-src": (_ORIGIN, "wss://*.hyvor.com"),
        "frame-src": (_ORIGIN,),
        "img-src": ("https://hyvor.com", "https://*.hyvor.com", "https://www.gravatar.com"),
        "style-src": ("'unsafe-inline'",),
    }


PROVIDER: Final = Provider(
    "Hyvor Talk",
    (
        Parameter(
            "website_id",
            Form.NUMBER,
            "1234",
            "is in the console at https://talk.hyvor.com/console, beside the website's name",
        ),
    ),
    _thread,
    _sources,
    has_link=False,
)
