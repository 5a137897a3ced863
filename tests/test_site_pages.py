"""What the pages of the fixture sites say: their headings, their times and zones, their people, their own theme."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sitegen.site import SessionPhase, SparkPhase
from tests.building import BuiltSite, built_site, words

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

EVERYWHERE = {
    "/404.html": "Page not found",
    "/": "",
    "/archive/": "Archive",
    "/people/": "People",
    "/posts/": "Posts",
    "/schedule/": "Schedule",
    "/sessions/": "Sessions",
    "/sparks/": "Sparks",
    "/subscribe/": "Subscribe",
    "/tags/": "Tags",
}
OWN = {
    "conference": {
        "/about/": "About",
        "/people/ada-quist/": "Ada Quist",
        "/people/ben-orme/": "Ben Orme",
        "/people/jutta-kess/": "Jutta Keß",
        "/people/lena-listed/": "Lena Listed",
        "/posts/on-the-way/": "On the way",
        "/posts/page/2/": "Posts",
        "/posts/pictures/": "Pictures and sound",
        "/posts/questions/": "Questions & answers <before> slides",
        "/posts/zuhoeren/": "Zuhören",
        "/sessions/cancelled/": "The one that is off",
        "/sessions/members-evening/": "An evening for members",
        "/sessions/networks/": "Networks & how they learn",
        "/sparks/open-now/": "What is in the way?",
        "/sparks/who-are-you/": "Who are you when you learn?",
        "/sparks/who-is-in-your-network/": "Who is in your network?",
        "/tags/cpd/": "cpd",
        "/tags/networks/": "networks",
    },
    "empty": {"/about/": "About"},
    "minimal": {"/posts/hello/": "Hello"},
    "own-theme": {"/posts/hello/": "Hello"},
    "slow-chat": {
        "/sessions/kept/": "The questions are kept",
        "/sessions/kept/slowchat/": "Slow chat: The questions are kept",
        "/sessions/told/": "The questions are told",
        "/sessions/told/slowchat/": "Slow chat: The questions are told",
        "/sparks/what-is-it-like/": "What does it look like?",
        "/sparks/whole-file/": "Does a question in a file wait for its day too?",
    },
    "under-a-path": {
        "/posts/first/": "The first of two",
        "/posts/second/": "The second of two",
        "/sessions/walk/": "A walk",
        "/tags/travel/": "travel",
        "/travel/": "Getting here",
    },
    "zones": {
        "/posts/a-day/": "A day without an hour",
        "/posts/with-an-offset/": "Sent from New York",
        "/sessions/across-the-change/": "Through the night",
        "/sessions/auckland/": "From the other side",
        "/sessions/los-angeles/": "From the west",
        "/sessions/to-be-announced/": "Some time on Monday",
        "/sparks/in-auckland/": "What did you have for breakfast?",
    },
}


def stamps(page: Element) -> set[str]:
    return {time.get("datetime", "") for time in page.iter("time")}


def headings(site: BuiltSite) -> dict[str, str]:
    found = {address: words(next(page.iter("h1"), None)).removeprefix("#") for address, page in site.pages.items()}
    rooms = {address: found.pop(address) for address in tuple(found) if address.endswith("/room/")}
    assert rooms == {f"{spark.address}room/": spark.title for spark in site.built.site.sparks}
    return found


@pytest.mark.parametrize("name", OWN)
def test_a_site_is_these_pages_under_these_headings(name: str) -> None:
    found = headings(built_site(name))
    expected = EVERYWHERE | OWN[name]
    assert found.keys() == expected.keys()
    assert {address: found[address] for address in OWN[name]} == OWN[name]


@pytest.mark.parametrize("name", OWN)
def test_a_pages_title_is_its_heading_and_the_sites(name: str) -> None:
    site = built_site(name)
    for address, title in OWN[name].items():
        told = words(site.page(address).find("head/title"))
        assert (title in told, told.endswith(f"· {site.built.site.settings.title}")) == (True, True), told


def test_a_page_in_another_language_says_so_and_dates_itself_in_it() -> None:
    page = built_site("conference").page("/posts/zuhoeren/")
    assert page.get("lang") == "de"
    assert "20. Januar 2007" in words(page)
    assert "„Genau.“" in words(page)


def test_markup_in_a_title_is_text() -> None:
    page = built_site("conference").page("/posts/questions/")
    assert words(page.find("head/title")) == "Questions & answers <before> slides · Harbour 2007"
    assert list(page.iter("before")) == []


def test_a_script_in_a_body_is_taken_out() -> None:
    site = built_site("conference")
    assert {path for path, data in site.files.items() if b"alert(1)" in data} == set()


def test_braces_in_a_body_are_text() -> None:
    text = words(built_site("conference").page("/posts/on-the-way/"))
    assert "{{ braces }} and {% percent %} stay as they are." in text


def test_a_heading_that_repeats_the_title_is_dropped_and_links_to_it_hold() -> None:
    page = built_site("conference").page("/sessions/networks/")
    assert [words(h) for h in page.iter("h1")] == ["Networks & how they learn"]
    assert [words(h) for h in page.iter("h2")].count("Networks & how they learn") == 0


def test_a_citation_reads_as_scholars_write_it_and_its_work_is_listed() -> None:
    page = built_site("conference").page("/sessions/networks/")
    assert "(Kennedy, 2014, p. 4)" in words(page)
    assert "Kennedy, A. (2014). Understanding CPD." in words(page)


def test_a_paragraph_that_is_a_link_to_a_spark_or_a_session_becomes_its_card() -> None:
    page = built_site("conference").page("/posts/questions/")
    cards = [aside.get("class", "").split()[1] for aside in page.iter("aside") if "card" in aside.get("class", "")]
    assert cards == ["card-spark", "card-session"]


def test_somebody_who_agreed_is_listed_and_what_they_attend_is_told() -> None:
    people = words(built_site("conference").page("/people/"))
    assert "Lena Listed" in people
    assert "Networks & how they learn" in words(built_site("conference").page("/people/lena-listed/"))


def test_times_are_told_in_the_sessions_zone_with_its_name_and_offset() -> None:
    site = built_site("zones")
    auckland, west = site.page("/sessions/auckland/"), site.page("/sessions/los-angeles/")
    assert {"2007-03-25T09:00:00+12:00"} <= stamps(auckland)
    assert "NZST" in words(auckland)
    assert {"2007-03-24T20:00:00-07:00"} <= stamps(west)
    assert "PDT" in words(west)


def test_a_session_through_the_change_of_clocks_keeps_its_two_offsets_and_its_day() -> None:
    site = built_site("zones")
    schedule = stamps(site.page("/schedule/"))
    assert {"2007-03-25T00:30:00+00:00", "2007-03-25T03:30:00+01:00"} <= schedule
    session = next(each for each in site.built.site.sessions if each.slug == "across-the-change")
    assert session is not None
    assert (session.phase, str(session.day)) == (SessionPhase.NOW, "2007-03-24")


def test_phases_are_worked_out_in_each_sessions_own_zone() -> None:
    site = built_site("zones").built.site
    assert {session.slug: session.phase for session in site.sessions} == {
        "across-the-change": SessionPhase.NOW,
        "auckland": SessionPhase.AFTER,
        "los-angeles": SessionPhase.BEFORE,
        "to-be-announced": SessionPhase.TBA,
    }
    assert [(spark.slug, spark.phase) for spark in site.sparks] == [("in-auckland", SparkPhase.CLOSED)]


def test_the_day_of_a_date_alone_is_the_day_written() -> None:
    site = built_site("zones")
    assert "2007-03-25" in stamps(site.page("/posts/a-day/"))
    assert "Sunday 25 March 2007" in words(site.page("/posts/a-day/"))


def test_a_moment_with_an_offset_is_shown_in_the_sites_zone() -> None:
    assert "2007-03-25T02:00:00+01:00" in stamps(built_site("zones").page("/posts/with-an-offset/"))


def test_the_schedule_sets_what_has_no_hour_apart() -> None:
    schedule = built_site("zones").page("/schedule/")
    assert "To be announced" in words(schedule)
    assert "/sessions/to-be-announced/" in {link.get("href") for link in schedule.iter("a")}


def test_a_sites_own_theme_changes_one_block_and_one_option_and_keeps_the_rest() -> None:
    site, plain = built_site("own-theme"), built_site("minimal")
    for address, page in site.pages.items():
        greeting = [meta.get("content") for meta in page.iter("meta") if meta.get("name") == "greeting"]
        assert (address, greeting) == (address, ["Come on in"])
    style, plain_style = (
        next(data for path, data in one.files.items() if path.endswith(".css")) for one in (site, plain)
    )
    assert (b"#7a1f5c" in style, b"#7a1f5c" in plain_style) == (True, False)
    assert [words(h) for h in site.page("/posts/hello/").iter("h1")] == ["Hello"]


def test_own_assets_are_published_with_a_fingerprint() -> None:
    names = [path for path in built_site("own-theme").files if path.startswith("assets/badge.")]
    assert [(name.count("."), name.endswith(".svg")) for name in names] == [(2, True)]


def test_an_empty_site_says_so_instead_of_showing_nothing() -> None:
    site = built_site("empty")
    for address in ("/posts/", "/sessions/", "/sparks/", "/schedule/", "/people/", "/tags/", "/archive/"):
        main = next(site.page(address).iter("main"))
        assert len(words(main)) > len(words(next(main.iter("h1")))), address
