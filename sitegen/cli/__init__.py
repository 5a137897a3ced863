"""The command line: options, environment and clock in, a call, printing and the exit code.

The only room that prints, exits, catches, or looks at the environment and the time.
"""

from __future__ import annotations

import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from sitegen import __version__
from sitegen.cli.options import folder_option
from sitegen.problems import MachineError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import FrameType

WORKED: Final = 0
AUTHOR: Final = 1
USAGE: Final = 2
MACHINE: Final = 3
INTERRUPTED: Final = 130


class Commands(click.Group):
    """The commands, each imported when it is asked for: what one needs, another does not pay for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        del ctx
        return ["build", "check", "clean", "init", "new", "serve", "status"]

    def get_command(  # noqa: PLR0911  # one return for each command
        self, ctx: click.Context, cmd_name: str
    ) -> click.Command | None:
        """Return a command, or None where there is none of this name."""
        del ctx
        match cmd_name:
            case "build":
                from sitegen.cli.build_command import build_command  # noqa: PLC0415  # as said above

                return build_command
            case "check":
                from sitegen.cli.check_command import check_command  # noqa: PLC0415  # likewise

                return check_command
            case "clean":
                from sitegen.cli.clean_command import clean_command  # noqa: PLC0415  # likewise

                return clean_command
            case "init":
                from sitegen.cli.init_command import init_command  # noqa: PLC0415  # likewise

                return init_command
            case "new":
                from sitegen.cli.new_command import new_command  # noqa: PLC0415  # likewise

                return new_command
            case "serve":
                from sitegen.cli.serve_command import serve_command  # noqa: PLC0415  # likewise

                return serve_command
            case "status":
                from sitegen.cli.status_command import status_command  # noqa: PLC0415  # likewise

                return status_command
            case _:
                return None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that the arguments begin with; raise UsageError with the nearest where there is none."""
        if args and not args[0].startswith("-") and self.get_command(ctx, args[0]) is None:
            from sitegen.nearest import did_you_mean  # noqa: PLC0415  # wanted only here

            names = self.list_commands(ctx)
            hint = did_you_mean(args[0], names, f"there is: {', '.join(names)}")
            raise UsageError(f"there is no command '{args[0]}'", hint)
        return super().resolve_command(ctx, args)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="sitegen")
@folder_option
@click.pass_context
def commands(context: click.Context, folder: Path | None) -> None:
    """Make a conference's site from a folder of Markdown: posts, sessions and the questions that start them.

    A site is a folder with content/site.toml in it. Run a command in that folder, or name it with -C.
    """
    context.obj = folder


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code.

    0: it worked. 1: the author has something to mend. 2: wrong usage or settings. 3: the machine
    (or a mistake of ours). 130: interrupted.
    """
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        return _run(arguments)
    except (KeyboardInterrupt, click.Abort):
        click.echo("Interrupted; what it may have begun to change, the next build puts right.", err=True)
        return INTERRUPTED


def _run(arguments: Sequence[str] | None) -> int:  # noqa: PLR0911  # one return for each exit code
    """Run a command; an interruption anywhere in here, in a report too, is for the caller."""
    try:
        code = commands.main(arguments, prog_name="sitegen", standalone_mode=False)
    except click.Abort:
        raise
    except click.ClickException as error:
        error.show()
        return USAGE
    except MachineError as error:
        _tell(error)
        return MACHINE
    except UsageError as error:
        _tell(error)
        return USAGE
    except BrokenPipeError:
        sys.stderr.close()
        return MACHINE
    except OSError as error:
        from sitegen.machine import in_plain_words  # noqa: PLC0415  # wanted only here

        _tell(in_plain_words(error, Path(str(error.filename or "."))))
        return MACHINE
    except Exception:  # noqa: BLE001  # the last resort: whatever comes here is a mistake of ours, and says so
        _own_up()
        return MACHINE
    return code if isinstance(code, int) else WORKED


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _tell(error: UsageError) -> None:
    click.secho(f"sitegen: {error.message}", err=True, fg="red")
    if error.hint:
        click.echo(f"  {error.hint}", err=True)


def _own_up() -> None:
    import traceback  # noqa: PLC0415  # dear, and wanted only here

    click.echo(traceback.format_exc(), err=True)
    click.secho("This is a mistake in sitegen, not in your site, and your published site is as it was.", err=True)
    click.echo("Please report it, with the lines above and what you did.", err=True)
