"""Where a link leads: the target as an author typed it, to an address of the site, or why it leads nowhere."""

from __future__ import annotations

import posixpath
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias
from urllib.parse import unquote

from sitegen.addresses import STATIC
from sitegen.model import Attachment
from sitegen.nearest import did_you_mean, nearest
from sitegen.prose.ids import safe_id
from sitegen.site import AnyEntry, State
from sitegen.urls import BaseUrl, is_external, slugify

PAGE_ANCHORS: Final = frozenset({"main", "top", "menu", "thread", "answer", "before", "during", "after", "feeds"})
"""The ids that a theme's page may have of its own."""


@dataclass(frozen=True, slots=True)
class Found:
    """A target that is there: its address (or URL), and the document or file it is."""

    address: str
    entry: AnyEntry | None = None
    attachment: str = ""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A target that this build does not show: a document that is scheduled, a draft, expired or unlisted."""

    entry: AnyEntry


@dataclass(frozen=True, slots=True)
class Broken:
    """A target that is not there: what is wrong, and what to do."""

    code: str
    message: str
    hint: str = ""


Resolved: TypeAlias = Found | Waiting | Broken


@dataclass(frozen=True, slots=True)
class Linker:
    """Resolves targets in one site; `unsound` are the files of which nothing certain is known."""

    base: BaseUrl
    entries: Mapping[str, AnyEntry]
    """Every document by its path, shown or not."""
    attachments: Mapping[str, Attachment]
    addresses: Mapping[str, str]
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
            return self._address(path, question + query, hash_sign + fragment)
        folder = posixpath.dirname(entry.document.path)
        wanted = posixpath.normpath(posixpath.join(folder, path))
        if not wanted.startswith("content/"):
            return Broken("broken-link", f"'{target}' leads out of content/", "what a site shows is in content/")
        if path.endswith("/"):
            return Broken("broken-link", f"'{target}' is a folder", "name the Markdown file in it")
        if wanted.lower().endswith(".md"):
            return self._document(wanted, target, fragment)
        return self._file(wanted, target, is_picture=is_picture)

    def resolve_address(self, url: str) -> Resolved:
        """Return where an address of the site leads that stands in no document."""
        path, hash_sign, fragment = url.partition("#")
        path, question, query = path.partition("?")
        return self._address(unicodedata.normalize("NFC", unquote(path)), question + query, hash_sign + fragment)

    def href(self, address: str, *, absolute: bool = False) -> str:
        """Return an address as the URL that a page (or, absolute, a feed) prints."""
        plain, hash_sign, fragment = address.partition("#")
        joined = self.base.absolute(plain) if absolute else self.base.path(plain)
        return joined + hash_sign + fragment

    def media_address(self, path: str) -> str:
        """Return the address of an attachment: under `/media/` with a fingerprint, or where `static/` has it."""
        if path.startswith(STATIC):
            return "/" + path.removeprefix(STATIC)
        stem, ending = posixpath.splitext(posixpath.basename(path))
        return f"/media/{slugify(stem) or 'file'}.{self.attachments[path].digest[:10]}{ending.lower()}"

    def _anchored(self, entry: AnyEntry, fragment: str, address: str) -> Resolved:
        body = entry.document.body
        safe = safe_id(fragment) if fragment else ""
        known = body.anchors | PAGE_ANCHORS | {entry.document.title_anchor}
        if not fragment:
            return Found(address, entry)
        if fragment in body.anchors or fragment in known - body.anchors:
            return Found(f"{address}#{fragment}", entry)
        if safe in body.anchors:
            return Found(f"{address}#{safe}", entry)
        known_names = body.anchors | {heading.id for heading in body.headings}
        where = f" in {entry.document.path}" if address else ""
        hint = did_you_mean(fragment, known_names, "its headings: " + ", ".join(f"#{h.id}" for h in body.headings))
        return Broken("broken-anchor", f"there is no place '#{fragment}'{where}", hint)

    def _address(self, path: str, query: str, fragment: str) -> Resolved:
        if path in self.addresses:
            return Found(path + query + fragment)
        for other in (f"{path.rstrip('/')}/", path.rstrip("/")):
            if other in self.addresses:
                return Broken("broken-link", f"there is no address {path}", f"write {other}")
        prefix = unquote(self.base.prefix)
        if prefix and path.startswith(prefix + "/") and path.removeprefix(prefix) in self.addresses:
            hint = f"write {path.removeprefix(prefix)}: the path of base_url is put before it"
            return Broken("broken-link", f"there is no address {path}", hint)
        hint = did_you_mean(path, self.addresses, "an address of the site begins and ends with a slash: /schedule/")
        return Broken("broken-link", f"there is no address {path}", hint)

    def _document(self, wanted: str, target: str, fragment: str) -> Resolved:
        entry = self.entries.get(wanted)
        if entry is None:
            return Broken("broken-link", f"there is no file {wanted}", self._near(wanted, target, self.entries))
        if not entry.shows:
            return Waiting(entry)
        if wanted in self.unsound:
            return Found(entry.address, entry)
        return self._anchored(entry, fragment, entry.address)

    def _file(self, wanted: str, target: str, *, is_picture: bool) -> Resolved:
        if wanted in self.attachments:
            return Found(self.media_address(wanted), attachment=wanted)
        noun, code = ("picture", "missing-image") if is_picture else ("file", "broken-link")
        known = [*self.attachments, *(self.entries if not is_picture else ())]
        hint = self._near(wanted, target, known)
        if not is_picture and f"{wanted}.md" in self.entries:
            hint = f"write {target}.md"
        return Broken(code, f"there is no {noun} {wanted}", hint)

    def _near(self, wanted: str, target: str, known: Mapping[str, object] | list[str]) -> str:
        same = next((path for path in known if path.casefold() == wanted.casefold()), "")
        if same:
            return f"it is spelled {posixpath.basename(same)}: capitals count"
        name = posixpath.basename(wanted)
        by_name = next((path for path in sorted(known) if posixpath.basename(path) == name), "")
        if by_name:
            return f"there is one at {posixpath.relpath(by_name, posixpath.dirname(wanted))}, seen from there"
        found = nearest(wanted, known)
        folder = posixpath.dirname(target)
        if not found:
            return "write the path from this file to the other, as in: ../sessions/networks.md"
        beside = posixpath.dirname(found) == posixpath.dirname(wanted)
        shown = posixpath.join(folder, posixpath.basename(found)) if beside else found
        return f"did you mean '{shown}'?"


def is_worth_a_word(entry: AnyEntry) -> bool:
    """Whether a link to a document that does not show deserves a warning: scheduled ones do not."""
    return entry.state is not State.SCHEDULED
