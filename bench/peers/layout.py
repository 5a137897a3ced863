"""The parts of the plain layout that hold nothing of a generator's own, equal for all but sitegen and its theme."""

from __future__ import annotations

from typing import Final

from bench.generator import SITE_TITLE

HEAD: Final = (
    '<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    '<link rel="alternate" type="application/rss+xml" title="Feed" href="/feed.xml">'
)
TOP: Final = (
    f'<header><p><a href="/">{SITE_TITLE}</a></p>\n<nav><a href="/">Posts</a> <a href="/feed.xml">Feed</a> '
    '<a href="https://example.org/programme">Programme</a> <a href="https://example.org/travel">Travel</a></nav></header>'
)
BOTTOM: Final = "<footer><p>Made by the people who set up the chairs.</p></footer>"


def page(title: str, main: str) -> str:
    """Return a whole page around two placeholders, which are in the generator's own template language."""
    return (
        f'<!doctype html>\n<html lang="en">\n<head>\n{HEAD}\n<title>{title}</title>\n</head>\n'
        f"<body>\n{TOP}\n<main>\n{main}\n</main>\n{BOTTOM}\n</body>\n</html>\n"
    )
