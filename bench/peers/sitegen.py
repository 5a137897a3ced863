"""sitegen with its own theme: once with the one feed that the others build, and once with all that it can."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bench.generator import FEED_SIZE, PAGE_SIZE, SITE_TITLE, SITE_URL, Generator, Preview, yaml_front_matter

if TYPE_CHECKING:
    from bench.corpus import Post

SETTINGS: Final = f"""\
title = "{SITE_TITLE}"
base_url = "{SITE_URL}"
id = "fair.example,2025"
timezone = "UTC"
page_size = {PAGE_SIZE}

[feeds]
limit = {FEED_SIZE}
"""


def _front_matter(post: Post) -> str:
    return yaml_front_matter(post, "summary")


def _outer(word: str = "") -> str:
    return f'{{% extends "parent/base.html" %}}{{% block title %}}{{{{ super() }}}} {word}{{% endblock %}}\n'


PREVIEW: Final = Preview(
    ("serve", "--port"),
    "themes/default/templates/base.html",
    _outer,
    # A theme of the site's own, since there is no template to save without one.
    {"themes/default/theme.toml": 'api = 1\nextends = "default"\n', "themes/default/templates/base.html": _outer()},
)


def _with(name: str, title: str, feeds: str, preview: Preview | None = None) -> Generator:
    return Generator(
        name=name,
        title=title,
        program="sitegen",
        folder="content/posts",
        front_matter=_front_matter,
        files={"content/site.toml": SETTINGS + feeds},
        build=("build",),
        output="public",
        caches=(".sitegen",),
        preview=preview,
    )


SITEGEN: Final = _with("sitegen", "sitegen", 'formats = ["rss"]\neverywhere = false\n', PREVIEW)
EVERY_FEED: Final = _with(
    "sitegen-feeds", "sitegen, every feed", 'formats = ["rss", "atom", "json"]\neverywhere = true\n'
)
