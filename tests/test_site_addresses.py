"""Every address that a site serves: what stands there, what each page has, and that every link leads somewhere."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree import ElementTree as ET

import pytest

from sitegen.build import Order, build
from sitegen.problems import SiteError
from tests.building import (
    NOWS,
    SITES,
    BuiltSite,
    built_in,
    built_site,
    copy_site,
    file_of,
    told,
    what_could_run,
    words,
    write_site,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from xml.etree.ElementTree import Element

EVERY_SITE = pytest.mark.parametrize("name", SITES)
ALWAYS = {
    "404.html",
    "_headers",
    "_redirects",
    "archive/index.html",
    "assets/icon.svg",
    "assets/live.js",
    "assets/room.css",
    "assets/schedule.css",
    "assets/style.css",
    "index.html",
    "network.opml",
    "people/index.html",
    "posts/index.html",
    "robots.txt",
    "schedule.ics",
    "schedule/index.html",
    "sessions/index.html",
    "sitemap.xml",
    "sparks/index.html",
    "subscribe/index.html",
    "tags/index.html",
    *(f"{place}feed.{ending}" for place in ("", "posts/", "sparks/") for ending in ("xml", "atom", "json")),
}
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
FINGERPRINT = re.compile(r"\.[0-9a-f]{10}(?=\.\w+$)")
CSS_URL = re.compile(rb"url\(\s*['\"]?([^'\")]+)")


def plain_names(site: BuiltSite) -> set[str]:
    """Return the files of the output, without fingerprints."""
    return {FINGERPRINT.sub("", path) for path in site.files}


def with_feeds(*places: str) -> set[str]:
    return {f"{place}{name}" for place in places for name in ("index.html", "feed.xml", "feed.atom", "feed.json")}


def base_of(site: BuiltSite) -> str:
    base = site.built.site.settings.base_url
    return base.origin + base.prefix


def links_of(site: BuiltSite, address: str) -> Iterator[str]:
    """Yield every URL in a page, made absolute as a browser does."""
    here = base_of(site) + address
    for element in site.page(address).iter():
        for name in ("href", "src", "poster", "cite", "action", "data"):
            if element.get(name) is not None:
                yield urljoin(here, element.get(name, ""))
        for candidate in element.get("srcset", "").split(","):
            if candidate.split():
                yield urljoin(here, candidate.split()[0])
        if element.tag == "meta" and element.get("property") in {"og:url", "og:image"}:
            yield element.get("content", "")


def target_of(site: BuiltSite, url: str) -> tuple[str, str] | None:
    """Return the output's file and the anchor that a URL of the site leads to; None: it leads elsewhere."""
    origin, path = "{0.scheme}://{0.netloc}".format(urlsplit(url)), unquote(urlsplit(url).path)
    base = site.built.site.settings.base_url
    if origin != base.origin:
        return None
    assert path.startswith(base.prefix + "/"), f"{url} is outside of the site's path"
    return file_of(path.removeprefix(base.prefix)), unquote(urlsplit(url).fragment)


def is_kept_from_search(page: Element) -> bool:
    return "noindex" in [meta.get("content") for meta in page.iter("meta") if meta.get("name") == "robots"]


@EVERY_SITE
def test_only_lost_pages_and_rooms_are_kept_from_search_engines(name: str) -> None:
    kept = {address for address, page in built_site(name).pages.items() if is_kept_from_search(page)}
    assert kept == {a for a in built_site(name).addresses() if a == "/404.html" or a.endswith("/room/")}


@EVERY_SITE
def test_every_link_leads_to_a_file_that_is_there(name: str) -> None:
    site = built_site(name)
    ids = {
        file_of(address): {element.get("id") for element in page.iter() if element.get("id")}
        for address, page in site.pages.items()
    }
    broken = set()
    for address in site.addresses():
        for url in links_of(site, address):
            target = target_of(site, url)
            if target and (target[0] not in site.files or (target[1] and target[1] not in ids[target[0]])):
                broken.add((address, url))
    assert broken == set()


@EVERY_SITE
def test_every_file_that_a_style_sheet_names_is_there(name: str) -> None:
    site = built_site(name)
    for path, data in site.files.items():
        if path.endswith(".css"):
            for found in CSS_URL.findall(data):
                url = urljoin(f"{base_of(site)}/{path}", found.decode())
                target = target_of(site, url)
                assert target is None or target[0] in site.files


@EVERY_SITE
def test_every_page_has_one_heading_a_title_a_language_and_its_own_address(name: str) -> None:
    site = built_site(name)
    for address, page in site.pages.items():
        assert [words(heading) != "" for heading in page.iter("h1")] == [True], address
        assert site.built.site.settings.title in words(page.find("head/title")), address
        assert page.get("lang") in {"en", "en-GB", "de"}, address
        assert page.find("head/meta[@charset]") is not None, address
        canonical = [link.get("href") for link in page.iter("link") if link.get("rel") == "canonical"]
        assert canonical == ([] if is_kept_from_search(page) else [base_of(site) + address]), address


@EVERY_SITE
def test_no_id_stands_twice_on_a_page_and_every_reference_to_one_holds(name: str) -> None:
    for address, page in built_site(name).pages.items():
        ids = Counter(element.get("id") for element in page.iter() if element.get("id") is not None)
        assert [(address, one) for one, count in ids.items() if count > 1] == []
        for element in page.iter():
            for attribute in ("aria-labelledby", "aria-describedby", "aria-controls", "for"):
                assert set(element.get(attribute, "").split()) <= ids.keys(), (address, attribute)


@EVERY_SITE
def test_headings_descend_a_step_at_a_time(name: str) -> None:
    for address, page in built_site(name).pages.items():
        levels = [int(element.tag[1]) for element in page.iter() if re.fullmatch("h[1-6]", str(element.tag))]
        steps = [(one, other) for one, other in pairwise(levels) if other > one + 1]
        assert (address, levels[0], steps) == (address, 1, [])


@EVERY_SITE
def test_no_page_holds_what_runs_or_styles_itself(name: str) -> None:
    for address, page in built_site(name).pages.items():
        assert (address, what_could_run(page)) == (address, [])


@EVERY_SITE
def test_every_picture_has_words_for_those_who_cannot_see_it(name: str) -> None:
    for address, page in built_site(name).pages.items():
        assert [image.get("src") for image in page.iter("img") if image.get("alt") is None] == [], address


@EVERY_SITE
def test_the_sitemap_lists_exactly_the_pages(name: str) -> None:
    site = built_site(name)
    listed = [loc.text for loc in ET.fromstring(site.files["sitemap.xml"]).iter(f"{SITEMAP}loc")]  # noqa: S314  # ours
    pages = [base_of(site) + address for address, page in site.pages.items() if not is_kept_from_search(page)]
    assert listed == sorted(pages)


@EVERY_SITE
def test_robots_lets_everybody_in_and_names_the_sitemap(name: str) -> None:
    site = built_site(name)
    assert site.text("robots.txt") == f"User-agent: *\nDisallow:\n\nSitemap: {base_of(site)}/sitemap.xml\n"


@EVERY_SITE
def test_a_lost_reader_is_kept_from_search_engines_and_finds_the_way_home(name: str) -> None:
    page = built_site(name).page("/404.html")
    assert [meta.get("content") for meta in page.iter("meta") if meta.get("name") == "robots"] == ["noindex"]
    home = built_site(name).built.site.settings.base_url.path("/")
    assert home in {link.get("href") for link in page.iter("a")}


@EVERY_SITE
def test_the_headers_hold_the_policy_and_how_long_to_keep_what(name: str) -> None:
    site = built_site(name)
    rules = {
        rule.split("\n")[0]: [line.strip() for line in rule.split("\n")[1:] if line]
        for rule in site.text("_headers").split("\n\n")
    }
    prefix = site.built.site.settings.base_url.prefix
    policy = next(line for line in rules[prefix + "/*"] if line.startswith("Content-Security-Policy: "))
    assert {"default-src 'none'", "style-src 'self'", "form-action 'none'"} <= {
        part.strip() for part in policy.partition(": ")[2].split(";")
    }
    assert "unsafe" not in policy
    assert "*" not in policy
    assert rules[prefix + "/assets/*"] == rules[prefix + "/media/*"]
    assert rules[prefix + "/media/*"] == ["Cache-Control: public, max-age=31536000, immutable"]
    assert "Content-Type: application/rss+xml; charset=utf-8" in rules[prefix + "/feed.xml"]


@EVERY_SITE
def test_every_alias_leads_to_its_document(name: str) -> None:
    site = built_site(name)
    base = site.built.site.settings.base_url
    led = {(line.split()[0], line.split()[1]) for line in site.text("_redirects").splitlines()}
    pairs = {
        (base.path(alias), base.path(entry.address))
        for entry in site.built.site.shown()
        for alias in entry.fields.aliases
    }
    assert {(old, new) for old, new in led if old.endswith("/")} == {pair for pair in pairs if pair[0].endswith("/")}
    assert pairs <= led
    for line in site.text("_redirects").splitlines():
        assert file_of(line.split()[1].removeprefix(base.prefix)) in site.files


def test_the_conference_redirects_what_shows_and_nothing_else() -> None:
    assert built_site("conference").text("_redirects") == (
        "/2007/01/09/questions/ /posts/questions/ 301\n/networks/ /sessions/networks/ 301\n"
        "/networks/feed.atom /sessions/networks/feed.atom 301\n/networks/feed.json /sessions/networks/feed.json 301\n"
        "/networks/feed.xml /sessions/networks/feed.xml 301\n"
        "/networks/session.ics /sessions/networks/session.ics 301\n"
    )


def test_a_host_without_a_file_of_redirects_gets_a_page_that_leads_on() -> None:
    site = built_site("under-a-path")
    page = site.page("/old/first/")
    assert {"/events/2007/posts/first/"} == {link.get("href") for link in page.iter("a")}
    refresh = [meta.get("content") for meta in page.iter("meta") if meta.get("http-equiv") == "refresh"]
    assert refresh == ["0; url=/events/2007/posts/first/"]
    assert [link.get("href") for link in page.iter("link") if link.get("rel") == "canonical"] == [
        "https://example.org/events/2007/posts/first/"
    ]


def test_an_old_address_of_the_home_pages_text_leads_to_the_home_page_and_nothing_below_it_does() -> None:
    lines = built_site("under-a-path").text("_redirects").splitlines()
    assert [line for line in lines if "welcome" in line] == ["/events/2007/welcome/ /events/2007/ 301"]


def test_a_host_without_a_file_of_headers_gets_the_policy_in_each_page(tmp_path: Path) -> None:
    root = copy_site("under-a-path", tmp_path / "site")
    settings = root / "content/site.toml"
    settings.write_text(
        settings.read_text(encoding="utf-8").replace('host = "any"', 'host = "pages"'), encoding="utf-8"
    )
    site = built_in(root, NOWS["under-a-path"])
    assert {"_headers", "_redirects"} & site.files.keys() == set()
    for address, page in site.pages.items():
        policies = [m.get("content") for m in page.iter("meta") if m.get("http-equiv") == "Content-Security-Policy"]
        assert (address, len(policies)) == (address, 1)


def test_the_smallest_sites_are_these_files() -> None:
    assert plain_names(built_site("empty")) == ALWAYS | {"about/index.html"}
    assert plain_names(built_site("minimal")) == ALWAYS | {"posts/hello/index.html"}


def test_the_conference_is_these_files() -> None:
    assert plain_names(built_site("conference")) == ALWAYS | {
        "about/index.html",
        "files/handout.txt",
        "media/ada.png",
        "media/hall-plan.png",
        "media/hall.png",
        "media/networks-slides.pdf",
        "media/talk.mp3",
        "posts/on-the-way/index.html",
        "posts/page/2/index.html",
        "posts/pictures/index.html",
        "posts/questions/index.html",
        "posts/zuhoeren/index.html",
        *(
            f"sparks/{slug}/{place}index.html"
            for slug in ("open-now", "who-are-you", "who-is-in-your-network")
            for place in ("", "room/")
        ),
        *(f"sessions/{slug}/session.ics" for slug in ("cancelled", "members-evening", "networks")),
        *with_feeds(*(f"sessions/{slug}/" for slug in ("cancelled", "members-evening", "networks"))),
        *with_feeds(*(f"people/{slug}/" for slug in ("ada-quist", "ben-orme", "jutta-kess", "lena-listed"))),
        *with_feeds("tags/cpd/", "tags/networks/"),
    }


def test_posts_are_paged_newest_first_and_the_pages_know_each_other() -> None:
    site = built_site("conference")
    titles = [
        [words(link) for link in site.page(address).iter("a") if "u-url" in link.get("class", "").split()]
        for address in ("/posts/", "/posts/page/2/")
    ]
    assert titles == [["On the way", "Pictures and sound", "Zuhören"], ["Questions & answers <before> slides"]]
    around = [
        {link.get("rel"): link.get("href") for link in site.page(address).iter("link")}
        for address in ("/posts/", "/posts/page/2/")
    ]
    assert (around[0].get("next"), around[0].get("prev")) == ("/posts/page/2/", None)
    assert (around[1].get("next"), around[1].get("prev")) == (None, "/posts/")


def test_a_page_exactly_full_has_no_empty_page_after_it(tmp_path: Path) -> None:
    posts = {f"posts/2007-01-0{day}-n{day}.md": f"---\ntitle: Day {day}\n---\nText.\n" for day in range(1, 7)}
    settings = built_site("conference").root.joinpath("content/site.toml").read_text(encoding="utf-8")
    site = built_in(write_site(tmp_path / "site", posts, settings), NOWS["minimal"])
    assert [address for address in site.addresses() if "/page/" in address] == ["/posts/page/2/"]


def test_the_pages_of_a_tag_and_of_the_archive_know_each_other_and_are_in_the_sitemap(tmp_path: Path) -> None:
    posts = {f"posts/2007-01-01-n{n}.md": "---\ntitle: N\ntags: [cpd]\n---\n" for n in range(101)}
    settings = built_site("conference").root.joinpath("content/site.toml").read_text(encoding="utf-8")
    site = built_in(write_site(tmp_path / "site", posts, settings), NOWS["minimal"])
    located = re.findall(r"<loc>(.*?)</loc>", site.text("sitemap.xml"))
    for place in ("/archive/", "/tags/cpd/"):
        pages = [site.page(address) for address in (place, f"{place}page/2/")]
        for kind in ("link", "a"):
            around = [{link.get("rel"): link.get("href") for link in page.iter(kind)} for page in pages]
            assert [(found.get("prev"), found.get("next")) for found in around] == [
                (None, f"{place}page/2/"),
                (place, None),
            ]
        held = [[a.get("href") for a in page.iter("a") if "u-url" in a.get("class", "").split()] for page in pages]
        assert [len(links) for links in held] == [100, 1]
        assert [words(label) for label in pages[1].iter("p") if words(label).startswith("Page ")] == ["Page 2 of 2"]
        assert [url for url in located if place in url] == [base_of(site) + place, f"{base_of(site)}{place}page/2/"]


def test_each_post_knows_the_one_before_and_the_one_after() -> None:
    site = built_site("conference")
    order = ("on-the-way", "pictures", "zuhoeren", "questions")
    for number, slug in enumerate(order):
        around = {link.get("rel"): link.get("href") for link in site.page(f"/posts/{slug}/").iter("link")}
        newer = f"/posts/{order[number - 1]}/" if number else None
        older = f"/posts/{order[number + 1]}/" if number + 1 < len(order) else None
        assert (around.get("prev"), around.get("next")) == (newer, older)


def test_the_archive_lists_every_post_and_the_tags_all_that_carries_them() -> None:
    site = built_site("conference")
    linked = {link.get("href") for link in site.page("/archive/").iter("a")}
    assert {f"/posts/{slug}/" for slug in ("on-the-way", "pictures", "zuhoeren", "questions")} <= linked
    assert {"/tags/cpd/", "/tags/networks/"} <= {link.get("href") for link in site.page("/tags/").iter("a")}
    tagged = {link.get("href") for link in site.page("/tags/networks/").iter("a")}
    assert {
        "/posts/questions/",
        "/posts/zuhoeren/",
        "/sessions/networks/",
        "/sparks/who-is-in-your-network/",
    } <= tagged


def test_dated_addresses_are_of_the_day_as_written(tmp_path: Path) -> None:
    settings = built_site("zones").root.joinpath("content/site.toml").read_text(encoding="utf-8")
    dated = settings + '\n[permalinks]\nposts = "/posts/{year}/{month}/{day}/{slug}/"\n'
    posts = {
        "posts/2007-01-09-by-name.md": "---\ntitle: By name\n---\nText.\n",
        "posts/offset.md": "---\ntitle: Offset\ndate: 2007-01-31 21:00:00 -0400\n---\nText.\n",
    }
    site = built_in(write_site(tmp_path / "site", posts, dated), NOWS["minimal"])
    assert {post.address for post in site.built.site.posts} == {
        "/posts/2007/01/09/by-name/",
        "/posts/2007/02/01/offset/",
    }


@pytest.mark.parametrize(
    ("files", "earned"),
    [
        (
            {"posts/2007-01-01-a.md": "slug: same", "posts/2007-01-02-b.md": "slug: same"},
            ("content/posts/2007-01-02-b.md", 3, "duplicate-slug"),
        ),
        ({"pages/posts.md": ""}, ("content/pages/posts.md", 1, "same-address")),
        ({"pages/about.md": "", "static/about/index.html": ""}, ("content/static/about/index.html", 1, "same-address")),
        ({"pages/about.md": "", "static/feed.xml": ""}, ("content/static/feed.xml", 1, "same-address")),
        ({"pages/about.md": "", "static/_headers": ""}, ("content/static/_headers", 1, "reserved-file")),
        ({"pages/a.md": "aliases: [/about]", "pages/about.md": ""}, ("content/pages/a.md", 3, "same-address")),
    ],
)
def test_two_owners_of_one_address_are_one_error(
    files: dict[str, str], earned: tuple[str, int, str], tmp_path: Path
) -> None:
    texts = {path: f"---\ntitle: A page\n{line}\n---\nText.\n" for path, line in files.items()}
    root = write_site(tmp_path / "site", texts)
    with pytest.raises(SiteError) as caught:
        build(Order(root=root, now=NOWS["minimal"]))
    assert told(tuple(problem for problem in caught.value.problems if problem.is_error)) == (earned,)
