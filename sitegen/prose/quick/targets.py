"""Which targets the quick path is sure of: plain addresses elsewhere, plain addresses within the site."""

from __future__ import annotations

import re

from sitegen.prose.ids import RESERVED

_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_ELSEWHERE = re.compile(
    rf"https?://(?!(?:[^/]*\.)?xn--)(?:{_LABEL}\.){{0,9}}[a-z]{{2,20}}(?::\d{{1,4}})?(?:[/?#][^\[\]]*)?"
    r"|mailto:[a-z0-9._+-]+@[a-z0-9.-]+",
    re.IGNORECASE,
)


def is_elsewhere(target: str) -> bool:
    """Tell whether a target is surely an address out of the site."""
    return _ELSEWHERE.fullmatch(target) is not None


def is_of_the_site(target: str) -> bool:
    """Tell whether a target is surely an address within the site."""
    return not (":" in target or "&" in target or target.startswith("//") or target == "#" or target[1:] in RESERVED)
