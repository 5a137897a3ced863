"""Colours that one can read: contrast as WCAG 2.2 measures it, and the nearest shade that has enough. Pure.

Shades are sought in Oklch (CSS Color 4, section 9.2), where lightness changes and the hue stays.
"""

from __future__ import annotations

import math
import re
from typing import TypeAlias

Rgb: TypeAlias = tuple[float, float, float]
"""Red, green and blue, each from 0 to 1."""

_HEX = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
_BLACK, _WHITE = "#000000", "#ffffff"
_STEPS = 24
"""Halvings of the lightness: far below what eight bits a channel can tell."""


def is_colour(text: str) -> bool:
    """Whether `text` is a colour as `#rgb` or `#rrggbb`."""
    return _HEX.fullmatch(text) is not None


def parse(colour: str) -> Rgb:
    """Return the parts of `#rgb` or `#rrggbb`; raise `ValueError` for anything else."""
    if not is_colour(colour):
        message = f"{colour!r} is no colour; write it like #1f6f5c"
        raise ValueError(message)
    digits = colour[1:]
    if len(digits) == 3:  # noqa: PLR2004  the short form of CSS Color 4, section 5.2
        digits = "".join(digit * 2 for digit in digits)
    red, green, blue = (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return red, green, blue


def luminance(colour: str) -> float:
    """Return the relative luminance, from 0 to 1 (WCAG 2.2, section 5, "relative luminance")."""
    red, green, blue = (_linear(part) for part in parse(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio, from 1 to 21 (WCAG 2.2, section 5, "contrast ratio")."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def ink(on: str) -> str:
    """Return black or white, whichever stands out more on a ground."""
    return max(_BLACK, _WHITE, key=lambda colour: contrast(colour, on))


def readable(colour: str, on: str, ratio: float = 4.5) -> str:
    """Return the shade of `colour` nearest to it that has the contrast `ratio` on the ground `on`, as `#rrggbb`.

    A colour that has it already comes back as it is. Where no shade has it, that is black or white.
    """
    if contrast(colour, on) >= ratio:
        return _written(parse(colour))
    best = ink(on)
    lightness, chroma, hue = _to_oklch(parse(colour))
    near, far = lightness, 1.0 if best == _WHITE else 0.0
    for _ in range(_STEPS):
        middle = (near + far) / 2
        shade = _shade(middle, chroma, hue)
        if contrast(shade, on) >= ratio:
            far, best = middle, shade
        else:
            near = middle
    return best


def mix(one: str, other: str, share: float = 0.5) -> str:
    """Return `share` of `one` in `other`, mixed as the parts of sRGB, as CSS does with `in srgb`."""
    pairs = zip(parse(one), parse(other), strict=True)
    red, green, blue = (first * share + second * (1 - share) for first, second in pairs)
    return _written((red, green, blue))


def _linear(part: float) -> float:
    # WCAG 2.2 prints 0.04045 since its erratum of 2021; the two thresholds differ for no 8-bit value.
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004  sRGB's own constants


def _encoded(part: float) -> float:
    return part * 12.92 if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055  # noqa: PLR2004  as above


def _written(rgb: Rgb) -> str:
    return "#" + "".join(f"{round(min(1.0, max(0.0, part)) * 255):02x}" for part in rgb)


def _shade(lightness: float, chroma: float, hue: float) -> str:
    """Return the colour, paler until sRGB has it (a plain form of CSS Color 4, section 13.2)."""
    low, high = 0.0, chroma
    rgb = _from_oklch(lightness, chroma, hue)
    if not _is_in_gamut(rgb):
        for _ in range(_STEPS):
            middle = (low + high) / 2
            if _is_in_gamut(_from_oklch(lightness, middle, hue)):
                low = middle
            else:
                high = middle
        rgb = _from_oklch(lightness, low, hue)
    return _written(rgb)


def _is_in_gamut(rgb: Rgb) -> bool:
    slack = 0.0005
    return all(-slack <= part <= 1 + slack for part in rgb)


def _to_oklch(rgb: Rgb) -> tuple[float, float, float]:
    red, green, blue = (_linear(part) for part in rgb)
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return lightness, math.hypot(a, b), math.atan2(b, a)


def _from_oklch(lightness: float, chroma: float, hue: float) -> Rgb:
    a, b = chroma * math.cos(hue), chroma * math.sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        _encoded(4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short),
        _encoded(-1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short),
        _encoded(-0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short),
    )
