"""Where links lead: to an address of the site, to what does not show yet, or nowhere, and then what to write."""

from __future__ import annotations

import pytest

from sitegen.links import Broken, Found, Linker, Resolved, Waiting, is_worth_a_word
from sitegen.site import Preview, State
from sitegen.urls import BaseUrl
from tests.sitemaking import make_linker, make_settings, make_site

FILES = {
    "posts/2007-01-01-a.md": "---\ntitle: A\n---\n## Own part\n\n## Main\n",
    "posts/2008-01-01-later.md": "---\ntitle: L\n---\n",
    "posts/2007-01-02-draft.md": "---\ntitle: D\ndraft: true\n---\n",
    "sessions/networks.md": "---\ntitle: Networks\n---\n# Networks\n\n## Outline\n\n## Before\n",
    "people/jo.md": "---\nname: Jo\n---\n",
    "pages/Über uns.md": "---\ntitle: U\n---\n",
}
ATTACHED = ["posts/hall.jpg", "posts/Die Halle.PNG", "static/files/a.pdf", "sessions/slides.pdf"]
SITE = make_site(FILES, attachments=ATTACHED)
LINKER = make_linker(SITE)
(POST,) = SITE.posts


def resolve(target: str, *, is_picture: bool = False) -> Resolved:
    """Resolve a target that stands in the post."""
    return LINKER.resolve(POST, target, is_picture=is_picture)


def address(target: str, *, is_picture: bool = False) -> str:
    """Return the address that a target in the post leads to."""
    found = resolve(target, is_picture=is_picture)
    assert isinstance(found, Found)
    return found.address


def broken(target: str, *, is_picture: bool = False) -> Broken:
    """Return why a target in the post leads nowhere."""
    found = resolve(target, is_picture=is_picture)
    assert isinstance(found, Broken)
    assert found.hint
    return found


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("https://a.org/x#y", "https://a.org/x#y"),
        ("mailto:a@b.org", "mailto:a@b.org"),
        ("../sessions/networks.md", "/sessions/networks/"),
        ("../sessions/../sessions/./networks.md", "/sessions/networks/"),
        ("../sessions/networks.md#outline", "/sessions/networks/#outline"),
        ("2007-01-01-a.md", "/posts/a/"),
        ("./2007-01-01-a.md#own-part", "/posts/a/#own-part"),
        ("#own-part", "#own-part"),
        ("../pages/%C3%9Cber%20uns.md", "/über-uns/"),
        ("../pages/U\u0308ber uns.md", "/über-uns/"),
        ("/schedule/", "/schedule/"),
        ("/schedule/#day-2007-02-21", "/schedule/#day-2007-02-21"),
        ("/sessions/networks/", "/sessions/networks/"),
        ("/files/a.pdf", "/files/a.pdf"),
        ("/feed.xml", "/feed.xml"),
        ("hall.jpg", "/media/hall.0123456789.jpg"),
        ("Die%20Halle.PNG", "/media/die-halle.0123456789.png"),
        ("../static/files/a.pdf", "/files/a.pdf"),
        ("../sessions/slides.pdf", "/media/slides.0123456789.pdf"),
        ("", "/posts/a/"),
    ],
)
def test_a_target_leads_to_its_address(target: str, expected: str) -> None:
    assert address(target) == expected


def test_a_target_knows_the_document_or_the_file_it_is() -> None:
    assert resolve("../sessions/networks.md") == Found("/sessions/networks/", SITE.sessions[0])
    assert resolve("hall.jpg", is_picture=True) == Found(
        "/media/hall.0123456789.jpg", attachment="content/posts/hall.jpg"
    )


def test_anchors_that_were_made_safe_are_found_under_both_names() -> None:
    assert address("#s-main") == "#s-main"
    assert address("../sessions/networks.md#before") == "/sessions/networks/#s-before"
    assert address("../sessions/networks.md#s-before") == "/sessions/networks/#s-before"


def test_an_anchor_of_the_theme_is_found_where_the_text_has_none_of_its_name() -> None:
    assert address("../sessions/networks.md#thread") == "/sessions/networks/#thread"
    assert address("#s-top") == "#top"


def test_the_anchor_of_a_heading_that_repeated_the_title_is_found() -> None:
    assert address("../sessions/networks.md#networks") == "/sessions/networks/#networks"


@pytest.mark.parametrize("target", ["../posts/2008-01-01-later.md", "2008-01-01-later.md#x", "/posts/later/"])
def test_a_link_to_a_scheduled_document_waits_without_a_word(target: str) -> None:
    found = resolve(target)
    assert isinstance(found, Waiting)
    assert found.entry.state is State.SCHEDULED
    assert not is_worth_a_word(found.entry)


@pytest.mark.parametrize("target", ["2007-01-02-draft.md", "../people/jo.md", "/people/jo/"])
def test_a_link_to_a_draft_or_an_unlisted_person_waits_and_is_worth_a_word(target: str) -> None:
    found = resolve(target)
    assert isinstance(found, Waiting)
    assert is_worth_a_word(found.entry)


def test_a_preview_that_shows_drafts_links_to_them() -> None:
    linker = make_linker(make_site(FILES, preview=Preview(drafts=True)))
    assert linker.resolve(POST, "2007-01-02-draft.md") != Waiting(POST)
    assert isinstance(linker.resolve(POST, "2007-01-02-draft.md"), Found)


@pytest.mark.parametrize(
    ("target", "message", "offered"),
    [
        ("..\\sessions\\networks.md", "has a backslash in it", "../sessions/networks.md"),
        ("../sessions/Networks.md", "there is no file content/sessions/Networks.md", "../sessions/networks.md"),
        ("../Sessions/networks.md", "there is no file content/Sessions/networks.md", "../sessions/networks.md"),
        ("networks.md", "there is no file content/posts/networks.md", "../sessions/networks.md"),
        ("../sessions/netwroks.md", "there is no file content/sessions/netwroks.md", "../sessions/networks.md"),
        ("../sessions/networks", "there is no file content/sessions/networks", "../sessions/networks.md"),
        (
            "../sessions/networks#outline",
            "there is no file content/sessions/networks",
            "../sessions/networks.md#outline",
        ),
        ("../sessions/", "'../sessions/' is a folder", "/sessions/"),
        ("../sessions", "'../sessions' is a folder", "/sessions/"),
        ("../../README.md", "leads out of content/", "content/"),
        ("../../../etc/passwd", "leads out of content/", "content/"),
        ("%2e%2e/%2e%2e/x.md", "leads out of content/", "content/"),
        ("hal.jpg", "there is no file content/posts/hal.jpg", "hall.jpg"),
        ("Hall.jpg", "there is no file content/posts/Hall.jpg", "hall.jpg"),
        ("/schedule", "there is no address /schedule", "/schedule/"),
        ("/feed.xml/", "there is no address /feed.xml/", "/feed.xml"),
        ("/shedule/", "there is no address /shedule/", "/schedule/"),
        ("/zzz/", "there is no address /zzz/", "create content/pages/zzz.md"),
        ("/zzz", "there is no address /zzz", "create content/pages/zzz.md, and write /zzz/"),
        ("/network/", "there is no address /network/", "create content/pages/network.md"),
        ("bob@example.org", "there is no file content/posts/bob@example.org", "write mailto:bob@example.org"),
        ("/files/b.pdf", "there is no address /files/b.pdf", "/files/a.pdf"),
        ("#own-prat", "there is no place '#own-prat'", "own-part"),
        ("../sessions/networks.md#zzz", "there is no place '#zzz' in content/sessions/networks.md", "#outline"),
    ],
)
def test_a_target_that_leads_nowhere_says_why_and_what_to_write(target: str, message: str, offered: str) -> None:
    found = broken(target)
    assert message in found.message
    assert offered in found.hint
    assert found.code == ("broken-anchor" if "place" in message else "broken-link")


def test_a_picture_that_is_not_there_is_a_missing_image() -> None:
    found = broken("Hall.jpg", is_picture=True)
    assert (found.code, found.message) == ("missing-image", "there is no picture content/posts/Hall.jpg")
    assert "hall.jpg" in found.hint
    assert broken("nothing-like-it.gif", is_picture=True).code == "missing-image"


def test_a_base_path_that_is_typed_by_mistake_is_told() -> None:
    site = make_site(FILES, settings=make_settings(base_url=BaseUrl("https://example.org", "/torquay")))
    found = make_linker(site).resolve(POST, "/torquay/schedule/")
    assert isinstance(found, Broken)
    assert found.hint.startswith("write /schedule/")


def test_nothing_is_said_of_the_anchors_of_a_file_that_cannot_be_read() -> None:
    linker = make_linker(SITE, frozenset({"content/sessions/networks.md"}))
    found = linker.resolve(POST, "../sessions/networks.md#anything")
    assert found == Found("/sessions/networks/", SITE.sessions[0])


def test_an_address_that_stands_in_no_document_is_resolved_too() -> None:
    assert LINKER.resolve_address("/schedule/#x") == Found("/schedule/#x")
    assert isinstance(LINKER.resolve_address("/nowhere/"), Broken)


def href(target: str, prefix: str = "", *, absolute: bool = False) -> str:
    """Return the URL that is printed for an address."""
    linker = Linker(BaseUrl("https://example.org", prefix), {}, {}, {})
    return linker.href(target, absolute=absolute)


def test_an_address_is_printed_under_the_base_urls_path() -> None:
    assert href("/a/#b", "/torquay") == "/torquay/a/#b"
    assert href("/a/#b", "/torquay", absolute=True) == "https://example.org/torquay/a/#b"
    assert href("https://b.org/?x#y", "/torquay", absolute=True) == "https://b.org/?x#y"
    assert href("#b", "/torquay") == "#b"


def test_an_address_is_percent_encoded_and_its_query_stays_one() -> None:
    assert href("/über uns/") == "/%C3%BCber%20uns/"
    assert href("/schedule/?a=b&c=d#e") == "/schedule/?a=b&c=d#e"
