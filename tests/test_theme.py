"""Themes make pages of views: what a template is given, how themes inherit, and what stays out of reach."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sitegen.theme import LoadedTheme, RenderError, Theme, load_theme
from sitegen.theme.checks import VIEWS
from sitegen.urls import BaseUrl
from sitegen.views import FeedLink, NotFoundView, Pagination, Ref, SafeHtml, Shell, TagView
from sitegen.words import load_words
from tests.conftest import PROJECT

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

BASE = BaseUrl("https://example.org", "/conf")
ENGLISH = load_words("en-GB")
PLAIN = "<title>{% block title %}{{ page.title }}{% endblock %}</title>{% block main %}{% endblock %}"
TAG = TagView(Ref("learning", "/tags/learning/"), (), (), (), Pagination(1, 1, "", ""))


def write_theme(root: Path, name: str = "paper", extends: str = "", toml: str = "", **files: str) -> Path:
    """Write a theme of a site; a file's name has `__` for `/` and `_dot_` for `.`, and ends with its type."""
    folder = root / "themes" / name
    (folder / "templates").mkdir(parents=True, exist_ok=True)
    head = f'api = 1\nextends = "{extends}"\n' if extends else "api = 1\n"
    (folder / "theme.toml").write_text(head + toml, encoding="utf-8")
    contents = {} if extends else {"templates/base.html": PLAIN}
    if not extends:
        contents |= {f"templates/{template}": '{% extends "base.html" %}' for template in VIEWS}
    for key, text in files.items():
        path, _, ending = key.replace("__", "/").rpartition("_")
        contents[f"{path.replace('_dot_', '.')}.{ending}"] = text
    for path, text in contents.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder


def loaded(root: Path, name: str = "paper", chosen: Mapping[str, object] | None = None) -> Theme:
    """Load a theme that has nothing wrong with it."""
    result = load_theme(root, name, chosen or {})
    assert (result.problems, result.option_problems) == ((), ())
    assert result.theme is not None
    return result.theme


def make_shell(title: str = "A title", **changes: object) -> Shell:
    """Return what surrounds a page, complete and unsurprising."""
    values: dict[str, object] = {
        "title": title,
        "address": "/tags/learning/",
        "template": "tag",
        "site_title": "Torquay 07",
        "site_description": "",
        "organiser": "",
        "language": "en-GB",
        "direction": "ltr",
        "description": "",
        "canonical": "https://example.org/conf/tags/learning/",
        "menu": (),
        "feeds": (FeedLink("All", "/feed.xml", "application/atom+xml"),),
    }
    return Shell(**values | changes)  # type: ignore[arg-type]  # the changes are the tests' own


def render(theme: Theme, view: object = TAG, template: str = "tag.html", **changes: object) -> str:
    """Render one view in English."""
    return theme.render(template, view, make_shell(**changes), ENGLISH, BASE)  # type: ignore[arg-type]  # as above


def body(root: Path, text: str, view: object = TAG) -> str:
    """Return what a template's text becomes, alone."""
    write_theme(root, templates__tag_html=text)
    return render(loaded(root), view)


def test_a_page_is_made_of_its_view_its_shell_and_the_words(tmp_path: Path) -> None:
    text = '{{ page.site_title }}: {{ view.tag.title }}, {{ t("open_sparks_count", count=2) }}, {{ words.language }}'
    assert body(tmp_path, text) == "Torquay 07: learning, 2 open sparks, en-GB\n"


def test_a_title_cannot_leave_its_element(tmp_path: Path) -> None:
    write_theme(tmp_path)
    page = render(loaded(tmp_path), title="</title><script>alert('&')</script>")
    assert page == "<title>&lt;/title&gt;&lt;script&gt;alert(&#39;&amp;&#39;)&lt;/script&gt;</title>\n"


def test_safe_html_is_printed_as_it_is_and_text_is_not(tmp_path: Path) -> None:
    view = (SafeHtml("<p>a &amp; b</p>"), "<p>")
    assert body(tmp_path, "{{ view[0] }} {{ view[1] }}", view) == "<p>a &amp; b</p> &lt;p&gt;\n"


def test_empty_html_counts_as_nothing(tmp_path: Path) -> None:
    assert body(tmp_path, "{{ 'some' if view else 'none' }}", SafeHtml("")) == "none\n"


def test_words_with_html_in_them_are_escaped_around_it(tmp_path: Path) -> None:
    bold = "{% macro b(x) %}<b>{{ x }}</b>{% endmacro %}"
    text = bold + '{{ t("organised_by", name=b("A & B")) }} {{ t("organised_by", name="<i>") }}'
    assert body(tmp_path, text) == "Organised by <b>A &amp; B</b>. Organised by &lt;i&gt;.\n"


def test_addresses_meet_the_base_url_in_the_template(tmp_path: Path) -> None:
    text = (
        '{{ "/a/"|url }} {{ "/a/"|absolute }} {{ "https://b.org/c"|url }} {{ "mailto:x@b.org"|absolute }} {{ ""|url }}|'
    )
    assert body(tmp_path, text) == "/conf/a/ https://example.org/conf/a/ https://b.org/c mailto:x@b.org |\n"


def test_one_theme_serves_two_base_urls_and_two_languages(tmp_path: Path) -> None:
    write_theme(
        tmp_path,
        templates__tag_html='{% import "m.html" as m %}{{ m.home() }}',
        templates__m_html=('{% macro home() %}{{ "/"|url }} {{ t("sessions") }}{% endmacro %}'),
    )
    theme = loaded(tmp_path)
    pages = [
        theme.render("tag.html", TAG, make_shell(), load_words(language), base)
        for language, base in (("en", BASE), ("de", BaseUrl("https://b.org")), ("en", BASE))
    ]
    assert pages == ["/conf/ Sessions\n", "/ Sitzungen\n", "/conf/ Sessions\n"]


def test_runs_of_empty_lines_close_up_but_not_in_preformatted_text(tmp_path: Path) -> None:
    text = "\n\n<p>\n\n  \n\nx</p>\n\n{{ view }}\n\n\n"
    assert body(tmp_path, text, SafeHtml("<pre>a\n\n\nb</pre>")) == "<p>\nx</p>\n<pre>a\n\n\nb</pre>\n"


def test_a_card_is_rendered_without_a_page(tmp_path: Path) -> None:
    write_theme(tmp_path, templates__cards__session_html="<p>{{ t('session') }}</p>")
    assert loaded(tmp_path).render("cards/session.html", None, None, ENGLISH, BASE) == "<p>Session</p>\n"


def test_a_child_overrides_one_template(tmp_path: Path) -> None:
    write_theme(tmp_path, templates__tag_html="theirs", templates__tags_html="kept")
    write_theme(tmp_path, "child", "paper", templates__tag_html="ours")
    theme = loaded(tmp_path, "child")
    assert (render(theme), render(theme, template="tags.html")) == ("ours\n", "kept\n")


@pytest.mark.parametrize("name", ["parent/tag.html", "paper/tag.html"])
def test_a_child_overrides_one_block(tmp_path: Path, name: str) -> None:
    write_theme(tmp_path, templates__tag_html='{% extends "base.html" %}{% block main %}<p>theirs</p>{% endblock %}')
    ours = f'{{% extends "{name}" %}}{{% block main %}}{{{{ super() }}}}<p>ours</p>{{% endblock %}}'
    write_theme(tmp_path, "child", "paper", templates__tag_html=ours)
    assert render(loaded(tmp_path, "child")) == "<title>A title</title><p>theirs</p><p>ours</p>\n"


def test_a_child_changes_the_frame_of_every_page(tmp_path: Path) -> None:
    write_theme(tmp_path)
    write_theme(
        tmp_path,
        "child",
        "paper",
        templates__base_html='{% extends "parent/base.html" %}{% block title %}{{ super() }} · us{% endblock %}',
    )
    assert render(loaded(tmp_path, "child")) == "<title>A title · us</title>\n"


def test_each_theme_of_a_long_chain_reaches_its_own_parent(tmp_path: Path) -> None:
    add = '{{% extends "parent/base.html" %}}{{% block title %}}{{{{ super() }}}}{0}{{% endblock %}}'
    write_theme(tmp_path)
    write_theme(tmp_path, "middle", "paper", templates__base_html=add.format("1"))
    write_theme(tmp_path, "child", "middle", templates__base_html=add.format("2"))
    assert render(loaded(tmp_path, "child")) == "<title>A title12</title>\n"


def test_a_child_overrides_one_option_and_the_site_another(tmp_path: Path) -> None:
    declared = """
[options]
accent = { type = "colour", default = "#111111" }
measure = { type = "number", default = 60 }
mood = { type = "choice", default = "calm", choices = ["calm", "loud"] }
"""
    shown = "{{ options.accent }} {{ options.measure }} {{ options.mood }}"
    write_theme(tmp_path, toml=declared, templates__tag_html=shown)
    write_theme(tmp_path, "child", "paper", '[options.accent]\ndefault = "#abc"\n')
    assert render(loaded(tmp_path, "child", {"mood": "loud"})) == "#abc 60 loud\n"


def test_an_option_with_the_name_of_a_method_is_an_option(tmp_path: Path) -> None:
    toml = '[options]\nitems = { type = "text", default = "seven" }\n'
    write_theme(tmp_path, toml=toml, templates__tag_html="{{ options.items }}")
    assert render(loaded(tmp_path)) == "seven\n"


def test_the_built_in_theme_has_nothing_wrong_with_it(tmp_path: Path) -> None:
    theme = loaded(tmp_path, "default")
    assert "<h1" in render(theme, NotFoundView(()), "404.html")
    assert theme.assets


def test_a_site_may_name_its_own_theme_default_and_extend_the_built_in_one(tmp_path: Path) -> None:
    ours = '{% extends "default/404.html" %}{% block main %}<p>ours</p>{{ super() }}{% endblock %}'
    write_theme(tmp_path, "default", "default", templates__404_html=ours)
    page = render(loaded(tmp_path, "default"), NotFoundView(()), "404.html")
    assert page.index("<p>ours</p>") < page.index("<h1")


def test_the_default_theme_trusts_no_text_as_html() -> None:
    templates = sorted((PROJECT / "themes" / "default" / "templates").rglob("*.html"))
    assert templates
    texts = {path.name: path.read_text(encoding="utf-8") for path in templates}
    assert [name for name, text in texts.items() if "|safe" in text.replace(" ", "") or "autoescape" in text] == []


def test_every_view_has_a_template_that_its_own_words_name() -> None:
    named = {view.__name__: (view.__doc__ or "").split("`")[1] for name, view in VIEWS.items() if "/" not in name}
    assert named == {view.__name__: name for name, view in VIEWS.items() if "/" not in name}


@pytest.mark.parametrize(
    "text",
    [
        "{% set it = view %}{{ it.__class__.__mro__ }}",
        "{{ ''.__class__ }}",
        "{{ t.__globals__ }}",
        "{{ view.tag.__init__.__globals__ }}",
        "{{ '{0.__class__}'.format(view) }}",
        "{{ [].append(1) }}",
        "{{ page['__class__'] }}",
        "{{ view.tag['__slots__'][0] }}",
        "{{ view|attr('__class__') }}",
        "{{ range.__self__ }}",
        "{% macro m() %}{% endmacro %}{{ m._func }}",
        "{% import '404.html' as other %}{{ other._body_stream }}",
        "{% for x in [1] %}{{ loop._iterable }}{% endfor %}",
    ],
)
def test_a_template_reaches_nothing_behind_its_values(tmp_path: Path, text: str) -> None:
    with pytest.raises(RenderError) as caught:
        body(tmp_path, text)
    assert caught.value.problem.code in {"theme-forbidden", "theme-undefined"}


@pytest.mark.parametrize("memory", ["namespace(n=0)", "cycler(1, 2, 3)"])
def test_macros_remember_nothing_from_page_to_page(tmp_path: Path, memory: str) -> None:
    step = "{% set m.n = m.n + 1 %}{{ m.n }}" if "namespace" in memory else "{{ m.next() }}"
    write_theme(
        tmp_path,
        templates__tag_html='{% import "m.html" as count %}{{ count.up() }}{{ count.up() }}',
        templates__m_html=f"{{% set m = {memory} %}}{{% macro up() %}}{step}{{% endmacro %}}",
    )
    theme = loaded(tmp_path)
    assert [render(theme), render(theme)] == ["12\n", "12\n"]


def test_an_attribute_of_a_view_is_found_by_a_name_that_is_worked_out(tmp_path: Path) -> None:
    text = '{% set name = "title" %}{{ view.tag[name] }} {{ view.tag["__class__"] is defined }}'
    assert body(tmp_path, text) == "learning False\n"


def test_a_template_knows_no_names_but_the_documented_ones(tmp_path: Path) -> None:
    for name in ("site", "now", "config", "environment", "lipsum", "self_", "os"):
        with pytest.raises(RenderError) as caught:
            body(tmp_path, f"\n{{{{ {name} }}}}")
        assert caught.value.problem.message == f"`{name}` is not defined (on /tags/learning/)"


def test_the_fingerprint_changes_with_what_a_page_rests_on_and_with_nothing_else(tmp_path: Path) -> None:
    toml = '[options]\naccent = { type = "colour", default = "#111" }\n'
    folder = write_theme(tmp_path, toml=toml)
    first = loaded(tmp_path).fingerprint("tag.html")
    (folder / "templates" / "tags.html").write_text("other", encoding="utf-8")
    assert loaded(tmp_path).fingerprint("tag.html") == first
    prints = {first, loaded(tmp_path, chosen={"accent": "#222"}).fingerprint("tag.html")}
    (folder / "templates" / "base.html").write_text(PLAIN + "!", encoding="utf-8")
    prints.add(loaded(tmp_path).fingerprint("tag.html"))
    (folder / "assets").mkdir()
    (folder / "assets" / "a.css").write_text("p{}", encoding="utf-8")
    prints.add(loaded(tmp_path).fingerprint("tag.html"))
    assert len(prints) == 4


def test_loading_twice_gives_the_same_pages(tmp_path: Path) -> None:
    assert render(loaded(tmp_path, "default"), NotFoundView(()), "404.html") == render(
        loaded(tmp_path, "default"), NotFoundView(()), "404.html"
    )


def test_a_theme_that_cannot_be_used_is_no_theme(tmp_path: Path) -> None:
    write_theme(tmp_path, templates__tag_html="{% if %}")
    result = load_theme(tmp_path, "paper", {})
    assert isinstance(result, LoadedTheme)
    assert result.theme is None
