"""A text as its author wrote it, ready to be marked: only its running words, everything else filled, all in place."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from sitegen.model import Access
from sitegen.problems import Problem, Severity
from sitegen.prose.cuts import cut_members, drop_title_heading
from sitegen.prose.fences import blank_code
from sitegen.site import AnyEntry, Session, State
from sitegen.values import Value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.model import Found
    from sitegen.site import Site

FILLER: Final = "\x1f"
"""Stands for each character that is no running text; no text of an author has it."""
_NO_WORDS: Final = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|</?[A-Za-z][^<>]*>"
    r"|<[^\s<>:@]+[:@][^\s<>]*>"
    r"|(?<=\])\((?:<[^<>\n]*>|[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)(?:[ \t]+(?:\"[^\"\n]*\"|'[^'\n]*'))?[ \t]*\)"
    r"|(?<=\])\[[^\[\]\n]*\]"
    r"|^ {0,3}\[[^\]\n]+\]:[ \t].*$"
    r"|\[\^[^\[\]\n]+\]:?"
    r"|\{:?[ \t]*[#.\w][^{}\n]*\}"
    r"|(?:https?|ftp|mailto)://?[^\s<>\"]+"
    r"|\[-?@[^\[\]\n]*\]"
    r"|\\.",
    re.DOTALL | re.MULTILINE,
)
_BLANK: Final = re.compile(r"\n[ \t]*\n")
_NO_PARAGRAPH: Final = re.compile(
    r"[ \t]*(?:[*+-]\s|\d+[.)]\s|#|>|\||!!!|:[ \t]|\x1f*\s*\Z|(?:-{3,}|\*{3,}|_{3,}|={3,})\s*\Z)"
)
_BAR: Final = re.compile(r"^[^\n|]*\|.*\n[ \t]*[|:-]", re.MULTILINE)


class Paragraph(Value, frozen=True):
    """A paragraph of running text, and where it begins in its text."""

    start: int
    text: str

    @property
    def words(self) -> int:
        """How many words it has."""
        return len(re.findall(r"\w+(?:['’.-]\w+)*", self.text))


class Manuscript(Value, frozen=True, dict=True):
    """A document and its text, as far as readers get to see it."""

    entry: AnyEntry
    written: str
    """The text as it was written, without its front matter and what is for members."""
    text: str
    """The same, with `FILLER` for every character of code, tags, addresses and notes."""

    @property
    def language(self) -> str:
        """The language that the text is in, without its region: `en`."""
        return self.entry.language.partition("-")[0].lower()

    def mark(self, position: int, code: str, message: str, hint: str) -> Problem:
        """Return a mark at a position in the text."""
        line = bisect_right(self._starts, position)
        column = position - self._starts[line - 1] + 1
        line += self.entry.document.body_line - 1
        return Problem(self.entry.document.path, line, column, code, message, hint, Severity.WARNING)

    @cached_property
    def _starts(self) -> list[int]:
        """Where the lines of the text begin."""
        return [0, *accumulate(len(line) + 1 for line in self.written.split("\n"))]

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The paragraphs of running text: no headings, lists, quotations, tables or code."""
        return tuple(self._paragraphs())

    def _paragraphs(self) -> Iterator[Paragraph]:
        at = 0
        for piece in (*_BLANK.finditer(self.text), None):
            end = piece.start() if piece else len(self.text)
            block = self.text[at:end]
            lead = len(block) - len(block.lstrip("\n"))
            if block.strip() and not _NO_PARAGRAPH.match(block[lead:]) and not ("|" in block and _BAR.search(block)):
                yield Paragraph(at + lead, block[lead:])
            at = piece.end() if piece else end


def is_to_be_read(entry: AnyEntry) -> bool:
    """Whether readers see a document, or will as soon as its day has come."""
    return entry.shows or entry.state is State.SCHEDULED


def manuscripts_of(site: Site, found: Found) -> tuple[Manuscript, ...]:
    """Return the texts of all documents that readers see or will see; one that a session lists has none of its own."""
    sources = {source.path: source.data for source in found.documents}
    made = []
    for entry in site.everything():
        document = entry.document
        if is_to_be_read(entry) and document.path.split("/")[1] == document.kind and document.path in sources:
            made.append(_manuscript(entry, sources[document.path]))
    return tuple(made)


def _manuscript(entry: AnyEntry, data: bytes) -> Manuscript:
    whole = data.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n").replace(FILLER, " ")
    own = "\n".join(whole.split("\n")[entry.document.body_line - 1 :])
    is_members = isinstance(entry, Session) and entry.fields.access is Access.MEMBERS
    written = cut_members(own, in_code_too=is_members).text
    shown, _ = drop_title_heading(written, entry.title)
    if shown != written:
        # What was dropped was whole lines, which are empty now: the places of all others are kept.
        shown = "\n".join(
            new or re.sub(r"[^\n]", FILLER, old)
            for new, old in zip(shown.split("\n"), written.split("\n"), strict=True)
        )
    return Manuscript(entry, written, running_text(shown))


def running_text(text: str) -> str:
    """Return a Markdown text with `FILLER` for all that is no running text; every position stays."""
    blanked = blank_code(text)
    if blanked != text:
        pairs = zip(blanked, text, strict=True)
        text = "".join(new if new == old else FILLER for new, old in pairs)
    return _NO_WORDS.sub(lambda found: re.sub(r"[^\n]", FILLER, found[0]), text)
