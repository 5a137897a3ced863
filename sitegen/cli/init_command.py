"""`sitegen init`: a new site, from a few answers."""

from __future__ import annotations

import os
import re
import shlex
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from sitegen.problems import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sitegen.beginning import Answers
    from sitegen.installation import Installation
    from sitegen.new_files import Begun

_QUESTIONS: Final = {
    "title": "What is it called?",
    "base_url": "Where will it live, as far as you know?",
    "timezone": "Which time zone is the conference in?",
    "host": "Who will serve it: netlify, pages (GitHub Pages) or any?",
    "email": "Where can people answer by e-mail? (Enter for nowhere)",
}
"""What is asked, in this order, where no flag says it."""
_NAMES: Final = {"title": "name", "base_url": "address", "timezone": "time zone", "host": "host"}
_ASIDE: Final = {"netlify": " (for GitHub Pages, begin with --host pages)"}
_PAGES_HOSTS: Final = (".github.io", ".gitlab.io", ".codeberg.page")
_WANTED: Final = {
    ".gitignore": "/public/ and /.sitegen/, a line each",
    "netlify.toml": 'below [build]: command = "python -m sitegen build" and publish = "public"',
}
"""What a site wants in files that may be there already."""
_ETC: Final = Path("/etc")
_INTERRUPTED: Final = 130


@click.command("init")
@click.option(
    "-C", "folder", metavar="DIR", type=click.Path(path_type=Path), help="What DIR counts from, if not this folder."
)
@click.argument("site", metavar="DIR")
@click.option("--title", metavar="TEXT", help="What the site is called: Torquay 2007. Else the folder's name.")
@click.option("--base-url", metavar="URL", help="Where it will live: https://torquay07.example.org.")
@click.option("--timezone", metavar="ZONE", help="The clock of the conference: Europe/London. Else this machine's.")
@click.option("--host", metavar="HOST", help="Who will serve it: netlify, pages (GitHub Pages) or any.")
@click.option("--email", metavar="ADDRESS", help="Where people can answer by e-mail.")
@click.option("--organiser", metavar="TEXT", help="Who runs it: The programme team.")
@click.option("--language", metavar="TAG", help="The language of the site: en-GB, or de. Else en.")
@click.option("--yes", "-y", "is_quiet", is_flag=True, help="Ask nothing, and take what is usual.")
def init_command(folder: Path | None, site: str, *, is_quiet: bool, **flags: str | None) -> int:
    """Begin a site in the folder DIR: its settings, one example of each kind, and how to go on.

    DIR may be new, or . for this folder. Nothing that is there is written over. On a terminal you are asked
    for what you do not say with a flag, and every question has an answer to begin with.

    For example: sitegen init mysite
    """
    from sitegen.beginning import Answers, beginning, checked  # noqa: PLC0415  # `--help` must not pay for it
    from sitegen.installation import installation  # noqa: PLC0415  # likewise
    from sitegen.new_files import begin_site, check_place  # noqa: PLC0415  # likewise

    root = _root(folder, site)
    check_place(root)
    answers = {name: checked(name, said) for name, said in flags.items() if said and said.strip()}
    open_questions = [name for name in _QUESTIONS if name not in answers]
    is_asking = not is_quiet and sys.stdin.isatty() and sys.stdout.isatty()
    if is_asking and open_questions:
        click.echo("Press Enter to take what stands in brackets. All of it can be changed later.")
    for name in open_questions:
        usual = _usual(name, root, answers)
        try:
            answers[name] = _ask(name, usual) if is_asking else usual
        except click.Abort:
            click.echo("\nNothing was written.", err=True)
            return _INTERRUPTED
    told = Answers(**answers)
    program = installation()
    begun = begin_site(root, beginning(told, datetime.now(UTC), program))
    wanted = {**_WANTED, "requirements.txt": program.requirement}
    _tell(_shown(root), told, begun, wanted, [] if is_asking else open_questions)
    if program.folder is not None and "requirements.txt" in begun.written:
        _tell_of_program(program)
    return 0


def _root(folder: Path | None, site: str) -> Path:
    """Return the folder of the new site, made absolute; `-C` says what its name counts from."""
    start = folder or click.get_current_context().find_object(Path) or Path()
    if not site.strip() or "\0" in site:
        raise UsageError("the new site needs a folder", "name one, as in: sitegen init mysite")
    return Path(os.path.abspath(start / site))  # noqa: PTH100  # a link to a folder is that folder, and stays a link


def _usual(name: str, root: Path, answers: Mapping[str, str]) -> str:
    """Return what an answer is where nobody gives one."""
    from sitegen.beginning import EXAMPLE_ADDRESS, checked  # noqa: PLC0415  # as above

    match name:
        case "title":
            words = re.sub(r"[-_.\s]+", " ", root.name).strip()
            try:
                return checked("title", words[:1].upper() + words[1:])
            except UsageError:
                return "My conference"
        case "base_url":
            return EXAMPLE_ADDRESS
        case "timezone":
            from sitegen.machine_zone import machine_zone  # noqa: PLC0415  # wanted only here

            return machine_zone(os.environ, _ETC) or "UTC"
        case "host":
            return (
                "pages"
                if answers["base_url"].partition("//")[2].partition("/")[0].endswith(_PAGES_HOSTS)
                else "netlify"
            )
        case _:
            return ""


def _ask(name: str, usual: str) -> str:
    """Ask until there is an answer that can be used."""
    from sitegen.beginning import checked  # noqa: PLC0415  # as above

    while True:
        said: str = click.prompt(_QUESTIONS[name], default=usual, show_default=bool(usual), prompt_suffix=" ")
        if not said.strip():
            return usual
        try:
            return checked(name, said)
        except UsageError as error:
            click.secho(f"  {error.message}", fg="red")
            click.echo(f"  {error.hint}")


def _shown(root: Path) -> str:
    """Return a folder as one would name it from here."""
    relative = os.path.relpath(root)
    return str(root) if relative.startswith("..") else relative


def _tell(folder: str, told: Answers, begun: Begun, wanted: Mapping[str, str], assumed: Sequence[str]) -> None:
    from sitegen.beginning import EXAMPLE_ADDRESS  # noqa: PLC0415  # as above

    where = "this folder" if folder == "." else f"{folder}/"
    click.echo(f"\nMade the site {told.title} in {where}: {len(begun.written)} files.")
    if begun.left:
        click.echo(f"Left as they were: {', '.join(begun.left)}.")
        for path in (path for path in begun.left if path in wanted):
            click.echo(f"  Add to {path}: {wanted[path]}")
    if assumed:
        click.echo("Assumed, as no flag says otherwise:")
        for name, words in _NAMES.items():
            if name in assumed:
                click.echo(f"  {words:<10} {getattr(told, name)}{_ASIDE.get(getattr(told, name), '')}")
    if told.base_url == EXAMPLE_ADDRESS:
        click.echo("The address is only an example. Before you publish, write yours into content/site.toml.")
    if not told.email:
        click.echo("Nobody can answer a spark yet: write an e-mail address for that into content/site.toml.")
    click.echo("\nNext:")
    if folder != ".":
        # To cd, a name that begins with a hyphen is a flag.
        click.echo(f"  cd {shlex.quote(f'./{folder}' if folder.startswith('-') else folder)}")
    click.echo("  sitegen serve")
    click.echo('  sitegen new spark "Who is in your network?" --session first-session')
    readme = next((name for name in ("README.md", "WRITING.md") if name in begun.written), "")
    if readme:
        click.echo(f"{readme} says how to go on, for those too who never open a terminal.")


def _tell_of_program(program: Installation) -> None:
    """Say how the file comes about that `requirements.txt` names."""
    click.echo("\nBefore a host can build it, it needs this program as a file. In the new folder, run")
    made_of = shlex.quote(str(program.folder)) if program.folder and program.folder.is_dir() else "FOLDER"
    click.echo(f"  python -m pip wheel --no-deps --wheel-dir packages {made_of}")
    if made_of == "FOLDER":
        click.echo("where FOLDER is where sitegen's own files are; or put the file that you installed into packages/.")
