"""What is remembered of a theme: a warm load is a cold one without the work, and damage means work alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sitegen.theme import LoadedTheme, load_theme
from tests.test_theme import render, write_theme

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PAGE = '{% extends "base.html" %}{% import "m.html" as m %}{% block main %}{{ m.mark(view.tag.title) }}{% endblock %}'
MACRO = "{% macro mark(x) %}<b>{{ x }}</b>{% endmacro %}"
STYLE = "a { color: {{ options.accent }} }"
OPTIONS = 'name = "Paper"\nunheard = 1\n[options]\naccent = { type = "colour", default = "#123456" }\n'


class Memory:
    """A cache that counts what is put into it."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.kept: dict[str, bytes] = {}
        self.puts = 0

    def get(self, key: str) -> bytes | None:
        """Return what is kept."""
        return self.kept.get(key)

    def put(self, key: str, data: bytes) -> None:
        """Keep and count."""
        self.kept[key] = data
        self.puts += 1


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return the folder of a site with a theme that has a template, a macro, a style sheet and a warning."""
    write_theme(
        tmp_path,
        toml=OPTIONS,
        templates__tag_html=PAGE,
        templates__m_html=MACRO,
        assets__style_dot_css_jinja=STYLE,
        assets__live_js="1;",
    )
    return tmp_path


def said(result: LoadedTheme) -> tuple[object, ...]:
    """Return all that one can tell of a loaded theme from outside."""
    theme = result.theme
    if theme is None:
        return (result.problems, result.option_problems)
    page = render(theme)
    return (result.problems, page, theme.assets, theme.options, theme.fingerprint("tag.html"), theme.scripts)


def test_a_warm_load_gives_what_a_cold_one_gives_its_warnings_too(site: Path) -> None:
    memory = Memory()
    cold, warm = (said(load_theme(site, "paper", {}, cache)) for cache in (None, memory))
    assert (said(load_theme(site, "paper", {}, memory)), warm) == (cold, cold)
    assert [problem.code for problem in load_theme(site, "paper", {}, memory).problems] == ["unknown-key"]


def test_what_did_not_change_is_made_once(site: Path) -> None:
    memory = Memory()
    said(load_theme(site, "paper", {}, memory))
    puts = memory.puts
    said(load_theme(site, "paper", {}, memory))
    assert (memory.puts - puts, puts == len(memory.kept)) == (0, True)


def test_a_template_that_changed_is_the_only_one_that_is_compiled_again(site: Path) -> None:
    memory = Memory()
    load_theme(site, "paper", {}, memory)
    before = {key for key in memory.kept if key.startswith("template-")}
    write_theme(site, toml=OPTIONS, templates__tag_html=PAGE, templates__m_html="{% macro mark(x) %}<i>{% endmacro %}")
    result = load_theme(site, "paper", {}, memory)
    assert result.theme is not None
    assert render(result.theme) == "<title>A title</title><i>\n"
    assert len({key for key in memory.kept if key.startswith("template-")} - before) == 1


def test_another_choice_is_another_style_sheet(site: Path) -> None:
    memory = Memory()
    load_theme(site, "paper", {}, memory)
    theme = load_theme(site, "paper", {"accent": "#abcdef"}, memory).theme
    assert theme is not None
    assert [asset.data for asset in theme.assets] == [b"1;", b"a { color: #abcdef }\n"]


def test_mistakes_are_told_again(site: Path) -> None:
    memory = Memory()
    write_theme(site, toml=OPTIONS, templates__tag_html="{{ page.no_such_thing }}")
    told = [said(load_theme(site, "paper", {}, memory)) for _ in range(2)]
    assert told == [said(load_theme(site, "paper", {}))] * 2
    assert {problem.code for problem in load_theme(site, "paper", {}, memory).problems} == {
        "theme-undefined",
        "unknown-key",
    }


@pytest.mark.parametrize(
    "damage",
    [
        lambda _: b"",
        lambda data: data[:-1],
        lambda data: data[:32],
        lambda data: data + b"\0",
        lambda data: data[:40] + bytes((data[40] ^ 1,)) + data[41:],
        lambda data: b"\0" * len(data),
    ],
)
def test_damage_means_work_and_nothing_else(site: Path, damage: Callable[[bytes], bytes]) -> None:
    memory = Memory()
    sound = said(load_theme(site, "paper", {}, memory))
    whole = dict(memory.kept)
    memory.kept = {key: damage(data) for key, data in whole.items()}
    assert said(load_theme(site, "paper", {}, memory)) == sound
    assert memory.kept == whole


def test_code_that_is_lost_is_made_when_a_page_needs_it(site: Path) -> None:
    memory = Memory()
    sound = said(load_theme(site, "paper", {}, memory))
    memory.kept = {key: data for key, data in memory.kept.items() if key.startswith("theme-")}
    assert said(load_theme(site, "paper", {}, memory)) == sound
    # The page, its frame and its macros; the other templates were not asked for.
    assert len(memory.kept) == 1 + 3
