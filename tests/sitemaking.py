"""What tests of the middle rooms share: a site from the texts of its files, and what pages and feeds make of it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from sitegen.assemble import Inputs, assemble
from sitegen.claims import claim_addresses
from sitegen.link_checks import check_links
from sitegen.links import Linker
from sitegen.model import Attachment, Reference, Source
from sitegen.pages import DrawCard, Page, Room, make_pages, open_room
from sitegen.read import Reading, read
from sitegen.settings import Settings
from sitegen.site import Preview, Site
from sitegen.syndication import make_feeds
from sitegen.urls import BaseUrl

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sitegen.feeds import Feed
    from sitegen.problems import Problem, Remark

T = TypeVar("T")

NOW = datetime(2007, 2, 14, 12, tzinfo=UTC)
"""A Wednesday, a week before the conference."""


def make_settings(**changes: Any) -> Settings:  # noqa: ANN401  # any field of the settings
    """Return the settings of a small conference."""
    usual: dict[str, Any] = {
        "title": "Torquay 2007",
        "base_url": BaseUrl("https://torquay07.example.org"),
        "id": "torquay07.example.org,2007",
        "language": "en-GB",
        "timezone": "Europe/London",
    }
    return Settings(**usual | changes)


def read_text(path: str, text: str, language: str = "en-GB") -> Reading:
    """Read one file of a site from its text; the path is below `content/`."""
    return read(Source(f"content/{path}", text.encode()), language)


def make_attachment(path: str, size: int = 3) -> Attachment:
    """Return a file that is published as it is; the path is below `content/`."""
    return Attachment(f"content/{path}", size, "0123456789abcdef")


def make_site(  # noqa: PLR0913  # all that a site is made from, each with its usual value
    files: Mapping[str, str],
    *,
    settings: Settings | None = None,
    now: datetime = NOW,
    preview: Preview | None = None,
    attachments: Iterable[str] = (),
    cited_elsewhere: frozenset[str] = frozenset(),
) -> Site:
    """Assemble a site from the texts of its files, by their paths below `content/`."""
    made = settings or make_settings()
    readings = tuple(read_text(path, text, made.language) for path, text in sorted(files.items()))
    held = tuple(make_attachment(path) for path in attachments)
    works = tuple(Reference(key, printed=key) for key in sorted(cited_elsewhere))
    return assemble(Inputs(readings, made, now, preview or Preview(), held, works))


def make_linker(site: Site, unsound: frozenset[str] = frozenset()) -> Linker:
    """Return what resolves the links of a site."""
    by_path = {e.document.path: e for e in site.everything() if e.document.path.split("/")[1] == e.document.kind}
    hidden = {entry.address: entry for entry in site.hidden}
    addresses = claim_addresses(site)[0]
    return Linker(site.settings.base_url, by_path, site.attachments, addresses, hidden=hidden, unsound=unsound)


def link_problems(site: Site) -> tuple[Problem, ...]:
    """Return what is wrong with a site's links."""
    return check_links(site, make_linker(site))


def make_room(site: Site, draw: DrawCard | None = None) -> Room:
    """Return what the pages of a site are made with."""
    return open_room(site, make_linker(site), draw)


def pages_of(site: Site) -> dict[str, Page]:
    """Return every page of a site by its address."""
    return {page.address: page for page in make_pages(make_room(site))}


def view_of(site: Site, address: str, kind: type[T]) -> T:
    """Return the view of the page at an address, which is of a kind."""
    view = pages_of(site)[address].view
    assert isinstance(view, kind)
    return view


def feeds_of(site: Site) -> dict[str, Feed]:
    """Return every feed of a site by the address beside which it stands."""
    return dict(make_feeds(make_room(site)))


def codes(problems: Iterable[Problem | Remark]) -> list[str]:
    """Return the codes of problems, in order."""
    return [problem.code for problem in problems]


def told(problems: Iterable[Problem]) -> list[str]:
    """Return where problems are and what they are, in order."""
    return [f"{p.path}:{p.line}:{p.column} {p.severity} {p.code}" for p in problems]
