"""The benchmark of previews: a save is timed until its page is served, and every server is ended."""

from __future__ import annotations

import os
import signal
import sys
import time
from typing import TYPE_CHECKING

import pytest

from bench import saves_table
from bench.corpus import make_post
from bench.generator import Generator, Preview
from bench.install import Installed
from bench.measure import Contender
from bench.processes import ended_with_us
from bench.report import Part, with_parts
from bench.results import Save, Served
from bench.saves import measure_saves, saved, time_save, write
from bench.server import ServerError, serving

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PLAIN = """
import http.server, os, pathlib, sys

class Pages(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        number = int(self.path.split("/")[2][:6])
        texts = [p.read_bytes() for p in sorted(pathlib.Path("posts").glob("*.md"))[number:number + 2]]
        body = b"".join(texts) + pathlib.Path("outer").read_bytes() + b"</html>"
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass

pathlib.Path("pid").write_text(str(os.getpid()))
http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Pages).serve_forever()
"""
ENDS = "raise SystemExit(3)"
FAST = Served("hugo", "Hugo", 1_000, 2.0, {Save.TEXT: (0.4, 0.2, 0.5)}, 0.0, 200.0)
OWN = Served("sitegen", "sitegen", 1_000, 3.0, {Save.TEXT: (0.05, 0.06, 0.3)}, 0.002, 80.0)


def make_contender(home: Path, code: str) -> Contender:
    generator = Generator(
        name="plain",
        title="Plain",
        program="plain",
        folder="posts",
        front_matter=lambda post: f"{post.title}\n",
        files={"outer": ""},
        build=(),
        output="out",
        caches=(),
        preview=Preview((code,), "outer", lambda word: f"<title>{word}</title>", {"beside": "it"}),
    )
    return Contender(generator, Installed((sys.executable, "-c")), 4, home, settle=lambda: None)


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def is_soon(is_met: Callable[[], bool]) -> bool:
    """Whether something comes true within ten seconds."""
    limit = time.monotonic() + 10
    while not is_met() and time.monotonic() < limit:
        time.sleep(0.02)
    return is_met()


def test_a_save_is_timed_until_its_page_is_served_and_the_server_is_ended(tmp_path: Path) -> None:
    contender = make_contender(tmp_path, PLAIN)
    write(contender)
    with serving(contender, f"/posts/{make_post(2).slug}/") as (server, first):
        pid = int((contender.site / "pid").read_text("utf-8"))
        seconds = time_save(contender, server, Save.TEXT, 7)
        assert (first > 0, seconds > 0, is_running(pid)) == (True, True, True)
    text = (contender.site / f"posts/{make_post(2).slug}.md").read_text("utf-8")
    assert (text.endswith("\nsaved0007x\n"), (contender.site / "beside").read_text("utf-8")) == (True, "it")
    assert is_running(pid) is False


def test_a_server_is_ended_when_something_goes_wrong_beside_it(tmp_path: Path) -> None:
    contender = make_contender(tmp_path, PLAIN)
    write(contender)
    with pytest.raises(ZeroDivisionError), serving(contender, f"/posts/{make_post(2).slug}/"):
        raise ZeroDivisionError
    assert is_running(int((contender.site / "pid").read_text("utf-8"))) is False


def test_what_a_server_started_is_ended_with_it(tmp_path: Path) -> None:
    helper = "import os, pathlib, time; pathlib.Path('helper').write_text(str(os.getpid())); time.sleep(60)"
    starts = f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {helper!r}])\n"
    contender = make_contender(tmp_path, starts + PLAIN)
    write(contender)
    helped = contender.site / "helper"
    with serving(contender, f"/posts/{make_post(2).slug}/"):
        assert is_soon(lambda: helped.exists() and helped.read_text("utf-8") != "")
    assert is_soon(lambda: not is_running(int(helped.read_text("utf-8"))))


@pytest.mark.parametrize("ending", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_whoever_ends_the_benchmark_ends_its_servers(tmp_path: Path, ending: str) -> None:
    contender = make_contender(tmp_path, PLAIN)
    write(contender)
    first = f"/posts/{make_post(2).slug}/"
    with pytest.raises((SystemExit, KeyboardInterrupt)), ended_with_us(), serving(contender, first):
        signal.raise_signal(signal.Signals[ending])
    assert is_running(int((contender.site / "pid").read_text("utf-8"))) is False


def test_a_server_that_ends_by_itself_is_told_of(tmp_path: Path) -> None:
    (row,) = measure_saves([make_contender(tmp_path, ENDS)], 1, lambda _: None)

    assert (row.failure, row.saves, list((tmp_path / "sites").iterdir())) == ("the server ended with 3", {}, [])


def test_each_save_has_its_word_where_it_shows(tmp_path: Path) -> None:
    contender, post = make_contender(tmp_path, PLAIN), make_post(2)

    assert {save: saved(contender, save, "odd") for save in Save} == {
        Save.TEXT: (contender.site / f"posts/{post.slug}.md", f"{post.title}\n{post.body}\nodd\n"),
        Save.TITLE: (contender.site / f"posts/{post.slug}.md", f"{post.title} odd\n{post.body}"),
        Save.TEMPLATE: (contender.site / "outer", "<title>odd</title>"),
    }


def test_nobody_is_asked_to_serve_who_cannot(tmp_path: Path) -> None:
    contender = make_contender(tmp_path, PLAIN)
    without = Generator("a", "A", "a", "posts", contender.generator.front_matter, {}, (), "out", ())

    with pytest.raises(ServerError), serving(Contender(without, contender.installed, 4, tmp_path), "/"):
        pass


def test_the_table_of_saves_has_medians_ratios_and_the_bar() -> None:
    report = saves_table.markdown([FAST, OWN], "2026-01-01", "2 cores", {"Hugo": "1.2"}, ()).splitlines()

    assert [line for line in report if line.startswith(("| a post", "| Hugo", "| sitegen", "The bar", "- "))] == [
        "- Hugo: 1.2",
        "| a post's text | Hugo | 0.400 | 1.00 | 0.200 | 0.500 | 3 |",
        "| a post's text | sitegen | 0.060 | 0.15 | 0.050 | 0.300 | 3 |",
        "| Hugo | 2.00 | 1.00 | 0.0 | 200 | 1.00 |  |",
        "| sitegen | 3.00 | 1.50 | 0.2 | 80 | 0.40 |  |",
        "The bar for a post's text is 0.100 s: met, with 0.060 s.",
    ]


def test_without_the_other_server_there_are_seconds_and_no_ratios() -> None:
    report = saves_table.markdown([OWN], "2026-01-01", "2 cores", {}, ("Hugo is left out, it failed",))

    assert "\n- Hugo is left out, it failed\n" in report
    assert "| a post's text | sitegen | 0.060 | – | 0.050 | 0.300 | 3 |" in report


def test_a_part_that_was_measured_takes_the_place_of_its_older_self_alone() -> None:
    both = with_parts("", {Part.SERVE: "## Saves\n\nold\n", Part.BUILDS: "# Builds\n\nold\n"})

    assert with_parts(both, {Part.SERVE: "## Saves\n\nnew\n"}) == both.replace("## Saves\n\nold", "## Saves\n\nnew")
    assert both.index("# Builds") < both.index("## Saves")
    assert with_parts(both, {}) == both
