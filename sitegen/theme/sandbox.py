"""Jinja's sandbox as themes have it: strict about what is missing, escaping, bounded, and blind to all but its values.

A theme is often somebody else's work. A template reaches the values that it is given and nothing behind them;
what it can make out of nothing (`range`, a product, a power) has a bound.
"""

from __future__ import annotations

import re
from types import FunctionType
from typing import TYPE_CHECKING, Any

from jinja2 import BaseLoader, StrictUndefined, TemplateNotFound
from jinja2.environment import TemplateModule
from jinja2.runtime import LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing
from markupsafe import escape

from sitegen import views
from sitegen.nearest import did_you_mean
from sitegen.values import Value
from sitegen.views import SafeHtml

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, MutableMapping
    from types import CodeType

    from jinja2 import Environment, Template
    from jinja2.runtime import Context

    from sitegen.theme.lookup import Lookup

MAX_STEPS = 100_000
"""How many numbers the calls of `range` may give while one page is made."""

MAX_PRODUCT = 1_000_000
"""The longest text or list that `*` may make."""

MAX_EXPONENT = 64
"""The highest power that `**` may raise to."""

_OPEN: Mapping[type, frozenset[str]] = {
    **{
        kind: frozenset(name for name in kind.__struct_fields__ if not name.startswith("_"))
        for kind in vars(views).values()
        if isinstance(kind, type) and issubclass(kind, Value) and kind is not SafeHtml
    },
    LoopContext: frozenset({"index", "index0", "revindex", "revindex0", "first", "last", "length", "depth", "depth0"}),
}
"""Attributes that are safe by what they are: plain values, which the sandbox has never to ask about again."""
_NONE: frozenset[str] = frozenset()
_SPECIAL = re.compile(r"[&<>\"']")


class Missing(StrictUndefined):
    """A value that is not there: any use of it is an error, told in the words of the theme's author."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        name = str(self._undefined_name)
        if self._undefined_hint:
            return self._undefined_hint
        if self._undefined_obj is missing:
            return f"`{name}` is not defined"
        known = [one for one in dir(self._undefined_obj) if not one.startswith("_")]
        hint = did_you_mean(name, known)
        said = f"{type(self._undefined_obj).__name__} has no `{name}`"
        return f"{said}; {hint}" if hint else said


def printed(value: object) -> str:
    """Return what a template prints for a value: text escaped, HTML as it is."""
    if isinstance(value, SafeHtml):
        return value.text
    if type(value) is str and not _SPECIAL.search(value):
        return value
    return escape(value)


class _Loader(BaseLoader):
    """Templates by their labels, from code that was compiled once for all environments."""

    def __init__(self, codes: Mapping[str, CodeType]) -> None:
        self._codes = codes

    def load(
        self,
        environment: Environment,
        name: str,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002  Jinja's name for it
    ) -> Template:
        code = self._codes.get(name)
        if code is None:
            raise TemplateNotFound(name)
        template = environment.template_class.from_code(environment, code, {} if globals is None else globals)
        # The code asks this name for each text that it prints, and joins what comes back; Jinja's own wraps it first.
        vars(template)["root_render_func"].__globals__["escape"] = printed
        return template


class ThemeEnvironment(ImmutableSandboxedEnvironment):
    """An environment that reads a template's name from where it is written, as `Lookup` does."""

    def __init__(
        self,
        lookup: Lookup,
        codes: Mapping[str, CodeType],
        *,
        autoescape: bool = True,
        lasting: frozenset[str] = frozenset(),
    ) -> None:
        """Set up the loader over compiled code; the caller adds what a template is given."""
        super().__init__(
            loader=_Loader(codes),
            undefined=Missing,
            autoescape=autoescape,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
            cache_size=-1,
        )
        self._lookup = lookup
        self._by_label = {file.label: file for file in lookup.files.values()}
        self._joined: dict[tuple[str, str], str] = {}
        self._lasting = lasting
        self.plain: frozenset[Callable[..., object]] = frozenset()
        """Functions that a template is given which want no context: calling them is safe and needs no looking at."""
        # Jinja brings filler text, a cycler and a joiner; nothing else than what is documented is in reach.
        self.globals = {name: self.globals[name] for name in ("dict", "namespace", "cycler", "joiner")}
        self.globals["range"] = self._range
        self._steps_left = MAX_STEPS

    intercepted_binops = frozenset({"*", "**"})

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:  # noqa: ANN401  Jinja's types
        """Work out a product or a power, unless it would grow out of bounds."""
        lengths = [len(side) for side in (left, right) if isinstance(side, str | list | tuple)]
        counts = [side for side in (left, right) if isinstance(side, int)]
        is_long = operator == "*" and bool(lengths and counts) and lengths[0] * counts[0] > MAX_PRODUCT
        is_large = operator == "**" and isinstance(right, int | float) and right > MAX_EXPONENT
        if is_long or is_large:
            message = f"`{operator}` makes more here than a page can hold"
            raise OverflowError(message)
        return super().call_binop(context, operator, left, right)

    def make(self, label: str, given: dict[str, object]) -> str:
        """Return what the template labelled `label` makes of what it is given; `range` begins to count anew."""
        self._steps_left = MAX_STEPS
        return self.get_template(label).render(given)

    def _range(self, *bounds: int) -> range:
        numbers = range(*bounds)
        self._steps_left -= len(numbers)
        if self._steps_left < 0:
            message = f"the loops over `range` take more than {MAX_STEPS} steps on one page"
            raise OverflowError(message)
        return numbers

    def getattr(self, obj: Any, attribute: str) -> Any:  # noqa: ANN401  Jinja's types
        """Return a value's attribute as Jinja's sandbox does, and at once where it is known to be safe."""
        kind = type(obj)
        if attribute in _OPEN.get(kind, _NONE):
            return getattr(obj, attribute)
        if kind is SafeHtml:
            # A page's own text is put in when the page is drawn: what a template made of its characters would be wrong.
            return self.undefined(f"`{attribute}` of HTML is not for templates; it can only be printed")
        if kind is TemplateModule and not attribute.startswith("_") and attribute in vars(obj):
            return vars(obj)[attribute]
        return super().getattr(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:  # noqa: ANN401  Jinja's types
        """Return what an index leads to as Jinja's sandbox does; a view has no items, only attributes."""
        if isinstance(argument, str) and argument in _OPEN.get(type(obj), _NONE):
            return getattr(obj, argument)
        return super().getitem(obj, argument)

    def call(self, context: Context, called: Any, /, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401  Jinja's types
        """Call something as Jinja's sandbox does; macros and the plain functions are known to be safe."""
        if type(called) is Macro:
            kwargs.pop("_block_vars", None)
            kwargs.pop("_loop_vars", None)
            return called(context.eval_ctx, *args, **kwargs)
        if type(called) is FunctionType and called in self.plain:
            kwargs.pop("_block_vars", None)
            kwargs.pop("_loop_vars", None)
            return called(*args, **kwargs)
        return super().call(context, called, *args, **kwargs)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return what every template is given, in one plain table: contexts are made of it page by page."""
        return {**self.globals, **(d or {})}

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002  Jinja's name for it
    ) -> Template:
        """Return a template. What others import stays from page to page, unless it could remember things there."""
        label = self.join_path(name, parent) if isinstance(name, str) and parent is not None else name
        if parent is not None and label not in self._lasting and self.loader is not None:
            return self.loader.load(self, str(label), self.make_globals(globals))
        return super().get_template(label, None, globals)

    def join_path(self, template: str, parent: str) -> str:
        """Return the label of what `template` means in the file labelled `parent`."""
        known = self._joined.get((template, parent))
        if known is not None:
            return known
        found = self._lookup.find(template, self._by_label.get(parent))
        if found is None:
            return template
        self._joined[template, parent] = found.label
        return found.label
