"""The works of one document: which they are, how its text names each, and how works of one year are told apart."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from html import escape
from itertools import chain, product
from string import ascii_lowercase
from typing import TYPE_CHECKING, Final

from sitegen.body import Citation
from sitegen.citing.lines import NO_DATE, reference_html
from sitegen.model import Reference
from sitegen.values import Value, replace

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sitegen.body import Part

_TWO: Final = 2
_ET_AL: Final = "et al."


class Works(Value, frozen=True):
    """The works of one document, by author, year and title; works that would be named alike have letters."""

    listed: tuple[Reference, ...] = ()

    def label(self, key: str) -> str:
        """Return how a citation names the work `key`: `Kennedy, 2014a`. Raises KeyError if it is not listed."""
        work = {work.id: work for work in self.listed}[key]
        return f"{authors_label(work)}, {work.year or NO_DATE}"

    def citation_html(self, citation: Citation, page_url: str = "") -> str:
        """Return a citation as HTML, each work linked to its line in the list at `page_url`."""
        return citation_html(citation, {work.id: work for work in self.listed}, page_url)

    def html(self, reference: Reference) -> str:
        """Return the line of one of `listed` as HTML."""
        return reference_html(reference)


def works_of(listed: tuple[Reference, ...], bibliography: Mapping[str, Reference], body_parts: Iterable[Part]) -> Works:
    """Return a document's works: all that its front matter lists, and those of the bibliography that it cites.

    A work of the front matter wins over one of the bibliography with its id.
    """
    cited = (work.key for part in body_parts if isinstance(part, Citation) for work in part.works)
    works = {key: bibliography[key] for key in cited if key in bibliography} | {work.id: work for work in listed}
    return Works(_told_apart(sorted(works.values(), key=_order)))


def authors_label(reference: Reference) -> str:
    """Return a work's authors as a citation names them: one, two with `&`, or the first and `et al.`."""
    families = [author.partition(",")[0].strip() for author in reference.author if author != _ET_AL]
    if not families:
        return reference.title.partition(":")[0].strip() or reference.id
    head = reference.printed.partition(reference.year)[0] if reference.year else reference.printed
    if len(families) > _TWO or _ET_AL in reference.author or "et al" in head:
        return f"{families[0]} {_ET_AL}"
    return " & ".join(families)


def citation_html(citation: Citation, known: Mapping[str, Reference], page_url: str) -> str:
    """Return a citation as HTML, each work linked to its line in the list at `page_url`; unknown ones as typed."""
    if any(work.key not in known for work in citation.works):
        return citation.text
    shown = []
    for work in citation.works:
        reference = known[work.key]
        href = escape(f"{page_url}#ref-{reference.id}")
        label = escape(authors_label(reference), quote=False)
        year = escape(reference.year or NO_DATE, quote=False)
        locator = f", {escape(work.locator, quote=False)}" if work.locator else ""
        words = f"{label} ({year}{locator})" if citation.is_narrative else f"{label}, {year}{locator}"
        shown.append(f'<a class="citation" href="{href}">{words}</a>')
    return shown[0] if citation.is_narrative else f"({'; '.join(shown)})"


def _order(work: Reference) -> tuple[tuple[str, ...], str, str, str]:
    title = _title(work)
    return tuple(_folded(author) for author in work.author or (title,)), work.year, _folded(title), work.id


def _title(work: Reference) -> str:
    if work.title:
        return work.title
    return (work.printed.partition(work.year)[2] if work.year else work.printed).lstrip(")., ")


def _folded(text: str) -> str:
    """Return a text as it is sorted: without case and accents, so that no machine's locale matters."""
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).casefold()


def _told_apart(works: list[Reference]) -> tuple[Reference, ...]:
    """Return the works, those that would be named alike with letters after their year: in order of title."""
    works = [_with_typed_letter(work) for work in works]
    alike: defaultdict[tuple[str, str], list[Reference]] = defaultdict(list)
    for work in works:
        alike[authors_label(work), work.year].append(work)
    lettered: dict[str, Reference] = {}
    for (label, year), group in alike.items():
        if len(group) == 1:
            continue
        free = (made for letters in _letters() if (label, made := _year(year, letters)) not in alike)
        for work, made in zip(sorted(group, key=lambda w: (_folded(_title(w)), w.id)), free, strict=False):
            lettered[work.id] = replace(work, year=made, printed=_reprinted(work, made))
    return tuple(sorted((lettered.get(work.id, work) for work in works), key=_order))


def _letters() -> Iterator[str]:
    return chain(ascii_lowercase, map("".join, product(ascii_lowercase, repeat=3)))


def _year(year: str, letters: str) -> str:
    return f"{year}{letters}" if year[-1:].isdigit() else f"{year or NO_DATE}-{letters}"


def _with_typed_letter(work: Reference) -> Reference:
    """Return a work whose printed line has a letter after its year already (`(2014b)`) as one of that year."""
    found = re.search(rf"\(({re.escape(work.year)}[a-z])\b", work.printed) if work.year else None
    return replace(work, year=found[1]) if found else work


def _reprinted(work: Reference, year: str) -> str:
    """Return a work's printed line with its year as it is cited; a line without one stays."""
    return re.sub(rf"(?<!\w){re.escape(work.year or NO_DATE)}(?!\w)", lambda _: year, work.printed, count=1)
