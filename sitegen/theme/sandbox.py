"""Jinja's sandbox as themes have it: strict about what is missing, escaping, bounded, and blind to all but its values.

A theme is often somebody else's work. A template reaches the values that it is given and nothing behind them;
what it can make out of nothing (`range`, a product, a power) has a bound.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jinja2 import BaseLoader, StrictUndefined, TemplateNotFound
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing

from sitegen.nearest import did_you_mean

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
        return environment.template_class.from_code(environment, code, {} if globals is None else globals)


class ThemeEnvironment(ImmutableSandboxedEnvironment):
    """An environment that reads a template's name from where it is written, as `Lookup` does."""

    def __init__(self, lookup: Lookup, codes: Mapping[str, CodeType], *, autoescape: bool = True) -> None:
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
        # Jinja brings filler text, a cycler and a joiner; nothing else than what is documented is in reach.
        self.globals = {name: self.globals[name] for name in ("range", "dict", "namespace", "cycler", "joiner")}

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

    def join_path(self, template: str, parent: str) -> str:
        """Return the label of what `template` means in the file labelled `parent`."""
        found = self._lookup.find(template, self._by_label.get(parent))
        return found.label if found else template


def bounded_range() -> Callable[..., range]:
    """Return a `range` that gives out `MAX_STEPS` numbers in all, then raises `OverflowError`: one for each page."""
    left = MAX_STEPS

    def range_(*bounds: int) -> range:
        nonlocal left
        numbers = range(*bounds)
        left -= len(numbers)
        if left < 0:
            message = f"the loops over `range` take more than {MAX_STEPS} steps on one page"
            raise OverflowError(message)
        return numbers

    return range_
