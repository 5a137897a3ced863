"""What pages are made with: an environment for a language and a base URL, templates' code, and their errors."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from jinja2 import TemplateNotFound, pass_context
from jinja2.exceptions import SecurityError, TemplateSyntaxError, UndefinedError
from markupsafe import Markup, escape

from sitegen.problems import Problem
from sitegen.theme.sandbox import ThemeEnvironment

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from types import CodeType, TracebackType

    from jinja2 import Environment
    from jinja2.nodes import Template as Tree
    from jinja2.runtime import Context

    from sitegen.theme.lookup import Lookup, Templates
    from sitegen.theme.parts import Options, TemplateFile
    from sitegen.urls import BaseUrl
    from sitegen.words import Words

_MANY = 4096
"""How many addresses each filter remembers: all that stand on many pages, on most sites all there are."""


class WordsError(LookupError):
    """There are no words for a key, or no value for one of their placeholders."""


def page_environment(
    templates: Templates, options: Options, addresses: Mapping[str, str], words: Words, base: BaseUrl
) -> ThemeEnvironment:
    """Return the environment of the pages in one language under one base URL; `addresses` are those of the assets."""
    environment = ThemeEnvironment(templates.lookup, templates.codes, lasting=templates.lasting)

    def asset(name: str) -> str:
        return base.path(address_of(name, addresses))

    say = _say(words)
    environment.globals.update(t=say, words=words, options=options, asset=asset)
    environment.plain = frozenset({say, asset})
    environment.filters["url"] = late(lru_cache(_MANY)(base.path))
    environment.filters["absolute"] = late(lru_cache(_MANY)(base.absolute))
    return environment


def address_of(name: str, addresses: Mapping[str, str]) -> str:
    """Return the address of the asset `name`; raise `LookupError` that says so if there is none."""
    if name not in addresses:
        message = f"there is no asset `{name}`"
        raise LookupError(message)
    return addresses[name]


def late(join: Callable[[str], str]) -> Callable[[Context, object], str]:
    """Return a filter that Jinja never works out while compiling: one code serves every base URL."""

    @pass_context
    def filter_(context: Context, address: object) -> str:
        del context
        return join(str(address))

    return filter_


def compiling_environment(lookup: Lookup) -> ThemeEnvironment:
    """Return an environment to parse and compile a chain's templates with, for every language and base URL."""
    environment = ThemeEnvironment(lookup, {})
    environment.filters |= {"url": late(str), "absolute": late(str)}
    return environment


def code_of(environment: Environment, file: TemplateFile) -> CodeType | Problem:
    """Return a template's code, or its first mistake."""
    tree = parse_template(environment, file)
    return tree if isinstance(tree, Problem) else compile_template(environment, file, tree)


def compile_template(environment: Environment, file: TemplateFile, tree: Tree) -> CodeType | Problem:
    """Return a parsed template's code, or the mistake that only shows now (an unknown filter, a block given twice)."""
    try:
        source = environment.compile(tree, name=file.label, filename=file.label, raw=True)
        return compile(source, file.label, "exec")
    except TemplateSyntaxError as error:
        return syntax_problem(error, file)
    except RecursionError:
        return Problem(file.label, 1, 1, "theme-syntax", "the template is nested too deeply")


def parse_template(environment: Environment, file: TemplateFile) -> Tree | Problem:
    """Return the template's tree, or its first syntax error."""
    try:
        return environment.parse(file.text, name=file.label, filename=file.label)
    except TemplateSyntaxError as error:
        return syntax_problem(error, file)
    except RecursionError:
        return Problem(file.label, 1, 1, "theme-syntax", "the template is nested too deeply")


def syntax_problem(error: TemplateSyntaxError, file: TemplateFile) -> Problem:
    """Return the problem that Jinja's complaint about a file is."""
    message = (error.message or "this is no template").strip().rstrip(".")
    return Problem(file.label, error.lineno, 1, "theme-syntax", message[0].lower() + message[1:])


def _say(words: Words) -> Callable[..., str]:
    """Return `t`. Where a value is HTML (a macro's output), so are the words, escaped around it."""
    known: dict[str, str] = {}

    def say(key: str, **values: object) -> str:
        if not values and key in known:
            return known[key]
        try:
            if not values:
                known[key] = words.say(key)
                return known[key]
            if not any(hasattr(value, "__html__") for value in values.values()):
                return words.say(key, **values)
            return Markup(escape(words.pattern(key, values.get("count")))).format(**values)  # noqa: S704  the words are escaped, and so is every value that is not HTML already
        except KeyError as error:
            message = f"`t` finds nothing for `{error.args[0]}`"
            raise WordsError(message) from error

    return say


def render_problem(error: Exception, template: str, labels: frozenset[str]) -> Problem:
    """Return the problem that an error while rendering is, at the innermost line of a template that it went through."""
    label, line = _line_in_template(error.__traceback__, labels) or (template, 1)
    hint = ""
    match error:
        case RecursionError():
            code, message = "theme-loop", "the template includes, imports or calls itself without end"
        case OverflowError():
            code, message = "theme-loop", str(error)
        case TemplateNotFound():
            code, message = "theme-missing", f"there is no template `{error.name}`"
        case TemplateSyntaxError():
            code, message = "theme-syntax", error.message or "this is no template"
        case UndefinedError():
            code, message = "theme-undefined", error.message or "a value is not defined"
        case SecurityError():
            code, message = "theme-forbidden", f"templates may not do this: {error.message}"
        case WordsError():
            code, message = "theme-words", str(error)
        case LookupError():
            code, message = "theme-missing", str(error.args[0]) if error.args else "something is not there"
        case _:
            code, message = "theme-error", str(error) or type(error).__name__
    message, _, hint = message.partition("; ")
    return Problem(label, line, 1, code, message, hint)


def _line_in_template(traceback: TracebackType | None, labels: frozenset[str]) -> tuple[str, int] | None:
    found = None
    while traceback is not None:
        label = traceback.tb_frame.f_code.co_filename
        if label in labels:
            found = label, traceback.tb_lineno
        traceback = traceback.tb_next
    return found
