"""The fixture conference of the conversation's tests, read once, and made what it is at an instant in a time zone."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

import pytest
import segno

from sitegen.agenda import make_calendars
from sitegen.assemble import Inputs, assemble
from sitegen.bibliography import read_bibliography
from sitegen.calendar import write as write_calendar
from sitegen.claims import claim_addresses
from sitegen.discover import discover
from sitegen.feeds import FORMATS
from sitegen.links import Linker
from sitegen.model import Attachment, Reference
from sitegen.output import Copy, Output
from sitegen.pages import Page, Room, make_pages, open_room
from sitegen.press import Press
from sitegen.read import Reading, read
from sitegen.render import render
from sitegen.settings import Settings, read_settings
from sitegen.site import Preview, Site
from sitegen.syndication import make_feeds
from sitegen.theme import Theme, load_theme
from sitegen.values import replace
from sitegen.workbench import Workbench
from tests.building import FIXTURES, file_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sitegen.feeds import Feed

LONDON: Final = "Europe/London"
ZONES: Final = (LONDON, "Pacific/Tongatapu", "Pacific/Honolulu")
A_SECOND: Final = timedelta(seconds=1)
TAG: Final = "tag:phases.example.org,2007:"
HOME: Final = "https://phases.example.org"
BOUNDARIES: Final = (
    "2007-03-20 09:00",  # the first question opens
    "2007-03-21 12:00",  # a post before
    "2007-03-22 08:00",  # Thursday: the slow chat's first day
    "2007-03-23 08:00",  # Friday: its second
    "2007-03-24 09:00",  # Saturday: the first kept question
    "2007-03-25 00:30",  # the night walk, on Saturday's sheet
    "2007-03-25 02:30",  # its end; in London the clocks went forward at 01:00
    "2007-03-25 09:00",  # Sunday: the second kept question
    "2007-03-26 08:00",  # Monday: the slow chat's third day
    "2007-03-27 08:00",  # the members' question
    "2007-03-28 00:00",  # the first question closes with its day, the 27th
    "2007-03-28 10:30",  # the session begins
    "2007-03-28 11:00",  # a post during it
    "2007-03-28 11:30",  # it ends
    "2007-03-28 15:00",  # the moved one begins
    "2007-03-28 16:00",
    "2007-03-28 19:00",  # the members' evening
    "2007-03-28 20:30",
    "2007-03-29 10:30",  # the session whose questions were kept
    "2007-03-29 11:30",
    "2007-03-30 00:00",  # a post by its file's name
    "2007-04-02 00:00",  # the notice expires with its day, the 1st
    "2007-04-02 09:00",  # a post after: somebody tried
    "2007-04-04 11:30",  # the check-ins: one week
    "2007-04-04 20:30",  # and the members'
    "2007-05-09 11:30",  # six weeks
    "2007-05-10 09:00",  # a post after the second
    "2007-06-20 11:30",  # twelve weeks
)
"""Every instant at which the fixture changes, but the midnights, on the clock's face of its zone."""
BETWEEN: Final = ("2007-03-19 09:00", "2007-03-28 10:45", "2007-03-29 12:00", "2007-05-16 11:30")
"""A day before all, during the session, a day after it, and seven weeks after."""


@dataclass(frozen=True, slots=True)
class _Read:
    """What is the same at every instant."""

    settings: Settings
    readings: tuple[Reading, ...]
    attachments: tuple[Attachment, ...]
    bibliography: tuple[Reference, ...]
    theme: Theme


@dataclass(frozen=True, slots=True)
class Moment:
    """The fixture at an instant: the site, and what makes its pages, feeds and calendars."""

    site: Site
    linker: Linker

    @property
    def room(self) -> Room:
        """Return what its pages are made with."""
        return open_room(self.site, self.linker, None)

    def pages(self) -> Mapping[str, Page]:
        """Return every page by its address."""
        with _codes_drawn_once():
            return {page.address: page for page in make_pages(self.room)}

    def feeds(self) -> Mapping[str, Feed]:
        """Return every feed by the address beside which it stands."""
        return dict(make_feeds(self.room))

    def feed(self, place: str, form: str) -> bytes:
        """Return the feed beside an address as it is published in a format."""
        return FORMATS[form].write(self.feeds()[place])

    def calendars(self) -> Mapping[str, bytes]:
        """Return every calendar as it is published, by its address."""
        return {address: write_calendar(calendar) for address, calendar in make_calendars(self.room)}

    def files(self) -> Mapping[str, bytes]:
        """Return every file that is published, by its path within the output."""
        with _codes_drawn_once(), TemporaryDirectory() as folder:
            press = Press(Path(folder))
            outputs = render(self.site, self.linker, _read().theme, press, Workbench()).outputs
            return {
                file_of(one.address): one.data if isinstance(one, Output) else (press.staging / one.file).read_bytes()
                for one in outputs
                if not isinstance(one, Copy)
            }


def instant(face: str, zone: str = LONDON) -> datetime:
    """Return the instant at which a zone's clock shows `face`."""
    return datetime.fromisoformat(face).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def instants(zone: str) -> tuple[datetime, ...]:
    """Return the instants to look at: each boundary, the second before it, and those between."""
    boundaries = [instant(face, zone) for face in BOUNDARIES]
    found = {*boundaries, *(moment - A_SECOND for moment in boundaries), *(instant(face, zone) for face in BETWEEN)}
    return tuple(sorted(found))


def phases_at(now: datetime, zone: str = LONDON, *, drafts: bool = False) -> Moment:
    """Return the fixture as it is at an instant, with its times in a zone."""
    held = _read()
    settings = replace(held.settings, timezone=zone)
    site = assemble(Inputs(held.readings, settings, now, Preview(drafts=drafts), held.attachments, held.bibliography))
    if site.problems:
        raise AssertionError(site.problems)
    by_path = {e.document.path: e for e in site.everything() if e.document.path.split("/")[1] == e.document.kind}
    hidden = {entry.address: entry for entry in site.hidden}
    return Moment(site, Linker(settings.base_url, by_path, site.attachments, claim_addresses(site)[0], hidden=hidden))


_draw = cache(segno.make)


@contextmanager
def _codes_drawn_once() -> Iterator[None]:
    """Remember the library's QR codes: drawing them again for every instant would take most of the time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(segno, "make", _draw)
        yield


@cache
def _read() -> _Read:
    found = discover(FIXTURES / "phases")
    settings, problems = read_settings(found.settings, "")
    readings = tuple(read(source, settings.language) for source in found.documents)
    if found.bibliography is None or problems or any(reading.problems for reading in readings):
        raise AssertionError(problems)
    works, _ = read_bibliography(found.bibliography.data, found.bibliography.path)
    theme = load_theme(FIXTURES / "phases", settings.theme, settings.theme_options).theme
    if theme is None:
        raise AssertionError(found)
    return _Read(settings, readings, found.attachments, works, theme)
