"""JSON Schemas for editors, so that they explain, complete and check fields while one writes.

They keep to what drafts 4 and 7 have in common: Taplo (Even Better TOML) reads draft 4 alone, and what reads YAML
in editors is at home in draft 7. They mark nothing that a build takes, with one exception: words to choose from
are offered in small letters only. What only the whole site can know (rooms, other files) is left to the build.
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
    return {**about, **_part(KNOWN, ("title", "base_url"), "="), "type": "object"}


def front_matter_schema(kind: Kind) -> Schema:
    """Return the schema of a kind's front matter: what stands between the lines of hyphens, as YAML 1.2 reads it."""
    about = {"$schema": _DIALECT, "title": f"The front matter of a {kind.noun}: content/{kind.folder}/"}
    names = ("name", "title") if "name" in kind.own else ("title",)
    needed = {"anyOf": [{"required": [name]} for name in names]} if len(names) > 1 else {"required": [*names]}
    return {**about, **_part(kind.known, (), ":"), **needed, "type": "object"}


def _part(fields: Mapping[str, Field], needs: tuple[str, ...], sign: str) -> Schema:
    """Return the schema of what has fields of its own; `sign` stands between a name and its value."""
    made: Schema = {
        "type": ["object", "null"] if sign == ":" else "object",
        "properties": {name: _field(name, field, sign) for name, field in fields.items()},
        "additionalProperties": False,
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
            work = _part(form.parts(), form.needs, sign) | {"type": ["object", *_SCALAR]}
            works = {"type": "object", "additionalProperties": work}
            return {**works, "type": ["object", "array", "null"], "items": works}
        case Anything():
            return {"type": ["object", "null"]}


def _list(item: Schema) -> Schema:
    """Return the schema of a list, or of a single value in its place."""
    if "enum" in item:
        return {"anyOf": [item, {"type": "array", "items": item}]}
    return {**item, "type": [*item["type"], "array"], "items": item}


_SCALAR: Final = ("string", "number", "boolean")
"""What a text may look like to YAML, which takes 2007 for a number: it is read as it was typed."""
_DAY: Final = r"(?:19|20|21)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"
_CLOCK: Final = r"\d{1,2}:[0-5]\d(?::[0-5]\d)?"
_MOMENT: Final = rf"{_DAY}(?:[Tt ]\s*{_CLOCK}(?:\.\d+)?\s*(?:[Zz]|[+-]\d\d:?\d\d)?)?"


def _text(pattern: str, *also: str) -> Schema:
    """Return the schema of a text of a form, or of none, which is as if not given; `also` are other types it may be."""
    return {"type": ["string", *also, "null"], "pattern": rf"^\s*(?:{pattern})?\s*$"}


def _any_case(*words: str) -> str:
    """Return a pattern for words in any case; the dialect of schemas has no sign for that."""
    signs = ("".join(f"[{letter.upper()}{letter}]" for letter in word) for word in words)
    return f"(?:{'|'.join(signs)})"


_ANY: Final[Schema] = {"type": [*_SCALAR, "null"]}
_WEB: Final = rf"{_any_case('http')}[Ss]?://\S+"

_ONES: Final[Mapping[One, Schema]] = MappingProxyType(
    {
        One.TEXT: _ANY,
        One.MARKDOWN: _ANY,
        One.PERSON: _ANY,
        One.FILE_OR_ADDRESS: _ANY,
        One.YES_OR_NO: _text(_any_case("true", "false", "yes", "no", "on", "off"), "boolean"),
        One.NUMBER: {**_text(r"\d{1,7}", "integer"), "minimum": 0, "maximum": 9_999_999},
        One.DAY: _text(_DAY),
        One.MOMENT: _text(_MOMENT),
        One.MOMENT_OR_TIME: _text(rf"{_MOMENT}|{_CLOCK}"),
        One.DURATION: _text(r"\d{1,3} ?(?:day|week)s?"),
        One.NAME: _text(r"[^\s/]+", "number", "boolean"),
        One.LANGUAGE: _text(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*"),
        One.ZONE: _text(r"[A-Za-z][\w+/-]*"),
        One.HASHTAG: _text(r"#*[^\s#]+", "number", "boolean"),
        One.WEB_ADDRESS: _text(_WEB),
        One.WAY_IN: _text(rf"{_WEB}|{_any_case('mailto', 'tel')}:.+"),
        One.OLD_ADDRESS: _text(r"/.*"),
    }
)
"""What a single value looks like to those who know no field of this program."""
