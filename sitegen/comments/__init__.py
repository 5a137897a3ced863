"""Comment providers, a file each: what they are told, and what a reader's browser does for them. Pure."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Final

from sitegen.comments.parameters import Form, Parameter, settled
from sitegen.comments.plans import plan_json
from sitegen.comments.provider import (
    Link,
    LinkKind,
    Options,
    Plan,
    Provider,
    Sources,
    Thread,
    Topic,
)

__all__ = [
    "PROVIDERS",
    "Form",
    "Link",
    "LinkKind",
    "Options",
    "Parameter",
    "Plan",
    "Provider",
    "Sources",
    "Thread",
    "Topic",
    "load_provider",
    "plan_json",
    "settled",
]

PROVIDERS: Final = (
    "giscus",
    "utterances",
    "disqus",
    "isso",
    "remark42",
    "cusdis",
    "hyvor",
    "comentario",
    "mastodon",
    "none",
)
"""The names that settings know them by; each is the name of its file."""


@cache
def load_provider(name: str) -> Provider:
    """Return a provider of `PROVIDERS`; a site pays for the one that it uses."""
    if name not in PROVIDERS:
        raise ValueError(f"there is no comment provider {name!r}")
    found: Provider = import_module(f"{__name__}.{name}").PROVIDER
    return found
