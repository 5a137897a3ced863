"""`sitegen build`: the whole site, or every mistake in it."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sitegen.cli import reports
from sitegen.cli.options import FORMATS, folder_option, is_ahead, now_option, preview_address, read_clock, site_folder
from sitegen.problems import SiteError, UsageError

if TYPE_CHECKING:
    from sitegen.build import Built, Order
    from sitegen.cli.options import Clock


@click.command("build")
@folder_option
@click.option("--output", metavar="DIR", default="public", show_default=True, help="Where the site is written.")
@click.option("--base-url", metavar="URL", default="", help="Where the site will live; wins over the one in site.toml.")
@click.option("--drafts", is_flag=True, help="Show drafts too.")
@now_option
@click.option("--strict", is_flag=True, help="Publish nothing if there is even a warning.")
@click.option(
    "--jobs", metavar="N", type=click.IntRange(min=1), help="At most this many processes; one does it all so far."
)
@click.option("--no-memo", is_flag=True, help="Make everything anew; nothing is remembered between builds so far.")
@click.option("--record", is_flag=True, help="Write content/published.json: what is published, so that it is missed.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", help="How mistakes are told.")
@click.option("--verbose", is_flag=True, help="Name every file that is written or removed.")
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
    form: str,
    verbose: bool,
) -> int:
    """Build the site: read content/, find every mistake, and write the pages to public/.

    With a mistake in it nothing is written, and the site that was published stays as it was.
    """
    from sitegen.build import Order, build  # noqa: PLC0415  # `--help` must not pay for it
    from sitegen.site import Preview  # noqa: PLC0415  # likewise

    del jobs, no_memo
    began = time.perf_counter()
    clock = read_clock(now)
    if record and (drafts or base_url or is_ahead(clock)):
        hint = "leave out --drafts and --base-url, and a --now that is still to come"
        raise UsageError("--record keeps what is published, at the site's own address", hint)
    preview = preview_address() if not base_url else ""
    order = Order(
        root=site_folder(folder),
        now=clock.now,
        output=Path(output),
        base_url=_checked_url(base_url or preview),
        preview=Preview(drafts=drafts, is_hidden=bool(preview) or drafts),
        is_strict=strict,
        is_recorded=record,
    )
    try:
        built = build(order)
    except SiteError as error:
        reports.report(error.problems, form, order.root, {"built": False})
        if form != "json":
            reason = " (--strict: a warning counts as an error)" if strict else ""
            click.echo(f"Nothing was published: {reports.count(error.problems)}{reason}.", err=True)
        return reports.exit_code(error.problems, is_strict=strict)
    reports.report(built.problems, form, order.root, _summary(built, order, clock))
    if form != "json":
        _tell(built, order, clock, time.perf_counter() - began, verbose=verbose)
    return 0


def _checked_url(base_url: str) -> str:
    from sitegen.urls import parse_base_url  # noqa: PLC0415  # as above

    if not base_url:
        return ""
    try:
        parse_base_url(base_url)
    except ValueError as error:
        raise UsageError(
            f"--base-url '{base_url}' cannot be used: {error}", "write --base-url https://example.org"
        ) from error
    return base_url


def _summary(built: Built, order: Order, clock: Clock) -> dict[str, object]:
    published, following = built.published, built.site.next_change
    return {
        "built": True,
        "output": str(order.output),
        "now": built.site.now.isoformat(),
        "clock": clock.source,
        "written": len(published.written),
        "kept": published.kept,
        "removed": len(published.removed),
        "next_change": following.isoformat() if following else None,
    }


def _tell(built: Built, order: Order, clock: Clock, seconds: float, *, verbose: bool) -> None:
    published, site = built.published, built.site
    if verbose:
        for word, paths in (("wrote", published.written), ("removed", published.removed)):
            for path in paths:
                click.echo(f"{word} {path}")
    counted = ", ".join(
        f"{len(things)} {word if len(things) != 1 else word[:-1]}"
        for things, word in (
            (site.posts, "posts"),
            (site.sessions, "sessions"),
            (site.sparks, "sparks"),
            (site.pages, "pages"),
        )
    )
    told = f", {reports.count(built.problems)}" if built.problems else ""
    files = f"{len(published.written)} files written, {published.kept} as they were, {len(published.removed)} removed"
    click.echo(f"Built {counted}{told}.")
    click.echo(f"{files}, in {order.output}/ ({seconds:.2f} s).")
    click.echo(f"The site is as of {site.now:%Y-%m-%d %H:%M %Z} ({clock.source}).")
    if site.next_change:
        click.echo(f"It next changes by itself at {site.next_change:%Y-%m-%d %H:%M %Z}: build it again then.")
