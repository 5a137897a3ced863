"""A new site before it is written: its files, from what `init` was told and the day. Writes nothing."""

from __future__ import annotations

import json
import re
from datetime import date, datetime, timedelta
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Final

from sitegen.beginning.answers import EXAMPLE_ADDRESS, Answers, checked
from sitegen.beginning.hosts import WORDS
from sitegen.beginning.toml_texts import quoted
from sitegen.content_names import CONTENT
from sitegen.hosting.files import hosting_files
from sitegen.installation import PACKAGES, Installation
from sitegen.kinds import KINDS
from sitegen.reference import example_file, front_matter_schema, settings_schema
from sitegen.settings import PATH
from sitegen.settings.single import Host
from sitegen.urls import parse_base_url
from sitegen.values import Value
from sitegen.zones import zone

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["EXAMPLE_ADDRESS", "Answers", "NewFile", "beginning", "checked"]

_TEMPLATES: Final = Path(__file__).parent / "files"
_FILES: Final[Mapping[str, str]] = {
    PATH: "site.toml",
    "content/posts/$today-welcome.md": "post.md",
    "content/sessions/first-session.md": "session.md",
    "content/sparks/who-is-missing.md": "spark.md",
    "content/people/alex-example.md": "person.md",
    "content/pages/about.md": "page.md",
    "README.md": "README.md",
    ".gitignore": "gitignore",
    ".editorconfig": "editorconfig",
    ".vscode/extensions.json": "extensions.json",
}
"""The files of a new site, and what each is made of. No name here begins with a dot, so that git and the wheel
take these for what they are."""
_OTHERWISE: Final[Mapping[str, str]] = {"README.md": "WRITING.md"}
"""A repository mostly has a README from its first minute; what ours says is wanted all the same."""
_AHEAD: Final = timedelta(weeks=8)
"""How far ahead the first session is, at the least: far enough for a conversation before it."""
_TUESDAY: Final = 1
_MARKS: Final = re.compile(r"[\\`*_\[\]<>&~#$]")
"""What Markdown could take for more than a letter."""


_EXAMPLE: Final = """ This one is only an example:
# before you publish, write your own address here, and its host into the line "id" below."""


class NewFile(Value, frozen=True):
    """A file to be written where there is none yet."""

    path: str
    """From the site's folder, with `/` between its parts."""
    text: str
    otherwise: str = ""
    """Its path where the first is taken; empty for a file that is then left out."""
    copied_from: Path | None = None
    """The file elsewhere on this disk whose bytes it has, in place of the text."""


def beginning(answers: Answers, now: datetime, program: Installation) -> tuple[NewFile, ...]:
    """Return the files of a new site, which its host builds with the same program.

    It builds without a warning at any time: what is to be seen at once is dated `now` in the site's own
    zone, and nothing in it goes stale when its session is over.
    """
    places = _places(answers, now.astimezone(zone(answers.timezone)).date())
    own = [(_filled(path, places), _filled(_template(name), places)) for path, name in _FILES.items()]
    examples = [(f"{CONTENT}/{kind.folder}/_example.md", example_file(kind)) for kind in KINDS.values()]
    schemas = [(f".schema/{kind.noun}.json", _json(front_matter_schema(kind))) for kind in KINDS.values()]
    schemas.append((".schema/site.json", _json(settings_schema())))
    hosting = hosting_files(Host(answers.host), program.requirement)
    found = sorted((*own, *examples, *schemas, *hosting))
    files = tuple(NewFile(path, text, _OTHERWISE.get(path, "")) for path, text in found)
    wheel = program.wheel
    return files if wheel is None else (*files, NewFile(f"{PACKAGES}/{wheel.name}", "", copied_from=wheel))


def _template(name: str) -> str:
    return (_TEMPLATES / name).read_text(encoding="utf-8")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _filled(text: str, places: Mapping[str, str]) -> str:
    return Template(text).substitute(places)


def _places(answers: Answers, today: date) -> dict[str, str]:
    """Return what goes where the templates have a `$name`."""
    later = today + _AHEAD
    session_day = later + timedelta(days=(_TUESDAY - later.weekday()) % 7)
    words = WORDS[Host(answers.host)]
    is_example = answers.base_url == EXAMPLE_ADDRESS
    is_english = answers.language.lower().partition("-")[0] == "en"
    return {
        "title": quoted(answers.title),
        "readme_title": _MARKS.sub(r"\\\g<0>", answers.title),
        "base_url": quoted(answers.base_url),
        "address": answers.base_url,
        "example": _EXAMPLE if is_example else "",
        "once": " once the site is public" if is_example else "",
        "id": quoted(_site_id(answers.base_url, today)),
        "language": quoted(answers.language),
        "lang": ""
        if is_english
        else "lang: en  # this text is in English: take the line out when you write your own\n",
        "timezone": quoted(answers.timezone),
        "organiser": _setting("organiser", answers.organiser, "The programme team"),
        "host": quoted(answers.host),
        "email": _setting("email", answers.email, "sparks@example.org"),
        "today": today.isoformat(),
        "session_day": session_day.isoformat(),
        "chat_day": (session_day - timedelta(days=8)).isoformat(),
        "mistakes": words.mistakes,
        "waking": words.waking,
        "setting_up": words.setting_up,
    }


def _setting(name: str, value: str, example: str) -> str:
    """Return the line of a setting, or a note that shows how to write it."""
    return f"{name} = {quoted(value)}" if value else f"# {name} = {quoted(example)}"


def _site_id(base_url: str, today: date) -> str:
    """Return the authority and date of a site's tag URIs (RFC 4151 section 2.1).

    A host with several sites, each in its path, tells them apart by the day.
    """
    base = parse_base_url(base_url)
    host = base.origin.partition("://")[2].rpartition("]")[0] or base.origin.partition("://")[2].partition(":")[0]
    authority = re.sub(r"[^A-Za-z0-9._-]+", "-", host).strip("-")
    return f"{authority},{today.isoformat() if base.prefix else today.year}"
