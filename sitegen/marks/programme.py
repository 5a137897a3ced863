"""What those who come look for in the programme: where it is, who asks, who speaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.marks.manuscript import is_to_be_read
from sitegen.model import Mode, SessionStatus
from sitegen.placing import in_settings, warning
from sitegen.site import Session, SessionPhase
from sitegen.values import replace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.problems import Problem
    from sitegen.site import Site


def marks(site: Site) -> Iterator[Problem]:
    """Yield sessions without a place or a host, unknown speakers, a site that says nothing of itself."""
    sessions = [entry for entry in site.everything() if isinstance(entry, Session) and is_to_be_read(entry)]
    for session in sessions:
        if session.fields.status is not SessionStatus.CANCELLED:
            yield from _of_session(site, session)
    speaking = {name for session in sessions for name in (*session.fields.speakers, *session.fields.host)}
    for person in site.people:
        body = person.document.body
        if person.slug in speaking and not body.parts and not person.fields.summary:
            message = f"{person.title} speaks here, and nothing says who they are"
            hint = "write two or three sentences below the fields; they stand on their page and below their posts"
            yield warning(person.document, "name", "no-bio", message, hint)
    if not site.settings.description:
        message = "the site has no description, so search engines and feed readers make one up"
        told = in_settings(site.settings, "title", "no-description", message)
        yield replace(told, hint='write in site.toml: description = "one sentence: what, for whom, where and when"')


def _of_session(site: Site, session: Session) -> Iterator[Problem]:
    fields = session.fields
    is_ahead = session.phase is SessionPhase.BEFORE
    if is_ahead and site.settings.rooms and fields.speakers and not fields.room and fields.mode is not Mode.ONLINE:
        message = "this session is still to come, and has no room"
        hint = f"write room: {site.settings.rooms[0]}, or mode: online; without a room it is for everybody at once"
        yield warning(session.document, "start", "no-room", message, hint)
    if site.sparks_of(session.slug) and not fields.speakers and not fields.host:
        message = "this session asks questions, and nobody is named who asks them"
        hint = "write host: and a short name from people/, or a name as it should be printed"
        yield warning(session.document, "title", "no-host", message, hint)
