"""Contrast as WCAG 2.2 has it, and shades that keep to it."""

from __future__ import annotations

from itertools import product

import pytest

from sitegen.theme.colours import contrast, ink, is_colour, luminance, mix, parse, readable

STEPS = (0x00, 0x33, 0x77, 0xBB, 0xFF)
COLOURS = [f"#{red:02x}{green:02x}{blue:02x}" for red, green, blue in product(STEPS, repeat=3)]


def test_a_colour_is_three_or_six_hexadecimal_digits() -> None:
    assert parse("#fff") == (1.0, 1.0, 1.0)
    assert parse("#0F3") == parse("#00ff33") == (0.0, 1.0, 0.2)


@pytest.mark.parametrize("text", ["red", "#ff", "#ffff", "fff", "#ggg", "#fff ", "", "#１２３", "rgb(0,0,0)"])
def test_anything_else_is_no_colour(text: str) -> None:
    assert not is_colour(text)
    with pytest.raises(ValueError, match="is no colour; write it like #1f6f5c"):
        parse(text)


def test_contrast_runs_from_one_to_twenty_one() -> None:
    assert (contrast("#000", "#fff"), contrast("#fff", "#000"), contrast("#777", "#777")) == (21.0, 21.0, 1.0)


@pytest.mark.parametrize(("colour", "ratio"), [("#767676", 4.54), ("#777777", 4.48), ("#0000ff", 8.59), ("#f00", 4.0)])
def test_contrast_on_white_is_the_published_one(colour: str, ratio: float) -> None:
    assert round(contrast(colour, "#ffffff"), 2) == ratio


def test_green_is_the_lightest_of_the_primaries() -> None:
    assert [round(luminance(colour), 4) for colour in ("#f00", "#0f0", "#00f")] == [0.2126, 0.7152, 0.0722]


def test_a_readable_colour_stays_as_it_is() -> None:
    assert readable("#1F6f5c", on="#fffdf8", ratio=4.5) == "#1f6f5c"


def test_a_shade_is_darker_on_paper_and_lighter_at_night() -> None:
    on_paper, at_night = readable("#ff8800", on="#fffdf8"), readable("#1f3f8c", on="#14161a")
    assert luminance(on_paper) < luminance("#ff8800")
    assert luminance(at_night) > luminance("#1f3f8c")


def test_a_shade_keeps_its_hue() -> None:
    red, green, blue = parse(readable("#ffcc00", on="#ffffff", ratio=4.5))
    assert red > green > blue


def test_a_shade_is_no_further_off_than_it_has_to_be() -> None:
    assert 4.5 <= contrast(readable("#ff8800", on="#fffdf8"), "#fffdf8") < 4.6


def test_where_no_shade_will_do_it_is_black_or_white() -> None:
    assert (readable("#336699", on="#777777", ratio=21), readable("#336699", on="#222222", ratio=21)) == (
        "#000000",
        "#ffffff",
    )


@pytest.mark.parametrize("ratio", [3.0, 4.5])
def test_every_pair_is_readable(ratio: float) -> None:
    # Black or white has at least the root of 21 on any ground, a little over 4.5.
    pairs = product(COLOURS[::3], COLOURS[::4])
    assert [(one, on) for one, on in pairs if contrast(readable(one, on=on, ratio=ratio), on) < ratio] == []


def test_ink_is_black_on_light_and_white_on_dark() -> None:
    assert (ink("#ffff00"), ink("#000080")) == ("#000000", "#ffffff")


def test_mixing_takes_a_share_of_the_first() -> None:
    assert (mix("#000", "#fff"), mix("#f00", "#00f", 0.2), mix("#123456", "#fff", 1)) == (
        "#808080",
        "#3300cc",
        "#123456",
    )
