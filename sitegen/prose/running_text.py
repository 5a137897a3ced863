"""What holds of running text however it was read: what is a word, how long an excerpt is, which words say nothing.

Nothing here needs Markdown or the sanitiser, so both ways of a text share it.
"""

from __future__ import annotations

import re

PLAIN_LENGTH = 300
"""The most characters of a summary in plain text."""
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
"""What links say that do not say where they lead, by language."""

_WORD = re.compile(r"\w+(?:['’.-]\w+)*")


def count_words(text: str) -> int:
    """Return how many words a plain text has."""
    return len(_WORD.findall(text))


def shortened(words: str) -> str:
    """Return the words, cut at one with an ellipsis when they are many."""
    if len(words) <= PLAIN_LENGTH:
        return words
    kept = words[:PLAIN_LENGTH]
    cut = kept[: kept.rfind(" ")] if " " in kept else kept
    return cut.rstrip(" ,;:.–—-") + "…"
