"""Pages: what stands outside the conversation, such as how to get there."""

from __future__ import annotations

from sitegen.fields import texts
from sitegen.kinds.kind import TITLE_LINE, Kind, Start
from sitegen.model import Fields


class PageFields(Fields, frozen=True, kw_only=True):
    """What a page says of itself; `menu` is its place in the menu."""

    menu: int | None = None


def _begin(start: Start) -> str:
    return f"---\ntitle: {start.title}\n---\n\nWhat people should know.\n"


KIND = Kind(
    folder="pages",
    noun="page",
    fields=PageFields,
    own={"menu": texts.whole_number},
    needs=TITLE_LINE,
    begin=_begin,
    needs_front_matter=False,
)
