"""Single values of front matter: good ones as typed, empty ones as none, wrong ones told with what to write."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any

import pytest

from sitegen.fields import texts, web
from sitegen.fields.notes import Notes, read_fields
from sitegen.front_matter.nodes import Mapping, Node, Scalar, Sequence
from sitegen.problems import Place, Remark, Severity

if TYPE_CHECKING:
    from sitegen.fields.notes import Reader

AT = Place(3, 7)
LIST = Sequence((Scalar("a", AT),), AT)
FIELDS = Mapping(((Scalar("a", AT), Scalar("b", AT)),), AT)


class Colour(StrEnum):
    """A closed set for these tests."""

    RED = "red"
    DARK_GREEN = "dark-green"


READERS: dict[str, Reader] = {
    "text": texts.text,
    "markdown": texts.markdown,
    "title": texts.title,
    "optional_text": texts.optional_text,
    "slug": texts.slug,
    "name_of": texts.name_of("sessions"),
    "yes_or_no": texts.yes_or_no,
    "whole_number": texts.whole_number,
    "choice": texts.choice(Colour),
    "web_address": web.web_address,
    "way_in": web.way_in,
    "file_or_address": web.file_or_address,
    "language": texts.language,
    "zone_name": texts.zone_name,
    "hashtag": texts.hashtag,
}
EVERY_READER = pytest.mark.parametrize("reader", READERS)


def value(reader: str, typed: str, *, is_quoted: bool = False) -> Any:  # noqa: ANN401  # any field's value
    """Return what a reader makes of a scalar, about which it notes nothing."""
    notes = Notes()
    found = READERS[reader](Scalar(typed, AT, is_quoted), "f", notes)
    assert notes.remarks == []
    return found


def complaint(reader: str, node: Node | str) -> Remark:
    """Return the one remark of a reader on a node that it reads nothing from."""
    notes = Notes()
    found = READERS[reader](Scalar(node, AT) if isinstance(node, str) else node, "f", notes)
    (remark,) = notes.remarks
    assert found is None
    assert remark.place == AT
    assert remark.severity is Severity.ERROR
    return remark


@EVERY_READER
@pytest.mark.parametrize("typed", ["", "   ", "\n"])
def test_an_empty_value_is_as_if_not_given(reader: str, typed: str) -> None:
    assert value(reader, typed) is None


@EVERY_READER
@pytest.mark.parametrize(("node", "got"), [(LIST, "a list"), (FIELDS, "a list of fields")])
def test_a_list_or_fields_where_one_value_belongs_are_a_wrong_type(reader: str, node: Node, got: str) -> None:
    remark = complaint(reader, node)
    assert remark.code == "wrong-type"
    wanted = "the name of one of the sessions" if reader == "name_of" and node is LIST else "a text"
    assert remark.message == f"'f' wants {wanted}, and this is {got}"
    assert remark.hint.startswith("write f:")


@pytest.mark.parametrize("typed", ["2007", "3.10", "no", "0123", "null", "~", "12:30", "x"])
@pytest.mark.parametrize("reader", ["text", "markdown", "title", "optional_text"])
def test_a_text_keeps_its_spelling(reader: str, typed: str) -> None:
    assert value(reader, typed) == typed


def test_white_space_within_a_text_is_folded() -> None:
    assert value("text", "  a \n\n b\tc ") == "a b c"


def test_a_text_for_markdown_keeps_its_lines() -> None:
    assert value("markdown", "\n a\n\n  b \n") == "a\n\n  b"


def test_a_text_may_be_long_but_not_endless() -> None:
    assert value("text", "x" * texts.MAX_LENGTH) == "x" * texts.MAX_LENGTH
    remark = complaint("text", "x" * (texts.MAX_LENGTH + 1))
    assert (remark.code, remark.message) == ("too-big", "'f' is 2,001 characters long; the most is 2,000")


@pytest.mark.parametrize("hidden", ["\u200b", "\u202e", "\u2066", "\ufeff"])
def test_an_invisible_character_in_a_title_is_a_warning_and_the_title_stays(hidden: str) -> None:
    notes = Notes()
    assert texts.title(Scalar(f"a{hidden}b", AT), "title", notes) == f"a{hidden}b"
    assert [(r.code, r.severity) for r in notes.remarks] == [("invisible-character", Severity.WARNING)]
    assert notes.remarks[0].message == f"there is an invisible character (U+{ord(hidden):04X}) in 'title'"


def test_an_empty_text_in_quotes_is_a_decision_where_it_may_be_one() -> None:
    assert value("optional_text", "", is_quoted=True) == ""
    assert value("optional_text", " ", is_quoted=True) == ""
    assert value("text", "", is_quoted=True) is None


@pytest.mark.parametrize("typed", ["networks", "0123", "2007", "no", "3.10", "Networks", "été", "a_b", "a-b"])
def test_a_slug_keeps_its_spelling(typed: str) -> None:
    assert value("slug", typed) == typed


@pytest.mark.parametrize(
    ("typed", "why", "hint"),
    [
        ("Two Words", "it has a space in it, or begins with _", "write f: two-words"),
        ("_hidden", "it has a space in it, or begins with _", "write f: hidden"),
        ("../x", "it would be a hidden file", "write f: x"),
        ("a/b", "it has a character that no file's name can have everywhere", "write f: a-b"),
        ("..", "it has '..' in it", "use letters and hyphens"),
        ("con", "'con' is a device's name on Windows", "choose another word"),
        (".x", "it would be a hidden file", "write f: x"),
        ("x.", "a part of it ends in a dot, or begins or ends with a space", "write f: x"),
        ("%2e%2e", "it has a character that no file's name can have everywhere", "write f: 2e-2e"),
    ],
)
def test_a_slug_that_no_address_can_have_is_refused(typed: str, why: str, hint: str) -> None:
    remark = complaint("slug", typed)
    assert (remark.code, remark.message) == ("bad-slug", f"'{typed}' cannot be part of an address: {why}")
    assert remark.hint == hint


def test_a_slug_over_the_bound_is_refused_in_a_short_message() -> None:
    remark = complaint("slug", "a" * 256)
    assert remark.code == "bad-slug"
    assert remark.message.endswith("cannot be part of an address: a part of it is longer than 255 bytes")
    assert len(remark.message) < 200


@pytest.mark.parametrize("typed", ["con", "a" * 256, "nul"])
def test_what_a_refused_slug_is_told_to_become_is_not_refused_again(typed: str) -> None:
    offered = complaint("slug", typed).hint.removeprefix("write f: ")
    assert " " in offered or value("slug", offered) == offered


@pytest.mark.parametrize("typed", ["networks", "0123", "jo.smith", "Networks"])
def test_another_documents_name_is_read_as_typed(typed: str) -> None:
    assert value("name_of", typed) == typed


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("networks.md", "write f: networks"),
        ("../sessions/networks.md", "write f: networks"),
        ("sessions/networks", "write f: networks"),
        ("Who is in your network", "write f: who-is-in-your-network"),
    ],
)
def test_a_path_or_a_title_where_a_slug_belongs_is_told_with_the_slug(typed: str, hint: str) -> None:
    remark = complaint("name_of", typed)
    assert (remark.code, remark.hint) == ("bad-reference", hint)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("true", True), ("True", True), ("yes", True), ("on", True), ("false", False), ("NO", False), ("off", False)],
)
def test_yes_and_no_are_read_in_the_usual_spellings(typed: str, expected: object) -> None:
    assert value("yes_or_no", typed) is expected


@pytest.mark.parametrize("typed", ["maybe", "1", "0", "y", "ture"])
def test_what_is_neither_yes_nor_no_is_told(typed: str) -> None:
    remark = complaint("yes_or_no", typed)
    assert (remark.code, remark.message) == ("wrong-type", f"'f' wants true or false, and '{typed}' is neither")


@pytest.mark.parametrize(("typed", "expected"), [("0", 0), ("150", 150), ("007", 7), ("9999999", 9_999_999)])
def test_a_whole_number_is_read(typed: str, expected: int) -> None:
    assert value("whole_number", typed) == expected


@pytest.mark.parametrize("typed", ["-1", "1.5", "1e3", "0x10", "many", "10000000", "9" * 1000, "½", "٣"])
def test_what_is_no_whole_number_is_told(typed: str) -> None:
    remark = complaint("whole_number", typed)
    assert remark.code == "wrong-type"
    assert remark.hint.startswith("write f: ")
    assert value("whole_number", remark.hint.removeprefix("write f: ")) > 0
    assert len(remark.message) < 150


@pytest.mark.parametrize(
    ("typed", "expected"), [("red", Colour.RED), ("RED", Colour.RED), ("dark-green", Colour.DARK_GREEN)]
)
def test_a_choice_is_read_in_any_case(typed: str, expected: Colour) -> None:
    assert value("choice", typed) is expected


def test_another_choice_is_told_with_the_nearest_or_with_all() -> None:
    remark = complaint("choice", "dark green")
    assert remark == Remark(AT, "unknown-value", "'f' cannot be 'dark green'", "did you mean 'dark-green'?")
    assert complaint("choice", "violet").hint == "write one of: red, dark-green"


@pytest.mark.parametrize("typed", ["https://a.org", "http://a.org/x?y#z", "HTTPS://a.org/"])
@pytest.mark.parametrize("reader", ["web_address", "way_in", "file_or_address"])
def test_a_web_address_is_read_as_typed(reader: str, typed: str) -> None:
    assert value(reader, typed) == typed


@pytest.mark.parametrize("typed", ["mailto:jo@a.org", "tel:+44 1803 1", "tel:01803-1"])
def test_a_way_in_may_be_a_mail_address_or_a_telephone_number(typed: str) -> None:
    assert value("way_in", typed) == typed
    assert complaint("web_address", typed).code == "bad-url"


@pytest.mark.parametrize(
    "typed", ["javascript:alert(1)", "data:text/html,x", "//a.org", "https://", "ftp://a.org", "x"]
)
@pytest.mark.parametrize("reader", ["web_address", "way_in"])
def test_another_address_is_refused(reader: str, typed: str) -> None:
    assert complaint(reader, typed).code == "bad-url"


def test_an_address_that_lacks_its_scheme_is_told_with_it() -> None:
    assert complaint("web_address", "example.org/x").hint == "write f: https://example.org/x"
    assert complaint("web_address", "just words").hint == "write it in full, as in: f: https://example.org/a-page/"


@pytest.mark.parametrize("typed", ["hall.jpg", "../hall.jpg", "/files/a.pdf", "a b.pdf", "été.jpg"])
def test_a_files_path_or_an_address_of_the_site_is_read_as_typed(typed: str) -> None:
    assert value("file_or_address", typed) == typed


@pytest.mark.parametrize("typed", ["javascript:x", "data:image/png;base64,x", "a\\b.jpg", "c:/x.jpg", "//a.org/x.jpg"])
def test_what_is_neither_a_file_nor_an_address_is_refused(typed: str) -> None:
    assert complaint("file_or_address", typed).code == "bad-url"


@pytest.mark.parametrize("typed", ["en", "en-GB", "de", "cy", "zh-Hant-TW", "gsw"])
def test_a_language_is_read_as_typed(typed: str) -> None:
    assert value("language", typed) == typed


@pytest.mark.parametrize("typed", ["English", "e", "en_GB", "en-", "12"])
def test_what_is_no_languages_short_name_is_refused(typed: str) -> None:
    assert complaint("language", typed).code == "bad-language"


@pytest.mark.parametrize("typed", ["Europe/London", "Pacific/Tongatapu", "UTC"])
def test_a_time_zone_is_read_as_typed(typed: str) -> None:
    assert value("zone_name", typed) == typed


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("Europe/Londn", "did you mean 'Europe/London'?"),
        ("europe/london", "did you mean 'Europe/London'?"),
        ("London", "did you mean 'Europe/London'?"),
        ("New York", "did you mean 'America/New_York'?"),
        ("../zones", "write it as in: Europe/London"),
        ("q", "write it as in: Europe/London"),
    ],
)
def test_an_unknown_time_zone_is_told_with_the_nearest(typed: str, hint: str) -> None:
    assert complaint("zone_name", typed) == Remark(AT, "unknown-zone", f"there is no time zone '{typed}'", hint)


@pytest.mark.parametrize(("typed", "bare"), [("#torquay07", "torquay07"), ("torquay07", "torquay07"), ("été", "été")])
def test_a_hashtag_is_kept_without_its_sign(typed: str, bare: str) -> None:
    assert value("hashtag", typed) == bare


def test_a_hashtag_of_several_words_is_told_with_one() -> None:
    remark = complaint("hashtag", "#torquay 07-live")
    assert (remark.code, remark.hint) == ("bad-hashtag", "write f: torquay07live")
    assert complaint("hashtag", "##").hint == ""


def fields(**typed: str) -> Mapping:
    """Return a mapping of scalars, one to a line."""
    lines = enumerate(typed.items(), start=2)
    return Mapping(tuple((Scalar(k, Place(n, 1)), Scalar(v, Place(n, 10))) for n, (k, v) in lines), Place(2, 1))


def test_the_known_fields_of_a_mapping_are_read_with_their_places() -> None:
    notes = Notes()
    readers: dict[str, Reader] = {"a": texts.text, "b": texts.whole_number, "c": texts.text}
    assert read_fields(fields(a="x", b="2", c=""), readers, notes) == {"a": "x", "b": 2}
    assert notes.places == {"a": Place(2, 10), "b": Place(3, 10), "c": Place(4, 10)}


def test_an_unknown_field_is_a_warning_with_the_nearest_known_one() -> None:
    notes = Notes()
    assert read_fields(fields(sesion="x"), {"session": texts.text}, notes) == {}
    assert notes.remarks == [
        Remark(Place(2, 1), "unknown-field", "there is no field 'sesion'", "did you mean 'session'?", Severity.WARNING)
    ]


def test_an_unknown_field_like_no_other_is_told_where_own_data_goes() -> None:
    notes = Notes()
    read_fields(fields(zzz="x"), {"session": texts.text, "extra": texts.text}, notes)
    read_fields(fields(zzz="x"), {"title": texts.text}, notes)
    read_fields(fields(zzz="x"), {"starts": texts.text, "host": texts.text}, notes, prefix="slowchat.")
    assert [(r.message, r.hint) for r in notes.remarks] == [
        ("there is no field 'zzz'", "your own data goes under extra:"),
        ("there is no field 'zzz'", "the fields here are: title"),
        ("there is no field 'slowchat.zzz'", "the fields here are: host, starts"),
    ]
