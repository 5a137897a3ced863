"""What is wrong with a theme is told at its file and line, before a page is made where that can be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sitegen.problems import Place, Problem, Severity
from sitegen.theme import RenderError, load_theme
from tests.test_theme import BASE, ENGLISH, PLAIN, TAG, loaded, make_shell, render, write_theme

if TYPE_CHECKING:
    from pathlib import Path

TEMPLATES = "themes/paper/templates"


def told(root: Path, name: str = "paper", **chosen: object) -> list[tuple[str, int, str, str, str]]:
    """Return what loading a theme tells: path, line, code, message, hint."""
    problems = load_theme(root, name, chosen).problems
    return [(one.path, one.line, one.code, one.message, one.hint) for one in problems]


def broken(root: Path, text: str) -> Problem:
    """Return the problem that rendering a template's text raises."""
    write_theme(root, templates__tag_html=text)
    with pytest.raises(RenderError) as caught:
        render(loaded(root))
    return caught.value.problem


@pytest.mark.parametrize(
    ("text", "line", "code", "message", "hint"),
    [
        ("a\n\n{% if %}", 3, "theme-syntax", "expected an expression, got 'end of statement block'", ""),
        ("a\n{{ page.title|shout }}", 2, "theme-syntax", "no filter named 'shout'", ""),
        ("\n{% block a %}{% endblock %}\n{% block a %}{% endblock %}", 3, "theme-syntax", "block 'a' defined twice",
         ""),
        ("\n{% do view %}", 2, "theme-syntax", "encountered unknown tag 'do'", ""),
        ('\n{% include "cads/spark.html" %}', 2, "theme-missing", "there is no template `cads/spark.html`",
         "did you mean 'cards/spark.html'?"),
        ('a\n{% extends "bse.html" %}', 2, "theme-missing", "there is no template `bse.html`",
         "did you mean 'base.html'?"),
        ('{% extends "base.html" %}\n\n{% block mian %}{% endblock %}', 3, "theme-block",
         "`base.html` has no block `mian`", "did you mean 'main'?"),
        ("\n{{ self.sidebar() }}", 2, "theme-block", "there is no block `sidebar`", ""),
        ('\n\n<link href="{{ asset("stile.css") }}">', 3, "theme-missing", "there is no asset `stile.css`",
         "did you mean 'style.css'?"),
        ('\n{{ t("sesions") }}', 2, "theme-words", "there are no words for `sesions`", "did you mean 'sessions'?"),
        ('\n{{ t("organised_by") }}', 2, "theme-words", "the words for `organised_by` want a value `name`",
         't("organised_by", name=…)'),
        ("\n{{ page.titel }}", 2, "theme-undefined", "there is no `titel` in `page`", "did you mean 'title'?"),
        ("\n{{ view.postz }}", 2, "theme-undefined", "there is no `postz` in the view of `tag.html`",
         "did you mean 'posts'?"),
        ("\n{{ options.acent }}", 2, "theme-undefined", "there is no `acent` in the theme's options",
         "did you mean 'accent'?"),
    ],
)  # fmt: skip  # one case a line or two
def test_a_mistake_in_a_template_is_told_at_the_start(  # noqa: PLR0913, PLR0917  the parts of a problem
    tmp_path: Path, text: str, line: int, code: str, message: str, hint: str
) -> None:
    toml = '[options]\naccent = { type = "colour", default = "#123" }\n'
    write_theme(tmp_path, toml=toml, templates__tag_html=text, assets__style_css="p{}")
    assert told(tmp_path) == [(f"{TEMPLATES}/tag.html", line, code, message, hint)]


def test_mistakes_of_several_templates_are_told_together(tmp_path: Path) -> None:
    write_theme(tmp_path, templates__tag_html="{% if %}", templates__unused_html="\n{{ }}")
    assert [(path, line) for path, line, *_ in told(tmp_path)] == [
        (f"{TEMPLATES}/tag.html", 1),
        (f"{TEMPLATES}/unused.html", 2),
    ]


def test_a_name_that_a_template_defines_itself_is_its_own(tmp_path: Path) -> None:
    write_theme(tmp_path, templates__tag_html="{% for page in [{'n': 1}] %}{{ page.n }}{% endfor %}")
    assert render(loaded(tmp_path)) == "1\n"


def test_a_theme_without_a_parent_needs_every_template(tmp_path: Path) -> None:
    folder = write_theme(tmp_path)
    (folder / "templates" / "spark.html").unlink()
    assert told(tmp_path) == [
        (
            "themes/paper/theme.toml",
            1,
            "theme-missing",
            "the theme has no template `spark.html`",
            'write it, or add `extends = "default"` to theme.toml',
        )
    ]


def test_a_template_that_extends_itself_is_told_at_the_start(tmp_path: Path) -> None:
    write_theme(tmp_path)
    write_theme(tmp_path, "child", "paper", templates__base_html='\n{% extends "base.html" %}')
    assert told(tmp_path, "child") == [
        (
            "themes/child/templates/base.html",
            2,
            "theme-cycle",
            "the template extends itself in a circle",
            'did you mean {% extends "parent/base.html" %}?',
        )
    ]


@pytest.mark.parametrize(
    "text",
    [
        'a\n{% include "tag.html" %}',
        "a\n{% macro again() %}{{ again() }}{% endmacro %}{{ again() }}",
    ],
)
def test_a_template_without_end_is_a_problem(tmp_path: Path, text: str) -> None:
    problem = broken(tmp_path, text)
    assert (problem.path, problem.line, problem.code) == (f"{TEMPLATES}/tag.html", 2, "theme-loop")


@pytest.mark.parametrize(
    "loop",
    [
        "{% for i in range(10 ** 9) %}{% endfor %}",
        "{% for i in range(10000) %}{% for j in range(10000) %}{% endfor %}{% endfor %}",
        "{{ 'x' * 10 ** 10 }}",
        "{{ 10 ** 9 * [1] }}",
        "{{ 9 ** 999999 }}",
    ],
)
def test_what_a_template_makes_of_nothing_is_bounded(tmp_path: Path, loop: str) -> None:
    problem = broken(tmp_path, f"\n\n{loop}")
    assert (problem.line, problem.code) == (3, "theme-loop")


def test_every_page_has_the_whole_of_its_steps(tmp_path: Path) -> None:
    write_theme(tmp_path, templates__tag_html="{% for i in range(60000) %}{% endfor %}done")
    theme = loaded(tmp_path)
    assert [render(theme), render(theme)] == ["done\n", "done\n"]


@pytest.mark.parametrize(
    ("text", "code", "message", "hint"),
    [
        ("{{ nothing }}", "theme-undefined", "`nothing` is not defined (on /tags/learning/)", ""),
        ("{{ view.tag.titel }}", "theme-undefined", "Ref has no `titel` (on /tags/learning/)", "did you mean 'title'?"),
        ('{% set n = "x.html" %}{% include n %}', "theme-missing", "there is no template `x.html` (on /tags/learning/)",
         ""),
        ('{% set n = "x.css" %}{{ asset(n) }}', "theme-missing", "there is no asset `x.css` (on /tags/learning/)", ""),
        ('{% set n = "x" %}{{ t(n) }}', "theme-words", "`t` finds nothing for `x` (on /tags/learning/)", ""),
        ("{{ 1 / 0 }}", "theme-error", "division by zero (on /tags/learning/)", ""),
        ("{{ view.tag.title + 1 }}", "theme-error",
         'can only concatenate str (not "int") to str (on /tags/learning/)', ""),
    ],
)  # fmt: skip  # one case a line or two
def test_a_mistake_that_only_a_page_shows_names_line_and_page(
    tmp_path: Path, text: str, code: str, message: str, hint: str
) -> None:
    problem = broken(tmp_path, f"one\ntwo\n{text}")
    assert problem == Problem(f"{TEMPLATES}/tag.html", 3, 1, code, message, hint)


def test_a_mistake_is_told_where_it_stands_and_not_where_it_is_included(tmp_path: Path) -> None:
    write_theme(tmp_path, templates__tag_html='{% include "part.html" %}', templates__part_html="\n\n\n{{ nope }}")
    with pytest.raises(RenderError) as caught:
        render(loaded(tmp_path))
    assert (caught.value.problem.path, caught.value.problem.line) == (f"{TEMPLATES}/part.html", 4)


def test_an_unknown_template_is_a_problem(tmp_path: Path) -> None:
    write_theme(tmp_path)
    with pytest.raises(RenderError) as caught:
        loaded(tmp_path).render("nope.html", TAG, make_shell(), ENGLISH, BASE)
    assert caught.value.problem.code == "theme-missing"


@pytest.mark.parametrize(
    ("toml", "line", "code", "message", "hint"),
    [
        ("api = 1\nextends = \n", 2, "theme-toml", "this is not TOML: Invalid value", ""),
        ("\napi = 2\n", 2, "theme-api", "the theme is made for API 2, and this version has API 1", "api = 1"),
        ('name = "x"\n', 1, "theme-api", "the theme does not say which API it is made for", "api = 1"),
        ('api = 1\nextends = "papr"\n', 2, "theme-unknown", "there is no theme `papr` to extend",
         "there is: `default`"),
        ("api = 1\n\nextends = 3\n", 3, "theme-toml", "`extends` is the name of a theme, in quotes", ""),
        ("api = 1\noptions = 3\n", 2, "theme-option", "`options` is a table", "[options]"),
        ("api = 1\n[options]\na = 3\n", 3, "theme-option", "the option `a` is a table",
         'a = { type = "text", default = "" }'),
        ('api = 1\n[options]\n\na = { type = "color", default = "#123" }\n', 4, "theme-option",
         'the option `a` has the type "color"', 'types are: "colour", "text", "number", "boolean", "choice"'),
        ('api = 1\n[options.a]\ntype = "text"\n', 2, "theme-option", "the option `a` has no default",
         "add `default = …`"),
        ('api = 1\n[options]\na = { type = "colour", default = "red" }\n', 3, "theme-option",
         'the default of `a` has to be a colour like "#1f6f5c", not "red"', ""),
        ('api = 1\n[options]\na = { type = "choice", default = "x" }\n', 3, "theme-option",
         "the option `a` has no choices", 'choices = ["wide", "narrow"]'),
    ],
)  # fmt: skip  # one case a line or two
def test_a_mistake_in_theme_toml_is_told_at_its_line(  # noqa: PLR0913, PLR0917  the parts of a problem
    tmp_path: Path, toml: str, line: int, code: str, message: str, hint: str
) -> None:
    (write_theme(tmp_path) / "theme.toml").write_text(toml, encoding="utf-8")
    assert told(tmp_path) == [("themes/paper/theme.toml", line, code, message, hint)]


def test_an_unknown_key_is_a_warning_with_the_nearest(tmp_path: Path) -> None:
    write_theme(tmp_path, toml='\ndescripton = "x"\n[options]\na = { type = "text", default = "", chioces = [] }\n')
    result = load_theme(tmp_path, "paper", {})
    assert result.theme is not None
    assert [(one.line, one.message, one.hint, one.severity) for one in result.problems] == [
        (3, "unknown key `descripton`", "did you mean 'description'?", Severity.WARNING),
        (5, "unknown key `chioces`", "did you mean 'choices'?", Severity.WARNING),
    ]


def test_a_theme_toml_that_is_not_utf8_or_no_file_is_told(tmp_path: Path) -> None:
    toml = write_theme(tmp_path) / "theme.toml"
    toml.write_bytes(b"api = 1\nname = '\xe9'\n")
    assert told(tmp_path) == [("themes/paper/theme.toml", 2, "not-utf8", "the file is not UTF-8", "save it as UTF-8")]
    toml.unlink()
    toml.mkdir()
    message = "the file cannot be read: Is a directory"
    assert told(tmp_path) == [("themes/paper/theme.toml", 1, "theme-file", message, "")]


def test_a_folder_without_theme_toml_is_told_what_to_write(tmp_path: Path) -> None:
    (tmp_path / "themes" / "bare").mkdir(parents=True)
    assert told(tmp_path, "bare") == [
        (
            "themes/bare/theme.toml",
            1,
            "theme-toml",
            "the theme has no theme.toml",
            'write at least `api = 1` and `extends = "default"` into it',
        )
    ]


def test_themes_that_extend_each_other_are_told_as_a_circle(tmp_path: Path) -> None:
    write_theme(tmp_path, "one", "two")
    write_theme(tmp_path, "two", "one")
    message = "the themes extend each other in a circle: one → two → one"
    assert told(tmp_path, "one") == [("themes/two/theme.toml", 2, "theme-cycle", message, "")]


@pytest.mark.parametrize("name", ["papr", "../paper", "/etc", "", "paper/../paper"])
def test_a_theme_that_is_not_there_is_told_of_the_setting(tmp_path: Path, name: str) -> None:
    write_theme(tmp_path)
    result = load_theme(tmp_path, name, {})
    assert result.theme is None
    (problem,) = result.option_problems
    assert (problem.key, problem.code, problem.message) == ("theme", "theme-unknown", f"there is no theme `{name}`")


def test_a_wrong_choice_is_told_with_its_key_and_the_default_stands_in(tmp_path: Path) -> None:
    toml = """
[options]
accent = { type = "colour", default = "#1f6f5c" }
size = { type = "number", default = 3 }
shown = { type = "boolean", default = true }
name = { type = "text", default = "x" }
mood = { type = "choice", default = "calm", choices = ["calm", "loud"] }
"""
    write_theme(tmp_path, toml=toml, templates__tag_html="{{ options.accent }} {{ options.size }}")
    chosen = {"accent": "green", "size": True, "shown": "yes", "name": 3, "mood": "sad", "acent": "#123"}
    result = load_theme(tmp_path, "paper", chosen)
    assert [(one.key, one.message, one.hint) for one in result.option_problems] == [
        ("theme_options.accent", '`accent` has to be a colour like "#1f6f5c", not "green"', 'accent = "#1f6f5c"'),
        ("theme_options.size", "`size` has to be a number, not true", "size = 3"),
        ("theme_options.shown", '`shown` has to be true or false, not "yes"', "shown = true"),
        ("theme_options.name", "`name` has to be text, in quotes, not 3", 'name = "x"'),
        ("theme_options.mood", '`mood` has to be one of "calm", "loud", not "sad"', 'mood = "calm"'),
        ("theme_options.acent", "the theme has no option `acent`", "did you mean 'accent'?"),
    ]
    assert [one.severity for one in result.option_problems] == [Severity.ERROR] * 5 + [Severity.WARNING]
    assert result.theme is not None
    assert render(result.theme) == "#1f6f5c 3\n"


def test_a_setting_problem_takes_the_place_that_its_reader_knows(tmp_path: Path) -> None:
    (problem,) = load_theme(tmp_path, "defualt", {}).option_problems
    assert problem.at("site.toml", Place(4, 9)) == Problem(
        "site.toml", 4, 9, "theme-unknown", "there is no theme `defualt`", "did you mean 'default'?"
    )


def test_a_template_that_is_not_utf8_is_told_at_the_line(tmp_path: Path) -> None:
    folder = write_theme(tmp_path)
    (folder / "templates" / "tag.html").write_bytes(b"one\ntwo \xe9\n")
    assert (f"{TEMPLATES}/tag.html", 2, "not-utf8", "the file is not UTF-8", "save it as UTF-8") in told(tmp_path)


def test_a_link_out_of_the_theme_is_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret", encoding="utf-8")
    folder = write_theme(tmp_path)
    (folder / "templates" / "leak.html").symlink_to(secret)
    (folder / "templates" / "loop.html").symlink_to(folder / "templates" / "loop.html")
    assert [(path, code) for path, _, code, *_ in told(tmp_path)] == [
        (f"{TEMPLATES}/leak.html", "theme-file"),
        (f"{TEMPLATES}/loop.html", "theme-file"),
    ]


def test_a_theme_that_is_a_link_out_of_the_site_is_not_read(tmp_path: Path) -> None:
    write_theme(tmp_path / "elsewhere")
    (tmp_path / "site" / "themes").mkdir(parents=True)
    (tmp_path / "site" / "themes" / "paper").symlink_to(tmp_path / "elsewhere" / "themes" / "paper")
    message = "the theme's folder is a link that leads out of the site"
    assert told(tmp_path / "site") == [
        ("themes/paper/theme.toml", 1, "theme-file", message, "copy the theme into themes/")
    ]


def test_a_hidden_file_and_an_editors_backup_are_no_part_of_a_theme(tmp_path: Path) -> None:
    folder = write_theme(tmp_path)
    for name in (".#tag.html", "tag.html~"):
        (folder / "templates" / name).write_text("{% if %}", encoding="utf-8")
    (folder / "templates" / "base.html").write_text(PLAIN, encoding="utf-8")
    assert told(tmp_path) == []


@pytest.mark.parametrize(
    ("line", "message", "hint"),
    [
        ('extend = "default"', "unknown key `extend`", 'write `extends = "default"`'),
        ('extnds = "defautl"', "unknown key `extnds`", 'write `extends = "default"`'),
        ('parent = "default"', "unknown key `parent`", 'write `extends = "default"`'),
    ],
)
def test_a_slip_for_extends_is_told_alone(tmp_path: Path, line: str, message: str, hint: str) -> None:
    folder = tmp_path / "themes" / "paper"
    folder.mkdir(parents=True)
    (folder / "theme.toml").write_text(f"api = 1\n{line}\n", encoding="utf-8")
    assert told(tmp_path) == [("themes/paper/theme.toml", 2, "unknown-key", message, hint)]


def test_a_theme_without_parent_or_templates_is_told_so_once(tmp_path: Path) -> None:
    folder = tmp_path / "themes" / "paper"
    folder.mkdir(parents=True)
    (folder / "theme.toml").write_text("api = 1\n", encoding="utf-8")
    message = "the theme extends no other, and lacks 21 of the 21 templates"
    hint = 'write `extends = "default"`'
    assert told(tmp_path) == [("themes/paper/theme.toml", 1, "theme-missing", message, hint)]
