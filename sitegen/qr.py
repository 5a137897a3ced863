"""QR codes, as pictures that need nothing from elsewhere. The one room that knows `segno`."""

from __future__ import annotations


def qr_svg(text: str) -> str:
    """Return a QR code (ISO/IEC 18004, error correction M) as an inline SVG in the colour of the text around it."""
    import segno  # noqa: PLC0415  # only sites with sparks pay for it

    code = segno.make(text, error="m", micro=False)
    svg: str = code.svg_inline(border=2, omitsize=True, svgclass="qr", lineclass=None, dark="#000")
    return svg.replace('stroke="#000"', 'stroke="currentColor"')
