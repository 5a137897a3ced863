"""`sitegen check`: the site looked over before it is published; with --external, its links to the outside too."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sitegen.cli import reports
from sitegen.cli.looks import Look, closing, exit_code, print_as_json, print_as_text
from sitegen.cli.options import FORMATS, folder_option, now_option, read_clock, site_folder
from sitegen.cli.progress import Progress
from sitegen.problems import MachineError, UsageError

if TYPE_CHECKING:
    from sitegen.external import Outside
    from sitegen.look_over import LookedOver
    from sitegen.reporter import Reporter


@click.command("check")
@folder_option
@click.option("--external", is_flag=True, help="Ask after the links to the outside too, which takes a minute or two.")
@click.option("--drafts", is_flag=True, help="Look at drafts too.")
@now_option
@click.option("--strict", is_flag=True, help="End with 1 for a warning or a suggestion too.")
@click.option("--all", "is_whole", is_flag=True, help="Show all suggestions, even where there are many of one kind.")
@click.option("--without", metavar="CODE", multiple=True, help="Leave out suggestions of this kind: bare-address.")
@click.option("--no-memo", is_flag=True, help="Ask after every link anew, and remember no answer.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", help="How it is told.")
def check_command(  # noqa: PLR0913  # a command's options are its parameters
    folder: Path | None,
    *,
    external: bool,
    drafts: bool,
    now: str,
    strict: bool,
    is_whole: bool,
    without: tuple[str, ...],
    no_memo: bool,
    form: str,
) -> int:
    """Look the site over before you publish it. Nothing is published, and no file of yours is changed.

    It tells all that `build` would, proves feeds and calendars, and suggests what an editor would: words left to be
    filled in, titles, long paragraphs, sessions after which nobody says anything. Suggestions stop nothing.
    """
    from sitegen import program  # noqa: PLC0415  # `--help` must not pay for any of these
    from sitegen.build import Order  # noqa: PLC0415  # likewise
    from sitegen.cli.build_command import codes_to_read  # noqa: PLC0415  # likewise
    from sitegen.look_over import look_over  # noqa: PLC0415  # likewise
    from sitegen.site import Preview  # noqa: PLC0415  # likewise
    from sitegen.workbench import Workbench  # noqa: PLC0415  # likewise

    _check_codes(without)
    clock = read_clock(now)
    root = site_folder(folder)
    progress = Progress(is_shown=form == "text")
    order = Order(root=root, now=clock.now, preview=Preview(drafts=drafts, is_hidden=drafts))
    try:
        with tempfile.TemporaryDirectory(prefix="sitegen-") as scratch:
            codes, fingerprint = codes_to_read(root), program.fingerprint()
            bench = Workbench(reporter=progress, jobs=None, codes=codes, program=fingerprint, scratch=Path(scratch))
            looked = _without(look_over(order, bench, Path(scratch)), without)
        outside = _outside(looked, root, progress, remembers=not no_memo) if external else None
    finally:
        progress.end()
    look = Look(looked, outside, root, clock)
    match form:
        case "json":
            print_as_json(look)
        case "github":
            _annotate(look)
        case _:
            print_as_text(look, is_whole=is_whole)
    return exit_code(look, is_strict=strict)


def _outside(looked: LookedOver, root: Path, progress: Reporter, *, remembers: bool) -> Outside:
    from urllib.parse import urlsplit  # noqa: PLC0415  # wanted only here

    from sitegen import __version__  # noqa: PLC0415  # likewise
    from sitegen.external import Manners, check_outside  # noqa: PLC0415  # likewise
    from sitegen.lock import OUTSIDE, make_cache  # noqa: PLC0415  # likewise

    checked = looked.checked
    base = checked.site.settings.base_url
    manners = Manners(
        agent=f"sitegen/{__version__} (+{base.home}; looks whether links still lead somewhere)",
        own_host=urlsplit(base.origin).hostname or "",
    )
    memory_at = None
    if remembers and looked.links:
        # A folder that can only be read, as some hosts have it, is no reason not to look.
        with suppress(MachineError):
            memory_at = make_cache(root) / OUTSIDE
    return check_outside(looked.links, manners, datetime.now(UTC), memory_at, progress)


def _check_codes(codes: tuple[str, ...]) -> None:
    """Raise UsageError for a code that no suggestion has."""
    if not codes:
        return
    from sitegen.marks import CODES  # noqa: PLC0415  # wanted only here
    from sitegen.nearest import did_you_mean  # noqa: PLC0415  # likewise

    for code in codes:
        if code not in CODES:
            raise UsageError(f"there is no suggestion '{code}'", did_you_mean(code, CODES))


def _without(looked: LookedOver, codes: tuple[str, ...]) -> LookedOver:
    from sitegen.values import replace  # noqa: PLC0415  # likewise

    return replace(looked, marks=tuple(mark for mark in looked.marks if mark.code not in codes)) if codes else looked


def _annotate(look: Look) -> None:
    for problem in look.problems:
        click.echo(reports.as_annotation(problem, look.root))
    for fault in look.looked.faults:
        click.echo(reports.as_fault(fault.address, fault.standard, fault.message))
    for mark in look.looked.marks:
        click.echo(reports.as_annotation(mark, look.root, "notice"))
    for line in closing(look):
        click.echo(line)
