"""A theme's assets: worked out from the options, named by their bytes, and found by each other."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from sitegen.theme import Asset, load_theme
from tests.test_theme import loaded, render, write_theme

if TYPE_CHECKING:
    from pathlib import Path

ACCENT = '[options]\naccent = { type = "colour", default = "#ffcc00" }\n'


def print_of(data: bytes) -> str:
    """Return the ten digits that an asset's name carries."""
    return hashlib.sha256(data).hexdigest()[:10]


def sheet(root: Path, css: str, name: str = "style.css.jinja", **chosen: object) -> str:
    """Return what a style sheet becomes."""
    folder = write_theme(root, toml=ACCENT)
    (folder / "assets").mkdir(exist_ok=True)
    (folder / "assets" / name).write_text(css, encoding="utf-8")
    assets = loaded(root, chosen=chosen).assets
    return next(one.data for one in assets if one.address.startswith("/assets/style.")).decode()


def told(root: Path) -> list[tuple[str, int, str, str]]:
    """Return what loading the theme tells."""
    return [(one.path, one.line, one.code, one.message) for one in load_theme(root, "paper", {}).problems]


def test_an_asset_is_named_by_its_bytes_below_its_folder(tmp_path: Path) -> None:
    folder = write_theme(tmp_path)
    (folder / "assets" / "fonts").mkdir(parents=True)
    data = b"\x00\xff"
    (folder / "assets" / "fonts" / "a.woff2").write_bytes(data)
    assert loaded(tmp_path).assets == (Asset(f"/assets/fonts/a.{print_of(data)}.woff2", data),)


def test_a_template_names_an_asset_without_its_fingerprint(tmp_path: Path) -> None:
    write_theme(tmp_path, assets__style_css="p{}", templates__tag_html='{{ asset("style.css") }}')
    assert render(loaded(tmp_path)) == f"/conf/assets/style.{print_of(b'p{}')}.css\n"


def test_a_child_overrides_an_asset_even_with_another_ending(tmp_path: Path) -> None:
    write_theme(tmp_path, assets__style_css="p{}", assets__b_css="b{}")
    folder = write_theme(tmp_path, "child", "paper")
    (folder / "assets").mkdir()
    (folder / "assets" / "style.css.jinja").write_text("i{}", encoding="utf-8")
    assert [one.data for one in loaded(tmp_path, "child").assets] == [b"b{}", b"i{}\n"]


def test_a_childs_style_sheet_adds_to_its_parents(tmp_path: Path) -> None:
    parent = write_theme(tmp_path)
    child = write_theme(tmp_path, "child", "paper")
    for folder, css in ((parent, "p{}\n"), (child, '{% include "parent/style.css.jinja" %}i{}\n')):
        (folder / "assets").mkdir()
        (folder / "assets" / "style.css.jinja").write_text(css, encoding="utf-8")
    assert [one.data for one in loaded(tmp_path, "child").assets] == [b"p{}\ni{}\n"]


def test_a_style_sheet_is_worked_out_from_the_options(tmp_path: Path) -> None:
    css = "a { color: {{ options.accent }}; border-color: {{ readable(options.accent, on='#fffdf8', ratio=4.5) }} }"
    assert sheet(tmp_path, css) == "a { color: #ffcc00; border-color: #8f7200 }\n"
    assert sheet(tmp_path, css, accent="#123456") == "a { color: #123456; border-color: #123456 }\n"


def test_a_style_sheet_can_mix_and_choose_its_ink(tmp_path: Path) -> None:
    assert sheet(tmp_path, '{{ mix("#000", "#fff", 0.5) }} {{ ink("#000") }} {{ contrast("#000", "#fff") }}') == (
        "#808080 #ffffff 21.0\n"
    )


def test_a_style_sheet_loses_its_comments_and_indents_but_no_strings(tmp_path: Path) -> None:
    css = '/*! licence */\n/* a\n b */\np {\n    content: "/* kept */";\n\n    color: red; /* gone */\n}\n'
    assert sheet(tmp_path, css) == '/*! licence */\np {\ncontent: "/* kept */";\ncolor: red;\n}\n'


def test_a_style_sheet_finds_its_pictures_beside_it(tmp_path: Path) -> None:
    folder = write_theme(tmp_path)
    (folder / "assets" / "img").mkdir(parents=True)
    (folder / "assets" / "img" / "x.svg").write_bytes(b"<svg/>")
    name = f"img/x.{print_of(b'<svg/>')}.svg"
    assert sheet(tmp_path, "a{b:url({{ asset('img/x.svg') }})}") == f"a{{b:url({name})}}\n"
    (folder / "assets" / "style.css.jinja").unlink()
    plain = "a{b:url( 'img/x.svg#i' )} c{d:url(data:,x)} e{f:url(https://b.org/x.svg)} g{h:url(#i)}"
    assert sheet(tmp_path, plain, "style.css") == plain.replace("url( 'img/x.svg#i' )", f'url("{name}#i")')


def test_a_style_sheets_name_changes_with_what_it_shows(tmp_path: Path) -> None:
    folder = write_theme(tmp_path, assets__style_css="a{b:url(x.svg)}", assets__x_svg="<svg/>")
    first = {one.address for one in loaded(tmp_path).assets}
    (folder / "assets" / "x.svg").write_text("<svg></svg>", encoding="utf-8")
    assert first & {one.address for one in loaded(tmp_path).assets} == set()


@pytest.mark.parametrize(
    ("css", "line", "code", "message"),
    [
        ("a\n{{ readable('red', on='#fff') }}", 2, "theme-error", "'red' is no colour"),
        ("a\n{{ options.acent }}", 2, "theme-undefined", "Options has no `acent`"),
        ("a\n\n{{ asset('x.svg') }}", 3, "theme-missing", "there is no asset `x.svg`"),
        ("\n{% if %}", 2, "theme-syntax", "expected an expression, got 'end of statement block'"),
        ("\n{{ view }}", 2, "theme-undefined", "`view` is not defined"),
        ("\n{{ asset('style.css') }}", 2, "theme-missing",
         "the style sheets need each other in a circle: style.css → style.css"),
    ],
)  # fmt: skip  # one case a line or two
def test_a_mistake_in_a_style_sheet_is_told_at_its_line(
    tmp_path: Path, css: str, line: int, code: str, message: str
) -> None:
    folder = write_theme(tmp_path, toml=ACCENT)
    (folder / "assets").mkdir()
    (folder / "assets" / "style.css.jinja").write_text(css, encoding="utf-8")
    assert told(tmp_path) == [("themes/paper/assets/style.css.jinja", line, code, message)]


def test_a_picture_that_a_style_sheet_names_has_to_be_there(tmp_path: Path) -> None:
    write_theme(tmp_path, assets__style_css="a{}\nb{c:url(gone.svg)}")
    assert told(tmp_path) == [("themes/paper/assets/style.css", 2, "theme-missing", "there is no asset `gone.svg`")]
