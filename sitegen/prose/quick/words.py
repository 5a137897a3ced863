"""What a reader reads of the quick path's HTML: its words, how many they are, and whether a link's say anything."""

from __future__ import annotations

import re

PLAIN_LENGTH = 300
EMPTY_WORDS = {
    "en": "click|click here|click this|details|here|info|it|link|more|read more|read on|see here|see more|this|"
    "this link|this page|learn more|find out more|continue|continue reading",
    "de": "hier|hier klicken|klick hier|link|mehr|mehr dazu|mehr lesen|weiter|weiterlesen|dies|diese seite",
    "fr": "cliquez ici|ici|lien|lire la suite|plus|en savoir plus|ce lien|suite",
    "es": "aquí|haz clic aquí|leer más|más|enlace|este enlace|esto",
    "pt": "aqui|clique aqui|leia mais|mais|link|este link|isto",
    "it": "qui|clicca qui|leggi|di più|leggi tutto|link|questo",
    "nl": "hier|klik hier|lees meer|meer|link|deze link|dit",
}
_VAGUE = {language: frozenset(f"{EMPTY_WORDS['en']}|{words}|".split("|")) for language, words in EMPTY_WORDS.items()}
_TAG = re.compile(r"<[^>]*>")
_WORD = re.compile(r"\w+(?:['’.-]\w+)*")
_SIGN = re.compile(r"[^\w\s]")


def text_of(html: str) -> str:
    """Return the words of HTML on one line."""
    return " ".join(_read(html).split())


def count_words(html: str) -> int:
    """Return how many words the HTML has."""
    return len(_WORD.findall(_read(html)))


def _read(html: str) -> str:
    """Return the HTML without its tags; between blocks there is always a line's end as well."""
    text = _TAG.sub("", html) if "<" in html else html
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") if "&" in text else text


def plain(words: str) -> str:
    """Return the words, cut at one with an ellipsis when they are many."""
    if len(words) <= PLAIN_LENGTH:
        return words
    kept = words[:PLAIN_LENGTH]
    cut = kept[: kept.rfind(" ")] if " " in kept else kept
    return cut.rstrip(" ,;:.–—-") + "…"


def is_vague(words: str, language: str) -> bool:
    """Tell whether a link's words say nothing of where it leads, or are none."""
    said = " ".join(_SIGN.sub(" ", words).casefold().split())
    return said in _VAGUE.get(language[:2].lower(), _VAGUE["en"])


def has_words(language: str) -> bool:
    """Tell whether the words are known that say nothing in a language."""
    return language[:2].lower() in EMPTY_WORDS
