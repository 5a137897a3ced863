"""The options that commands share, and what they make of the environment and the clock."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from sitegen.problems import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

_FIRST_YEAR: Final = 1900
_LAST_YEAR: Final = 2199
FORMATS: Final = ("text", "json", "github")


@dataclass(frozen=True, slots=True)
class Clock:
    """The instant that a site shows, and where it comes from, in words."""

    now: datetime
    """Without an offset it is in the site's time zone."""
    source: str


def folder_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command `-C DIR`."""
    return click.option(
        "-C",
        "folder",
        metavar="DIR",
        default=None,
        type=click.Path(path_type=Path),
        help="The site's folder, if it is not this one.",
    )(command)


def now_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command `--now TIME`."""
    return click.option(
        "--now",
        metavar="TIME",
        default="",
        help="Build as if it were this time: 2026-01-05, or 2026-01-05T09:30 (in the site's time zone).",
    )(command)


def site_folder(folder: Path | None) -> Path:
    """Return the site's folder, made absolute; raise UsageError where there is none.

    One that is named after the command wins over one before it.
    """
    folder = folder or click.get_current_context().find_object(Path) or Path()
    root = Path(os.path.abspath(folder))  # noqa: PTH100  # a link to a site is that site, and stays a link
    if not root.is_dir():
        raise UsageError(f"there is no folder {folder}", "name the folder that has content/ in it")
    return root


def read_clock(now: str) -> Clock:
    """Return the instant: `--now`, else SOURCE_DATE_EPOCH (seconds since 1970), else the time."""
    if now:
        return Clock(_parsed(now), "as --now says")
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "").strip()
    if epoch:
        moment = _since_1970(epoch)
        if moment is None:
            hint = "it counts the seconds since 1970, as in: SOURCE_DATE_EPOCH=1767600000"
            raise UsageError(f"SOURCE_DATE_EPOCH is '{epoch}', which is no time that a site can show", hint)
        return Clock(moment, "as SOURCE_DATE_EPOCH says")
    return Clock(datetime.now(UTC), "the time now")


def _since_1970(seconds: str) -> datetime | None:
    try:
        moment = datetime.fromtimestamp(int(seconds), UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return moment if _FIRST_YEAR <= moment.year <= _LAST_YEAR else None


def is_ahead(clock: Clock) -> bool:
    """Whether a clock shows a time that is still to come; one without an offset is taken for the machine's."""
    return clock.now.astimezone(UTC) > datetime.now(UTC)


def _parsed(now: str) -> datetime:
    from sitegen.fields.times import iso_moment  # noqa: PLC0415  # a command pays for what it uses

    try:
        return iso_moment(now.strip()).moment
    except ValueError as error:
        message = f"--now '{now}' cannot be read: {error}"
        raise UsageError(message, "write it as in: --now 2026-01-05T09:30, or --now 2026-01-05") from error


def preview_address() -> str:
    """Return the address of the preview that a host is building, or an empty text for the site itself.

    Netlify tells it in DEPLOY_PRIME_URL, with CONTEXT other than `production`.
    """
    environment = os.environ
    if environment.get("NETLIFY") == "true" and environment.get("CONTEXT", "production") != "production":
        return environment.get("DEPLOY_PRIME_URL", "")
    return ""
