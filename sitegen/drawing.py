"""Views to outputs that are ready: a page is drawn around a gap, and its own text is put in last.

What is remembered is known by all that went into it: the template's fingerprint, the view, what surrounds it,
and the text. So nobody has to know which page depends on what: if all of it is the same, so is the page.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Final

from sitegen.output import Ready
from sitegen.packing import pack, unpack
from sitegen.press import Press
from sitegen.problems import Problem
from sitegen.theme import RenderError, Theme
from sitegen.urls import BaseUrl
from sitegen.values import Value, replace
from sitegen.views import SafeHtml

if TYPE_CHECKING:
    from collections.abc import Callable

    from sitegen.pages import Page

_EDGE: Final = "\x1a"
GAP: Final = f"{_EDGE}text{_EDGE}"
"""Stands for a page's own text while the page is drawn; no text of an author has such characters."""
_GAP: Final = SafeHtml(GAP)
_KEY: Final = 16
_TAG: Final = re.compile(r"""<(?:!--.*?-->|[^"'>]*(?:"[^"]*"[^"'>]*|'[^']*'[^"'>]*)*>)""", re.DOTALL)


class Gap(Value, frozen=True):
    """Where a page's own text stands in its bytes."""

    start: int
    size: int


class Drawn(Value, frozen=True):
    """An output that is ready, what it is remembered by, and whether it had to be made."""

    address: str
    digest: str
    """SHA-256 in hexadecimal."""
    file: str
    key: bytes
    gap: Gap | None
    """Where the page's own text stands in it, if it stands in one place."""
    is_made: bool

    @property
    def ready(self) -> Ready:
        """The output, as publishing takes it."""
        return Ready(self.address, self.digest, self.file)


class Known(Value, frozen=True):
    """What is remembered of an output under its key."""

    digest: bytes
    gap: Gap | None


class Drawing(Value, frozen=True):
    """Makes outputs of views with one theme, for one address of the site."""

    theme: Theme
    base: BaseUrl
    press: Press
    known: Mapping[bytes, bytes]
    """What the last builds made, by key."""

    def page(self, page: Page) -> Drawn:
        """Return a page, ready; raise `RenderError` for what a template does wrong."""
        view, text = _without_text(page.view)
        fingerprint = self.theme.fingerprint(page.template)
        seen = (fingerprint, page.words.language, self.base.origin, self.base.prefix, view, page.shell)
        key = _key(pack(seen), text.encode())
        remembered = self._remembered(page.address, key)
        if remembered is not None:
            return remembered
        drawn = self.theme.render(page.template, view, page.shell, page.words, self.base)
        if drawn.count(_EDGE) != 2 * drawn.count(GAP):
            raise RenderError(_trouble(page.template, "is changed by a filter", "print it as it is"))
        if _is_misplaced(drawn):
            hint = "for a tag's attribute there is `page.description`"
            raise RenderError(_trouble(page.template, "stands within a tag", hint))
        data, gap = _filled(drawn, text)
        ready = self.press.ready(page.address, data)
        return Drawn(ready.address, ready.digest, ready.file, key, gap, is_made=True)

    def other(self, address: str, made_of: object, make: Callable[[], bytes]) -> Drawn:
        """Return what is no page, ready; `made_of` says, as `repr` has it, all that goes into its bytes."""
        key = _key(repr(made_of).encode(errors="surrogatepass"), address.encode())
        remembered = self._remembered(address, key)
        if remembered is not None:
            return remembered
        ready = self.press.ready(address, make())
        return Drawn(ready.address, ready.digest, ready.file, key, None, is_made=True)

    def _remembered(self, address: str, key: bytes) -> Drawn | None:
        known = unpack(self.known.get(key), Known)
        if known is None:
            return None
        digest = known.digest.hex()
        if not self.press.stands(address, digest):
            return None
        return Drawn(address, digest, "", key, known.gap, is_made=False)


def remembered_as(drawn: Drawn) -> bytes:
    """Return what is kept of an output under its key."""
    return pack(Known(bytes.fromhex(drawn.digest), drawn.gap))


def _key(*parts: bytes) -> bytes:
    digest = blake2b(digest_size=_KEY)
    for part in parts:
        digest.update(len(part).to_bytes(8, "little"))
        digest.update(part)
    return digest.digest()


def _without_text(view: Any) -> tuple[Any, str]:  # noqa: ANN401  # every page has a view of its own type
    """Return a view with a gap in the place of its page's own text, and the text."""
    text = getattr(view, "html", None)
    if not isinstance(text, SafeHtml) or not text:
        return view, ""
    return replace(view, html=_GAP), text.text.strip("\n")


def _is_misplaced(drawn: str) -> bool:
    """Tell whether a gap stands within a tag or a comment."""
    at = drawn.find(GAP)
    while at >= 0:
        start = drawn.rfind("<", 0, at)
        tag = _TAG.match(drawn, start) if start >= 0 else None
        if start >= 0 and (tag is None or tag.end() > at):
            return True
        at = drawn.find(GAP, at + len(GAP))
    return False


def _trouble(template: str, what: str, hint: str) -> Problem:
    message = f"`view.html` {what} on a page of `{template}`; it can only stand as an element's content"
    return Problem(template, 1, 1, "theme-error", message, hint)


def _filled(drawn: str, text: str) -> tuple[bytes, Gap | None]:
    """Return the page with its text in every gap, and where that stands if there is just one."""
    before, *after = drawn.split(GAP)
    if len(after) != 1:
        return text.join((before, *after)).encode(), None
    start, middle = before.encode(), text.encode()
    return start + middle + after[0].encode(), Gap(len(start), len(middle))
