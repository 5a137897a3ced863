"""The two files that Netlify, and hosts that follow it, read: `_headers` and `_redirects`.

Of several rules for one path Netlify joins the values of a header with commas, and the most
specific does not win (https://docs.netlify.com/manage/routing/headers/), so no two rules here that match one path
name the same header. `*` and a leading `:` are patterns there: in a path they are percent-encoded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.urls import encode
from sitegen.values import Value

if TYPE_CHECKING:
    from sitegen.urls import BaseUrl

_EVERYWHERE = (
    "X-Content-Type-Options: nosniff",
    "Referrer-Policy: strict-origin-when-cross-origin",
    "Permissions-Policy: camera=(), geolocation=(), microphone=(), payment=(), usb=()",
)
_FOREVER = "Cache-Control: public, max-age=31536000, immutable"
_SHORTLY = "Cache-Control: public, max-age=600"
_FINGERPRINTED = ("/assets/", "/media/")
_PATTERNS = str.maketrans({"*": "%2A", ":": "%3A"})


class Redirect(Value, frozen=True):
    """An old address of the site, and the address where its page is now."""

    source_address: str
    target_address: str


class Subscription(Value, frozen=True):
    """A file that programs fetch again and again: its address and its media type, without a charset."""

    address: str
    media_type: str


def headers(policy: str, subscriptions: tuple[Subscription, ...], base: BaseUrl, *, is_preview: bool = False) -> bytes:
    """Return a `_headers` file.

    Pages get no Cache-Control, because the host's own is the right one (`public, max-age=0,
    must-revalidate`) and ours would be joined to that of the fingerprinted files. They get no
    X-Frame-Options either, because the policy's `frame-ancestors` says the same to every browser in use.
    """
    everywhere = (f"Content-Security-Policy: {policy}", *_EVERYWHERE)
    prefix = base.prefix.translate(_PATTERNS)
    rules = [_rule(prefix + "/*", (*everywhere, "X-Robots-Tag: noindex") if is_preview else everywhere)]
    rules += [_rule(f"{prefix}{folder}*", (_FOREVER,)) for folder in _FINGERPRINTED]
    rules += [
        _rule(prefix + path, (f"Content-Type: {media_type}; charset=utf-8", _SHORTLY))
        for path, media_type in sorted({(_anywhere(s.address), s.media_type) for s in subscriptions})
    ]
    return "\n".join(rules).encode()


def redirects(pairs: tuple[Redirect, ...], base: BaseUrl) -> bytes:
    """Return a `_redirects` file of permanent redirects, sorted.

    One that leads to itself is left out: a rule matches with and without the slash at the end.
    """
    lines = {
        f"{_literal(base, pair.source_address)} {_literal(base, pair.target_address)} 301\n"
        for pair in pairs
        if pair.source_address.rstrip("/") != pair.target_address.rstrip("/")
    }
    return "".join(sorted(lines)).encode()


def _rule(path: str, lines: tuple[str, ...]) -> str:
    return "".join((path, "\n", *(f"  {line}\n" for line in lines)))


def _anywhere(address: str) -> str:
    """Return the pattern for files of this name and depth: `/tags/x/feed.xml` is `/:part1/:part2/feed.xml`.

    One rule then serves every tag, session and person, whatever script their slugs are in.
    """
    *folders, name = address.removeprefix("/").split("/")
    return "".join(f"/:part{n}" for n, _ in enumerate(folders, 1)) + "/" + encode(name).translate(_PATTERNS)


def _literal(base: BaseUrl, address: str) -> str:
    return base.path(address).translate(_PATTERNS)
