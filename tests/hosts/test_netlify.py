"""Netlify's own build program and readers, run on a new site and on this repository's."""

from __future__ import annotations

import os
import re
import shutil
from typing import TYPE_CHECKING

import pytest

from sitegen.hosting.files import hosting_files
from sitegen.settings.single import Host
from tests.hosts.netlify_host import Deploy, Netlify, read_host_files
from tests.hosts.sites import SQUIRREL, begin_site, commit, digests, git, holding

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow

PREVIEWS = {
    "deploy-preview": "deploy-preview-7",  # of a pull request
    "branch-deploy": "new-hall",
}
DAY_ONE = "1171972800"
"""During the sample's conference: 2007-02-20T12:00:00Z."""


@pytest.fixture(scope="module")
def host(netlify_tools: Path, tmp_path_factory: pytest.TempPathFactory) -> Netlify:
    """Return a host with a small site that has what a new site gets."""
    room = tmp_path_factory.mktemp("netlify")
    return Netlify(netlify_tools, begin_site(room / "site", Host.NETLIFY), room)


@pytest.fixture(scope="module")
def published(host: Netlify, tmp_path_factory: pytest.TempPathFactory) -> Deploy:
    """Return the small site as it is published, with nothing remembered."""
    return kept(host.build(), tmp_path_factory.mktemp("published"))


def kept(deploy: Deploy, place: Path) -> Deploy:
    """Return a deploy that a later build of the same host leaves alone."""
    assert deploy.code == 0, deploy.log
    return Deploy(deploy.code, deploy.log, shutil.copytree(deploy.public, place / "public"))


def test_the_site_is_published_without_drafts_and_open_to_search_engines(published: Deploy) -> None:
    assert (published.public / "posts" / "shown" / "index.html").is_file()
    assert (
        (published.public / "robots.txt")
        .read_text("utf-8")
        .endswith("\nSitemap: https://harbour.example.org/sitemap.xml\n")
    )
    assert holding(published.public, SQUIRREL) == []
    assert holding(published.public, b"heron") == []
    assert holding(published.public, b"noindex") == ["404.html"]
    assert holding(published.public, b"netlify.app") == []
    assert '"https://harbour.example.org/posts/shown/"' in (published.public / "feed.json").read_text("utf-8")


@pytest.mark.parametrize(("context", "branch"), PREVIEWS.items())
def test_a_preview_has_its_own_address_shows_drafts_and_says_noindex(host: Netlify, context: str, branch: str) -> None:
    deploy = host.build(context, branch)
    assert deploy.code == 0, deploy.log
    home = f"https://{branch}--site-name.netlify.app/"
    assert holding(deploy.public, b"https://harbour.example.org") == []
    assert f"{home}posts/shown/" in (deploy.public / "feed.json").read_text("utf-8")
    assert "posts/half/index.html" in holding(deploy.public, SQUIRREL)
    pages = {path for path in digests(deploy.public) if path.endswith(".html")}
    assert pages - set(holding(deploy.public, b'<meta name="robots" content="noindex">')) == set()
    assert "  X-Robots-Tag: noindex\n" in (deploy.public / "_headers").read_text("utf-8")
    assert "Sitemap:" not in (deploy.public / "robots.txt").read_text("utf-8")


def test_nothing_of_a_preview_comes_into_what_is_published_after_it(host: Netlify, published: Deploy) -> None:
    before = digests(host.cache)
    assert before, "nothing was kept"
    assert host.build("deploy-preview", "deploy-preview-7").code == 0
    assert digests(host.cache) == before
    after = host.build()
    assert after.code == 0, after.log
    assert digests(after.public) == digests(published.public)


def test_the_second_build_reads_no_document_anew(host: Netlify, published: Deploy) -> None:
    assert "There is nothing yet that an earlier build has learnt." in published.log
    assert "Read 4 documents, made " in published.log
    assert "### What comes next" in published.log
    second = host.build()
    assert "Took what earlier builds have learnt." in second.log
    assert "Nothing has changed since the last build." in second.log
    assert re.search(r"^0 files written, \d+ as they were, 0 removed, in public/\.$", second.log, re.MULTILINE)
    assert digests(second.public) == digests(published.public)


def test_what_came_with_the_repository_is_never_taken_for_what_was_learnt(host: Netlify, published: Deploy) -> None:
    room = host.room / "forged"
    room.mkdir()
    git(room, "clone", "--quiet", str(host.repository), str(room / "site"))
    (memo,) = host.cache.rglob(".sitegen")
    shutil.copytree(memo, room / "site" / ".sitegen")
    commit(room / "site")
    deploy = Netlify(host.tools, room / "site", room).build()
    assert "Read 4 documents, made " in deploy.log
    assert digests(deploy.public) == digests(published.public)


def test_a_mistake_fails_the_build_and_publishes_nothing(host: Netlify) -> None:
    room = host.room / "mistaken"
    room.mkdir()
    git(room, "clone", "--quiet", str(host.repository), str(room / "site"))
    commit(room / "site", {"content/posts/2026-01-07-wrong.md": "---\ntitle: Wrong\nsession: netwroks\n---\nOh.\n"})
    deploy = Netlify(host.tools, room / "site", room).build()
    assert deploy.code != 0
    assert "content/posts/2026-01-07-wrong.md:3:10: error: there is no session 'netwroks'" in deploy.log
    assert "did you mean 'networks'?" in deploy.log
    assert not deploy.public.exists()


def test_a_site_that_lost_half_its_pages_is_not_published(host: Netlify) -> None:
    room = host.room / "shrunk"
    room.mkdir()
    git(room, "clone", "--quiet", str(host.repository), str(room / "site"))
    more = {f"content/pages/{name}.md": f"---\ntitle: {name}\n---\nMore.\n" for name in ("one", "two")}
    commit(room / "site", more)
    shrunk = Netlify(host.tools, room / "site", room)
    assert shrunk.build().code == 0
    for path in more:
        (room / "site" / path).unlink()
    commit(room / "site")
    deploy = shrunk.build()
    assert deploy.code != 0
    assert "of 4 pages that were published, only 2 would be left" in deploy.log


def test_a_cache_that_fails_costs_time_and_no_deploy(host: Netlify, published: Deploy) -> None:
    room = host.room / "spoilt"
    room.mkdir()
    spoilt = Netlify(host.tools, host.repository, room)
    shutil.copytree(host.cache, spoilt.cache)
    (memo,) = spoilt.cache.rglob(".sitegen")
    os.mkfifo(memo / "pipe")
    deploy = spoilt.build()
    assert deploy.code == 0, deploy.log
    assert "What earlier builds have learnt cannot be had" in deploy.log
    assert "Kept what this build has learnt" in deploy.log
    assert digests(deploy.public) == digests(published.public)
    shutil.rmtree(spoilt.cache)
    spoilt.cache.write_text("no folder")
    deploy = spoilt.build()
    assert deploy.code == 0, deploy.log
    assert "What this build has learnt could not be kept" in deploy.log


def test_netlify_reads_every_header_and_redirect_as_it_is_meant(published: Deploy, netlify_tools: Path) -> None:
    read = read_host_files(netlify_tools, published.public)
    feeds = {
        "feed.atom": "application/atom+xml",
        "feed.json": "application/feed+json",
        "feed.xml": "application/rss+xml",
    }
    calendars = {"/:part1/:part2/session.ics": "text/calendar", "/schedule.ics": "text/calendar"}
    types = {
        **{f"{place}/{name}": kind for place in ("", "/:part1", "/:part1/:part2") for name, kind in feeds.items()},
        **calendars,
        "/network.opml": "text/x-opml",
    }
    everywhere = {
        "Content-Security-Policy": "base-uri 'none'; default-src 'none'; form-action 'none'; frame-ancestors 'none'; "
        "img-src 'self'; media-src 'self'; script-src 'self'; style-src 'self'",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    }
    forever = {"Cache-Control": "public, max-age=31536000, immutable"}
    assert read["errors"] == []
    assert {rule["for"]: rule["values"] for rule in read["headers"]} == {
        "/*": everywhere,
        "/assets/*": forever,
        "/media/*": forever,
        **{
            path: {"Content-Type": f"{kind}; charset=utf-8", "Cache-Control": "public, max-age=600"}
            for path, kind in types.items()
        },
    }
    assert [(rule["from"], rule["to"], rule["status"]) for rule in read["redirects"]] == [
        ("/a(b)/", "/posts/shown/", 301),
        ("/old/shown/", "/posts/shown/", 301),
    ]


@pytest.fixture(scope="module")
def sample(project: Path, netlify_tools: Path, tmp_path_factory: pytest.TempPathFactory) -> Netlify:
    """Return a host with this repository's own site."""
    room = tmp_path_factory.mktemp("sample")
    for name in ("content", "themes", "netlify"):
        shutil.copytree(project / name, room / "site" / name)
    shutil.copy(project / "netlify.toml", room / "site")
    git(room / "site", "init", "--quiet", "--initial-branch=main")
    commit(room / "site")
    return Netlify(netlify_tools, room / "site", room)


@pytest.mark.parametrize(
    ("context", "branch", "origin"),
    [
        ("production", "main", "https://torquay07.example.org"),
        ("deploy-preview", "deploy-preview-7", "https://deploy-preview-7--site-name.netlify.app"),
    ],
)
def test_this_repositorys_own_site_is_built(sample: Netlify, context: str, branch: str, origin: str) -> None:
    deploy = sample.build(context, branch, DAY_ONE)
    assert deploy.code == 0, deploy.log
    assert f"<loc>{origin}/</loc>" in (deploy.public / "sitemap.xml").read_text("utf-8")
    pages = {path for path in digests(deploy.public) if path.endswith(".html")}
    hidden = set(holding(deploy.public, b'<meta name="robots" content="noindex">'))
    assert {"index.html", "schedule/index.html"} < pages
    always = {path for path in pages if path == "404.html" or path.endswith("/room/index.html")}
    assert hidden & pages == (always if context == "production" else pages)
    read = read_host_files(sample.tools, deploy.public)
    assert read["errors"] == []
    assert read["headers"][0]["values"].get("X-Robots-Tag", "") == ("" if context == "production" else "noindex")
    moved = {rule["from"]: rule["to"] for rule in read["redirects"]}
    assert moved["/sessions/school-blogs/"] == "/sessions/a-blog-that-somebody-reads/"
    assert {rule["status"] for rule in read["redirects"]} == {301}


def test_this_repository_builds_on_netlify_as_every_new_site_does(project: Path) -> None:
    given = {path: text for path, text in hosting_files(Host.NETLIFY) if path.startswith("netlify")}
    assert {path: (project / path).read_text("utf-8") for path in given} == given
