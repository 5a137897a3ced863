"""`sitegen new`: the file that a post, a session, a spark, a person or a page begins as."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import click

from sitegen.cli.options import folder_option, site_folder
from sitegen.problems import UsageError

if TYPE_CHECKING:
    from pathlib import Path

_NOUNS = ("post", "session", "spark", "person", "page")


@click.command("new")
@folder_option
@click.argument("kind", type=click.Choice(_NOUNS, case_sensitive=False))
@click.argument("title", nargs=-1, required=True)
@click.option("--session", metavar="NAME", default="", help="The session it belongs to: its file's name, without .md.")
@click.option("--date", "day", metavar="TIME", default="", help="2026-01-05, or 2026-01-05T09:30; else today.")
@click.option("--slug", metavar="NAME", default="", help="The short name in its address, if not made of the title.")
def new_command(  # noqa: PLR0913, PLR0917  # a command's options are its parameters
    folder: Path | None, kind: str, title: tuple[str, ...], session: str, day: str, slug: str
) -> int:
    """Begin a new document: the right file, with the right name and fields. Never overwrites one.

    For example: sitegen new spark "Who is in your network?" --session networks
    """
    from sitegen.new_files import documents, write_new  # noqa: PLC0415  # `--help` must not pay for it
    from sitegen.starters import new_document, rival  # noqa: PLC0415  # likewise

    root = site_folder(folder)
    present = documents(root)
    if session:
        _check_session(session, present)
    new = new_document(kind, " ".join(title), _written(day), session, slug)
    other = rival(new, present)
    if other:
        message = f"there is a {kind} of this name already: {other}"
        raise UsageError(message, "give this one another name with --slug, or write on in that one")
    write_new(root, new)
    click.echo(f"Wrote {new.path}.")
    return 0


def _written(day: str) -> str:
    """Return a day as fields take it, today's where none is given; raise UsageError for one that cannot be read."""
    if not day:
        return f"{datetime.now().astimezone():%Y-%m-%d}"
    from sitegen.fields.times import iso_moment  # noqa: PLC0415  # a command pays for what it uses

    try:
        found = iso_moment(day.strip())
    except ValueError as error:
        hint = "write it as in: --date 2026-01-05T09:30, or --date 2026-01-05"
        raise UsageError(f"--date '{day}' cannot be read: {error}", hint) from error
    return f"{found.moment:%Y-%m-%d %H:%M}" if found.has_time else f"{found.moment:%Y-%m-%d}"


def _check_session(session: str, present: tuple[str, ...]) -> None:
    from sitegen.nearest import did_you_mean  # noqa: PLC0415  # wanted only here

    names = {
        path.removeprefix("content/sessions/").removesuffix(".md").removesuffix("/index").rsplit("/", 1)[-1]
        for path in present
        if path.startswith("content/sessions/")
    }
    if session not in names:
        hint = did_you_mean(session, names, f"begin it first: sitegen new session {session}")
        raise UsageError(f"there is no session '{session}'", hint)
