"""The blocks of the quick path: paragraphs, headings, lists, quotes and rules, compiled one after the other."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sitegen.body import Card, LinkStart
from sitegen.prose.quick.guards import check_block, check_lines
from sitegen.prose.quick.headings import heading
from sitegen.prose.quick.inline import finished, inline, marked
from sitegen.prose.quick.sheet import MARK, UnsureError
from sitegen.prose.quick.tables import table

if TYPE_CHECKING:
    from sitegen.prose.quick.sheet import Sheet

MORE = "<!--more-->"
_RULE = re.compile(r"(?:-{3,}|\*{3,}|_{3,}|\* \* \*|- - -)")
_ITEM = re.compile(r" {0,3}(?:[*+-]|\d+\.) +(?=\S)")
_IS_LIST = re.compile(r" {0,3}(?:[*+-]|\d+\.) ")
_NO_PARAGRAPH = re.compile(r"(?:[#>]| {0,3}(?:[*+-]|\d+\.) |[-=_*|: ]+(?:\n|$))")
_NO_NEXT_LINE = re.compile(r"\n(?:[#>]| {4}|[-=_*|: ]+(?:\n|$))")
_MARKDOWN_FILE = re.compile(r"[^#?]+\.md(?:#.*)?", re.IGNORECASE)


class Blocks:
    """The blocks made so far."""

    def __init__(self, sheet: Sheet) -> None:
        """Begin with none."""
        self._sheet = sheet
        self._items: list[list[tuple[str, str]]] = []
        self._tag = ""
        self._quoted: list[str] = []
        self.made: list[str] = []
        self.more: int | None = None
        """How many blocks stand before the mark that ends the summary."""

    def take(self, block: str) -> None:
        """Add what a block of the text becomes."""
        check_block(block)
        while block[0] == "#" and ("|" not in block or "\n" not in block):
            line, _, block = block.partition("\n")
            self.end()
            self.made.append(heading(line, self._sheet))
            if not block:
                return
        if block[0] == ">":
            self._take_quote(block)
        elif _IS_LIST.match(block) and not _RULE.fullmatch(block):
            self._take_list(block)
        else:
            self.end()
            self.made.append(self._other(block))

    def end(self) -> None:
        """Add the list or the quote that the next block does not go on with."""
        if self._items:
            self.made.append(self._list())
            self._items = []
        if self._quoted:
            self.made.append("<blockquote>\n" + "\n".join(self._quoted) + "\n</blockquote>")
            self._quoted = []

    def _take_quote(self, block: str) -> None:
        if self._items:
            self.end()
        lines = block.split("\n")
        if not all(line.startswith(">") for line in lines):
            raise UnsureError
        inner = "\n".join(line[1:].removeprefix(" ") if line[1:].strip() else "" for line in lines)
        check_lines(inner)
        paragraphs = [block for piece in inner.split("\n\n") if (block := piece.strip("\n"))]
        if not paragraphs or inner.endswith("\n"):
            raise UnsureError
        self._quoted += [self._paragraph(paragraph, is_within=True) for paragraph in paragraphs]

    def _take_list(self, block: str) -> None:
        if self._quoted:
            self.end()
        if "\n#" in block or "\n>" in block:
            raise UnsureError
        if not self._items:
            self._tag = _tag_of(block)
        self._items.append(_items_of(block))

    def _list(self) -> str:
        made: list[str] = []
        last = len(self._items) - 1
        for number, items in enumerate(self._items):
            for index, (words, within) in enumerate(items):
                if within and last > 0:
                    raise UnsureError
                if (index == 0 and number > 0) or (index == len(items) - 1 and number < last):
                    made.append(f"<li>\n{self._paragraph(words, is_within=True)}\n</li>")
                else:
                    made.append(self._item(words, within))
        return f"<{self._tag}>\n" + "\n".join(made) + f"\n</{self._tag}>"

    def _item(self, words: str, within: str) -> str:
        if not _is_words(words):
            raise UnsureError
        made = inline(words, self._sheet)
        if not within:
            return f"<li>{made}</li>"
        tag = _tag_of(within)
        inner = "\n".join(self._item(*item) for item in _items_of(within))
        return f"<li>{made}<{tag}>\n{inner}\n</{tag}>\n</li>"

    def _other(self, block: str) -> str:
        if len(block) == 1 and MARK.match(block):
            return block + "\n"
        if block == MORE:
            if self.more is not None:
                raise UnsureError
            self.more = len(self.made)
            return "\n"
        if _RULE.fullmatch(block):
            return "<hr>"
        if "|" in block and "\n" in block:
            made = table(block, self._sheet)
            if made:
                return made
        return self._paragraph(block)

    def _paragraph(self, block: str, *, is_within: bool = False) -> str:
        if block[0] == " " or not _is_words(block):
            raise UnsureError
        sheet = self._sheet
        text = marked(block, sheet)
        made = f"<p>{finished(text, sheet)}</p>"
        card = self._card(text.strip()) if sheet.links else None
        sheet.paragraphs.append((is_within, card is not None, made))
        if card is None:
            return made
        mark = sheet.mark(card)
        sheet.cards[mark] = made
        return mark

    def _card(self, text: str) -> Card | None:
        link = self._sheet.links.get(text)
        start = self._sheet.stands_for(link[0]) if link else None
        if link is None or not isinstance(start, LinkStart) or _MARKDOWN_FILE.fullmatch(start.target) is None:
            return None
        return Card(start.target, self._sheet.html(finished(link[1], self._sheet)), start.place)


def _is_words(block: str) -> bool:
    """Tell whether nothing in a block begins another kind of block."""
    return not (_NO_PARAGRAPH.match(block) or ("\n" in block and _NO_NEXT_LINE.search(block)))


def _tag_of(block: str) -> str:
    return "ol" if block.lstrip(" ")[0].isdecimal() else "ul"


def _items_of(block: str) -> list[tuple[str, str]]:
    """Return the items of a list: the words of each, and the list within it, moved to the left."""
    items: list[tuple[str, str]] = []
    for line in block.split("\n"):
        begins = _ITEM.match(line)
        if begins:
            items.append((line[begins.end() :], ""))
            continue
        if not items or _IS_LIST.match(line + " "):
            raise UnsureError
        words, within = items[-1]
        if line.startswith("    "):
            items[-1] = words, f"{within}\n{line[4:]}".lstrip("\n")
        elif within:
            items[-1] = words, f"{within}\n{line}"
        else:
            items[-1] = f"{words}\n{line}", ""
    return items
