"""The quick path of prose returns the very body that the whole way makes, or leaves the text to it."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

import markdown
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sitegen.body import Body
from sitegen.prose import render
from sitegen.prose.quick import quick_body
from sitegen.prose.quick.releases import PROVED, is_proved
from sitegen.prose.quick.words import is_vague
from sitegen.prose.renderer import make_body
from sitegen.prose.running_text import EMPTY_WORDS
from sitegen.quotes import Quotes
from tests.conftest import PROJECT, lacking

if TYPE_CHECKING:
    from pathlib import Path

CORPORA = PROJECT.parent / "shared" / "corpora"
ENGLISH = Quotes()
LANGUAGES = (
    ("en", ENGLISH),
    ("de-AT", Quotes("„", "“", "‚", "‘", "’")),
    ("fr", Quotes("«\u202f", "\u202f»", "‹\u202f", "\u202f›", "’")),
    ("sv", Quotes("”", "”", "’", "’", "’")),
    ("xx", Quotes("<<", ">>", "'", '"', "&")),
    ("cy", Quotes("", " ", "x", "", "'")),
    ("it-CH", Quotes("x", "(", "[", "*", '"')),
)

EXAMPLE = re.compile(r"^`{32} example\n(.*?)^\.\n", re.MULTILINE | re.DOTALL)

EVERYDAY = """The first paragraph says "hello" -- and it's *short*, **bold**, `code` and [a link](https://example.org/?a=1&b=2).

<!--more-->

## What is *in* it

A hard-wrapped paragraph that goes on
over two lines, with [a document](../other/index.md#part)[^1] and ![a picture of it](picture.png)...

- one
- two, with `code`
- three

1. first

2. second

> Somebody said so,
> and somebody else did not.

### What is *in* it

```python
def answer() -> int:
    return 42
```

```
plain & simple <text>
```

| Name | How many |
|:-----|---------:|
| one  |        1 |
| two  |   `two`  |

---

[What somebody said](sparks/one.md)

[^1]: A note, "quoted".
"""


def check(text: str, language: str = "en", quotes: Quotes = ENGLISH) -> bool:
    """Tell whether the text is quick; what the quick path makes of it is what the whole way makes."""
    quick = quick_body(text, language, quotes)
    if quick is None:
        return False
    whole = make_body(text, language, quotes)
    for name in Body.__struct_fields__:
        assert getattr(quick, name) == getattr(whole, name), f"{name} of {text!r} in {language}"
    return True


@cache
def body_of(path: Path) -> str:
    """Return a file's text without its front matter."""
    text = path.read_text(encoding="utf-8", errors="replace").replace("\r\n", "\n")
    return text.split("---\n", 2)[2] if text.startswith("---\n") and text.count("---\n") > 1 else text


def texts_under(folder: Path, *patterns: str) -> tuple[str, ...]:
    """Return the texts of a folder's files."""
    return tuple(body_of(path) for pattern in patterns for path in sorted(folder.rglob(pattern)))


def corpus(name: str) -> tuple[str, ...]:
    """Return the texts of a corpus."""
    if not (CORPORA / name).is_dir():
        lacking(f"the corpus {name} is not on this machine")
    texts = texts_under(CORPORA / name, "*.md", "*.txt", "*.markdown")
    examples = (
        found[1]
        for text in texts
        for found in re.finditer(r"^`{32} example\n(.*?)^\.\n", text, re.MULTILINE | re.DOTALL)
    )
    return (*texts, *(text.replace("→", "\t") for text in examples))


def pieces_of(text: str) -> tuple[str, ...]:
    """Return the text, each of its blocks, and each two that stand together."""
    blocks = [block for block in text.split("\n\n") if block.strip()]
    return (text, *blocks, *(f"{before}\n\n{after}" for before, after in pairwise(blocks)))


def shares(texts: tuple[str, ...]) -> tuple[int, int]:
    """Return how many of the texts are quick, and how many are not, having checked each and its blocks."""
    quick = 0
    seen: set[str] = set()
    for text in texts:
        quick += check(text)
        for piece in pieces_of(text):
            if piece not in seen:
                seen.add(piece)
                check(piece)
    return quick, len(texts) - quick


@pytest.mark.parametrize("name", ["commonmark", "python-markdown", "djangocon-us-2018"])
def test_texts_of_others_become_the_same_bodies(name: str) -> None:
    quick, _ = shares(corpus(name))
    assert quick > 5


def test_texts_of_our_own_become_the_same_bodies_and_most_are_quick() -> None:
    texts = texts_under(PROJECT / "content", "*.md") + texts_under(PROJECT / "tests" / "sites", "*.md")
    quick, slow = shares(texts)
    assert quick > 2 * slow


@pytest.mark.parametrize(("language", "quotes"), LANGUAGES[:4])
def test_an_everyday_text_is_quick_in_every_language(language: str, quotes: Quotes) -> None:
    without_notes = EVERYDAY.partition("[^1]:")[0].replace("[^1]", "")
    assert check(without_notes, language, quotes)
    assert check(without_notes.replace("<!--more-->\n\n", ""), language, quotes)


def test_an_everyday_text_with_notes_is_quick() -> None:
    assert check(EVERYDAY)


@pytest.mark.parametrize(
    "text",
    [
        "One paragraph.",
        "Two lines\nof one paragraph.",
        "\"Quoted,\" she said; 'inner' too -- it's the '80s... and so---on.",
        "*a* _b_ **c** __d__ snake_case",
        "`a` and `` b`c ``",
        "[words of it](https://example.org) and [others](a/b.md) and [others](a/b.md)",
        "<https://example.org/a_b>",
        "![one](a.png) and ![two](b.png)",
        "# Title\n\n## Title\n\n## main",
        "## Head\nand text",
        "- a\n- b\n\n- c",
        "* a\n  b\n* c",
        "- a\n    - b\n    - c\n- d",
        "1. a\n2. b",
        "> a\n>\n> b\n\n> c",
        "a  \nb",
        "a | b\n--|:-:\n1 |",
        "***",
        "[A card](card.md)",
        "[A card](card.md)\n\nand a text",
        "One[^1].\n\n[^1]: Two.",
        "<!--more-->",
        "Summary\n\n<!--more-->",
        "```\nx\n```",
        "~~~python\nx = 1\n~~~",
        "AT & T's a -> b",
    ],
)
def test_each_thing_of_the_subset_is_quick(text: str) -> None:
    assert check(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n",
        "a\tb",
        "a\u00a0b",
        "a <b>c</b>",
        "a &amp; b",
        r"a \* b",
        "a { b",
        "a * b",
        "[here](https://example.org)",
        "![](a.png)",
        "![a](https://example.org/a.png)",
        "## What we heard\n\nThings.",
        "as [@key] says",
        "- a\n    - b\n\n- c",
        "- a\n    - b\n        - c",
        "```nolanguage\nx\n```",
        "```\nopen",
        "[a]: https://example.org",
        "Term\n: what it is",
        "[^1]: unused",
        "a[^1] b[^1]\n\n[^1]: twice",
        "<!-- more -->",
        "a" * 70_000,
        "a b\n\n" * 1_000,
        "`" + "[" * 61 + "`",
        "a\n" + "- " * 51 + "b",
        "a\n" + "1. " * 51 + "b",
        "# a\n" * 400,
    ],
)
def test_what_is_doubtful_is_left_to_the_whole_way(text: str) -> None:
    assert quick_body(text, "en", ENGLISH) is None
    assert render(text) == make_body(text, "en", ENGLISH)


def test_render_takes_the_quick_path_on_a_proved_release_only() -> None:
    assert is_proved() == (markdown.__version__ in PROVED)
    assert render(EVERYDAY) == make_body(EVERYDAY, "en", ENGLISH)


def test_links_that_say_nothing_are_known_to_the_quick_way() -> None:
    said = [(language, words) for language, known in EMPTY_WORDS.items() for words in known.split("|")]
    assert [one for one in said if not is_vague(one[1], one[0])] == []


WORDS = [
    "word",
    "a",
    "The",
    "cat",
    "s",
    "80s",
    "1984",
    "x1",
    "über",
    "snake_case",
    "don",
    "here",
    "more",
    "main",
    "日本",
]
SIGNS = [
    *(" ", " ", " ", " ", "\n", ". ", ", ", ".", ",", ":", "; ", "!", "? ", "(", ")", " - ", "-", "--", "---", "----"),
    *("–", "—", "...", "….", "....", "/", "'", '"', '"', "'", "'s", "'80s", "\"'", "'\"", "``", "''", '""', "“", "’"),
    *("«", "$", "#", "+", "=", "~", "|", "&", "& ", "&amp;", "&copy", "@", " @x ", "a@b.c", "[@k]", "<", ">", "<b>"),
    *("->", "{", "}", "{{ x }}", "{: .a}", "\\", "\\*", "  ", "  \n", " \n", "\t", "\u00a0", "\u200b", "\ufffd"),
]
MARKS = [
    *("*em*", "**st**", "_em_", "__st__", "*", "**", "***", "_", "__", "`", "``", "`code`", "`` a`b ``", "`a*b`"),
    *('`"q"`', "`a|b`", "[text](https://e.org/x)", "[text](y.md)", "[two words](a/b.md#c)", "[here](z.md)"),
    *("[*em*](y.md)", "[a `c` b](#main)", "[t](#sec)", "![alt](p.png)", '![a "b" *c*](q.png)', "![](r.png)"),
    *(
        "![x](https://e.org/i.png)",
        "[ref]",
        "[ref][1]",
        "[",
        "](",
        "]",
        "[^1]",
        "[^n]",
        "[^zz]",
    ),
    *("<https://e.org/a_b>", "[w]( y.md)"),
    *(
        "<a@b.org>",
        "https://e.org/a_b_c",
        "[m](mailto:a@b.org)",
        "[q](/p?a=1&b=2)",
        "[u](//e.org)",
        "[j](javascript:x)",
    ),
    *('[t](u "ti")', "*a* *b*", "**a** _b_", "*a **b** c*", "a*b*c", "_a_b_", "*[l](y.md)*", "[y](y.md)[z](y.md)"),
    *('"*em*"', '*"q"*', "*x*'s", "`c`'s", '"[l](y.md)"', "<!--more-->", "<!-- more -->", "(*x*)", "*x*y", "_x_y"),
]
STARTS = [
    *("    - ", "      1. ", "  - "),
    *("", "", "", "", "", "", "# ", "## ", "### ", "#", "- ", "- ", "* ", "+ ", "1. ", "2. ", "10) ", "> ", "> ", ">"),
    *("> > ", "> - ", " ", "  ", "   ", "    ", "- - ", "- [ ] ", "- # ", ": ", "| ", "[^1]: ", "[^n]: ", "[r]: "),
    *("!!! note", "===", "---", "* * *", "```", "```python", "~~~", "=", "--", "<div>", "\t", "<!--more-->"),
]
BLOCKS = [
    *(
        "- a\n    - b\n    - c\n- d",
        "1. a\n    * b\n      more\n2. c",
        "- a\n     - [b](y.md)\n  - c",
        "- a\n    1. b\nc",
    ),
    *("Plain words here.\nA second line.", "## Heading", "## Heading", "# Title", "### main", "## C`o`de & *em*"),
    *(
        "<!--more-->",
        "- a\n- b",
        "- a\n  b\n- c",
        "- a\n\n- b",
        "1. a\n2. b",
        "1. a\n\n2. b",
        "- a\n1. b",
        "> quote\n> two",
    ),
    *("> quote\nlazy", "> a\n>\n> b", "> - x", '```\ncode "x" <b> & y\n\n  z\n```', '```python\nx = "1"\n```'),
    *("```nolang\nx\n```", "~~~text\na\n~~~", "```\nopen", "| a | b |\n|---|---|\n| 1 | 2 |", "a | b\n--|:-:\n1 | `x`"),
    *("| a | b |\n|---|---|\n| 1 |", "| a |\n|---|\n| 1 |", "|a|b|\n|:-|-:|\n|*x*|[l](y.md)|", "[^1]: note one."),
    *(
        '[^n]: note "two"\n[^1]: x',
        "[^1]: note\n    more",
        "---",
        "***",
        "* * *",
        "[card](c.md)",
        '[card "x" *y*](d/e.md)',
    ),
    *("[card](c.md) ", "![pic](p.png)", "Ref[^1] and[^n].", "Set\n===", "Set\n---", "para\n- a\n- b", "para\n# h"),
    *("    code", "[r]: http://x", "&nbsp;", '"Quoted" start', "'single' start", "\"'Both'\"", "Trailing  \nbreak"),
    *(
        "**Bold:** x",
        "Term\n: def",
        "[TOC]",
        "more -->",
        "!--more--",
        "1986. A year",
        "- \n",
        "   - three",
        "'",
        '"',
        "--",
    ),
]
SOFT = ["", "", "", "", '"', "'", "(", "“", "—", ",", ".", ")", "'s", "...", "--"]


def joined(pieces: list[str], *, most: int, by: str = "") -> st.SearchStrategy[str]:
    """Return a strategy for a few of the pieces, one after another."""
    return st.lists(st.sampled_from(pieces), max_size=most).map(by.join)


wild = st.tuples(st.sampled_from(STARTS), joined([*WORDS, *WORDS, *SIGNS, *MARKS], most=7)).map("".join)
around = st.sampled_from(SOFT)
between = st.sampled_from([" ", " ", "\n", ""])
soft = st.tuples(around, st.sampled_from([*WORDS, *MARKS]), around, between).map("".join)
begins = st.sampled_from(["", "", "## ", "- ", "1. ", "> "])
tame = st.tuples(begins, st.lists(soft, max_size=5).map("".join)).map("".join)
block = st.sampled_from(BLOCKS) | tame | st.lists(wild, min_size=1, max_size=3).map("\n".join)
ends = st.sampled_from(["\n\n", "\n\n", "\n\n", "\n", "\n\n\n", "\n \n"])
document = st.lists(st.tuples(block, ends).map("".join), min_size=1, max_size=5).map("".join)


@settings(max_examples=500, deadline=None)
@example(text="~~~\na\n~~~", language=LANGUAGES[0])
@example(text=">", language=LANGUAGES[0])
@example(text=">1\n>", language=LANGUAGES[2])
@example(text=".''", language=LANGUAGES[1])
@example(text="y''", language=LANGUAGES[0])
@example(text="``b``!--mor", language=LANGUAGES[1])
@example(text="![<-mor>](g)", language=LANGUAGES[0])
@example(text="i  \n **e**", language=LANGUAGES[0])
@example(text='"[l](y.md)', language=LANGUAGES[5])
@example(text='[^n]: "\n[^1]: )\n\ne[^1]*x*[^n]', language=LANGUAGES[4])
@given(text=document, language=st.sampled_from(LANGUAGES))
def test_any_text_becomes_the_same_body_or_is_left_to_the_whole_way(text: str, language: tuple[str, Quotes]) -> None:
    check(text, *language)


@settings(max_examples=150, deadline=None)
@given(
    start=st.integers(min_value=0, max_value=len(EVERYDAY)),
    gone=st.integers(min_value=0, max_value=3),
    put=st.sampled_from(["", *SIGNS, *MARKS, *STARTS]),
)
def test_an_everyday_text_with_a_slip_becomes_the_same_body_or_is_left_to_the_whole_way(
    start: int, gone: int, put: str
) -> None:
    check(EVERYDAY[:start] + put + EVERYDAY[start + gone :])
