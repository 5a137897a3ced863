"""The network: the feeds of the people who show, as a list that feed readers import."""

from __future__ import annotations

from typing import TYPE_CHECKING

import listparser

from sitegen.network import network_opml
from tests.sitemaking import make_room, make_site

if TYPE_CHECKING:
    from sitegen.settings import Settings

ADA = "---\nname: Ada Quist\nfeed: https://ada.example.org/feed.xml\n---\nBio.\n"
BEN = "---\nname: Ben Orme\nfeed: https://ben.example.org/feed.atom\nlisted: true\n---\n"
ULRIC = "---\nname: Ulric\nfeed: https://ulric.example.org/feed.xml\nattending: n\n---\n"
SILENT = "---\nname: Sil Ent\nlisted: true\n---\n"
SESSION = "---\ntitle: N\nspeakers: ada\n---\n"
FILES = {"people/ada.md": ADA, "people/ben.md": BEN, "people/ulric.md": ULRIC, "people/sil.md": SILENT}


def read_back(files: dict[str, str], settings: Settings | None = None) -> tuple[str, list[tuple[str, str]]]:
    """Return the list's title and its feeds, as a feed reader finds them."""
    data = network_opml(make_room(make_site(files, settings=settings)))
    found = listparser.parse(data)
    assert not found.bozo
    return found.meta.title, [(feed.title, feed.url) for feed in found.feeds]


def test_the_list_has_who_speaks_and_who_is_listed_by_name_and_nobody_else() -> None:
    assert read_back({**FILES, "sessions/n.md": SESSION}) == (
        "Torquay 2007: The network",
        [("Ada Quist", "https://ada.example.org/feed.xml"), ("Ben Orme", "https://ben.example.org/feed.atom")],
    )


def test_who_speaks_in_a_draft_alone_is_not_in_the_list() -> None:
    draft = SESSION.replace("---\n", "---\ndraft: true\n", 1)
    _, found = read_back({**FILES, "sessions/n.md": draft})
    assert found == [("Ben Orme", "https://ben.example.org/feed.atom")]


def test_while_nobody_has_a_feed_the_sites_own_stands_there() -> None:
    assert read_back({"people/sil.md": SILENT})[1] == [("Torquay 2007", "https://torquay07.example.org/feed.xml")]


def test_the_same_people_give_the_same_bytes() -> None:
    turned = dict(reversed(FILES.items()))
    assert network_opml(make_room(make_site(FILES))) == network_opml(make_room(make_site(turned)))
