"""The ids within a body: how words become one, and which ones a page cannot bear."""

from __future__ import annotations

import re


def names(words: str) -> frozenset[str]:
    """Return the words of a list that is written as text."""
    return frozenset(words.split())


_NO_SLUG = re.compile(r"[^\w\s-]")
_BETWEEN = re.compile(r"[-\s]+")
_BLANKS = re.compile(r"\s+")

_THEME = names(
    """
    main menu top thread answer before during after feeds summary discussion discussion-title mastodon-replies
    isso-thread isso-root isso-style disqus_thread cusdis_thread remark42 the-text to-answer the-answers who path
    slow-chat stage-before stage-during stage-after answer-title bios-title next-title now-title opening-title
    over-title references-title session-title soon-title spark-title sparks-title writing-title
    """
)
_DOCUMENT = names(
    """
    activeElement adoptNode all anchors append applets attributes baseURI body characterSet charset childNodes
    children cloneNode compatMode contains contentType cookie createElement createEvent currentScript defaultView
    designMode dir doctype documentElement documentURI domain elementFromPoint embeds exitFullscreen fonts forms
    getElementById getElementsByClassName getElementsByName getElementsByTagName getSelection hasFocus head hidden
    images implementation importNode inputEncoding lastModified links nodeName nodeType nodeValue ownerDocument
    parentElement parentNode plugins prepend querySelector querySelectorAll readyState referrer remove removeChild
    rootElement scripts scrollingElement textContent timeline title visibilityState write writeln URL
    """
)
_WINDOW = names(
    """
    addEventListener alert atob blur btoa caches clearInterval clearTimeout close closed confirm console crypto
    customElements dispatchEvent document event external fetch find focus frameElement frames getComputedStyle
    getSelection history indexedDB innerHeight innerWidth isSecureContext length localStorage location locationbar
    matchMedia menubar moveBy moveTo name navigator onload open opener origin outerHeight outerWidth pageXOffset
    pageYOffset parent performance personalbar postMessage print process prompt queueMicrotask removeEventListener
    reportError requestAnimationFrame requestIdleCallback resizeBy resizeTo screen screenX screenY scroll scrollBy
    scrollTo scrollX scrollY scrollbars self sessionStorage setInterval setTimeout speechSynthesis status statusbar
    stop structuredClone toolbar trustedTypes visualViewport window
    """
)
_OBJECT = names(
    """
    __defineGetter__ __defineSetter__ __lookupGetter__ __lookupSetter__ __proto__ constructor hasOwnProperty
    isPrototypeOf propertyIsEnumerable prototype toLocaleString toString valueOf
    """
)
RESERVED = _THEME | _DOCUMENT | _WINDOW | _OBJECT
"""Ids that would stand in the way of the theme's own, or of a script that reads `document` or `window`."""


def safe_id(id: str) -> str:  # noqa: A002 - the word of HTML for it
    """Return the id under which an element that its author called `id` stands; other ids stay as they are."""
    folded = _BLANKS.sub("-", id.strip())
    return f"s-{folded}" if folded in RESERVED else folded


def slug(words: str, separator: str = "-") -> str:
    """Return the id of a heading with these words: lower case, legible in every script, never empty."""
    kept = _NO_SLUG.sub("", words).strip().lower()
    between = _BETWEEN if separator == "-" else re.compile(rf"[{re.escape(separator)}\s]+")
    return between.sub(separator, kept).strip(separator) or "section"
