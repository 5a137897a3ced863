"""Front matter: every scalar as typed, and every line that YAML would misread told with the line to paste."""

from __future__ import annotations

import pytest

from sitegen.front_matter import MAX_BYTES, FrontMatter, Mapping, Node, Scalar, Sequence, quoted, split
from sitegen.front_matter.events import MAX_DEPTH
from sitegen.problems import Place, Remark, Severity


def fields(text: str) -> dict[str, Node]:
    """Return the fields of a front matter by name."""
    node = split(f"---\n{text}\n---\n").node
    assert node is not None
    return {key.text: value for key, value in node.entries}


def value_of(line: str) -> str:
    """Return the value of a front matter's one field as text."""
    (value,) = fields(line).values()
    assert isinstance(value, Scalar)
    return value.text


def remarks_on(text: str) -> list[tuple[int, int, str]]:
    """Return where and what was noticed in a front matter; the first of its lines is the file's second."""
    return [(r.place.line, r.place.column, r.code) for r in split(f"---\n{text}\n---\n").remarks]


def hints_on(text: str) -> list[str]:
    """Return the hints on a front matter."""
    return [remark.hint for remark in split(f"---\n{text}\n---\n").remarks]


def test_a_file_is_divided_into_fields_and_body() -> None:
    assert split("---\ntitle: A\n---\nBody\n\n---\nmore") == FrontMatter(
        Mapping(((Scalar("title", Place(2, 1)), Scalar("A", Place(2, 8))),), Place(2, 1)),
        "Body\n\n---\nmore",
        4,
    )


@pytest.mark.parametrize("end", ["---", "...", "---  "])
def test_hyphens_or_dots_end_the_front_matter(end: str) -> None:
    front = split(f"---\ntitle: A\n{end}\nBody")
    assert (front.body, front.body_line, front.remarks) == ("Body", 4, ())


@pytest.mark.parametrize("text", ["Just words", "", "# A heading\n\nWords\n", "----\nWords\n"])
def test_a_file_without_front_matter_is_all_body(text: str) -> None:
    assert split(text) == FrontMatter(None, text, 1, is_missing=True)


def test_a_rule_below_words_is_no_front_matter() -> None:
    text = "Some words: and more\n\n---\n\nAfter the rule"
    assert split(text).is_missing


def test_an_unterminated_front_matter_is_told_at_its_opening_line() -> None:
    front = split("---\ntitle: A\n\nBody")
    assert front.node is None
    assert front.remarks == (
        Remark(
            Place(1, 1),
            "front-matter-open",
            "the front matter that begins here never ends",
            "put a line of three hyphens, ---, under the last field",
        ),
    )


def test_a_closing_line_alone_is_told_with_what_to_do() -> None:
    front = split("title: A\ntags:\n  - x\n- y\n---\nBody")
    assert (front.node, front.body, front.body_line, front.is_missing) == (None, "Body", 6, False)
    assert [(r.code, r.hint) for r in front.remarks] == [
        ("front-matter-unopened", "put a line of three hyphens, ---, above the first field too")
    ]


def test_an_empty_front_matter_has_no_fields() -> None:
    for text in ("---\n---\nBody", "---\n\n---\nBody", "---\n# a comment\n---\nBody"):
        node = split(text).node
        assert node is not None
        assert node.entries == ()


@pytest.mark.parametrize(
    "typed",
    ["2007", "3.10", "no", "0123", "0x1F", "1e3", "true", "null", "~", "12:30", "2026-01-05", "1_000", "Yes", ".inf"],
)
def test_a_scalar_keeps_its_spelling(typed: str) -> None:
    assert value_of(f"title: {typed}") == typed


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ('"a: b"', "a: b"),
        ("'it''s'", "it's"),
        ('"say \\"hi\\""', 'say "hi"'),
        ("# nothing", ""),
        ("word # a comment", "word"),
        ("C#", "C#"),
        ("a#b", "a#b"),
        ('"#X"', "#X"),
        ('""', ""),
        ("", ""),
        ("a:b", "a:b"),
        ("https://a.org/#x", "https://a.org/#x"),
    ],
)
def test_what_yaml_reads_well_is_read_without_a_word(typed: str, text: str) -> None:
    assert value_of(f"title: {typed}") == text
    assert remarks_on(f"title: {typed}") == []


def test_a_quoted_value_is_known_as_quoted() -> None:
    assert fields('a: ""\nb:\nc: |\n  x\n  y\n') == {
        "a": Scalar("", Place(2, 4), is_quoted=True),
        "b": Scalar("", Place(3, 3)),
        "c": Scalar("x\ny\n", Place(4, 4), is_quoted=True),
    }


def test_lists_and_fields_within_fields_are_nodes_with_their_places() -> None:
    assert fields("a: [x, y]\nb:\n  - z\nc:\n  d: 1") == {
        "a": Sequence((Scalar("x", Place(2, 5)), Scalar("y", Place(2, 8))), Place(2, 4), is_flow=True),
        "b": Sequence((Scalar("z", Place(4, 5)),), Place(4, 3)),
        "c": Mapping(((Scalar("d", Place(6, 3)), Scalar("1", Place(6, 6))),), Place(6, 3)),
    }


@pytest.mark.parametrize(
    ("line", "column", "hint"),
    [
        ("title: Foo: bar", 8, 'put it in quotes: title: "Foo: bar"'),
        ("title: Who: what: why", 8, 'put it in quotes: title: "Who: what: why"'),
        ("title: @name", 8, 'put it in quotes: title: "@name"'),
        ("title: `x`", 8, 'put it in quotes: title: "`x`"'),
        ("title: %x", 8, 'put it in quotes: title: "%x"'),
        ('title: {{ year }} "x"', 8, 'put it in quotes: title: "{{ year }} \\"x\\""'),
        ("title: {{year}}", 8, 'put it in quotes: title: "{{year}}"'),
        ("hashtag: #X", 10, 'put it in quotes: hashtag: "#X"'),
        ("title: Who? #sparks matter", 13, 'put it in quotes: title: "Who? #sparks matter"'),
        ("title: *bold* words", 8, 'put it in quotes: title: "*bold* words"'),
        ("title: &x y", 8, 'put it in quotes: title: "&x y"'),
        ("title: !x y", 8, 'put it in quotes: title: "!x y"'),
        ("title: [draft] Networks", 8, 'put it in quotes: title: "[draft] Networks"'),
        ("title: [[", 8, "close it, or put the whole value in quotes"),
        ("title: - x", 8, 'put it in quotes: title: "- x"'),
        ("title: ? x", 8, 'put it in quotes: title: "? x"'),
        ("title: | x", 8, 'put it in quotes: title: "| x"'),
        ("title: > x", 8, 'put it in quotes: title: "> x"'),
        ("- x: y: z", 6, 'put it in quotes: - x: "y: z"'),
    ],
)
def test_a_value_that_yaml_would_misread_or_lose_earns_the_line_to_paste(line: str, column: int, hint: str) -> None:
    remark = split(f"---\n{line}\n---\n").remarks[0]
    assert (remark.place, remark.hint, remark.severity) == (Place(2, column), hint, Severity.ERROR)


@pytest.mark.parametrize(
    ("line", "key", "value"),
    [
        ("title: Foo: bar", "title", "Foo: bar"),
        ("hashtag: #X", "hashtag", "#X"),
        ("title: {{ year }}", "title", "{{ year }}"),
        ("title: @name # really", "title", "@name"),
    ],
)
def test_a_misread_line_is_mended_in_memory_so_that_the_rest_is_still_checked(line: str, key: str, value: str) -> None:
    found = fields(f"before: x\n{line}\nafter: y")
    assert list(found) == ["before", key, "after"]
    mended = found[key]
    assert isinstance(mended, Scalar)
    assert mended.text == value
    assert len(remarks_on(f"before: x\n{line}\nafter: y")) == 1


def test_every_misread_line_is_told_in_one_run() -> None:
    assert remarks_on("title: a: b\nroom: @c\nhashtag: #D\ntitle: e") == [
        (2, 8, "unquoted"),
        (3, 7, "unquoted"),
        (4, 10, "unquoted"),
        (5, 1, "duplicate-key"),
    ]


def test_an_item_that_begins_with_a_hash_is_told_with_the_list_to_paste() -> None:
    text = "tags: [#a, b, #c d]"
    assert remarks_on(text) == [(2, 7, "unquoted")]
    assert hints_on(text) == ['put it in quotes: tags: ["#a", b, "#c d"]']
    node = fields(text)["tags"]
    assert isinstance(node, Sequence)
    assert [item.text for item in node.items if isinstance(item, Scalar)] == ["#a", "b", "#c d"]


def test_an_item_of_a_list_on_lines_that_would_be_lost_is_told() -> None:
    text = "tags:\n  - #a\n  - @b"
    assert sorted(remarks_on(text)) == [(3, 5, "unquoted"), (4, 5, "unquoted")]
    node = fields(text)["tags"]
    assert isinstance(node, Sequence)
    assert [item.text for item in node.items if isinstance(item, Scalar)] == ["#a", "@b"]


@pytest.mark.parametrize(
    ("text", "sign", "hint"),
    [
        ("a: &x y\nb: *x", "&", 'put it in quotes: a: "&x y"'),
        ("a: !!python/object x", "!", 'put it in quotes: a: "!!python/object x"'),
        ("a: !x [1]", "!", 'put it in quotes: a: "!x [1]"'),
        ("&x a: b", "&", "put the value in quotes"),
    ],
)
def test_yamls_marks_are_errors(text: str, sign: str, hint: str) -> None:
    remark = split(f"---\n{text}\n---\n").remarks[0]
    assert remark.code == "yaml-mark"
    assert remark.message == f"a value that begins with {sign} means something else to YAML and is not allowed here"
    assert remark.hint == hint


def test_an_alias_is_told_and_leads_nowhere() -> None:
    assert remarks_on("a: &x [y]\nb: *x\nc: [*x, *x]") == [
        (2, 4, "yaml-mark"),
        (3, 4, "yaml-mark"),
        (4, 5, "yaml-mark"),
        (4, 9, "yaml-mark"),
    ]
    assert fields("a: &x [y]\nb: *x")["b"] == Scalar("", Place(3, 4))


def test_a_key_given_twice_is_an_error_that_names_the_first() -> None:
    (remark,) = split("---\ntitle: a\ntags: [x]\ntitle: b\n---\n").remarks
    assert remark == Remark(
        Place(4, 1), "duplicate-key", "'title' is given twice; the first is on line 2", "keep one of the two"
    )
    assert value_of("title: a\ntitle: b") == "a"


@pytest.mark.parametrize("key", ["", "~", "null", "[a]", "? [a]\n"])
def test_a_key_without_a_name_is_an_error(key: str) -> None:
    codes = [code for _, _, code in remarks_on(f"title: x\n{key}: y")]
    assert codes == ["front-matter"]


@pytest.mark.parametrize("text", ["- a\n- b", "just words", "[a, b]", '"quoted"'])
def test_front_matter_that_is_no_list_of_fields_is_an_error(text: str) -> None:
    front = split(f"---\n{text}\n---\n")
    assert front.node is None
    assert [(r.code, r.message) for r in front.remarks] == [
        ("front-matter", "the front matter is not a list of fields")
    ]


def test_a_second_document_within_the_front_matter_is_an_error() -> None:
    front = split("---\na: b\n--- c\nd: e\n---\n")
    assert front.node is None
    assert [(r.place.line, r.code, r.severity) for r in front.remarks] == [(3, "front-matter", Severity.ERROR)]


def test_a_tab_before_a_field_is_told_and_read_on() -> None:
    text = "title: x\nextra:\n\ta: 1\n\tb: 2"
    assert remarks_on(text) == [(4, 1, "tab"), (5, 1, "tab")]
    extra = fields(text)["extra"]
    assert isinstance(extra, Mapping)
    assert [key.text for key, _ in extra.entries] == ["a", "b"]


def test_a_tab_before_the_first_field_is_told() -> None:
    assert remarks_on("\ttitle: x") == [(2, 1, "tab")]
    assert value_of("\ttitle: x") == "x"


def test_a_control_character_is_told_once_a_line_and_read_on_without() -> None:
    text = "title: a\x07b\x07\nroom: c"
    (remark,) = split(f"---\n{text}\n---\n").remarks
    assert (remark.place, remark.code, remark.hint) == (Place(2, 9), "control-character", "delete it")
    assert remark.message == "there is an invisible control character (U+0007) in the front matter"
    assert fields(text)["title"] == Scalar("ab", Place(2, 8))


@pytest.mark.parametrize("typed", ['"\\ud83d"', '"\\ud83d\\ude00"', '"a \\uDE00"'])
def test_an_escaped_surrogate_alone_or_in_a_pair_is_an_error(typed: str) -> None:
    remarks = split(f"---\ntitle: {typed}\n---\n").remarks
    assert [(r.message, r.hint) for r in remarks] == [
        ("an escaped half of a character stands here", "write the character itself")
    ]


def test_nesting_deeper_than_the_bound_is_an_error_at_once() -> None:
    for text in ("a: " + "[" * 3000, "a: " + "[" * 3000 + "]" * 3000, "a: " + "{b: " * 3000 + "}" * 3000):
        assert [r.severity for r in split(f"---\n{text}\n---\n").remarks][:1] == [Severity.ERROR]


def test_nesting_within_the_bound_is_read() -> None:
    depth = MAX_DEPTH - 2
    assert remarks_on("a: " + "[" * depth + "x" + "]" * depth) == []
    assert remarks_on("a: " + "[" * (MAX_DEPTH + 1) + "x" + "]" * (MAX_DEPTH + 1)) != []


def test_a_front_matter_over_the_bound_is_an_error_that_names_it() -> None:
    front = split("---\n" + "".join(f"k{n}: v\n" for n in range(100_000)) + "---\n")
    assert front.node is None
    (remark,) = front.remarks
    assert remark.code == "too-big"
    assert f"{MAX_BYTES:,}" in remark.message


def test_a_hundred_broken_lines_end_and_are_told() -> None:
    front = split("---\n" + "".join(f"k{n}: a: b\n" for n in range(100)) + "---\n")
    assert len(front.remarks) >= 50


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('title: "never closed', "a quotation mark that opens here is never closed"),
        ("tags: [a, b", "a bracket that opens here is never closed"),
        ("tags: {a: b", "a bracket that opens here is never closed"),
        ("title: x\n  room: y", "this line does not fit the lines above it"),
        ("title: x\nroom y", "this line does not fit the lines above it"),
        ("tags:\n  - a\n - b", "this line does not fit the lines above it"),
    ],
)
def test_a_line_that_cannot_be_read_is_told_in_plain_words(text: str, message: str) -> None:
    remarks = split(f"---\n{text}\n---\n").remarks
    assert [remark.message for remark in remarks] == [message]
    assert all(remark.hint for remark in remarks)


def test_a_quotation_mark_that_is_never_closed_is_told_where_it_opens() -> None:
    assert remarks_on('title: x\nsummary: "never closed\nroom: y') == [(3, 10, "front-matter")]


def test_a_very_long_value_is_shown_short() -> None:
    remark = split("---\ntitle: @" + "x" * 500 + "\n---\n").remarks[0]
    assert len(remark.message) < 150
    assert remark.hint == "put the value in quotes"


def test_a_field_is_found_by_its_key() -> None:
    node = split("---\na: 1\nb: 2\n---\n").node
    assert node is not None
    assert node.get("b") == Scalar("2", Place(3, 4))
    assert node.get("c") is None


def test_quoting_escapes_what_a_quoted_scalar_cannot_hold() -> None:
    for text in ('say "hi"', "back\\slash", "a: b", "#x"):
        assert value_of(f"title: {quoted(text)}") == text


@pytest.mark.parametrize(
    ("text", "line", "code"),
    [
        ("—-\ntitle: A\n---\nBody", 1, "front-matter-unopened"),
        ("----\ntitle: A\n---\nBody", 1, "front-matter-unopened"),
        ("---\ntitle: A\n----\nBody", 3, "front-matter-open"),
        ("---\ntitle: A\n ---\nBody", 3, "front-matter-open"),
        ('+++\ntitle = "A"\n+++\nBody', 1, "front-matter-unopened"),
        ('{\n"title": "A"\n}\nBody', 1, "front-matter-unopened"),
        ("<!-- x -->\n---\ntitle: A\n---\nBody", 2, "front-matter-unopened"),
    ],
)
def test_nearly_front_matter_is_told_where_it_is_not_quite(text: str, line: int, code: str) -> None:
    front = split(text)
    assert [(r.place.line, r.code, r.severity) for r in front.remarks] == [(line, code, Severity.ERROR)]
    assert all(remark.hint for remark in front.remarks)


def test_blank_lines_above_the_front_matter_are_passed_over() -> None:
    front = split("\n\n---\ntitle: A\n---\nBody")
    assert (front.body, front.body_line, front.is_missing) == ("Body", 6, False)
    assert front.node is not None
    assert front.node.get("title") == Scalar("A", Place(4, 8))


def test_a_space_of_another_kind_before_a_value_is_told() -> None:
    text = "title:\u00a0A"
    assert [code for _, _, code in remarks_on(text)] == ["no-break-space"]
    assert value_of("title: A\u00a0B") == "A\u00a0B"
