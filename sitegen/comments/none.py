"""No provider: a site whose conversation is held by mail, under a hashtag, in the room."""

from __future__ import annotations

from typing import Final

from sitegen.comments.provider import Options, Provider, Sources, Thread, Topic


def _thread(_options: Options, _topic: Topic) -> Thread | None:
    return None


def _sources(_options: Options, _statuses: tuple[str, ...]) -> Sources:
    return {}


PROVIDER: Final = Provider("", (), _thread, _sources)
