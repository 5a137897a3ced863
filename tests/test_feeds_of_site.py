"""The feeds of whole sites: well formed, absolute, newest first, found from every page, of one identity for ever."""

from __future__ import annotations

import json
import re
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

import feedparser
import html5lib
import pytest

from tests.building import NOWS, SITES, BuiltSite, built_in, built_site, copy_site, file_of, write_site

if TYPE_CHECKING:
    from pathlib import Path

EVERY_SITE = pytest.mark.parametrize("name", SITES)
FILES = ("feed.xml", "feed.atom", "feed.json")
TAG_URI = re.compile(r"tag:[a-z0-9.-]+,\d{4}(-\d\d(-\d\d)?)?:[^\s]+")
URL_ATTRIBUTES = ("href", "src", "poster", "cite", "data", "action")
RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)")


def feeds_of(site: BuiltSite, file: str) -> dict[str, bytes]:
    """Return the feeds of one format, by the path of the folder that they stand in."""
    return {path.removesuffix(file): data for path, data in site.files.items() if path.rpartition("/")[2] == file}


def read(data: bytes) -> Any:  # noqa: ANN401  # feedparser has no types
    found = feedparser.parse(data, sanitize_html=False, resolve_relative_uris=False)
    assert (found.bozo, found.get("bozo_exception")) == (False, None)
    return found


def contents(data: bytes, file: str) -> list[str]:
    """Return the HTML of every entry of a feed."""
    if file == "feed.json":
        return [item["content_html"] for item in json.loads(data)["items"]]
    return [entry.content[0].value if entry.get("content") else "" for entry in read(data).entries]


def urls_in(html: str) -> list[str]:
    """Return every URL in a piece of HTML."""
    found = []
    for element in html5lib.parseFragment(html, namespaceHTMLElements=False).iter():
        found += [element.get(name) for name in URL_ATTRIBUTES if element.get(name) is not None]
        found += [candidate.split()[0] for candidate in element.get("srcset", "").split(",") if candidate.split()]
    return found


@EVERY_SITE
@pytest.mark.parametrize("file", FILES)
def test_a_reader_finds_nothing_wrong_with_a_feed(name: str, file: str) -> None:
    feeds = feeds_of(built_site(name), file)
    assert {"", "posts/", "sparks/"} <= feeds.keys()
    for data in feeds.values():
        if file == "feed.json":
            assert json.loads(data)["version"] == "https://jsonfeed.org/version/1.1"
        else:
            assert read(data).version == {"feed.xml": "rss20", "feed.atom": "atom10"}[file]


@EVERY_SITE
@pytest.mark.parametrize("file", FILES)
def test_every_url_in_a_feed_is_absolute_and_leads_to_a_page(name: str, file: str) -> None:
    site = built_site(name)
    base = site.built.site.settings.base_url
    for data in feeds_of(site, file).values():
        for url in (url for html in contents(data, file) for url in urls_in(html)):
            assert urlsplit(url).scheme in {"http", "https", "mailto"}
            if url.startswith(base.home):
                assert file_of(url.partition("#")[0].removeprefix(base.origin + base.prefix)) in site.files


@EVERY_SITE
def test_ids_are_tag_uris_of_the_site_and_the_same_in_every_format(name: str) -> None:
    site = built_site(name)
    known = {entry.uri: entry for entry in site.built.site.shown()}
    for place, data in feeds_of(site, "feed.json").items():
        items = json.loads(data)["items"]
        assert [item["id"] for item in items] == [entry.id for entry in read(site.files[place + "feed.atom"]).entries]
        assert [item["id"] for item in items] == [entry.id for entry in read(site.files[place + "feed.xml"]).entries]
        for item in items:
            assert TAG_URI.fullmatch(item["id"])
            assert item["url"] == site.built.site.settings.base_url.absolute(known[item["id"]].address)
            assert item["title"] == known[item["id"]].title


@EVERY_SITE
def test_entries_come_newest_first_and_none_is_of_later_than_the_build(name: str) -> None:
    for data in feeds_of(built_site(name), "feed.json").values():
        dates = [datetime.fromisoformat(item["date_published"]) for item in json.loads(data)["items"]]
        assert dates == sorted(dates, reverse=True)
        assert all(date <= NOWS[name] for date in dates)


@EVERY_SITE
def test_a_json_feed_has_the_fields_of_version_1_1_in_their_types(name: str) -> None:
    site = built_site(name)
    base = site.built.site.settings.base_url
    for place, data in feeds_of(site, "feed.json").items():
        feed = json.loads(data)
        assert feed["home_page_url"] == base.absolute("/" + place)
        assert feed["feed_url"] == base.absolute(f"/{place}feed.json")
        assert feed["title"].startswith(site.built.site.settings.title)
        assert feed["language"] == site.built.site.settings.language
        for item in feed["items"]:
            assert {"id", "url", "title", "content_html", "date_published"} <= item.keys()
            assert all(RFC_3339.fullmatch(item[key]) for key in ("date_published", "date_modified") if key in item)
            assert all(author.keys() <= {"name", "url", "avatar"} for author in item.get("authors", []))
            assert "author" not in item


@EVERY_SITE
def test_an_xml_feed_says_where_it_is_and_whose_page_it_is_of(name: str) -> None:
    site = built_site(name)
    base = site.built.site.settings.base_url
    for file in ("feed.xml", "feed.atom"):
        for place, data in feeds_of(site, file).items():
            links = {link.rel: link.href for link in read(data).feed.links}
            assert links["self"] == base.absolute(f"/{place}{file}")
            assert read(data).feed.link == base.absolute("/" + place)


@EVERY_SITE
def test_every_page_names_feeds_and_they_exist(name: str) -> None:
    site = built_site(name)
    base = site.built.site.settings.base_url
    for address, page in site.pages.items():
        named = [
            urljoin(base.absolute(address), link.get("href", ""))
            for link in page.iter("link")
            if link.get("rel") == "alternate"
        ]
        own = [base.absolute(address + file) for file in FILES if file_of(address + file) in site.files]
        everybodys = [base.absolute("/" + file) for file in FILES]
        assert named == list(dict.fromkeys([*own, *everybodys]))


@EVERY_SITE
def test_the_page_on_subscribing_names_every_feed_for_readers(name: str) -> None:
    site = built_site(name)
    base = site.built.site.settings.base_url
    linked = {urljoin(base.home, link.get("href", "")) for link in site.page("/subscribe/").iter("a")}
    assert {base.absolute(f"/{place}feed.xml") for place in ("", "posts/", "sparks/")} <= linked


def ids_in(site: BuiltSite, path: str = "feed.json") -> list[str]:
    return [item["id"] for item in json.loads(site.files[path])["items"]]


def test_each_feed_of_the_conference_holds_what_is_its_own() -> None:
    site = built_site("conference")
    uri = "tag:harbour.example.org,2007:"
    on_the_way, pictures, german, first = (
        uri + name for name in ("posts/on-the-way", "posts/pictures", "posts/zuhoeren", "posts/the-first")
    )
    open_now, closed = (uri + name for name in ("sparks/open-now", "sparks/who-is-in-your-network"))
    assert ids_in(site) == [on_the_way, open_now, pictures, german, closed, first]
    assert ids_in(site, "posts/feed.json") == [on_the_way, pictures, german, first]
    assert ids_in(site, "sparks/feed.json") == [open_now, closed]
    assert ids_in(site, "sessions/networks/feed.json") == [on_the_way, open_now, closed, first]
    assert ids_in(site, "people/ben-orme/feed.json") == [on_the_way, closed, first]
    assert ids_in(site, "tags/networks/feed.json") == [german, closed, first]
    assert ids_in(site, "people/lena-listed/feed.json") == []


def test_an_entry_is_whole_and_in_its_own_language() -> None:
    items = {item["title"]: item for item in json.loads(built_site("conference").files["feed.json"])["items"]}
    assert items["Zuhören"]["language"] == "de"
    assert "„Genau.“" in items["Zuhören"]["content_html"]
    assert "Later there is" in items["Questions & answers <before> slides"]["content_html"]
    assert "Ninety-one answers." in items["Who is in your network?"]["content_html"]
    assert "{{ braces }}" in items["On the way"]["content_html"]
    assert items["On the way"]["date_modified"] == "2007-02-12T09:00:00+00:00"
    assert items["Pictures and sound"]["attachments"][0]["mime_type"] == "audio/mpeg"


def test_no_summary_shows_how_a_citation_is_typed() -> None:
    site = built_site("conference")
    assert {path for path, data in site.files.items() if b"[@" in data} == set()


def test_a_rename_with_its_id_frozen_and_a_new_title_keep_the_identity(tmp_path: Path) -> None:
    root = copy_site("conference", tmp_path / "site")
    old = root / "content/posts/2007-01-09-questions.md"
    text = old.read_text(encoding="utf-8").replace("title: Questions & answers <before> slides", "title: Renamed")
    old.unlink()
    (root / "content/posts/2007-01-09-renamed.md").write_text(text, encoding="utf-8")
    site = built_in(root, NOWS["conference"])
    assert "posts/renamed/index.html" in site.files
    for file in ("feed.json", "sessions/networks/feed.json", "posts/feed.json"):
        assert ids_in(site, file) == ids_in(built_site("conference"), file)


def test_a_site_that_moves_keeps_every_identity(tmp_path: Path) -> None:
    root = copy_site("conference", tmp_path / "site")
    settings = root / "content/site.toml"
    moved = settings.read_text(encoding="utf-8").replace("https://harbour.example.org", "https://new.example.net/2007")
    settings.write_text(moved, encoding="utf-8")
    assert ids_in(built_in(root, NOWS["conference"])) == ids_in(built_site("conference"))


def test_a_feed_is_no_longer_than_its_limit_and_only_the_sites_own_where_asked(tmp_path: Path) -> None:
    posts = {
        f"posts/2007-01-{day:02}-n.md": f"---\ntitle: Day {day}\nslug: n{day}\n---\nText.\n" for day in range(1, 8)
    }
    settings = built_site("conference").root.joinpath("content/site.toml").read_text(encoding="utf-8")
    shorter = settings + '\n[feeds]\nlimit = 3\neverywhere = false\nformats = ["json"]\n'
    site = built_in(write_site(tmp_path / "site", posts, shorter), NOWS["minimal"])
    assert {path for path in site.files if path.rpartition("/")[2] in FILES} == {"feed.json"}
    assert ids_in(site) == [f"tag:harbour.example.org,2007:posts/n{day}" for day in (7, 6, 5)]
