"""Which releases of Markdown the quick path was proved on: on any other, only the whole way is right for sure."""

from __future__ import annotations

from functools import cache
from importlib.machinery import PathFinder
from importlib.util import module_from_spec

PROVED = ("3.11.3",)


@cache
def is_proved() -> bool:
    """Tell whether the Markdown that would be imported is of a proved release, without importing all of it."""
    package = PathFinder.find_spec("markdown")
    meta = PathFinder.find_spec("markdown.__meta__", package.submodule_search_locations) if package else None
    if meta is None or meta.loader is None:
        return False
    module = module_from_spec(meta)
    meta.loader.exec_module(module)
    return getattr(module, "__version__", "") in PROVED
