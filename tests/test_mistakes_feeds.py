"""What reaches a feed's reader: well-formed, absolute, escaped once, free of scripts, and the same for ever."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

from tests.disk import put, tree
from tests.mistaken import NOW, POST, SESSION, build, document, make_site, run

if TYPE_CHECKING:
    from pathlib import Path

ATOM: Final = "{http://www.w3.org/2005/Atom}"
CONTENT: Final = "{http://purl.org/rss/1.0/modules/content/}encoded"
BASE: Final = "https://torquay07.example.org"
PIXEL: Final = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


def feeds(root: Path, place: str = "") -> tuple[ET.Element, ET.Element, dict[str, object]]:
    """Return the RSS, Atom and JSON feeds beside a page, parsed."""
    folder = root / "public" / place
    rss = ET.fromstring((folder / "feed.xml").read_bytes())  # noqa: S314  # our own output
    atom = ET.fromstring((folder / "feed.atom").read_bytes())  # noqa: S314  # likewise
    parsed: dict[str, object] = json.loads((folder / "feed.json").read_bytes())
    return rss, atom, parsed


def test_a_control_character_does_not_reach_a_feed(tmp_path: Path) -> None:
    told = build(make_site(tmp_path, {POST: document("title: Preparing", "One\x0btwo\x00three\ufffe.")}))
    assert (told.exit, told.report.count("warning: "), told.report.count("[control-character]")) == (0, 1, 1)
    rss, atom, parsed = feeds(tmp_path)
    texts = [rss.findtext(f".//{CONTENT}"), atom.findtext(f".//{ATOM}content"), json.dumps(parsed)]
    assert ["<p>Onetwothree.</p>" in (text or "") for text in texts] == [True, True, True]


def test_markup_in_a_title_is_escaped_once(tmp_path: Path) -> None:
    told = build(make_site(tmp_path, {POST: document('title: "Q&A ]]> <b>bold</b>"', "A ]]> and &amp; <em>b</em>.")}))
    assert (told.exit, told.report) == (0, "")
    rss, atom, parsed = feeds(tmp_path)
    title = "Q&A ]]> <b>bold</b>"
    assert rss.findtext(".//item/title") == title
    assert atom.findtext(f".//{ATOM}entry/{ATOM}title") == title
    assert title in json.dumps(parsed)
    assert "<p>A ]]&gt; and &amp; <em>b</em>.</p>" in (rss.findtext(f".//{CONTENT}") or "")


def test_every_address_in_a_feed_is_absolute(tmp_path: Path) -> None:
    text = (
        "See [the schedule](/schedule/), [the session](../sessions/networks.md) and [below](#below).\n\n"
        '![A dot](dot.png)\n\n<img src="dot.png" srcset="dot.png 2x" alt="A dot">\n\n'
        '<video src="dot.mp4" poster="dot.png"></video>\n\n## Below\n'
    )
    root = make_site(tmp_path, {POST: document("title: Preparing", text), SESSION: document("title: Networks")})
    for name in ("dot.png", "dot.mp4"):
        put(root, f"content/posts/{name}", PIXEL)
    told = build(root)
    assert (told.exit, told.report) == (0, "")
    rss, atom, parsed = feeds(root)
    for text_of in (rss.findtext(f".//{CONTENT}"), atom.findtext(f".//{ATOM}content"), json.dumps(parsed)):
        found = re.findall(r'(?:href|src|srcset|poster)=\\?"([^"\\]*)', text_of or "")
        assert len(found) >= 7
        assert [address for address in found if not address.startswith(f"{BASE}/")] == []


def test_a_site_without_posts_has_valid_empty_feeds(tmp_path: Path) -> None:
    told = build(make_site(tmp_path, {"content/pages/about.md": document("title: About")}))
    assert (told.exit, told.report) == (0, "")
    rss, atom, parsed = feeds(tmp_path)
    assert (rss.tag, rss.findall(".//item")) == ("rss", [])
    assert (atom.findall(f"{ATOM}entry"), bool(atom.findtext(f"{ATOM}updated"))) == ([], True)
    assert parsed["items"] == []


def test_an_unchanged_site_at_another_time_has_the_same_feeds(tmp_path: Path) -> None:
    root = make_site(tmp_path, {POST: document("title: Preparing"), SESSION: document("title: Networks")})
    build(root, now="2007-02-01T12:00:00Z")
    before = {path: data for path, data in tree(root / "public").items() if "feed." in path}
    build(root, now="2007-02-03T15:30:00Z")
    assert {path: data for path, data in tree(root / "public").items() if "feed." in path} == before


def test_an_entry_keeps_its_id_whatever_is_renamed(tmp_path: Path) -> None:
    root = make_site(tmp_path, {POST: document("title: Preparing")})
    build(root)
    guid = feeds(root)[0].findtext(".//item/guid")
    assert guid == "tag:torquay07.example.org,2007:posts/preparing"
    make_site(root, {POST: document("title: Another title")})
    build(root)
    assert feeds(root)[0].findtext(".//item/guid") == guid
    (root / POST).unlink()
    moved = document("title: Another title\nid: posts/preparing\naliases: [/posts/preparing/]")
    make_site(root, {"content/posts/2007-01-09-renamed.md": moved})
    told = build(root)
    assert (told.exit, told.report) == (0, "")
    rss, atom, _ = feeds(root)
    assert rss.findtext(".//item/guid") == atom.findtext(f".//{ATOM}entry/{ATOM}id") == guid
    assert rss.findtext(".//item/link") == f"{BASE}/posts/renamed/"


def test_an_id_that_was_published_and_is_gone_is_told_with_the_lines_to_paste(tmp_path: Path) -> None:
    root = make_site(tmp_path, {POST: document("title: Preparing")})
    assert build(root, "--record").exit == 0
    (root / POST).rename(root / "content/posts/2007-01-09-renamed.md")
    told = build(root)
    assert told.exit == 1
    assert "  id: posts/preparing\n  aliases: [/posts/preparing/]\n" in told.report


def test_scripts_and_forms_are_in_no_feed(tmp_path: Path) -> None:
    text = '<script>alert(1)</script>\n\n<form action="/x"><input name="q"></form>\n\n<p onclick="alert(1)">Words.</p>'
    told = build(make_site(tmp_path, {POST: document("title: Preparing", text)}))
    assert told.exit == 0
    for name in ("feed.xml", "feed.atom", "feed.json"):
        feed = (tmp_path / "public" / name).read_text(encoding="utf-8")
        assert [word for word in ("alert(1)", "<form", "&lt;form", "&lt;input", "onclick") if word in feed] == []
        assert "Words." in feed


def test_a_session_that_ends_after_the_clocks_change_keeps_its_hours(tmp_path: Path) -> None:
    fields = "title: Late\nstart: 2007-03-25 00:30\nend: 02:30\nroom: Main Hall\nday: 2007-03-24"
    told = build(make_site(tmp_path, {SESSION: document(fields)}))
    assert (told.exit, told.report) == (0, "")
    page = (tmp_path / "public/schedule/index.html").read_text(encoding="utf-8")
    assert 'datetime="2007-03-25T00:30:00+00:00"' in page or 'datetime="2007-03-25T00:30+00:00"' in page
    assert "24 March" in page
    assert "25 March" not in page.partition("<main")[2].partition("</main>")[0]


def test_a_scheduled_post_is_in_no_file_and_status_lists_it(tmp_path: Path) -> None:
    root = make_site(tmp_path, {POST: document("title: Hush-hush\ndate: 2007-03-01\nslug: hush")})
    told = build(root)
    assert (told.exit, told.report) == (0, "")
    assert [path for path, data in tree(root / "public").items() if b"hush" in data.lower() or "hush" in path] == []
    status = run("status", "-C", str(root), "--now", NOW)
    assert "posts/2007-01-09-preparing.md until 2007-03-01 00:00 GMT" in status.output
    assert build(root, now="2007-03-01T00:00:00Z").exit == 0
    assert (root / "public/posts/hush/index.html").exists()
