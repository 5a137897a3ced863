"""The benchmark: its sums are right, its reports say them, and a build is judged by what it wrote."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from bench import table
from bench.chart import chart
from bench.corpus import make_post
from bench.generator import Generator
from bench.growth import Growth
from bench.growth import markdown as growth_report
from bench.insight import numbers, slowest
from bench.install import Installed
from bench.measure import Contender, measure
from bench.peers import GENERATORS
from bench.processes import HAS_PSS, Command, run
from bench.results import Results, Row, Run, Step, ratio, row_ratio

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

SVG = "{http://www.w3.org/2000/svg}"
COPYING = """
import pathlib, shutil
for place in pathlib.Path("posts").glob("*.md"):
    page = pathlib.Path("out/posts", place.stem, "index.html")
    page.parent.mkdir(parents=True, exist_ok=True)
    if not page.exists() or {is_right} and page.read_bytes() != place.read_bytes():
        shutil.copyfile(place, page)
"""


def make_row(name: str, times: Mapping[Step, float], *, failure: str = "", peak: float = 100.0) -> Row:
    runs = {step: (Run(seconds, seconds),) for step, seconds in times.items()}
    return Row(name, GENERATORS[name].title, 1_000, runs, peak, files=1, output_bytes=2_000_000, failure=failure)


HUGO = make_row("hugo", {Step.COLD: 1.0, Step.SAME: 1.0, Step.EDIT: 2.0}, peak=200.0)
OWN = make_row("sitegen", {Step.COLD: 1.4, Step.SAME: 0.05, Step.EDIT: 0.6})
BROKEN = make_row("eleventy", {}, failure="ended with 1: no")


def results(*rows: Row) -> Results:
    return Results("2026-01-01", "2 cores", "Pss", 3, {"Hugo": "1.2"}, (), {"Hugo": 0.1, "sitegen": 0.05}, rows)


def drawn(*rows: Row) -> ET.Element:
    return ET.fromstring(chart(rows))  # noqa: S314  # our own picture


def make_contender(home: Path, *, is_right: bool) -> Contender:
    generator = Generator(
        name="copy",
        title="Copy",
        program="copy",
        folder="posts",
        front_matter=lambda post: f"{post.title}\n",
        files={},
        build=(COPYING.format(is_right=is_right),),
        output="out",
        caches=(),
    )
    return Contender(generator, Installed((sys.executable, "-c")), 4, home, settle=lambda: None)


def test_a_ratio_is_how_many_times_the_reference() -> None:
    assert [ratio(3.0, 2.0), ratio(None, 2.0), ratio(3.0, None), ratio(3.0, 0.0)] == [1.5, None, None, None]


def test_ratios_are_between_medians_of_the_same_number_of_posts() -> None:
    runs = {Step.COLD: (Run(9.0, 1.0), Run(2.0, 1.0), Run(3.0, 1.0))}
    row = Row("sitegen", "sitegen", 1_000, runs)

    assert row_ratio(row, [HUGO, row], Step.COLD) == 3.0
    assert row_ratio(row, [HUGO, row], Step.EDIT) is None
    assert row_ratio(Row("sitegen", "sitegen", 100, runs), [HUGO], Step.COLD) is None


def test_the_table_puts_ratios_beside_seconds_and_says_who_failed() -> None:
    lines = table.side_by_side([OWN, BROKEN, HUGO]).splitlines()

    assert lines[2:] == [
        "| Hugo | 1.00 | 1.00 | 1.00 | 1.00 | 2.00 | 1.00 | 200 | 1.00 | 1.00 | 1 | 2.0 | 0 |",
        "| sitegen | 1.40 | 1.40 | 0.050 | 0.050 | 0.600 | 0.30 | 100 | 0.50 | 1.40 | 1 | 2.0 | 0 |",
        "| Eleventy | ended with 1: no | | | | | | | | | | | |",
    ]
    assert {line.count("|") for line in lines} == {14}


def test_bars_that_are_met_are_bold() -> None:
    assert table.bars([OWN, HUGO]).splitlines()[2:] == [
        "| 1,000 | nothing changed | 0.1 | **0.050** |",
        "| 1,000 | one post edited | 0.25 | 0.30 |",
        "| 1,000 | cold | 1.5 | **1.40** |",
        "| 1,000 | peak memory | 0.6 | **0.50** |",
    ]


def test_every_feed_is_held_to_the_cold_build_with_one() -> None:
    every = make_row("sitegen-feeds", {Step.COLD: 2.1})

    assert table.bars([OWN, every, HUGO]).splitlines()[-1] == "| 1,000 | cold, × of one feed | 1.25 | – | 1.50 |"


def test_the_report_tells_imports_where_they_weigh_most() -> None:
    few, many = (Row("sitegen", "sitegen", posts, imports={"cold": (("yaml", 1_500),)}) for posts in (100, 1_000))

    report = table.markdown(results(many, few))

    assert "## What sitegen imports, 100 posts\n" in report
    assert report.count("| `yaml` | 1.5 |\n") == 1


def test_the_report_tells_versions_and_starts() -> None:
    report = table.markdown(results(HUGO, OWN))

    assert "- Hugo: 1.2\n" in report
    assert "| sitegen | 0.050 | 0.50 |\n" in report


def test_the_picture_has_a_name_a_description_and_a_bar_for_each_time() -> None:
    picture = drawn(HUGO, OWN, BROKEN)

    title, description = (picture.find(f"*[@id='{name}']") for name in str(picture.get("aria-labelledby")).split())
    assert title is not None
    assert description is not None
    assert (title.tag, title.text) == (f"{SVG}title", "Seconds to build a site of 1,000 posts")
    assert (description.tag, description.text) == (
        f"{SVG}desc",
        (
            "Built from nothing: sitegen 1.40 s, Hugo 1.00 s. Nothing changed: sitegen 0.050 s, Hugo 1.00 s. "
            "One post edited: sitegen 0.600 s, Hugo 2.00 s."
        ),
    )
    assert len(picture.findall(f"{SVG}rect")) == 6


def test_ten_times_as_long_is_always_as_much_further() -> None:
    times = {Step.COLD: 0.02, Step.SAME: 0.2, Step.EDIT: 2.0}

    picture = drawn(make_row("hugo", times))

    first, second, third = (float(bar.get("width", "")) for bar in picture.findall(f"{SVG}rect"))
    assert second - first == pytest.approx(third - second, abs=0.2)


def test_a_summary_yields_its_whole_numbers() -> None:
    assert numbers('{"built": true, "written": 3, "prose": {"rendered": 1}, "now": "x"}') == {
        "written": 3,
        "prose.rendered": 1,
    }
    assert numbers("Built 3 posts.") == {}


def test_the_slowest_imports_come_first() -> None:
    told = (
        "import time: self [us] | cumulative | imported package\nimport time: 12 | 40 | a\nimport time: 300 | 300 |   b"
    )

    assert slowest(told) == (("b", 300), ("a", 12))


def test_growth_is_told_for_each_post() -> None:
    rows = [Growth(100, {Step.COLD: 2.0}, 50.0, "the nothing changed build stopped after 15 minutes")]

    report = growth_report(rows, "2026-01-01", "2 cores", "Pss").splitlines()

    assert report[-1] == (
        "| 100 | 2.00 | 20 | – | – | – | – | 50 | 0.5 | the nothing changed build stopped after 15 minutes |"
    )


def test_a_command_that_fails_or_takes_too_long_is_reported(tmp_path: Path) -> None:
    def failure(code: str, limit: float) -> str:
        return run(Command((sys.executable, "-c", code), tmp_path, tmp_path / "log", limit=limit)).failure

    assert failure("pass", 30) == ""
    assert failure("import sys; sys.exit('no')", 30) == f"ended with 1: see {tmp_path.name}/log.err"
    assert (tmp_path / "log.err").read_text(encoding="utf-8") == "no\n"
    assert failure("import time; time.sleep(30)", 0.1) == "stopped after 0 minutes"


@pytest.mark.skipif(not HAS_PSS, reason="this system does not tell proportional set sizes")
def test_memory_is_that_of_all_processes_together(tmp_path: Path) -> None:
    child = "import time; held = b'x' * 40_000_000; time.sleep(0.3)"
    code = f"import subprocess, sys; held = b'y' * 40_000_000; subprocess.run([sys.executable, '-c', {child!r}])"

    ran = run(Command((sys.executable, "-c", code), tmp_path, tmp_path / "log"), sampled=True)

    assert 76 < ran.peak_mib < 200


def test_a_measured_build_shows_its_edit_and_counts_what_it_rewrote(tmp_path: Path) -> None:
    (row,) = measure([make_contender(tmp_path, is_right=True)], 1, lambda _: None)

    assert (row.failure, row.files, row.rewritten, row.edit_shows) == ("", 4, 1, True)
    assert [len(row.runs[step]) for step in Step] == [1, 1, 1]
    assert list((tmp_path / "sites").iterdir()) == []


def test_a_build_that_does_not_show_the_edit_has_failed(tmp_path: Path) -> None:
    (row,) = measure([make_contender(tmp_path, is_right=False)], 1, lambda _: None)

    assert row.failure == "the edit does not show in the page"


def test_the_edit_goes_into_the_post_in_the_middle(tmp_path: Path) -> None:
    contender = make_contender(tmp_path, is_right=True)
    contender.write()

    contender.edit("first")
    contender.edit("second")

    edited = make_post(2)
    assert (contender.site / f"posts/{edited.slug}.md").read_text(encoding="utf-8") == (
        f"{edited.title}\n{edited.body}\nsecond\n"
    )
