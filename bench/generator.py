"""What the benchmark has to know of a generator, and how a corpus is written for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from bench.corpus import Post, posts

if TYPE_CHECKING:
    from pathlib import Path


SITE_URL: Final = "https://fair.example"
SITE_TITLE: Final = "The fair of crafts"
PAGE_SIZE: Final = 10
FEED_SIZE: Final = 20


@dataclass(frozen=True, slots=True)
class Preview:
    """How a generator shows a site while it is written.

    `serve` follows the command of its program and ends where the number of a port comes. `template` is the path of one
    that every page is made with, and `with_word` its text with a word in every page's title.
    """

    serve: tuple[str, ...]
    template: str
    with_word: Callable[[str], str]
    files: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Generator:
    """One generator with one set of settings.

    `build` and `version` follow the command of its program; `output` and `caches` are what is removed before a
    cold build; `files` are its settings and templates, as paths and texts.
    """

    name: str
    title: str
    program: str
    folder: str
    front_matter: Callable[[Post], str]
    files: Mapping[str, str]
    build: tuple[str, ...]
    output: str
    caches: tuple[str, ...]
    version: tuple[str, ...] = ("--version",)
    environment: Mapping[str, str] = field(default_factory=dict)
    preview: Preview | None = None

    def source(self, post: Post) -> str:
        """Return the path of a post, from the folder of its site."""
        return f"{self.folder}/{post.slug}.md"

    def page(self, post: Post) -> str:
        """Return the path of a post's page; every generator is told to put it at the same address."""
        return f"{self.output}/posts/{post.slug}/index.html"


def write_site(generator: Generator, count: int, site: Path) -> None:
    """Write the settings, the templates and the first posts of the corpus into a folder that is not there yet."""
    for path, text in generator.files.items():
        place = site / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
    (site / generator.folder).mkdir(parents=True, exist_ok=True)
    for post in posts(count):
        (site / generator.source(post)).write_text(generator.front_matter(post) + post.body, encoding="utf-8")


def yaml_front_matter(post: Post, summary_key: str) -> str:
    """Return front matter in YAML, as all but one of the generators read it."""
    return (
        f'---\ntitle: "{post.title}"\nslug: {post.slug}\ndate: {post.date:%Y-%m-%dT%H:%M:%SZ}\n'
        f'tags: [{", ".join(post.tags)}]\n{summary_key}: "{post.summary}"\n---\n\n'
    )
