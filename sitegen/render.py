"""The site and its theme to outputs: pages, feeds, the theme's assets, the files of the site, the host's files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.addresses import STATIC
from sitegen.agenda import make_calendars
from sitegen.calendar import write as write_calendar
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
from sitegen.network import network_opml
from sitegen.output import Copy, Output
from sitegen.pages import make_pages, open_room
from sitegen.problems import Problem, SiteError
from sitegen.syndication import make_feeds
from sitegen.theme import RenderError
from sitegen.views import SafeHtml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sitegen.links import Linker
    from sitegen.pages import Page
    from sitegen.pages.room import CardView, Room
    from sitegen.site import AnyEntry, Site
    from sitegen.site import Redirect as Moved
    from sitegen.theme import Theme
    from sitegen.words import Words


def render(site: Site, linker: Linker, theme: Theme) -> tuple[Output | Copy, ...]:
    """Return everything that the site publishes; raise SiteError for templates that cannot be rendered."""

    def draw(view: CardView, words: Words) -> str:
        noun = {"SparkItem": "spark", "SessionItem": "session"}.get(type(view).__name__, "person")
        return theme.render(f"cards/{noun}.html", view, None, words, linker.base)

    scripts = theme.scripts
    allowed = {"script-src": ("'self'",)} if scripts else {}
    in_page = policy(_picture_origins(site), allowed, in_page=True) if site.settings.host != "netlify" else ""
    room = open_room(site, linker, draw, describe=_describe, scripts=scripts, policy=in_page)
    problems: list[Problem] = []
    outputs: list[Output | Copy] = []
    mapped: list[SitemapEntry] = []
    try:
        for page in make_pages(room):
            outputs += _rendered(page, theme, linker, problems)
            if not page.shell.is_hidden or site.preview.is_hidden:
                mapped.append(SitemapEntry(linker.base.absolute(page.address), page.modified))
    except RenderError as error:
        problems.append(error.problem)
    if problems:
        raise SiteError(tuple(problems))
    subscriptions = []
    for place, feed in make_feeds(room):
        for name in site.settings.feeds.formats:
            form = FORMATS[name]
            outputs.append(Output(place + form.file, form.write(feed)))
            subscriptions.append(Subscription(place + form.file, form.media_type))
    for address, calendar in make_calendars(room):
        outputs.append(Output(address, write_calendar(calendar)))
        subscriptions.append(Subscription(address, "text/calendar"))
    outputs.append(Output("/network.opml", network_opml(room)))
    subscriptions.append(Subscription("/network.opml", "text/x-opml"))
    outputs += [Output(asset.address, asset.data) for asset in theme.assets]
    outputs += _files(site, linker)
    outputs += sitemap(tuple(sorted(mapped, key=lambda entry: entry.url)), linker.base)
    outputs += _for_host(room, policy(_picture_origins(site), allowed), tuple(subscriptions))
    return tuple(outputs)


def _describe(room: Room, entry: AnyEntry | None) -> SafeHtml:
    data = site_linked_data(room) if entry is None else linked_data(room, entry)
    return as_script(data) if data is not None else SafeHtml()


def _rendered(page: Page, theme: Theme, linker: Linker, problems: list[Problem]) -> Iterator[Output]:
    """Yield a page, or keep what its template does wrong, once a template, so that the others are still tried."""
    try:
        text = theme.render(page.template, page.view, page.shell, page.words, linker.base)
    except RenderError as error:
        if all(
            (p.path, p.line, p.code) != (error.problem.path, error.problem.line, error.problem.code) for p in problems
        ):
            problems.append(error.problem)
        return
    yield Output(page.address, text.encode())


def _files(site: Site, linker: Linker) -> Iterator[Copy]:
    """Yield the static files, and of those beside documents the ones that something that shows names."""
    used = used_attachments(site, linker)
    static = (path for path in site.attachments if path.startswith(STATIC))
    for path in sorted({*used, *static}):
        yield Copy(linker.media_address(path), path, site.attachments[path].digest)


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
    for address in addresses:
        if redirect.alias.endswith("/") and address.startswith(redirect.address) and address != redirect.address:
            yield Redirect(redirect.alias + address.removeprefix(redirect.address), address)


def _picture_origins(site: Site) -> tuple[str, ...]:
    """Return the origins of the pictures from elsewhere that something that shows holds, sorted."""
    found: set[str] = set()
    for entry in site.shown():
        found.update(entry.document.body.origins)
        found.update(origin_of(target) for _, target, is_picture in file_fields(entry) if is_picture)
    return tuple(sorted(found - {""}))
