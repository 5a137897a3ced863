"""Disqus: threads at a company that lives from advertisements (https://disqus.com).

Parameters: https://help.disqus.com/en/articles/1717084-javascript-configuration-variables.
"""

from __future__ import annotations

from typing import Final

from sitegen.comments.parameters import Form, Parameter
from sitegen.comments.provider import Call, Element, Link, Options, Plan, Provider, Sources, Thread, Told, Topic


def _thread(options: Options, topic: Topic) -> Thread:
    host = f"{options['shortname']}.disqus.com"
    told: dict[str, Told] = {
        "page": {"url": topic.identity_url, "identifier": topic.tag, "title": topic.title},
        "language": _language(topic.language),
    }
    return Thread(
        (host, "disqus.com", "c.disquscdn.com", "referrer.disqus.com"),
        Plan(
            (
                Element("div", {"id": "disqus_thread"}),
                Element("script", {"src": f"https://{host}/embed.js", "async": ""}),
            ),
            callbacks={"disqus_config": told},
            # It takes its colours from those of the page, and looks at them only when it loads.
            repaint=Call("DISQUS.reset", {"reload": True}),
        ),
        Link(f"https://{host}/"),
    )


def _language(tag: str) -> str:
    """Return what Disqus calls a language: its short name, and a country after `_` for Brazil's Portuguese."""
    return "pt_BR" if tag.lower() == "pt-br" else tag.lower().partition("-")[0]


def _sources(options: Options, _statuses: tuple[str, ...]) -> Sources:
    """Return what a thread needs; what only advertisements and trackers need stays out."""
    own = f"https://{options['shortname']}.disqus.com"
    return {
        "script-src": (own, "https://disqus.com", "https://c.disquscdn.com"),
        "style-src": ("https://c.disquscdn.com",),
        "img-src": ("https://c.disquscdn.com", "https://referrer.disqus.com"),
        "frame-src": ("https://disqus.com",),
    }


PROVIDER: Final = Provider(
    "Disqus",
    (
        Parameter(
            "shortname",
            Form.LABEL,
            "my-conference",
            "is at https://disqus.com/admin/ under Settings, General: the first part of the site's disqus.com address",
        ),
    ),
    _thread,
    _sources,
)
