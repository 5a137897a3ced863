"""`sitegen status`: what is published, what waits for what, and when the site next changes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from sitegen.cli import reports
from sitegen.cli.options import folder_option, now_option, read_clock, site_folder

if TYPE_CHECKING:
    from pathlib import Path

    from sitegen.build import Checked
    from sitegen.cli.options import Clock
    from sitegen.status import DocumentStatus


@click.command("status")
@folder_option
@now_option
@click.option(
    "--format", "form", type=click.Choice(("text", "json")), default="text", help="For people, or for machines."
)
def status_command(folder: Path | None, *, now: str, form: str) -> int:
    """Say what is published, what is not, until when and why. Writes nothing."""
    from sitegen.build import Order, check  # noqa: PLC0415  # `--help` must not pay for it
    from sitegen.status import statuses  # noqa: PLC0415  # likewise

    clock = read_clock(now)
    root = site_folder(folder)
    checked = check(Order(root=root, now=clock.now))
    documents = statuses(checked.site)
    if form == "json":
        click.echo(json.dumps(_as_json(documents, checked, clock), ensure_ascii=False, indent=2))
    else:
        reports.report(checked.problems, "text", root)
        _print(documents, checked, clock)
    return reports.exit_code(checked.problems, is_strict=False)


def _as_json(documents: tuple[DocumentStatus, ...], checked: Checked, clock: Clock) -> dict[str, object]:
    following = checked.site.next_change
    return {
        "now": checked.site.now.isoformat(),
        "clock": clock.source,
        "next_change": following.isoformat() if following else None,
        "documents": [
            {
                "path": document.path,
                "kind": document.kind,
                "id": document.id,
                "title": document.title,
                "address": document.address,
                "state": document.state.value,
                "until": document.until.isoformat() if document.until else None,
                "why": document.why,
            }
            for document in documents
        ],
        "problems": [reports.as_json(problem) for problem in checked.problems],
    }


def _print(documents: tuple[DocumentStatus, ...], checked: Checked, clock: Clock) -> None:
    click.echo(f"As of {checked.site.now:%Y-%m-%d %H:%M %Z} ({clock.source}):")
    for document in documents:
        until = f" until {document.until:%Y-%m-%d %H:%M %Z}" if document.until else ""
        why = f": {document.why}" if document.why else ""
        click.echo(f"  {document.state:<10}{document.path}{_named(document)}{until}{why}")
    following = checked.site.next_change
    if following:
        click.echo(f"The site next changes by itself at {following:%Y-%m-%d %H:%M %Z}: build it again then.")
    else:
        click.echo("Time alone changes nothing more.")


def _named(document: DocumentStatus) -> str:
    """Return which of a file's sparks is meant, where a session lists its own."""
    return f" ({document.id})" if document.path.split("/")[1] != document.kind else ""
