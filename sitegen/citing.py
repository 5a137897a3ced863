"""References and citations in words: author and year in the text, a printed line in the list."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from sitegen.body import Citation
    from sitegen.model import Reference

_TWO: Final = 2
_URL = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;)]")
_DOI = re.compile(r"(?<![/\w])(?:doi:\s*)?(10\.\d{4,9}/[^\s<>\"]+[^\s<>\".,;)])", re.IGNORECASE)


def authors_label(reference: Reference) -> str:
    """Return a work's authors as a citation names them: one, two with `&`, or the first and `et al.`."""
    families = [author.partition(",")[0].strip() for author in reference.author] or [reference.id]
    if len(families) > _TWO:
        return f"{families[0]} et al."
    return " & ".join(families)


def citation_html(citation: Citation, known: dict[str, Reference], page_url: str) -> str:
    """Return a citation as HTML, each work linked to its line in the list at `page_url`; unknown ones as typed."""
    if any(work.key not in known for work in citation.works):
        return citation.text
    shown = []
    for work in citation.works:
        reference = known[work.key]
        href = escape(f"{page_url}#ref-{reference.id}")
        label = escape(authors_label(reference))
        year = escape(reference.year or "n.d.")
        locator = f", {escape(work.locator)}" if work.locator else ""
        if citation.is_narrative:
            return f'<a class="citation" href="{href}">{label} ({year}{locator})</a>'
        shown.append(f'<a class="citation" href="{href}">{label}, {year}{locator}</a>')
    return f"({'; '.join(shown)})"


def reference_html(reference: Reference) -> str:
    """Return a work's printed line as HTML, with its URL or DOI as a link."""
    if reference.printed:
        return _linked(reference.printed)
    parts = reference.parts
    who = _joined(reference.author)
    line = f"{escape(who)} ({escape(reference.year)}). "
    container = parts.get("journal") or ""
    if container:
        line += f"{escape(reference.title)}. <cite>{escape(container)}</cite>"
        if "volume" in parts:
            line += f", {escape(parts['volume'])}"
        if "issue" in parts:
            line += f"({escape(parts['issue'])})"
        if "pages" in parts:
            line += f", {escape(parts['pages'])}"
    else:
        line += f"<cite>{escape(reference.title)}</cite>"
        if "editor" in parts:
            line += f" (ed. {escape(parts['editor'])})"
    line += "."
    if "publisher" in parts:
        line += f" {escape(parts['publisher'])}."
    if "doi" in parts:
        line += " " + _linked(parts["doi"])
    elif "url" in parts:
        line += " " + _linked(parts["url"])
    return line


def _joined(authors: tuple[str, ...]) -> str:
    return " & ".join(filter(None, (", ".join(authors[:-1]), *authors[-1:])))


def _linked(text: str) -> str:
    """Escape a text and make links of the URLs and DOIs in it."""
    out, position = "", 0
    spots = [(m.start(), m.end(), m[0], m[0]) for m in _URL.finditer(text)]
    inside = [(start, end) for start, end, _, _ in spots]
    spots += [
        (m.start(), m.end(), f"https://doi.org/{m[1]}", m[0])
        for m in _DOI.finditer(text)
        if not any(start <= m.start() < end for start, end in inside)
    ]
    for start, end, href, shown in sorted(spots):
        out += escape(text[position:start]) + f'<a href="{escape(href)}">{escape(shown)}</a>'
        position = end
    return out + escape(text[position:])
