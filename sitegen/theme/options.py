"""A theme's options: reading their declarations, and checking what a site chose. Pure."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from sitegen.nearest import did_you_mean
from sitegen.problems import Problem, Severity
from sitegen.theme.colours import is_colour
from sitegen.theme.parts import Option, OptionProblem, OptionType

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

_KEYS = ("type", "default", "choices", "description")


def read_options(
    declared: object, inherited: Mapping[str, Option], path: str, line_of: Callable[[str], int]
) -> tuple[Mapping[str, Option], tuple[Problem, ...]]:
    """Return the options that a theme has with those it inherits, and what is wrong with their declarations.

    An inherited option that is declared again keeps what the new declaration leaves out.
    """
    options = dict(inherited)
    problems: list[Problem] = []

    def tell(key: str, message: str, hint: str = "", severity: Severity = Severity.ERROR) -> None:
        code = "unknown-key" if severity is Severity.WARNING else "theme-option"
        problems.append(Problem(path, line_of(key), 1, code, message, hint, severity))

    if not isinstance(declared, dict):
        tell("options", "`options` is a table", "[options]")
        return MappingProxyType(options), tuple(problems)
    for name, fields in declared.items():
        key = f"options.{name}"
        if not isinstance(fields, dict):
            tell(key, f"the option `{name}` is a table", f'{name} = {{ type = "text", default = "" }}')
            continue
        if not str(name).isidentifier():
            tell(key, f"`{name}` is no name for an option", "use letters, digits and underscores")
            continue
        for field in fields:
            if field not in _KEYS:
                tell(f"{key}.{field}", f"unknown key `{field}`", did_you_mean(field, _KEYS), Severity.WARNING)
        option, message, hint = _read_option(name, fields, inherited.get(name))
        if option is None:
            tell(key, message, hint)
        else:
            options[name] = option
    return MappingProxyType(options), tuple(problems)


def choose(
    options: Mapping[str, Option], chosen: Mapping[str, object]
) -> tuple[Mapping[str, object], tuple[OptionProblem, ...]]:
    """Return every option's value, the default where the site's own is missing or wrong, and what is wrong."""
    values = {name: option.default for name, option in options.items()}
    problems: list[OptionProblem] = []
    for name, value in chosen.items():
        key = f"theme_options.{name}"
        if name not in options:
            message = f"the theme has no option `{name}`"
            hint = did_you_mean(name, options, listed(options))
            problems.append(OptionProblem(key, "unknown-key", message, hint, Severity.WARNING))
            continue
        wanted = _complaint(options[name], value)
        if wanted:
            hint = f"{name} = {_toml(options[name].default)}"
            problems.append(OptionProblem(key, "theme-option", f"`{name}` {wanted}, not {_toml(value)}", hint))
        else:
            values[name] = value
    return MappingProxyType(values), tuple(problems)


def listed(names: Iterable[str]) -> str:
    """Return a hint that names all there is."""
    return "there is: " + ", ".join(f"`{name}`" for name in sorted(names)) if names else ""


def _read_option(name: str, fields: Mapping[str, object], parent: Option | None) -> tuple[Option | None, str, str]:
    """Return the option, or what is wrong with it and how to mend it."""
    kind = fields.get("type", parent.type if parent else None)
    if not isinstance(kind, str) or kind not in tuple(OptionType):
        written = "has no type" if kind is None else f"has the type {_toml(kind)}"
        return None, f"the option `{name}` {written}", "types are: " + ", ".join(f'"{one}"' for one in OptionType)
    if "default" not in fields and parent is None:
        return None, f"the option `{name}` has no default", "add `default = …`"
    choices = fields.get("choices", list(parent.choices) if parent else [])
    if not isinstance(choices, list) or not all(isinstance(one, str) for one in choices):
        return None, f"the choices of `{name}` are a list of texts", 'choices = ["wide", "narrow"]'
    if kind == OptionType.CHOICE and not choices:
        return None, f"the option `{name}` has no choices", 'choices = ["wide", "narrow"]'
    option = Option(
        name=name,
        type=OptionType(kind),
        default=fields.get("default", parent.default if parent else None),
        choices=tuple(choices),
        description=str(fields.get("description", parent.description if parent else "")),
    )
    wanted = _complaint(option, option.default)
    if wanted:
        return None, f"the default of `{name}` {wanted}, not {_toml(option.default)}", ""
    return option, "", ""


def _complaint(option: Option, value: object) -> str:
    """Return what the option wants where the value is not that, else nothing."""
    match option.type:
        case OptionType.COLOUR:
            is_good = isinstance(value, str) and is_colour(value)
            return "" if is_good else 'has to be a colour like "#1f6f5c"'
        case OptionType.TEXT:
            return "" if isinstance(value, str) else "has to be text, in quotes"
        case OptionType.NUMBER:
            is_good = isinstance(value, int | float) and not isinstance(value, bool)
            return "" if is_good else "has to be a number"
        case OptionType.BOOLEAN:
            return "" if isinstance(value, bool) else "has to be true or false"
        case OptionType.CHOICE:
            offered = ", ".join(f'"{one}"' for one in option.choices)
            return "" if value in option.choices else f"has to be one of {offered}"


def _toml(value: object) -> str:
    """Return a value as one would write it in TOML, near enough to be recognised."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return f'"{value}"' if isinstance(value, str) else str(value)
