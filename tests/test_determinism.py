"""The same content, theme, settings and clock give the same bytes on any machine, in any folder, on any day."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from tests.building import MANIFEST, NOWS, SITES, built_in, built_site, copy_site
from tests.conftest import PROJECT
from tests.disk import tree

if TYPE_CHECKING:
    from pathlib import Path

MACHINES = (
    {"TZ": "Pacific/Auckland", "LC_ALL": "C", "LANG": "de_DE.UTF-8", "PYTHONHASHSEED": "0", "PYTHONUTF8": "0"},
    {"TZ": "America/Los_Angeles", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1", "HOME": "/nonexistent"},
    {"TZ": "UTC", "LANGUAGE": "fr", "PYTHONHASHSEED": "random", "PYTHONOPTIMIZE": "1", "COLUMNS": "40"},
)


SITES_OF_A_MACHINE = (SITES, SITES, ("conference", "zones"))
"""A third of everything would only take longer."""


def laid_out(name: str, root: Path, *, backwards: bool) -> Path:
    """Copy a site file by file, so that the folders list their files in another order."""
    made = copy_site(name, root)
    places = sorted((place for place in made.rglob("*") if place.is_file()), reverse=backwards)
    kept = [(place, place.read_bytes()) for place in places]
    for place in places:
        place.unlink()
    for place, data in kept:
        place.write_bytes(data)
    return made


def run_on(machine: dict[str, str], number: int, tmp_path: Path) -> tuple[str, dict[str, dict[str, bytes]]]:
    """Build sites with the command line in another environment; return what it told and the outputs."""
    here = tmp_path / ("a", "b with a space", "ć/deeper/still")[number]
    names = SITES_OF_A_MACHINE[number]
    roots = [laid_out(name, here / name, backwards=bool(number % 2)) for name in names]
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    moments = [NOWS[name].isoformat() for name in names]
    arguments = [part for moment, root in zip(moments, roots, strict=True) for part in (moment, str(root))]
    finished = subprocess.run(  # noqa: S603  # our own program, with arguments that this test wrote
        [sys.executable, PROJECT / "tests/build_every_site.py", *arguments],
        cwd=("/", tmp_path, PROJECT)[number],
        env=kept | machine | {"PYTHONPATH": str(PROJECT), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert (finished.returncode, finished.stderr.decode()) == (0, "")
    return finished.stdout.decode(), {root.name: tree(root / "public") for root in roots}


def test_machine_folder_zone_locale_hash_seed_and_order_of_files_change_nothing(tmp_path: Path) -> None:
    with ThreadPoolExecutor(len(MACHINES)) as pool:
        ran = list(pool.map(lambda pair: run_on(pair[1], pair[0], tmp_path), enumerate(MACHINES)))
    for _, outputs in ran:
        for name, output in outputs.items():
            output.pop(MANIFEST)
            assert output == built_site(name).files
    assert ran[0][0] == ran[1][0]


@pytest.mark.parametrize("name", SITES)
def test_no_output_knows_the_day_of_the_build(name: str) -> None:
    today = datetime.now(UTC)
    if today.year in {2007, 2014, 2020}:
        pytest.fail("the sites are of these years, so this test cannot tell")
    known = re.compile(rf"(?<![\w.#-]){today.year}(?!\w)|{today:%Y-%m-%d}|{today:%d %b %Y}".encode())
    found = {path for path, data in built_site(name).files.items() if known.search(data)}
    assert found == set()


@pytest.mark.parametrize("name", SITES)
def test_no_output_knows_the_folder_of_the_build(name: str) -> None:
    site = built_site(name)
    words = (str(site.root).encode(), str(site.root.parent).encode(), str(PROJECT).encode())
    assert {path for path, data in site.files.items() for word in words if word in data} == set()


def test_the_clock_alone_decides_and_not_when_files_were_written(tmp_path: Path) -> None:
    root = copy_site("conference", tmp_path / "site")
    for number, place in enumerate(sorted(root.rglob("*"))):
        os.utime(place, (4_000_000_000 + number, 4_000_000_000 - number))
    assert built_in(root, NOWS["conference"]).files == built_site("conference").files


def test_line_ends_and_a_byte_order_mark_change_nothing(tmp_path: Path) -> None:
    root = copy_site("conference", tmp_path / "site")
    for number, place in enumerate(sorted(root.rglob("*.md"))):
        data = place.read_bytes().replace(b"\n", (b"\r\n", b"\r")[number % 2])
        place.write_bytes((b"\xef\xbb\xbf" if number % 3 else b"") + data)
    site = built_in(root, NOWS["conference"])
    assert site.files == built_site("conference").files
    assert site.built.problems == built_site("conference").built.problems
