"""The quickened engine writes what the stock one does, and what is told of a text at little cost is true."""

from __future__ import annotations

import re
from functools import cache

import markdown
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown import Markdown

from sitegen.prose.bounds import excesses, find_excess, is_modest
from sitegen.prose.engine import convert, kind_for
from sitegen.prose.quickened import QuickMarkdown
from sitegen.quotes import Quotes
from sitegen.words import load_words
from tests.conftest import PROJECT

CORPORA = PROJECT.parent / "shared/corpora"
ENGLISH = Quotes()
GERMAN = load_words("de").quotes

_BLOCKS = (
    *(
        "> ",
        "- ",
        "+ ",
        "1. ",
        "٢. ",
        "    ",
        "\t",
        "\n",
        "\n\n",
        "# words\n",
        "words\n===\n",
        "words\n---\n",
        "* * *\n",
    ),
    *("a | b\n--|:-:\n`c` | d\n", "|", "-|-\n", "```\ncode\n```\n", "~~~ python\nx = 1\n~~~\n", "!!! note\n    in\n"),
    *(
        "term\n: meaning\n",
        ": ",
        "[^1]: note\n",
        "[r]: http://x.example 'T'\n",
        "[TOC]\n\n",
        "<div>",
        "</div>\n",
        "<hr>\n",
    ),
)
_MARKS = (
    *(
        "[",
        "]",
        "(u)",
        "](u)",
        "![",
        "[^1]",
        "[r]",
        "[r][]",
        "*",
        "**",
        "_",
        "__",
        "***",
        "`",
        "``",
        "\\",
        "\\*",
        '\\"',
    ),
    *("'", '"', "'90s", "it's", '"said"', "--", "---", "...", "-", ".", "  \n", "&", "&amp;", "&#39;", "<", ">", "<b>"),
    *(
        "</b>",
        "<!-- c -->",
        "<!--",
        "<?",
        "<![CDATA[",
        "<http://a.example>",
        "<a@b.example>",
        "{",
        "}",
        "{: .c}",
        "{#i}",
    ),
    *("{{ x }}", "{% y %}", "words", "é", "—", "\xa0", " ", ":", "!", "7", "\x02", "\u2028"),
)
texts = st.lists(st.sampled_from((*_BLOCKS, *_MARKS)), max_size=40).map("".join)
repeated = st.lists(
    st.tuples(st.sampled_from((*_BLOCKS, *_MARKS)), st.sampled_from((1, 1, 3, 17, 51, 61, 101, 301))), max_size=6
).map(lambda pairs: "".join(piece * times for piece, times in pairs))


@cache
def corpus(name: str) -> tuple[str, ...]:
    files = sorted(path for path in (CORPORA / name).rglob("*") if path.suffix in {".md", ".txt", ".html", ".py"})
    whole = [path.read_bytes().decode("utf-8", "replace").replace("\r\n", "\n") for path in files]
    examples = re.findall(r"^`{10,} example.*?\n(.*?)\n\.\n", "\n".join(whole), re.DOTALL | re.MULTILINE)
    return (*whole, *(text.replace("→", "\t") for text in examples))


@pytest.mark.parametrize("name", ["commonmark", "djangocon-us-2018", "python-markdown"])
def test_a_corpus_becomes_the_same_html_with_and_without_the_quickening(name: str) -> None:
    if not (CORPORA / name).is_dir():
        pytest.skip(f"{name} is not beside the checkout")
    read = [text for text in corpus(name) if find_excess(text) is None]
    assert len(read) > len(corpus(name)) // 2
    for text in read:
        assert convert(text, ENGLISH) == convert(text, ENGLISH, is_stock=True)


@settings(max_examples=400, deadline=None)
@given(texts, st.sampled_from((ENGLISH, GERMAN)))
@example("It's 'one' \"two\" '90s -- three...", GERMAN)
@example("!!! note\n    in\n\n    below\n\n- item\n\n    > quote", ENGLISH)
@example('a [^1] *b [c](d "e") **f** `g` \\* &amp; <i>h</i>  \n![k](l){: .m}\n\n[^1]: n', ENGLISH)
def test_any_text_becomes_the_same_html_with_and_without_the_quickening(text: str, quotes: Quotes) -> None:
    assert convert(text, quotes) == convert(text, quotes, is_stock=True)


def test_the_quickening_is_for_the_releases_that_it_was_proved_with() -> None:
    assert (kind_for(markdown.__version__), kind_for("99.0")) == (QuickMarkdown, Markdown)


@settings(max_examples=300, deadline=None)
@given(repeated)
@example("- " * 51)
@example("[" * 61)
@example("|" * 100 + "\n" + "|-" * 101 + "|\n")
@example("> - 1. " * 16 + "\t" * 8)
@example("x\n---\n" * 400)
@example("*a*\n" * 7000)
def test_a_text_that_is_called_modest_at_first_sight_is_under_every_bound(text: str) -> None:
    assert not is_modest(text) or next(excesses(text), None) is None
