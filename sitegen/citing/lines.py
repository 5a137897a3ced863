"""One work's line in a list of references: as printed, or built from its parts; its DOI or URL a link."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sitegen.model import Reference

NO_DATE: Final = "n.d."

_MOST_NAMED: Final = 20
_LINKS = re.compile(r"https?://[^\s<>\"]+|(?<![/\w.])(?:doi:\s*)?(?P<doi>10\.\d{4,9}/[^\s<>\"]+)", re.IGNORECASE)
_DOI_PREFIX = re.compile(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)
_FAMILY_FIRST = re.compile(
    r"\b(?!and\s)(?P<family>[^\W\d_][^,&]{0,80}?),\s*(?P<initials>(?:[^\W\d_]\.[\s-]?)*[^\W\d_]\.)"
)
_RANGE = re.compile(r"(?<=\d)\s*--?\s*(?=\d)")
_AFTER_URL: Final = ".,;:!?'’”»"


def reference_html(reference: Reference) -> str:
    """Return a work's line in the list as HTML.

    A printed line stays exactly as it was typed; parts make one in the order of APA 7, section 9.
    """
    if reference.printed:
        return _linked(reference.printed)
    parts = reference.parts
    title = _text(reference.title) if "journal" in parts or "booktitle" in parts else _book(reference)
    who = _ended(_text(_authors(reference.author)))
    if who and "role" in parts:
        who = f"{who} ({_text(parts['role'])})."
    when = f"({_text(reference.year or NO_DATE)})."
    sentences = [who, when, _ended(title)] if who else [_ended(title), when]
    sentences += [_container(parts), _ended(_text(parts.get("publisher", ""))), _address(parts)]
    return " ".join(filter(None, sentences))


def _book(reference: Reference) -> str:
    editor = reference.parts.get("editor", "")
    edited = f" ({_text(_initials_first(editor))}, {_role(editor)})" if editor else ""
    return f"<cite>{_text(reference.title)}</cite>{edited}"


def _container(parts: Mapping[str, str]) -> str:
    """Return what a work stands in: a journal with its volume, issue and pages, or a book with its pages."""
    pages = _text(_RANGE.sub("–", parts.get("pages", "")))
    volume = _text(parts.get("volume", ""))
    if "journal" in parts:
        issue = f"({_text(parts['issue'])})" if "issue" in parts else ""
        number = (f"<em>{volume}</em>" if volume else "") + issue
        return ", ".join(filter(None, (f"<cite>{_text(parts['journal'])}</cite>", number, pages))) + "."
    if "booktitle" not in parts:
        return ""
    editor = parts.get("editor", "")
    who = f"{_text(_initials_first(editor))} ({_role(editor)}), " if editor else ""
    where = ", ".join(filter(None, (volume and f"Vol. {volume}", pages and f"{_page_sign(pages)} {pages}")))
    return f"In {who}<cite>{_text(parts['booktitle'])}</cite>" + (f" ({where})." if where else ".")


def _page_sign(pages: str) -> str:
    return "pp." if re.search(r"[–,-]", pages) else "p."


def _role(editor: str) -> str:
    return "Eds." if "&" in editor or " and " in editor else "Ed."


def _initials_first(names: str) -> str:
    """Return names as they stand for editors: `J. Smith & K. Doe` for `Smith, J. & Doe, K.`; others as they are."""
    return _FAMILY_FIRST.sub(r"\g<initials> \g<family>", names)


def _authors(authors: tuple[str, ...]) -> str:
    """Return the authors in a row: the last after `&`, of more than twenty the first nineteen and the last."""
    if len(authors) > _MOST_NAMED:
        return f"{', '.join(authors[: _MOST_NAMED - 1])}, … {authors[-1]}"
    if authors[-1:] == ("et al.",):
        return ", ".join(authors)
    return ", & ".join(filter(None, (", ".join(authors[:-1]), *authors[-1:])))


def _address(parts: Mapping[str, str]) -> str:
    doi = _DOI_PREFIX.sub("", parts.get("doi", "").strip())
    if doi.startswith("10."):
        return _link(_doi_url(doi), f"https://doi.org/{doi}")
    return _linked(parts.get("url", "") or doi)


def _doi_url(doi: str) -> str:
    # A DOI may hold any printable character, `<`, `#` and `%` among them (ANSI/NISO Z39.84).
    return "https://doi.org/" + quote(doi, safe="/:;()[].,_-+=~!*'@$&")


def _ended(html: str) -> str:
    return html if not html or html.endswith((".", "?", "!", "?</cite>", "!</cite>", ".</cite>")) else f"{html}."


def _text(text: str) -> str:
    return escape(text, quote=False)


def _link(url: str, shown: str) -> str:
    return f'<a href="{escape(url)}">{_text(shown)}</a>'


def _linked(text: str) -> str:
    """Escape a text and make links of the URLs and DOIs in it."""
    out, position = "", 0
    for found in _LINKS.finditer(text):
        end = found.start() + len(_trimmed(found[0]))
        url = _doi_url(text[found.start("doi") : end]) if found["doi"] else text[found.start() : end]
        out += _text(text[position : found.start()]) + _link(url, text[found.start() : end])
        position = end
    return out + _text(text[position:])


def _trimmed(address: str) -> str:
    """Return an address without the punctuation of the sentence that it stands in."""
    surplus = address.count(")") - address.count("(")
    end = len(address)
    while address[end - 1] in _AFTER_URL or (surplus > 0 and address[end - 1] == ")"):
        surplus -= address[end - 1] == ")"
        end -= 1
    return address[:end]
