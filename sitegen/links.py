"""Where a link leads: the target as an author typed it, to an address of the site, or why it leads nowhere."""

from __future__ import annotations

import posixpath
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, TypeAlias
from urllib.parse import unquote

from sitegen import link_advice as advice
from sitegen.addresses import STATIC
from sitegen.kinds import KINDS
from sitegen.model import Attachment
from sitegen.prose.ids import safe_id
from sitegen.settings import PATH
from sitegen.site import AnyEntry, State
from sitegen.urls import BaseUrl, is_external, slugify
from sitegen.values import Value, field

PAGE_ANCHORS: Final = frozenset({"main", "top", "menu", "thread", "answer", "before", "during", "after", "feeds"})
"""The ids that a theme's page may have of its own."""


_FOLDERS: Final = frozenset({"content", *(f"content/{kind}" for kind in KINDS)})


class Found(Value, frozen=True):
    """A target that is there: its address (or URL), and the document or file it is."""

    address: str
    entry: AnyEntry | None = None
    attachment: str = ""


class Waiting(Value, frozen=True):
    """A target that this build does not show: a document that is scheduled, a draft, expired or unlisted."""

    entry: AnyEntry


class Broken(Value, frozen=True):
    """A target that is not there: what is wrong, and what to do."""

    code: str
    message: str
    hint: str = ""


Resolved: TypeAlias = Found | Waiting | Broken


class Linker(Value, frozen=True):
    """Resolves targets in one site; `unsound` are the files of which nothing certain is known."""

    base: BaseUrl
    entries: Mapping[str, AnyEntry]
    """Every document by its path, shown or not."""
    attachments: Mapping[str, Attachment]
    addresses: Mapping[str, str]
    hidden: Mapping[str, AnyEntry] = field(default_factory=lambda: MappingProxyType({}))
    """What does not show, by the address that it will have."""
    unsound: frozenset[str] = frozenset()

    def resolve(  # noqa: PLR0911  # one return for each form of a target
        self, entry: AnyEntry, target: str, *, is_picture: bool = False
    ) -> Resolved:
        """Return where `target`, typed in `entry`'s file, leads."""
        if is_external(target):
            return Found(target)
        path, hash_sign, fragment = target.partition("#")
        path, question, query = path.partition("?")
        path = unicodedata.normalize("NFC", unquote(path))
        fragment = unquote(fragment)
        if "\\" in path:
            return Broken("broken-link", f"'{target}' has a backslash in it", f"write {target.replace(chr(92), '/')}")
        if not path:
            return self._anchored(entry, fragment, "") if hash_sign else Found(entry.address, entry)
        if path.startswith("/"):
            return self._address(entry.document.path, path, question + query + hash_sign + fragment)
        source = entry.document.path
        wanted = posixpath.normpath(posixpath.join(posixpath.dirname(source), path))
        if path.endswith("/") or wanted in _FOLDERS:
            list_address = f"/{wanted.removeprefix('content/')}/"
            hint = advice.for_folder(list_address, self.addresses)
            return Broken("broken-link", f"'{target}' is a folder", hint)
        if not wanted.startswith("content/"):
            hint = advice.for_target(source, target, self.entries) or "what a site shows is in content/"
            return Broken("broken-link", f"'{target}' leads out of content/", hint)
        if wanted.lower().endswith(".md") and not is_picture:
            return self._document(source, wanted, fragment)
        return self._file(source, wanted, target, is_picture=is_picture)

    def resolve_address(self, url: str) -> Resolved:
        """Return where an address of the site leads that stands in no document."""
        path, hash_sign, fragment = url.partition("#")
        path, question, query = path.partition("?")
        rest = question + query + hash_sign + fragment
        return self._address(PATH, unicodedata.normalize("NFC", unquote(path)), rest)

    def href(self, address: str, *, absolute: bool = False) -> str:
        """Return an address as the URL that a page (or, absolute, a feed) prints."""
        join = self.base.absolute if absolute else self.base.path
        if "#" not in address and "?" not in address:
            return join(address)
        plain, hash_sign, fragment = address.partition("#")
        plain, question, query = plain.partition("?")
        return join(plain) + question + query + hash_sign + fragment

    def media_address(self, path: str) -> str:
        """Return the address of an attachment: under `/media/` with a fingerprint, or where `static/` has it."""
        if path.startswith(STATIC):
            return "/" + path.removeprefix(STATIC)
        stem, ending = posixpath.splitext(posixpath.basename(path))
        return f"/media/{slugify(stem) or 'file'}.{self.attachments[path].digest[:10]}{ending.lower()}"

    def _anchored(self, entry: AnyEntry, fragment: str, address: str) -> Resolved:
        body = entry.document.body
        if not fragment:
            return Found(address, entry)
        # Prose renames an id that would be the page's own, and links to it within its text alike.
        unsafe = fragment.removeprefix("s-")
        for anchor in (fragment, safe_id(fragment)):
            if anchor in body.anchors:
                return Found(f"{address}#{anchor}", entry)
        for anchor in (fragment, unsafe):
            if anchor in PAGE_ANCHORS or anchor == entry.document.title_anchor:
                return Found(f"{address}#{anchor}", entry)
        where = f" in {entry.document.path}" if address else ""
        hint = advice.for_anchor(fragment, [heading.id for heading in body.headings], body.anchors)
        return Broken("broken-anchor", f"there is no place '#{fragment}'{where}", hint)

    def _address(self, source: str, path: str, rest: str) -> Resolved:
        if path in self.addresses:
            static = STATIC + path.removeprefix("/")
            return Found(path + rest, attachment=static if static in self.attachments else "")
        if path in self.hidden:
            return Waiting(self.hidden[path])
        hint = advice.for_address(source, path, self.addresses, unquote(self.base.prefix))
        return Broken("broken-link", f"there is no address {path}", hint)

    def _document(self, source: str, wanted: str, fragment: str) -> Resolved:
        entry = self.entries.get(wanted)
        if entry is None:
            otherwise = "write the path from this file to the other, as in: ../sessions/networks.md"
            hint = advice.for_file(source, wanted, self.entries, otherwise)
            return Broken("broken-link", f"there is no file {wanted}", hint)
        if not entry.shows:
            return Waiting(entry)
        if wanted in self.unsound:
            return Found(entry.address, entry)
        return self._anchored(entry, fragment, entry.address)

    def _file(self, source: str, wanted: str, target: str, *, is_picture: bool) -> Resolved:
        if wanted in self.attachments:
            return Found(self.media_address(wanted), attachment=wanted)
        noun, code = ("picture", "missing-image") if is_picture else ("file", "broken-link")
        if is_picture and wanted in self.entries:
            return Broken(code, f"{wanted} is no picture", "name a PNG, JPEG, WebP, AVIF or GIF")
        otherwise = advice.for_target(source, target, self.entries)
        otherwise = otherwise or f"put the {noun} there, or write where it is, seen from this file"
        hint = advice.for_file(source, wanted, self.attachments, otherwise)
        return Broken(code, f"there is no {noun} {wanted}", hint)


def is_worth_a_word(entry: AnyEntry) -> bool:
    """Whether a link to a document that does not show deserves a warning: scheduled ones do not."""
    return entry.state is not State.SCHEDULED
