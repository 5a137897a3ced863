"""`sitegen status`: what is published, what waits for what, what to do about it, and when the site next changes."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from sitegen.cli import reports
from sitegen.cli.options import folder_option, now_option, preview_address, read_clock, site_folder
from sitegen.problems import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sitegen.build import Checked
    from sitegen.cli.options import Clock
    from sitegen.status import Answer, StatusReport


@click.command("status")
@folder_option
@now_option
@click.option("--all", "is_whole", is_flag=True, help="List everything, however long the lists get.")
@click.option(
    "--output", metavar="DIR", default="public", show_default=True, help="Where the built site is, to compare with."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "json", "markdown")),
    default="text",
    help="For people, for machines, or as a summary for the page on which a host shows its builds.",
)
@click.argument("names", metavar="[FILE_OR_TITLE]...", nargs=-1)
def status_command(  # noqa: PLR0913  # a command's options are its parameters
    folder: Path | None, names: tuple[str, ...], *, now: str, is_whole: bool, output: str, form: str
) -> int:
    """Say what is published, what is not, until when and why, and what to do about it. Writes nothing.

    Name a file, or a title in quotes, to be told of that alone: why isn't it live?
    """
    if names and form == "markdown":
        raise UsageError("--format markdown tells of the whole site", "leave the names out, or write --format text")
    clock = read_clock(now)
    root = site_folder(folder)
    checked, report = _look(root, clock, output)
    answers = _answers(report, names, root)
    if form == "json":
        from sitegen.cli.status_json import as_json  # noqa: PLC0415  # a form pays for what it uses

        click.echo(as_json(report, clock.source, answers))
    elif form == "markdown":
        from sitegen.cli.status_markdown import as_markdown  # noqa: PLC0415  # likewise

        click.echo(as_markdown(report, clock.source))
    else:
        _print(report, answers, names, root, clock, is_whole=is_whole)
    if any(not one.is_found for one in answers):
        return 2
    return reports.exit_code(checked.problems, is_strict=False)


def _look(root: Path, clock: Clock, output: str) -> tuple[Checked, StatusReport]:
    """Read the site with what builds remember, writing nothing, and return its report."""
    from sitegen import program  # noqa: PLC0415  # `--help` must not pay for any of these
    from sitegen.build import Order, check  # noqa: PLC0415  # likewise
    from sitegen.cli.build_command import codes_to_read  # noqa: PLC0415  # likewise
    from sitegen.disk_memo import KeptMemo  # noqa: PLC0415  # likewise
    from sitegen.last_built import look_at_last_build  # noqa: PLC0415  # likewise
    from sitegen.listing import list_content  # noqa: PLC0415  # likewise
    from sitegen.lock import CACHE  # noqa: PLC0415  # likewise
    from sitegen.status import tell_status  # noqa: PLC0415  # likewise
    from sitegen.workbench import Workbench  # noqa: PLC0415  # likewise

    fingerprint = program.fingerprint()
    memo = KeptMemo(root / CACHE, fingerprint)
    try:
        # As `build` does: what a host shows of a preview leads to that preview.
        order = Order(root=root, now=clock.now, base_url=preview_address())
        checked = check(order, Workbench(memo, codes=codes_to_read(root), program=fingerprint))
        last = look_at_last_build(root, output, memo)
    finally:
        memo.close()
    keys = {source.path: key for source, key in zip(checked.found.documents, checked.read.keys, strict=True)}
    listed = list_content(root)
    report = tell_status(checked.site, checked.linker, checked.problems, listed=listed, last=last, keys=keys)
    return checked, report


def _answers(report: StatusReport, names: tuple[str, ...], root: Path) -> tuple[Answer, ...]:
    from sitegen.status import answer  # noqa: PLC0415  # as above

    return tuple(answer(report, name, _paths(name, root)) for name in names)


def _paths(name: str, root: Path) -> tuple[str, ...]:
    """Return the paths, from the site's folder, that a name could mean: seen from here, from there, from `content/`."""
    if not name or "\0" in name:
        return ()
    here = os.path.relpath(os.path.abspath(name), root)  # noqa: PTH100  # a link is asked about as a link
    found = (here, os.path.normpath(name), os.path.join("content", os.path.normpath(name)))  # noqa: PTH118  # a text
    return tuple(path.replace(os.sep, "/") for path in found if not path.startswith(os.pardir))


def _print(  # noqa: PLR0913  # what is printed, and how
    report: StatusReport,
    answers: Sequence[Answer],
    names: tuple[str, ...],
    root: Path,
    clock: Clock,
    *,
    is_whole: bool,
) -> None:
    from sitegen.cli.status_text import answers_lines, overview  # noqa: PLC0415  # as above
    from sitegen.cli.status_words import plain  # noqa: PLC0415  # likewise

    if not names:
        reports.report(report.problems, "text", root)
        click.echo("\n".join(overview(report, clock.source, is_whole=is_whole)))
        return
    for line in answers_lines(answers, report):
        click.echo(line)
    for one in answers:
        if not one.is_found:
            if any(os.path.lexists(root / path) for path in _paths(one.asked, root)):
                click.secho(f"sitegen: '{plain(one.asked)}' is outside content/, and no page of the site", err=True)
                click.echo("  what is published comes from content/, and how it looks from themes/", err=True)
                continue
            click.secho(f"sitegen: nothing in content/ is called '{plain(one.asked)}'", err=True, fg="red")
            hint = f"did you mean {plain(one.nearest)}?" if one.nearest else "sitegen status --all lists everything"
            click.echo(f"  {hint}", err=True)
