"""The inside of a block on the quick path: code, links, pictures, notes, emphasis, each stage in Markdown's order.

What a stage has made is a mark to the next one. Whatever is left over that could be markup makes the text unsure.
"""

from __future__ import annotations

import re
from functools import partial

from sitegen.body import LinkEnd, LinkStart, Picture
from sitegen.prose.quick.guards import CODE_SPAN
from sitegen.prose.quick.sheet import (
    BREAK,
    EM,
    EM_END,
    LINK_END,
    MARK,
    SITE_LINK_END,
    STRONG,
    STRONG_END,
    Sheet,
    UnsureError,
)
from sitegen.prose.quick.smart import needs, smart
from sitegen.prose.quick.targets import is_elsewhere, is_of_the_site
from sitegen.prose.quick.words import is_vague, text_of

_KEPT = "\U0010ffff"
_MOST_TICKS = 200
_MARKUP = re.compile(r"[`\[\]<>&*_@{}\\]|  \n")
_ENTITY = re.compile(r"&(?:#|[a-zA-Z0-9][\w.-]*;)")
_BRACKETS = re.compile(
    r"(?<!!)\[\^([a-zA-Z0-9_-]+)\](?![\[(:])|(!?)\[([^\[\]]+)\]\(([\w/.~?#=%+,@$:&*!-]+)\)", re.ASCII
)
_AUTOLINK = re.compile(r"<(https?://[\w/.~?#=%+,:-]+)>", re.ASCII)
_IN_WORD = re.compile(r"(?<=[^\W_])_+(?=[^\W_])")
_EMPHASIS = re.compile(
    r"(\*\*?)(?![\s*_])([^*_]*[^\s*_])\1(?![*_])|(?<!\w)(__?)(?![\s*_])([^*_]*[^\s*_])\3(?![\w*])",
)
_CITES = re.compile(r"(?<![a-zA-Z0-9.])@")


def inline(source: str, sheet: Sheet) -> str:
    """Return the text with its markup as marks, its punctuation smart, escaped."""
    return finished(marked(source, sheet), sheet) if _MARKUP.search(source) else _finished_words(source, sheet)


def _finished_words(text: str, sheet: Sheet) -> str:
    return smart(text, sheet.quotes) if needs(text) else text


def marked(source: str, sheet: Sheet) -> str:
    """Return the text with its markup as marks, each link as one mark still."""
    text = source
    if "&" in text and _ENTITY.search(text):
        raise UnsureError
    if "`" in text:
        text = _without_code(text, sheet)
    if "{" in text or "}" in text or "\\" in text:
        raise UnsureError
    if "[" in text or "]" in text:
        text = _BRACKETS.sub(partial(_bracket, sheet), text)
        if "[" in text or "]" in text:
            raise UnsureError
    if "@" in text and _CITES.search(text):
        raise UnsureError
    if "<" in text:
        text = _AUTOLINK.sub(partial(_autolink, sheet), text)
        if "<" in text:
            raise UnsureError
    return _emphasised(text.replace("  \n", BREAK))


def finished(text: str, sheet: Sheet) -> str:
    """Return what `marked` made with its links open, its punctuation smart, escaped."""
    made = text
    if sheet.links:
        for mark in MARK.findall(text):
            if mark in sheet.links:
                made = made.replace(mark, "".join(sheet.links[mark]))
    if BREAK in made:
        if f"{BREAK} " in made:
            raise UnsureError
        made = made.replace(BREAK, BREAK + "\n")
    return escaped(_finished_words(made, sheet))


def escaped(text: str) -> str:
    """Return the text as HTML."""
    if "&" in text:
        text = text.replace("&", "&amp;")
    if ">" in text:
        text = text.replace(">", "&gt;")
    return text.replace("<", "&lt;") if "<" in text else text


def _without_code(text: str, sheet: Sheet) -> str:
    if text.count("`") > _MOST_TICKS:
        raise UnsureError
    made = CODE_SPAN.sub(partial(_code, sheet), text)
    if "`" in made:
        raise UnsureError
    return made


def _code(sheet: Sheet, found: re.Match[str]) -> str:
    code = found[2].strip()
    if not code or "<" in code or "](" in code or "[^" in code or code.endswith("\\"):
        raise UnsureError
    return sheet.mark(f"<code>{escaped(code)}</code>")


def _bracket(sheet: Sheet, found: re.Match[str]) -> str:
    label, bang, words, target = found.groups()
    if label:
        return _reference(sheet, label)
    if words != words.strip() or "<" in words:
        raise UnsureError
    if bang:
        return _picture(sheet, words, target)
    inner = _emphasised(words.replace("  \n", BREAK))
    if is_vague(text_of(sheet.html(escaped(inner))), sheet.language):
        raise UnsureError
    if is_elsewhere(target):
        ends = (sheet.mark(f'<a href="{escaped(target)}">'), inner, LINK_END)
    elif is_of_the_site(target):
        ends = (sheet.mark(LinkStart(target, "", sheet.place_of_target(target))), inner, SITE_LINK_END)
    else:
        raise UnsureError
    mark = sheet.mark("")
    sheet.links[mark] = ends
    return mark


def _reference(sheet: Sheet, label: str) -> str:
    number = sheet.notes.get(label)
    if number is None or label in sheet.referred:
        raise UnsureError
    sheet.referred.add(label)
    place = sheet.place(sheet.text.find(f"[^{label}]"))
    link = LinkStart(f"#fn:{label}", ' class="footnote-ref"', place)
    return sheet.mark((f'<sup id="fnref:{label}">', link, str(number), LinkEnd(), "</sup>"))


def _picture(sheet: Sheet, words: str, source: str) -> str:
    if not is_of_the_site(source) or source.startswith("#") or MARK.search(words) or "\n" in words:
        raise UnsureError
    sheet.pictures += 1
    later = ' loading="lazy" decoding="async"' if sheet.pictures > 1 else ""
    attributes = f' alt="{escaped(words).replace(chr(34), "&quot;")}"{later}'
    return sheet.mark(Picture(source, attributes, sheet.place_of_target(source)))


def _autolink(sheet: Sheet, found: re.Match[str]) -> str:
    if not is_elsewhere(found[1]):
        raise UnsureError
    return sheet.mark(f'<a href="{found[1]}">{found[1]}</a>')


def _emphasised(text: str) -> str:
    made = text
    if "_" in made:
        made = _IN_WORD.sub(lambda found: _KEPT * len(found[0]), made)
    if "*" in made or "_" in made:
        made = _EMPHASIS.sub(_emphasis, made)
        if "*" in made or "_" in made:
            raise UnsureError
    return made.replace(_KEPT, "_") if made is not text else text


def _emphasis(found: re.Match[str]) -> str:
    sign, words = found[1] or found[3], found[2] or found[4]
    if len(sign) > 1:
        return STRONG + words + STRONG_END
    return EM + words + EM_END
