"""What a site tells its host and its crawlers, file by file; the policy has a file of its own."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest

from sitegen.host import Redirect, SitemapEntry, Subscription, headers, redirects, robots, sitemap
from sitegen.output import Output
from sitegen.urls import BaseUrl

ROOT = BaseUrl("https://torquay07.example.org")
UNDER_A_PATH = BaseUrl("https://example.org", "/torquay07")
SITEMAPS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
FEEDS = (
    Subscription("/feed.xml", "application/rss+xml"),
    Subscription("/posts/feed.xml", "application/rss+xml"),
    Subscription("/sparks/feed.xml", "application/rss+xml"),
    Subscription("/people/דנה/feed.atom", "application/atom+xml"),
    Subscription("/tags/cpd/feed.atom", "application/atom+xml"),
    Subscription("/feed.json", "application/feed+json"),
)

THE_HEADERS = """\
/*
  Content-Security-Policy: default-src 'none'
  X-Content-Type-Options: nosniff
  Referrer-Policy: strict-origin-when-cross-origin
  Permissions-Policy: camera=(), geolocation=(), microphone=(), payment=(), usb=()

/assets/*
  Cache-Control: public, max-age=31536000, immutable

/media/*
  Cache-Control: public, max-age=31536000, immutable

/:part1/:part2/feed.atom
  Content-Type: application/atom+xml; charset=utf-8
  Cache-Control: public, max-age=600

/:part1/feed.xml
  Content-Type: application/rss+xml; charset=utf-8
  Cache-Control: public, max-age=600

/feed.json
  Content-Type: application/feed+json; charset=utf-8
  Cache-Control: public, max-age=600

/feed.xml
  Content-Type: application/rss+xml; charset=utf-8
  Cache-Control: public, max-age=600
"""


def headers_at(path: str, rules: bytes) -> list[str]:
    """Return the lines of every rule that matches a path, read as Netlify's own parser reads them."""
    found: list[str] = []
    for rule in rules.decode().split("\n\n"):
        pattern, *lines = rule.strip().split("\n")
        parts = (
            "[^/]+" if part.startswith(":") else "?.*" if part == "*" else re.escape(part)
            for part in pattern.removeprefix("/").split("/")
        )
        if re.fullmatch("/" + "/".join(parts) + "/?", path):
            found += (line.strip() for line in lines)
    return found


def test_headers_to_the_letter() -> None:
    assert headers("default-src 'none'", FEEDS, ROOT).decode() == THE_HEADERS


def test_headers_under_a_path_say_so_in_every_rule() -> None:
    rules = headers("default-src 'none'", FEEDS, UNDER_A_PATH).decode()
    assert rules == re.sub(r"(?m)^/", "/torquay07/", THE_HEADERS)


def test_a_preview_is_for_no_search_engine_and_the_site_is() -> None:
    for path in ("/", "/posts/x/", "/media/hall.ab12.jpg", "/feed.xml"):
        assert "X-Robots-Tag: noindex" in headers_at(path, headers("x", FEEDS, ROOT, is_preview=True))
        assert "X-Robots-Tag: noindex" not in headers_at(path, headers("x", FEEDS, ROOT))


@pytest.mark.parametrize("path", ["/", "/posts/x/", "/404.html", "/assets/style.ab12.css", "/media/a/b.cd34.jpg"])
@pytest.mark.parametrize("is_preview", [False, True])
def test_no_page_or_file_gets_a_header_twice(path: str, *, is_preview: bool) -> None:
    names = [line.partition(":")[0] for line in headers_at(path, headers("x", FEEDS, ROOT, is_preview=is_preview))]
    assert len(names) == len(set(names)) > 3


@pytest.mark.parametrize("feed", FEEDS)
def test_every_feed_gets_its_type_and_a_short_life_once(feed: Subscription) -> None:
    path = ROOT.path(feed.address)
    kept = [line for line in headers_at(path, headers("x", FEEDS, ROOT)) if line.startswith(("Content-Type", "Cache"))]
    assert kept == [f"Content-Type: {feed.media_type}; charset=utf-8", "Cache-Control: public, max-age=600"]


def test_pages_keep_the_hosts_own_caching() -> None:
    lines = headers_at("/posts/x/", headers("x", FEEDS, ROOT))
    assert [line for line in lines if line.startswith("Cache-Control")] == []


def test_redirects_are_permanent_sorted_and_told_once() -> None:
    pairs = (Redirect("/old/", "/posts/new/"), Redirect("/b.html", "/posts/b/"), Redirect("/old/", "/posts/new/"))
    assert redirects(pairs, ROOT) == b"/b.html /posts/b/ 301\n/old/ /posts/new/ 301\n"


def test_redirects_under_a_path_lead_from_there_to_there() -> None:
    assert redirects((Redirect("/old", "/new/"),), UNDER_A_PATH) == b"/torquay07/old /torquay07/new/ 301\n"


@pytest.mark.parametrize(
    ("source", "written"),
    [
        ("/a b", "/a%20b"),
        ("/céline", "/c%C3%A9line"),
        ("/news/*", "/news/%2A"),
        ("/:year/:slug", "/%3Ayear/%3Aslug"),
        ("/a\n/* /evil 301", "/a%0A/%2A%20/evil%20301"),
        ("/#x", "/%23x"),
        ("/?p=12", "/%3Fp=12"),
        ("/c%C3%A9line", "/c%C3%A9line"),
    ],
)
def test_an_old_address_is_taken_literally(source: str, written: str) -> None:
    assert redirects((Redirect(source, "/x:splat/"),), ROOT).decode() == f"{written} /x%3Asplat/ 301\n"


@pytest.mark.parametrize("source", ["/a/", "/a"])
def test_an_address_does_not_redirect_to_itself(source: str) -> None:
    assert redirects((Redirect(source, "/a/"),), ROOT) == b""


def test_robots_lets_everybody_in_and_names_the_sitemap() -> None:
    assert robots("https://x.example/sitemap.xml", is_preview=False) == (
        b"User-agent: *\nDisallow:\n\nSitemap: https://x.example/sitemap.xml\n"
    )


def test_robots_of_a_preview_lets_crawlers_see_noindex_and_names_no_sitemap() -> None:
    assert robots("https://x.example/sitemap.xml", is_preview=True) == b"User-agent: *\nDisallow:\n"


def test_a_sitemap_to_the_letter() -> None:
    entries = (SitemapEntry("https://x.example/?a&b", "2007-01-09"), SitemapEntry("https://x.example/b/"))
    assert sitemap(entries, ROOT) == (
        Output(
            "/sitemap.xml",
            b'<?xml version="1.0" encoding="UTF-8"?>\n'
            b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
            b"<url><loc>https://x.example/?a&amp;b</loc><lastmod>2007-01-09</lastmod></url>\n"
            b"<url><loc>https://x.example/b/</loc></url>\n"
            b"</urlset>\n",
        ),
    )


def locations(output: Output) -> list[str | None]:
    return [loc.text for loc in ET.fromstring(output.data).iter(f"{SITEMAPS}loc")]  # noqa: S314 - bytes that we wrote


def test_a_sitemap_of_too_many_pages_is_an_index_and_its_parts() -> None:
    urls = [f"https://example.org/{n}/" for n in range(5)]
    index, *parts = sitemap(tuple(map(SitemapEntry, urls)), UNDER_A_PATH, max_urls=2)
    assert [output.address for output in parts] == ["/sitemap-1.xml", "/sitemap-2.xml", "/sitemap-3.xml"]
    assert [locations(output) for output in parts] == [urls[:2], urls[2:4], urls[4:]]
    assert index.address == "/sitemap.xml"
    assert locations(index) == [f"https://example.org/torquay07/sitemap-{n}.xml" for n in (1, 2, 3)]


def test_a_sitemap_of_exactly_as_many_pages_as_one_file_holds_is_one_file() -> None:
    assert len(sitemap(tuple(SitemapEntry(f"https://x.example/{n}") for n in range(50_000)), ROOT)) == 1
    assert len(sitemap(tuple(SitemapEntry(f"https://x.example/{n}") for n in range(50_001)), ROOT)) == 3


def test_no_part_of_a_sitemap_is_larger_than_the_protocol_allows() -> None:
    entries = tuple(SitemapEntry(f"https://x.example/{n}/") for n in range(9))
    _, *parts = sitemap(entries, ROOT, max_bytes=300)
    assert max(len(part.data) for part in parts) <= 300
    assert [url for part in parts for url in locations(part)] == [entry.url for entry in entries]


def test_a_sitemap_of_exactly_as_many_bytes_as_one_file_holds_is_one_file() -> None:
    entries = tuple(SitemapEntry(f"https://x.example/ü{n}/", "2007-01-09") for n in range(9))
    (whole,) = sitemap(entries, ROOT)
    assert sitemap(entries, ROOT, max_bytes=len(whole.data)) == (whole,)
    _, first, second = sitemap(entries, ROOT, max_bytes=len(whole.data) - 1)
    assert [len(locations(first)), len(locations(second))] == [8, 1]


def test_a_site_without_pages_has_a_sitemap_that_lists_none() -> None:
    (only,) = sitemap((), ROOT)
    assert locations(only) == []
