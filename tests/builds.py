"""What tests of builds after builds share: a small site, a build of it as the command line asks, and a cold one beside.

A cold build is one in a new folder, with nothing remembered of the site; compiled templates are shared, which no
site can change.
"""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sitegen.again import build_again
from sitegen.job import Done, Job
from sitegen.problems import MachineError, SiteError, UsageError
from sitegen.reporter import Step
from sitegen.stamp import Request
from sitegen.values import replace
from tests.building import NOWS, copy_site, write_site
from tests.disk import tree

if TYPE_CHECKING:
    from datetime import datetime

    from sitegen.problems import Problem


ASKED: Final = Request()
NOW: Final = NOWS["minimal"]
OURS: Final = {".gitignore", "lock", "memo.sqlite", "stamp.json"}
"""All that a build may leave in `.sitegen/`."""

SMALL: Final[dict[str, str | bytes]] = {
    "site.toml": (
        'title = "Harbour"\nbase_url = "https://harbour.example.org"\nid = "harbour.example.org,2007"\n'
        'language = "en-GB"\ntimezone = "Europe/London"\npage_size = 2\n\n[feeds]\nlimit = 2\n'
    ),
    "posts/2007-01-01-long-ago.md": (
        "---\ntitle: Long ago\ntags: [tides]\n---\nThe first words.\n\nThen [the pilot](../pages/about.md) came.\n"
    ),
    "posts/2007-01-05-before.md": "---\ntitle: Before\nauthors: [jo-smith]\n---\nA summary.\n\nAnd what follows it.\n",
    "posts/2007-01-09-hall/index.md": (
        "---\ntitle: The hall\nauthors: [jo-smith]\nsession: networks\ntags: [halls, tides]\n---\n"
        "We met.\n\n![The hall from the gate](hall.png)\n\n## The way in\n\nBy [the door](#the-way-in).\n"
    ),
    "posts/2007-01-09-hall/hall.png": b"\x89PNG\r\n\x1a\n-hall",
    "posts/2007-01-10-latest.md": (
        "---\ntitle: Latest\nspark: what-now\ntags: [tides]\n---\nWhat is new.\n\nIt is said in [@weir2007, p. 4].\n"
    ),
    "posts/2007-03-01-to-come.md": "---\ntitle: To come\n---\nNot yet.\n\nStill not.\n",
    "pages/about.md": (
        "---\ntitle: About\nmenu: 1\n---\nWho we are.\n\n## Where\n\nBy the sea, since [long ago]"
        "(../posts/2007-01-01-long-ago.md).\n\n- one\n- two\n"
    ),
    "pages/notes.md": "---\ntitle: Notes\ndraft: true\n---\nNoted.\n\nAnd noted again.\n",
    "people/jo-smith.md": "---\nname: Jo Smith\nrole: Pilot\n---\nJo pilots.\n\nAnd rows.\n",
    "sessions/networks.md": (
        "---\ntitle: Networks\nstart: 2007-02-21 09:30\nend: 10:30\nspeakers: [jo-smith]\n---\nOn networks.\n\nMore.\n"
    ),
    "sparks/what-now.md": "---\ntitle: What now?\nsession: networks\nopens: 2007-02-01\n---\nSay.\n\nWhat next?\n",
    "references.bib": (
        "@book{weir2007,\n  author = {Weir, Ann},\n  title = {The Weir},\n  year = {2007},\n  publisher = {Mole}\n}\n"
    ),
    "static/robots-are-welcome.txt": b"come in\n",
}
"""A post in the feeds and one that is no longer, one still to come, and one of everything else."""


@dataclass(slots=True)
class Steps:
    """A reporter that keeps the steps that it was told of: a text that is mended in its page takes none of them."""

    taken: list[str] = field(default_factory=list)

    def begin(self, step: Step, total: int = 0) -> None:  # noqa: ARG002  # as reporters are told
        """Take note of a step of a whole build."""
        if step not in {Step.LOOK, Step.MEND}:
            self.taken.append(step.value)

    def advance(self, count: int) -> None:
        """Do nothing."""


@dataclass(frozen=True, slots=True)
class Result:
    """What a build came to: the files that stand now, the manifest among them, and all that it told."""

    files: Mapping[str, bytes]
    problems: tuple[tuple[str, int, int, str, str, str, str], ...]
    error: str = ""
    """What kind of error ended it."""


@dataclass(frozen=True, slots=True)
class Way:
    """How a build went."""

    read: int
    made: int
    written: tuple[str, ...]
    removed: tuple[str, ...]
    is_whole: bool
    """Whether all of the site was looked at."""


NOTHING: Final = Way(0, 0, (), (), is_whole=False)
NOT_BUILT: Final = Way(0, 0, (), (), is_whole=True)


def job_of(root: Path, now: datetime = NOW, request: Request = ASKED, jobs: int = 1, *, remembers: bool = True) -> Job:
    """Return the build of a site as the command line asks for it; what is lost on the way is meant to be."""
    return Job(root, now, request, jobs, remembers, may_shrink=True, codes=workshop() / "codes")


def run(job: Job) -> tuple[Result, Way]:
    """Build a site, and return what came of it and how."""
    steps, done, error = Steps(), None, ""
    problems: tuple[tuple[str, int, int, str, str, str, str], ...] = ()
    try:
        done = build_again(job, steps)
        problems = done.stamp.problems
    except SiteError as found:
        error, problems = "SiteError", tuple(map(_row, found.problems))
    except (MachineError, UsageError) as found:
        error = type(found).__name__
    result = Result(tree(job.folder) if job.folder.is_dir() else {}, problems, error)
    return result, _way(done, steps) if done is not None else NOT_BUILT


def _way(done: Done, steps: Steps) -> Way:
    return Way(done.read, done.made, done.written, done.removed, bool(steps.taken))


def _row(problem: Problem) -> tuple[str, int, int, str, str, str, str]:
    return (
        problem.path,
        problem.line,
        problem.column,
        problem.code,
        problem.message,
        problem.hint,
        problem.severity.value,
    )


def cold(job: Job) -> Result:
    """Return what a build of a copy of the site comes to, of which nothing is remembered."""
    root = Path(tempfile.mkdtemp(dir=workshop())) / "site"
    for folder in ("content", "themes"):
        if (job.root / folder).is_dir():
            shutil.copytree(job.root / folder, root / folder, symlinks=True)
    result, _ = run(replace(job, root=root, jobs=1))
    shutil.rmtree(root.parent)
    return result


def fails_as_cold(job: Job) -> None:
    """Build a site with a mistake in it again: a cold build tells the same, and what was published stands."""
    before = tree(job.folder)
    expected = cold(job)
    assert expected.error == "SiteError"
    assert run(job) == (replace_files(expected, before), NOT_BUILT)


def replace_files(result: Result, files: Mapping[str, bytes]) -> Result:
    """Return a result with other files."""
    return Result(files, result.problems, result.error)


def same_as_cold(job: Job) -> Way:
    """Build a site again, hold what came of it against a cold build, and look that the next ones find nothing to do."""
    result, way = run(job)
    expected = cold(job)
    assert (expected.error, expected.problems) == ("", result.problems)
    assert differing(result.files, expected.files) == []
    assert result.error == ""
    assert run(job) == (expected, NOTHING)
    (job.cache / "stamp.json").unlink()
    # What was mended in place is made anew then: only a whole build knows what a page is remembered by.
    made = 0 if way.is_whole else len(way.written)
    assert run(job) == (expected, Way(0, made, (), (), is_whole=True))
    return way


def differing(one: Mapping[str, bytes], other: Mapping[str, bytes]) -> list[str]:
    """Return the paths whose bytes differ, or that are on one side only."""
    return sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))


def small_site(root: Path) -> Path:
    """Write the small site."""
    return write_site(root, {path: data for path, data in SMALL.items() if path != "site.toml"}, _settings())


def built_small(root: Path) -> Job:
    """Write the small site, build it, and return how."""
    job = job_of(small_site(root))
    _, way = run(job)
    assert way.is_whole
    return job


def built(name: str, root: Path) -> Job:
    """Copy one of the sites, build it, and return how."""
    job = job_of(copy_site(name, root), NOWS[name])
    result, way = run(job)
    assert (result.error, way.is_whole) == ("", True)
    return job


def edit(root: Path, path: str, old: str, new: str) -> Path:
    """Replace a text of a document, which must be there, and return where the document is."""
    place = root / "content" / path
    text = place.read_bytes().decode()
    assert old in text
    place.write_bytes(text.replace(old, new, 1).encode())
    return place


def add(root: Path, path: str, text: str) -> Path:
    """Add to the end of a document, and return where it is."""
    place = root / "content" / path
    place.write_bytes(place.read_bytes() + text.encode())
    return place


def _settings() -> str:
    settings = SMALL["site.toml"]
    assert isinstance(settings, str)
    return settings


@cache
def workshop() -> Path:
    """Return a folder that is there until the tests end."""
    folder = Path(tempfile.mkdtemp(prefix="sitegen-builds-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
