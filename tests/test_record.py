"""The record of what was published: what it holds, what it finds lost, where it leads on, what it does not write."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from sitegen.build import Order, build
from sitegen.model import Source
from sitegen.problems import SiteError
from sitegen.record import PATH, check_record, moved, read_record, recorded
from sitegen.site import Redirect
from tests.building import NOWS, built_in, checked_in, told, write_site
from tests.cli_runs import run
from tests.sitemaking import make_site

if TYPE_CHECKING:
    from pathlib import Path

NOW = NOWS["minimal"]
A = "---\ntitle: A\n---\nText.\n"
POST = "---\ntitle: P\ndate: {date}\n---\nText.\n"
FILES = {
    "pages/about.md": A,
    "posts/first.md": POST.format(date="2007-01-01"),
    "posts/to-come.md": POST.format(date="2007-12-01"),
    "posts/draft.md": "---\ntitle: D\ndate: 2007-01-01\ndraft: true\n---\n",
    "people/ulric.md": "---\nname: Ulric\n---\n",
}
RECORD: dict[str, object] = {
    "site": "torquay07.example.org,2007",
    "pages/about": ["/about/"],
    "posts/first": ["/posts/first/"],
}


def as_source(record: object) -> Source:
    """Return a record as a file of the site."""
    return Source(PATH, json.dumps(record, ensure_ascii=False, indent=2).encode())


def test_the_record_holds_what_readers_have_seen_and_nothing_else() -> None:
    assert json.loads(recorded(make_site(FILES), {})) == RECORD


def test_an_id_that_moved_has_its_addresses_in_their_order() -> None:
    before = {"pages/about": ("/who/", "/about-us/"), "posts/first": ("/posts/first/",)}
    assert json.loads(recorded(make_site(FILES), before)) == RECORD | {
        "pages/about": ["/who/", "/about-us/", "/about/"]
    }


def test_an_id_that_moved_back_has_each_address_once() -> None:
    before = {"pages/about": ("/about/", "/who/")}
    assert json.loads(recorded(make_site(FILES), before))["pages/about"] == ["/who/", "/about/"]


def test_what_was_published_and_is_a_draft_again_stays_in_the_record() -> None:
    before = {"posts/draft": ("/posts/draft/",)}
    assert json.loads(recorded(make_site(FILES), before)) == RECORD | {"posts/draft": ["/posts/draft/"]}


def test_what_was_deleted_from_the_record_and_the_site_leaves_it() -> None:
    assert "posts/gone" not in json.loads(recorded(make_site(FILES), {"posts/gone": ("/posts/gone/",)}))


def test_a_lost_id_is_told_where_it_stands_with_the_lines_to_paste() -> None:
    source = as_source(RECORD | {"sessions/networks": ["/sessions/net/", "/sessions/networks/"]})
    record, problems = read_record(source)
    assert problems == ()
    [problem] = check_record(make_site(FILES), record, source)
    assert (problem.path, problem.line, problem.code, problem.is_error) == (PATH, 9, "lost-id", True)
    assert "id: sessions/networks\naliases: [/sessions/net/, /sessions/networks/]" in problem.hint


def test_a_site_whose_own_id_is_another_is_told_at_its_line() -> None:
    record, problems = read_record(as_source(RECORD | {"site": "harbour.example.org,2006"}))
    assert problems == ()
    [problem] = check_record(make_site(FILES), record, None)
    assert (problem.path, problem.line, problem.code, problem.is_error) == (
        "content/site.toml",
        1,
        "changed-site-id",
        True,
    )
    assert 'write it back: id = "harbour.example.org,2006"' in problem.hint


def test_a_record_that_has_no_id_of_the_site_asks_for_none() -> None:
    record, problems = read_record(as_source({name: value for name, value in RECORD.items() if name != "site"}))
    assert (problems, tuple(check_record(make_site(FILES), record, None))) == ((), ())


@pytest.mark.parametrize("data", [b"{", b"[]", b'{"a": "/b/"}', b'{"a": []}', b'{"a": ["b"]}', b"\xff", b'{"a": [1]}'])
def test_a_record_that_is_none_is_told(data: bytes) -> None:
    record, problems = read_record(Source(PATH, data))
    assert (record, told(problems)) == ({}, ((PATH, 1, "record"),))


def test_addresses_that_an_id_has_left_lead_on_unless_somebody_lives_there() -> None:
    site = make_site(FILES)
    record = {"pages/about": ("/who/", "/posts/first/", "/about/"), "posts/to-come": ("/posts/soon/",)}
    taken = {"/about/": "a page", "/posts/first/": "a post"}
    assert moved(site, record, taken) == (Redirect("/who/", "/about/"),)


def test_only_a_build_that_is_told_to_writes_the_record(tmp_path: Path) -> None:
    root = write_site(tmp_path / "site", FILES)
    place = root / PATH
    assert told(built_in(root, NOW).built.problems) == ()
    assert not place.exists()
    build(Order(root=root, now=NOW, is_recorded=True))
    assert json.loads(place.read_text()) == RECORD | {"site": "harbour.example.org,2007"}
    assert not any("published.json" in path for path in built_in(root, NOW).files)


@pytest.mark.parametrize("flag", ["--now=2150-01-01", "--drafts", "--base-url=https://preview.example.org"])
def test_only_what_readers_see_is_recorded(flag: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = write_site(tmp_path / "site", FILES)
    assert run(capsys, "build", "-C", root, "--record", flag).code == 2
    assert not (root / PATH).exists()


def test_a_build_that_fails_writes_no_record(tmp_path: Path) -> None:
    root = write_site(tmp_path / "site", {**FILES, "posts/broken.md": "---\ntitle: B\n---\n"})
    with pytest.raises(SiteError):
        build(Order(root=root, now=NOW, is_recorded=True))
    assert not (root / PATH).exists()


def test_an_id_that_is_lost_stops_the_build_and_frozen_leads_on(tmp_path: Path) -> None:
    record = json.dumps({"pages/about": ["/about/"]})
    root = write_site(tmp_path / "site", {"published.json": record, "pages/who.md": A, "posts/2007-01-01-p.md": A})
    with pytest.raises(SiteError) as caught:
        built_in(root, NOW)
    assert told(caught.value.problems) == (("content/published.json", 1, "lost-id"),)
    (root / "content/pages/who.md").write_text("---\ntitle: A\nid: pages/about\n---\nText.\n")
    assert told(checked_in(root).problems) == ()
    assert "/about/ " in built_in(root, NOW).text("_redirects")
