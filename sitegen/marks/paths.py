"""Addresses as words: typed bare, shown in place of words, or a picture's file name in place of what it shows."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Final

from sitegen.marks.manuscript import FILLER
from sitegen.prose.fences import blank_code

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.marks.manuscript import Manuscript
    from sitegen.problems import Problem

_BARE: Final = re.compile(r"(?<![\w<(\[\"'=/@.-])https?://[^\s<>\"'\])]+[^\s<>\"'\]).,;:!?*_]", re.IGNORECASE)
_SHOWN: Final = re.compile(r"(?<!!)\[(?P<words>https?://[^\[\]\s]+)\]\(", re.IGNORECASE)
_IN_ANGLES: Final = re.compile(r"<(?P<words>https?://[^\s<>]+)>", re.IGNORECASE)
_LONGEST: Final = 40
"""The longest address that one may hear as a link's words, in characters."""
_UNSEEN: Final = re.compile(r"<!--.*?(?:-->|\Z)|^ {0,3}\[[^\]\n]+\]:[^\n]*$", re.DOTALL | re.MULTILINE)
_TAG: Final = re.compile(r"<(?!https?://)[A-Za-z/][^<>\s]*(?=[\s>])[^<>]*>")
_LINK: Final = re.compile(r"\[[^\[\]\n]*\](?:\([^()\n]*\)|\[[^\[\]\n]*\])?")
_PICTURE: Final = re.compile(r"!\[(?P<alt>[^\[\]\n]*)\]")
_FILE_NAME: Final = re.compile(
    r"[\w.-]+\.(?:jpe?g|png|gif|webp|avif|heic|svg)|(?:IMG|DSC|DSCN|DSCF|PXL|P)[_-]?\d{3,}[\w-]*|Screenshot[ _-].*\d"
    r"|(?:image|picture|photo|photograph|bild|foto|imagen)\W*\d*",
    re.IGNORECASE,
)


def marks(manuscript: Manuscript) -> Iterator[Problem]:
    """Yield addresses that are no links or whose links have no words, and pictures described by a file's name."""
    if "http" not in manuscript.written and "![" not in manuscript.written:
        return
    text = blank_code(manuscript.written)
    if "<!--" in text or "]:" in text:
        text = _UNSEEN.sub(_filled, text)
    if "<" in text:
        text = _TAG.sub(_filled, text)
    for found in _SHOWN.finditer(text):
        yield from _long(manuscript, found)
    for found in _IN_ANGLES.finditer(text):
        yield from _long(manuscript, found)
    for found in _BARE.finditer(_LINK.sub(_filled, text)):
        shown = found[0] if len(found[0]) <= _LONGEST else f"{found[0][:_LONGEST]}…"
        message = f"{shown} is no link: an address alone stays text"
        hint = f"write [where it leads]({found[0]})"
        yield manuscript.mark(found.start(), "bare-address", message, hint)
    for found in _PICTURE.finditer(text):
        alt = unescape(found["alt"]).strip()
        if alt and _FILE_NAME.fullmatch(alt):
            message = f"“{alt}” does not say what the picture shows"
            hint = "say what one would miss without seeing it"
            yield manuscript.mark(found.start(), "file-name-alt", message, hint)


def _long(manuscript: Manuscript, found: re.Match[str]) -> Iterator[Problem]:
    if len(found["words"]) > _LONGEST:
        message = "this link shows its address, which people who listen to the page hear letter by letter"
        hint = f"write [where it leads]({found['words']})"
        yield manuscript.mark(found.start(), "bare-address", message, hint)


def _filled(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", FILLER, found[0])
