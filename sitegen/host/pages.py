"""Redirects for hosts that read no `_redirects`: a page at each old address that leads on."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from sitegen.host.policy import policy
from sitegen.output import Output

if TYPE_CHECKING:
    from sitegen.host.netlify import Redirect
    from sitegen.urls import BaseUrl


def redirect_page(redirect: Redirect, base: BaseUrl, language: str, words: str) -> Output:
    """Return the page at an old address: readers and search engines are sent on, without a script.

    `words` stand before the link, for those whose browser does not follow.
    """
    source = redirect.source_address
    if not source.endswith("/") and "." not in source.rpartition("/")[2]:
        source += "/"
    href = escape(base.path(redirect.target_address))
    absolute = escape(base.absolute(redirect.target_address))
    text = f"""<!doctype html>
<html lang="{escape(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{escape(policy(in_page=True))}">
<meta http-equiv="refresh" content="0; url={href}">
<meta name="robots" content="noindex">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="canonical" href="{absolute}">
<title>{escape(words)}</title>
</head>
<body>
<p>{escape(words)}: <a href="{href}">{absolute}</a></p>
</body>
</html>
"""
    return Output(source, text.encode())
