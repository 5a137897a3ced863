"""What tests of whole sites share: the fixture sites and the sample, built once, and reading what they became."""

from __future__ import annotations

import atexit
import json
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final
from xml.etree.ElementTree import Element

import html5lib

from sitegen.build import Built, Checked, Order, build, check
from sitegen.site import Preview
from tests.conftest import PROJECT
from tests.disk import tree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.problems import Problem

FIXTURES: Final = Path(__file__).parent / "sites"
SAMPLE: Final = "sample"
NOWS: Final = MappingProxyType(
    {
        "conference": datetime(2007, 2, 14, 12, tzinfo=UTC),
        "empty": datetime(2007, 2, 14, 12, tzinfo=UTC),
        "minimal": datetime(2007, 2, 14, 12, tzinfo=UTC),
        "own-theme": datetime(2007, 2, 14, 12, tzinfo=UTC),
        SAMPLE: datetime(2007, 2, 21, 9, 45, tzinfo=UTC),
        "slow-chat": datetime(2020, 3, 5, 4, tzinfo=UTC),
        "under-a-path": datetime(2007, 2, 14, 12, tzinfo=UTC),
        "zones": datetime(2007, 3, 25, 1, 30, tzinfo=UTC),
    }
)
"""The sites, and the instant that each is built for."""
SITES: Final = tuple(NOWS)
SETTINGS: Final = 'title = "Harbour"\nbase_url = "https://harbour.example.org"\nid = "harbour.example.org,2007"\n'
MANIFEST: Final = ".sitegen-manifest"


@dataclass(frozen=True, slots=True)
class BuiltSite:
    """A site in a folder of its own, built into its `public/`."""

    name: str
    root: Path
    built: Built
    files: Mapping[str, bytes]
    """Path within the output to bytes, without the manifest."""

    @property
    def pages(self) -> Mapping[str, Element]:
        """Every page by its address, parsed."""
        return MappingProxyType({address: self.page(address) for address in self.addresses()})

    def addresses(self) -> Iterator[str]:
        """Yield the address of every page, `/404.html` included; not those that only lead on to another."""
        for path, data in sorted(self.files.items()):
            if path.endswith(".html") and b'http-equiv="refresh"' not in data:
                yield "/" + path.removesuffix("index.html")

    def text(self, path: str) -> str:
        """Return a file of the output as text."""
        return self.files[path].decode()

    def page(self, address: str) -> Element:
        """Return the page at an address, parsed as browsers do."""
        return parsed(self.files[file_of(address)])


def file_of(address: str) -> str:
    """Return the path within the output of the file that a host serves at an address."""
    return address.removeprefix("/") + ("index.html" if address.endswith("/") else "")


def copy_site(name: str, root: Path) -> Path:
    """Copy a site's sources to the folder `root`, which may not exist yet, and return it."""
    source = PROJECT if name == SAMPLE else FIXTURES / name
    shutil.copytree(source / "content", root / "content")
    if name != SAMPLE and (source / "themes").is_dir():
        shutil.copytree(source / "themes", root / "themes")
    return root


def copy_manual(root: Path) -> Path:
    """Copy the manual's sources to the folder `root`, which may not exist yet, and return it."""
    for name in ("content", "themes"):
        shutil.copytree(PROJECT / "docs" / name, root / name)
    return root


def write_site(root: Path, files: Mapping[str, str | bytes], settings: str = SETTINGS) -> Path:
    """Write a site of the given files, by their path below `content/`, and return its folder."""
    for path, text in {"site.toml": settings, **files}.items():
        place = root / "content" / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(text if isinstance(text, bytes) else text.encode())
    return root


def built_in(root: Path, now: datetime, *, drafts: bool = False, output: str = "public") -> BuiltSite:
    """Build the site in the folder `root`, and read what it became."""
    built = build(Order(root=root, now=now, output=Path(output), preview=Preview(drafts=drafts)))
    files = {path: data for path, data in tree(root / output).items() if path != MANIFEST}
    return BuiltSite(root.name, root, built, MappingProxyType(files))


def checked_in(root: Path, now: datetime = NOWS["minimal"]) -> Checked:
    """Check the site in the folder `root`."""
    return check(Order(root=root, now=now))


@cache
def built_site(name: str, *, drafts: bool = False) -> BuiltSite:
    """Return one of the sites, built once for all tests; nobody may write into it."""
    root = Path(tempfile.mkdtemp(dir=_workshop())) / name
    return built_in(copy_site(name, root), NOWS[name], drafts=drafts)


@cache
def parsed(data: bytes) -> Element:
    """Return a page as the tree that a browser makes of it."""
    found = html5lib.parse(data.decode(), namespaceHTMLElements=False)
    if not isinstance(found, Element):
        raise TypeError(found)
    return found


def words(element: Element | None) -> str:
    """Return an element's text on one line."""
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


def what_could_run(page: Element) -> list[str]:
    """Return what in a page could run or restyle it, beside the theme's own script files and linked data."""
    found = [
        str(element.tag)
        for element in page.iter()
        if element.tag in {"style", "iframe", "object", "embed", "form", "base"}
        or element.get("style") is not None
        or any(name.startswith("on") for name in element.attrib)
        or element.get("href", "").strip().lower().startswith(("javascript:", "data:", "vbscript:"))
    ]
    for script in page.iter("script"):
        is_file = "/assets/" in script.get("src", "") and not script.text
        is_data = script.get("type") == "application/ld+json" and bool(json.loads(script.text or ""))
        found += [] if is_file or is_data else ["script"]
    return found


def told(problems: tuple[Problem, ...]) -> tuple[tuple[str, int, str], ...]:
    """Return where each problem is, and its code."""
    return tuple((problem.path, problem.line, problem.code) for problem in problems)


def snapshot(root: Path) -> dict[str, tuple[bytes, int]]:
    """Return the bytes and the time of modification of every file that is a source of the site in `root`."""
    return {
        place.relative_to(root).as_posix(): (place.read_bytes(), place.stat().st_mtime_ns)
        for folder in ("content", "themes")
        for place in (root / folder).rglob("*")
        if place.is_file()
    }


@cache
def _workshop() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="sitegen-tests-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
