"""Mastodon: the replies to a status that a document names, fetched by the reader's browser from its server.

They come from `GET /api/v1/statuses/:id/context`, which asks for no account where the status is public
(https://docs.joinmastodon.org/methods/statuses/#context).
"""

from __future__ import annotations

import re
from typing import Final

from sitegen.comments.parameters import Form, Parameter, host_of, settled
from sitegen.comments.provider import Element, Link, Options, OwnScript, Plan, Provider, Sources, Thread, Topic

_STATUS: Final = re.compile(
    r"(?P<server>https?://[^/?#\s@]+)/(?:@[^/?#\s]+|(?:ap/)?users/[^/?#\s]+/statuses|web/statuses|web/@[^/?#\s]+)"
    r"/(?P<id>[0-9]+)/?(?:[?#]\S*)?",
    re.IGNORECASE,
)
_SERVER: Final = Parameter("mastodon", Form.ADDRESS, "https://example.social", "is in the address of the status")


def is_status(address: str) -> bool:
    """Tell whether an address is that of one status, as in `https://example.social/@jo/123456`."""
    return _server(address) != ""


def _server(address: str) -> str:
    found = _STATUS.fullmatch(address)
    return (settled(_SERVER, found["server"]) or "") if found else ""


def _thread(_options: Options, topic: Topic) -> Thread | None:
    found = _STATUS.fullmatch(topic.status)
    server = _server(topic.status)
    if found is None or not server:
        return None
    place = {"id": "mastodon-replies", "data-context": f"{server}/api/v1/statuses/{found['id']}/context"}
    return Thread(
        (host_of(server),),
        Plan(
            (Element("div", place), Element("script", {"src": OwnScript(), "async": ""})),
            script="mastodon.js",
            stands="#mastodon-replies > ol",
        ),
        Link(topic.status),
    )


def _sources(_options: Options, statuses: tuple[str, ...]) -> Sources:
    return {"connect-src": tuple(sorted({_server(status) for status in statuses} - {""}))}


PROVIDER: Final = Provider("Mastodon", (), _thread, _sources, account="Mastodon", is_status=is_status)
