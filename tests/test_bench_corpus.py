"""The benchmark's posts: the same everywhere and for everybody, in the dialect of each generator."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import tomllib
from statistics import mean
from typing import TYPE_CHECKING

import pytest
import yaml
from markdown import Markdown

from bench.corpus import posts
from bench.generator import write_site
from bench.peers import GENERATORS
from tests.conftest import PROJECT

if TYPE_CHECKING:
    from pathlib import Path

DIGEST = "import hashlib, bench.corpus as c; print(hashlib.sha256(repr(list(c.posts(20))).encode()).hexdigest())"


def test_the_corpus_is_the_same_in_another_process() -> None:
    done = subprocess.run(  # noqa: S603  # our own corpus
        [sys.executable, "-c", DIGEST],
        cwd=PROJECT,
        env={**os.environ, "PYTHONHASHSEED": "1"},
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.strip() == hashlib.sha256(repr(list(posts(20))).encode()).hexdigest()


def test_a_small_corpus_is_the_beginning_of_a_larger_one() -> None:
    assert list(posts(5)) == list(posts(9))[:5]


def test_a_post_has_about_620_words() -> None:
    lengths = [len(post.body.split()) for post in posts(200)]

    assert 600 <= mean(lengths) <= 640
    assert (min(lengths) >= 560, max(lengths) <= 720) == (True, True)


def test_code_notes_and_tables_are_each_in_every_fifth_post() -> None:
    found = [
        [mark in post.body for mark in ("```python\n", "\n[^source]: ", "\n| --- | --- | ---: |\n")]
        for post in posts(10)
    ]

    turns = [[True, False, False], [False, True, False], [False, False, True], *[[False, False, False]] * 2]
    assert found == turns * 2


def test_every_post_has_what_prose_has() -> None:
    for post in posts(20):
        assert re.findall(r"(?m)^(## |### |> |- |1\. )", post.body).count("> ") == 1
        assert all(f"\n{mark} " in post.body for mark in ("##", "###", "-", "1."))
        assert len(set(post.tags)) == 3


@pytest.mark.parametrize("name", ["hugo", "eleventy", "sitegen", "sitegen-feeds"])
def test_front_matter_in_yaml_says_what_the_post_says(name: str) -> None:
    for post in posts(20):
        _, front, _ = GENERATORS[name].front_matter(post).split("---\n", 2)
        found = yaml.safe_load(front)
        summary = found.pop("description", None) or found.pop("summary")

        assert found == {"title": post.title, "slug": post.slug, "date": post.date, "tags": list(post.tags)}
        assert summary == post.summary


def test_front_matter_for_pelican_says_what_the_post_says() -> None:
    for post in posts(20):
        reader = Markdown(extensions=["meta"])
        reader.convert(GENERATORS["pelican"].front_matter(post))

        assert vars(reader)["Meta"] == {
            "title": [post.title],
            "slug": [post.slug],
            "date": [f"{post.date:%Y-%m-%d %H:%M:%S}"],
            "tags": [", ".join(post.tags)],
            "summary": [post.summary],
        }


@pytest.mark.parametrize("name", GENERATORS)
def test_a_written_site_holds_the_same_bodies_for_everybody(name: str, tmp_path: Path) -> None:
    generator = GENERATORS[name]

    write_site(generator, 3, tmp_path)

    written = [(tmp_path / generator.source(post)).read_text(encoding="utf-8") for post in posts(3)]
    assert written == [generator.front_matter(post) + post.body for post in posts(3)]


def test_settings_ask_all_for_the_same_sizes() -> None:
    hugo = tomllib.loads(GENERATORS["hugo"].files["hugo.toml"])
    own = tomllib.loads(GENERATORS["sitegen"].files["content/site.toml"])
    pelican: dict[str, object] = {}
    exec(GENERATORS["pelican"].files["pelicanconf.py"], pelican)  # noqa: S102  # our own settings are a program

    sizes = [
        (hugo["pagination"]["pagerSize"], hugo["services"]["rss"]["limit"]),
        (pelican["DEFAULT_PAGINATION"], pelican["FEED_MAX_ITEMS"]),
        (own["page_size"], own["feeds"]["limit"]),
    ]
    assert sizes == [(10, 20)] * 3
