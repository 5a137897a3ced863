"""What the manual and the README show: the commands to type, what is answered, the files to write. Runs nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, TypeAlias

from tests.conftest import PROJECT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

PAGES: Final = PROJECT / "docs" / "content" / "pages"
README: Final = PROJECT / "README.md"
SHELLS: Final = frozenset({"console", "sh", "shell", "bash"})
"""The languages of blocks whose lines are typed in a terminal; in `console` those behind a `$`."""
PROMPT: Final = "$ "
SYNOPSIS: Final = " [OPTIONS]"
"""In a line that says how a command is written, and is none."""
MORE: Final = "…"
"""In what is answered: anything, and alone on a line any lines, or none."""
_FENCE: Final = re.compile(
    r"^(?P<mark>`{3,})(?P<language>\S*)[^\n]*\n(?P<text>.*?)^(?P=mark)`*\s*$", re.MULTILINE | re.DOTALL
)
_NAMED: Final = re.compile(r"`(content/[^`\s]+)`[^`]*:\s*\Z")
_PORT: Final = re.compile(r"(?<=localhost:)8000")


@dataclass(frozen=True, slots=True)
class Typed:
    """A command as it is shown, and what is shown of its answer."""

    where: str
    """The page and the line."""
    part: str
    """The heading below which it stands."""
    command: str
    answer: tuple[str, ...] = ()

    @property
    def fails(self) -> bool:
        """Whether a mistake is what is shown."""
        return any(": error: " in line for line in self.answer)


@dataclass(frozen=True, slots=True)
class Saved:
    """A file that the reader is told to write, named at the end of the sentence above it."""

    where: str
    part: str
    path: str
    text: str


Step: TypeAlias = Typed | Saved


def pages() -> tuple[Path, ...]:
    """Return every page that may show commands."""
    return (README, *sorted(PAGES.rglob("*.md")))


def steps(page: Path, words: Mapping[str, str] = MappingProxyType({})) -> Iterator[Step]:
    """Yield what a page has its reader do, in its order; `words` are put in the place of others."""
    text = page.read_text("utf-8")
    for shown, meant in words.items():
        text = text.replace(shown, meant)
    for fence in _FENCE.finditer(text):
        above = text[: fence.start()]
        line = above.count("\n") + 2
        (*_, part) = re.findall(r"(?m)^#+ (.+)$", _FENCE.sub("", above)) or [""]
        named = _NAMED.search(above.rstrip("\n").rpartition("\n\n")[2])
        if fence["language"] in SHELLS:
            yield from _typed(page.name, line, part, fence["text"], is_console=fence["language"] == "console")
        elif named:
            yield Saved(f"{page.name}:{line}", part, named[1], fence["text"])


def _typed(name: str, line: int, part: str, text: str, *, is_console: bool) -> Iterator[Typed]:
    found: list[tuple[int, str, list[str]]] = []
    at = line
    for one in text.replace("\\\n", "\v").split("\n"):
        if one.startswith(PROMPT) or (not is_console and is_command(one)):
            found.append((at, one.removeprefix(PROMPT).replace("\v", "\\\n"), []))
        elif found and is_console:
            found[-1][2].append(one)
        at += 1 + one.count("\v")
    for number, command, answer in found:
        while answer and not answer[-1].strip():
            answer.pop()
        yield Typed(f"{name}:{number}", part, command, tuple(answer))


def logs(page: Path) -> tuple[tuple[str, ...], ...]:
    """Return the blocks of a page that quote somebody's log, as lines."""
    fences = _FENCE.finditer(page.read_text("utf-8"))
    return tuple(tuple(fence["text"].splitlines()) for fence in fences if fence["language"] == "text")


def is_command(line: str) -> bool:
    """Whether a line of a script is a command."""
    return bool(line.strip()) and not line.startswith("#") and SYNOPSIS not in line


def answers(shown: tuple[str, ...], told: str) -> bool:
    """Whether what a command told is what is shown: to the letter, but for `…`, and the port where 8000 is taken."""
    if all(line.strip() == MORE for line in shown):
        return True
    pattern = "".join("(?:.*\n)*" if line.strip() == MORE else _line(line) + "\n" for line in shown)
    return re.fullmatch(pattern, "".join(f"{line.rstrip()}\n" for line in told.strip("\n").splitlines())) is not None


def _line(line: str) -> str:
    literal = "[^\n]*".join(re.escape(part) for part in line.rstrip().split(MORE))
    return _PORT.sub(r"\\d+", literal)
