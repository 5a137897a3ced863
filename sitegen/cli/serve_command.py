"""`sitegen serve`: a preview of the site for whoever writes it, fresh after each save."""

from __future__ import annotations

import os
import sys
import tempfile
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sitegen.cli import reports
from sitegen.cli.options import Clock, folder_option, now_option, read_clock, site_folder
from sitegen.code_store import folder_of
from sitegen.job import Job
from sitegen.stamp import Request

if TYPE_CHECKING:
    from sitegen.job import Done
    from sitegen.serve import Preview
    from sitegen.serve.state import State

_PORT = 8000


@click.command("serve")
@folder_option
@click.option("--host", metavar="HOST", default="127.0.0.1", show_default=True, help="What to listen on.")
@click.option(
    "--port", metavar="PORT", type=click.IntRange(0, 65535), default=None, help=f"Else {_PORT}, or the next free one."
)
@click.option("--open", "is_opened", is_flag=True, help="Open the site in the browser.")
@now_option
@click.option("--comments", is_flag=True, help="Show the real threads of the comment provider.")
def serve_command(  # noqa: PLR0913  # a command's options are its parameters
    folder: Path | None, *, host: str, port: int | None, is_opened: bool, now: str, comments: bool
) -> int:
    """Show the site on this machine, drafts and what is scheduled included, and build it again after each save.

    Nothing of it is published: it is built into your cache folder. End it with Ctrl-C.
    """
    from sitegen.serve import listen, open_preview, run_server  # noqa: PLC0415  # `--help` must not pay for it
    from sitegen.serve.sockets import is_loopback, reached_at  # noqa: PLC0415  # likewise

    root = site_folder(folder)
    clock = read_clock(now) if now else None
    with closing(listen(host, port if port is not None else _PORT, is_port_asked_for=port is not None)) as socket:
        number = socket.getsockname()[1]
        reached = reached_at(host)
        name = "localhost" if is_loopback(host) else f"[{reached}]" if ":" in reached else reached
        address = f"http://{name}:{number}"
        with tempfile.TemporaryDirectory(prefix="sitegen-") as other:
            job = _job(root, Path(other), address, has_threads=comments)
            preview = open_preview(
                lambda: replace(job, now=clock.now if clock else datetime.now(UTC)),
                _tell,
                is_clock_fixed=clock is not None,
            )
            try:
                _greet(address, preview, clock, is_open_to_others=not is_loopback(host))
                if is_opened:
                    click.launch(f"{address}/")
                run_server(socket, preview.hub, host, number)
            except KeyboardInterrupt:
                click.echo("Ended.")
                return 130
            finally:
                preview.close()
    return 0


def _job(root: Path, other: Path, address: str, *, has_threads: bool) -> Job:
    """Return the job of a preview, kept in the user's cache folder, or in another one where there is none."""
    codes = folder_of(dict(os.environ), sys.platform)
    # A site may have two previews, each with its own address in its pages.
    named = sha256(os.fsencode(os.path.realpath(root)) + address.encode()).hexdigest()[:16]
    place = codes.parent / "previews" / named if codes else other
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError:
        place = other
    request = Request(
        output=str(place / "site"),
        base_url=address,
        has_drafts=True,
        has_scheduled=True,
        is_hidden=True,
        has_threads=has_threads,
    )
    return Job(root, datetime.now(UTC), request, may_shrink=True, codes=codes, home=place)


def _greet(address: str, preview: Preview, clock: Clock | None, *, is_open_to_others: bool) -> None:
    click.echo(f"The site is at {address}/ and is built again after each save. End with Ctrl-C.")
    if clock:
        click.echo(f"It is as of {clock.now:%Y-%m-%d %H:%M} (as --now says).")
    if preview.is_polling:
        click.echo("This machine watches no more files, so they are looked at once a second.")
    if is_open_to_others:
        click.secho("Everybody in your network can read it, drafts included.", fg="yellow", err=True)


def _tell(state: State, done: Done | None) -> None:
    """Say in a line what a build came to."""
    at = f"{datetime.now():%H:%M:%S}"  # noqa: DTZ005  # the time of whoever sits before it
    if state.trouble:
        click.secho(f"{at} {state.trouble}", fg="red", err=True)
    elif done is None:
        reports.report(state.problems, "text", Path())
        click.secho(f"{at} Not built: {reports.count(state.problems)}. The site stands as it was.", fg="red", err=True)
    else:
        reports.report(state.problems, "text", Path())
        what = f"{len(done.written)} files changed" if len(done.written) != 1 else "1 file changed"
        click.echo(f"{at} Built, {what}.")
