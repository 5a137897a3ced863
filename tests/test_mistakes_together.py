"""That all of one run's mistakes are told together, to people and to machines, and that none of them is published."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

from tests.mistaken import POST, SESSION, SETTINGS, build, document, make_site, run, stamps

if TYPE_CHECKING:
    from pathlib import Path

TYPOS = {
    "content/pages/about.md": ("title: About\nmenu: frist", "3:7", "wrong-type"),
    "content/people/jo-smith.md": ("name: Jo Smith\nlisted: treu", "3:9", "wrong-type"),
    "content/posts/2007-01-01-a.md": ("title: A\nsummary: A post.\nstage: befor", "4:8", "unknown-value"),
    "content/posts/2007-01-02-b.md": ("title: B\nsession: netwroks", "3:10", "unknown-session"),
    "content/posts/2007-01-03-c.md": ("title: C: and more", "2:8", "unquoted"),
    "content/posts/d.md": ("title: D\ntags:\n  - cpd\ndate: 2007-02-30", "5:7", "bad-date"),
    "content/sessions/networks.md": ("title: Networks\nstart: 2007-02-21 09:30\nend: 9:15", "4:6", "ends-early"),
    "content/sessions/two.md": ("title: Two\nstart: 2007-02-21 11:00\nstatus: canceled", "4:9", "unknown-value"),
    "content/sparks/who.md": ("title: Who?\nopens: 1/2/2007", "3:8", "bad-date"),
    "content/sparks/why.md": ("title: Why?\nopens: 2007-02-01\norder: first", "4:8", "wrong-type"),
}

EVERYWHERE = {
    "content/site.toml": SETTINGS + 'page_size = "ten"\n\n[theme_options]\nacent = "#0b6e4f"\n',
    POST: document("title: Preparing\nsumary: One.", "See [the session](../sessions/netwroks.md) and ![](hall.jpg)."),
    SESSION: document("title: Networks\nstart: 2007-02-21 09:30\nhost: nobody"),
    "content/static/_redirects": "/a /b\n",
}
PLACES = [
    (POST, 3, 1, "warning", "unknown-field"),
    (POST, 5, 5, "error", "broken-link"),
    (POST, 5, 48, "error", "missing-image"),
    (POST, 5, 48, "warning", "no-alt"),
    (SESSION, 4, 7, "error", "unknown-person"),
    ("content/site.toml", 5, 13, "error", "wrong-type"),
    ("content/site.toml", 8, 9, "warning", "unknown-key"),
    ("content/static/_redirects", 1, 1, "error", "reserved-file"),
]
WARNED = {POST: document("title: Preparing\nsumary: One.", "See [here](/schedule/).")}


def test_ten_typos_in_ten_files_are_ten_problems_and_nothing_is_published(tmp_path: Path) -> None:
    root = make_site(tmp_path, {"content/pages/about.md": document("title: About")})
    assert build(root).exit == 0
    before = stamps(root / "public")
    make_site(root, {path: document(fields) for path, (fields, _, _) in TYPOS.items()})
    told = build(root)
    lines = [line for line in told.report.splitlines() if not line.startswith("  ")]
    assert [(line.split(": ")[0], line.rpartition("[")[2]) for line in lines[:-1]] == [
        (f"{path}:{place}", f"{code}]") for path, (_, place, code) in TYPOS.items()
    ]
    assert (told.exit, lines[-1]) == (1, "Nothing was published: 10 errors.")
    assert stamps(root / "public") == before


def test_mistakes_everywhere_are_told_in_one_run_and_settings_decide_the_exit_code(tmp_path: Path) -> None:
    told = build(make_site(tmp_path, EVERYWHERE), "--format", "json")
    found = json.loads(told.output)
    assert [(p["path"], p["line"], p["column"], p["severity"], p["code"]) for p in found["problems"]] == PLACES
    assert (told.exit, found["built"], told.report) == (2, False, "")
    assert not (tmp_path / "public").exists()


def test_every_format_says_the_same(tmp_path: Path) -> None:
    root = make_site(tmp_path, EVERYWHERE)
    problems = json.loads(build(root, "--format", "json").output)["problems"]
    text = build(root)
    github = build(root, "--format", "github")
    lines = [
        f"{p['path']}:{p['line']}:{p['column']}: {p['severity']}: {p['message']} [{p['code']}]\n"
        + "".join(f"  {line}\n" for line in p["hint"].splitlines())
        for p in problems
    ]
    assert text.report == "".join([*lines, "Nothing was published: 5 errors and 3 warnings.\n"])
    assert github.output == "".join(
        f"::{p['severity']} file={os.path.relpath(root / p['path'])},line={p['line']},col={p['column']},"
        f"title={p['code']}::{p['message']}%0A{p['hint'].replace(chr(10), '%0A')}\n"
        for p in problems
    )
    assert (text.exit, github.exit, text.output) == (2, 2, "")


def test_annotations_cannot_be_forged_by_what_an_author_writes(tmp_path: Path) -> None:
    fields = 'title: A\nmode%0A::warning: "x"\nstage: "a\\n::error::b%"'
    told = build(make_site(tmp_path, {POST: document(fields)}), "--format", "github")
    assert [line.partition("::")[2].partition(" ")[0] for line in told.output.splitlines()] == ["warning", "error"]
    assert "b%25" in told.output


def test_a_warning_does_not_stop_a_site_and_strict_makes_it(tmp_path: Path) -> None:
    root = make_site(tmp_path, WARNED)
    strict = build(root, "--strict")
    assert (strict.exit, (root / "public").exists()) == (1, False)
    plain = build(root)
    assert (plain.exit, (root / "public/index.html").exists()) == (0, True)
    assert strict.report == plain.report + (
        "Nothing was published: 2 warnings (--strict: a warning counts as an error).\n"
    )
    before = stamps(root / "public")
    make_site(root, {"content/pages/about.md": document("title: About")})
    assert (build(root, "--strict").exit, stamps(root / "public")) == (1, before)


def test_a_second_run_tells_the_same_warnings_again_and_writes_nothing(tmp_path: Path) -> None:
    root = make_site(tmp_path, WARNED)
    first = build(root)
    before = stamps(root / "public")
    second = build(root)
    assert (first.report.count("warning: "), second.report, second.exit) == (2, first.report, 0)
    assert stamps(root / "public") == before


def test_a_mistake_in_the_settings_wins_over_one_in_the_content(tmp_path: Path) -> None:
    root = make_site(tmp_path, {POST: document("title: A\nstage: befor")})
    assert build(root).exit == 1
    make_site(root, {"content/site.toml": SETTINGS + 'host = "netlfy"\n'})
    assert build(root).exit == 2


def test_status_tells_the_same_mistakes_and_writes_nothing(tmp_path: Path) -> None:
    root = make_site(tmp_path, EVERYWHERE)
    told = run("status", "-C", str(root), "--now", "2007-02-20T12:00:00Z")
    assert sorted(place.name for place in root.iterdir()) == ["content"]
    assert (told.exit, told.report) == (2, build(root).report.rpartition("Nothing was published")[0])


def test_one_mistake_does_not_make_others(tmp_path: Path) -> None:
    files = {
        SESSION: "---\ntitle: Networks\nstart: 2007-02-21 09:30\n",
        POST: document("title: Preparing\nsession: networks", "See [the session](../sessions/networks.md#outline)."),
        "content/people/jo-smith.md": document("name: Jo: Smith"),
        "content/sparks/who.md": document("title: Who?\nsession: networks\nopens: 2007-02-01\nauthors: [jo-smith]"),
    }
    told = build(make_site(tmp_path, files))
    assert [line for line in told.report.splitlines() if not line.startswith("  ")] == [
        "content/people/jo-smith.md:2:7: error: this value cannot be read as it stands: Jo: Smith [unquoted]",
        "content/sessions/networks.md:1:1: error: the front matter that begins here never ends [front-matter-open]",
        "Nothing was published: 2 errors.",
    ]
