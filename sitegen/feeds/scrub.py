"""HTML of pages, without what only a page in a browser can use."""

from __future__ import annotations

import re

# A serialiser escapes every `<` of text, and every `"` within an attribute's value, so these two see tags alone.
_TAG = re.compile(r'<[a-zA-Z][^\s<>/"]*(?: [^\s<>/="]+(?:="[^"]*")?)+ ?/?>')
_IDLE_ATTRIBUTE = re.compile(r' (?:decoding|fetchpriority|loading|tabindex)="[^"]*"')


def scrub_for_feed(html: str) -> str:
    """Return sanitised HTML without the attributes that mean nothing, or harm, in a feed reader.

    Readers that never scroll a frame never load a `loading="lazy"` picture; `tabindex`, `decoding`
    and `fetchpriority` are about the page. The HTML has to be as a serialiser writes it: attributes
    in double quotes, and `<` escaped in text.
    """
    return _TAG.sub(lambda tag: _IDLE_ATTRIBUTE.sub("", tag[0]), html)
