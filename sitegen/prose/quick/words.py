"""What a reader reads of the quick path's HTML: its words, how many they are, and whether a link's say anything."""

from __future__ import annotations

import re

from sitegen.prose import running_text
from sitegen.prose.running_text import EMPTY_WORDS

_VAGUE = {language: frozenset(f"{EMPTY_WORDS['en']}|{words}|".split("|")) for language, words in EMPTY_WORDS.items()}
_TAG = re.compile(r"<[^>]*>")
_SIGN = re.compile(r"[^\w\s]")


def text_of(html: str) -> str:
    """Return the words of HTML on one line."""
    return " ".join(_read(html).split())


def count_words(html: str) -> int:
    """Return how many words the HTML has."""
    return running_text.count_words(_read(html))


def _read(html: str) -> str:
    """Return the HTML without its tags; between blocks there is always a line's end as well."""
    text = _TAG.sub("", html) if "<" in html else html
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") if "&" in text else text


def is_vague(words: str, language: str) -> bool:
    """Tell whether a link's words say nothing of where it leads, or are none."""
    said = " ".join(_SIGN.sub(" ", words).casefold().split())
    return said in _VAGUE.get(language[:2].lower(), _VAGUE["en"])


def has_words(language: str) -> bool:
    """Tell whether the words are known that say nothing in a language."""
    return language[:2].lower() in EMPTY_WORDS
