"""`sitegen build`: the whole site, or every mistake in it."""

from __future__ import annotations

import gc
import os
import sys
import time
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sitegen.again import build_again
from sitegen.cli import reports
from sitegen.cli.options import FORMATS, folder_option, is_ahead, now_option, preview_address, read_clock, site_folder
from sitegen.cli.progress import Progress
from sitegen.code_store import CodeStore, folder_of
from sitegen.job import Job
from sitegen.problems import Problem, Severity, SiteError, UsageError
from sitegen.stamp import Request

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sitegen.cli.options import Clock
    from sitegen.job import Done


@click.command("build")
@folder_option
@click.option("--output", metavar="DIR", default="public", show_default=True, help="Where the site is written.")
@click.option("--base-url", metavar="URL", default="", help="Where the site will live; wins over the one in site.toml.")
@click.option("--drafts", is_flag=True, help="Show drafts too.")
@now_option
@click.option("--strict", is_flag=True, help="Publish nothing if there is even a warning.")
@click.option(
    "--jobs", metavar="N", type=click.IntRange(min=1), help="At most this many processes; else one a processor."
)
@click.option("--no-memo", is_flag=True, help="Make everything anew, and leave nothing for the next build to remember.")
@click.option("--record", is_flag=True, help="Write content/published.json: what is published, so that it is missed.")
@click.option("--allow-shrink", is_flag=True, help="Publish even an empty site, or one that loses half of its pages.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", help="How mistakes are told.")
@click.option("--verbose", is_flag=True, help="Name every file that is written or removed, and say what took how long.")
def build_command(  # noqa: PLR0913  # a command's options are its parameters
    folder: Path | None,
    output: str,
    base_url: str,
    *,
    drafts: bool,
    now: str,
    strict: bool,
    jobs: int | None,
    no_memo: bool,
    record: bool,
    allow_shrink: bool,
    form: str,
    verbose: bool,
) -> int:
    """Build the site: read content/, find every mistake, and write the pages to public/.

    With a mistake in it nothing is written, and the site that was published stays as it was.
    """
    began = time.perf_counter()
    clock = read_clock(now)
    if record and (drafts or base_url or is_ahead(clock)):
        hint = "leave out --drafts and --base-url, and a --now that is still to come"
        raise UsageError("--record keeps what is published, at the site's own address", hint)
    preview = preview_address() if not base_url else ""
    request = Request(
        output=output,
        base_url=_checked_url(base_url or preview),
        has_drafts=drafts,
        is_hidden=bool(preview) or drafts,
        is_strict=strict,
        is_recorded=record,
    )
    root = site_folder(folder)
    job = Job(
        root,
        clock.now,
        request,
        jobs,
        remembers=not no_memo,
        may_shrink=allow_shrink,
        codes=codes_folder(root),
    )
    progress = Progress(is_shown=form == "text")
    try:
        # A build makes values that stay until it ends: looking for those that nobody needs takes a fifth of its time.
        gc.disable()
        try:
            done = build_again(job, progress)
        finally:
            gc.enable()
            progress.end()
    except SiteError as error:
        reports.report(error.problems, form, job.root, {"built": False})
        if form != "json":
            reason = " (--strict: a warning counts as an error)" if strict else ""
            click.echo(f"Nothing was published: {reports.count(error.problems)}{reason}.", err=True)
        if verbose and form == "text":
            _tell_time(time.perf_counter() - began, progress.times)
        return reports.exit_code(error.problems, is_strict=strict)
    problems = tuple(Problem(*one[:-1], Severity(one[-1])) for one in done.stamp.problems)
    reports.report(problems, form, job.root, _summary(done, clock))
    if form != "json":
        _tell(done, clock, reports.count(problems) if problems else "", verbose=verbose)
        _tell_time(time.perf_counter() - began, progress.times if verbose else {})
    return 0


def codes_folder(root: Path) -> Path | None:
    """Return where compiled templates are kept: not where they could have come with the site, since they are run."""
    place = folder_of(dict(os.environ), sys.platform)
    real = os.path.realpath(root)
    tops = (top for top in (real, *map(str, Path(real).parents)) if os.path.lexists(f"{top}/.git"))
    if place is None or os.path.realpath(place).startswith(f"{next(tops, real)}{os.sep}"):
        return None
    return place


def codes_to_read(root: Path) -> CodeStore | None:
    """Return the compiled templates that builds kept, for a command that keeps none itself."""
    place = codes_folder(root)
    return CodeStore(place, is_read_only=True) if place is not None else None


def _checked_url(base_url: str) -> str:
    if not base_url:
        return ""
    from sitegen.urls import parse_base_url  # noqa: PLC0415  # most builds take the one in the settings

    try:
        parse_base_url(base_url)
    except ValueError as error:
        raise UsageError(
            f"--base-url '{base_url}' cannot be used: {error}", "write --base-url https://example.org"
        ) from error
    return base_url


def _summary(done: Done, clock: Clock) -> dict[str, object]:
    following = _next_change(done)
    return {
        "built": True,
        "output": done.stamp.request.output,
        "now": done.now.isoformat(),
        "clock": clock.source,
        "read": done.read,
        "made": done.made,
        "written": len(done.written),
        "kept": done.kept,
        "removed": len(done.removed),
        "next_change": following.isoformat() if following else None,
    }


def _next_change(done: Done) -> datetime | None:
    until = done.stamp.until
    return None if until is None else datetime.fromtimestamp(until, done.now.tzinfo)


def _tell(done: Done, clock: Clock, problems: str, *, verbose: bool) -> None:
    if verbose:
        for word, paths in (("wrote", done.written), ("removed", done.removed)):
            for path in paths:
                click.echo(f"{word} {path}")
    counted = ", ".join(f"{number} {word if number != 1 else word[:-1]}" for word, number in done.stamp.counts)
    click.echo(f"Built {counted}{f', {problems}' if problems else ''}.")
    if done.read or done.made or done.written or done.removed:
        read = f"{done.read} {_plural(done.read, 'document', 'documents')}{_before(done.read_before)}"
        made = f"{done.made} {_plural(done.made, 'page or feed', 'pages and feeds')}{_before(done.made_before)}"
        click.echo(f"Read {read}, made {made}.")
    else:
        click.echo("Nothing has changed since the last build.")
    written, removed = len(done.written), len(done.removed)
    files = f"{written} {_plural(written, 'file', 'files')} written, {done.kept} as they were, {removed} removed"
    click.echo(f"{files}, in {done.stamp.request.output}/.")
    click.echo(f"The site is as of {done.now:%Y-%m-%d %H:%M %Z} ({clock.source}).")
    following = _next_change(done)
    if following:
        click.echo(f"It next changes by itself at {following:%Y-%m-%d %H:%M %Z}: build it again then.")


def _before(number: int) -> str:
    return f" ({number} as before)" if number else ""


def _plural(number: int, one: str, many: str) -> str:
    return one if number == 1 else many


def _tell_time(seconds: float, times: Mapping[str, float]) -> None:
    for step, spent in times.items():
        click.echo(f"{spent:8.3f} s {step}")
    click.echo(f"It took {seconds:.2f} s.")
