"""Comentario: threads on a server of one's own (https://comentario.app).

Parameters: https://docs.comentario.app/en/configuration/embedding/comments-tag/.
"""

from __future__ import annotations

from typing import Final

from sitegen.comments.parameters import Form, Parameter, host_of, origin
from sitegen.comments.provider import Element, Options, Plan, Provider, Sources, Thread, Topic


def _thread(options: Options, topic: Topic) -> Thread:
    host = options["host"]
    place = {"page-id": topic.path, "lang": topic.language.lower().partition("-")[0], "no-fonts": "true"}
    return Thread(
        (host_of(host),),
        Plan(
            (
                Element("comentario-comments", place),
                Element("script", {"src": f"{host}/comentario.js", "defer": ""}),
            ),
        ),
    )


def _sources(options: Options, _statuses: tuple[str, ...]) -> Sources:
    server = origin(options["host"])
    return {
        "script-src": (server,),
        "style-src": (server,),
        "connect-src": (server, server.replace("http", "ws", 1)),
        "img-src": (server,),
    }


PROVIDER: Final = Provider(
    "Comentario",
    (
        Parameter(
            "host",
            Form.ADDRESS,
            "https://comentario.example.org",
            "is the address of your Comentario server, from the snippet that it shows for your domain",
            script=r"/comentario\.js",
        ),
    ),
    _thread,
    _sources,
    has_link=False,
)
