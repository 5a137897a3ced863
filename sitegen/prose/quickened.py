"""Python-Markdown with the work left out that changes nothing: the same HTML, in a third of the time.

Every piece here asks one thing before it hands over to the stock class: whether the text has a mark without which
that class cannot find anything. What Markdown does with what it finds stays Markdown's own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.preprocessors import HtmlBlockPreprocessor
from markdown.treeprocessors import InlineProcessor, UnescapeTreeprocessor
from markdown.util import STX, AtomicString

if TYPE_CHECKING:
    from collections.abc import Callable
    from xml.etree.ElementTree import Element

PROVED = frozenset({"3.6", "3.7", "3.8", "3.10.3", "3.11", "3.11.1", "3.11.2", "3.11.3"})
"""The releases of Python-Markdown for which the room's tests have shown that the HTML is the same; others go stock."""

_INLINE = {
    "template_marks": ("{{", "{%"),
    "backtick": ("`",),
    "escape": ("\\",),
    "footnote": ("[^",),
    "reference": ("[",),
    "link": ("[",),
    "image_link": ("![",),
    "image_reference": ("![",),
    "short_reference": ("[",),
    "short_image_ref": ("![",),
    "autolink": ("<",),
    "automail": ("<",),
    "linebreak": ("  \n",),
    "html": ("<",),
    "entity": ("&",),
    "not_strong": ("*", "_"),
    "em_strong": ("*", "_"),
    "em_strong2": ("_",),
    "smarty-em-dashes": ("---",),
    "smarty-en-dashes": ("--",),
    "smarty-ellipses": ("...",),
    "apostrophe-word": ("'",),
    "apostrophe-decade": ("'",),
    **{f"smarty-quotes-{number}": ("'", '"') for number in range(20)},
}
"""Of each inline pattern, by its name, what must stand in a text for it to match: one of these."""

_APPLY_PATTERN = "_InlineProcessor__applyPattern"
"""The stock class's own name for how one pattern is applied, for which it has no public one."""

_BLOCKS = {
    "table": (75, ("|",)),
    "hashheader": (70, ("#",)),
    "setextheader": (60, ("\n=", "\n-")),
    "hr": (50, ("-", "_", "*")),
    "deflist": (25, (": ",)),
    "quote": (20, (">",)),
    "footnote": (17, ("[^",)),
    "reference": (15, ("]:",)),
}
"""Of each block processor, by its name, the priority at which Markdown registers it, and the marks as above."""


class QuickMarkdown(Markdown):
    """Markdown that looks up which elements are blocks; `quicken` does the rest, once the extensions are in."""

    _blocks = frozenset[str]()

    def quicken(self) -> None:
        """Put the pieces of this room in the place of the stock ones, under their names and priorities."""
        self._blocks = frozenset(self.block_level_elements)
        self.preprocessors.register(_HtmlBlocks(self), "html_block", 20)
        for name, priority in (("inline", 20), ("smarty", 6)):
            stock = self.treeprocessors[name]
            if isinstance(stock, InlineProcessor):
                self.treeprocessors.register(_Inline(self, stock), name, priority)
        self.treeprocessors.register(_Unescape(self), "unescape", 0)
        processors = self.parser.blockprocessors
        for name, (priority, marks) in _BLOCKS.items():
            processors.register(_Marked(processors[name], marks), name, priority)
        processors.register(_Admonitions(processors["admonition"], ("!!!",)), "admonition", 105)

    def is_block_level(self, tag: object) -> bool:
        """Tell whether an element of this name is a block: one of the stock engine's list, which is searched once."""
        return isinstance(tag, str) and (tag in self._blocks or tag.lower().rstrip("/") in self._blocks)


class _HtmlBlocks(HtmlBlockPreprocessor):
    """Blocks of HTML, looked for in a text with `<` or `&`; the parser behind it hands on all other characters."""

    def run(self, lines: list[str]) -> list[str]:
        return super().run(lines) if any("<" in line or "&" in line for line in lines) else lines


class _Marked(BlockProcessor):
    """A block processor that is asked about blocks with one of its marks alone."""

    def __init__(self, stock: BlockProcessor, marks: tuple[str, ...]) -> None:
        super().__init__(stock.parser)
        self._marks = marks
        self._test = stock.test
        self._run = stock.run

    def test(self, parent: Element, block: str) -> bool:
        for mark in self._marks:
            if mark in block:
                return self._test(parent, block)
        return False

    def run(self, parent: Element, blocks: list[str]) -> bool | None:
        return self._run(parent, blocks)


class _Admonitions(_Marked):
    """Admonitions, which also go on in the block below one: the last element is its `div` then."""

    def test(self, parent: Element, block: str) -> bool:
        if len(parent) and parent[-1].tag == "div":
            return self._test(parent, block)
        return super().test(parent, block)


class _Inline(InlineProcessor):
    """Inline patterns, of which a text meets those whose marks it has.

    What a pattern puts in the place of its match is a placeholder, whose characters are nobody's mark, so a text only
    ever loses marks. The method that chooses is private to the stock class, as is the one that it calls: a release
    that names them otherwise would never call it, and go the stock way.
    """

    def __init__(self, md: Markdown, stock: InlineProcessor) -> None:
        super().__init__(md)
        self.inlinePatterns = stock.inlinePatterns
        known = {id(self.inlinePatterns[name]): marks for name, marks in _INLINE.items() if name in self.inlinePatterns}
        self._patterns = tuple((number, one, known.get(id(one))) for number, one in enumerate(self.inlinePatterns))
        self._marks = tuple(sorted({mark for marks in known.values() for mark in marks}))
        self._is_known = all(marks is not None for _, _, marks in self._patterns)
        self._chosen: dict[tuple[bool, ...], tuple[tuple[int, object], ...]] = {}
        self._apply: Callable[[object, str, int, int], tuple[str, bool, int]] = getattr(self, _APPLY_PATTERN)

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        text = "".join(tree.itertext())
        if self._is_known and not any(mark in text for mark in self._marks):
            self.stashed_nodes = {}
            return tree
        return super().run(tree, ancestors)

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803 - Markdown's
        if data == "\n" or isinstance(data, AtomicString):
            return data
        first: int | None = patternIndex
        while first is not None:
            data, first = self._match_next(data, first)
        return data

    def _match_next(self, data: str, first: int) -> tuple[str, int | None]:
        """Return the text without what the next pattern that finds something finds, and the pattern after that one."""
        for number, pattern in self._choose(data):
            if number >= first:
                data, is_match, start = self._apply(pattern, data, number, 0)
                if is_match:
                    while is_match:
                        data, is_match, start = self._apply(pattern, data, number, start)
                    return data, number + 1
        return data, None

    def _choose(self, data: str) -> tuple[tuple[int, object], ...]:
        has = tuple([mark in data for mark in self._marks])
        chosen = self._chosen.get(has)
        if chosen is None:
            there = {mark for mark, is_there in zip(self._marks, has, strict=True) if is_there}
            chosen = tuple((n, one) for n, one, marks in self._patterns if marks is None or not there.isdisjoint(marks))
            self._chosen[has] = chosen
        return chosen


class _Unescape(UnescapeTreeprocessor):
    """Escaped characters, looked for in a text where the mark stands that Markdown puts before each."""

    def unescape(self, text: str) -> str:
        return super().unescape(text) if STX in text else text
