"""Where the texts of documents stand in a site that was built: on their pages, and in feeds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.body import Html, LinkEnd, LinkStart, Picture, Resource
from sitegen.changes import file_of
from sitegen.finish import Finisher
from sitegen.texts import Text, text_of
from sitegen.values import replace
from sitegen.words import load_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sitegen.body import Part
    from sitegen.drawing import Drawn
    from sitegen.links import Linker
    from sitegen.site import AnyEntry, Site

_MARK = "\x1a"
_SIMPLE = (Html, LinkStart, LinkEnd, Picture, Resource)
"""The parts that say no more than where something is; a card shows what another document says."""


def texts_of(
    site: Site,
    linker: Linker,
    drawn: Iterable[Drawn],
    fed: Mapping[str, tuple[str, ...]],
    known: Mapping[str, Text],
) -> Iterator[tuple[str, Text]]:
    """Yield where the texts stand that can be changed there, by their documents' paths.

    `fed` are the addresses of the feeds that an entry is in, by its URI; `known` is where texts stood before. Sessions,
    sparks and people are not among them: other pages show their texts.
    """
    entries: dict[str, AnyEntry] = {post.address: post for post in site.posts}
    entries |= {page.address: page for page in site.pages}
    for one in drawn:
        entry = entries.get(one.address)
        if entry is None or one.gap is None:
            continue
        path, parts = entry.document.path, entry.document.body.parts
        before = known.get(path)
        is_same = before is not None and before.page == file_of(one.address) and not before.feeds
        if before is not None and is_same and not one.is_made and entry.uri not in fed:
            # A page that is as it was has its text where it was; in a feed it may have moved.
            yield path, before
            continue
        if all(isinstance(part, _SIMPLE) for part in parts):
            finisher = Finisher(linker, load_words(entry.language))
            pieces = tuple(_pieces(finisher, entry, parts))
            if len(text_of(parts, pieces).strip("\n").encode()) != one.gap.size:
                continue
            feeds = tuple(file_of(address) for address in fed.get(entry.uri, ()))
            far = tuple(_pieces(replace(finisher, absolute=True), entry, parts)) if feeds else ()
            yield path, Text(file_of(one.address), one.gap.start, one.gap.size, pieces, feeds, far)


def _pieces(finisher: Finisher, entry: AnyEntry, parts: Iterable[Part]) -> Iterator[str]:
    closing = ""
    for part in parts:
        if isinstance(part, LinkStart):
            made = finisher.html(entry, (part, Html(_MARK), LinkEnd())).text
            opening, _, closing = made.partition(_MARK)
            yield opening
        elif isinstance(part, LinkEnd):
            yield closing
        elif not isinstance(part, Html):
            yield finisher.html(entry, (part,)).text
