"""QR codes: what is drawn, module by module, is the code of the question's address."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import html5lib
import pytest
import segno

from sitegen.qr import qr_svg
from sitegen.views import RoomView
from tests.phases import HOME, instant, phases_at

if TYPE_CHECKING:
    from collections.abc import Iterator

QUIET = 2
"""Empty modules around the code."""


def modules(svg: str) -> set[tuple[int, int]]:
    """Return the dark modules of a code, as a browser would paint them: row and column."""
    root = ET.fromstring(svg)  # noqa: S314  # our own
    [path] = [element for element in root.iter() if element.tag.endswith("path")]
    return set(painted(path.get("d", "")))


def painted(path: str) -> Iterator[tuple[int, int]]:
    """Yield the modules under a path of horizontal strokes that are one module high."""
    x, y = 0.0, 0.0
    for command, numbers in re.findall(r"([MmhH])([^MmhHz]*)", path):
        found = [float(number) for number in re.findall(r"-?\d*\.?\d+", numbers)]
        match command:
            case "M":
                x, y = found
            case "m":
                x, y = x + found[0], y + found[1]
            case _:
                end = x + found[0] if command == "h" else found[0]
                yield from ((int(y), column) for column in range(round(x), round(end)))
                x = end


def matrix(text: str) -> set[tuple[int, int]]:
    """Return the dark modules of the code that the library computes for a text, quiet zone included."""
    rows = segno.make(text, error="m", micro=False).matrix
    return {(y + QUIET, x + QUIET) for y, row in enumerate(rows) for x, module in enumerate(row) if module}


@pytest.mark.parametrize("text", [f"{HOME}/sparks/who-is-it-for/", "https://example.org/ä/?a=1&b=2", "x" * 200])
def test_what_is_drawn_is_the_code_of_the_text(text: str) -> None:
    assert modules(qr_svg(text)) == matrix(text)


def test_another_text_has_another_code() -> None:
    assert modules(qr_svg(f"{HOME}/sparks/a/")) != matrix(f"{HOME}/sparks/b/")


def test_a_code_is_in_the_colour_of_its_text_and_scales() -> None:
    [svg] = [ET.fromstring(qr_svg("https://example.org/"))]  # noqa: S314  # our own
    assert (svg.get("width"), svg.get("height"), svg.get("class")) == (None, None, "qr")
    assert "currentColor" in {element.get("stroke") for element in svg.iter()}
    assert svg.get("viewBox", "").split()[:2] == ["0", "0"]


def test_each_room_view_has_the_code_of_its_question() -> None:
    here = phases_at(instant("2007-03-27 12:00"))
    rooms = {address: page.view for address, page in here.pages().items() if address.endswith("/room/")}
    assert len(rooms) == 7
    for address, view in rooms.items():
        assert isinstance(view, RoomView)
        url = HOME + address.removesuffix("room/")
        assert (view.url, modules(view.code.text)) == (url, matrix(url))


def test_a_room_view_has_one_heading_and_no_way_but_back_to_its_question() -> None:
    files = phases_at(instant("2007-03-27 12:00")).files()
    page = html5lib.parse(files["sparks/who-is-it-for/room/index.html"].decode(), namespaceHTMLElements=False)
    assert [("".join(h1.itertext())) for h1 in page.iter("h1")] == ["Who is this networking for?"]
    assert list(page.iter("nav")) == []
    ways = {link.get("href") for link in page.iter("a")}
    assert ways == {"#the-text", "https://phases.example.org/sparks/who-is-it-for/", "/sparks/who-is-it-for/"}
    robots = {meta.get("content") for meta in page.iter("meta") if meta.get("name") == "robots"}
    assert robots == {"noindex"}
    assert b"/room/" not in files["sitemap.xml"]
