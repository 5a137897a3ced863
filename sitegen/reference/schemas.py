"""JSON Schemas for editors, so that they explain, complete and check fields while one writes.

They keep to what drafts 4 and 7 have in common: Taplo (Even Better TOML) reads draft 4 alone, and what reads YAML
in editors is at home in draft 7. They mark nothing that a build takes, with two exceptions: words to choose from
are wanted in small letters, and `""` is a text. Whether a day is in the calendar, or a room in the house, is left to
the build.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from sitegen.fields.field import Anything, Choice, ListOf, Named, One, Own, Works
from sitegen.settings import KNOWN

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sitegen.fields.field import Field, Form
    from sitegen.kinds.kind import Kind

Schema: TypeAlias = "dict[str, Any]"
"""A JSON Schema, or a part of one, as values that JSON has."""

_DIALECT: Final = "http://json-schema.org/draft-07/schema#"


def settings_schema() -> Schema:
    """Return the schema of `content/site.toml`."""
    about = {"$schema": _DIALECT, "title": "The settings of a site: content/site.toml"}
    return _without_null({**about, **_part(KNOWN, ("title", "base_url"), "=")})


def front_matter_schema(kind: Kind) -> Schema:
    """Return the schema of a kind's front matter: what stands between the lines of hyphens, as YAML 1.2 reads it."""
    about = {"$schema": _DIALECT, "title": f"The front matter of a {kind.noun}: content/{kind.folder}/"}
    names = ("name", "title") if "name" in kind.own else ("title",)
    needed = {"anyOf": [{"required": [name]} for name in names]} if len(names) > 1 else {"required": [*names]}
    return {**about, **_part(kind.known, (), ":"), **needed, "type": "object"}


def _without_null(schema: Schema) -> Schema:
    """Return a schema for TOML, which has no empty values."""
    made: Schema = {}
    for key, value in schema.items():
        if key == "type" and isinstance(value, list):
            kept = [one for one in value if one != "null"]
            made[key] = kept if len(kept) > 1 else kept[0]
        elif key == "enum":
            made[key] = [one for one in value if one is not None]
        else:
            made[key] = _without_null(value) if isinstance(value, dict) else value
    return made


def _part(fields: Mapping[str, Field], needs: tuple[str, ...], sign: str) -> Schema:
    """Return the schema of what has fields of its own; `sign` stands between a name and its value."""
    made: Schema = {
        "type": ["object", "null"],
        "properties": {name: _field(name, field, sign) for name, field in fields.items()},
        "additionalProperties": _UNKNOWN if sign == "=" else False,
    }
    return {**made, "required": [*needs]} if needs else made


def _field(name: str, field: Field, sign: str) -> Schema:
    says = field.says
    if field.example and "\n" not in field.example:
        between = " = " if sign == "=" else ": "
        says += f" For example: `{name}{between}{field.example}`"
    return {"description": says, **_form(field.form, sign)}


def _form(form: Form, sign: str) -> Schema:  # noqa: PLR0911  # one for each form
    match form:
        case One():
            return _ONES[form]
        case Choice():
            return {"enum": [*(str(word) for word in form.words), None]}
        case ListOf():
            return _list(_form(form.item, sign))
        case Named():
            return {"type": ["object", "null"], "additionalProperties": _form(form.value, sign)}
        case Own():
            inner = _part(form.fields(), form.needs, sign)
            return {"type": "array", "items": inner} if form.is_repeated else inner
        case Works():
            work = _part(form.parts(), form.needs, sign) | {"type": ["object", *_SCALAR, "null"]}
            works = {"type": "object", "additionalProperties": work}
            return {**works, "type": ["object", "array", "null"], "items": works}
        case Anything():
            return {"type": ["object", "null"]}


def _list(item: Schema) -> Schema:
    """Return the schema of a list, or of a single value in its place; a mistake in it is one of that value alone."""
    if "enum" not in item:
        return {**item, "type": [*item["type"], "array"], "items": item}
    words = [word for word in item["enum"] if word]
    return {**_text("|".join(words), f"one of: {', '.join(words)}", "array"), "items": item}


_UNKNOWN: Final[Schema] = {"not": {"description": "There is no such setting."}}
"""Refuses a key where it stands; for `false` Taplo marks all that is in the table."""
_SCALAR: Final = ("string", "number", "boolean")
"""What a text may look like to YAML, which takes 2007 for a number: it is read as it was typed."""
_DAY: Final = r"\d{4}-\d\d-\d\d"
_CLOCK: Final = r"\d{1,2}:\d\d(:\d\d)?"
_MOMENT: Final = rf"{_DAY}([Tt ]\s*{_CLOCK}.*)?"
_A_MOMENT: Final = "a day, as 2007-02-21, or a day and a time, as 2007-02-21 09:30"
_A_WORD: Final = "a text without a space"


def _text(pattern: str, wanted: str, *also: str) -> Schema:
    """Return the schema of a text of a form, or of none, which is as if not given; `also` are other types it may be.

    Where editors can do better than to show a pattern, they say what is `wanted`.
    """
    return {
        "type": ["string", *also, "null"],
        "pattern": rf"^\s*({pattern})?\s*$",
        "patternErrorMessage": f"This wants {wanted}.",
    }


_ANY: Final[Schema] = {"type": [*_SCALAR, "null"]}
_WEB: Final = r"[Hh][Tt][Tt][Pp][Ss]?://\S+"

_ONES: Final[Mapping[One, Schema]] = MappingProxyType(
    {
        One.TEXT: _ANY,
        One.MARKDOWN: _ANY,
        One.PERSON: _ANY,
        One.FILE_OR_ADDRESS: _ANY,
        One.YES_OR_NO: {"enum": [True, False, "true", "false", "yes", "no", "on", "off", None]},
        One.NUMBER: {**_text(r"\d{1,7}", "a whole number", "integer"), "minimum": 0, "maximum": 9_999_999},
        One.DAY: _text(_DAY, "a day, as 2007-02-21"),
        One.MOMENT: _text(_MOMENT, _A_MOMENT),
        One.MOMENT_OR_TIME: _text(rf"{_MOMENT}|{_CLOCK}", f"a time, as 10:30, or {_A_MOMENT}"),
        One.DURATION: _text(r"\d{1,3}\s*(day|week)s?", "days or weeks, as 6 weeks"),
        One.NAME: _text(r"[^\s/]+", f"{_A_WORD}: a file's name without .md", "number", "boolean"),
        One.LANGUAGE: _text(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", "a language, as en-GB or de"),
        One.ZONE: _text(r"[A-Za-z][\w+/-]*", "a time zone, as Europe/London"),
        One.HASHTAG: _text(r"#*[^\s#]+", _A_WORD, "number", "boolean"),
        One.WEB_ADDRESS: _text(_WEB, "an address that begins with https://"),
        One.WAY_IN: _text(
            rf"{_WEB}|[Mm][Aa][Ii][Ll][Tt][Oo]:.+|[Tt][Ee][Ll]:.+",
            "an address that begins with https://, mailto: or tel:",
        ),
        One.OLD_ADDRESS: _text(r"/.*", "an address that begins with /"),
    }
)
"""What a single value looks like to those who know no field of this program."""
