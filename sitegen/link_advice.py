"""What to write in place of a link that leads nowhere: the file or the address that was probably meant."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

from sitegen.addresses import STATIC
from sitegen.nearest import did_you_mean, nearest
from sitegen.urls import slugify

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

_HOST = re.compile(
    r"^(?:www\.[\w-]+(?:\.[\w-]+)+|(?:[\w-]+\.)+(?:org|com|net|edu|gov|eu|info|io|uk|de|fr|nl|au|nz|ca|ie))(?:/|$)"
)

_MAIL = re.compile(r"^[^\s@/:]+@[\w-]+(?:\.[\w-]+)+$")


def for_file(source: str, wanted: str, known: Collection[str], otherwise: str) -> str:
    """Return the hint for a file that is not there: the one probably meant, as `source` would write it.

    `known` are the files that it could be; paths are relative to the site's folder.
    """
    folder = posixpath.dirname(source)
    candidates = [path for path in sorted(known) if path != source and _ending(path) == _ending(wanted)]
    same = next((path for path in candidates if path.casefold() == wanted.casefold()), "")
    if same:
        return f"write {posixpath.relpath(same, folder)}: capitals count"
    # Endings are alike already, and would make short names look alike too.
    name = _stem(wanted)
    by_name = {_stem(path): path for path in reversed(candidates)}
    if name in by_name:
        return f"write {posixpath.relpath(by_name[name], folder)}"
    found = by_name.get(nearest(name, by_name), "")
    return f"did you mean '{posixpath.relpath(found, folder)}'?" if found else otherwise


def for_target(source: str, target: str, known: Mapping[str, object]) -> str:
    """Return the hint for a target that is no path at all: a mail address, a host alone, a file without .md."""
    path, hash_sign, fragment = target.partition("#")
    if _HOST.match(target):
        return f"write https://{target}"
    if _MAIL.match(target):
        return f"write mailto:{target}"
    wanted = posixpath.normpath(posixpath.join(posixpath.dirname(source), path))
    return f"write {path}.md{hash_sign}{fragment}" if f"{wanted}.md" in known else ""


def for_folder(address: str, addresses: Collection[str]) -> str:
    """Return the hint for a link to a folder of `content/`; `address` is what its list would have."""
    return f"for the list write {address}, for one of it its file" if address in addresses else "name the file in it"


def for_address(source: str, path: str, addresses: Collection[str], prefix: str) -> str:
    """Return the hint for an address that the site does not have."""
    bare = path.removesuffix("index.html")
    for other in (bare, f"{path.rstrip('/')}/", path.rstrip("/")):
        if other in addresses:
            return f"write {other}"
    if prefix and path.startswith(f"{prefix}/") and path.removeprefix(prefix) in addresses:
        return f"write {path.removeprefix(prefix)}: the path of base_url is put before it"
    if path.startswith("/content/"):
        return f"write {posixpath.relpath(path.removeprefix('/'), posixpath.dirname(source))}"
    otherwise = "an address of the site begins and ends with a slash, as in: /schedule/"
    is_file = bool(posixpath.splitext(path)[1])
    if is_file:
        otherwise = f"put the file at {STATIC}{path.removeprefix('/')}"
    elif _depth(path) == 1 and slugify(path) == path.strip("/"):
        otherwise = f"create content/pages/{path.strip('/')}.md" + (
            "" if path.endswith("/") else f", and write {path}/"
        )
    alike = [a for a in addresses if bool(posixpath.splitext(a)[1]) == is_file and _depth(a) == _depth(path)]
    return did_you_mean(path, alike, otherwise)


def for_anchor(fragment: str, headings: Collection[str], anchors: Collection[str]) -> str:
    """Return the hint for a place that a page does not have."""
    listed = ", ".join(f"#{heading}" for heading in headings)
    otherwise = f"its headings are: {listed}" if listed else f"it has no headings; leave #{fragment} out"
    return did_you_mean(fragment, {*anchors, *headings}, otherwise)


def _depth(address: str) -> int:
    return address.strip("/").count("/") + bool(address.strip("/"))


def _stem(path: str) -> str:
    return posixpath.splitext(posixpath.basename(path))[0]


def _ending(path: str) -> str:
    return posixpath.splitext(path)[1].lower()
