"""What this house adds to Python-Markdown: guarded attribute lists, one idea of a fence, quotes of a language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown.extensions import Extension
from markdown.extensions.attr_list import AttrListExtension, AttrListTreeprocessor, get_attrs_and_remainder
from markdown.extensions.codehilite import CodeHilite, parse_hl_lines
from markdown.extensions.smarty import SmartyExtension, SubstituteTextPattern
from markdown.inlinepatterns import InlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor

from sitegen.prose.fences import Fence, find_fences
from sitegen.prose.tokens import escape_text

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from markdown import Markdown

    from sitegen.quotes import Quotes

_ATTRIBUTE = r"""(?:[#.][^\s{}%"'=<>]+|[A-Za-z_:][\w:.-]*=(?:"[^"\n]*"|'[^'\n]*'|[^\s{}"']+))"""
_LIST = rf"\{{:?[ ]*({_ATTRIBUTE}(?:[ ]+{_ATTRIBUTE})*)[ ]*\}}"
_TEMPLATE = r"\{\{[^{}\n]*\}\}|\{%[^{}\n]*%\}"
_INFO_LANGUAGE = re.compile(r"\.?([^\s{}]*)")
_ALIGNMENT = re.compile(r"text-align:\s*(left|center|right);?")


class _GuardedAttributes(AttrListTreeprocessor):
    """Attribute lists that begin with `#`, `.` or a name and `=`; anything else in braces is text."""

    # The stubs call these final, although Markdown reads them from the instance, as made for subclasses.
    HEADER_RE = re.compile(rf"(?<![ ])[ ]+{_LIST}[ ]*$")  # type: ignore[misc] # as above
    BLOCK_RE = re.compile(rf"\n[ ]*{_LIST}[ ]*$")  # type: ignore[misc] # as above
    INLINE_RE = re.compile(rf"^{_LIST}")  # type: ignore[misc] # as above


class Attributes(AttrListExtension):
    """The extension for attribute lists, with the guard."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's name
        """Register the guarded treeprocessor in the place of Markdown's own."""
        super().extendMarkdown(md)
        md.treeprocessors.register(_GuardedAttributes(md), "attr_list", 8)


class _Verbatim(InlineProcessor):
    """`{{ … }}` and `{% … %}` as they were typed: no emphasis, no smart quotes within."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[str, int, int]:  # type: ignore[override]  # noqa: N802, ARG002 - Markdown's signature
        shown = escape_text(m[0]).replace('"', "&quot;")
        return self.md.htmlStash.store(shown), m.start(), m.end()


class _Tidy(Treeprocessor):
    """Alignment as a class, and no `alt` where Markdown made up an empty one."""

    def run(self, root: Element) -> None:
        for element in root.iter():
            if element.tag == "img" and not element.get("alt"):
                element.attrib.pop("alt", None)
            elif element.tag in {"td", "th"}:
                alignment = _ALIGNMENT.fullmatch(element.attrib.pop("style", ""))
                if alignment:
                    element.set("class", f"align-{alignment[1]}")


class BodiesAreData(Extension):
    """What keeps a body data: template marks stay text, and what Markdown adds by itself is taken back."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's name
        """Register both before attribute lists are read, so that an author's own attributes stay."""
        md.inlinePatterns.register(_Verbatim(_TEMPLATE, md), "template_marks", 185)
        md.treeprocessors.register(_Tidy(md), "tidy", 15)


class _FencedCode(Preprocessor):
    """Closed fences, highlighted; the options that would change more than the lines marked are left out."""

    def run(self, lines: list[str]) -> list[str]:
        out: list[str] = []
        at = 0
        for fence in find_fences(lines):
            out += [*lines[at : fence.first], "", self.md.htmlStash.store(highlight(fence)), ""]
            at = fence.last + 1
        return [*out, *lines[at:]]


def language_of(fence: Fence) -> str:
    """Return the name of the language a fence says its code is in, or an empty text."""
    if fence.info.startswith("{") and fence.info.endswith("}"):
        return next((value or "" for key, value in get_attrs_and_remainder(fence.info[1:-1])[0] if key == "."), "")
    found = _INFO_LANGUAGE.match(fence.info)
    return found[1] if found else ""


def highlight(fence: Fence) -> str:
    """Return the HTML of a fence's code, with classes and no inline style."""
    marked: list[int] = []
    found = re.search(r"hl_lines=([\"'])([\d\s-]{1,200})\1", fence.info)
    if found:
        marked = list(parse_hl_lines(found[2]))
    made = CodeHilite(
        "\n".join(fence.code),
        lang=language_of(fence) or "text",
        guess_lang=False,
        css_class="highlight",
        linenums=False,
        hl_lines=marked,
    )
    return made.hilite(shebang=False)


class Fences(Extension):
    """Fenced code by this house's idea of a fence, which the other rooms that look at text share."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's name
        """Register the preprocessor where Markdown's own would stand."""
        md.preprocessors.register(_FencedCode(md), "fenced_code_block", 25)


class SmartPunctuation(SmartyExtension):
    """Dashes, ellipses and the quotes of a language; an apostrophe within a word is one in every language."""

    def __init__(self, quotes: Quotes) -> None:
        """Hand the language's marks to Markdown."""
        self._apostrophe = escape_text(quotes.apostrophe)
        super().__init__(
            substitutions={
                "left-single-quote": escape_text(quotes.single_left),
                "right-single-quote": escape_text(quotes.single_right),
                "left-double-quote": escape_text(quotes.double_left),
                "right-double-quote": escape_text(quotes.double_right),
                "mdash": "—",
                "ndash": "–",
                "ellipsis": "…",
            },
        )

    def educateQuotes(self, md: Markdown) -> None:  # noqa: N802 - Markdown's name
        """Register the apostrophes before the quotes."""
        super().educateQuotes(md)
        for name, pattern in (("word", r"(?<=\w)'(?=\w)"), ("decade", r"(?<!\w)'(?=\d\ds?\b)")):
            apostrophe = SubstituteTextPattern(pattern, (self._apostrophe,), md)
            self.inlinePatterns.register(apostrophe, f"apostrophe-{name}", 31)
