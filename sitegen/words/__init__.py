"""The words and dates of a language: what a page says that no author wrote. One file in `tables/` a language."""

from sitegen.words.language import Words, load_words
from sitegen.words.tables import known_languages, word_keys

__all__ = ["Words", "known_languages", "load_words", "word_keys"]
