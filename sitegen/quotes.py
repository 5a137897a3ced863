"""The quotation marks of a language, as a value that both prose and the words of a language can name."""

from __future__ import annotations

from sitegen.values import Value


class Quotes(Value, frozen=True):
    """Opening and closing marks, outer and inner, and the apostrophe."""

    double_left: str = "“"
    double_right: str = "”"
    single_left: str = "‘"
    single_right: str = "’"
    apostrophe: str = "’"
