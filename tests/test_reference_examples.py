"""The examples: what an organiser copies is valid, as it stands and with every line switched on."""

from __future__ import annotations

import re
from typing import Final

import pytest

from sitegen.fields.field import Own
from sitegen.kinds import KINDS
from sitegen.reference import example_file
from tests.conftest import PROJECT
from tests.sitemaking import link_problems, make_settings, make_site, read_text

COPIES: Final = {
    "posts": "posts/2007-02-21-in-the-hall.md",
    "sessions": "sessions/networks.md",
    "sparks": "sparks/who-is-in-your-network.md",
    "people": "people/jo-smith.md",
    "pages": "pages/travel.md",
}
"""What the examples themselves say to call their copies."""
FILES: Final = ("posts/hall.jpg", "static/files/network-map.txt")

every_kind = pytest.mark.parametrize("folder", KINDS)


def without_notes(text: str) -> str:
    """Return a file as it is once all that begins with # in its front matter is deleted."""
    opening, front, body = text.split("---\n", 2)
    return "---\n".join((opening, re.sub(r"(?m)^#.*\n", "", front), body))


def switched_on(text: str) -> str:
    """Return a file as it is once the # in front of every line that is switched off is deleted."""
    opening, front, body = text.split("---\n", 2)
    return "---\n".join((opening, re.sub(r"(?m)^#(?=\S|  )", "", front), body))


@every_kind
@pytest.mark.parametrize("change", [str, without_notes, switched_on])
def test_an_example_reads_without_a_problem(folder: str, change: type[str]) -> None:
    reading = read_text(COPIES[folder], change(example_file(KINDS[folder])))
    assert reading.problems == ()
    assert reading.is_sound


@every_kind
def test_an_example_that_is_switched_on_gives_every_field(folder: str) -> None:
    kind = KINDS[folder]
    text = switched_on(example_file(kind))
    needless = {"title"} if "name" in kind.own else set()
    given = set(read_text(COPIES[folder], text).document.places)
    assert set(kind.known) - given == needless
    inner = {
        f"{name}.{key}" for name, one in kind.own.items() if isinstance(one.form, Own) for key in one.form.fields()
    }
    assert inner - given == set()


@every_kind
def test_an_example_explains_every_field_in_the_words_of_its_reader(folder: str) -> None:
    kind = KINDS[folder]
    text = " ".join(re.sub(r"(?m)^(?:#  )?# ", "", example_file(kind)).split())
    inner = (field.form.fields() for field in kind.own.values() if isinstance(field.form, Own))
    fields = {name: field for part in (kind.known, *inner) for name, field in part.items() if name != "title"}
    assert [name for name, field in fields.items() if field.says not in text] == []


@every_kind
def test_an_example_says_how_to_copy_it(folder: str) -> None:
    top = example_file(KINDS[folder]).partition("\n\n")[0]
    assert "It is not published, because its name begins with _." in top
    assert "copy it" in top
    assert COPIES[folder].partition("/")[2] in top


@pytest.mark.parametrize("change", [str, without_notes])
def test_copies_of_the_five_examples_are_a_site_without_a_problem(change: type[str]) -> None:
    files = {COPIES[folder]: change(example_file(kind)) for folder, kind in KINDS.items()}
    site = make_site(files, settings=make_settings(rooms=("Main Hall",)), attachments=FILES)
    assert site.problems == ()
    assert link_problems(site) == ()
    assert sorted(entry.address for entry in site.everything()) == [
        "/people/jo-smith/",
        "/posts/in-the-hall/",
        "/sessions/networks/",
        "/sparks/who-is-in-your-network/",
        "/travel/",
    ]


@every_kind
def test_the_sample_site_has_the_examples_as_they_are_made(folder: str) -> None:
    written = (PROJECT / "content" / folder / "_example.md").read_text(encoding="utf-8")
    assert written == example_file(KINDS[folder]), "run: make reference"
