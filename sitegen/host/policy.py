"""The content security policy: what a page may load, as one header's value.

The default is nothing. Every source is checked, for some come from what authors wrote.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_LABEL = "[a-z0-9](?:[a-z0-9_-]*[a-z0-9])?"
_HOST = rf"(?:\*\.)?{_LABEL}(?:\.{_LABEL})*|\[[0-9a-f:.]+\]"
_SOURCE = re.compile(
    rf"""(?:https?|wss?)://(?:{_HOST})(?::[0-9]{{1,5}})?(?:/[\w.~/%+-]*)?  # an origin, perhaps with a path
    | 'self' | 'wasm-unsafe-eval' | '(?:sha256|sha384|sha512)-[\w+/-]+={{0,2}}'
    """,
    re.VERBOSE | re.ASCII,
)
_INLINE_STYLE = ("style-src", "'unsafe-inline'")
_WIDENED = frozenset(
    {
        "connect-src",
        "font-src",
        "form-action",
        "frame-src",
        "img-src",
        "manifest-src",
        "media-src",
        "script-src",
        "style-src",
        "worker-src",
    },
)
_BASE: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "default-src": (),
        "base-uri": (),
        "form-action": (),
        "frame-ancestors": (),
        "img-src": ("'self'",),
        "media-src": ("'self'",),
        "style-src": ("'self'",),
    },
)
_NO_EXTRA: Mapping[str, tuple[str, ...]] = MappingProxyType({})


def policy(
    picture_origins: tuple[str, ...] = (),
    extra: Mapping[str, tuple[str, ...]] = _NO_EXTRA,
    *,
    in_page: bool = False,
) -> str:
    """Return the value of a Content-Security-Policy (CSP Level 3), its directives and sources sorted.

    `picture_origins` are `https://host`; `extra` is what a theme or a provider needs, sources by
    directive. A source that is no origin, hash or harmless keyword is left out, so none can smuggle in a
    directive or admit inline script; a directive that nobody may widen is a ValueError. Inline styles can be
    admitted, for widgets that have no other way to bring theirs. `in_page` is for a
    `<meta>` element, where browsers refuse `frame-ancestors`.
    """
    if unknown := sorted(set(extra) - _WIDENED):
        raise ValueError(f"these directives cannot be widened: {', '.join(unknown)}")
    sources = {directive: set(allowed) for directive, allowed in _BASE.items()}
    if in_page:
        del sources["frame-ancestors"]
    for directive, wanted in (("img-src", picture_origins), *extra.items()):
        admitted = {source for source in wanted if _SOURCE.fullmatch(source) or (directive, source) == _INLINE_STYLE}
        sources.setdefault(directive, set()).update(admitted)
    return "; ".join(" ".join((name, *(sorted(sources[name]) or ["'none'"]))) for name in sorted(sources))
