"""The site and its theme to outputs: pages, feeds, calendars, the theme's assets, the files of the site and its host.

Pages, feeds and calendars are made by as many processes as there is work for; what they are does not depend on it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Final, TypeAlias

from sitegen.addresses import STATIC
from sitegen.agenda import plan_calendars
from sitegen.calendar import write as write_calendar
from sitegen.crew import share
from sitegen.drawing import Drawing, Drawn, remembered_as
from sitegen.feeds import FORMATS
from sitegen.host import (
    Redirect,
    SitemapEntry,
    Subscription,
    headers,
    policy,
    redirect_page,
    redirects,
    robots,
    sitemap,
)
from sitegen.link_checks import file_fields, origin_of, used_attachments
from sitegen.linked_data import as_script, linked_data, site_linked_data
from sitegen.memo import Shelf
from sitegen.network import network_opml
from sitegen.output import Copy, Output, Ready
from sitegen.packing import pack, unpack
from sitegen.pages import open_room, plan_pages, thread_sources
from sitegen.problems import Problem, SiteError
from sitegen.reporter import Step
from sitegen.syndication import plan_feeds
from sitegen.theme import RenderError
from sitegen.values import Value
from sitegen.views import SafeHtml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sitegen.calendar import Calendar
    from sitegen.feeds import Feed, Format
    from sitegen.links import Linker
    from sitegen.pages import Page
    from sitegen.pages.room import CardView, Room
    from sitegen.press import Press
    from sitegen.site import AnyEntry, Site
    from sitegen.site import Redirect as Moved
    from sitegen.theme import Theme
    from sitegen.words import Words
    from sitegen.workbench import Workbench


class Piece(Value, frozen=True):
    """What one piece of the work came to: outputs, or what a template did wrong."""

    drawn: tuple[Drawn, ...]
    trouble: tuple[str, int, int, str, str, str] | None = None
    """The fields of a problem, which is always an error."""
    modified: str = ""
    """When the document of a page last changed."""
    is_mapped: bool = False
    """Whether it is a page that search engines are told of."""
    fed: tuple[str, ...] = ()
    """The URIs of a feed's entries."""


_OF_THREADS: Final = frozenset({f"comments/{name}" for name in ("thread.js", "thread.css", "cusdis.js", "mastodon.js")})
_Work: TypeAlias = "Callable[[Drawing], Piece]"


class Rendered(Value, frozen=True):
    """All that a site publishes, and how much of it had to be made."""

    outputs: tuple[Output | Copy | Ready, ...]
    made: int
    recalled: int
    drawn: tuple[Drawn, ...]
    fed: Mapping[str, tuple[str, ...]]
    """The addresses of the feeds in which an entry's whole text stands, by its URI."""


def render(site: Site, linker: Linker, theme: Theme, press: Press, bench: Workbench) -> Rendered:
    """Return everything that the site publishes; raise SiteError for templates that cannot be rendered."""

    def draw(view: CardView, words: Words) -> str:
        noun = {"SparkItem": "spark", "SessionItem": "session"}.get(type(view).__name__, "person")
        return theme.render(f"cards/{noun}.html", view, None, words, linker.base)

    scripts = theme.scripts
    allowed = _allowed(site, scripts)
    in_page = policy(_picture_origins(site), allowed, in_page=True) if site.settings.host != "netlify" else ""
    room = open_room(site, linker, draw, describe=_describe, scripts=scripts, policy=in_page)
    drawing = Drawing(theme, linker.base, press, bench.memo.everything(Shelf.OUTPUT))
    feeds, calendars = tuple(plan_feeds(room)), tuple(plan_calendars(room))
    works: tuple[_Work, ...] = (
        *(partial(_page, make, is_preview=site.preview.is_hidden) for make in plan_pages(room)),
        *(partial(_feed, room, place, make) for place, make in feeds),
        *(partial(_calendar, address, make) for address, make in calendars),
    )
    bench.reporter.begin(Step.RENDER, len(works))
    made = share(
        len(works),
        lambda number: pack(works[number](drawing)),
        bench.scratch,
        bench.jobs,
        bench.reporter.advance,
    )
    pieces = [piece for data in made if (piece := unpack(data, Piece)) is not None]
    _stop_at_trouble(pieces)
    drawn = tuple(one for piece in pieces for one in piece.drawn)
    for one in drawn:
        if one.is_made:
            bench.memo.put(Shelf.OUTPUT, one.key, remembered_as(one))
    bench.memo.keep(Shelf.OUTPUT, {one.key for one in drawn})
    mapped = sorted(
        (
            SitemapEntry(linker.base.absolute(piece.drawn[0].address), piece.modified)
            for piece in pieces
            if piece.is_mapped
        ),
        key=lambda entry: entry.url,
    )
    subscriptions = (
        *(Subscription(place + form.file, form.media_type) for place, _ in feeds for form in _formats(room)),
        *(Subscription(address, "text/calendar") for address, _ in calendars),
        Subscription("/network.opml", "text/x-opml"),
    )
    rest: list[Output | Copy] = [Output("/network.opml", network_opml(room))]
    rest += _assets(site, theme)
    rest += _files(site, linker)
    rest += sitemap(tuple(mapped), linker.base)
    rest += _for_host(room, policy(_picture_origins(site), allowed), subscriptions)
    anew = sum(one.is_made for one in drawn)
    fed: dict[str, tuple[str, ...]] = {}
    for piece in pieces:
        for uri in piece.fed:
            fed[uri] = (*fed.get(uri, ()), *(one.address for one in piece.drawn))
    return Rendered((*(one.ready for one in drawn), *rest), anew, len(drawn) - anew, drawn, fed)


def _describe(room: Room, entry: AnyEntry | None) -> SafeHtml:
    data = site_linked_data(room) if entry is None else linked_data(room, entry)
    return as_script(data) if data is not None else SafeHtml()


def _page(make: Callable[[], Page], drawing: Drawing, *, is_preview: bool) -> Piece:
    try:
        page = make()
        drawn = drawing.page(page)
    except RenderError as error:
        one = error.problem
        return Piece((), (one.path, one.line, one.column, one.code, one.message, one.hint))
    return Piece((drawn,), None, page.modified, is_mapped=is_preview or not page.shell.is_hidden)


def _feed(room: Room, place: str, make: Callable[[], Feed], drawing: Drawing) -> Piece:
    feed = make()
    drawn = (drawing.other(place + f.file, (f.name, feed), partial(f.write, feed)) for f in _formats(room))
    return Piece(tuple(drawn), fed=tuple(entry.id for entry in feed.entries))


def _calendar(address: str, make: Callable[[], Calendar], drawing: Drawing) -> Piece:
    calendar = make()
    return Piece((drawing.other(address, calendar, partial(write_calendar, calendar)),))


def _formats(room: Room) -> tuple[Format, ...]:
    return tuple(FORMATS[name] for name in room.site.settings.feeds.formats)


def _stop_at_trouble(pieces: Iterable[Piece]) -> None:
    """Raise what templates do wrong, once for each place: the others were tried all the same."""
    problems: dict[tuple[str, int, str], Problem] = {}
    for piece in pieces:
        if piece.trouble is not None:
            problem = Problem(*piece.trouble)
            problems.setdefault((problem.path, problem.line, problem.code), problem)
    if problems:
        raise SiteError(tuple(problems.values()))


def _files(site: Site, linker: Linker) -> Iterator[Copy]:
    """Yield the static files, and of those beside documents the ones that something that shows names."""
    used = used_attachments(site, linker)
    static = (path for path in site.attachments if path.startswith(STATIC))
    # The same picture beside two documents is one file: its address says what is in it.
    places = {linker.media_address(path): path for path in sorted({*used, *static}, reverse=True)}
    for address, path in sorted(places.items()):
        yield Copy(address, path, site.attachments[path].digest)


def _for_host(room: Room, allowed: str, subscriptions: tuple[Subscription, ...]) -> Iterator[Output]:
    site, linker, moved = room.site, room.linker, room.words.say("page_moved")
    is_preview = site.preview.is_hidden
    yield Output("/robots.txt", robots(linker.base.absolute("/sitemap.xml"), is_preview=is_preview))
    pairs = tuple(Redirect(redirect.alias, redirect.address) for redirect in site.redirects)
    if site.settings.host != "netlify":
        for pair in pairs:
            yield redirect_page(pair, linker.base, site.settings.language, moved)
    if site.settings.host == "pages":
        return
    below = tuple(pair for redirect in site.redirects for pair in _below(redirect, linker.addresses))
    yield Output("/_redirects", redirects((*pairs, *below), linker.base))
    yield Output("/_headers", headers(allowed, subscriptions, linker.base, is_preview=is_preview))


def _below(redirect: Moved, addresses: Iterable[str]) -> Iterator[Redirect]:
    """Yield redirects for what stands below a page that has moved, such as its feeds: those who follow stay with it."""
    # Below the home page stands every page there is, and none of them has moved.
    if not redirect.alias.endswith("/") or redirect.address == "/":
        return
    for address in addresses:
        if address.startswith(redirect.address) and address != redirect.address:
            yield Redirect(redirect.alias + address.removeprefix(redirect.address), address)


def _assets(site: Site, theme: Theme) -> Iterator[Output]:
    """Yield the theme's assets; those of threads only where there are any."""
    idle = frozenset() if site.settings.comments.provider else theme.addresses_of(_OF_THREADS)
    for asset in theme.assets:
        if asset.address not in idle:
            yield Output(asset.address, asset.data)


def _allowed(site: Site, scripts: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
    """Return what pages may load beside their own styles and pictures: the theme's scripts, and the threads'."""
    threads = thread_sources(site)
    own = ("'self'",) if scripts or threads else ()
    allowed = {**threads, "script-src": (*own, *threads.get("script-src", ()))}
    return {directive: sources for directive, sources in allowed.items() if sources}


def _picture_origins(site: Site) -> tuple[str, ...]:
    """Return the origins of the pictures from elsewhere that something that shows holds, sorted."""
    found: set[str] = set()
    for entry in site.shown():
        found.update(entry.document.body.origins)
        found.update(origin_of(target) for _, target, is_picture in file_fields(entry) if is_picture)
    return tuple(sorted(found - {""}))
