"""The pipeline: content, theme, settings and the clock to a published site, in five stages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from sitegen import record as record_room
from sitegen.assemble import Inputs, assemble
from sitegen.claims import claim_addresses
from sitegen.content_names import CONTENT
from sitegen.discover import discover
from sitegen.link_checks import check_links
from sitegen.links import Linker
from sitegen.lock import hold_lock
from sitegen.manifest import read_manifest
from sitegen.model import Found
from sitegen.output_folder import check_output, leads_on
from sitegen.press import open_press
from sitegen.problems import Place, Problem, SiteError, in_order
from sitegen.publish import Published, publish_from
from sitegen.readings import Read, read_all
from sitegen.record_file import write_record
from sitegen.render import Rendered, render
from sitegen.reporter import Step
from sitegen.settings import KNOWN, PATH, read_settings
from sitegen.shrinking import check_empty, check_lost
from sitegen.site import AnyEntry, Preview, Site, State
from sitegen.theme import Theme, load_theme
from sitegen.threads import check_threads
from sitegen.urls import output_name
from sitegen.values import Value, field, replace
from sitegen.workbench import Workbench
from sitegen.zones import zone

if TYPE_CHECKING:
    from sitegen.model import Reference, Source
    from sitegen.settings import Settings
    from sitegen.theme.parts import OptionProblem

ALONE = Workbench()
"""One process that remembers nothing and tells nobody."""

_OF_NAMES = frozenset({"duplicate-slug", "duplicate-id", "same-address"})
"""What a file's name that is almost another's leads to, and is told of as that."""


class Order(Value, frozen=True):
    """What is to be built, and for when."""

    root: Path
    now: datetime
    """The instant that the site shows; without an offset it is in the site's time zone."""
    output: Path = Path("public")
    """Relative to `root`, unless absolute."""
    base_url: str = ""
    """Wins over the one in the settings."""
    preview: Preview = field(default_factory=Preview)
    is_strict: bool = False
    """Warnings stop the site from being published, as errors do."""
    is_recorded: bool = False
    """What is published is written to the record in `content/`."""
    may_shrink: bool = False
    """An empty site is published too, and one that loses half of its pages."""
    published: tuple[str, ...] = ()
    """The files that were published last, as paths within the output; a site that loses half of them is refused."""


class Checked(Value, frozen=True):
    """A site whose content was read and checked, ready to be rendered or told of."""

    site: Site
    linker: Linker
    theme: Theme | None
    problems: tuple[Problem, ...]
    record: Mapping[str, tuple[str, ...]]
    """What was published before, by id; empty unless the author keeps a record."""
    found: Found
    read: Read


class Built(Value, frozen=True):
    """A site that was published, and how it came to be."""

    checked: Checked
    rendered: Rendered
    published: Published

    @property
    def site(self) -> Site:
        """The site."""
        return self.checked.site

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Warnings only."""
        return self.checked.problems


def build(order: Order, bench: Workbench = ALONE) -> Built:
    """Build and publish a site.

    Raises SiteError with every mistake of the run, or UsageError or MachineError; nothing was
    published then, and what was published before stands as it was.
    """
    folder = check_output(order.root, order.output)
    with hold_lock(order.root):
        manifest = read_manifest(folder)
        published = tuple(manifest.digests) if manifest else order.published
        return build_within(replace(order, published=published), folder, bench)


def build_within(order: Order, folder: Path, bench: Workbench, standing: Mapping[str, str] | None = None) -> Built:
    """Do as `build`, for a caller who holds the lock and has checked the output `folder`.

    `standing` are the SHA-256 of the files that are known to stand in it, by path; None: nothing is known of them.
    """
    checked = check(order, bench)
    if checked.theme is None or any(problem.is_error or order.is_strict for problem in checked.problems):
        raise SiteError(checked.problems)
    with open_press(folder, standing) as press:
        try:
            rendered = render(checked.site, checked.linker, checked.theme, press, bench)
        except SiteError as error:
            raise SiteError((*checked.problems, *error.problems)) from error
        if not order.may_shrink:
            _check_lost(order, checked, rendered, folder)
        bench.reporter.begin(Step.PUBLISH)
        published = publish_from(press, rendered.outputs, order.root)
    if order.is_recorded:
        write_record(order.root, record_room.recorded(checked.site, checked.record))
    return Built(checked, rendered, published)


def check(order: Order, bench: Workbench = ALONE) -> Checked:
    """Read a site and find every mistake in it, writing nothing."""
    bench.reporter.begin(Step.FIND)
    found = discover(order.root)
    settings, problems = read_settings(found.settings, order.base_url)
    if any(problem.path == CONTENT for problem in found.problems):
        # Without the folder there are no settings either: that is told once.
        problems = ()
    is_certain = not any(problem.is_error for problem in problems)
    read = read_all(found.documents, settings.language, bench, is_certain=is_certain)
    readings = read.readings
    bench.reporter.begin(Step.CHECK)
    works, work_problems = _bibliography(found.bibliography)
    now = order.now if order.now.tzinfo else order.now.replace(tzinfo=zone(settings.timezone))
    site = assemble(Inputs(readings, settings, now, order.preview, found.attachments, works))
    addresses, address_problems = claim_addresses(site)
    unsound = frozenset(reading.document.path for reading in readings if not reading.is_sound)
    hidden = {entry.address: entry for entry in site.hidden}
    linker = Linker(settings.base_url, _by_path(site), site.attachments, addresses, hidden, unsound)
    loaded = load_theme(order.root, settings.theme, settings.theme_options, bench.of_themes)
    record, record_problems = record_room.read_record(found.record)
    options = (_of_option(problem, settings) for problem in loaded.option_problems)
    misnamed = frozenset(problem.path for problem in found.problems if problem.code == "same-name")
    every = (
        *found.problems,
        *problems,
        *(problem for reading in readings for problem in reading.problems),
        *(p for p in (*site.problems, *address_problems) if p.path not in misnamed or p.code not in _OF_NAMES),
        *check_empty(found, may_shrink=order.may_shrink),
        *check_links(site, linker),
        *check_threads(site),
        *loaded.problems,
        *options,
        *record_problems,
        *work_problems,
        *record_room.check_record(site, record, found.record),
    )
    site = replace(site, redirects=(*site.redirects, *record_room.moved(site, record, addresses)))
    return Checked(site, linker, loaded.theme, in_order(every), record, found, read)


def _check_lost(order: Order, checked: Checked, rendered: Rendered, folder: Path) -> None:
    """Raise SiteError where half of what was published would be lost; pages that only lead on are no loss."""
    leading = {f"{redirect.alias.rstrip('/')}/" for redirect in checked.site.redirects}
    after = [output_name(output.address) for output in rendered.outputs if output.address not in leading]
    expired = [entry.address for entry in checked.site.hidden if entry.state is State.EXPIRED]
    # Only where something seems to be lost are the pages that stand looked into, to see which of them lead on.
    if check_lost(order.published, after, expired):
        before = [path for path in order.published if not leads_on(folder, path)]
        lost = check_lost(before, after, expired)
        if lost:
            raise SiteError((*checked.problems, *lost))


def _bibliography(source: Source | None) -> tuple[tuple[Reference, ...], tuple[Problem, ...]]:
    if source is None:
        return (), ()
    from sitegen.bibliography import read_bibliography  # noqa: PLC0415  # dear, and most sites have no bibliography

    return read_bibliography(source.data, source.path)


def _by_path(site: Site) -> Mapping[str, AnyEntry]:
    """Return every document that has a file of its own, by its path; a session's own sparks have none."""
    return MappingProxyType(
        {e.document.path: e for e in site.everything() if e.document.path.split("/")[1] == e.document.kind}
    )


def _of_option(problem: OptionProblem, settings: Settings) -> Problem:
    """Return the problem at its place in the settings; one that is a setting itself stands too far down."""
    found = problem.at(PATH, settings.places.get(problem.key, Place()))
    if problem.code == "unknown-key" and problem.key.rpartition(".")[2] in KNOWN:
        return replace(found, hint="move it to the top, above the first line in [brackets]")
    return found
