"""The page about themes tells of every view, field, template and function that there is."""

from __future__ import annotations

import re

import pytest

from sitegen import views
from sitegen.theme import API, OptionType
from sitegen.theme.checks import VIEWS
from sitegen.values import Value
from tests.conftest import PROJECT

TEXT = (PROJECT / "docs" / "content" / "pages" / "themes.md").read_text(encoding="utf-8")


def test_the_page_is_about_this_version() -> None:
    assert f"This is version {API} of the API" in TEXT


@pytest.mark.parametrize("name", views.__all__)
def test_every_view_is_told_with_exactly_its_fields(name: str) -> None:
    view = getattr(views, name)
    assert issubclass(view, Value)
    part = TEXT.partition(f"#### `{name}`\n")[2].partition("\n#")[0]
    assert re.findall(r"(?m)^\| `(\w+)` \|", part) == list(view.__struct_fields__)


def test_every_template_is_told_with_its_view() -> None:
    part = TEXT.partition("## The templates")[2].partition("## The views")[0]
    assert dict(re.findall(r"(?m)^\| `([^`]+)` \| `(\w+)` \|$", part)) == {
        name: view.__name__ for name, view in VIEWS.items()
    }


def test_every_type_of_option_is_told() -> None:
    part = TEXT.partition("## Options")[2].partition("\n## ")[0]
    assert [kind for kind in OptionType if f"`{kind}`" not in part] == []
