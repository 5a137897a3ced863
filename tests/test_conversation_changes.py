"""What an author changes later: a file's name, which takes nobody's thread away, and one more question."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import feedparser
import icalendar
import pytest

from sitegen.build import Order, build
from tests.building import BuiltSite, built_in, copy_site, parsed, words
from tests.phases import HOME, TAG, instant

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOW = instant("2007-05-16 11:30")
IN_MARCH = instant("2007-03-28 10:45")


def identities(site: BuiltSite) -> dict[str, tuple[str, ...]]:
    """Return every GUID, UID and @id of a site, by the kind of output that holds it, sorted."""
    found: dict[str, list[str]] = {"atom": [], "rss": [], "json": [], "ics": [], "linked data": []}
    for path, data in site.files.items():
        match path.rpartition(".")[2]:
            case "atom" | "xml" if path.endswith(("feed.atom", "feed.xml")):
                found["atom" if path.endswith("atom") else "rss"] += [e.id for e in feedparser.parse(data).entries]
            case "json" if path.endswith("feed.json"):
                found["json"] += [item["id"] for item in json.loads(data)["items"]]
            case "ics":
                found["ics"] += [str(event["UID"]) for event in icalendar.Calendar.from_ical(data).walk("VEVENT")]
            case "html":
                found["linked data"] += re.findall(r'"@id":"([^"]*)"', data.decode())
    return {name: tuple(sorted(ids)) for name, ids in found.items()}


def feed_ids(site: BuiltSite) -> list[str]:
    """Return the id of every Atom feed itself."""
    found = [feedparser.parse(data).feed.id for path, data in site.files.items() if path.endswith("feed.atom")]
    return sorted(found)


def renamed(root: Path, *, lines: str) -> None:
    """Rename the session's file, with lines in its front matter, and what names it."""
    content = root / "content"
    old = content / "sessions" / "networks.md"
    text = old.read_text()
    old.unlink()
    (content / "sessions" / "networking-as-learning.md").write_text(text.replace("---\n", f"---\n{lines}", 1))
    for place in content.rglob("*.md"):
        text = place.read_text()
        for name in ("session: networks", "attending: [networks"):
            text = text.replace(name, name.replace("networks", "networking-as-learning"))
        place.write_text(text)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a copy of the fixture to change, for any host."""
    made = copy_site("phases", tmp_path / "phases")
    settings = made / "content" / "site.toml"
    settings.write_text(settings.read_text().replace("\n\n", '\nhost = "any"\n\n', 1))
    return made


def leads_on(site: BuiltSite) -> bool:
    """Whether the session's old address leads to the new one."""
    new = "/sessions/networking-as-learning/"
    page = site.files.get("sessions/networks/index.html", b"").decode()
    lines = site.text("_redirects").splitlines()
    in_host = any(line.split()[:2] == ["/sessions/networks/", new] for line in lines)
    return in_host and "sessions/networking-as-learning/" in page


def test_a_renamed_session_with_its_id_and_an_alias_keeps_every_identity(root: Path) -> None:
    before = built_in(root, NOW)
    assert [len(ids) for ids in identities(before).values()] != [0] * 5
    renamed(root, lines="id: sessions/networks\naliases: [/sessions/networks/]\n")
    after = built_in(root, NOW)
    assert identities(after) == identities(before)
    assert leads_on(after)


def test_a_renamed_session_with_its_id_and_a_record_keeps_every_identity(root: Path) -> None:
    before = built_in(root, NOW)
    build(Order(root=root, now=NOW, is_recorded=True))
    renamed(root, lines="id: sessions/networks\n")
    after = built_in(root, NOW)
    assert identities(after) == identities(before)
    assert leads_on(after)


def test_a_renamed_session_keeps_the_id_of_its_feed(root: Path) -> None:
    before = feed_ids(built_in(root, NOW))
    renamed(root, lines="id: sessions/networks\naliases: [/sessions/networks/]\n")
    assert feed_ids(built_in(root, NOW)) == before


def test_who_follows_a_renamed_session_is_led_on_too(root: Path) -> None:
    """A feed reader and a calendar program ask for what stands below the old address, and see no page."""
    renamed(root, lines="id: sessions/networks\naliases: [/sessions/networks/]\n")
    lines = [line.split()[:2] for line in built_in(root, NOW).text("_redirects").splitlines()]
    old, new = "/sessions/networks/", "/sessions/networking-as-learning/"
    below = ("feed.xml", "feed.atom", "feed.json", "session.ics", "slowchat.ics", "slowchat/")
    led = [name for name in below if [old + name, new + name] in lines or [f"{old}*", f"{new}:splat"] in lines]
    assert led == [*below]


def test_without_its_id_a_renamed_session_would_lose_its_threads(root: Path) -> None:
    before = built_in(root, NOW)
    renamed(root, lines="")
    assert identities(built_in(root, NOW)) != identities(before)


def test_a_listed_spark_that_gets_a_file_of_its_own_keeps_every_identity(root: Path) -> None:
    before = built_in(root, NOW)
    session = root / "content/sessions/networks.md"
    question = "Who is this networking for?"
    session.write_text(session.read_text().replace(f"  who-is-it-for: {question}\n", ""))
    lines = f"---\ntitle: {question}\nsession: networks\nopens: 2007-03-26 08:00\n---\n"
    (root / "content/sparks/who-is-it-for.md").write_text(lines)
    after = built_in(root, NOW)
    without_day = set(identities(before)["ics"]) - {f"{TAG}sparks/who-is-it-for"}
    assert set(identities(after)["ics"]) == without_day
    assert identities(after) | {"ics": ()} == identities(before) | {"ics": ()}


QUESTION = "What will you try on Monday?"
AS_A_FILE = f"---\ntitle: {QUESTION}\nsession: networks\nopens: 2007-03-28 10:00\n---\n"


def added(root: Path, way: str) -> None:
    """Add a question to the session, as a file of its own or as a line of the session's."""
    if way == "file":
        (root / "content/sparks/what-will-you-try.md").write_text(AS_A_FILE)
        return
    session = root / "content/sessions/networks.md"
    line = "  who-is-it-for: Who is this networking for?\n"
    text = session.read_text()
    assert text.count(line) == 1
    session.write_text(text.replace(line, f"{line}  what-will-you-try: {QUESTION}\n"))


def changed(before: BuiltSite, after: BuiltSite) -> Iterator[str]:
    """Yield the files that hold the question now and did not before."""
    for path, data in after.files.items():
        if QUESTION.encode() in data and QUESTION.encode() not in before.files.get(path, b""):
            yield path


PLACES = {
    "index.html",
    "sessions/networks/index.html",
    "sparks/index.html",
    "sparks/what-will-you-try/index.html",
    "sparks/what-will-you-try/room/index.html",
    *(f"{place}feed.{form}" for place in ("", "sparks/", "sessions/networks/") for form in ("xml", "atom", "json")),
}


@pytest.mark.parametrize("way", ["file", "line"])
def test_a_spark_is_four_lines_or_one_and_shows_everywhere(root: Path, way: str) -> None:
    assert [line for line in AS_A_FILE.splitlines() if line != "---"] == AS_A_FILE.splitlines()[1:4]
    before = built_in(root, IN_MARCH)
    added(root, way)
    after = built_in(root, IN_MARCH)
    assert [p for p in after.built.problems if p not in before.built.problems] == []
    assert sorted(PLACES - set(changed(before, after))) == []
    assert f"{HOME}/sparks/what-will-you-try/" in after.text("sitemap.xml")
    feed = feedparser.parse(after.files["sessions/networks/feed.xml"])
    assert f"{TAG}sparks/what-will-you-try" in [entry.id for entry in feed.entries]
    assert QUESTION in words(parsed(after.files["sessions/networks/index.html"]))
