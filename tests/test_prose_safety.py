"""What an author can write never runs in a reader's browser, never takes long, and never ends in a traceback."""

from __future__ import annotations

import json
import re
import time
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.body import Body, Card, Html, LinkEnd, LinkStart, Part, Picture, Resource
from sitegen.problems import Place, Severity
from sitegen.prose import render
from sitegen.prose.sanitise import is_safe
from sitegen.quotes import Quotes

CORPORA = Path(__file__).parents[2] / "shared" / "corpora"


class _Reader(HTMLParser):
    """Notes every tag and attribute, as a browser would see them."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.addresses += [value or "" for name, value in attrs if name in {"href", "src", "cite", "poster"}]


def finished(parts: tuple[Part, ...]) -> str:
    """Return the parts as HTML, much as a page would finish them."""
    pieces: list[str] = []
    for part in parts:
        match part:
            case Html(text):
                pieces.append(text)
            case LinkStart(target, attributes):
                pieces.append(f'<a href="{_quoted(target)}"{attributes}>')
            case LinkEnd():
                pieces.append("</a>")
            case Picture(target, attributes):
                pieces.append(f'<img src="{_quoted(target)}"{attributes}>')
            case Resource(attribute, target):
                pieces.append(f' {attribute}="{_quoted(target)}"')
            case Card(_, words):
                pieces.append(f"<p>{words}</p>")
            case _:
                pieces.append(part.text)
    return "".join(pieces)


def _quoted(value: str) -> str:
    return value.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")


def check(body: Body) -> None:
    for parts in (body.parts, body.summary, body.heard):
        reader = _Reader()
        reader.feed(finished(parts))
        assert not reader.tags & {"script", "style", "iframe", "form", "svg", "math", "object", "embed", "base"}
        assert [name for name in reader.attributes if name.startswith("on") or name == "style"] == []
        assert [address for address in reader.addresses if not is_safe(address)] == []
        depth = 0
        for part in parts:
            depth += isinstance(part, LinkStart) - isinstance(part, LinkEnd)
            assert depth in {0, 1}
        assert depth == 0


@pytest.mark.parametrize(
    ("text", "kept", "line", "word"),
    [
        ("a\n\n<script>x()</script>b", "b", 3, "<script>"),
        ("a <b onclick='x()'>b</b>", "<b>b</b>", 1, "onclick"),
        ("a\n\n*b*{: onclick=x }", "<em>b</em>", 3, "onclick"),
        ("[b](JaVaScript:x)", "<a>b</a>", 1, "javascript:"),
        ("[b](java&#10;script:x)", "<a>b</a>", 1, "javascript:"),
        ("[b](&#106;avascript:x)", "<a>b</a>", 1, "javascript:"),
        ('<a href="\tjava\tscript:x">b</a>', "<a>b</a>", 1, "javascript:"),
        ("[b](data:text/html,x)", "<a>b</a>", 1, "data:"),
        ("[b](vbscript:x)", "<a>b</a>", 1, "vbscript:"),
        ('<p style="color:red">b</p>', "<p>b</p>", 1, "style"),
        ('a\n\n<iframe src="https://x.org"></iframe>b', "b", 3, "<iframe>"),
        ("<svg><script>x</script></svg>b", "b", 1, "<svg>"),
        ("<form><input></form>b", "b", 1, "<form>"),
    ],
)
def test_what_could_run_is_removed_with_its_line(text: str, kept: str, line: int, word: str) -> None:
    body = render(text)
    check(body)
    assert kept in finished(body.parts)
    first = body.remarks[0]
    assert (first.code, first.place.line, first.severity) == ("removed-html", line, Severity.WARNING)
    assert word in first.message


@pytest.mark.parametrize(
    "address",
    ["https://x.org;evil/a.png", "https://*/a.png", "//a:99999/b", "https://[x/", "https:///a", "http://'x'/"],
)
@pytest.mark.parametrize("frame", ["![b](<{}>)", "[b](<{}>)", '<img alt="b" srcset="{} 2x" src="a.png">'])
def test_an_address_with_an_impossible_host_is_an_error_and_goes(frame: str, address: str) -> None:
    body = render("a\n\n" + frame.replace("{}", address))
    assert [(r.code, r.place.line, r.severity) for r in body.remarks] == [("bad-url", 3, Severity.ERROR)]
    assert (address in finished(body.parts), body.origins) == (False, ())


@pytest.mark.parametrize(
    "host", ["x.org", "bücher.example", "हिन्दी.भारत", "a_b.org:8080", "user@x.org", "[::1]:80", "X.ORG"]
)
def test_other_hosts_stay(host: str) -> None:
    assert render(f"[b](https://{host}/)").remarks == ()


def test_links_that_are_safe_stay_beside_what_is_removed() -> None:
    assert finished(render("[a](javascript:x) [b](https://b.org) [c](c.md)").parts) == (
        '<p><a>a</a> <a href="https://b.org">b</a> <a href="c.md">c</a></p>'
    )


@pytest.mark.parametrize(
    "opening", ["<!-- x", "<![CDATA[ x", "<![ x", "<? x", "<!x", "<title>", "<textarea>", "<script>", "<xmp>"]
)
def test_what_is_never_closed_swallows_nothing(opening: str) -> None:
    for text in (f"{opening}\n\nafter", f"before {opening}\n\nafter"):
        assert "after" in finished(render(text).parts)


def test_a_tag_without_its_end_swallows_nothing() -> None:
    assert "after" in finished(render('<div>\n<b title="x\n</div>\n\nafter').parts)


def test_comments_reach_no_page() -> None:
    assert finished(render("a <!-- b --> c\n\n<!-- d -->\n\ne").parts).split() == ["<p>a", "c</p>", "<p>e</p>"]


def test_placeholders_of_markdown_cannot_be_forged() -> None:
    body = render("<b>x</b> \x02wzxhzdk:0\x03 &#2;wzxhzdk:0&#3;")
    assert finished(body.parts) == "<p><b>x</b> wzxhzdk:0 wzxhzdk:0</p>"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("x" * (1 << 20) + "x", "too-big"),
        ("- " * 5000 + "x", "too-deep"),
        ("> " * 60 + "x", "too-deep"),
        ("\n".join("    " * n + "- x" for n in range(250)), "too-deep"),
        ("[" * 20_000, "too-deep"),
        ("[@a;" * 300, "too-deep"),
        ("<div>" * 300, "too-deep"),
        ("|a" * 101 + "|\n" + "|-" * 101 + "|\n", "too-big"),
        ("|a" * 60 + "|\n" + "|-" * 60 + "|\n" + ("|1" * 60 + "|\n") * 100, "too-big"),
        ("<![ a " * 500, "too-big"),
        ("*a* " * 20_000, "too-big"),
        ("a  \n" * 20_000, "too-big"),
    ],
)
def test_a_text_over_a_bound_is_an_error_and_nothing_else(text: str, code: str) -> None:
    body = render(text)
    assert body == Body(remarks=body.remarks)
    assert [(remark.code, remark.severity) for remark in body.remarks] == [(code, Severity.ERROR)]


def test_a_bound_is_told_with_its_place() -> None:
    assert render("a\n\nb\n" + "> " * 60 + "c").remarks[0].place == Place(4)


@pytest.mark.parametrize(
    "text",
    [
        "word and more words here.\n\n" * 3_800,
        "- [a](b.md) and *words* of a list\n" * 2_000,
        "| a | *b* |\n|---|---|\n" + "| 1 | [2](b.md) |\n" * 2_000,
        "```" + " " * 8_000 + "\nx",
        " ".join("`" * n for n in range(1, 100)),
        'it\'s "so" ... -- ' * 1_000,
        "> " * 40 + "a",
        "<b>" * 150,
        " " * 200_000 + "x",
        "# a" + " " * 200_000 + "#",
        "# a" + " " * 200_000 + "{",
        "[@a" + " " * 200_000 + "x",
        "a  \n" * 4_500,
        ("<" + " " * 9 + "----" + " " * 230 + "x\n\n") * 1_000,
    ],
)
def test_a_text_within_the_bounds_is_rendered_in_little_time(text: str) -> None:
    started = time.process_time()
    body = render(text)
    assert [remark for remark in body.remarks if remark.severity is Severity.ERROR] == []
    assert time.process_time() - started < 4


def test_no_state_leaks_from_one_text_into_the_next() -> None:
    render("[a]: x.md\n\n[^1]: note\n\n# A\n\n[a] [^1]")
    assert render("[a] [^1]\n\n# A").parts == (Html('<p>[a] [^1]</p>\n<h2 id="a">A</h2>'),)


_MARKS = """
* ** _ ` ``` ~~~ # [ ] ( ) ! > - | : {{ }} {% %} {: } <b <script> </script> <!-- --> <a href=' onclick=x
javascript: x.md @a [@a] &lt; &#106; " ' = <p> </p> <svg> <img src= [^1] [^1]: <!--more--> <table><td> <div id=main
"""
_PIECES = st.sampled_from(_MARKS.split())
_TEXTS = st.lists(
    st.one_of(_PIECES, st.sampled_from([" ", "\n", "\n\n", "    "]), st.text(max_size=4)), max_size=40
).map("".join)


@settings(max_examples=250, deadline=None, derandomize=True)
@given(_TEXTS, _TEXTS)
def test_any_text_is_rendered_safely_and_always_alike(text: str, other: str) -> None:
    first = render(text)
    check(first)
    render(other, "fr", Quotes("«\xa0", "\xa0»", "‹", "›"))
    render(other)
    assert render(text) == first


def _needs(folder: str) -> Path:
    path = CORPORA / folder
    if not path.exists():
        pytest.skip(f"the corpus {folder} is not here")
    return path


def test_every_example_of_commonmark_is_rendered_safely() -> None:
    text = _needs("commonmark").joinpath("spec.txt").read_text("utf-8")
    examples = re.findall(r"^`{32} example[^\n]*\n(.*?)^\.\n", text, re.DOTALL | re.MULTILINE)
    assert len(examples) > 600
    for example in examples:
        check(render(example.replace("→", "\t")))


def test_every_naughty_string_is_rendered_safely() -> None:
    for string in json.loads(_needs("naughty-strings").joinpath("blns.json").read_text("utf-8")):
        check(render(string))
        check(render(f"# {string}\n\nand {string}"))


@pytest.mark.parametrize(("folder", "ending"), [("python-markdown", "txt"), ("djangocon-us-2018", "md")])
def test_every_text_of_a_corpus_is_rendered_safely(folder: str, ending: str) -> None:
    paths = sorted(_needs(folder).rglob(f"*.{ending}"))
    assert paths
    for path in paths:
        check(render(path.read_text("utf-8", errors="replace")))
