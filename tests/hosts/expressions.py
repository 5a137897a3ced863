"""The expressions of GitHub's workflows, as far as ours have them: values, `==`, `!=`, `!`, `&&`, `||` and brackets.

https://docs.github.com/en/actions/reference/workflows-and-actions/expressions
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

_TOKEN: Final = re.compile(r"\s*(?:(&&|\|\||==|!=|!|\(|\))|'((?:[^']|'')*)'|([A-Za-z_][\w.-]*(?:\(\))?)|$)")
_HOLE: Final = re.compile(r"\$\{\{(.*?)\}\}", re.DOTALL)
_WORDS: Final = {"true": True, "false": False, "null": None}


def fill(text: str, contexts: Mapping[str, Any]) -> str:
    """Return a text with what stands in `${{ }}` worked out."""
    return _HOLE.sub(lambda hole: _as_text(evaluate(hole[1], contexts)), text)


def is_met(condition: str, contexts: Mapping[str, Any]) -> bool:
    """Tell whether an `if:` is met, brackets or none; `cancelled()` never is so."""
    whole = _HOLE.fullmatch(condition.strip())
    return bool(evaluate(whole[1] if whole else condition, contexts))


def evaluate(expression: str, contexts: Mapping[str, Any]) -> Any:  # noqa: ANN401  # as a context has it
    """Return what an expression is."""
    tokens: list[tuple[str, str]] = []
    place = 0
    while place < len(expression.rstrip()):
        found = _TOKEN.match(expression, place)
        if found is None or found.end() == place:
            raise ValueError(f"not read: {expression[place:]!r} in {expression!r}")
        operator, text, word = found.groups()
        tokens.append(("operator", operator) if operator else ("word", word) if word else ("text", text or ""))
        place = found.end()
    value, rest = _either(tokens, contexts)
    if rest:
        raise ValueError(f"left over: {rest} in {expression!r}")
    return value


def _either(tokens: list[tuple[str, str]], contexts: Mapping[str, Any]) -> tuple[Any, list[tuple[str, str]]]:
    value, tokens = _both(tokens, contexts)
    while tokens[:1] == [("operator", "||")]:
        other, tokens = _both(tokens[1:], contexts)
        value = value or other
    return value, tokens


def _both(tokens: list[tuple[str, str]], contexts: Mapping[str, Any]) -> tuple[Any, list[tuple[str, str]]]:
    value, tokens = _compared(tokens, contexts)
    while tokens[:1] == [("operator", "&&")]:
        other, tokens = _compared(tokens[1:], contexts)
        value = value and other
    return value, tokens


def _compared(tokens: list[tuple[str, str]], contexts: Mapping[str, Any]) -> tuple[Any, list[tuple[str, str]]]:
    value, tokens = _single(tokens, contexts)
    if tokens[:1] in ([("operator", "==")], [("operator", "!=")]):
        other, rest = _single(tokens[1:], contexts)
        is_same = _as_text(value).lower() == _as_text(other).lower()
        return is_same == (tokens[0][1] == "=="), rest
    return value, tokens


def _single(tokens: list[tuple[str, str]], contexts: Mapping[str, Any]) -> tuple[Any, list[tuple[str, str]]]:
    (kind, text), *rest = tokens
    if (kind, text) == ("operator", "!"):
        value, rest = _single(rest, contexts)
        return not value, rest
    if (kind, text) == ("operator", "("):
        value, rest = _either(rest, contexts)
        if rest[:1] != [("operator", ")")]:
            raise ValueError("a bracket is not closed")
        return value, rest[1:]
    if kind == "operator":
        raise ValueError(f"{text} stands where a value should")
    return (text.replace("''", "'") if kind == "text" else _value(text, contexts)), rest


def _value(word: str, contexts: Mapping[str, Any]) -> Any:  # noqa: ANN401  # as a context has it
    if word in _WORDS:
        return _WORDS[word]
    if word == "cancelled()":
        return False
    top, *below = word.split(".")
    found: Any = contexts[top]
    for name in below:
        # What a context does not have is empty, as on GitHub.
        found = found.get(name) if hasattr(found, "get") else None
    return found


def _as_text(value: Any) -> str:  # noqa: ANN401  # as a context has it
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)
