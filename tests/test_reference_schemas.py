"""The schemas, as somebody else's validator understands them: what builds is never marked, known mistakes are."""

from __future__ import annotations

import json
import re
import tomllib
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any, Final

import pytest
import yaml
from jsonschema import Draft4Validator, Draft7Validator, Draft202012Validator

from sitegen.fields.field import Own
from sitegen.fields.notes import Notes
from sitegen.front_matter import split
from sitegen.kinds import KINDS
from sitegen.model import Source
from sitegen.reference import example_file, front_matter_schema, settings_schema
from sitegen.settings import KNOWN, PATH, read_settings
from tests.conftest import PROJECT
from tests.sitemaking import read_text
from tests.test_reference_examples import COPIES, switched_on

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sitegen.fields.field import Field

SCHEMAS: Final = {"site.toml": settings_schema(), **{name: front_matter_schema(kind) for name, kind in KINDS.items()}}
TYPED: Final = (
    *("one", "two words", "2007", "3.10", "0123", "true", "no", "null", "-1", "99999999", "2007-02-21", "12:00"),
    *(
        "2007-02-21 09:30",
        "2007-02-21T09:30:00Z",
        "2018-03-27 06:00:00 -0500",
        "21.2.2007",
        "6 weeks",
        "next week",
        "6  weeks",
    ),
    *("https://example.org/a/", "HTTP://EXAMPLE.ORG", "example.org", "mailto:jo@example.org", "tel:+44123", "/old/"),
    *("hall.jpg", '"#example"', '"##x"', "größe", "a/b", "a.md", "en-GB", "Europe/London", "members", "dates", "try"),
    *("[one, two]", "[1 week, 6 weeks]", "[/a/, /b/]", "[]", "{a: b}", "{a: 1}", "[[a]]", "[{a: b}]", "", "~"),
    *(
        "{starts: 2007-02-21 08:00}",
        "{starts: soon}",
        "{weekends: true}",
        "{k2014: 'A. (2014). B.'}",
        "{k: {title: T}}",
    ),
    "{k: null}",
    *("{k: {title: T, author: [A], year: 2014}}", "[{k: {title: T, author: [A], year: 2014, doi: 10.1000/182}}]"),
)
"""Values as people type them, right for some fields and wrong for others."""


class Core(yaml.SafeLoader):
    """Reads YAML 1.2 with its core schema (section 10.3), as editors do: dates and `no` are texts."""


Core.yaml_implicit_resolvers = {}

for tag, pattern, first in (
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?[0-9]+", list("-+0123456789")),
    ("float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", list("-+.0123456789")),
):
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), first)
Core.add_constructor("tag:yaml.org,2002:int", lambda _, node: int(node.value))


def marked(schema: str, value: object) -> list[str]:
    """Return where a validator finds something wrong."""
    found = Draft7Validator(SCHEMAS[schema]).iter_errors(value)
    return sorted(".".join(str(part) for part in error.absolute_path) for error in found)


def plain(value: object) -> object:
    """Return a TOML value as editors hand it to a validator: days and times are texts."""
    match value:
        case dict():
            return {key: plain(one) for key, one in value.items()}
        case list():
            return [plain(one) for one in value]
        case datetime() | date() | time():
            return value.isoformat()
        case _:
            return value


def front_matter(text: str) -> object:
    """Return a file's front matter as an editor reads it."""
    return yaml.load(text.split("---\n", 2)[1], Core)  # noqa: S506  # a safe loader, with fewer types


@pytest.mark.parametrize("name", SCHEMAS)
@pytest.mark.parametrize("draft", [Draft4Validator, Draft7Validator, Draft202012Validator])
def test_a_schema_is_one_in_every_draft_that_editors_read(name: str, draft: type[Draft7Validator]) -> None:
    draft.check_schema(SCHEMAS[name])
    assert json.loads(json.dumps(SCHEMAS[name])) == SCHEMAS[name]


@pytest.mark.parametrize("folder", KINDS)
@pytest.mark.parametrize("change", [str, switched_on])
def test_no_example_is_marked(folder: str, change: type[str]) -> None:
    assert marked(folder, front_matter(change(example_file(KINDS[folder])))) == []


def sound_files() -> Iterator[tuple[str, str]]:
    """Yield the path and the text of every file of content in the project that reads without a problem."""
    for content in (PROJECT / "content", *sorted((PROJECT / "tests").glob("*/*/content"))):
        for folder in KINDS:
            for path in sorted((content / folder).rglob("*.md")):
                data = path.read_bytes()
                is_sound = b"\0" not in data and read_text(f"{folder}/{path.name}", data.decode("utf-8", "replace"))
                if is_sound and not is_sound.problems and data.startswith(b"---\n"):
                    yield path.relative_to(PROJECT).as_posix(), data.decode()


@pytest.mark.parametrize(("path", "text"), list(sound_files()))
def test_no_front_matter_that_reads_is_marked(path: str, text: str) -> None:
    folder = path.partition("content/")[2].partition("/")[0]
    assert marked(folder, front_matter(text)) == []


def test_there_are_files_that_read() -> None:
    assert len(list(sound_files())) > 100
    assert len(list(sound_settings())) > 5


def sound_settings() -> Iterator[tuple[str, str]]:
    """Yield the path and the text of every settings file in the project that reads without a problem."""
    for path in (PROJECT / "content/site.toml", *sorted((PROJECT / "tests").glob("*/*/content/site.toml"))):
        data = path.read_bytes()
        if not read_settings(Source(PATH, data))[1]:
            yield path.relative_to(PROJECT).as_posix(), data.decode()


@pytest.mark.parametrize(("path", "text"), list(sound_settings()))
def test_no_settings_that_read_are_marked(path: str, text: str) -> None:
    assert path.endswith(PATH)
    assert marked("site.toml", plain(tomllib.loads(text))) == []


def all_fields(fields: Mapping[str, Field], prefix: str = "") -> Iterator[tuple[str, Field]]:
    """Yield fields with those of their parts, by their whole names."""
    for name, field in fields.items():
        yield f"{prefix}{name}", field
        if isinstance(field.form, Own):
            yield from all_fields(field.form.fields(), f"{prefix}{name}.")


def schema_of(schema: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """Return the part of a schema that is about a field."""
    for part in name.split("."):
        schema = (schema["items"] if schema["type"] == "array" else schema)["properties"][part]
    return schema


@pytest.mark.parametrize("typed", TYPED)
@pytest.mark.parametrize("folder", KINDS)
def test_what_a_field_reads_is_not_marked(folder: str, typed: str) -> None:
    text = f"---\nvalue: {typed}\n---\n"
    node = split(text).node
    assert node is not None
    value = yaml.load(f"value: {typed}", Core)["value"]  # noqa: S506  # as above
    for name, field in all_fields(KINDS[folder].known):
        notes = Notes()
        field.read(node.entries[0][1], name, notes)
        is_read = not notes.remarks
        found = list(Draft7Validator(schema_of(SCHEMAS[folder], name)).iter_errors(value))
        assert not (is_read and found), f"{name}: {found[0].message}"


@pytest.mark.parametrize("folder", KINDS)
def test_every_field_marks_something_that_it_does_not_read(folder: str) -> None:
    toothless = {
        name
        for name, _ in all_fields(KINDS[folder].known)
        if not any(
            list(Draft7Validator(schema_of(SCHEMAS[folder], name)).iter_errors(value))
            for value in ({"a": {"b": ["c"]}}, ["one", ["two"]], "a text")
        )
    }
    assert toothless == set()


def test_every_field_is_in_the_schema_with_its_explanation_and_nothing_else_is() -> None:
    for name, kind in KINDS.items():
        properties = SCHEMAS[name]["properties"]
        assert list(properties) == list(kind.known)
        assert all(properties[field]["description"].startswith(one.says) for field, one in kind.known.items())
    assert list(SCHEMAS["site.toml"]["properties"]) == list(KNOWN)


@pytest.mark.parametrize(
    ("folder", "lines", "where"),
    [
        ("posts", "tilte: One", ["", ""]),
        ("posts", "title: One\ndaet: 2007-02-21", [""]),
        ("posts", "title: One\ndate: 21 February 2007", ["date"]),
        ("posts", "title: One\nstage: befor", ["stage"]),
        ("posts", "title: One\nstep: [try, dream]", ["step.1"]),
        ("posts", "title: One\nstep: dream", ["step"]),
        ("posts", "title: [One]", ["title"]),
        ("posts", "title: One\nopinion: perhaps", ["opinion"]),
        ("posts", "title: One\ntags: {a: b}", ["tags"]),
        ("posts", "title: One\nsession: ../sessions/networks.md", ["session"]),
        ("posts", "title: One\ncanonical: example.org", ["canonical"]),
        ("posts", "title: One\nreferences: {k2014: {title: T, author: [A]}}", ["references.k2014"]),
        ("posts", "title: One\nreferences: {k2014: {title: T, author: [A], year: 1, jurnal: J}}", ["references.k2014"]),
        ("sessions", "title: One\nstart: tomorrow", ["start"]),
        ("sessions", "title: One\nend: half past ten", ["end"]),
        ("sessions", "title: One\nday: 2007-02-21 10:30", ["day"]),
        ("sessions", "title: One\ncoming: many", ["coming"]),
        ("sessions", "title: One\ncoming: -3", ["coming"]),
        ("sessions", "title: One\nslowchat: {starts: 2007-02-21 08:00, announces: dates}", ["slowchat"]),
        ("sessions", "title: One\nslowchat: {weekends: true}", ["slowchat"]),
        ("sessions", "title: One\nfollow_up: [1 week, a month]", ["follow_up.1"]),
        ("sessions", "title: One\nsparks: [What is it]", ["sparks"]),
        ("sparks", "title: One\nopens: 2007-2-1", ["opens"]),
        ("sparks", "title: One\nhashtag: two words", ["hashtag"]),
        ("people", "role: Teacher", [""]),
        ("people", "name: Jo\nlinks: https://jo.example.net/", ["links"]),
        ("people", "name: Jo\nattendance: by boat", ["attendance"]),
        ("pages", "title: One\nmenu: first", ["menu"]),
        ("pages", "title: One\naliases: [old/]", ["aliases.0"]),
    ],
)
def test_a_mistake_in_front_matter_is_marked_where_it_is(folder: str, lines: str, where: list[str]) -> None:
    assert read_text(COPIES[folder], f"---\n{lines}\n---\nText.\n").problems != ()
    assert marked(folder, yaml.load(lines, Core)) == where  # noqa: S506  # as above


NEEDED: Final = 'title = "T"\nbase_url = "https://example.org"\nid = "example.org,2007"\n'


@pytest.mark.parametrize(
    ("lines", "where"),
    [
        ('titel = "T"', ["titel"]),
        ('host = "netlfy"', ["host"]),
        ('page_size = "ten"', ["page_size"]),
        ("page_size = -1", ["page_size"]),
        ("page_size = 10.5", ["page_size"]),
        ('rooms = [["Main Hall"]]', ["rooms.0"]),
        ("description = []", ["description"]),
        ('feeds = "rss"', ["feeds"]),
        ('[feeds]\nformats = ["rss", "atm"]', ["feeds.formats.1"]),
        ("[feeds]\nlimt = 3", ["feeds.limt"]),
        ('[permalinks]\nsessions = "/{slug}/"', ["permalinks.sessions"]),
        ('[comments]\nprovider = "discus"', ["comments.provider"]),
        ('[comments]\nemail = "a@example.org"\n[comments.isso]\nurll = "x"', ["comments.isso.urll"]),
        ('[comments]\nemail = "a@example.org"\n[comments.none]\nurl = "x"', ["comments.none.url"]),
        ('[[break]]\ntitle = "Tea"', ["break.0"]),
        ('[[break]]\ntitle = "Tea"\nstart = "2007-02-21 10:30"\nend = "noon"', ["break.0.end"]),
        ('[menu]\ntitle = "Posts"\nurl = "/posts/"', ["menu"]),
        ('theme_options = "dark"', ["theme_options"]),
    ],
)
def test_a_mistake_in_settings_is_marked_where_it_is(lines: str, where: list[str]) -> None:
    text = f"{NEEDED}{lines}\n"
    assert read_settings(Source(PATH, text.encode()))[1] != ()
    assert marked("site.toml", plain(tomllib.loads(text))) == where


def test_settings_without_what_they_need_are_marked() -> None:
    assert marked("site.toml", {}) == ["", ""]


def test_days_and_times_of_toml_are_taken() -> None:
    text = f'{NEEDED}[[break]]\ntitle = "Tea"\nstart = 2007-02-21T10:30:00\nend = 11:00:00\n'
    assert read_settings(Source(PATH, text.encode()))[1] == ()
    assert marked("site.toml", plain(tomllib.loads(text))) == []


def test_a_picture_that_says_nothing_is_not_marked() -> None:
    assert marked("posts", front_matter('---\ntitle: One\nimage: wave.png\nimage_alt: ""\n---\n')) == []
